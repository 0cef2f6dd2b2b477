"""Charts of what the Alliance promised, who is in it, what it spends and when: table in, Axes out; nothing is read or saved."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.markers import TICKUP
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import Affine2D

from lib import alliance, charts, drawn, style

TOOTH = 0.32  # years between two teeth of a floor
# The firmer the wording, the firmer the line.
LINES: dict[str, Any] = {"guideline": (0, (1, 1.6)), "aim": (0, (5, 2.4)), "commitment": "-"}


def commitment_steps(levels: pd.DataFrame, *, review: int | None = None) -> Axes:
    """Draw each level from its text (filled) to the next text or to its deadline (open), as `alliance.levels`.

    The line is the firmer the firmer the wording, and a floor has teeth that point up. A ceiling is a band
    upon the floor of the same text. `review` marks a year on the latest floor.
    """
    ax = charts.canvas(3.5)
    starts = sorted(levels["year"].unique())
    last = float(levels["deadline_year"].max())
    lines, bands = levels[levels["bound"] != "up to"], levels[levels["bound"] == "up to"]
    for row in bands.itertuples():
        floor = levels.loc[(levels["event"] == row.event) & (levels["bound"] == "at least"), "value"].iloc[0]
        width = float(row.deadline_year) - row.year
        ax.add_patch(
            Rectangle((row.year, floor), width, row.value, fc=style.RULE, ec=style.SOFT_BLUE, lw=0.8)
        )
        charts.label(
            ax,
            f"ceiling: up to {row.value:g} % related",
            row.year,
            floor + row.value / 2,
            9,
            4,
            color=style.BLUE,
        )
    for row in lines.itertuples():
        newest = row.year == starts[-1]
        colour = style.BLUE if newest else style.INK
        deadline = float(row.deadline_year) if pd.notna(row.deadline_year) else None
        end = float(row.deadline_year) if newest else min(year for year in starts if year > row.year)
        ax.plot([row.year, end], [row.value] * 2, color=colour, linestyle=LINES[row.strength], zorder=3)
        ax.plot(row.year, row.value, "o", color=colour, markersize=7, zorder=4)
        if row.bound and row.strength == "commitment":
            teeth = np.arange(row.year + TOOTH, end - TOOTH / 2, TOOTH)
            ax.plot(
                teeth, [row.value] * len(teeth), linestyle="none", marker=TICKUP, markersize=4, color=colour
            )
        if end == deadline:
            ax.plot(end, row.value, "o", color=colour, mfc="white", mew=1.6, zorder=5)
        if newest and row.bound:
            charts.label(
                ax, f"floor: {row.bound} {row.value:g} % core", row.year, row.value, 9, 15, color=style.BLUE
            )
            if review:
                ax.plot(review, row.value, "|", color=colour, markersize=15, markeredgewidth=1.6, zorder=4)
                charts.label(ax, f"review {review}", review, row.value, 0, -13, color=colour, ha="center")
        elif newest:
            text = f"{row.text}: {row.value:g} % by {deadline:.0f}"
            charts.label(ax, text, row.year, row.value, 9, 12, color=style.BLUE, weight="bold")
        else:
            words = {"guideline": "guideline of", "aim": "aim to move towards", "commitment": "floor of"}
            by = f" by {deadline:.0f}" if deadline else ""
            # The firm label hangs below its line, where the step to the next text leaves it room.
            dy = -22 if row.strength == "commitment" else 22
            text = f"{row.text}:\n{words[row.strength]} {row.value:g} %{by}"
            charts.label(ax, text, row.year, row.value, -4, dy)
    ax.set(xlim=(starts[0] - 0.9, last + 0.5), ylim=(0, levels["value"].max() + 0.6), yticks=range(6))
    ax.set_xticks([*starts, last], [str(int(year)) for year in [*starts, last]])
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, n: f"{value:g} %" if n == 5 else f"{value:g}"))
    ax.grid(axis="y")
    return ax


def membership_steps(rounds: pd.DataFrame, *, until: float, span: tuple[int, int]) -> Axes:
    """Draw the number of members as a staircase, each step with its newcomers, as `alliance.membership`.

    `span` shades the years that the spending tables cover.
    """
    ax = charts.canvas(4.5)
    ax.axvspan(*span, color=style.RULE, alpha=0.6, lw=0, zorder=0, label=drawn.KEY)
    founders, latest = rounds.iloc[0], rounds.iloc[-1]
    years, members = [*rounds["year"], until], [*rounds["members"], latest["members"]]
    ax.plot(years, members, color=style.BLUE, drawstyle="steps-post", zorder=3)
    ax.plot(rounds["year"], rounds["members"], "o", color=style.BLUE, markersize=4.5, zorder=4)
    for row in rounds.itertuples():
        place = row.year, row.members
        charts.label(ax, str(row.members), *place, -7, ha="right", color=style.BLUE, weight="bold")
        if row.Index:
            charts.label(ax, textwrap.fill(f"{row.names} {row.joined[:4]}", 46), *place, -24, ha="right")
    charts.label(ax, f"founders {founders['joined'][:4]}", founders["year"], founders["members"], 0, -12)
    charts.label(ax, "years in\nNATO’s tables", sum(span) / 2, 15, ha="center")
    ax.set(xlim=(1942, until), ylim=(founders["members"] - 1.8, latest["members"] + 1), yticks=[])
    ax.set_xticks([1950, 1960, 1970, 1980, 1990, 2000, *span])
    return ax


def money_lines(rows: pd.DataFrame, names: Sequence[tuple[str, str, str]]) -> Axes:
    """Draw dollars a year (rows in million, shown in billion) as lines, estimates dashed, from zero.

    `names` gives iso3 or code, label and colour of each line.
    """
    ax = charts.canvas(3.5)
    ends = []
    for code, _, colour in names:
        own = rows[rows["iso3"] == code].sort_values("year")
        known = own[~own["estimate"].astype(bool)]
        ax.plot(known["year"], known["value"] / 1000, color=colour, linewidth=2.2)
        later = own[own["year"] >= known["year"].max()]
        ax.plot(later["year"], later["value"] / 1000, color=colour, linewidth=2.2, linestyle=(0, (2.5, 1.6)))
        ax.plot(own["year"].iloc[[0, -1]], own["value"].iloc[[0, -1]] / 1000, "o", color=colour, markersize=6)
        charts.label(
            ax,
            style.number(own["value"].iloc[0] / 1000),
            own["year"].iloc[0],
            own["value"].iloc[0] / 1000,
            0,
            11,
            color=colour,
            ha="center",
        )
        ends.append(own["value"].iloc[-1] / 1000)
    first, last = int(rows["year"].min()), int(rows["year"].max())
    ax.set(xlim=(first - 0.5, last + 3.9), ylim=(0, max(ends) * 1.08))
    ax.set_xticks(range(first, last + 1, 2))
    ax.grid(axis="y")
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: style.number(value)))
    labels = [f"{label} {style.number(end)}" for (_, label, _), end in zip(names, ends, strict=True)]
    charts.end_labels(ax, last, ends, labels, [colour for *_, colour in names], [True] * len(names))
    return ax


def timeline(rows: pd.DataFrame, *, width: int = 66) -> Axes:
    """List dated things from top to bottom, articles in colour, with a strip above that shows them to scale.

    Takes `alliance.timeline`; labels are broken after about `width` characters.
    """
    line, gap, strip = 0.17, 0.10, 0.95  # inches
    # A number stays on the line of its month or per cent sign.
    texts = [textwrap.fill(re.sub(r"(\d) (?=[A-Z%])", "\\1\u00a0", label), width) for label in rows["label"]]
    heights = [line * (text.count("\n") + 1) + gap for text in texts]
    height = strip + sum(heights)
    ax = charts.canvas(height)
    right = style.WIDTH - 0.24
    ax.set(xlim=(0, right), ylim=(height, 0))
    ax.set_axis_off()
    first, last = int(rows["date"].iloc[0][:4]), int(rows["date"].iloc[-1][:4]) + 1
    scale = (right - 0.3) / (last - first)
    # The strip counts in years, the list below it in inches.
    years = Affine2D().scale(scale, 1).translate(0.1 - first * scale, 0) + ax.transData
    ax.plot([0.1, 0.1 + (last - first) * scale], [0.42, 0.42], color=style.PALE, linewidth=1, label=drawn.KEY)
    for sign, name, colour, place in (
        ("◆", "articles", style.BLUE, 0.1),
        ("■", "texts of the Alliance", style.INK, 1.05),
        ("●", "other events", style.SLATE, 2.75),
    ):
        charts.label(ax, sign, place, 0.0, color=colour, family="DejaVu Sans")
        charts.label(ax, name, place, 0.0, 12, color=colour)
    for year in range(first, last + 1):
        ax.plot(
            [0.1 + (year - first) * scale] * 2, [0.42, 0.49], color=style.PALE, linewidth=1, label=drawn.KEY
        )
        if year < last:
            charts.label(
                ax, str(year), 0.1 + (year - first + 0.5) * scale, 0.60, ha="center", color=style.SLATE
            )
    top, seen = strip, ""
    ax.plot(
        [1.27, 1.27], [strip + 0.08, height - 0.15], color=style.RULE, linewidth=2, zorder=1, label=drawn.KEY
    )
    for row, text, tall in zip(rows.itertuples(), texts, heights, strict=True):
        colour = {"article": style.BLUE, "commitment": style.INK, "event": style.SLATE}[row.kind]
        mark = {"article": "D", "commitment": "s", "event": "o"}[row.kind]
        size = 4.5 if row.kind == "event" else 6.5
        weight = "normal" if row.kind == "event" else "bold"
        ax.plot(
            alliance.decimal_year(row.date),
            0.42 if row.kind != "article" else 0.28,
            mark,
            color=colour,
            markersize=size,
            alpha=0.85,
            zorder=3,
            transform=years,
        )
        y = top + line / 2
        year, *rest = row.date.split("-")
        if year != seen:
            charts.label(ax, year, 0.1, y, weight="bold")
        seen = year
        day = f"{int(rest[1])} {style.edition_name(row.date[:7])[:3]}" if len(rest) == 2 else ""
        charts.label(ax, day, 1.14, y, ha="right", color=style.SLATE)
        ax.plot(1.27, y, mark, color=colour, markersize=size, zorder=3, label=drawn.KEY)
        charts.label(ax, text, 1.42, top, va="top", color=colour, weight=weight)
        top += tall
    return ax
