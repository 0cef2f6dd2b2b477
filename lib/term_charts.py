"""Charts over the two terms, one panel per secretary on the same scale: meetings and occasions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from lib import charts, drawn, style
from lib.attendance import CONTACT_GROUP, MINISTERS, SUMMIT
from lib.rhetoric import SPEAKERS

_KINDS = (MINISTERS, SUMMIT, CONTACT_GROUP)
_NAMED = {"missed": "missed", "virtually": "by video", "conflicting reports": "reports\nconflict"}


def days(dates: pd.Series) -> np.ndarray:
    """Turn dates into matplotlib's day numbers; one known to the month only goes to its middle."""
    full = dates.where(dates.str.len() > len("2018-10"), dates + "-15")
    return mdates.date2num(pd.to_datetime(full))


def _panels(height: float, first_years: Sequence[int]) -> np.ndarray:
    """Return one panel per secretary, each named, over two calendar years that have the same width."""
    axes = charts.canvas(height, rows=2)
    for ax, name, year in zip(axes, SPEAKERS, first_years, strict=True):
        low, high = mdates.datestr2num([f"{year - 1}-12-15", f"{year + 2}-01-15"])
        ax.set_xlim(low, high)
        quarters = [f"{y}-{m:02d}-01" for y in (year, year + 1) for m in (1, 4, 7, 10)]
        names = [
            f"{n}\n{q[:4]}" if n == "Jan" else n
            for n, q in zip(["Jan", "Apr", "Jul", "Oct"] * 2, quarters, strict=True)
        ]
        ax.set_xticks(mdates.datestr2num(quarters), names)
        ax.set_title(name, color=style.SPEAKERS[name], fontsize=11, pad=7)
        ax.grid(axis="x")
    return axes


def _unread(ax: Axes, start: str, label: str) -> None:
    """Shade the part of a panel on which nothing could be read."""
    low = mdates.datestr2num(start)
    high = ax.get_xlim()[1]
    ax.axvspan(low, high, color=style.RULE, alpha=0.55, linewidth=0, zorder=0, label=drawn.KEY)
    ax.text((low + high) / 2, ax.get_ylim()[0], label, ha="center", va="bottom", size=9)


def meeting_strips(
    rows: pd.DataFrame, *, first_years: Sequence[int], read_until: str, group_since: str
) -> Axes:
    """Draw every meeting of `attendance.meetings` as a mark on a time line, one row per kind of meeting.

    Filled: in person; open: by video; cross: missed; a question mark in grey: not known. `group_since` is the day
    of the contact group's first meeting; a panel that ends before it says so in the place of that row.
    """
    axes = _panels(4.6, first_years)
    for ax, name in zip(axes, SPEAKERS, strict=True):
        charts.row_labels(ax, [kind.replace(" Defense ", "\nDefense ") for kind in _KINDS])
        ax.tick_params(axis="x", length=0)
        own = rows[rows["secretary"] == name]
        for y, kind in enumerate(_KINDS):
            of_kind = own[own["kind"] == kind].sort_values("date")
            if not of_kind.empty:
                ax.axhline(y, color=style.RULE, linewidth=0.8, zorder=0, label=drawn.KEY)
            # Labels go below and above in turn, since meetings may be weeks apart.
            below = of_kind["attendance"].isin(_NAMED).cumsum() % 2 == 0
            marks = zip(days(of_kind["date"]), of_kind["attendance"], below, strict=True)
            for x, status, low in marks:
                _meeting(ax, x, y, status, style.SPEAKERS[name], low)
        if mdates.datestr2num(group_since) > ax.get_xlim()[1]:
            ax.text(
                np.mean(ax.get_xlim()),
                _KINDS.index(CONTACT_GROUP),
                f"did not exist before {style.day(group_since[:7])}",
                ha="center",
                va="center",
                size=style.LABEL_SIZE,
                color=style.SLATE,
            )
    _unread(axes[1], read_until, "nothing read")
    return axes[0]


def _meeting(ax: Axes, x: float, y: int, status: str, colour: str, below: bool) -> None:
    marks: dict[str, dict[str, Any]] = {
        "in person": {"marker": "o", "mfc": colour},
        "virtually": {"marker": "o", "mfc": "white", "mew": 1.8},
        "missed": {"marker": "x", "mew": 2.2},
    }
    if status in marks:
        ax.plot(x, y, ls="", mec=colour, ms=8, **marks[status])
    else:
        ax.text(x, y, "?", ha="center", va="center", size=12, weight="bold", color=style.SLATE)
    if status in _NAMED:
        ax.annotate(
            _NAMED[status],
            (x, y),
            xytext=(0, -7 if below else 7),
            textcoords="offset points",
            ha="center",
            va="top" if below else "bottom",
            size=9,
            linespacing=1.0,
            color=colour if status in marks else style.SLATE,
        )


def occasion_columns(rows: pd.DataFrame, *, first_years: Sequence[int], read_until: str) -> Axes:
    """Draw a column per month and in it a block per occasion, as high as its number of quotations.

    Takes `rhetoric.occasions`; the earliest occasion of a month lies at the bottom, and the number above a
    column is its quotations. Both panels have the same scale.
    """
    axes = _panels(4.4, first_years)
    blocks = rows.assign(month=rows["date"].str[:7]).sort_values(["date", "event"])
    blocks["top"] = blocks.groupby(["speaker", "month"])["statements"].cumsum()
    highest = blocks["top"].max()
    for ax, name in zip(axes, SPEAKERS, strict=True):
        own = blocks[blocks["speaker"] == name]
        ax.bar(
            days(own["month"]),
            own["statements"],
            bottom=own["top"] - own["statements"],
            width=25,
            color=style.SPEAKERS[name],
            edgecolor="white",
            linewidth=0.9,
        )
        for month, total in own.groupby("month")["top"].max().items():
            ax.annotate(
                str(total),
                (days(pd.Series([month]))[0], total),
                xytext=(0, 2),
                textcoords="offset points",
                ha="center",
                size=9,
                color=style.SPEAKERS[name],
            )
        ax.set_ylim(0, 1.12 * highest)
        ax.set_yticks([])
        ax.grid(visible=False)
        ax.tick_params(axis="x", length=0)
    _unread(axes[1], read_until, "nothing read")
    return axes[0]
