"""Charts of the way to a target: how far it is, how fast it would have to go, what allies promise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from lib import charts, style
from lib.spending_charts import ROW, per_cent_axis


def gap_bars(gaps: pd.DataFrame, measures: Mapping[str, str], *, levels: Sequence[float]) -> np.ndarray:
    """Draw how far each ally is below two levels, one panel per measure, the same rows in each.

    `gaps` has ally (in the order of the rows), level_pct and, for each key of `measures`, the shortfall
    (zero or more); `measures` gives the words above the panels. The bar is filled up to the first of the
    two `levels` and hatched from there to the second; the number is the shortfall to the first.
    Returns the array of Axes.
    """
    allies = list(dict.fromkeys(gaps["ally"]))
    axes = np.atleast_1d(charts.canvas(ROW * len(allies) + 0.7, columns=len(measures), sharey=True))
    for ax, (measure, words) in zip(axes, measures.items(), strict=True):
        wide = gaps.pivot(index="ally", columns="level_pct", values=measure).loc[allies]
        for y, (near, far) in enumerate(wide[list(levels)].itertuples(index=False)):
            ax.barh(
                y, far, height=0.62, facecolor="white", edgecolor=style.GREY, hatch="//////", linewidth=0.6
            )
            ax.barh(y, near, height=0.62, color=style.BLUE)
            digits = 2 if measure.endswith("_pp") else 1 if measure.endswith("_bn") and near < 9.95 else 0
            ax.annotate(
                style.number(near, digits) if near > 0 else "–",
                (max(far, near), y),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                size=9,
                color=style.BLUE if near > 0 else style.SLATE,
            )
        charts.row_labels(ax, allies)
        ax.grid(visible=False)
        ax.set(xticks=[], xlim=(0, wide[levels[1]].max() * 1.3))
        ax.axvline(0, color=style.GREY, linewidth=0.8)
        ax.set_title(words, size=style.LABEL_SIZE, weight="normal", color=style.INK)
    return axes


def growth_needed(rows: pd.DataFrame, *, long: str, short: str) -> Axes:
    """Draw, per ally, the growth needed (bar) and achieved in two periods (dots), in per cent a year.

    `rows` has ally, required_pct, achieved_long_pct (open dot) and achieved_short_pct (filled dot); `long`
    and `short` are the words for the two periods. The bar is pale where both periods reach it, ochre where
    only one does and red where neither does; what is needed stands before it.
    """
    ax = charts.canvas(ROW * len(rows) + 0.7)
    missed = (rows["achieved_long_pct"] < rows["required_pct"]).astype(int)
    missed += rows["achieved_short_pct"] < rows["required_pct"]
    for y, (row, misses) in enumerate(zip(rows.itertuples(), missed, strict=True)):
        colour = (style.GREY, style.OCHRE, style.RED)[misses]
        # The dots lie on the bar, which is therefore light, with an edge that shows where it ends.
        ax.barh(y, row.required_pct, height=0.62, facecolor=(colour, 0.45), edgecolor=colour, linewidth=1)
        ax.plot(row.achieved_long_pct, y, "o", color=style.INK, markerfacecolor="white", markersize=5.5)
        ax.plot(row.achieved_short_pct, y, "o", color=style.INK, markersize=5.5)
        ax.annotate(
            style.number(row.required_pct, 1),
            (0, y),
            xytext=(-5, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            size=style.LABEL_SIZE,
            color=style.SLATE if misses == 0 else colour,
            weight="normal" if misses == 0 else "bold",
        )
    charts.row_labels(ax, list(rows["ally"]))
    ax.tick_params(axis="y", pad=30)
    # The words for the marks stand in the row with the most room between its two dots.
    room = (rows["achieved_short_pct"] - rows["achieved_long_pct"]).abs().to_numpy().argmax()
    words = {"textcoords": "offset points", "va": "center", "size": style.LABEL_SIZE, "color": style.INK}
    row = rows.iloc[room]
    ax.annotate("needed", (0, room), xytext=(5, 0), **words)
    for value, text, right in (
        (row["achieved_long_pct"], long, False),
        (row["achieved_short_pct"], short, True),
    ):
        place = {"xytext": (-7, 0), "ha": "right"} if right else {"xytext": (7, 0), "ha": "left"}
        ax.annotate(text, (value, room), **place, **words)
    ax.axvline(0, color=style.GREY, linewidth=0.8)
    per_cent_axis(ax)
    return ax


def announced_levels(rows: pd.DataFrame, *, target_pct: float, line: str) -> Axes:
    """Draw, per ally, the level that its government or parliament has named, and how far it is from now.

    `rows` has ally (in the order of the rows), now_pct (latest share), scope, target_value, standing
    ("law", "plan" or "statement") and words, which stand at the right; without a target_value there is
    only the tick of the latest share. A level for the total, not core spending, is a diamond by itself.
    """
    ax = charts.canvas(ROW * len(rows) + 0.7)
    marks = {"law": ("s", style.BLUE), "plan": ("o", style.BLUE), "statement": ("o", "white")}
    for y, row in enumerate(rows.itertuples()):
        named = pd.notna(row.target_value)
        ax.plot(row.now_pct, y, "|", color=style.SLATE, markersize=11, markeredgewidth=2)
        if named and row.scope == "total":
            ax.plot(row.target_value, y, "D", color=style.SLATE, markerfacecolor="white", markersize=5.5)
        elif named:
            marker, face = marks[row.standing]
            ax.plot(
                [row.now_pct, row.target_value],
                [y, y],
                color=style.BLUE,
                linewidth=1.8,
                alpha=style.JOIN,
                zorder=1,
            )
            ax.plot(row.target_value, y, marker, color=style.BLUE, markerfacecolor=face, markersize=6.5)
        ax.annotate(
            row.words,
            (1, y),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            size=9,
            color=style.INK if named else style.SLATE,
        )
    charts.target_line(ax, target_pct, line)
    charts.row_labels(ax, list(rows["ally"]))
    ax.set(xlim=(1.2, 5.7), xticks=range(2, 6))
    per_cent_axis(ax)
    return ax
