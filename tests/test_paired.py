import pandas as pd
import pytest

from lib import paired as moments
from lib import seeds


def test_then_and_latest_keeps_unprinted_and_unlisted_shares_missing():
    paired = pd.DataFrame(
        {
            "indicator": ["US defence spending", "Official title"],
            "value_mattis_period": ["3.61", "x"],
            "date_mattis": ["2016", "2017"],
            "value_hegseth_period": ["at least 2 (exact value not found)", "x"],
            "date_hegseth": ["2025 estimate", "2025"],
            "source_id": "a",
        }
    )
    latest = pd.DataFrame({"ally": ["United States"], "year": [2016], "value": [3.49], "source_id": ["b"]})
    rows = moments.then_and_latest(paired, latest)
    assert rows["then_pct"].iloc[0] == 3.61
    assert rows["latest_pct"].iloc[0] == 3.49
    assert rows[["then_pct", "latest_pct"]].iloc[1].isna().all()
    assert rows["source_id"].tolist() == ["a; b", "a"]


def test_counts_of_the_day_stand_beside_those_of_an_edition_that_may_lack_a_year():
    at_target = pd.DataFrame({"year": [2016, 2017, 2024], "count": [4, 3, 17], "of": [27, 28, 31]})
    rows = moments.counts_then_and_latest(seeds.table("paired-indicators"), at_target).set_index("year")
    assert rows.loc[2016, ["counted_then", "count", "of"]].tolist() == [5, 4, 27]
    assert rows.loc[2025, "counted_then"] == 31
    assert rows.loc[2025, ["count", "of"]].isna().all()


def test_dates_inside_a_text_become_words_and_spans_of_years_stay():
    assert moments.dates_as_words("2017-02 to 2018-10") == "Feb\u00a02017 to Oct\u00a02018"
    assert moments.dates_as_words("2%, 2025-2026, 2025-06-04") == "2%, 2025–2026, 4\u00a0Jun\u00a02025"


SHARES = pd.DataFrame(
    {
        "ally": ["Poland", "Poland", "United States", "United States"],
        "year": [2016, 2025, 2016, 2025],
        "then_pct": [2.0, 4.48, 3.61, None],
        "latest_pct": [2.0005, 4.25, 3.4888, 3.17],
    }
)


def test_a_revision_is_measured_at_the_two_decimals_that_were_printed():
    rows = moments.revisions(SHARES)
    assert rows["revision_pp"].tolist() == [0.0, -0.23, -0.12]


def test_moves_say_who_fell_and_what_an_edition_lacks():
    assert moments.moves(SHARES, [2016, 2025], "July 2026") == (
        "From 2016 to 2025 one of two dots move right; left: the United States."
    )
    earlier = SHARES.assign(latest_pct=SHARES["latest_pct"].where(SHARES["year"] == 2016))
    assert moments.moves(earlier, [2016, 2025], "June 2024") == (
        "The June 2024 edition has no figure for 2025, so that panel has rings only."
    )


@pytest.mark.parametrize(
    ("printed", "later", "words"),
    [
        ("2025 estimate", True, "2025 is an estimate in both."),
        ("2025 estimate", None, "2025 is an estimate as printed then."),
        ("2025", True, "2025 is an estimate in the edition."),
        ("2025", False, ""),
    ],
)
def test_an_estimate_is_said_to_be_one_where_it_is(printed, later, words):
    paired = pd.DataFrame({"indicator": ["Poland defence spending"], "date_hegseth": [printed]})
    year = 2024 if later is None else 2025
    latest = pd.DataFrame({"year": [year], "estimate": [bool(later)]})
    assert moments.estimated(paired, latest, 2025) == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([17, 28], "17 and 28"),
        ([23, None], "23 for 2024 and no figure for 2025"),
        ([None, None], "no figure for 2024 or 2025"),
    ],
)
def test_counts_of_years_that_an_edition_lacks_are_said_to_be_missing(counts, words):
    counted = pd.DataFrame({"year": [2024, 2025], "count": pd.array(counts, dtype="Int64")})
    assert moments.counts_in_words(counted, [2024, 2025]) == words


def test_nobody_is_said_to_have_known_an_edition_that_came_after_his_words():
    words = {"Mattis": ("2017-01-12", "2018-12-20"), "Hegseth": ("2025-01-14", "2026-06-18")}
    assert moments.who_could_know("2026-07", words).startswith("Neither secretary could")
    assert moments.who_could_know("2024-06-17", words) == (
        "Mattis could not know these figures when he spoke; Hegseth could."
    )
    assert moments.who_could_know("2016-07", words) == "Mattis could know these figures; Hegseth could."


def test_a_statement_stands_beside_the_level_agreed_on_its_day_with_both_sources():
    named = pd.DataFrame({"date": ["2025-05", "2025-07-25"], "source_id": ["x", "y"]})
    steps = pd.DataFrame(
        {"date": ["2014-09-05", "2025-06-25"], "agreed_pct": [2.0, 5.0], "source_id": ["a", "b"]}
    )
    rows = moments.agreed_then(named, steps)
    assert rows["agreed_pct"].tolist() == [2.0, 5.0]
    assert rows["source_id"].tolist() == ["a; x", "b; y"]
