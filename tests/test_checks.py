"""`book check` refuses what is wrong with the seeds, and names every offender."""

import pandas as pd
import pytest

from lib import checks, row_checks, seeds

EDITIONS = pd.DataFrame({"edition": ["2026-07"], "first_estimate_year": [2025]})


def rows(*values, indicator="defexp_pct_gdp"):
    """One row per (iso3, year, value); the edition is July 2026."""
    table = pd.DataFrame(values, columns=["iso3", "year", "value"])
    return table.assign(indicator=indicator, edition="2026-07", estimate=table["year"] >= 2025)


def ratio(iso3, year, share, spending, gdp):
    parts = {"defexp_pct_gdp": share, "defexp_usd_constant_m": spending, "gdp_usd_constant_m": gdp}
    return pd.concat([rows((iso3, year, value), indicator=name) for name, value in parts.items()])


def test_a_share_outside_0_to_10_per_cent_is_refused():
    found = list(checks.unusual_shares(rows(("POL", 2024, 4.1), ("EST", 2024, 31.0), ("LVA", 2024, -0.1))))
    assert [problem.found for problem in found] == ["31.0", "-0.1"]


def test_an_unknown_ally_and_an_unknown_source_are_refused_with_the_nearest_right_one():
    (ally,) = row_checks.unknown_values(pd.Series(["POL", "POR"], name="iso3"), "x.csv", {"POL", "PRT"})
    assert (ally.place, ally.found) == ("row 3, iso3", '"POR"')
    table = pd.DataFrame({"source_id": ["ecb-rates; nato-2026", None]})
    source, missing = row_checks.unknown_sources(table, "x.csv", {"ecb-rates", "nato-2026-07"})
    assert 'Did you mean "nato-2026-07"?' in source.remedy
    assert (missing.place, missing.found) == ("row 3, source_id", "nothing")


def test_a_share_must_be_spending_over_gdp_as_far_as_rounding_allows():
    good = ratio("EST", 2024, 3.38, 338, 10_000)
    within_rounding = ratio("MNE", 2024, 1.62, 80, 4_950)
    wrong = ratio("LVA", 2024, 3.48, 338, 10_000)
    found = list(checks.shares_that_are_not_ratios(pd.concat([good, within_rounding, wrong])))
    assert [problem.place for problem in found] == ["LVA 2024, edition 2026-07"]
    assert "3.380 per cent" in found[0].expected


def test_every_named_oddity_is_one_so_that_the_list_cannot_outlive_its_reason(monkeypatch):
    table = seeds.table("defence-expenditure")
    monkeypatch.setattr(checks, "SHARE_ODDITIES", {})
    found = list(checks.shares_that_are_not_ratios(table))
    places = {
        (problem.place[:3], problem.place[-7:], "constant" if "constant" in problem.expected else "current")
        for problem in found
    }
    monkeypatch.undo()
    assert places == set(checks.SHARE_ODDITIES)


def test_luxembourg_is_the_only_break_of_a_gdp_column(monkeypatch):
    monkeypatch.setattr(checks, "GDP_BREAKS", {})
    found = list(checks.gdp_breaks(seeds.table("defence-expenditure")))
    assert {problem.place.partition("(")[2][:8] for problem in found} == {"LUX 2023"}


def test_an_aggregate_must_be_the_sum_of_those_who_were_members_that_year():
    allies = pd.DataFrame(
        {"iso3": ["USA", "FRA", "SWE"], "joined": ["1949-04-04", "1949-04-04", "2024-03-07"]}
    )
    before = rows(
        ("USA", 2023, 900), ("FRA", 2023, 60), ("SWE", 2023, 9), ("X_NATO_TOTAL", 2023, 960),
        indicator="defexp_usd_current_m",
    )  # fmt: skip
    assert list(checks.sums_that_miss(before, allies)) == []
    after = before.assign(year=2024)
    (problem,) = checks.sums_that_miss(after, allies)
    assert (problem.expected, problem.found) == ("the sum of its 3 members, 969", "960")


def test_an_estimate_flag_must_agree_with_its_edition():
    table = rows(("POL", 2024, 4.1), ("POL", 2025, 4.5)).assign(estimate=[True, True])
    (problem,) = checks.estimate_flags(table, EDITIONS)
    assert (problem.expected, problem.found) == (
        "estimate false (the edition's estimates begin in 2025)",
        "true",
    )


def test_a_table_that_changed_unannounced_is_named_with_the_digest_to_write_down(seeds_copy, spoil):
    spoil("allies", "Türkiye", "Turkey")
    (problem,) = checks.files(seeds_copy)
    assert problem.file == "seeds/tables/allies.csv"
    assert '"hash": "sha256:' in problem.remedy


def test_a_table_without_description_is_named(seeds_copy):
    (seeds_copy / "tables" / "notes.csv").write_text("a\n1\n")
    (problem,) = checks.files(seeds_copy)
    assert (problem.file, problem.found) == ("seeds/tables/notes.csv", "none")


def test_all_seeds_hold():
    assert len(checks.check()) == 5


@pytest.mark.parametrize("name", seeds.names())
def test_every_row_names_a_source_and_every_ally_is_one(name):
    assert list(row_checks.unknown_keys(name)) == []
