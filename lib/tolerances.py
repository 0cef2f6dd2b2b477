"""When a printed value counts as right: one rule per way of speaking, stated here and nowhere else.

Each rule takes what the article prints and what the tables give, and says whether the words hold. The text of a
rule, as a reader sees it, is in RULES.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from statistics import mean

from lib import style

ABOUT = 0.05  # "some", "about", "around": this part of the printed value to either side
NEARLY = 0.9  # "nearly": below the printed value, but at least this part of it
MONTHLY_DAYS = (28, 35)  # a month of four weeks to a month of five
YEAR_DAYS = 365.25
FOR_MONTHS = 2  # "for months": this many at least, each a twelfth of a year

RULES: dict[str, str] = {
    "rounded": "right if the computed value, rounded to the digits that are printed, is the printed one",
    "about": "right if the computed value lies within 5 per cent of the printed one",
    "more than": "right if the computed value is above the printed one",
    "at least": "right if the computed value is the printed one or above it",
    "below": "right if the computed value is under the printed one",
    "nearly": "right if the computed value is under the printed one and at least nine tenths of it",
    "none": "right if the table has no case",
    "monthly": "right if the days between meetings are from 28 to 35 on average",
    "years before": "right if the time between, in years, rounds to the printed number",
    "in its nth year": "right if the day lies in that year, counted from the first day",
    "on the day": "right if the event lies on the printed day, in the printed month or in the printed year",
    "on the eve": "right if the event lies one day before",
    "first": "right if the table has the case and none before it",
    "always": "right if every case in the table is one",
    "on record": "right if the dated rows of the table say the same of the day, the place and the part that are printed",
    "same": "right if the names in the table are the printed ones, no more and no fewer",
    "step by step": "right if each step is lower than the one before, and the first lies two months back or more, rounded",
    "coded": "right if a recorded statement of that speaker and day is coded with the theme, not its denial",
    "in the words": "right if one recorded statement has all the words that decide, whole and in any order",
}


def rounded(printed: float, computed: float, digits: int = 0) -> bool:
    """Say whether the computed value, rounded half up to `digits` decimals, is the printed one."""
    return style.round_half_up(computed, digits) == style.round_half_up(printed, digits)


def about(printed: float, computed: float) -> bool:
    """Say whether the computed value lies within 5 per cent of the printed one, the edges included."""
    # The slack takes up what binary fractions lose, and grows with the number as that does.
    if not math.isfinite(printed):
        return False
    return abs(computed - printed) <= ABOUT * abs(printed) + 1e-9 * max(1.0, ABOUT * abs(printed))


def more_than(printed: float, computed: float) -> bool:
    """Say whether the computed value is above the printed one."""
    return computed > printed


def at_least(printed: float, computed: float) -> bool:
    """Say whether the computed value is the printed one or above it."""
    return computed >= printed


def below(printed: float, computed: float) -> bool:
    """Say whether the computed value is under the printed one."""
    return computed < printed


def nearly(printed: float, computed: float) -> bool:
    """Say whether the computed value is under the printed one, and at least nine tenths of it."""
    return NEARLY * printed <= computed < printed


def same(printed: Iterable[str], found: Iterable[str]) -> bool:
    """Say whether the names found are the printed ones, in any order."""
    return sorted(printed) == sorted(found)


def always(cases: Iterable[bool]) -> bool:
    """Say whether there are cases and every one is such a case."""
    found = list(cases)
    return bool(found) and all(found)


def steps_down(levels: Sequence[int]) -> bool:
    """Say whether there are steps and each is lower than the one before."""
    return len(levels) > 1 and all(after < before for before, after in pairwise(levels))


def for_months(start: str, day: str) -> bool:
    """Say whether a day lies two months or more after the start, in months rounded half up."""
    return style.round_half_up(years_between(start, day) * 12) >= FOR_MONTHS


def monthly(days: list[int]) -> bool:
    """Say whether meetings with these days between them are monthly: 28 to 35 days on average."""
    low, high = MONTHLY_DAYS
    return bool(days) and low <= mean(days) <= high


def years_between(start: str, end: str) -> float:
    """Return the years from one ISO day to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days / YEAR_DAYS


def years_before(printed: float, start: str, end: str) -> bool:
    """Say whether the time between two days, in years, rounds to the printed number."""
    return rounded(printed, years_between(start, end))


def nth_year(printed: int, start: str, day: str) -> bool:
    """Say whether a day lies in the nth year that is counted from the first day."""
    first, then = date.fromisoformat(start), date.fromisoformat(day)
    full = then.year - first.year - ((then.month, then.day) < (first.month, first.day))
    return full + 1 == printed


def on_the_day(printed: str, day: str) -> bool:
    """Say whether an ISO day lies on the printed day, in the printed month or in the printed year."""
    return day == printed or day.startswith(f"{printed}-")


def on_the_eve(day: str, event: str) -> bool:
    """Say whether a day is the one before an event."""
    return (date.fromisoformat(event) - date.fromisoformat(day)).days == 1


def in_the_words(words: Iterable[str], statements: Iterable[str]) -> bool:
    """Say whether one of the statements has all the words, as whole words, capitals aside.

    Words that count as the same are separated by "|".

    >>> in_the_words(["cannot|can't", "reliance"], ["It can't be reliance", "Reliance ends"])
    True
    """
    patterns = [
        re.compile(rf"\b(?:{'|'.join(map(re.escape, word.split('|')))})\b", re.IGNORECASE) for word in words
    ]
    return any(all(pattern.search(text) for pattern in patterns) for text in statements)
