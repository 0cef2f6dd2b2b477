"""Sentences of leads say how many others there are, which way a figure goes, and with how many decimals."""

import pandas as pd
import pytest

from lib import brief_lead_words
from lib.brief_lead_words import SENTENCES

NOTHING = pd.DataFrame()
ROW = {
    "year": 2026, "estimate": False, "of": 4, "guideline_pct": 2.0, "target_pct": 3.5, "total_pct": 5.0,
    "share_pct_gdp": 4.0, "first_year": 2014, "since_year": 2021, "horizon": 2035, "rise_pp": 0.0,
    "growth_margin_pp": 1.0, "needed_pct": 4.26, "growth_long_pct": 5.26, "growth_recent_pct": 0.0,
    "revised_size_pp": 0.5, "revised_year": 2020, "revised_first_value": 1.0, "revised_last_value": 1.5,
    "revised_first_edition": "2021-06", "revised_last_edition": "2026-07", "aid_pct_gdp": 1.26, "spent_usd_bn": 12.3,
}  # fmt: skip


def told(name, above=0, below=3, table=NOTHING, own=NOTHING, **changed):
    place = pd.Series({"above": above, "below": below, "of": 4})
    return SENTENCES[name]({**ROW, **changed}, place, table, own)


def test_up_to_five_others_are_only_so_many():
    assert brief_lead_words.others(5).startswith("only five ")
    assert brief_lead_words.others(6).startswith("six ")


@pytest.mark.parametrize(
    ("shares", "said"), [([4.0, 3.9, 1.0, 1.1], "one of two at or above"), ([4.0, 3.9, 3.8, 1.0], "26; no")]
)
def test_a_level_that_half_of_the_allies_reach_is_still_told_and_one_that_most_reach_is_not(shares, said):
    table = pd.DataFrame({"year": 2026, "share_pct_gdp": shares})
    sentence = told("share", table=table)
    assert said in sentence
    assert ("at or above" in sentence) == (said != "26; no")


def test_a_share_that_has_not_changed_has_not_fallen():
    table = pd.DataFrame({"rise_pp": [0.0, 1.0]})
    assert "has risen by 0.00 points" in told("rise", table=table)
    assert "has fallen by 0.10 points" in told("rise", table=table, rise_pp=-0.1)


def test_growth_is_told_with_one_decimal_on_both_sides():
    sentence = told("growth")
    assert "by 4.3 per cent a year" in sentence and "against 5.3 per cent achieved" in sentence


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([None, 3.0], "unlike for any other ally"),
        ([None, None], "as for one other ally"),
        ([None] * 3, "as for two other allies"),
    ],
)
def test_other_allies_without_a_level_are_counted_without_the_ally_itself(levels, said):
    table = pd.DataFrame({"level_pct": levels, "has_armed_forces": True})
    assert said in told("no-level", table=table)


def test_a_large_revision_is_told_from_first_to_last_and_a_small_one_by_its_size():
    assert "went from 1.00 per cent" in told("revision", above=0, below=3)
    assert told("revision", above=3, below=0).endswith("no other ally has a smaller one.")


def test_aid_as_a_part_of_gdp_has_two_decimals():
    assert "is 1.26 per cent of its GDP" in told("aid")


def test_spending_in_dollars_names_the_dollars():
    assert "spends 12.3 billion dollars" in told("dollars")


def test_spending_that_stood_still_has_not_shrunk():
    assert "has grown by 0.0" in told("pace")
    assert "has shrunk by 0.1" in told("pace", growth_recent_pct=-0.1)
