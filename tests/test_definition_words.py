"""Promises about the words on gaps between NATO's figures and the World Bank's: they change when the data do."""

import pandas as pd
import pytest

from lib import definition_words
from lib.records import NumberError


@pytest.mark.parametrize(
    ("close", "words"),
    [
        (17, "apart for 17 of 31 allies, but 0.69 for the United States"),
        (31, "apart for all 31 allies"),
        (0, "apart for none of 31 allies; 0.69 for the United States"),
    ],
)
def test_the_title_names_the_widest_gap_only_if_not_all_are_close(close, words):
    title = definition_words.gap_title(close, 31, 0.1, 0.69, "United States")
    assert title.endswith(words)


def test_an_ally_that_one_source_has_is_not_said_to_be_in_neither():
    words = definition_words.without_both(["Iceland", "Sweden"], {"Sweden"})
    assert words == "Iceland has no figure in either. Sweden has no figure in NATO’s edition."


def test_gaps_of_one_sign_do_not_go_both_ways():
    assert definition_words.both_ways(3, 1) == "The gaps go both ways"
    assert definition_words.both_ways(3, 0) == "No gap goes the other way"


def summary(*medians):
    return pd.DataFrame({"year": range(2014, 2014 + len(medians)), "median_pp": medians})


def test_the_title_sets_the_latest_year_apart_only_if_its_gap_is_wider():
    wider, alike = summary(0.01, 0.02, 0.06, 0.1), summary(0.01, 0.02, 0.01, 0.02)
    assert definition_words.years_title(wider, wider[:2]) == (
        "Each year to 2015 the two measures were within 0.02 points\nfor half of the allies; in 2017 within 0.10"
    )
    assert definition_words.years_title(alike, alike[:2]).startswith("Each year to 2017")
    assert definition_words.median_story(wider, wider[:2]).endswith("to 2015 and is 0.10 in 2017")
    assert definition_words.median_story(alike, alike[:2]).endswith("0.02 points to 2017")


def test_a_difference_that_is_not_printed_does_not_widen_a_gap():
    assert not definition_words.widened(0.021, 0.024)
    assert definition_words.widened(0.024, 0.026)


@pytest.mark.parametrize(
    ("edition", "wider", "restated"),
    [("2024-06", True, True), ("2026-07", False, True), ("2026-07", True, False)],
)
def test_a_restatement_is_the_reason_only_if_it_came_later_and_gaps_grew(edition, wider, restated):
    assert "restated" in definition_words.dates("2026-07", "2025-04", True, True)
    assert "restated" not in definition_words.dates(edition, "2025-04", wider, restated)


def test_the_oldest_edition_is_set_against_the_newest():
    assert definition_words.other_edition(["2024-06", "2025-08", "2026-07"], "2024-06") == "2026-07"
    with pytest.raises(NumberError, match="expected another one than 2024-06"):
        definition_words.other_edition(["2024-06"], "2024-06")


@pytest.mark.parametrize(
    ("agreed", "words"),
    [
        (0, "None of the seven widest gaps of 2024 shrinks to"),
        (1, "One of the seven widest gaps of 2024 shrinks to"),
        (4, "Four of the seven widest gaps of 2024 shrink to"),
    ],
)
def test_the_number_of_gaps_agrees_with_its_verb(agreed, words):
    assert words in definition_words.editions_title(agreed, 7, 2024, 0.1, "estimates of June 2024")


def test_nothing_is_said_to_have_moved_if_no_gap_closes():
    some = definition_words.agreement(["United Kingdom"], 7, "0.1", "estimate of June 2024")
    assert some.startswith("For one of the seven (the United Kingdom) the World Bank's figure is within")
    assert "What moved between the two editions" in some
    none = definition_words.agreement([], 7, "0.1", "estimate of June 2024")
    assert none == (
        "For none of the seven is the World Bank's figure within 0.1 points of NATO's estimate of June 2024"
    )


def test_the_story_of_the_marks_names_no_ally_if_none_is_close():
    assert "none of the allies" in definition_words.agreement_story([], 0.1, "June 2024", "July 2026")
    assert "For Albania the mark of June 2024" in definition_words.agreement_story(
        ["Albania"], 0.1, "June 2024", "July 2026"
    )
