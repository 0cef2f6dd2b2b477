"""Promises about the words on promises, members, money and articles: they change when the data do."""

import pandas as pd
import pytest

from lib import alliance_words
from lib.records import NumberError


def level(event, date, value, bound, strength, deadline=2035):
    return {
        "event": event,
        "date": date,
        "value": value,
        "bound": bound,
        "strength": strength,
        "deadline_year": deadline,
    }


HAGUE = [
    level("HAGUE-2025", "2025-06-25", 5.0, "", "commitment"),
    level("HAGUE-2025", "2025-06-25", 3.5, "at least", "commitment"),
    level("HAGUE-2025", "2025-06-25", 1.5, "up to", "commitment"),
]


def levels(*before):
    return pd.DataFrame([*before, *HAGUE])


GUIDELINE = level("GUIDELINE-2006", "2006", 2.0, "at least", "guideline")
AIM = level("WALES-2014", "2014-09-05", 2.0, "", "aim")
FLOOR = level("VILNIUS-2023", "2023-07-11", 2.0, "at least", "commitment")


def test_the_path_names_each_step_and_the_level_they_share():
    assert alliance_words.path(levels(GUIDELINE, AIM, FLOOR)) == (
        "from a guideline of defence ministers in 2006, by way of an aim in 2014, to a floor in 2023, "
        "all three at 2 per cent of GDP"
    )


def test_levels_that_differ_are_each_named():
    words = alliance_words.path(levels(AIM, FLOOR | {"value": 2.5}))
    assert words == "from an aim in 2014 to a floor in 2023, at 2 and 2.5 per cent of GDP"


def test_a_level_stood_only_if_it_did_not_move():
    assert alliance_words.commitments_title(levels(GUIDELINE, AIM, FLOOR)) == (
        "2 % stood for 19 years, in ever firmer words;\n5 % is promised by 2035"
    )
    moved = alliance_words.commitments_title(levels(GUIDELINE, FLOOR | {"value": 3.0}))
    assert moved.startswith("The level went from 2 % to 3 %")


def test_words_grow_firmer_only_if_each_text_is_firmer_than_the_one_before():
    assert "in changing words" in alliance_words.commitments_title(levels(FLOOR, AIM))


def test_what_is_no_commitment_is_not_promised():
    softer = levels(AIM).assign(strength="aim")
    assert "5 % is the level named by 2035" in alliance_words.commitments_title(softer)


def test_the_story_says_which_way_the_line_turns():
    assert "rises in 2025 to 5 %" in alliance_words.commitments_story(levels(AIM))
    assert "falls in 2025 to 5 %" in alliance_words.commitments_story(levels(AIM | {"value": 6.0}))


def test_a_newest_text_without_a_floor_is_refused():
    with pytest.raises(NumberError, match='expected one with the bound "at least"'):
        alliance_words.newest(levels(AIM).query("bound != 'at least'"), "at least")


def test_a_first_text_has_no_path():
    with pytest.raises(NumberError, match="expected texts before the newest one"):
        alliance_words.path(levels())


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], "They show no country for a year before it joined"),
        (["Montenegro"], "Montenegro entered the total only in the year it joined"),
        (["Finland", "Sweden"], "Finland and Sweden entered the total only in the year they joined"),
    ],
)
def test_newcomers_agree_with_their_verb(names, words):
    assert words in alliance_words.before_joining(names)


def test_an_ally_with_armed_forces_and_no_figure_is_told_apart_from_one_without_forces():
    missing = pd.DataFrame({"ally": ["Iceland", "Germany"], "has_armed_forces": [False, True]})
    assert alliance_words.without_figure(missing, 2025) == (
        "Iceland has no armed forces and no figure and Germany has no figure for 2025"
    )
    assert alliance_words.without_figure(missing[:0], 2025) == "Every ally has a figure for 2025"


def counts(members, rows, base=27):
    return pd.DataFrame(
        {
            "members at 2 %": members,
            "rows at 2 %": rows,
            "members with a figure": base,
            "rows in the table": 31,
        }
    )


def test_only_the_base_moves_if_both_ways_count_alike():
    assert alliance_words.counts_differ(counts([3, 4], [3, 4]), "2 %") == (
        "differs in no year; what moves is the number that it is set against"
    )
    assert alliance_words.counts_differ(counts([3, 4], [3, 5]), "2 %") == "differs in one of 2 years"
    assert alliance_words.counts_differ(counts([3], [3], base=31), "2 %") == "differs in no year"


def test_days_are_before_around_or_after_a_summit():
    days = ["2025-02-11", "2025-06-05"]
    assert alliance_words.beside_summit(days, "2025-06-25") == "before"
    assert alliance_words.beside_summit(days, "2025-04-01") == "around"
    assert alliance_words.beside_summit(days, "2024-07-09") == "after"


def test_weeks_run_from_the_first_day_to_the_last():
    assert alliance_words.weeks(["2025-01-15", "2025-01-01", "2025-01-08"]) == 2
