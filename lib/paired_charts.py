"""Charts that set percentages of GDP of the two terms side by side: those named, and those spent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from lib import charts, style
from lib.rhetoric import SPEAKERS


def percentages_named(rows: pd.DataFrame, steps: pd.DataFrame) -> Axes:
    """Draw the per cent of GDP that each statement names, a row per statement, beside the level then agreed.

    `rows`: speaker, date, target_pct_gdp. `steps`: date (day), agreed_pct, label, in order of time; a dashed
    line stands at the level of each row's date, and a step is named where it falls between two rows.
    """
    blocks = [rows[rows["speaker"] == name].sort_values("date") for name in SPEAKERS]
    labels = [label for name, own in zip(SPEAKERS, blocks, strict=True) for label in (name, *own["date"])]
    ax = charts.canvas(0.27 * len(labels) + 0.4)
    charts.row_labels(ax, [label if label in SPEAKERS else style.day(label) for label in labels])
    for name, own in zip(SPEAKERS, blocks, strict=True):
        head, colour = labels.index(name), style.SPEAKERS[name]
        ax.get_yticklabels()[head].set(color=colour, weight="bold")
        places = range(head + 1, head + 1 + len(own))
        ax.plot(own["target_pct_gdp"], places, "o", ms=8, color=colour)
        _agreed(ax, list(own["date"]), head, steps)
    ax.set_xlim(0, 6)
    ax.set_xticks(range(7), ["0 %", *map(str, range(1, 7))])
    return ax


def _agreed(ax: Axes, dates: Sequence[str], head: int, steps: pd.DataFrame) -> None:
    """Draw the agreed level beside the rows below `head`, and name it at the head and at every step."""
    in_force = [steps[steps["date"] <= date].iloc[-1] for date in dates]
    line: list[tuple[float, float]] = [(step["agreed_pct"], head) for step in in_force[:1]]
    named = [(step["agreed_pct"], float(head), step["label"], "beside") for step in in_force[:1]]
    for y, (before, step) in enumerate(pairwise(in_force), start=head + 1):
        if step["agreed_pct"] != before["agreed_pct"]:
            line += [(before["agreed_pct"], y + 0.5), (step["agreed_pct"], y + 0.5)]
            named.append((before["agreed_pct"], y + 0.5, step["label"], "above"))
    line += [(step["agreed_pct"], head + len(dates) + 0.45) for step in in_force[-1:]]
    ax.plot(*zip(*line, strict=True), color=style.INK, linewidth=1.1, linestyle=(0, (4, 3)), zorder=1)
    for x, height, label, side in named:
        ax.annotate(
            label,
            (x, height),
            xytext=(5, 0 if side == "beside" else 3),
            textcoords="offset points",
            va="center" if side == "beside" else "bottom",
            size=9,
        )


def then_and_latest(table: pd.DataFrame, *, years: Sequence[int], target_pct: float) -> Axes:
    """Draw each ally's share as printed in the year (open) and in the later edition (filled), per year.

    Takes the table of `paired.then_and_latest`; the allies stand by the latest share of the last year.
    """
    order = (
        table[table["year"] == years[-1]]
        .sort_values(["latest_pct", "then_pct"], ascending=False)["ally"]
        .tolist()
    )
    axes = charts.canvas(0.34 * len(order) + 0.75, columns=2, sharey=True, sharex=True)
    for ax, year in zip(axes, years, strict=True):
        own = table[table["year"] == year].set_index("ally").loc[order]
        charts.row_labels(ax, order)
        ax.set_title(str(year), fontsize=11, pad=7)
        ax.axvline(target_pct, color=style.INK, linewidth=1.1, linestyle=(0, (4, 3)), zorder=1)
        ax.hlines(
            range(len(order)), own["then_pct"], own["latest_pct"], color=style.GREY, linewidth=1.5, zorder=1
        )
        ax.plot(own["latest_pct"], range(len(order)), "o", ms=6, color=style.TEAL)
        ax.plot(own["then_pct"], range(len(order)), "o", ms=10, mfc="none", mec=style.SLATE, mew=1.4)
        pair = own[["then_pct", "latest_pct"]]
        ends = zip(pair.min(axis=1), pair.max(axis=1), own["latest_pct"], strict=True)
        for y, (left, right, value) in enumerate(ends):
            if pd.notna(value):
                # On the side that keeps the number off the dashed line.
                under = right < target_pct
                ax.annotate(
                    style.number(value, 2),
                    (left if under else right, y),
                    xytext=(-9 if under else 9, 0),
                    textcoords="offset points",
                    ha="right" if under else "left",
                    va="center",
                    size=9,
                )
    axes[0].set_xlim(-0.1, 5.6)
    axes[0].set_xticks(range(6), ["0 %", *map(str, range(1, 6))])
    return axes[0]
