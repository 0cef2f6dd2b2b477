"""Seeds are read as they are described, and what is wrong with them is said all at once."""

import hashlib

import frictionless
import pandas as pd
import pytest
from pybtex.database import parse_file

from lib import seeds, tables
from lib.records import CallError, SeedError


def test_the_data_package_is_valid_frictionless():
    report = frictionless.validate(str(seeds.SEEDS / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:10]


@pytest.mark.parametrize("name", seeds.names())
def test_every_table_has_the_types_that_its_description_gives(name):
    table = seeds.table(name)
    assert len(table) > 0
    for field in seeds.resource(name)["schema"]["fields"]:
        if field["type"] == "number":
            assert pd.api.types.is_float_dtype(table[field["name"]])
        if field["type"] == "boolean":
            assert table[field["name"]].dtype == "boolean"


def test_the_bibliography_parses_and_every_entry_states_its_terms():
    entries = parse_file(str(seeds.SEEDS / "sources.bib"), bib_format="bibtex").entries
    assert [key for key, entry in entries.items() if "Terms:" not in entry.fields.get("note", "")] == []


def test_missing_stays_missing_and_is_never_zero():
    meetings = seeds.table("contact-group-meetings").set_index("meeting_no")
    assert pd.isna(meetings.loc[30, "us_representative"])
    shares = seeds.expenditure("defexp_pct_gdp", "2025-08")
    germany = shares[(shares["iso3"] == "DEU") & (shares["year"] == 2025)]
    assert germany.empty


def test_iceland_is_an_ally_without_any_row_of_spending():
    assert "ISL" in set(seeds.allies()["iso3"])
    rows = seeds.table("defence-expenditure")
    assert rows[(rows["iso3"] == "ISL") & rows["indicator"].str.startswith("defexp")].empty


def test_editions_stand_side_by_side_and_each_keeps_its_own_figure():
    rows = seeds.table("defence-expenditure")
    albania = rows[(rows["iso3"] == "ALB") & (rows["year"] == 2024) & (rows["indicator"] == "defexp_pct_gdp")]
    values = albania.set_index("edition")["value"]
    assert values["2024-06"] > values["2025-08"] > values["2026-07"]


def test_an_unknown_edition_is_refused_with_the_nearest_one():
    with pytest.raises(CallError, match=r'no edition "2024-6". Did you mean "2024-06"\?'):
        seeds.expenditure("defexp_pct_gdp", "2024-6")


def test_an_indicator_that_an_edition_lacks_is_refused_with_the_editions_that_have_it():
    with pytest.raises(CallError, match=r'Edition 2025-08 has no "defexp_usd_current_m".*2024-06, 2026-07'):
        seeds.expenditure("defexp_usd_current_m", "2025-08")


def test_every_bad_cell_of_a_table_is_named_with_row_expectation_and_remedy(seeds_copy, spoil):
    spoil("defence-expenditure", "percent of GDP", "percent of GNP", count=2)
    spoil("defence-expenditure", ",2008,true,", ",2008,maybe,")
    with pytest.raises(SeedError) as refused:
        seeds.table("defence-expenditure", seeds_copy)
    lines = str(refused.value).splitlines()
    assert len(lines) == 3
    assert "row 2, unit: expected one of:" in lines[0]
    assert 'found "percent of GNP"' in lines[0]
    assert 'Did you mean "percent of GDP"?' in lines[0]
    assert any('estimate: expected a boolean, found "maybe"' in line for line in lines)


def test_a_second_row_for_the_same_key_is_named(seeds_copy):
    path = seeds_copy / "tables" / "allies.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(
        SeedError, match=rf"allies\.csv, row {len(lines) + 1}, iso3: expected one row per key"
    ):
        seeds.table("allies", seeds_copy)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"\xef\xbb\xbfiso3,ally\n", "byte-order mark"),
        ("iso3,ally\nTUR,Türkiye\n".encode("latin-1"), "expected UTF-8"),
        (b"iso3,ally\r\nTUR,Turkey\r\n", "carriage returns"),
        (b"", "the file is empty"),
        (b"iso3,ally\nTUR\n", "row 2: expected 2 fields, found 1"),
        (b"iso3,ally\nTUR,a,b\n", "row 2: expected 2 fields, found 3"),
    ],
)
def test_a_file_that_is_not_a_plain_table_is_refused_and_says_why(tmp_path, content, complaint):
    path = tmp_path / "allies.csv"
    path.write_bytes(content)
    with pytest.raises(SeedError, match=complaint):
        tables.read(path)


def test_there_are_five_articles_and_none_of_their_texts_is_here():
    documents = seeds.documents()
    assert len(documents) == 5
    assert sum(len(document.claims) for document in documents) >= 86
    digests = {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in seeds.SEEDS.rglob("*") if path.is_file()
    }
    assert digests.isdisjoint({document.sha256 for document in documents})
