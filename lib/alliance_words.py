"""What the chapter on commitments says of promises, members, money and articles: words that follow from the tables.

Each function branches on what it is given, so that a sentence or title never outlives the data it was written for.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pandas as pd

from lib import style
from lib.records import NumberError

# Who made a text, where a sentence says more than its year.
_MAKERS = {"GUIDELINE-2006": " of defence ministers"}
_FIRMNESS = ("guideline", "aim", "commitment")


def counted(number: int) -> str:
    """Write a count for "... of them": none, one, two, ..., 10.

    >>> counted(0), counted(4), counted(12)
    ('none', 'four', '12')
    """
    return style.number(number, words=True) if number else "none"


def kind(strength: str, bound: str) -> str:
    """Name what a text sets, as `alliance.levels` classes it: a guideline, aim, floor, ceiling or commitment."""
    if strength != "commitment":
        return strength
    return {"at least": "floor", "up to": "ceiling"}.get(bound, strength)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _year(row: pd.Series) -> int:
    return int(str(row["date"])[:4])


def earlier(levels: pd.DataFrame) -> pd.DataFrame:
    """Return the levels of `alliance.levels` that came before the newest text; NumberError if there are none."""
    before = levels[levels["event"] != levels["event"].iloc[-1]]
    if before.empty:
        raise NumberError("levels: expected texts before the newest one, found none. Leave the sentence out.")
    return before


def newest(levels: pd.DataFrame, bound: str) -> pd.Series:
    """Return the level of the newest text with a bound: "" for the whole, "at least" or "up to" for its parts.

    Raises NumberError if that text has no such level.
    """
    rows = levels[(levels["event"] == levels["event"].iloc[-1]) & (levels["bound"] == bound)]
    if rows.empty:
        raise NumberError(
            f'levels: expected one with the bound "{bound}" in the newest text, found none. '
            "Add it to the table of commitments, or write the sentence anew."
        )
    return rows.iloc[0]


def path(levels: pd.DataFrame) -> str:
    """Say by which steps the levels before the newest text came about, and at which shares of GDP."""
    before = earlier(levels)
    steps = [
        f"{_a(kind(row['strength'], row['bound']))}{_MAKERS.get(row['event'], '')} in {_year(row)}"
        for _, row in before.iterrows()
    ]
    shares = [f"{value:g}" for value in before["value"]]
    if len(steps) == 1:
        return f"from {steps[0]} at {shares[0]} per cent of GDP"
    way = f", by way of {style.listing(steps[1:-1])}," if steps[1:-1] else ""
    every = "both" if len(steps) == 2 else f"all {counted(len(steps))}"
    at = f"{every} at {shares[0]}" if len(set(shares)) == 1 else f"at {style.listing(shares)}"
    return f"from {steps[0]}{way} to {steps[-1]}, {at} per cent of GDP"


def commitments_title(levels: pd.DataFrame) -> str:
    """Say for how long one share stood, or how it moved, and what the newest text names until when."""
    before, total = earlier(levels), newest(levels, "")
    years = _year(total) - _year(before.iloc[0])
    shares = [f"{value:g} %" for value in before["value"]]
    if len(set(shares)) == 1:
        firmness = [_FIRMNESS.index(strength) for strength in before["strength"]]
        firmer = all(a < b for a, b in itertools.pairwise(firmness))
        story = f"{shares[0]} stood for {years} years, in {'ever firmer' if firmer else 'changing'} words"
    else:
        story = f"The level went from {shares[0]} to {shares[-1]} in texts of {years} years"
    deed = "is promised" if total["strength"] == "commitment" else "is the level named"
    return f"{story};\n{total['value']:g} % {deed} by {total['deadline_year']}"


def commitments_story(levels: pd.DataFrame) -> str:
    """Say for a reader who does not see the chart how its line runs and how its last level is divided."""
    before, total = earlier(levels), newest(levels, "")
    floor, ceiling = newest(levels, "at least"), newest(levels, "up to")
    kinds = style.listing(_a(kind(*pair)) for pair in zip(before["strength"], before["bound"], strict=True))
    shares = list(dict.fromkeys(f"{value:g}" for value in before["value"]))
    line = f"stays at {shares[0]} %" if len(shares) == 1 else f"goes over {style.listing(shares)} %"
    step = total["value"] - before["value"].iloc[-1]
    turn = "rises" if step > 0 else "falls" if step < 0 else "comes"
    return (
        f"The line {line} through {kinds} and {turn} in {_year(total)} to {total['value']:g} % in all: a floor of "
        f"{floor['value']:g} % for core defence and a ceiling of {ceiling['value']:g} % for related spending."
    )


def span_of(years: int) -> str:
    """Write a number of years as the texts do.

    >>> span_of(10), span_of(8)
    ('a decade', 'eight years')
    """
    return "a decade" if years == 10 else f"{style.number(years, words=True)} years"


def before_joining(early: Sequence[str]) -> str:
    """Say how the tables treat allies that joined within their years; `early` are those shown before they joined."""
    if not early:
        return "They show no country for a year before it joined, and the totals follow membership"
    they = "it" if len(early) == 1 else "they"
    return (
        "They show countries also for years before they joined, but the totals follow membership: "
        f"{style.listing(early)} entered the total only in the year {they} joined"
    )


def without_figure(missing: pd.DataFrame, year: int) -> str:
    """Say which allies have no figure for a year in an edition: those without armed forces, and others.

    `missing` has ally and has_armed_forces.
    """
    armed = missing["has_armed_forces"].astype(bool)
    parts = [
        f"{style.listing(names)} {'has' if len(names) == 1 else 'have'} {what}"
        for names, what in (
            (list(missing.loc[~armed, "ally"]), "no armed forces and no figure"),
            (list(missing.loc[armed, "ally"]), f"no figure for {year}"),
        )
        if names
    ]
    return " and ".join(parts) or f"Every ally has a figure for {year}"


def counts_differ(counts: pd.DataFrame, level: str) -> str:
    """Say in how many years counting members only changes the number at a level, and what it is set against.

    `level` ends the names of the two columns of counts, such as "2 %".
    """
    differ = counts[f"members at {level}"] != counts[f"rows at {level}"]
    bases = counts["members with a figure"] != counts["rows in the table"]
    if differ.any():
        return f"differs in {counted(int(differ.sum()))} of {len(counts)} years"
    moves = "; what moves is the number that it is set against" if bases.any() else ""
    return f"differs in no year{moves}"


def changed(pct: float) -> str:
    """Write a change in per cent for a sentence.

    >>> changed(45.2), changed(-3), changed(0.2)
    ('rose by 45 per cent', 'fell by 3 per cent', 'hardly changed')
    """
    size = style.number(abs(pct))
    return "hardly changed" if size == "0" else f"{'rose' if pct > 0 else 'fell'} by {size} per cent"


def more(pct: float) -> str:
    """Write a change in per cent for a title.

    >>> more(127.3), more(-3), more(0.2)
    ('127 % more', '3 % less', 'about as much')
    """
    size = style.number(abs(pct))
    return "about as much" if size == "0" else f"{size} % {'more' if pct > 0 else 'less'}"


def busiest(dates: Sequence[str]) -> list[str]:
    """Return the dates of the year in which most of them fall, in order; the later year of equals.

    >>> busiest(["2017-02-15", "2025-06-04", "2025-02-11"])
    ['2025-02-11', '2025-06-04']
    """
    years = [date[:4] for date in dates]
    top = max(years, key=lambda year: (years.count(year), year))
    return sorted(date for date in dates if date[:4] == top)


def weeks(dates: Sequence[str]) -> float:
    """Return the weeks from the first to the last of some days (ISO dates)."""
    days = pd.to_datetime(pd.Series(list(dates)))
    return (days.max() - days.min()).days / 7


def beside_summit(dates: Sequence[str], summit: str) -> str:
    """Say on which side of a summit some days lie: "before", "after" or "around"."""
    if max(dates) < summit:
        return "before"
    return "after" if min(dates) > summit else "around"
