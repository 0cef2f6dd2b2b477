"""Charts of what allies spend: table in, Axes out; each draws and neither reads nor saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from lib import charts, spending, style

ROW = 0.235  # inches of height for one row of a chart with one row per ally


def per_cent_axis(ax: Axes) -> None:
    """Write whole numbers at the ticks of the x axis, and "%" after the first one in sight only."""

    def written(value: float, _: int | None) -> str:
        left = ax.get_xlim()[0]
        first = min((tick for tick in ax.get_xticks() if tick >= left), default=value)
        return style.number(value) + (" %" if value == first else "")

    ax.xaxis.set_major_formatter(FuncFormatter(written))


def dumbbells(
    rows: pd.DataFrame,
    *,
    colours: Sequence[str],
    lines: Mapping[float, str],
    strong: Sequence[bool] | None = None,
    digits: int = 2,
    right: float | None = None,
) -> Axes:
    """Draw one row per label from `first` (open) to `last` (filled and written out), top row first.

    `rows` has label, first and last; a missing first leaves the last alone, and a column first_words is
    written beside the first. `colours` and `strong` (bold figures) go with the rows, `lines` names values
    that a dashed line marks. `right` ends the axis.
    """
    ax = charts.canvas(ROW * len(rows) + 0.7)
    strong = strong or [False] * len(rows)
    for y, (row, colour, bold) in enumerate(zip(rows.itertuples(), colours, strong, strict=True)):
        falls = pd.notna(row.first) and row.last < row.first
        texts = [(row.last, style.number(row.last, digits), falls, "bold" if bold else "normal")]
        if pd.notna(row.first):
            ax.plot([row.first, row.last], [y, y], color=colour, linewidth=2, alpha=style.JOIN)
            ax.plot(
                row.first, y, "o", color=colour, markerfacecolor="white", markersize=5.5, markeredgewidth=1.5
            )
            texts += [(row.first, row.first_words, not falls, "normal")] if "first_words" in rows else []
        ax.plot(row.last, y, "o", color=colour, markersize=7)
        for x, text, left, weight in texts:
            ax.annotate(
                text,
                (x, y),
                xytext=(-9 if left else 9, 0),
                textcoords="offset points",
                ha="right" if left else "left",
                va="center",
                size=style.LABEL_SIZE,
                color=colour,
                weight=weight,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
            )
    charts.row_labels(ax, list(rows["label"]))
    ax.set_xlim(0, right)
    close, values = 0.2 * ax.get_xlim()[1], sorted(lines)
    for n, value in enumerate(values):
        # Where two lines are close, their names stand on their outer sides.
        before = n > 0 and value - values[n - 1] < close
        after = n + 1 < len(values) and values[n + 1] - value < close
        charts.target_line(ax, value, lines[value], ha="left" if before else "right" if after else "center")
    per_cent_axis(ax)
    return ax


def share_paths(
    shares: pd.DataFrame,
    order: Sequence[str],
    *,
    target_pct: float,
    guideline_pct: float = 2.0,
    empty: str = "",
) -> np.ndarray:
    """Draw one small panel per ally over time, in the given order; the dashed part is estimated.

    `shares` has ally, year, value (% of GDP) and estimate. Lines at `guideline_pct` and at `target_pct` are
    in every panel. A panel after the last one carries the text `empty`. Returns the array of Axes.
    """
    height = -(-(len(order) + bool(empty)) // 4)
    axes = charts.canvas(1.02 * height, rows=height, columns=4, sharex=True, sharey=True).ravel()
    first, last = int(shares["year"].min()), int(shares["year"].max())
    levels = sorted({guideline_pct, target_pct})
    for ax, ally in zip(axes, order, strict=False):
        rows = shares[shares["ally"] == ally].sort_values("year")
        end = rows["value"].iloc[-1]
        reached = spending.printed(rows["value"]).iloc[-1]
        colour = (
            style.BLUE if reached >= target_pct else style.RED if reached < guideline_pct else style.SLATE
        )
        for level in levels:
            ax.axhline(level, color=style.GREY, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        known = rows[~rows["estimate"].astype(bool)]
        ax.plot(known["year"], known["value"], color=colour)
        # The dashed part begins at the last outcome, so that the line does not break.
        expected = rows[rows["year"] >= known["year"].max()] if len(known) else rows
        ax.plot(expected["year"], expected["value"], color=colour, linestyle=(0, (1.6, 1.2)))
        ax.set_title(ally, size=style.LABEL_SIZE, pad=2, color=style.INK)
        ax.set_title(style.number(end, 2), loc="right", size=style.LABEL_SIZE, pad=2, color=colour)
        ax.tick_params(labelsize=9)
    for n in range(len(order), len(axes)):
        axes[n].set_axis_off()
        axes[n - 4].tick_params(labelbottom=True)  # the lowest panel of its column now
    if empty:
        free = axes[len(order)]
        free.text(0, 0.95, empty, transform=free.transAxes, va="top", size=9, color=style.SLATE)
    top = np.ceil(max(shares["value"].max(), *levels) * 2) / 2
    axes[0].set(xlim=(first - 0.4, last + 0.4), ylim=(0, top), yticks=[0, *levels])
    axes[0].yaxis.set_major_formatter(
        FuncFormatter(lambda value, n: f"{value:g} %" if n == len(levels) else f"{value:g}")
    )
    axes[0].set_xticks([first, last], [str(first), f"’{last % 100}"])
    return axes


def parts_of_total(parts: pd.DataFrame, *, names: Mapping[str, str]) -> Axes:
    """Draw two parts of a total as stacked columns by year, with the lower part's share written in it.

    `parts` has year, estimate, iso3, value (US$ billion) and share_pct; `names` maps the codes of the
    lower and the upper part to their words. Columns of estimated years are hatched.
    """
    ax = charts.canvas(4.2)
    lower, upper = names
    base = parts[parts["iso3"] == lower].sort_values("year")
    top = parts[parts["iso3"] == upper].sort_values("year")
    for below, above in zip(base.itertuples(), top.itertuples(), strict=True):
        hatch = {"hatch": "////", "linewidth": 0.0, "edgecolor": "white"} if below.estimate else {}
        ax.bar(below.year, below.value, width=0.78, color=style.BLUE, **hatch)
        ax.bar(below.year, above.value, bottom=below.value, width=0.78, color=style.GREY, **hatch)
        label = {"facecolor": style.BLUE, "edgecolor": "none", "pad": 1.5}
        share = f"{style.number(below.share_pct)} %"
        ax.text(
            below.year, 0.42 * base["value"].min(), share, ha="center", color="white", size=9.5, bbox=label
        )
        total = style.number(below.value + above.value)
        ax.text(
            below.year, below.value + above.value, total, ha="center", va="bottom", size=9, color=style.SLATE
        )
    end = base["year"].iloc[-1] + 0.5
    ax.text(
        end, base["value"].iloc[-1] / 2, names[lower], color=style.BLUE, weight="bold", size=style.LABEL_SIZE
    )
    ax.text(
        end, base["value"].iloc[-1] + top["value"].iloc[-1] / 2, names[upper], color=style.SLATE, size=9.5
    )
    ax.set(xticks=list(base["year"]), yticks=[])
    return ax


def rank_lines(ranking: pd.DataFrame, colours: Mapping[str, str]) -> Axes:
    """Draw each ally's rank from yardstick to yardstick, the first rank on top.

    `ranking` has ally, yardstick and rank; the yardsticks stand in their order in the rows. Allies in
    `colours` are drawn in colour, the others in grey; all are named at both ends. Ties share a rank but
    not a place: they stand below each other by name.
    """
    yardsticks = list(dict.fromkeys(ranking["yardstick"]))
    places = ranking.pivot(index="ally", columns="yardstick", values="rank")[yardsticks].rank(method="first")
    ax = charts.canvas(ROW * 0.95 * len(places) + 0.6)
    for ally in sorted(places.index, key=lambda name: name in colours):
        strong = ally in colours
        colour = colours.get(ally, style.GREY)
        size = {"linewidth": 2.4, "markersize": 5.5} if strong else {"linewidth": 0.8, "markersize": 3.5}
        ax.plot(range(len(yardsticks)), places.loc[ally], "o-", color=colour, **size)
        for x, offset, side in ((0, -8, "right"), (len(yardsticks) - 1, 8, "left")):
            ax.annotate(
                ally,
                (x, places.loc[ally].iloc[x]),
                xytext=(offset, 0),
                textcoords="offset points",
                ha=side,
                va="center",
                size=style.LABEL_SIZE,
                color=colour if strong else style.SLATE,
                weight="bold" if strong else "normal",
            )
    ax.set(ylim=(len(places) + 0.6, 0.4), yticks=[], xlim=(-0.05, len(yardsticks) - 0.95))
    ax.set_xticks(range(len(yardsticks)), yardsticks)
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", length=0, labelcolor=style.INK)
    ax.spines["bottom"].set_visible(False)
    return ax
