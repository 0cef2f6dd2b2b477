"""Promises about the charts of promises, membership, money and time."""

from typing import Any

import pandas as pd
from matplotlib.markers import TICKUP

from lib import alliance_charts, style


def texts(ax):
    return [text.get_text() for text in ax.texts]


def points(line: Any) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)]


def spans(ax):
    return [line for line in ax.lines if len(points(line)) == 2]


LEVELS = pd.DataFrame(
    {
        "event": ["WALES-2014", "HAGUE-2025", "HAGUE-2025", "HAGUE-2025"],
        "text": ["Wales", "The Hague", "The Hague", "The Hague"],
        "year": [2014.7, 2025.5, 2025.5, 2025.5],
        "value": [2.0, 5.0, 3.5, 1.5],
        "bound": ["", "", "at least", "up to"],
        "deadline_year": [2024, 2035, 2035, 2035],
        "strength": ["aim", "commitment", "commitment", "commitment"],
    }
)


def test_a_level_ends_with_the_next_text_and_the_last_ones_with_their_deadline():
    assert [points(line) for line in spans(alliance_charts.commitment_steps(LEVELS))] == [
        [(2014.7, 2.0), (2025.5, 2.0)],
        [(2025.5, 5.0), (2035.0, 5.0)],
        [(2025.5, 3.5), (2035.0, 3.5)],
    ]


def test_an_aim_is_dashed_and_a_commitment_is_solid():
    lines = spans(alliance_charts.commitment_steps(LEVELS))
    assert [line.get_linestyle() for line in lines] == ["--", "-", "-"]


def test_a_ceiling_is_a_band_upon_the_floor():
    band: Any
    (band,) = alliance_charts.commitment_steps(LEVELS).patches
    assert (band.get_y(), band.get_height()) == (3.5, 1.5)


def test_a_deadline_that_the_next_text_forestalls_has_no_ring():
    ax: Any = alliance_charts.commitment_steps(LEVELS.assign(deadline_year=[2030, 2035, 2035, 2035]))
    rings = [points(line) for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert rings == [[(2035, 5.0)], [(2035, 3.5)]]


def test_only_a_floor_has_teeth():
    ax: Any = alliance_charts.commitment_steps(LEVELS)
    teeth = [line for line in ax.lines if line.get_marker() == TICKUP]
    assert [set(line.get_ydata()) for line in teeth] == [{3.5}]
    assert {"floor: at least 3.5 % core", "ceiling: up to 1.5 % related"} <= set(texts(ax))


def test_a_review_is_named_only_if_there_is_one():
    assert "review 2029" in texts(alliance_charts.commitment_steps(LEVELS, review=2029))
    assert not any("review" in text for text in texts(alliance_charts.commitment_steps(LEVELS)))


ROUNDS = pd.DataFrame(
    {
        "joined": ["1949-04-04", "2023-04-04", "2024-03-07"],
        "year": [1949.3, 2023.3, 2024.2],
        "new": [12, 1, 1],
        "members": [12, 13, 14],
        "names": ["A, B", "Finland", "Sweden"],
    }
)


def test_the_staircase_runs_on_after_the_last_step():
    stairs = alliance_charts.membership_steps(ROUNDS, until=2026, span=(2014, 2025)).lines[0]
    assert [members for _, members in points(stairs)] == [12, 13, 14, 14]
    assert points(stairs)[-1][0] == 2026


def test_each_step_names_who_joined_and_when():
    labels = texts(alliance_charts.membership_steps(ROUNDS, until=2026, span=(2014, 2025)))
    assert {"Finland 2023", "Sweden 2024", "founders 1949", "14"} <= set(labels)


def test_estimates_are_dashed_and_join_the_outcomes():
    rows = pd.DataFrame(
        {
            "iso3": "USA",
            "year": [2024, 2025, 2026],
            "value": [1000.0, 2000.0, 3000.0],
            "estimate": [False, False, True],
        }
    )
    ax = alliance_charts.money_lines(rows, [("USA", "United States", style.OCHRE)])
    solid, dashed, _ = ax.lines
    assert points(solid) == [(2024, 1), (2025, 2)]
    assert points(dashed) == [(2025, 2), (2026, 3)]
    assert dashed.get_linestyle() == "--"
    assert ax.get_ylim()[0] == 0
    assert "United States 3" in texts(ax)


LINE = pd.DataFrame(
    {
        "date": ["2017-02-15", "2025-01", "2025-06-25"],
        "kind": ["article", "event", "commitment"],
        "label": ["Article 004: a title of 15 February 2017", "An event", "A text"],
    }
)


def test_the_list_names_each_year_once_and_each_day_that_is_known():
    labels = texts(alliance_charts.timeline(LINE))
    assert labels.count("2025") == 2  # once in the strip, once in the list
    assert {"15 Feb", "25 Jun", ""} <= set(labels)


def test_entries_stand_below_each_other_and_articles_are_in_colour():
    ax: Any = alliance_charts.timeline(LINE)
    entries = [text for text in ax.texts if text.get_text() in ("An event", "A text")]
    assert entries[0].xy[1] < entries[1].xy[1]
    article = next(text for text in ax.texts if text.get_text().startswith("Article 004"))
    assert article.get_color() == style.BLUE


def test_a_date_is_not_broken_over_two_lines():
    label = alliance_charts.timeline(LINE, width=26).texts
    broken = next(text.get_text() for text in label if text.get_text().startswith("Article 004"))
    assert "15\u00a0February" in broken
