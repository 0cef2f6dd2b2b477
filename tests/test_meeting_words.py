"""What is said of the meetings changes with the rows, or stops."""

import pandas as pd
import pytest

from lib import meeting_words
from lib.records import NumberError
from lib.support import AMERICA

BOTH = "United Kingdom and Germany"


def held(*rows):
    """Meetings held: number, date, led_by, who sat there for the United States, and how."""
    table = pd.DataFrame(rows, columns=["meeting_no", "date", "led_by", "us_representative", "secretary"])
    return table.assign(
        day=pd.to_datetime(table["date"]),
        us_chaired=table["led_by"] == AMERICA,
        chairs=table["us_representative"].where(table["led_by"] == AMERICA, "John Healey"),
    )


FIRST = (1, "2024-11-01", AMERICA, "Lloyd Austin", "in the room")
SECOND = (2, "2025-01-09", AMERICA, "Lloyd Austin", "by video")
THIRD = (3, "2025-02-12", "United Kingdom", "Pete Hegseth", "in the room")
FOURTH = (4, "2025-04-11", BOTH, None, "not known")
AGAIN = (5, "2026-10-20", AMERICA, "Pete Hegseth", "by video")


def test_chairs_are_told_in_their_order_and_the_last_ones_with_their_first_day():
    said = meeting_words.chairs(held(FIRST, SECOND, THIRD, FOURTH, (5, "2025-06-04", BOTH, None, "absent")))
    assert said == (
        "twice with the United States in the chair, once with the United Kingdom, "
        "and since 11 April 2025 twice with the United Kingdom and Germany"
    )
    assert meeting_words.chairs(held(FIRST)) == "once with the United States in the chair"
    assert meeting_words.chairs(held(FIRST, AGAIN, THIRD)).endswith(
        "and on 12 February 2025 once with the United Kingdom"
    )


def test_the_title_says_first_only_while_the_lead_has_not_come_back():
    assert meeting_words.calendar_title(held(FIRST, SECOND, THIRD, FOURTH)) == (
        "The United States led the first 2 meetings; since then its secretary is reported to have taken part in "
        "one of two"
    )
    assert meeting_words.calendar_title(held(FIRST, SECOND, THIRD, FOURTH, AGAIN)).startswith(
        "The United States led 3 of 5 meetings; in the others"
    )
    assert meeting_words.calendar_title(held(FIRST, SECOND)) == "The United States led all two meetings"


def test_the_calendar_is_described_with_its_hollow_marks():
    said = meeting_words.calendar_alt(held(FIRST, SECOND, THIRD, FOURTH, AGAIN))
    assert "Marks 1 to 2 and 5 carry the colour of the United States and are all filled" in said
    assert said.endswith(f"led by the United Kingdom or by the {BOTH}, one is hollow.")


def test_an_american_chair_is_named_with_how_often_and_how():
    assert meeting_words.american_chair(held(FIRST, SECOND, THIRD)) == (
        "its secretary Lloyd Austin was in the chair every time, once in the room and once on screen"
    )
    assert meeting_words.american_chair(held(FIRST, SECOND, AGAIN)).endswith(
        "Pete Hegseth once (once on screen)"
    )
    with pytest.raises(NumberError, match="took part"):
        meeting_words.american_chair(held(FIRST, (2, "2025-01-09", AMERICA, "Lloyd Austin", "absent")))


def test_seats_that_nobody_names_are_listed_and_none_is_said_to_be_none():
    assert meeting_words.unknown_seats(held(FIRST, FOURTH)).endswith("for the United States at number 4")
    assert "For every meeting" in meeting_words.unknown_seats(held(FIRST))
    assert meeting_words.numbered(held(THIRD, FOURTH)) == "numbers 3 and 4"
    assert meeting_words.numbered(held()) == "no meeting"


def test_crosses_are_explained_only_if_there_are_some():
    assert meeting_words.called_off(pd.DataFrame({"date": ["2024-10-12"]})).endswith("off: 12 October 2024.")
    assert meeting_words.called_off(pd.DataFrame({"date": []})) == ""


GAPS = pd.DataFrame(
    {
        "meeting_no": [2, 3, 4, 5, 6],
        "days": [20.0, 30.0, 70.0, 34.0, 52.0],
        "led_by": [AMERICA, AMERICA, AMERICA, "handover", "others"],
    }
)


def test_the_pace_of_both_sides_is_in_the_title():
    assert meeting_words.pace_title(GAPS, held(FIRST, THIRD)).endswith(
        "every 40 days under American lead and every 52 days since"
    )
    assert meeting_words.pace_title(GAPS, held(FIRST, THIRD, AGAIN)).endswith("every 52 days under others")


def test_the_longest_waits_are_said_to_end_the_lead_only_if_they_do():
    assert "two of 30 and 70 at their end;" in meeting_words.pace_alt(GAPS, GAPS.iloc[1:3])
    assert "two of 20 and 70;" in meeting_words.pace_alt(GAPS, GAPS.iloc[[0, 2]])
