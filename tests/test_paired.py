import pandas as pd

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
