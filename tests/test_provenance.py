"""A value names the rows it comes from, and the rows are found in the file."""

import csv

import pytest

from lib import provenance, seeds
from lib.records import CallError, NumberError


def test_rows_are_named_by_their_line_in_the_file():
    found = provenance.rows("commitments", commitment_id="HAGUE-2025-02")
    with (seeds.SEEDS / "tables" / "commitments.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert [lines[line - 1][0] for line in found.lines] == ["HAGUE-2025-02"]


def test_rows_know_their_sources_and_editions():
    found = provenance.rows("defence-expenditure", iso3="POL", year=2026, indicator="defexp_pct_gdp")
    assert set(found.editions) == set(
        seeds.table("defence-expenditure").query(
            "iso3 == 'POL' and year == 2026 and indicator == 'defexp_pct_gdp'"
        )["edition"]
    )
    assert "nato-defexp-2026-07" in found.sources


def test_several_values_of_a_column_are_one_rule():
    found = provenance.rows("commitments", commitment_id=["HAGUE-2025-02", "HAGUE-2025-03"])
    assert found.where == "commitment_id = HAGUE-2025-02 or HAGUE-2025-03"
    assert len(found.lines) == 2


def test_a_long_list_of_values_is_counted_not_spelt_out():
    found = provenance.rows("allies", iso3=list(seeds.allies()["iso3"]))
    assert found.where == "iso3: 32 values"


def test_a_rule_that_no_row_fits_is_refused_since_the_number_would_have_no_source():
    with pytest.raises(NumberError, match="rows of commitments: no row with commitment_id = HAGUE-2026-99"):
        provenance.rows("commitments", commitment_id="HAGUE-2026-99")


def test_a_misspelt_column_gets_the_nearest_one():
    with pytest.raises(CallError, match=r'no column "indicater".* Did you mean "indicator"'):
        provenance.rows("defence-expenditure", indicater="defexp_pct_gdp")


def test_rows_of_a_copy_are_read_from_the_copy(seeds_copy, spoil):
    spoil("allies", "Albania", "Shqipëria")
    found = provenance.rows("allies", folder=seeds_copy, ally="Shqipëria")
    assert found.lines == (2,)
