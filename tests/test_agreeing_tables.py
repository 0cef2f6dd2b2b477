"""What two columns or two tables say of the same thing agrees: places, days, editions, counts, examples."""

import re
from datetime import datetime

import pytest

from lib import seeds


def test_a_summit_was_held_in_one_place():
    assert (seeds.table("commitments").groupby("event")["place"].nunique() == 1).all()


def test_words_that_set_a_limit_belong_to_a_ceiling():
    commitments = seeds.table("commitments")
    limit = commitments["wording_strength"].str.contains("up to", na=False)
    assert limit.equals(commitments["element_type"] == "ceiling")


def test_two_aggregates_are_never_defined_in_the_same_words():
    assert seeds.table("aggregates")["definition"].is_unique


def test_an_edition_of_the_aid_tracker_holds_what_its_own_sources_say():
    aid = seeds.table("aid-to-ukraine")
    tracker = aid[aid["record_type"].str.startswith("kiel")]
    assert (tracker.groupby("source_id")["edition"].nunique() == 1).all()


@pytest.mark.parametrize("period", ["cumulative", "quarter", "year", "month"])
def test_what_kind_of_record_it_is_says_what_period_it_covers(period):
    aid = seeds.table("aid-to-ukraine")
    named = aid[aid["record_type"].str.match(rf"kiel_\w+_{period}$")]
    assert len(named) and set(named["period_type"]) == {period}


def test_the_least_and_most_taking_part_are_among_the_numbers_reported():
    meetings = seeds.table("contact-group-meetings").dropna(subset="participants_as_reported")
    for row in meetings.itertuples():
        reported = set(map(int, re.findall(r"\d+", row.participants_as_reported)))
        assert {row.participants_min, row.participants_max} <= reported, row.meeting_no


def test_the_example_of_a_theme_is_a_statement_that_was_coded_with_it():
    codes = seeds.table("statement-codes")
    coded = set(zip(codes["statement_id"], codes["theme"], strict=True))
    for row in seeds.table("themes").itertuples():
        for statement in re.findall(r"[HM]\d{3}", row.example):
            assert (statement, row.code) in coded


def test_the_words_of_an_example_are_those_of_its_statement():
    quotes = seeds.table("statements").set_index("statement_id")["quote"]
    quoted = [
        pair
        for text in seeds.table("themes")["example"]
        for pair in re.findall(r'([HM]\d{3}) "([^"]+)"', text)
    ]
    assert len(quoted) > 5
    for statement, words in quoted:
        assert words.casefold().replace("\u2019", "'") in quotes[statement].casefold().replace("\u2019", "'")


def test_no_target_was_announced_after_all_that_tells_of_it():
    found = seeds.table("national-targets").dropna(subset="announced_on")
    for row in found.itertuples():
        days = [day[: len(row.announced_on)] for day in re.findall(r"\d{4}(?:-\d\d)*", row.source_id)]
        assert not days or max(days) >= row.announced_on, row.target_id


def test_a_hearing_was_on_the_day_that_its_record_is_filed_under():
    transcripts = seeds.table("transcripts")
    hearings = transcripts[transcripts["title"].str.contains("hearing")]
    assert len(hearings) == 2
    for row in hearings.itertuples():
        assert row.source_id.endswith(row.date)


def test_a_meeting_of_the_group_in_the_list_of_attendance_is_in_the_list_of_meetings():
    attended = seeds.table("attendance")
    group = attended[
        attended["format"].str.startswith("Ukraine Defense Contact Group")
        & (attended["date_start"].str.len() == 10)
    ]
    held = seeds.table("contact-group-meetings").set_index("meeting_no")["date"]
    for row in group.itertuples():
        (number,) = re.findall(r"\d+", row.format)
        assert row.date_start == held[type(held.index[0])(number)], row.format


def test_what_one_source_says_in_one_kind_of_record_is_as_of_one_day():
    aid = seeds.table("aid-to-ukraine")
    tracker = aid[aid["record_type"].str.startswith("kiel")]
    assert (tracker.groupby(["edition", "record_type", "source_id"])["as_of"].nunique() == 1).all()


def test_statements_of_one_occasion_were_made_in_one_setting():
    statements = seeds.table("statements")
    occasions = statements.groupby(["speaker", "date", "event", "place"])
    assert (occasions["setting"].nunique() == 1).all()


def test_counts_per_thousand_words_are_the_counts_by_the_words():
    transcripts = seeds.table("transcripts").dropna(subset="speaker_words_readable")
    words = transcripts["speaker_words_readable"].astype(float)
    for name in [name for name in transcripts if name.startswith("n_")]:
        rate = 1000 * transcripts[name].astype(float) / words
        # printed to one decimal
        assert ((rate - transcripts[f"per1000{name[1:]}"].astype(float)).abs() <= 0.0501).all(), name


def test_a_transcript_is_of_the_secretary_who_was_in_office():
    transcripts = seeds.table("transcripts")
    mattis = transcripts["speaker"] == "James Mattis"
    assert transcripts.loc[mattis, "date"].max() < "2019" < transcripts.loc[~mattis, "date"].min()


def test_a_minister_who_chaired_for_the_united_states_represented_it():
    meetings = seeds.table("contact-group-meetings")
    led = meetings[meetings["us_chaired"].fillna(False).astype(bool)]
    assert len(led) > 10
    assert led["chairs"].tolist() == led["us_representative"].tolist()


def test_a_meeting_has_a_city_unless_it_was_held_on_screens():
    meetings = seeds.table("contact-group-meetings").query("status == 'held'")
    on_screens = meetings["city"].isna() | meetings["city"].str.contains("planned")
    assert on_screens.equals(meetings["format"] == "virtual")


def test_a_count_is_of_a_year_that_was_known_when_it_was_reported():
    for row in seeds.table("counts-at-2pct").itertuples():
        years = [int(year) for year in re.findall(r"20\d\d", row.reported_in)]
        assert not years or row.year <= max(years), row.reported_in


def test_an_edition_estimates_years_that_it_has_at_prices_of_years_before_it():
    editions = seeds.table("editions")
    estimating = editions.dropna(subset="first_estimate_year")
    assert (estimating["first_estimate_year"] <= estimating["last_year"]).all()
    priced = editions.dropna(subset="constant_price_base")
    base = priced["constant_price_base"].astype(str).str[:4].astype(int)
    assert (base <= priced["published"].astype(str).str[:4].astype(int)).all()


def test_no_count_of_allies_is_from_a_month_after_the_source_that_tells_of_it():
    counts, compared = seeds.table("counts-at-2pct"), 0
    for row in counts.itertuples():
        named = re.findall(r"(?:March|June|July|August) 20\d\d", row.reported_in)
        told = re.search(r"-(20\d\d-\d\d)(?:-\d\d)?$", row.source_id)
        if named and told:
            month = datetime.strptime(named[-1], "%B %Y").strftime("%Y-%m")
            assert month <= told[1], row.source_id
            compared += 1
    assert compared > 5
