"""The two charts of an ally's brief: table in, Axes out; nothing is read or saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from lib import charts, spending, style
from lib.records import joined_keys

HEIGHT = 3.0  # inches
_INKS = (style.BLUE, style.TEAL, style.OCHRE, style.SLATE, style.RED)  # of editions, the newest first


def beside_others(shares: pd.DataFrame, iso3: str) -> pd.DataFrame:
    """Set an ally's share of GDP beside those of the other allies, year by year.

    `shares` has iso3, ally, year, value (% of GDP), estimate, edition and source_id, of one edition. Returns the ally's
    years: iso3, ally, year, share_pct_gdp, estimate, others_low_pct, others_median_pct and others_high_pct (the quartiles
    of all others with a figure), edition and source_id.
    """
    own = shares[shares["iso3"] == iso3].sort_values("year")
    others = shares[shares["iso3"] != iso3].groupby("year")["value"].quantile([0.25, 0.5, 0.75]).unstack()
    others.columns = ["others_low_pct", "others_median_pct", "others_high_pct"]
    table = own.rename(columns={"value": "share_pct_gdp"}).join(others, on="year")
    table["source_id"] = table["year"].map(shares.groupby("year")["source_id"].agg(joined_keys))
    first = ["iso3", "ally", "year", "share_pct_gdp", "estimate"]
    return table[[*first, *others.columns, "edition", "source_id"]].reset_index(drop=True)


def share_line(path: pd.DataFrame, levels: Mapping[float, str], top: float) -> Axes:
    """Draw an ally's share of GDP over time above the middle half of the others; estimates are dashed.

    `path` is what `beside_others` returns, `levels` gives the words for the dashed lines across the chart, `top` the
    end of the axis, the same for all allies.
    """
    ax = charts.canvas(HEIGHT)
    years = path["year"]
    ax.fill_between(
        years, path["others_low_pct"], path["others_high_pct"], fc=style.RULE, ec=style.GREY, lw=0.7, zorder=0
    )
    ax.plot(years, path["others_median_pct"], color=style.SLATE, linewidth=1.2)
    for level in levels:
        ax.axhline(level, color=style.SLATE, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
    _estimates_dashed(ax, path.rename(columns={"share_pct_gdp": "value"}), style.BLUE, 2.6)
    ax.set(xlim=(years.min() - 0.3, years.max() + 0.15), ylim=(0, top), yticks=range(int(top) + 1))
    ax.set_xticks(range(years.max(), years.min() - 1, -2))
    _percent_on_top(ax)
    last = path.iloc[-1]
    names = [f"{last['ally']} {style.number(last['share_pct_gdp'], 2)}", "median of others", *levels.values()]
    places = [last["share_pct_gdp"], last["others_median_pct"], *levels]
    inks = [style.BLUE, *[style.SLATE] * (len(names) - 1)]
    charts.end_labels(ax, years.max() + 0.15, places, names, inks, [True, *[False] * (len(names) - 1)])
    return ax


def _estimates_dashed(ax: Axes, rows: pd.DataFrame, colour: str, width: float) -> None:
    """Draw one line over years, whole up to the last outcome and dashed from there, where the estimates begin."""
    known = rows[~rows["estimate"].astype(bool)]
    ax.plot(known["year"], known["value"], color=colour, linewidth=width)
    expected = rows[rows["year"] >= known["year"].max()] if len(known) else rows
    if len(expected) > 1:
        ax.plot(expected["year"], expected["value"], color=colour, linewidth=width, linestyle=(0, (1.6, 1.2)))


def _percent_on_top(ax: Axes) -> None:
    """Write the unit at the highest tick in sight only."""
    low, high = ax.get_ylim()
    top = max(tick for tick in ax.get_yticks() if low <= tick <= high + 1e-9)
    ax.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: f"{value:g}{' %' if abs(value - top) < 1e-9 else ''}")
    )


def edition_lines(rows: pd.DataFrame, full: Sequence[str]) -> Axes:
    """Draw an ally's share of GDP as each edition prints it: lines for the `full` ones, open dots for the others.

    `rows` has year, value (% of GDP), estimate and edition, of one ally; `full` names editions, oldest first, of which
    the last is the newest and stands out. The axis begins where the figures do, so that small changes show.
    """
    ax = charts.canvas(HEIGHT)
    single = rows[~rows["edition"].isin(full)]
    ax.plot(
        single["year"],
        single["value"],
        "o",
        color=style.SLATE,
        markerfacecolor="white",
        markersize=5,
        markeredgewidth=1.2,
        zorder=4,
    )
    colours = _INKS[: len(full)][::-1]
    ends, first, end = [], int(rows["year"].min()), int(rows["year"].max())
    for edition, colour in zip(full, colours, strict=True):
        line = rows[rows["edition"] == edition].sort_values("year")
        newest = edition == full[-1]
        _estimates_dashed(ax, line, colour, 2.6 if newest else 1.4)
        name = style.edition_name(edition)
        until = line["year"].iloc[-1]
        ends.append((line["value"].iloc[-1], name if until == end else f"{name}, to {until}", colour, newest))
    low, high = rows["value"].min(), rows["value"].max()
    room = max(0.08 * (high - low), 0.05)
    ax.set(xlim=(first - 0.3, end + 0.15), ylim=(low - room, high + room))
    ax.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    ax.set_xticks(range(end, first - 1, -2))
    _percent_on_top(ax)
    ax.grid(axis="y")
    charts.end_labels(ax, end + 0.15, *map(list, zip(*ends, strict=True)))
    return ax


def full_editions(rows: pd.DataFrame) -> list[str]:
    """Return the editions that give an ally more than two years in a row of which something can be drawn as a line.

    >>> full_editions(pd.DataFrame({"edition": ["2023-07", "2023-07", *["2024-06"] * 3], "year": [2014, 2023, 2014, 2015, 2016]}))
    ['2024-06']
    """
    years = rows.groupby("edition")["year"].agg(["min", "max", "nunique"])
    whole = (years["nunique"] > 2) & (years["max"] - years["min"] + 1 == years["nunique"])
    return sorted(years.index[whole])


def top_of_axis(shares: pd.DataFrame, levels: Sequence[float]) -> float:
    """Return the end of the axis on which every ally's share and every level fits: the next half per cent."""
    return float(np.ceil(2 * max(spending.printed(shares["value"]).max(), *levels) + 0.2) / 2)
