"""Parameters are typed and checked before anything runs; a misspelt one gets the nearest right one."""

import pytest

from lib import parameters
from lib.records import CallError

CHAPTER = "spending-debate"


def test_parameters_get_the_type_of_the_default_and_an_edition_stays_text():
    given = {"edition": "2024-06", "target_pct": "5", "horizon": "2032"}
    assert parameters.typed(CHAPTER, given) == {"edition": "2024-06", "target_pct": 5.0, "horizon": 2032}


def test_every_parameter_that_cannot_be_used_is_named_with_the_nearest_right_one():
    given = {"editon": "2024-06", "edition": "2024-6", "target_pct": "-3", "horizon": "2035.5"}
    with pytest.raises(CallError) as refused:
        parameters.typed(CHAPTER, given)
    unknown, edition, target, horizon = str(refused.value).splitlines()
    assert 'no parameter "editon". Did you mean "edition"?' in unknown
    assert 'no edition "2024-6". Did you mean "2024-06"?' in edition
    assert "cannot use target_pct -3" in target
    assert 'horizon is "2035.5"; expected a number such as 2035' in horizon


@pytest.mark.parametrize("target", ["-3", "0", "10.1", "nan", "inf"])
def test_a_target_that_is_no_share_of_gdp_is_refused(target):
    with pytest.raises(CallError, match="cannot use target_pct"):
        parameters.typed(CHAPTER, {"target_pct": target})


@pytest.mark.parametrize(("horizon", "nearest"), [("2020", "2027"), ("2099", "2060")])
def test_a_horizon_in_the_past_is_refused_with_the_nearest_year(horizon, nearest):
    with pytest.raises(CallError, match=f"cannot use horizon {horizon}.*the nearest is {nearest}"):
        parameters.typed(CHAPTER, {"horizon": horizon})


def test_a_chapter_without_parameters_says_so():
    with pytest.raises(CallError, match=r'fact-check has no parameter "edition"\. It has none\.'):
        parameters.typed("fact-check", {"edition": "2024-06"})


def test_a_sweep_takes_every_combination_in_order():
    runs = parameters.sweep(
        CHAPTER, [("edition", "2024-06,2026-07"), ("target_pct", "2, 5")], {"horizon": "2030"}
    )
    assert [(run["edition"], run["target_pct"], run["horizon"]) for run in runs] == [
        ("2024-06", 2.0, 2030),
        ("2024-06", 5.0, 2030),
        ("2026-07", 2.0, 2030),
        ("2026-07", 5.0, 2030),
    ]


def test_all_stands_for_all_editions_and_for_nothing_else_that_is_a_number():
    assert len(parameters.sweep(CHAPTER, [("edition", "all")], {})) == len(parameters._editions("2026-07"))
    with pytest.raises(CallError, match=r'"all" stands for allies and editions'):
        parameters.sweep(CHAPTER, [("target_pct", "all")], {})


def test_a_parameter_is_not_given_twice():
    with pytest.raises(CallError, match="edition is given twice"):
        parameters.sweep(CHAPTER, [("edition", "2024-06")], {"edition": "2026-07"})
