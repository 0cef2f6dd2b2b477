"""Promises about the gaps between NATO's figures and the World Bank's."""

import pandas as pd

from lib import definitions


def shares(**cells):
    row = {
        "iso3": "EST",
        "ally": "Estonia",
        "is_ally": True,
        "year": 2024,
        "value": 3.3,
        "estimate": False,
        "edition": "2026-07",
        "source_id": "nato",
    }
    return row | cells


def bank(**cells):
    return {
        "iso3": "EST",
        "year": 2024,
        "indicator": "milex_pct_gdp",
        "value": 3.4,
        "source_id": "wb",
    } | cells


def test_a_gap_is_natos_share_less_the_world_banks():
    gaps = definitions.definition_gaps(pd.DataFrame([shares()]), pd.DataFrame([bank()]))
    assert gaps["gap_pp"].round(6).tolist() == [-0.1]
    assert gaps["source_id"].tolist() == ["nato; wb"]


def test_an_ally_without_one_of_the_two_figures_has_no_gap():
    nato = pd.DataFrame([shares(value=None), shares(iso3="ISL", ally="Iceland")])
    assert definitions.definition_gaps(nato, pd.DataFrame([bank()])).empty


def test_aggregates_and_other_series_are_not_compared():
    nato = pd.DataFrame([shares(is_ally=False)])
    assert definitions.definition_gaps(nato, pd.DataFrame([bank()])).empty
    assert definitions.definition_gaps(
        pd.DataFrame([shares()]), pd.DataFrame([bank(indicator="population")])
    ).empty


def test_the_first_by_name_of_two_equal_gaps_is_named():
    gaps = pd.DataFrame({"edition": "e", "year": 2024, "ally": ["Spain", "Albania"], "gap_pp": [0.2, -0.2]})
    summary = definitions.gap_summary(gaps).iloc[0]
    assert (summary["largest"], summary["largest_pp"], summary["nato_higher"]) == ("Albania", 0.2, 1)


def test_two_figures_that_print_alike_are_neither_higher_nor_lower():
    gaps = pd.DataFrame(
        {"edition": "e", "year": 2024, "ally": ["Spain", "Latvia"], "gap_pp": [0.004, -0.005]}
    )
    summary = definitions.gap_summary(gaps).iloc[0]
    assert (summary["nato_higher"], summary["nato_lower"]) == (0, 1)


def test_the_size_of_a_gap_is_rounded_as_it_is_printed():
    gaps = definitions.definition_gaps(pd.DataFrame([shares(value=3.1951)]), pd.DataFrame([bank()]))
    assert gaps["size_pp"].tolist() == [0.2]


def editions(*values):
    """Return the share of one ally in the years from 2023 on, in an old and a new edition."""
    rows = []
    for year, (old, new) in enumerate(values, start=2023):
        rows += [shares(year=year, edition="2024-06", value=old), shares(year=year, value=new)]
    return pd.DataFrame(rows)


def test_years_are_restated_if_a_printed_share_of_each_differs():
    assert definitions.restated(editions((3.0, 3.1), (3.3, 3.2)), "2024-06", "2026-07", [2023, 2024])
    assert not definitions.restated(editions((3.0, 3.001), (3.3, 3.2)), "2024-06", "2026-07", [2023, 2024])


def test_an_edition_that_is_not_there_restates_nothing():
    assert not definitions.restated(editions((3.0, 3.1)), "2019-06", "2026-07", [2023])
