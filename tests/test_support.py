"""What the measures of meetings and aid promise, on rows made by hand."""

import pandas as pd
import pytest

from lib import support
from lib.records import CallError
from lib.support import AMERICA, EUROPE, OTHERS

COLUMNS = [
    "meeting_no", "status", "date", "format", "chair_countries", "us_rank", "us_mode", "us_chaired",
    "us_representative", "source_id",
]  # fmt: skip


def meetings(*rows):
    """Rows of the table of meetings; the source is the same for all."""
    return pd.DataFrame([(*row, "press") for row in rows], columns=COLUMNS)


def led_by_us(number, date, mode="in_person", form="in_person"):
    return (number, "held", date, form, "United States", "Secretary of Defense", mode, True, "Lloyd Austin")


def led_by_others(number, date, rank, mode="in_person", form="in_person"):
    return (number, "held", date, form, "United Kingdom; Germany", rank, mode, False, "Somebody")


CANCELLED = (None, "cancelled", "2024-10-12", "in_person", "United States", None, None, None, None)


def test_a_cancelled_meeting_is_not_held():
    rows = support.held(meetings(led_by_us(1, "2024-09-06"), CANCELLED))
    assert rows["meeting_no"].tolist() == [1]


def test_seats_keep_absent_unknown_and_unconfirmed_apart():
    rows = support.held(
        meetings(
            led_by_us(1, "2024-01-01"),
            led_by_others(2, "2024-02-01", "Secretary of War (title then in use)", "virtual"),
            led_by_others(3, "2024-03-01", "Ambassador to NATO"),
            led_by_others(4, "2024-04-01", None, None),
            led_by_others(5, "2024-05-01", "Under Secretary of Defense", "in_person (not confirmed)"),
        )
    )
    assert rows["secretary"].tolist() == ["in the room", "by video", "absent", "not known", "not confirmed"]


def test_two_countries_in_the_chair_are_joined_by_and():
    rows = support.held(meetings(led_by_others(1, "2025-04-11", None)))
    assert rows["led_by"].tolist() == ["United Kingdom and Germany"]


def test_the_step_between_two_leads_belongs_to_neither():
    rows = support.intervals(
        meetings(
            led_by_us(1, "2025-01-01"),
            led_by_us(2, "2025-01-31"),
            led_by_others(3, "2025-02-10", None),
            led_by_others(4, "2025-04-11", None),
        )
    )
    assert rows["days"].tolist() == [30, 10, 60]
    assert rows["led_by"].tolist() == [AMERICA, "handover", "others"]


def test_a_cancelled_meeting_does_not_shorten_an_interval():
    rows = support.intervals(meetings(led_by_us(1, "2024-09-06"), CANCELLED, led_by_us(2, "2025-01-09")))
    assert rows["days"].tolist() == [125]


def test_firsts_are_three_different_meetings():
    rows = support.firsts(
        meetings(
            led_by_us(1, "2024-02-14", "virtual", "virtual"),
            led_by_others(2, "2025-02-12", "Secretary of Defense"),
            led_by_others(3, "2025-04-11", "Secretary of Defense", "virtual"),
            led_by_others(4, "2025-06-04", "Ambassador to NATO"),
        )
    )
    assert rows["meeting_no"].tolist() == [2, 3, 4]


def test_an_unknown_seat_is_no_first_absence():
    rows = support.firsts(meetings(led_by_us(1, "2025-01-09"), led_by_others(2, "2025-09-09", None, None)))
    assert rows["first"].tolist() == ["not led by the United States"]


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
