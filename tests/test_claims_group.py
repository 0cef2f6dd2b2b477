"""Verdicts from meetings and attendance: a cell that makes a claim untrue, or true, changes the verdict."""

import pytest
from judging import judge

from lib import seeds
from lib.records import NumberError

MEETINGS = "contact-group-meetings"


def test_a_group_that_met_every_four_or_five_weeks_was_monthly(seeds_copy):
    path = seeds_copy / "tables" / f"{MEETINGS}.csv"
    header_and_four_meetings = path.read_text(encoding="utf-8").splitlines(keepends=True)[:5]
    path.write_text("".join(header_and_four_meetings), encoding="utf-8")
    assert judge("c29", seeds.SEEDS).verdict == "contradicted"
    assert judge("c29", seeds_copy).verdict == "supported"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        # created: the first chair, the day, the predecessor
        ("c21", "in_person,Lloyd Austin,United States", "in_person,Ben Wallace,United Kingdom"),
        ("c96", "held,2022-04-26,", "held,2022-01-26,"),
        ("c21", "United States,Lloyd Austin,Secretary of Defense,in_person,true,about 50 / nearly 50; membership 57",
         "United States,Celeste Wallander,Assistant Secretary of Defense,in_person,true,about 50; membership 57"),
        # age
        ("c40", "held,2022-04-26,", "held,2021-04-26,"),
        # always led by Austin
        ("c42", "virtual,Lloyd Austin,United States", "virtual,Ben Wallace,United Kingdom"),
        # more than 50 members
        ("c22", "membership 57", "membership 50"),
        # step by step, for months
        ("c45", "Pete Hegseth,Secretary of Defense,virtual,false,about 40", "Pete Hegseth,Secretary of Defense,in_person,false,about 40"),
        ("c45", "held,2025-02-12,", "held,2025-03-30,"),
        # first times
        ("c17", "video link,virtual,Lloyd Austin,United States,Lloyd Austin,Secretary of Defense",
         "video link,virtual,Lloyd Austin,United States,Celeste Wallander,Assistant Secretary of Defense"),
        # the American seat
        ("c20", "Matthew Whitaker,Ambassador to NATO", "Elbridge Colby,Ambassador to NATO"),
        ("c92", "Matthew Whitaker,Ambassador to NATO", "Matthew Whitaker,Special Envoy"),
        # the secretary's part, by the group's own table
        ("c02", "United Kingdom,Pete Hegseth,Secretary of Defense,in_person", "United Kingdom,Matthew Whitaker,Ambassador to NATO,in_person"),
        ("c18", "Matthew Whitaker,Ambassador to NATO,in_person", "Pete Hegseth,Secretary of Defense,virtual"),
        ("c38", "Pete Hegseth,Secretary of Defense,virtual,false,about 40", "Pete Hegseth,Secretary of Defense,in_person,false,about 40"),
        ("c46", "Brussels,NATO headquarters,in_person,John Healey,United Kingdom,", "Brussels,Egmont Palace,in_person,John Healey,United Kingdom,"),
    ],
)  # fmt: skip
def test_a_meeting_that_was_otherwise_contradicts(name, old, new, seeds_copy, spoil):
    spoil(MEETINGS, old, new)
    assert judge(name, seeds.SEEDS).verdict == "supported"
    assert judge(name, seeds_copy).verdict == "contradicted"


def test_who_got_the_lead_is_decided_by_the_chair_of_that_meeting(seeds_copy, spoil):
    assert (judge("c27", seeds.SEEDS).verdict, judge("c44", seeds.SEEDS).verdict) == (
        "contradicted",
        "supported",
    )
    spoil(MEETINGS, "John Healey,United Kingdom,Pete", "John Healey,United Kingdom; Germany,Pete")
    assert (judge("c27", seeds_copy).verdict, judge("c44", seeds_copy).verdict) == (
        "supported",
        "contradicted",
    )


def test_a_lead_handed_over_in_another_month_contradicts_the_printed_one(seeds_copy, spoil):
    spoil(MEETINGS, "John Healey,United Kingdom,Pete", "John Healey,United Kingdom; Germany,Pete")
    spoil(MEETINGS, "held,2025-02-12,", "held,2025-03-12,")
    assert judge("c27", seeds_copy).verdict == "contradicted"


def test_an_ambassador_in_april_would_have_made_the_forecast_true(seeds_copy, spoil):
    spoil(
        MEETINGS,
        "Pete Hegseth,Secretary of Defense,virtual,false,about 40",
        "Matthew Whitaker,Ambassador to NATO,in_person,false,about 40",
    )
    assert judge("c39", seeds.SEEDS).verdict == "contradicted"
    assert judge("c39", seeds_copy).verdict == "supported"


def test_a_seat_that_is_not_known_is_no_first_absence(seeds_copy, spoil):
    spoil(
        MEETINGS,
        "Lloyd Austin,United States,Lloyd Austin,Secretary of Defense,virtual,true",
        "Lloyd Austin,United States,,,,true",
    )
    assert judge("c17", seeds_copy).verdict == "supported"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("c01", "Pete Hegseth,NATO summit,2025-06-24,2025-06-25,The Hague", "Pete Hegseth,NATO summit,2025-01-24,2025-01-25,Brussels"),
        ("c02", "(26th),2025-02-12,2025-02-12,Brussels,in person", "(26th),2025-02-12,2025-02-12,Brussels,missed"),
        ("c18", "(28th),2025-06-04,2025-06-04,Brussels,missed", "(28th),2025-06-04,2025-06-04,Brussels,virtually"),
        ("c30", "2025-06-05,2025-06-05,Brussels,in person", "2025-06-05,2025-06-05,Brussels,missed"),
        ("c38", "(27th),2025-04-11,2025-04-11,Brussels,virtually", "(27th),2025-04-11,2025-04-11,Brussels,in person"),
        ("c104", "2017-02-15,2017-02-16,Brussels,in person", "2017-02-15,2017-02-16,Brussels,missed"),
    ],
)  # fmt: skip
def test_a_secretary_who_took_part_in_another_way_contradicts(name, old, new, seeds_copy, spoil):
    spoil("attendance", old, new)
    assert judge(name, seeds.SEEDS).verdict == "supported"
    assert judge(name, seeds_copy).verdict == "contradicted"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("c65", "H048,2025-06-05,", "H048,2025-06-04,"),
        ("c65", "H048,2025-06-05,day,Brussels", "H048,2025-06-05,day,Paris"),
        (
            "c104",
            'James Mattis,secretary,press remarks,"The alliance',
            'James Mattis,secretary,speech,"The alliance',
        ),
    ],
)
def test_words_of_another_day_place_or_setting_contradict(name, old, new, seeds_copy, spoil):
    spoil("statements", old, new)
    assert judge(name, seeds.SEEDS).verdict == "supported"
    assert judge(name, seeds_copy).verdict == "contradicted"


def test_a_summit_on_the_next_day_makes_it_an_eve(seeds_copy, spoil):
    spoil("attendance", "Pete Hegseth,NATO summit,2025-06-24,", "Pete Hegseth,NATO summit,2025-06-06,")
    assert judge("c66", seeds_copy).verdict == "supported"


def test_a_meeting_that_the_table_lacks_is_named(seeds_copy, spoil):
    spoil(MEETINGS, "held,2025-06-04,", "cancelled,2025-06-04,")
    with pytest.raises(NumberError, match="a meeting held on 2025-06-04"):
        judge("c20", seeds_copy)
