"""The first three sentences of a brief tell what is most unusual about the ally among all allies."""

import pandas as pd
import pytest

from lib import brief_lead_words, brief_leads, briefs


def led(iso3, edition="2026-07", target_pct=3.5):
    found = briefs.tables(edition)
    table = briefs.measures(found, target_pct, 2035, briefs.agreed())
    places = briefs.places(table, iso3, brief_leads.RANKED, brief_leads.DATED)
    return table, brief_leads.lead(table, places, iso3, found["targets"].query("iso3 == @iso3"))


def test_who_is_first_by_share_says_so_with_the_level_that_few_reach():
    _, sentences = led("LTU")
    assert sentences["share"].startswith("Lithuania’s defence spending is ")
    assert "no other ally of the 31 with a figure has a higher share" in sentences["share"]


def test_who_spends_most_in_dollars_says_so_and_who_spends_least_does_not():
    assert "no other ally spends more" in led("USA")[1]["dollars"]
    assert "dollars" not in led("MNE")[1]


def test_a_recent_member_says_since_when_and_a_founder_does_not():
    assert "March 2024; no other ally joined in a later year" in led("SWE")[1]["joined"]
    assert "joined" not in led("BEL")[1]


def test_iceland_is_told_by_what_the_tables_hold_of_it():
    _, sentences = led("ISL")
    assert list(sentences) == ["no-forces", "related", "aid"]
    assert sentences["no-forces"].startswith("Iceland, a member since April 1949, has no armed forces")


@pytest.mark.parametrize("iso3", ["POL", "NLD", "DEU"])
def test_a_count_of_others_is_true_of_the_table(iso3):
    table, sentences = led(iso3)
    for measure in set(sentences) & {"share", "equipment", "aid", "pace"}:
        values = table[brief_leads.RANKED[measure]].astype(float).dropna()
        beyond = min((values > values[iso3]).sum(), (values < values[iso3]).sum())
        assert brief_lead_words.others(int(beyond)).split(" other")[0] in sentences[measure]


def test_no_lead_is_taken_from_allies_measured_in_another_year():
    _, sentences = led("DEU", "2025-08")
    assert not set(sentences) & set(brief_leads.DATED)


@pytest.mark.parametrize(
    ("change", "verb"),
    [(60.0, "added a larger part"), (-40.0, "lost a larger part"), (1.0, "added a smaller part or shrunk")],
)
def test_growing_and_shrinking_forces_are_told_apart(change, verb):
    row = {
        "personnel_k": 10.0,
        "personnel_change_pct": change,
        "year": 2026,
        "estimate": True,
        "first_year": 2014,
    }
    above = 0 if change > 50 else 5
    place = pd.Series({"above": above, "below": 5 - above, "of": 6})
    if change == 1.0:
        place["below"] = 2
    assert brief_lead_words.SENTENCES["forces"](row, place, pd.DataFrame(), pd.DataFrame()).endswith(
        f"{verb}."
    )


def test_the_same_data_give_the_same_sentences():
    assert led("ROU")[1] == led("ROU")[1]
