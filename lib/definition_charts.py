"""Charts of NATO’s figures set against the World Bank’s: table in, Axes out; nothing is read or saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from lib import charts, style

ROW = 0.235  # inches of height for one row of a chart with one row per ally


def gap_rows(gaps: pd.DataFrame, *, strong: float) -> Axes:
    """Draw one stick per ally from zero to its gap, in the order given, with both figures at the right.

    Gaps of at least `strong` points stand out. Takes one edition and year of `definitions.definition_gaps`.
    """
    ax = charts.canvas(ROW * len(gaps) + 0.6)
    low, high = min(gaps["gap_pp"].min(), 0), max(gaps["gap_pp"].max(), 0)
    reach = high - low
    columns = high + 0.4 * reach, high + 0.57 * reach
    for y, row in enumerate(gaps.itertuples()):
        big = abs(style.round_half_up(row.gap_pp, 2)) >= strong  # as it is printed
        colour = style.BLUE if big else style.SLATE
        ax.plot([0, row.gap_pp], [y, y], color=colour, linewidth=2, alpha=style.JOIN)
        ax.plot(row.gap_pp, y, "o", color=colour, markersize=6.5)
        side = -1 if row.gap_pp < 0 else 1
        charts.label(
            ax,
            style.number(row.gap_pp, 2, sign=True),
            row.gap_pp,
            y,
            8 * side,
            ha="right" if side < 0 else "left",
            color=colour,
            weight="bold" if big else "normal",
        )
        for column, value in zip(columns, (row.nato_pct, row.world_bank_pct), strict=True):
            charts.label(ax, style.number(value, 2), column, y, ha="right", color=colour)
    for column, name in zip(columns, ("NATO", "World\nBank"), strict=True):
        charts.label(ax, name, column, -0.75, va="bottom", ha="right")
    charts.label(ax, "← World Bank higher", 0, -0.75, -8, va="bottom", ha="right")
    charts.label(ax, "NATO higher →", 0, -0.75, 8, va="bottom", ha="left")
    charts.row_labels(ax, list(gaps["ally"]))
    ax.set(xlim=(low - 0.17 * reach, high + 0.58 * reach), xticks=[])
    ax.axvline(0, color=style.INK, linewidth=1.1)
    return ax


def gap_years(gaps: pd.DataFrame, summary: pd.DataFrame) -> Axes:
    """Draw the size of each ally's gap as a dot per year, the largest of a year named, and the median as a line."""
    ax = charts.canvas(3.4)
    ax.plot(
        gaps["year"],
        gaps["gap_pp"].abs(),
        "o",
        color=style.GREY,
        markersize=3.5,
        markeredgewidth=0,
    )
    # A thin line joins years in which the same ally has the largest gap; its name stands at the first of them.
    runs = (summary["largest"] != summary["largest"].shift()).cumsum()
    for _, run in summary.groupby(runs):
        ax.plot(run["year"], run["largest_pp"], "o-", color=style.SLATE, markersize=4.5, linewidth=0.9)
        start = run.iloc[0]
        # A name stands beside a line that climbs away, and above all others.
        climbs = len(run) > 1 and run["largest_pp"].iloc[1] > start["largest_pp"] + 0.05
        place: dict[str, Any] = {"dx": -7, "dy": 3, "ha": "right"} if climbs else {"dy": 10, "ha": "center"}
        charts.label(ax, start["largest"], start["year"], start["largest_pp"], color=style.SLATE, **place)
    ax.plot(summary["year"], summary["median_pp"], "o-", color=style.BLUE, markersize=5, zorder=3)
    end = summary.iloc[-1]
    charts.label(
        ax,
        f"median ally:\n{style.number(end['median_pp'], 2)}",
        end["year"],
        end["median_pp"],
        9,
        color=style.BLUE,
        weight="bold",
    )
    first, last = int(summary["year"].min()), int(summary["year"].max())
    ax.set(xlim=(first - 0.4, last + 1.7), ylim=(-0.03, max(summary["largest_pp"].max() * 1.14, 0.5)))
    ax.set_xticks(range(first, last + 1, 2))
    ax.grid(axis="y")
    return ax


def gap_editions(rows: pd.DataFrame, order: Sequence[str]) -> Axes:
    """Draw, per ally, the World Bank's share (upright stroke) and NATO's in each edition, estimates as open rings.

    `rows` holds ally, edition, estimate, nato_pct and world_bank_pct; `order` the allies from the top.
    """
    ax = charts.canvas(0.33 * len(order) + 0.75)
    editions = sorted(rows["edition"].unique())
    # The oldest mark is the widest, so that a newer one upon it does not hide it.
    looks: list[dict[str, Any]] = [{"color": style.SOFT_BLUE, "markersize": 7} for _ in editions]
    looks[0], looks[-1] = {"color": style.BLUE, "markersize": 9.5}, {"color": style.BLUE, "markersize": 5.5}
    for edition, look in zip(editions, looks, strict=True):
        if rows.loc[rows["edition"] == edition, "estimate"].all():
            look |= {"markerfacecolor": "white", "markeredgewidth": 1.6}
    for y, ally in enumerate(order):
        own = rows[rows["ally"] == ally].set_index("edition")
        ends = [*own["nato_pct"], own["world_bank_pct"].iloc[0]]
        ax.plot([min(ends), max(ends)], [y, y], color=style.GREY, linewidth=1.2, zorder=1)
        ax.plot(
            [own["world_bank_pct"].iloc[0]] * 2,
            [y - 0.34, y + 0.34],
            color=style.OCHRE,
            linewidth=3,
            zorder=2,
        )
        for edition, look in zip(editions, looks, strict=True):
            if edition in own.index:
                ax.plot(own.loc[edition, "nato_pct"], y, "o", zorder=3, **look)
    charts.row_labels(ax, list(order))
    # The key stands above the rows, each entry with its mark.
    entries = [("❙", "World Bank (SIPRI)", style.OCHRE, 7.0)]
    for edition, look in zip(editions, looks, strict=True):
        sign = "○" if "markerfacecolor" in look else "●"
        entries.append((sign, f"NATO {style.edition_name(edition)}", look["color"], look["markersize"]))
    for place, (sign, name, colour, size) in zip(
        np.linspace(-0.16, 0.79, len(entries)), entries, strict=True
    ):
        # The oldest and the newest edition share a colour, and their marks differ in size.
        key: dict[str, Any] = {"size": style.LABEL_SIZE * size / 7, "family": "DejaVu Sans"}
        charts.label(ax, sign, place, 1, 0, 12, color=colour, xycoords="axes fraction", **key)
        ink = style.OCHRE if colour == style.OCHRE else style.BLUE
        charts.label(ax, name, place, 1, 12, 12, color=ink, xycoords="axes fraction")
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{style.number(value, 1)} %"))
    return ax
