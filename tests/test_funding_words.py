"""Promises about the words on common funding and cost shares: they change when the data do."""

import pandas as pd
import pytest

from lib import funding_words
from lib.records import NumberError


def payer(first, parity, last, status="reported, approximate"):
    return pd.DataFrame(
        {
            "year_from": [2019, 2021, 2026],
            "year_to": [2020, 2024, 2026],
            "value": [first, parity, last],
            "status": ["formula", "formula", status],
        }
    )


US, GERMANY = payer(22.1, 16.35, 15.0), payer(14.8, 16.35, 15.0)


def test_a_common_part_above_half_is_refused():
    with pytest.raises(NumberError, match="less than half of national spending, found 60 per cent"):
        funding_words.national_part(60.0)


def test_years_that_all_agree_do_not_differ_for_none():
    assert funding_words.verdict({2023: True}) == "agree for 2023"
    assert funding_words.verdict({2022: False, 2023: False}) == "differ for 2022 and 2023"


def test_other_largest_payers_stop_the_section():
    funding_words.require_payers(["USA", "DEU"], ["USA", "DEU"])
    with pytest.raises(NumberError, match="expected USA and DEU as the largest payers, found USA and FRA"):
        funding_words.require_payers(["USA", "FRA"], ["USA", "DEU"])


def test_the_american_part_fell_and_is_level_only_if_the_shares_say_so():
    assert funding_words.cost_title(US, GERMANY) == (
        "The American part of common funding fell from 22 %\nto about 15 %, level with Germany’s"
    )
    apart = funding_words.cost_title(payer(14.0, 16.35, 16.0), GERMANY)
    assert apart.endswith("rose from 14 %\nto about 16 %; Germany’s in 2026 was about 15 %")


def test_parity_is_named_only_if_there_is_one():
    assert funding_words.parity(US, GERMANY, 2021) == (
        "lower it from 2021 on to 16.35 per cent, the level to which Germany's rose"
    )
    assert funding_words.parity(payer(14.0, 17.0, 15.0), payer(18.0, 16.0, 15.0), 2021) == (
        "raise it from 2021 on to 17 per cent, while Germany's fell to 16"
    )
    assert "both at 16.35 % from 2021" in funding_words.cost_story(US, GERMANY, 2021)
    assert "the two at 16.35 and 16 % from 2021" in funding_words.cost_story(
        US, payer(14.8, 16.0, 15.0), 2021
    )


def test_both_shares_are_one_only_if_they_are_equal():
    assert funding_words.latest(US, GERMANY) == "For 2026 both are reported at about 15 per cent"
    assert funding_words.latest(US, payer(14.8, 16.35, 14.0, "formula")) == (
        "The American share is about 15 per cent in 2026 and Germany's 14 per cent in 2026"
    )


def test_gaps_of_both_payers_are_named_once_and_no_gap_says_nothing():
    gaps = {"United States": [2018, 2025], "Germany": [2018]}
    assert funding_words.not_found(gaps) == (
        "Not found: both shares for 2018 and the American share for 2025."
    )
    assert funding_words.not_found({"United States": [], "Germany": []}) == ""
