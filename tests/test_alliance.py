"""Promises about membership, commitments, common funding and the time line."""

import datetime

import pandas as pd
import pytest

from lib import alliance, seeds
from lib.records import Document


def commitment(**cells):
    row = {
        "event": "HAGUE-2025",
        "date": "2025-06-25",
        "element": "invest 5 percent a year by 2035",
        "element_type": "level",
        "value": 5.0,
        "unit": "percent of GDP",
        "deadline_year": 2035,
        "wording_strength": "commit",
        "legal_status": "political commitment, no legal duty",
        "confidence": "high",
        "source_id": "a",
    }
    return row | cells


def event(**cells):
    row = {
        "date": "2025-02-13",
        "theme": "nato_spending",
        "description": "Ministers meet",
        "documents": pd.NA,
        "confidence": "high",
        "source_id": "b",
    }
    return row | cells


def article(number, day):
    return Document("f", "s", 1, "fr", "A title", f"article-{number}", {}, {"value": day}, ())


def test_a_day_stands_where_it_falls_in_its_year_also_in_a_leap_year():
    assert alliance.decimal_year("2024-12-31") == pytest.approx(2024 + 365 / 366)


def test_a_month_or_year_alone_stands_in_its_middle():
    assert alliance.decimal_year("2006") == 2006.5
    assert alliance.decimal_year("2006-01") == pytest.approx(2006 + 0.5 / 12)


def test_countries_that_joined_on_one_day_are_one_step():
    allies = pd.DataFrame(
        {"ally": ["Poland", "Czechia", "Spain"], "joined": ["1999-03-12"] * 2 + ["1982-05-30"]}
    )
    rounds = alliance.membership(allies)
    assert rounds["members"].tolist() == [1, 3]
    assert rounds["names"].tolist() == ["Spain", "Czechia, Poland"]


def test_an_ally_counts_from_the_year_in_which_it_joined():
    allies = pd.DataFrame({"iso3": ["FIN"], "joined": ["2023-04-04"]})
    assert alliance.members_at_end_of(2022, allies) == []
    assert alliance.members_at_end_of(2023, allies) == ["FIN"]


def test_newcomers_are_what_the_aggregate_leaves_out():
    rows = pd.DataFrame(
        [
            {"iso3": "EST", "is_ally": True, "year": 2022, "value": 1.0},
            {"iso3": "FIN", "is_ally": True, "year": 2022, "value": 5.0},
            {"iso3": "USA", "is_ally": True, "year": 2022, "value": 90.0},
            {"iso3": "X", "is_ally": False, "year": 2022, "value": 1.0},
        ]
    )
    assert alliance.same_allies(rows, "X", ["USA"])["newcomers"].tolist() == [5.0]


def test_a_sum_over_the_same_allies_is_missing_if_one_of_them_is():
    rows = pd.DataFrame(
        [
            {"iso3": "EST", "is_ally": True, "year": 2022, "value": None},
            {"iso3": "FIN", "is_ally": True, "year": 2022, "value": 5.0},
            {"iso3": "X", "is_ally": False, "year": 2022, "value": 1.0},
        ]
    )
    assert alliance.same_allies(rows, "X")["same_allies"].isna().all()


@pytest.mark.parametrize(
    ("wording", "status", "strength"),
    [
        ("agree", "guideline", "guideline"),
        ("aim to move towards", "political commitment", "aim"),
        ("will allocate at least", "political commitment", "commitment"),
    ],
)
def test_wording_is_classed_by_its_status_and_verb(wording, status, strength):
    assert alliance.strength(wording, status) == strength


def test_levels_tell_floor_from_ceiling_by_the_words():
    rows = pd.DataFrame(
        [
            commitment(value=3.5, element="at least 3.5 percent a year"),
            commitment(value=1.5, element_type="ceiling", wording_strength="will account for up to"),
            commitment(event="GUIDELINE-2006", date="2006", element="a minimum of 2 percent", value=2.0),
        ]
    )
    assert alliance.levels(rows)["bound"].tolist() == ["at least", "at least", "up to"]


def test_of_two_elements_with_one_level_the_one_with_a_deadline_stands():
    rows = pd.DataFrame([commitment(deadline_year=None), commitment(deadline_year=2035)])
    assert alliance.levels(rows)["deadline_year"].tolist() == [2035]


def test_shares_of_spending_are_no_levels():
    rows = pd.DataFrame([commitment(), commitment(unit="percent of defence spending", value=20.0)])
    assert alliance.levels(rows)["value"].tolist() == [5.0]


def test_the_time_line_follows_its_rule():
    events = pd.DataFrame(
        [
            event(description="on a theme"),
            event(theme="udcg", documents="000_a", description="one article"),
            event(theme="udcg", documents="000_a; 001_b", description="two articles"),
            event(confidence="medium", description="not sure"),
            event(date="2025-06-25", description="the same as a text"),
        ]
    )
    line = alliance.timeline(
        pd.DataFrame([commitment()]), events, [article("004", datetime.date(2017, 2, 15))]
    )
    assert line["kind"].tolist() == ["article", "event", "event", "commitment"]
    assert line["label"].tolist() == [
        "Article 004: A title",
        "on a theme",
        "two articles",
        "The Hague: invest 5 % a year by 2035",
    ]


def test_the_time_line_starts_with_its_first_year():
    rows = pd.DataFrame([commitment(event="GUIDELINE-2006", date="2006"), commitment()])
    events = pd.DataFrame([event(date="2013-01-01")])
    assert alliance.timeline(rows, events, [], first=2014)["date"].tolist() == ["2025-06-25"]


def test_every_text_of_the_table_has_a_name():
    assert set(seeds.table("commitments")["event"]) <= set(alliance.TEXTS)


def test_members_grow_from_the_founders_to_all_allies_of_today():
    rounds = alliance.membership(seeds.allies())
    assert (rounds["members"].iloc[0], rounds["members"].iloc[-1]) == (12, 32)
