"""The interactive views read what the tables hold: nothing more, nothing filled in, in files that a disk can give."""

import json
import re

import pytest

from lib import brief_parts, briefs, explore_data, seeds, spending, stored, style, targets, views

SCRIPTS = 60_000  # bytes of all scripts of the views together
DATA = 100_000  # bytes of a data set


def static(name):
    return (seeds.ROOT / "lib" / "static" / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shares():
    return explore_data.shares()


@pytest.fixture(scope="module")
def needs():
    return explore_data.needs()


def test_every_share_of_an_edition_is_there_as_it_is_printed_and_no_other(shares):
    for edition in seeds.editions():
        table = seeds.expenditure("defexp_pct_gdp", edition)
        table = table[table["is_ally"] & (table["year"] >= 2014)]
        held = {
            (iso3, year): (value, bool(estimate))
            for iso3, rows in shares["editions"][edition]["rows"].items()
            for year, value, estimate in rows
        }
        assert held == {
            (row.iso3, row.year): (row.value, bool(row.estimate)) for row in table.itertuples()
        }, edition


def test_an_ally_without_armed_forces_is_named_and_has_no_figure(shares, needs):
    for data in (shares, needs):
        assert data["unarmed"] == ["ISL"] and data["allies"]["ISL"] == "Iceland"
        assert [name for name, edition in data["editions"].items() if "ISL" in edition["rows"]] == []


def test_editions_that_print_one_decimal_are_left_out_and_named(shares):
    assert not set(brief_parts.ONE_DECIMAL) & set(shares["editions"])
    assert shares["left_out"] == ["March 2026"]


def test_every_edition_names_the_basis_of_its_prices(shares):
    assert {bool(edition["basis"]) for edition in shares["editions"].values()} == {True}


def test_the_levels_are_those_that_allies_agreed(shares):
    assert shares["levels"] == {name: briefs.agreed()[name] for name in ("guideline", "core", "total")}


def test_the_way_to_a_target_starts_from_what_the_chapter_on_spending_reads(needs):
    edition, last = "2026-07", 2026
    table = seeds.expenditure("defexp_pct_gdp", edition).query("is_ally and year == @last")
    product = seeds.expenditure("gdp_usd_constant_m", edition)
    grown = spending.achieved_growth(product, last - targets.GROWTH_YEARS, last, spending.GDP_BREAKS)
    growth = grown.set_index("iso3")["growth_pct"]
    current = (
        seeds.expenditure("gdp_usd_current_m", edition).query("year == @last").set_index("iso3")["value"]
    )
    rows = needs["editions"][edition]["rows"]
    assert rows.keys() == set(table["iso3"])
    for row in table.itertuples():
        held = rows[row.iso3]
        assert (held["year"], held["share"], held["growth"]) == (last, row.value, growth[row.iso3])
        assert held["current"] == current[row.iso3]


def test_what_an_edition_does_not_hold_is_missing_and_not_zero(needs):
    august = needs["editions"]["2025-08"]["rows"]
    assert {row["gdp"] for row in august.values()} == {None} == {row["growth"] for row in august.values()}
    # Eight years of GDP give no average of ten.
    june = needs["editions"]["2019-06"]["rows"]["POL"]
    assert june["growth"] is None and june["gdp"] > 0


def test_a_break_in_gdp_is_named_where_it_falls_into_the_years_averaged(needs):
    assert needs["editions"]["2026-07"]["breaks"].keys() == {"LUX"}
    assert needs["editions"]["2019-06"]["breaks"] == {}


@pytest.mark.parametrize("name", explore_data.SETS)
def test_a_data_set_is_a_light_script_that_assigns_data_and_does_nothing_else(name):
    text = explore_data.script(name)
    assert len(text.encode()) < DATA
    found = re.fullmatch(rf"\(window\.bookData \?\?= \{{\}}\)\.{name} = (.*);\n", text)
    assert found and json.loads(found[1]) == json.loads(json.dumps(explore_data.SETS[name]()))


def test_a_data_set_is_the_same_each_time():
    assert explore_data.script("shares") == explore_data.script("shares")


def test_the_figures_that_have_a_view_are_published():
    assert set(views.FIGURES) <= stored.drawings().keys()
    assert set(views.FIGURES.values()) == set(views.DATA)


def test_a_figure_of_a_brief_begins_with_its_ally_and_another_figure_has_no_view():
    assert views.view({"id": "ally-poland-share", "ally": "Poland"}) == views.View("paths", "POL")
    assert views.view({"id": "ally-turkiye-editions", "ally": "Türkiye"}) == views.View("editions", "TUR")
    assert views.view({"id": "aid-revisions"}) is None
    assert views.of_figure({"id": "aid-revisions"}, "../") == ""


def test_the_place_of_a_view_names_all_that_it_loads_from_the_page_it_is_on():
    html = views.place(views.View("needs"), "../")
    assert 'data-loads="../_static/explore.css ../_static/explore.js ../explore/needs.js"' in html
    assert 'data-root="../"' in html


def test_all_scripts_of_the_views_and_tables_are_light():
    assert sum(len(static(name).encode()) for name in ("views.js", "explore.js", "tables.js")) < SCRIPTS


def test_the_views_are_drawn_in_the_inks_of_the_charts_for_light_and_dark():
    inks = re.findall(r"--ink-\d: light-dark\((#\w+), (#\w+)\)", static("explore.css"))
    assert [light for light, _ in inks] == [
        style.BLUE, style.OCHRE, style.TEAL, style.RED, style.INK, style.SLATE,
    ]  # fmt: skip
    assert [dark for _, dark in inks] == [style.DARK[light] for light, _ in inks]
