"""Words that depend on the table of meetings: titles, clauses and sentences that say what the rows say, or stop.

`held` is the table of `meetings.held`, `gaps` that of `meetings.intervals`. What a chapter states of single rows in
its own words, it ties to them with `numbers.stands`.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lib import meetings, provenance, style
from lib.numbers import stands
from lib.support import AMERICA

TOOK_PART = ("in the room", "by video")


def times(count: int) -> str:
    """Write how often.

    >>> times(1), times(2), times(7), times(0)
    ('once', 'twice', 'seven times', 'never')
    """
    return {0: "never", 1: "once", 2: "twice"}.get(int(count), f"{style.number(count, words=True)} times")


def out_of(part: int, whole: int) -> str:
    """Write a part of a number of things.

    >>> out_of(4, 8), out_of(0, 8), out_of(8, 8)
    ('four of eight', 'none of eight', 'all eight')
    """
    total = style.number(whole, words=True)
    if 0 < part == whole:
        return f"all {total}"
    return f"{style.number(part, words=True) if part else 'none'} of {total}"


def numbered(rows: pd.DataFrame) -> str:
    """Name some meetings by their numbers: "number 30", "numbers 30 and 32", or "no meeting"."""
    found = [str(number) for number in rows["meeting_no"]]
    return f"{'number' if len(found) == 1 else 'numbers'} {style.listing(found)}" if found else "no meeting"


def chairs(held: pd.DataFrame) -> str:
    """Say how often each country was in the chair, one stretch after the other."""
    stretches = held.groupby(held["led_by"].ne(held["led_by"].shift()).cumsum())
    parts = [f"{times(len(rows))} with {style.the(rows['led_by'].iloc[0])}" for _, rows in stretches]
    first, *middle = parts
    said = [f"{first} in the chair", *middle]
    if middle:
        last = [rows for _, rows in stretches][-1]
        said[-1] = f"and {'since' if len(last) > 1 else 'on'} {style.day(last['date'].iloc[0])} {said[-1]}"
    return ", ".join(said)


def calendar_title(held: pd.DataFrame) -> str:
    """Say how many meetings the United States led, and in how many others its secretary took part."""
    led = held["us_chaired"].astype(bool)
    others = held[~led]
    if others.empty:
        return f"The United States led {out_of(led.sum(), len(held))} meetings"
    part = out_of(others["secretary"].isin(TOOK_PART).sum(), len(others))
    count = style.number(led.sum())
    start = (
        f"The United States led the first {count} meetings; since then"
        if meetings.handed_over(held)
        else f"The United States led {count} of {len(held)} meetings; in the others"
    )
    return f"{start} its secretary is reported to have taken part in {part}"


def calendar_alt(held: pd.DataFrame) -> str:
    """Describe the calendar of meetings: its rows, who led, which marks are hollow."""
    led = held["us_chaired"].astype(bool)
    hollow = ~held["secretary"].isin(TOOK_PART)
    years = held["day"].dt.year
    marks = style.listing(provenance.spans(held.loc[led, "meeting_no"]).replace("–", " to ").split(", "))
    said = (
        f"Calendar with one row per year from {years.min()} to {years.max()} and one numbered mark per meeting. "
        f"Marks {marks} carry the colour of the "
        f"United States and {'are all filled' if not hollow[led].any() else _hollow(hollow[led].sum())}"
    )
    if led.all():
        return f"{said}."
    others = " or by ".join(style.the(name) for name in held.loc[~led, "led_by"].unique())
    return f"{said}; of the others, led by {others}, {_hollow(hollow[~led].sum())}."


def _hollow(count: int) -> str:
    words = style.number(count, words=True) if count else "none"
    return f"{words} {'is' if count < 2 else 'are'} hollow"


def american_chair(held: pd.DataFrame) -> str:
    """Say who was in the chair while the United States led, and how: the words after "While it led, "."""
    led = held[held["us_chaired"].astype(bool)]
    stands(
        "who led for the United States also sat there for it",
        (led["chairs"] == led["us_representative"]).all(),
    )
    stands("who led for the United States took part", led["secretary"].isin(TOOK_PART).all())
    people = []
    for name, rows in led.groupby("chairs", sort=False):
        seats = {"in the room": "in the room", "by video": "on screen"}
        counts = [(times((rows["secretary"] == seat).sum()), words) for seat, words in seats.items()]
        how = style.listing(f"{often} {words}" for often, words in counts if often != "never")
        people.append((name, len(rows), how))
    if len(people) == 1:
        name, _, how = people[0]
        return f"its secretary {name} was in the chair every time, {how}"
    said = style.listing(f"{name} {times(count)} ({how})" for name, count, how in people)
    return f"the secretaries in the chair were {said}"


def unknown_seats(held: pd.DataFrame) -> str:
    """Say of which meetings no source names the American representative: a sentence without its full stop."""
    unknown = held[held["secretary"] == "not known"]
    if unknown.empty:
        return "For every meeting a source names who sat there for the United States"
    return f"No source read says who sat there for the United States at {numbered(unknown)}"


def called_off(cancelled: pd.DataFrame) -> str:
    """Return the sentence that explains the crosses of the calendar, or nothing if there is none."""
    days = [style.day(date) for date in cancelled["date"]]
    if not days:
        return ""
    return f"A cross marks the day of a meeting that was called off: {style.listing(days)}."


def pace_title(gaps: pd.DataFrame, held: pd.DataFrame) -> str:
    """Say how many days lay between two meetings, led by the United States and not."""
    ours, theirs = (_days(gaps, side).mean() for side in (AMERICA, "others"))
    when = "since" if meetings.handed_over(held) else "under others"
    return (
        f"Called monthly, the group met every {style.number(ours)} days under American lead "
        f"and every {style.number(theirs)} days {when}"
    )


def pace_alt(gaps: pd.DataFrame, longest: pd.DataFrame) -> str:
    """Describe the columns of the chart of intervals; `longest` are the longest ones under American lead."""
    ours, theirs = _days(gaps, AMERICA), _days(gaps, "others")
    low, high = (style.number(ours.quantile(part)) for part in (0.25, 0.75))
    end = " at their end" if at_the_end(gaps, longest) else ""
    return (
        f"Column chart of {len(gaps)} intervals in days, with a dashed line at one month and a line at the mean of "
        f"each side. The middle half of the columns under American lead stands between {low} and {high} days, with "
        f"{style.number(len(longest), words=True)} of {_listed(longest['days'])}{end}; those of the meetings that "
        f"others led lie between {style.number(theirs.min())} and {style.number(theirs.max())}."
    )


def at_the_end(gaps: pd.DataFrame, longest: pd.DataFrame) -> bool:
    """Say whether some intervals under American lead are the last ones under it."""
    last = gaps[gaps["led_by"] == AMERICA].tail(len(longest))
    return set(last["meeting_no"]) == set(longest["meeting_no"])


def _days(gaps: pd.DataFrame, side: str) -> pd.Series:
    return gaps.loc[gaps["led_by"] == side, "days"]


def _listed(values: Iterable[float]) -> str:
    return style.listing(style.number(value) for value in values)
