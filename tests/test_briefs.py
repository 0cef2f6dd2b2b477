"""One row per ally holds all that its brief tells: measured in its own latest year, ranked among those of that year."""

import pandas as pd
import pytest

from lib import brief_parts, briefs
from lib.records import CallError


def shares(*rows, edition="2026-07"):
    """Rows of NATO's table: iso3, year, share."""
    table = pd.DataFrame(rows, columns=["iso3", "year", "value"])
    return table.assign(
        ally=table["iso3"], estimate=table["year"] > 2024, edition=edition, source_id="nato", is_ally=True
    )


def test_an_ally_without_a_figure_of_the_last_year_is_ranked_in_its_own_latest_year():
    years = [
        (iso3, year, value) for iso3, value in (("DEU", 1.0), ("POL", 2.0)) for year in range(2021, 2025)
    ]
    table = brief_parts.shares(shares(*years, ("POL", 2025, 3.0)))
    assert table.loc["DEU", ["year", "rank", "of"]].tolist() == [2024, 2, 2]
    assert table.loc["POL", ["year", "rank", "of", "rise_pp"]].tolist() == [2025, 1, 1, 1.0]


def test_ranks_go_by_the_share_as_it_is_printed():
    years = [
        (iso3, year, value) for iso3, value in (("BEL", 1.996), ("ESP", 2.004)) for year in range(2021, 2025)
    ]
    assert brief_parts.shares(shares(*years))["rank"].tolist() == [1, 1]


def test_the_largest_change_between_editions_goes_by_its_size_and_keeps_its_sign():
    then = shares(("POL", 2022, 2.4), ("POL", 2023, 3.9), edition="2023-07")
    now = shares(("POL", 2022, 2.5), ("POL", 2023, 3.3))
    row = brief_parts.revised(pd.concat([then, now], ignore_index=True)).loc["POL"]
    assert row[["revised_year", "revised_pp", "revised_up", "revised_down"]].tolist() == [2023, -0.6, 1, 1]


def test_years_that_left_and_reached_a_level_are_told_apart():
    then = shares(("POL", 2016, 1.99), ("POL", 2017, 2.01), edition="2017-06")
    now = shares(("POL", 2016, 2.0), ("POL", 2017, 1.9))
    found = briefs.crossed(pd.concat([then, now], ignore_index=True), "POL", 2.0)
    assert found == {"left": [2017], "reached": [2016]}


def test_the_latest_known_share_of_common_funding_is_taken():
    costs = pd.DataFrame(
        {
            "iso3": "DEU",
            "value": [16.35, None, 15.0],
            "year_from": [2021, 2024, 2026],
            "year_to": [2024, 2025, 2026],
        }
    ).assign(status="formula")
    assert brief_parts.cost_shares(costs).loc["DEU", ["cost_share_pct", "cost_from"]].tolist() == [15.0, 2026]


def test_places_hold_an_ally_against_those_measured_in_the_same_year_only():
    table = pd.DataFrame({"share": [1.0, 2.0, 3.0], "year": [2024, 2025, 2025]}, index=["DEU", "ESP", "POL"])
    assert briefs.places(table, "POL", {"share": "share"}, ["share"])["of"].tolist() == [2]
    assert briefs.places(table, "POL", {"share": "share"})["of"].tolist() == [3]


def test_ties_are_less_unusual_than_a_place_of_its_own():
    table = pd.DataFrame({"level": [3.5, 3.5, 5.0]}, index=["ITA", "PRT", "EST"])
    tails = [briefs.places(table, iso3, {"level": "level"})["tail"].iloc[0] for iso3 in table.index]
    assert tails == [pytest.approx(2 / 3), pytest.approx(2 / 3), pytest.approx(1 / 3)]


def test_a_misspelt_ally_gets_the_nearest_one():
    with pytest.raises(CallError, match=r'no ally "Turkiye"\. Did you mean "Türkiye"'):
        briefs.iso3_of("Turkiye", pd.DataFrame({"ally": ["Türkiye", "Poland"], "iso3": ["TUR", "POL"]}))


def test_an_unknown_edition_is_refused_with_the_nearest_one():
    with pytest.raises(CallError, match=r'no edition "2026-7"\. Did you mean "2026-07"'):
        briefs.tables("2026-7")


@pytest.mark.parametrize("edition", ["2024-06", "2025-08", "2026-07"])
def test_the_overview_has_every_ally_once_and_iceland_last_without_spending(edition):
    table = briefs.overview(edition)
    assert table["iso3"].is_unique and len(table) == 32
    assert table.iloc[-1][["ally", "slug"]].tolist() == ["Iceland", "iceland"]
    assert table.iloc[-1][["share_pct_gdp", "rank", "year", "equipment_pct"]].isna().all()
    assert table["share_pct_gdp"].dropna().is_monotonic_decreasing
    assert table["equipment_pct"].isna().all() == (edition == "2025-08")


def test_growth_needed_is_told_below_the_target_only():
    table = briefs.overview("2026-07").set_index("iso3")
    reached = table["share_pct_gdp"] >= table["target_pct"]
    assert table.loc[reached, "needed_pct"].isna().all()
    assert (table.loc[~reached & table["share_pct_gdp"].notna(), "needed_pct"] > 0).all()
