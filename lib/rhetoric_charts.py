"""Charts on the two secretaries: tables of `rhetoric` in, Axes out; both men drawn alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from lib import charts, reliability, style
from lib.rhetoric import SPEAKERS


def _column(ax: Axes, x: float, head: str, counts: pd.Series, colour: str) -> None:
    """Write one number per row, in a column with a head, to the right of a chart with rows."""
    where = ax.get_yaxis_transform()
    ax.text(x, -0.85, head, transform=where, ha="center", va="bottom", size=9, color=colour)
    for y, n in enumerate(counts):
        ax.text(x, y, str(n), transform=where, ha="center", va="center", size=style.LABEL_SIZE, color=colour)


def theme_dumbbells(table: pd.DataFrame) -> Axes:
    """Draw both shares of every theme of `rhetoric.side_by_side`, with the counts at the right."""
    ax = charts.canvas(0.31 * len(table) + 0.9)
    charts.row_labels(ax, list(table["label"]))
    for y, row in enumerate(table.itertuples()):
        ax.plot(
            [row.share_pct_first, row.share_pct_second], [y, y], color=style.GREY, linewidth=1.5, zorder=1
        )
    for name, column in zip(SPEAKERS, ("share_pct_first", "share_pct_second"), strict=True):
        ax.plot(table[column], range(len(table)), "o", ms=8, color=style.SPEAKERS[name], clip_on=False)
        first = table[["share_pct_first", "share_pct_second"]].iloc[0]
        side = -1 if first[column] == first.min() else 1
        ax.annotate(
            name.split()[-1],
            (table[column].iloc[0], 0),
            xytext=(4 * side, 8),
            textcoords="offset points",
            ha="center",
            size=9,
            color=style.SPEAKERS[name],
        )
    high = 10 * np.ceil(table[["share_pct_first", "share_pct_second"]].to_numpy().max() / 10)
    ax.set_xlim(-2, high)
    ticks = range(0, int(high) + 1, 20)
    ax.set_xticks(ticks, ["0 %" if x == 0 else str(x) for x in ticks])
    for place, name, column in zip((1.05, 1.2), SPEAKERS, ("n_first", "n_second"), strict=True):
        _column(ax, place, name.split()[-1], table[column], style.SPEAKERS[name])
    return ax


def difference_by_unit(table: pd.DataFrame) -> Axes:
    """Draw the difference of the two shares, second minus first, for each theme and unit of counting.

    Takes label, unit and difference_pp; themes stand in the order in which they come, occasions in colour.
    """
    labels = list(dict.fromkeys(table["label"]))
    ax = charts.canvas(0.31 * len(labels) + 1.1)
    charts.row_labels(ax, labels)
    ax.set_ylim(len(labels), -0.6)
    ax.axvline(0, color=style.INK, linewidth=1.1)
    looks = {"statement": ("s", "white"), "day": ("D", "white"), "occasion": ("o", style.TEAL)}
    for label, own in table.groupby("label"):
        y = labels.index(label)
        ax.plot(
            [own["difference_pp"].min(), own["difference_pp"].max()],
            [y, y],
            color=style.GREY,
            linewidth=1.5,
            zorder=1,
        )
    for unit, (marker, fill) in looks.items():
        own = table[table["unit"] == unit]
        ax.plot(
            own["difference_pp"],
            own["label"].map(labels.index),
            marker,
            mfc=fill,
            mec=style.TEAL,
            ms=7,
            mew=1.4,
        )
        low = own[own["label"] == labels[-1]]["difference_pp"].iloc[0]
        ax.annotate(
            unit,
            (low, len(labels) - 1),
            xytext=(0, -7),
            textcoords="offset points",
            ha="center",
            va="top",
            size=9,
            color=style.TEAL,
        )
    ax.xaxis.set_major_formatter(lambda x, _: style.number(x, sign=True))
    sides = (("right", "← more often Mattis", -1), ("left", "more often Hegseth →", 1))
    for (align, words, x), name in zip(sides, SPEAKERS, strict=True):
        ax.annotate(
            words,
            (x, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 15),
            textcoords="offset points",
            ha=align,
            size=9,
            color=style.SPEAKERS[name],
        )
    return ax


def polarity_bars(rows: pd.DataFrame) -> Axes:
    """Draw, per theme and speaker, affirming statements to the right of zero and limiting ones to the left."""
    themes = list(dict.fromkeys(rows["label"]))
    ax = charts.canvas(0.52 * len(themes) + 0.6)
    charts.row_labels(ax, themes)
    for i, name in enumerate(SPEAKERS):
        own = rows[rows["speaker"] == name]
        y = own["label"].map(themes.index) + (i - 0.5) * 0.36
        colour = style.SPEAKERS[name]
        ax.barh(y, own["affirmed"], height=0.3, color=colour)
        ax.barh(
            y, -own["limited"], height=0.3, facecolor="white", edgecolor=colour, hatch="////", linewidth=1
        )
        for place, more, fewer in zip(y, own["affirmed"], own["limited"], strict=True):
            who = f"  {name.split()[-1]}" if place < 0.5 else ""
            ax.text(more + 0.3, place, f"{more}{who}", va="center", size=9, color=colour)
            if fewer:
                ax.text(-fewer - 0.3, place, str(fewer), va="center", ha="right", size=9, color=colour)
    for align, words, x in (("right", "← denied or limited", -0.4), ("left", "affirmed →", 0.4)):
        ax.annotate(
            words,
            (x, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 3),
            textcoords="offset points",
            ha=align,
            size=9,
            color=style.SLATE,
        )
    ax.axvline(0, color=style.INK, linewidth=1.1)
    # Every bar carries its number, so that no scale is needed.
    ax.set_xticks([])
    return ax


def kappa_dots(table: pd.DataFrame) -> Axes:
    """Draw the two kappas of every theme, with the number of positives that each rests on.

    Takes label, retest, retest_n, patterns and patterns_n (kappa, and statements that the first reading
    marks); a kappa that is not defined is written out.
    """
    ax = charts.canvas(0.31 * len(table) + 0.9)
    charts.row_labels(ax, list(table["label"]))
    ax.hlines(
        range(len(table)), table["patterns"], table["retest"], color=style.GREY, linewidth=1.5, zorder=1
    )
    ax.plot(table["patterns"], range(len(table)), "o", ms=8, color=style.SLATE)
    ax.plot(table["retest"], range(len(table)), "o", ms=11, mfc="none", mec=style.TEAL, mew=1.6)
    # Two readings may agree less than chance alone would have them; the scale then begins below zero.
    low = min(reliability.CHANCE, np.floor(5 * table[["retest", "patterns"]].min().min()) / 5)
    ax.set_xlim(low, reliability.FULL + 0.04)
    ax.set_xticks(np.linspace(low, reliability.FULL, round(5 * (reliability.FULL - low)) + 1).round(1))
    ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}".replace("-", "−"))
    _column(ax, 1.07, "n,\npasses", table["retest_n"], style.TEAL)
    _column(ax, 1.23, "n,\npatterns", table["patterns_n"], style.SLATE)
    for y, (value, n) in enumerate(zip(table["retest"], table["retest_n"], strict=True)):
        if pd.isna(value) and n == 0:
            ax.text(
                0.02,
                y,
                "no kappa between passes",
                va="center",
                size=9,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
                color=style.TEAL,
            )
    return ax
