"""A brief says what its row holds, in good English, and says in words what its row lacks."""

import re

import pandas as pd
import pytest

from lib import brief_facts, brief_leads, brief_rows, brief_table, brief_titles, brief_words, briefs

EDITIONS = ["2024-06", "2025-08", "2026-07"]
ROW = {
    "ally": "Poland",
    "has_armed_forces": True,
    "joined": "1999-03-12",
    "joined_year": 1999,
    "last": 2026,
    "year": 2026,
    "estimate": True,
    "share_pct_gdp": 2.5,
    "first_year": 2014,
    "first_pct_gdp": 1.5,
    "since_year": 2023,
    "since_pct_gdp": 2.0,
    "rise_pp": 1.0,
    "rank": 1,
    "of": 1,
    "guideline_pct": 2.0,
    "target_pct": 3.5,
    "total_pct": 5.0,
    "horizon": 2035,
    "growth_long_pct": 4.0,
    "growth_recent_pct": 8.0,
    "gdp_growth_pct": 2.0,
    "growth_from": 2016,
    "needed_pct": 6.0,
}


def table_of(*rows):
    return pd.DataFrame(rows)


def test_half_of_a_rise_counts_as_late():
    assert "At least half of that rise came after 2023." in brief_words.share_story(ROW, table_of(ROW))
    early = ROW | {"since_pct_gdp": 2.1}
    assert "Less than half of that rise came after 2023." in brief_words.share_story(early, table_of(early))


def test_a_fall_is_no_rise():
    told = brief_words.share_story(ROW | {"rise_pp": -1.0}, table_of(ROW))
    assert "fell from" in told and "that rise" not in told


def test_a_shared_rank_and_an_older_year_are_told():
    row = ROW | {"year": 2025}
    other = row | {"ally": "Netherlands"}
    told = brief_words.share_story(row, table_of(row, other))
    assert "rank 1, shared with the Netherlands." in told
    assert "For 2026 this edition has no figure of Poland." in told


def test_a_country_that_joined_later_was_not_yet_an_ally():
    row = ROW | {"joined": "2024-03-07", "joined_year": 2024}
    assert "member since March 2024: figures of earlier years" in brief_words.share_story(row, table_of(row))


def test_distances_go_by_the_printed_share_and_name_each_level_once():
    row = ROW | {"share_pct_gdp": 2.0, "target_pct": 2.0}
    assert brief_words.distance_story(row) == (
        "In NATO’s estimate for 2026 Poland is at 2 per cent and 3.00 points below 5 per cent."
    )


@pytest.mark.parametrize(
    ("needed", "verdict"),
    [
        (3.0, "at least as fast as needed both times"),
        (6.0, "slower than needed since 2014 only"),
        (9.0, "slower than needed both times"),
    ],
)
def test_growth_achieved_is_held_against_growth_needed(needed, verdict):
    assert brief_words.growth_story(ROW | {"needed_pct": needed}).endswith(f": {verdict}.")


def test_who_is_at_the_target_needs_no_growth():
    told = brief_words.growth_story(ROW | {"needed_pct": None})
    assert told.startswith("It is at or above 3.5 per cent already;") and "to be at" not in told


def test_names_take_article_and_genitive():
    assert brief_words.its({"ally": "Netherlands"}) == "The Netherlands’"
    assert brief_words.its({"ally": "United Kingdom"}) == "The United Kingdom’s"


def test_a_donor_without_military_aid_and_a_country_that_is_no_donor_are_two_things():
    none = {"ally": "Hungary", "aid_military_eur_bn": 0.0, "aid_eur_bn": 0.054, "aid_pct_gdp": None}
    assert "no military aid to Ukraine and 54 million euros" in brief_facts.aid_story(none, "2026-04-30")
    absent = {"ally": "Albania", "aid_military_eur_bn": None}
    assert "does not have Albania among its donors" in brief_facts.aid_story(absent, "2026-04-30")


def test_an_old_share_of_common_funding_is_told_in_the_past():
    row = {
        "cost_share_pct": 9.85,
        "cost_from": 2016,
        "cost_to": 2017,
        "cost_latest": 2026,
        "cost_status": "formula",
    }
    assert brief_facts.cost_story(row) == (
        "Of NATO’s common funding it paid 9.85 per cent (2016 to 2017); a later share was not found."
    )


TARGET = {
    "target_id": "BEL-01",
    "scope": "core",
    "target_value": 2.0,
    "qualifier": "about",
    "unit": "percent of GDP",
    "target_year": 2033,
    "year_qualifier": "2025 until",
    "announced_on": "2025-06-24",
    "announced_by": "government (De Wever)",
    "binding_status": "government plan",
    "state_in_nov_2026": "current",
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"year_qualifier": "by"}, "about 2 per cent by 2033 (government plan)"),
        (
            {"year_qualifier": "2026 to", "qualifier": "5 to 6"},
            "5 to 6 per cent from 2026 to 2033 (government plan)",
        ),
        (
            {"target_year": None, "year_qualifier": "no year"},
            "about 2 per cent with no year (government plan)",
        ),
        (
            {"state_in_nov_2026": "disputed"},
            "about 2 per cent from 2025 until 2033 (government plan, disputed)",
        ),
        (
            {"target_value": None, "qualifier": "64 EUR billion", "year_qualifier": "in"},
            "64 EUR billion in 2033 (government plan)",
        ),
        (
            {"unit": "percent of gross national income", "qualifier": None, "scope": "total"},
            "2 per cent of national income in total from 2025 until 2033 (government plan)",
        ),
    ],
)
def test_a_level_is_told_with_what_limits_it(change, words):
    assert brief_facts.level_words(TARGET | change) == words


def test_a_bare_pledge_is_no_level_of_its_own():
    own = pd.DataFrame([TARGET | {"binding_status": "alliance pledge only", "target_id": "BEL-09"}])
    told = brief_facts.targets_story({"ally": "Belgium", "has_armed_forces": True, "level_pct": None}, own)
    assert told == "No level of its own beyond the common pledge was found for Belgium."


def everything_said(edition, target_pct=3.5, horizon=2035):
    """Yield each ally with all sentences, titles and cells of its brief."""
    found, levels = briefs.tables(edition), briefs.agreed()
    table = briefs.measures(found, target_pct, horizon, levels)
    for iso3 in table.index:
        row = table.loc[iso3].to_dict() | {"iso3": iso3}
        own = found["targets"][found["targets"]["iso3"] == iso3]
        places = briefs.places(table, iso3, brief_leads.RANKED, brief_leads.DATED)
        leads = brief_leads.lead(table, places, iso3, own)
        said = [*leads.values(), brief_words.share_story(row, table), brief_words.distance_story(row)]
        said += [brief_words.revision_story(row, briefs.crossed(found["shares"], iso3, 2.0))]
        said += [
            brief_words.money_story(row),
            brief_words.growth_story(row),
            brief_facts.targets_story(row, own),
        ]
        said += [
            brief_facts.equipment_story(row),
            brief_facts.personnel_story(row),
            brief_facts.cost_story(row),
        ]
        said += [brief_facts.aid_story(row, "2026-04-30")]
        if brief_titles.compared(row):
            said += [brief_titles.share_title(row), brief_titles.editions_title(row)]
        said += brief_table.at_a_glance(row, own, "2026-04-30", 2024).to_numpy().ravel().tolist()
        yield row["ally"], leads, said


@pytest.mark.parametrize(
    ("edition", "target_pct"), [*((edition, 3.5) for edition in EDITIONS), ("2026-07", 2.0), ("2026-07", 5.0)]
)
def test_no_brief_says_nothing_and_none_says_nan(edition, target_pct):
    for ally, leads, said in everything_said(edition, target_pct):
        text = "\n".join(said)
        assert len(leads) == 3, ally
        assert not re.search(r"\bnan\b|\bNone\b|<NA>|NaT|\{|\b20\d\d\.0|none of|\bno went", text), (
            f"{ally}: {text}"
        )
        first, *rest = leads.values()
        assert ally in first and not any(ally in sentence for sentence in rest), ally


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_sentence_of_every_brief_names_rows_of_its_edition_or_of_other_tables(edition):
    found = briefs.tables(edition)
    table = briefs.measures(found, 3.5, 2035, briefs.agreed())
    for iso3 in ("POL", "ISL", "DEU", "MKD", "LUX"):
        row = table.loc[iso3].to_dict() | {"iso3": iso3}
        for name in (
            "path",
            "distance",
            "money",
            "growth-story",
            "targets",
            "kit",
            "personnel",
            "given",
            "costs",
        ):
            basis = brief_rows.basis(name, row, found)
            assert basis["how"] and basis["rows"], (iso3, name)
            editions = {
                one for part in basis["rows"] if part.table == brief_rows.NATO for one in part.editions
            }
            assert editions <= {edition}, (iso3, name)
