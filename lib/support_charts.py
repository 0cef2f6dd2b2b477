"""The charts of aid to Ukraine: table in, Axes out; titles come from `figures`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num

from lib import charts, style
from lib.support import AMERICA, EUROPE, OTHERS

SIDES = {AMERICA: style.BLUE, EUROPE: style.OCHRE, OTHERS: style.SLATE}
NAMES = {AMERICA: "United States", EUROPE: "Europe", OTHERS: "Other donors"}
REGIONS = {"Nordic": style.TEAL, "Baltic": style.OCHRE}
_SMALL: dict[str, Any] = {"size": style.LABEL_SIZE, "textcoords": "offset points"}


def time_axis(ax: Axes, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Mark the years below a chart over time, each name at the start of its year."""
    ax.set_xlim(first, last)
    ax.xaxis.set_major_locator(YearLocator())
    ax.xaxis.set_major_formatter(DateFormatter("%Y"))
    for label in ax.get_xticklabels():
        label.set_horizontalalignment("left")


def monthly_panels(flows: pd.DataFrame) -> Axes:
    """Draw one panel of monthly columns per group of donors, all on the same scale."""
    panels = charts.canvas(4.6, rows=flows.shape[1], sharex=True, sharey=True)
    for ax, group in zip(panels, flows.columns, strict=True):
        ax.bar(flows.index + pd.Timedelta(days=15), flows[group], width=24, color=SIDES[group])
        ax.annotate(
            NAMES[group], (0, 1), (2, -2), xycoords="axes fraction", va="top", weight="bold",
            color=SIDES[group], **_SMALL,
        )  # fmt: skip
        ax.grid(axis="y")
        highest = flows[group].idxmax()
        ax.annotate(
            f"{flows[group].max():.1f}", (highest + pd.Timedelta(days=15), flows[group].max()), (0, 2),
            ha="center", **_SMALL,
        )  # fmt: skip
    time_axis(panels[-1], flows.index[0], flows.index[-1] + pd.offsets.MonthEnd(1))
    top = flows.to_numpy().max()
    panels[0].set_ylim(0, top * 1.15)
    panels[0].set_yticks(range(0, int(top), 2))
    return panels[0]


def running_totals(totals: Mapping[str, pd.DataFrame], passed: Mapping[str, pd.Timestamp | None]) -> Axes:
    """Draw one panel per kind of aid with a line per group, and mark the month of the lasting lead.

    `totals` are running totals at the end of each month, by the name of the panel.
    """
    panels = charts.canvas(6.0, rows=len(totals), sharex=True)
    for ax, (name, table) in zip(np.atleast_1d(panels), totals.items(), strict=True):
        ends = table.index + pd.offsets.MonthEnd(1)
        for group in table.columns:
            ax.plot(ends, table[group], color=SIDES[group], linewidth=2.2 if group != OTHERS else 1.4)
        top = table.to_numpy().max() * 1.08
        ax.set_ylim(0, top)
        ax.grid(axis="y")
        ax.annotate(name, (0, 1), (2, -2), xycoords="axes fraction", va="top", weight="bold", **_SMALL)
        if (month := passed[name]) is not None:
            day = month + pd.offsets.MonthEnd(1)
            height = table.loc[month, EUROPE]
            ax.plot(day, height, "o", color=style.INK, markersize=6, markerfacecolor="white", zorder=5)
            # Above the lines; to the left of the mark where there is room, centred on it where the axis is near.
            early = day < table.index[0] + (table.index[-1] - table.index[0]) / 2
            ax.annotate(
                f"Europe ahead\nsince {month:%B %Y}", (day, height), (0, 44) if early else (-16, 24),
                ha="center" if early else "right",
                arrowprops={"arrowstyle": "-", "color": style.SLATE, "linewidth": 0.8}, linespacing=1.15, **_SMALL,
            )  # fmt: skip
        charts.end_labels(
            ax,
            date2num(ends[-1]),
            [table[group].iloc[-1] for group in table.columns],
            [f"{NAMES[group]} {style.number(table[group].iloc[-1])}" for group in table.columns],
            [SIDES[group] for group in table.columns],
            [group != OTHERS for group in table.columns],
        )
    time_axis(np.atleast_1d(panels)[-1], table.index[0], ends[-1])
    return np.atleast_1d(panels)[0]


def donor_bars(donors: pd.DataFrame, parts: Sequence[tuple[str, str]]) -> Axes:
    """Draw one bar per donor, the largest on top, in two parts, with the total at its end.

    `donors` has donor and the columns named in `parts`, pairs of column and label; the first part is pale.
    """
    ax = charts.canvas(0.27 * len(donors) + 0.5)
    (early, early_words), (late, late_words) = parts
    order = donors.assign(total=donors[early] + donors[late]).sort_values(
        "total", ascending=False, kind="stable"
    )
    rows = range(len(order))
    ax.barh(rows, order[early], color=style.GREY, height=0.66)
    ax.barh(rows, order[late], left=order[early], color=style.TEAL, height=0.66)
    for row, total in zip(rows, order["total"], strict=True):
        ax.annotate(style.number(total, 1), (total, row), (4, 0), va="center", **_SMALL)
    charts.row_labels(ax, list(order["donor"]))
    widest = order.iloc[0]
    ax.annotate(early_words, (widest[early] / 2, 0), ha="center", va="center", size=style.LABEL_SIZE)
    # The second part is named in the row where it is longest.
    row = int(order[late].to_numpy().argmax())
    ax.annotate(
        late_words,
        (order["total"].iloc[row], row),
        (32, 0),
        va="center",
        color=style.TEAL,
        weight="bold",
        **_SMALL,
    )
    ax.set_xlim(0, order["total"].max() * 1.09)
    ax.set_xticks([])
    ax.grid(visible=False)
    return ax


def gdp_dumbbells(shares: pd.DataFrame, regions: Mapping[str, str], strong: Sequence[str]) -> Axes:
    """Draw bilateral aid (filled) and aid with the share of EU aid (open) per donor, as per cent of GDP.

    `regions` gives the region of single donors, which takes a colour ("Nordic", "Baltic") and is written
    beside its first donor; `strong` are further donors with a bold name.
    """
    rows = shares.sort_values("with_eu_pct", ascending=False, kind="stable", ignore_index=True)
    ax = charts.canvas(0.245 * len(rows) + 0.6)
    named: set[str] = set()
    for y, row in rows.iterrows():
        region = regions.get(row["donor"], "")
        colour = REGIONS.get(region, style.SLATE)
        ax.hlines(y, row["bilateral_pct"], row["with_eu_pct"], color=colour, alpha=style.JOIN, linewidth=1.8)
        if row["in_eu"]:
            ax.plot(row["with_eu_pct"], y, "o", color=colour, markerfacecolor="white", markersize=6.5)
        ax.plot(row["bilateral_pct"], y, "o", color=colour, markersize=6.5)
        words = style.number(row["with_eu_pct"], 2) + (f"  {region}" if region not in {"", *named} else "")
        named.add(region)
        bold = "bold" if region or row["donor"] in strong else "normal"
        ax.annotate(words, (row["with_eu_pct"], y), (8, 0), va="center", color=colour, weight=bold, **_SMALL)
    charts.row_labels(ax, list(rows["donor"]))
    for label in ax.get_yticklabels():
        label.set_weight("bold" if label.get_text() in strong else "normal")
    first = rows[rows["in_eu"]].index[0]
    for column, words, ha in (
        ("bilateral_pct", "own aid", "right"),
        ("with_eu_pct", "with share of EU aid", "left"),
    ):
        ax.annotate(words, (rows.loc[first, column], first), (0, 9), ha=ha, color=style.SLATE, **_SMALL)
    ax.set_ylim(len(rows) - 0.4, -1.3)
    ax.set_xlim(0, rows["with_eu_pct"].max() * 1.25)
    ticks = range(int(rows["with_eu_pct"].max()) + 1)
    ax.set_xticks(ticks, [f"{tick} %" if tick == 0 else str(tick) for tick in ticks])
    return ax
