"""What the measures of the contact group's meetings promise, on rows made by hand."""

import pandas as pd

from lib import meetings
from lib.support import AMERICA

COLUMNS = [
    "meeting_no", "status", "date", "format", "chair_countries", "us_rank", "us_mode", "us_chaired",
    "us_representative", "source_id",
]  # fmt: skip


def rows_of(*rows):
    """Rows of the table of meetings; the source is the same for all."""
    return pd.DataFrame([(*row, "press") for row in rows], columns=COLUMNS)


def led_by_us(number, date, mode="in_person", form="in_person"):
    return (number, "held", date, form, "United States", "Secretary of Defense", mode, True, "Lloyd Austin")


def led_by_others(number, date, rank, mode="in_person", form="in_person"):
    return (number, "held", date, form, "United Kingdom; Germany", rank, mode, False, "Somebody")


CANCELLED = (None, "cancelled", "2024-10-12", "in_person", "United States", None, None, None, None)


def test_a_cancelled_meeting_is_not_held():
    rows = meetings.held(rows_of(led_by_us(1, "2024-09-06"), CANCELLED))
    assert rows["meeting_no"].tolist() == [1]


def test_seats_keep_absent_unknown_and_unconfirmed_apart():
    rows = meetings.held(
        rows_of(
            led_by_us(1, "2024-01-01"),
            led_by_others(2, "2024-02-01", "Secretary of War (title then in use)", "virtual"),
            led_by_others(3, "2024-03-01", "Ambassador to NATO"),
            led_by_others(4, "2024-04-01", None, None),
            led_by_others(5, "2024-05-01", "Under Secretary of Defense", "in_person (not confirmed)"),
        )
    )
    assert rows["secretary"].tolist() == ["in the room", "by video", "absent", "not known", "not confirmed"]


def test_two_countries_in_the_chair_are_joined_by_and():
    rows = meetings.held(rows_of(led_by_others(1, "2025-04-11", None)))
    assert rows["led_by"].tolist() == ["United Kingdom and Germany"]


def test_the_step_between_two_leads_belongs_to_neither():
    rows = meetings.intervals(
        rows_of(
            led_by_us(1, "2025-01-01"),
            led_by_us(2, "2025-01-31"),
            led_by_others(3, "2025-02-10", None),
            led_by_others(4, "2025-04-11", None),
        )
    )
    assert rows["days"].tolist() == [30, 10, 60]
    assert rows["led_by"].tolist() == [AMERICA, "handover", "others"]


def test_a_cancelled_meeting_does_not_shorten_an_interval():
    rows = meetings.intervals(rows_of(led_by_us(1, "2024-09-06"), CANCELLED, led_by_us(2, "2025-01-09")))
    assert rows["days"].tolist() == [125]


def test_firsts_are_three_different_meetings():
    rows = meetings.firsts(
        rows_of(
            led_by_us(1, "2024-02-14", "virtual", "virtual"),
            led_by_others(2, "2025-02-12", "Secretary of Defense"),
            led_by_others(3, "2025-04-11", "Secretary of Defense", "virtual"),
            led_by_others(4, "2025-06-04", "Ambassador to NATO"),
        )
    )
    assert rows["meeting_no"].tolist() == [2, 3, 4]


def test_an_unknown_seat_is_no_first_absence():
    rows = meetings.firsts(rows_of(led_by_us(1, "2025-01-09"), led_by_others(2, "2025-09-09", None, None)))
    assert rows["first"].tolist() == ["not led by the United States"]


def test_a_lead_that_comes_back_was_not_handed_over():
    us, others = led_by_us(1, "2024-01-01"), led_by_others(2, "2024-02-01", None)
    assert meetings.handed_over(meetings.held(rows_of(us, others)))
    assert not meetings.handed_over(meetings.held(rows_of(us, others, led_by_us(3, "2024-03-01"))))
    assert not meetings.handed_over(meetings.held(rows_of(us)))
