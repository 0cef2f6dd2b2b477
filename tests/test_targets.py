"""What the way to a target is asked, on rows made by hand."""

import math

import pandas as pd
import pytest

from lib import targets
from lib.records import NumberError


def rows(*facts):
    """Rows of shares as the reader gives them, from (iso3, year, value)."""
    table = pd.DataFrame(facts, columns=["iso3", "year", "value"])
    return table.assign(ally=table["iso3"].map({"EST": "Estonia", "ESP": "Spain"}), source_id="nato-2026-07")


def test_gap_is_negative_below_the_target_and_its_dollars_are_those_of_the_gdp():
    gap = targets.gap_to_target(
        rows(("ESP", 2026, 2.0), ("EST", 2026, 4.0)),
        3.5,
        gdp_usd_m=pd.Series({"ESP": 1000.0, "EST": 100.0}),
        population=pd.Series({"ESP": 5_000_000}),
    )
    assert gap["gap_pp"].tolist() == [-1.5, 0.5]
    assert gap["gap_usd_m"].tolist() == [-15.0, 0.5]
    assert gap["gap_usd_per_head"].iloc[0] == -3.0
    assert math.isnan(gap["gap_usd_per_head"].iloc[1])


def test_spending_that_grows_as_required_arrives_at_the_target():
    needed = targets.required_growth(rows(("ESP", 2026, 2.0)), 3.5, 2035, pd.Series({"ESP": 2.0}))
    share = 2.0 * ((1 + needed["required_pct"].iloc[0] / 100) / 1.02) ** 9
    assert share == pytest.approx(3.5)


def test_an_ally_at_the_target_needs_the_growth_of_its_gdp():
    needed = targets.required_growth(rows(("EST", 2026, 3.5)), 3.5, 2035, 1.5)
    assert needed["required_pct"].tolist() == pytest.approx([1.5])


def test_a_horizon_that_has_passed_is_refused():
    with pytest.raises(ValueError, match="2026"):
        targets.required_growth(rows(("EST", 2026, 3.5)), 3.5, 2026)


def target(iso3, value, *, scope="core", year=2035, status="statement", state="current", qualifier="by"):
    return {
        "iso3": iso3,
        "scope": scope,
        "target_value": value,
        "target_year": year,
        "year_qualifier": qualifier,
        "binding_status": status,
        "state_in_nov_2026": state,
    }


def test_the_highest_core_level_counts_before_any_total():
    table = pd.DataFrame([target("BEL", 2.5), target("BEL", 3.5), target("BEL", 5.0, scope="total")])
    assert targets.national_levels(table)["target_value"].tolist() == [3.5]


def test_of_equal_levels_the_firmer_one_counts():
    table = pd.DataFrame([target("DNK", 3.5), target("DNK", 3.5, status="budget", year=2026)])
    chosen = targets.national_levels(table)
    assert chosen[["standing", "target_year"]].values.tolist() == [["plan", 2026]]


def test_reached_dropped_and_borrowed_levels_are_left_out():
    table = pd.DataFrame(
        [
            target("CAN", 2.0, state="reached or overtaken"),
            target("CZE", 3.0, state="abandoned in practice"),
            target("FRA", 3.5, status="alliance pledge only"),
            target("HUN", 2.0, qualifier="ceiling", state="older government"),
            target("USA", math.nan),
        ]
    )
    assert targets.national_levels(table).empty


def test_a_level_of_a_former_government_is_marked():
    table = pd.DataFrame([target("HUN", 5.0, scope="total", state="older government")])
    assert targets.national_levels(table)["former"].tolist() == [True]


def test_a_shortfall_is_zero_where_the_level_is_reached_and_stands_once_per_level():
    short = targets.shortfalls(
        rows(("ESP", 2026, 2.0), ("EST", 2026, 3.5)),
        [2.0, 3.5],
        gdp_usd_m=pd.Series({"ESP": 100_000.0, "EST": 10_000.0}),
        population=pd.Series({"ESP": 1_000_000, "EST": 1_000_000}),
    )
    assert short[["level_pct", "short_pp", "short_usd_bn", "short_usd_per_head"]].values.tolist() == [
        [2.0, 0.0, 0.0, 0.0],
        [2.0, 0.0, 0.0, 0.0],
        [3.5, 1.5, 1.5, 1500.0],
        [3.5, 0.0, 0.0, 0.0],
    ]


def test_a_shortfall_without_a_share_stays_missing():
    short = targets.shortfalls(
        rows(("ESP", 2026, math.nan)), [2.0], pd.Series({"ESP": 1.0}), pd.Series({"ESP": 1})
    )
    assert math.isnan(short["short_pp"].iloc[0])


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"scope": "total"}, "3.5 % in total by 2035: statement"),
        ({"year": pd.NA, "qualifier": "after 2030"}, "3.5 % after 2030: statement"),
        ({"year": pd.NA, "qualifier": "no year"}, "3.5 %, no year: statement"),
        ({"year": 2030, "qualifier": "2026 to"}, "3.5 % until 2030: statement"),
    ],
)
def test_a_level_is_written_with_its_year_and_standing(facts, words):
    assert targets.level_words(target("BEL", 3.5, **facts) | {"former": False}) == words


def test_core_levels_stand_above_totals_and_allies_without_a_level_at_the_end():
    now = pd.DataFrame(
        {
            "iso3": ["USA", "CAN", "ESP", "EST"],
            "ally": ["United States", "Canada", "Spain", "Estonia"],
            "value": [3.2, 2.1, 2.0, 5.1],
            "source_id": "nato",
        }
    )
    levels = pd.DataFrame(
        [target("CAN", 5.0, scope="total"), target("ESP", 2.1), target("EST", 5.4, year=2026)]
    )
    levels = levels.assign(standing="statement", former=False, source_id="press")
    beside = targets.beside_shares(now, levels)
    assert beside["ally"].tolist() == ["Estonia", "Spain", "Canada", "United States"]
    assert beside["source_id"].tolist() == ["press; nato"] * 3 + ["nato"]
    assert beside["words"].iloc[3] == "no core level of its own found"


def test_other_levels_are_those_that_stand_and_were_not_chosen():
    table = pd.DataFrame(
        [
            target("POL", 5.0),
            target("POL", 3.0, status="law"),
            target("GBR", 2.7, state="disputed"),
            target("FRA", 3.5, status="alliance pledge only"),
            target("CZE", 3.0, state="abandoned in practice"),
        ]
    ).assign(target_id=["POL-03", "POL-01", "GBR-04", "FRA-03", "CZE-01"])
    others = targets.other_levels(table, table.head(1))
    assert others["target_id"].tolist() == ["POL-01", "GBR-04"]


def test_without_an_ally_below_there_is_no_distance_to_show():
    shares = rows(("ESP", 2026, 2.0), ("EST", 2026, 4.0))
    assert targets.below(shares, ["Estonia"], 3.5)["iso3"].tolist() == ["ESP"]
    with pytest.raises(NumberError, match="Choose a higher target_pct"):
        targets.below(shares, ["Estonia", "Spain"], 1.0)


def test_a_sentence_on_a_national_target_stops_when_the_row_no_longer_says_so():
    table = pd.DataFrame([target("GBR", 2.68, state="disputed") | {"target_id": "GBR-04"}])
    assert targets.stated(table, "GBR-04", state_in_nov_2026="disputed")["target_value"] == 2.68
    with pytest.raises(NumberError, match=r'GBR-04, state_in_nov_2026: .* says "current", found "disputed"'):
        targets.stated(table, "GBR-04", state_in_nov_2026="current")
    with pytest.raises(NumberError, match="GBR-05, found none"):
        targets.stated(table, "GBR-05")


def test_the_only_law_is_the_only_one():
    law = target("POL", 3.0, status="law")
    assert targets.only_law(pd.DataFrame([law, target("ESP", 2.1)]))["iso3"] == "POL"
    with pytest.raises(NumberError, match="found 2"):
        targets.only_law(pd.DataFrame([law, law]))


def test_an_ally_without_a_share_keeps_the_source_of_its_level():
    latest = pd.DataFrame(
        {
            "iso3": ["DEU"],
            "ally": ["Germany"],
            "value": [math.nan],
            "source_id": pd.Series([None], dtype="str"),
        }
    )
    level = pd.DataFrame([target("DEU", 3.5) | {"standing": "plan", "former": False, "source_id": "ap-2025"}])
    row = targets.beside_shares(latest, level).iloc[0]
    assert (row["source_id"], row["target_value"]) == ("ap-2025", 3.5)
    assert math.isnan(row["now_pct"])
