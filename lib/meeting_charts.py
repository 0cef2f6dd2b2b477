"""The charts of the contact group: its meetings, their pace, the totals announced; table in, Axes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from lib import charts, drawn, style
from lib.support import AMERICA

CHAIRS = {
    "United States": style.BLUE,
    "United Kingdom": style.TEAL,
    "United Kingdom and Germany": style.OCHRE,
}
_OTHER_CHAIR = style.SLATE  # a country that had not led when the colours were chosen
_KEY_FROM = 3.5  # months; the key needs the last row free from here on
_SIDES = {AMERICA: style.BLUE, "others": style.OCHRE}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FORMS = {"in_person": "o", "virtual": "s", "hybrid": "D"}
_SIZES = {"in_person": 16, "virtual": 14.5, "hybrid": 13}
_SMALL: dict[str, Any] = {"size": style.LABEL_SIZE, "textcoords": "offset points"}
# White behind words that stand across the lines between the months.
_PLATE: dict[str, Any] = {"boxstyle": "square,pad=0.08", "facecolor": "white", "edgecolor": "none"}


def meeting_calendar(held: pd.DataFrame, cancelled: pd.DataFrame, seats: Mapping[int, str]) -> Axes:
    """Draw one row per year and one numbered mark per meeting at its day.

    Colour: who led. Shape: circle in person, square by video, diamond both. Filled: the US secretary took
    part in the room or by video. `seats` gives the words below single meetings, by number; cancelled
    meetings are crosses.
    """
    ax = charts.canvas(4.5)
    days = pd.concat([held["day"], pd.to_datetime(cancelled["date"])])
    years = sorted(days.dt.year.unique())
    for chair, rows in held.groupby("led_by", sort=False):
        colour = CHAIRS.get(str(chair), _OTHER_CHAIR)
        for meeting in rows.itertuples():
            x, y = _month(meeting.day), years.index(meeting.day.year)
            filled = meeting.secretary in ("in the room", "by video")
            ax.plot(
                x,
                y,
                marker=_FORMS[meeting.format],
                markersize=_SIZES[meeting.format],
                markeredgewidth=1.6,
                color=colour,
                markerfacecolor=colour if filled else "white",
            )
            ax.annotate(
                f"{meeting.meeting_no}",
                (x, y),
                ha="center",
                va="center_baseline",
                size=9,
                weight="bold",
                color="white" if filled else colour,
            )
            if words := seats.get(meeting.meeting_no):
                ax.annotate(
                    words, (x, y), (0, -12), ha="center", va="top", linespacing=1.05, bbox=_PLATE, zorder=2, **_SMALL
                )  # fmt: skip
        first = rows.iloc[0]
        ax.annotate(
            f"{chair} in the chair" if chair == AMERICA else chair,
            (_month(first["day"]), years.index(first["day"].year)),
            (-8, 13 if chair != "United Kingdom" else 26),
            ha="left",
            weight="bold",
            color=colour,
            bbox=_PLATE,
            **_SMALL,
        )
    for meeting in cancelled.itertuples():
        day = pd.Timestamp(meeting.date)
        ax.plot(_month(day), years.index(day.year), "x", color=style.SLATE, markersize=9, markeredgewidth=1.6)
        ax.annotate(
            "cancelled", (_month(day), years.index(day.year)), (0, -12), ha="center", va="top",
            color=style.SLATE, bbox=_PLATE, zorder=2, **_SMALL,
        )  # fmt: skip
    last_row = days[days.dt.year == years[-1]]
    key = len(years) - 1 + any(_month(day) > _KEY_FROM for day in last_row)
    _meeting_key(ax, key)
    charts.row_labels(ax, [str(year) for year in years])
    ax.set_ylim(key + 0.55, -0.75)
    ax.set_xlim(-0.1, 12.1)
    ax.set_xticks(range(13), [""] * 13)
    for month, name in enumerate(_MONTHS):
        ax.annotate(
            name, (month + 0.5, 1), (0, 2), xycoords=("data", "axes fraction"), ha="center",
            color=style.SLATE, **_SMALL,
        )  # fmt: skip
    return ax


def _month(day: pd.Timestamp) -> float:
    return day.month - 1 + (day.day - 0.5) / day.days_in_month


def _meeting_key(ax: Axes, y: float) -> None:
    """Explain shape and filling in an empty part of a row."""
    marks = [
        (5.0, -0.2, "o", True, "in person"),
        (7.2, -0.2, "s", True, "by video"),
        (9.4, -0.2, "D", True, "both"),
        (5.0, 0.12, "o", True, "filled: the US secretary took part"),
        (5.0, 0.42, "o", False, "hollow: another person, or not known"),
    ]
    for x, below, form, filled, words in marks:
        ax.plot(
            x, y + below, form, color=style.SLATE, markersize=7 if form == "D" else 8,
            markerfacecolor=style.SLATE if filled else "white", markeredgewidth=1.4, label=drawn.KEY,
        )  # fmt: skip
        ax.annotate(
            words, (x, y + below), (8, 0), va="center", color=style.SLATE, bbox=_PLATE, zorder=2, **_SMALL
        )  # fmt: skip


def interval_bars(intervals: pd.DataFrame, month_days: float, sides: Mapping[str, str]) -> Axes:
    """Draw a column of days before each meeting, a dashed line at a month, and the mean of each side.

    `intervals` is `meetings.intervals`; `sides` says in words who led, by `led_by` ("United States", "others").
    """
    ax = charts.canvas(3.3)
    # The names of the sides stand at the top left and right: the columns below them need room.
    below = pd.concat([intervals["days"].head(8), intervals["days"].tail(8)]).max()
    top = max(intervals["days"].max() * 1.08, below * 1.45, 130)
    colours = intervals["led_by"].map(_SIDES).fillna(style.GREY)
    ax.bar(intervals["meeting_no"].astype(int), intervals["days"], width=0.72, color=colours)
    ax.axhline(month_days, color=style.INK, linewidth=1.1, linestyle=(0, (4, 3)))
    last = int(intervals["meeting_no"].max())
    ax.annotate("a month", (last + 0.7, month_days), (4, 0), va="center", annotation_clip=False, **_SMALL)
    for side, words in sides.items():
        rows = intervals[intervals["led_by"] == side]
        first, mean = side == AMERICA, rows["days"].mean()
        left, right = rows["meeting_no"].min() - 0.4, rows["meeting_no"].max() + 0.4
        ax.hlines(mean, left, right, color=style.INK, linewidth=1.4)
        ax.annotate(
            f"{words}\n{style.number(mean)} days on average",
            (left if first else right, top - 11),
            (0, 0),
            ha="left" if first else "right",
            va="top",
            color=_SIDES[side],
            weight="bold",
            linespacing=1.25,
            bbox=_PLATE,
            **_SMALL,
        )
    for row in intervals.nlargest(2, "days").itertuples():
        ax.annotate(f"{row.days:.0f}", (row.meeting_no, row.days), (0, 2), ha="center", **_SMALL)
    ax.set_xlim(1.3, last + 0.7)
    ax.set_ylim(0, top)
    ax.set_xticks([2, *range(5, last - 1, 5), last])
    ax.set_xlabel("number of the meeting that ends the interval")
    ax.grid(axis="y")
    return ax
