"""Verdicts from dated events and commitments: a cell that makes a claim untrue changes the verdict."""

import pytest
from judging import judge

from lib import seeds, tolerances


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("c70", "E40,2025-06-05,", "E40,2025-06-06,"),
        ("c70", "adopt new capability targets", "put off new targets"),
        ("c72", "E61,2025-06-05,", "E61,2025-06-04,"),
        ("c72", "Ambassador Whitaker says", "Secretary General Rutte says"),
        ("c78", "E02,2016,", "E02,2015,"),
        ("c91", "E07,2022-02-24,", "E07,2022-03-01,"),
        ("c54", "E60,2025-04-02,", "E60,2025-04-01,"),
    ],
)
def test_an_event_on_another_day_or_of_another_kind_contradicts(name, old, new, seeds_copy, spoil):
    spoil("events", old, new)
    assert judge(name, seeds_copy).verdict == "contradicted"


def test_a_late_evening_in_washington_is_the_next_day_in_europe_and_no_later(seeds_copy, spoil):
    assert judge("c79", seeds.SEEDS).verdict == "supported"
    spoil("events", "E03,2017-02-13,", "E03,2017-02-12,")
    assert judge("c79", seeds_copy).verdict == "contradicted"


def test_a_guest_who_came_after_the_summit_was_not_there(seeds_copy, spoil):
    spoil("events", "E62,2025-06-25,", "E62,2025-06-26,")
    assert judge("c32", seeds_copy).verdict == "contradicted"


def test_a_summit_on_other_days_misses_its_guest_and_its_printed_month(seeds_copy, spoil):
    spoil("attendance", "NATO summit,2025-06-24,2025-06-25", "NATO summit,2025-06-03,2025-06-04")
    assert judge("c32", seeds_copy).verdict == "contradicted"
    assert judge("c93", seeds_copy).verdict == "contradicted"


def test_munich_has_to_come_after_the_visit_to_nato(seeds_copy, spoil):
    spoil(
        "attendance",
        "NATO defence ministers,2025-02-13,2025-02-13",
        "NATO defence ministers,2025-02-13,2025-02-14",
    )
    assert judge("c05", seeds_copy).verdict == "contradicted"


def test_the_latest_demand_decides_which_level_was_asked_for(seeds_copy, spoil):
    spoil("events", "Trump repeats the 5 % demand", "Trump asks for 3.5 %")
    assert judge("c08", seeds_copy).verdict == "contradicted"
    assert judge("c94", seeds_copy).verdict == "contradicted"


def test_an_office_is_outdated_from_the_handover_and_contradicted_if_that_came_before(seeds_copy, spoil):
    found = judge("c60", seeds.SEEDS)
    assert (found.verdict, found.since) == ("outdated", "2025-07-04")
    spoil("events", "E63,2025-07-04,", "E63,2025-03-04,")
    assert judge("c60", seeds_copy).verdict == "contradicted"


@pytest.mark.parametrize(
    ("event", "day", "name"),
    [("E07", "2021-12-24", "c03"), ("E09", "2022-10-26", "c03"), ("E07", "2021-02-24", "c61")],
)
def test_years_are_counted_from_the_day_in_the_table(event, day, name, seeds_copy, spoil):
    kept = seeds.table("events").set_index("event_id").loc[event, "date"]
    spoil("events", f"{event},{kept},", f"{event},{day},")
    assert judge(name, seeds_copy).verdict == "contradicted"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("c49", "E17,2024-07-09,", "E17,2025-03-09,"),
        ("c49", "irreversible path wording", "no new wording"),
        ("c50", "E33,2025-03-11,", "E33,2025-04-11,"),
        ("c50", "sharing suspended for", "sharing kept up for"),
        ("c52", "E59,2025-04-02,", "E59,2025-03-02,"),
        ("c52", "has rejected the 30-day", "has rejected the 60-day"),
        ("c56", "E34,2025-04-02,", "E34,2025-03-02,"),
        ("c98", "E36,2025-04-03,", "E36,2025-04-08,"),
    ],
)
def test_another_order_or_another_matter_contradicts(name, old, new, seeds_copy, spoil):
    spoil("events", old, new)
    assert judge(name, seeds_copy).verdict == "contradicted"


def test_sanctions_before_the_article_contradict_and_later_ones_make_it_outdated(seeds_copy, spoil):
    assert judge("c51", seeds.SEEDS).since == "2025-10-22"
    spoil("events", "E50,2025-10-22,", "E50,2025-03-22,")
    assert judge("c51", seeds_copy).verdict == "contradicted"


def test_without_any_sanction_there_is_still_none(seeds_copy, spoil):
    spoil("events", "E50,2025-10-22,day,sanctions", "E50,2025-10-22,day,politics")
    assert judge("c51", seeds_copy).verdict == "supported"


def test_a_figure_agreed_before_the_article_contradicts_that_none_was_set(seeds_copy, spoil):
    assert judge("c12", seeds.SEEDS).since == "2025-06-25"
    spoil(
        "commitments",
        "HAGUE-2025-02,HAGUE-2025,The Hague,2025-06-25",
        "HAGUE-2025-02,HAGUE-2025,The Hague,2025-01-25",
    )
    assert judge("c12", seeds_copy).verdict == "contradicted"


def test_a_decision_elsewhere_is_none_of_the_hague(seeds_copy, spoil):
    spoil("commitments", "HAGUE-2025-01,HAGUE-2025,The Hague", "HAGUE-2025-01,HAGUE-2025,Brussels")
    assert judge("c13", seeds_copy).verdict == "contradicted"


@pytest.mark.parametrize("name", ["c71", "c36"])
def test_another_whole_contradicts_the_level_and_the_sum_of_its_parts(name, seeds_copy, spoil):
    spoil("commitments", "related spending,level,5,", "related spending,level,4,")
    assert judge(name, seeds_copy).verdict == "contradicted"


@pytest.mark.parametrize(
    ("old", "new"),
    [(",ceiling,1.5,", ",ceiling,1,"), ("critical infrastructure, networks", "roads, bridges")],
)
def test_the_related_part_is_judged_by_its_value_and_its_list(old, new, seeds_copy, spoil):
    spoil("commitments", old, new)
    assert judge("c95", seeds_copy).verdict == "contradicted"


def test_the_road_from_two_to_five_rests_on_the_level_in_force(seeds_copy, spoil):
    spoil("commitments", "at least 2 percent a year,floor,2,", "at least 2 percent a year,floor,2.5,")
    assert judge("c31", seeds_copy).verdict == "contradicted"


def test_the_road_from_two_to_five_rests_on_every_level_named_that_day(seeds_copy, spoil):
    spoil(
        "statements",
        ",TARG; BURD,5,two sources,high,false,dod-2025-06-05a",
        ",TARG; BURD,4,two sources,high,false,dod-2025-06-05a",
    )
    assert judge("c31", seeds_copy).verdict == "contradicted"


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (["reliance", "cannot|can't"], True),
        (["RELIANCE"], True),
        (["relian"], False),  # part of a word is not the word
        (["strength", "reliance"], False),  # both in one statement, not one in each
        (["pillar"], False),
    ],
)
def test_the_words_that_decide_stand_whole_in_one_statement(words, right):
    assert tolerances.in_the_words(words, ["It can't be reliance", "Peace through strength"]) is right
