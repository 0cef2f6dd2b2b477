"""A number of a brief names the rows that it rests on: those of the ally, or of all allies where it is ranked."""

import pytest

from lib import brief_rows, briefs, targets

FOUND = briefs.tables("2026-07")
TABLE = briefs.measures(FOUND, 3.5, 2035, briefs.agreed())


def rows(name, iso3="POL"):
    """What a number of an ally's brief names, as (table, rows)."""
    row = {"iso3": iso3, **TABLE.loc[iso3].to_dict()}
    return [(part.table, part.where) for part in brief_rows.basis(name, row, FOUND)["rows"]]


@pytest.mark.parametrize("name", ["kit", "personnel", "distance", "editions", "growth-story"])
def test_what_is_told_of_one_ally_rests_on_its_rows_alone(name):
    own = [where for table, where in rows(name) if table == "defence-expenditure"]
    assert own and all(where.endswith("iso3 = POL") for where in own)


@pytest.mark.parametrize("name", ["share", "rise", "revision", "dollars"])
def test_a_rank_rests_on_the_rows_of_all_allies(name):
    assert rows(name)[0][1].endswith("iso3: 31 values")


def test_a_path_rests_on_the_rank_the_years_before_and_the_membership():
    assert [table for table, _ in rows("path")] == ["defence-expenditure", "defence-expenditure", "allies"]
    assert rows("path", "ISL") == [("allies", "iso3 = ISL")]


def test_distances_name_what_was_agreed_only_where_there_is_a_share():
    assert [table for table, _ in rows("distance")] == ["defence-expenditure", "commitments"]
    assert [table for table, _ in rows("distance", "ISL")] == ["allies"]


def test_money_rests_on_population_and_for_an_ally_without_a_share_on_gdp():
    assert ("world-bank", "indicator = population, year = 2024, iso3 = POL") in rows("money")
    assert rows("money", "ISL")[-1] == ("world-bank", "indicator = gdp_current_usd, year = 2025, iso3 = ISL")


def test_growth_names_the_years_around_a_break_of_each_ally_that_is_ranked():
    breaks = [(iso3, year) for iso3, year in brief_rows.spending.GDP_BREAKS]
    assert breaks
    for iso3, year in breaks:
        around = (
            "defence-expenditure",
            f"edition = 2026-07, indicator = gdp_usd_constant_m, year = {year - 1} or {year}, iso3 = {iso3}",
        )
        assert around in rows("growth")
        assert around not in rows("growth-story", "BEL" if iso3 != "BEL" else "ALB")


def test_a_rank_among_levels_rests_on_core_levels_and_not_on_totals():
    row = {"iso3": "POL", **TABLE.loc["POL"].to_dict()}
    (named,) = brief_rows.basis("level", row, FOUND)["rows"]
    chosen = targets.national_levels(FOUND["targets"])
    total, core = chosen["scope"] == "total", chosen["scope"] != "total"
    assert total.any()
    assert len(named.lines) == core.sum()


def test_allies_without_a_level_are_counted_among_those_with_armed_forces():
    assert rows("no-level")[-1] == ("allies", "has_armed_forces = True")
