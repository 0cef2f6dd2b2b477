"""Charts of what changes from edition to edition: table in, Axes out; nothing is read or saved."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from lib import charts, style


def counts_by_edition(counts: pd.DataFrame, reported: pd.DataFrame, editions: Sequence[str]) -> Axes:
    """Draw how many allies were at a level: one line per edition, one square per reported count.

    `counts` has edition, year, count and estimate, `reported` has year and count; `editions` are those to
    draw, oldest first. The newest is in colour, its counts written out; years that an edition estimates
    have open dots. A reported count is written out where no edition drawn has it.
    """
    ax = charts.canvas(4.3)
    drawn = counts[counts["edition"].isin(editions)]
    square = {"marker": "s", "color": style.OCHRE, "markerfacecolor": "none", "markersize": 10}
    ax.plot(reported["year"], reported["count"], linestyle="none", markeredgewidth=1.3, **square)
    small = {"textcoords": "offset points", "size": style.LABEL_SIZE}
    named = False
    for year, count in reported[["year", "count"]].drop_duplicates().itertuples(index=False):
        here = drawn.loc[drawn["year"] == year, "count"]
        if count in set(here):
            continue
        # Above all lines there is room over the square; between them only at its side.
        place = (
            {"xytext": (0, 8), "ha": "center"} if count > here.max() else {"xytext": (-9, -3), "ha": "right"}
        )
        if count < here.min() - 2:
            place = {"xytext": (9, -3), "ha": "left"}  # well below all lines, clear of the one that rises
        if not named:
            place = {"xytext": (0, 8), "ha": "right"}
        text = str(count) if named else f"reported: {count}"
        named = True
        ax.annotate(text, (year, count), color=style.OCHRE, **place, **small)
    for edition in editions:
        rows = counts[counts["edition"] == edition].sort_values("year")
        newest = edition == editions[-1]
        colour = style.BLUE if newest else style.SLATE
        ax.plot(rows["year"], rows["count"], color=colour, linewidth=2.4 if newest else 1.2)
        for year, count, estimate in rows[["year", "count", "estimate"]].itertuples(index=False):
            face = "white" if estimate else colour
            ax.plot(year, count, "o", color=colour, markerfacecolor=face, markersize=6.5 if newest else 4.5)
            if newest:
                place = {"xytext": (6, -5), "ha": "left", "va": "top"}
                ax.annotate(str(count), (year, count), color=colour, weight="bold", **place, **small)
        end = (rows["year"].iloc[-1], rows["count"].iloc[-1])
        name = style.edition_name(edition)
        if newest:
            ax.annotate(name, end, xytext=(0, 9), ha="center", color=colour, weight="bold", **small)
        else:
            ax.annotate(
                f"{name}: {end[1]}", end, xytext=(-9, 2), ha="right", va="bottom", color=colour, **small
            )
    years = range(int(counts["year"].min()), int(counts["year"].max()) + 1)
    ax.set(ylim=(0, 34), yticks=range(0, 31, 10), xticks=years)
    ax.grid(axis="y")
    return ax
