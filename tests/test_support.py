"""What the measures of aid promise, on rows made by hand."""

import pandas as pd
import pytest

from lib import support
from lib.records import CallError, NumberError
from lib.support import AMERICA, EUROPE, OTHERS


def aid(*rows):
    """Rows of the table of aid: record_type, donor, group, start, end, aid_type, value, unit, edition."""
    columns = [
        "record_type",
        "donor",
        "donor_group",
        "period_start",
        "period_end",
        "aid_type",
        "value",
        "unit",
        "edition",
    ]
    return pd.DataFrame(rows, columns=columns).assign(period_type="cumulative", source_id="kiel")


def month(donor, start, end, value, edition="kiel-29"):
    return ("kiel_group_month", donor, donor, start, end, "military", value, "EUR billion", edition)


def test_another_release_is_refused_with_the_releases_there_are():
    rows = aid(month(EUROPE, "2022-01-01", "2022-01-31", 1.0))
    with pytest.raises(CallError, match=r'kiel-28.*Did you mean "kiel-29".*kiel-29'):
        support.kiel(rows, "kiel_group_month", "kiel-28")


def test_a_donor_without_a_row_in_a_month_allocated_nothing():
    rows = aid(
        month(EUROPE, "2022-01-01", "2022-01-31", 1.0), month(AMERICA, "2022-02-01", "2022-02-28", 2.0)
    )
    wide = support.by_period(rows, "military")
    assert wide[EUROPE].tolist() == [1.0, 0.0]
    assert wide.index[1] == pd.Timestamp("2022-02-01")


RATES = pd.DataFrame(
    {
        "base_currency": "EUR",
        "quote_currency": ["USD", "USD", "USD", "GBP"],
        "period_type": ["monthly_average", "monthly_average", "annual_average", "annual_average"],
        "year": pd.array([2025, 2025, 2025, 2025], dtype="Int64"),
        "month": pd.array([1, 2, None, None], dtype="Int64"),
        "rate": [1.0, 1.2, 1.1, 0.9],
    }
)


def test_dollars_take_the_rate_of_their_month_or_year():
    euros = pd.DataFrame({"a": [10.0, 10.0]}, index=pd.to_datetime(["2025-01-01", "2025-02-01"]))
    assert support.in_dollars(euros, RATES, "monthly")["a"].tolist() == [10.0, 12.0]
    assert support.in_dollars(euros, RATES, "annual")["a"].tolist() == pytest.approx([11.0, 11.0])
    assert support.rate(RATES, 2025, 2) == 1.2


def test_a_month_without_a_rate_is_refused():
    with pytest.raises(CallError, match="2025, 3"):
        support.rate(RATES, 2025, 3)


def test_a_tie_does_not_change_the_lead():
    flows = pd.DataFrame({EUROPE: [1.0, 0.0, 0.0, 3.0], AMERICA: [0.0, 1.0, 0.0, 1.0]}, index=[1, 2, 3, 4])
    assert support.lead_changes(flows).values.tolist() == [[1, EUROPE]]


def test_nobody_leads_before_anybody_gave():
    flows = pd.DataFrame({EUROPE: [0.0, 0.0], AMERICA: [0.0, 2.0]}, index=[1, 2])
    assert support.lead_changes(flows).values.tolist() == [[2, AMERICA]]


def test_one_rate_cannot_print_two_amounts_that_contradict_each_other():
    low, high = support.printed_rate([100, 100], [50, 60])
    assert low > high


def test_announced_totals_keep_repetitions_other_figures_and_other_starts_apart():
    base = {
        "donor": "x",
        "unit": "USD billion",
        "note": "",
        "source_id": "press",
        "period_type": "cumulative",
    }
    said = {"record_type": "udcg_statement", "measure": "announced", "period_start": "2022-02-24"}
    own = {"record_type": "us_official", "measure": "security assistance committed"}
    war, term = {"period_start": "2022-02-24"}, {"period_start": "2021-01-20"}
    rows = pd.DataFrame(
        [
            base | said | {"as_of": "2025-01-09", "value": 122.0},
            base | said | {"as_of": "2025-01-09", "value": 126.0},
            base | said | {"as_of": "2025-01-08", "value": 126.0},
            base | said | {"as_of": "2025-06-04", "value": 126.0},
            base
            | said
            | {"as_of": "2025-10-15", "value": 50.0, "period_type": "period", "unit": "GBP billion"},
            base | own | war | {"as_of": "2025-01-08", "value": 65.9},
            base | own | term | {"as_of": "2025-01-08", "value": 66.5},
            base | own | term | {"as_of": "2022-09-08", "value": 15.2},
        ]
    )
    group, america = support.announced_totals(rows)
    assert group["role"].tolist() == ["line", "other figure", "line", "repeated"]
    assert america[["usd_bn", "role"]].values.tolist() == [[65.9, "line"], [66.5, "other start"]]


def test_donors_outside_the_union_have_no_share_of_its_aid():
    share = "% of 2021 GDP"
    rows = aid(
        ("kiel_donor_gdp_share", "Norway", "", "", "", "military", 1.0, share, "kiel-29"),
        ("kiel_donor_gdp_share", "Norway", "", "", "", "total", 2.0, share, "kiel-29"),
        ("kiel_donor_gdp_share", "Latvia", "", "", "", "military", 1.5, share, "kiel-29"),
        ("kiel_donor_gdp_share", "Latvia", "", "", "", "total", 1.9, share, "kiel-29"),
        ("kiel_eu_share", "Latvia", "", "", "", "total", 2.5, share, "kiel-29"),
        ("kiel_eu_share", "Latvia", "", "", "", "total", 9.9, "EUR billion", "kiel-29"),
    )
    table = support.shares_of_gdp(rows, "kiel-29")
    assert table["donor"].tolist() == ["Latvia", "Norway"]
    assert table["with_eu_pct"].tolist() == [2.5, 2.0]
    assert table["in_eu"].tolist() == [True, False]


def test_a_revision_compares_the_same_months_and_donors():
    rows = aid(
        month(EUROPE, "2022-01-01", "2022-01-31", 4.0),
        month(EUROPE, "2022-02-01", "2022-02-28", 7.0),
        month(EUROPE, "2022-03-01", "2022-03-31", 100.0),
        month(AMERICA, "2022-01-01", "2022-01-31", 50.0),
        month(OTHERS, "2022-01-01", "2022-01-31", 1.0),
        ("kiel_earlier_release", EUROPE, "Europe", "2022-01-24", "2022-02-28", "military", 10.0, "EUR billion", "kiel-2022"),
        ("kiel_earlier_release", "All donors", "All", "2022-01-24", "2022-01-31", "military", 55.0, "EUR billion", "kiel-2022"),
        ("kiel_earlier_release", EUROPE, "Europe", "2022-01-24", "2022-02-28", "military", 67.0, "%", "kiel-2022"),
    )  # fmt: skip
    table = support.revisions(rows, "kiel-29")
    assert table["now_eur_bn"].tolist() == [11.0, 55.0]
    assert table["change_pct"].tolist() == pytest.approx([10.0, 0.0])


def test_a_sentence_on_one_row_stops_where_there_are_none_or_two():
    rows = pd.DataFrame({"day": ["Mon", "Tue", "Tue"], "value": [1, 2, 3]})
    assert support.the_row(rows, day="Mon")["value"] == 1
    with pytest.raises(NumberError, match="day = Wed; found 0"):
        support.the_row(rows, day="Wed")
    with pytest.raises(NumberError, match="day = Tue; found 2"):
        support.the_row(rows, day="Tue")


def test_a_lead_that_was_lost_again_stops_the_sentences_on_it():
    lost = pd.DataFrame({"period": pd.to_datetime(["2025-03-01", "2026-05-01"]), "leader": [EUROPE, AMERICA]})
    assert support.lasting_lead(lost.head(1)) == pd.Timestamp("2025-03-01")
    with pytest.raises(NumberError, match="since May 2026"):
        support.lasting_lead(lost)


def test_a_revision_that_changes_who_was_ahead_is_counted():
    def revised(kind, europe, america, now_europe, now_america):
        return [
            (EUROPE, kind, "2022-01-24", "2025-06-30", europe, now_europe),
            (AMERICA, kind, "2022-01-24", "2025-06-30", america, now_america),
        ]

    rows = pd.DataFrame(
        [
            *revised("military", 80.0, 64.0, 81.0, 65.0),
            *revised("total", 66.0, 67.0, 68.0, 67.0),
            ("Europe", "military", "2025-07-01", "2025-08-31", 3.0, 3.0),
        ],
        columns=["donor", "aid_type", "period_start", "period_end", "earlier_eur_bn", "now_eur_bn"],
    )
    assert support.still_ahead(rows) == (2, 1)
