"""What the charts of the contact group draw, asked of the Axes."""

from typing import Any

import pandas as pd
from matplotlib.colors import to_hex

from lib import meeting_charts, style
from lib.support import AMERICA


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_each_meeting_is_a_numbered_mark_in_the_row_of_its_year():
    held = pd.DataFrame(
        {
            "meeting_no": [25, 26, 30],
            "day": pd.to_datetime(["2024-12-31", "2025-02-12", "2025-09-09"]),
            "led_by": ["United States", "United Kingdom", "United Kingdom and Germany"],
            "format": ["in_person", "in_person", "hybrid"],
            "secretary": ["in the room", "by video", "not known"],
        }
    )
    cancelled = pd.DataFrame({"date": ["2024-10-12"]})
    ax: Any = meeting_charts.meeting_calendar(held, cancelled, {30: "not known"})
    marks = ax.get_lines()[:3]
    assert [mark.get_ydata()[0] for mark in marks] == [0, 1, 1]
    assert [mark.get_marker() for mark in marks] == ["o", "o", "D"]
    assert [to_hex(mark.get_markerfacecolor()) for mark in marks] == [style.BLUE, style.TEAL, "#ffffff"]
    assert 11 < marks[0].get_xdata()[0] < 12
    assert {"25", "26", "30", "not known", "cancelled"} <= set(words(ax))
    assert [line.get_marker() for line in ax.get_lines()].count("x") == 1


def test_intervals_stand_beside_a_month_and_the_mean_of_each_side():
    gaps = pd.DataFrame(
        {
            "meeting_no": [2, 3, 4, 5],
            "days": [20.0, 40.0, 34.0, 52.0],
            "led_by": [AMERICA, AMERICA, "handover", "others"],
        }
    )
    ax: Any = meeting_charts.interval_bars(gaps, 30.4, {AMERICA: "they", "others": "we"})
    assert [bar.get_height() for bar in ax.patches] == [20.0, 40.0, 34.0, 52.0]
    assert to_hex(ax.patches[2].get_facecolor()) == style.GREY
    assert {"they\n30 days on average", "we\n52 days on average", "a month"} <= set(words(ax))
    assert [part.get_segments()[0][0][1] for part in ax.collections] == [30.0, 52.0]


def test_a_new_chair_is_drawn_and_a_late_meeting_moves_the_key_out_of_its_row():
    held = pd.DataFrame(
        {
            "meeting_no": [33, 34],
            "day": pd.to_datetime(["2026-02-12", "2026-04-01"]),
            "led_by": ["United Kingdom and Germany", "France"],
            "format": ["in_person", "in_person"],
            "secretary": ["in the room", "absent"],
        }
    )
    cancelled = pd.DataFrame({"date": ["2025-12-03"]})

    def key(rows):
        ax: Any = meeting_charts.meeting_calendar(rows, cancelled, {})
        assert "France" in words(ax)
        return next(text.xy[1] for text in ax.texts if text.get_text() == "by video")

    assert 0 < key(held) < 1
    late = held.assign(day=pd.to_datetime(["2026-02-12", "2026-09-17"]))
    assert key(late) > 1.5


def test_a_long_wait_stands_below_the_names_of_the_sides():
    gaps = pd.DataFrame(
        {
            "meeting_no": [2, 3, 4],
            "days": [20.0, 34.0, 250.0],
            "led_by": [AMERICA, "handover", "others"],
        }
    )
    ax: Any = meeting_charts.interval_bars(gaps, 30.4, {AMERICA: "they", "others": "we"})
    heights = [text.xy[1] for text in ax.texts if "average" in text.get_text()]
    assert min(heights) > 1.3 * 250
    assert ax.get_ylim()[1] > max(heights)
