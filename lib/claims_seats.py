"""Claims on the American seat in the contact group: who sat there, and the first time that somebody did not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from lib import meetings, provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.provenance import Rows
from lib.records import Claim, Document, NumberError

Check = Callable[[Claim, Document, Path], Finding]

MEETINGS = "contact-group-meetings"
# How the representative took part, in the words of the table of attendance and in those of a sentence.
MODES = {"in_person": "in person", "virtual": "virtually"}
IN_WORDS = {"in person": "in the room", "virtually": "by video", "missed": "absent"}


def first_without(whom: str, is_one: Callable[[pd.Series], bool]) -> Check:
    """Return a check of a first time: the printed day against the first meeting of the group without such a person.

    `is_one` says of a meeting whether its American representative was one, in whatever way he took part. A meeting
    whose representative is not known counts for nothing.
    """

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed = str(claim.facts["value"])
        held = meetings.held(seeds.table(MEETINGS, folder))
        known = held[held["us_rank"].notna()]
        without = known[[not is_one(meeting) for _, meeting in known.iterrows()]]
        first = str(without["date"].min()) if len(without) else ""
        meeting = meeting_on(printed, folder)
        upto = held[held["date"] <= max(first, printed)]
        return finding(
            holds=first == printed,
            printed=f"first without {whom}: {style.day(printed)}",
            computed=f"{_sat(meeting)} on {style.day(printed)}"
            + (f"; first without {whom}: {style.day(first)}" if first else f"; never without {whom}")
            + _earlier_firsts(first, folder),
            rule="first",
            how=f"first meeting of the group whose American representative was not {whom}; taking part by video counts",
            rows=provenance.rows(MEETINGS, folder=folder, date=list(upto["date"]), status="held"),
        )

    return check


def _earlier_firsts(day: str, folder: Path) -> str:
    """Name the other firsts of the group before a day: they are easily taken for one another."""
    firsts = meetings.firsts(seeds.table(MEETINGS, folder))
    before = firsts[firsts["date"] < day]
    named = (f"{row.first} ({style.day(row.date)})" for row in before.itertuples())
    return f"; other firsts before: {style.listing(named)}" if len(before) else ""


def _sat(meeting: pd.Series) -> str:
    if pd.isna(meeting["us_representative"]):
        return "nobody known"
    seat = IN_WORDS.get(MODES.get(meeting["us_mode"], ""), "not confirmed")
    return f"{meeting['us_representative']} ({meeting['us_rank']}) {seat}"


def _is_secretary(meeting: pd.Series) -> bool:
    # A seat that is not confirmed is no proof that he was absent.
    return meeting["secretary"] != "absent"


def _is_of_the_pentagon(meeting: pd.Series) -> bool:
    return "Defense" in meeting["us_rank"] or "War" in meeting["us_rank"]


def sat_for_america(column: str, name: str) -> Check:
    """Return a check of who represented the United States at the group's meeting on the day of the article."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        meeting = meeting_on(printed_on(article), folder)
        return finding(
            holds=tolerances.same([name], [meeting[column]]),
            printed=name,
            computed=f"{_sat(meeting)} on {style.day(meeting['date'])}",
            rule="same",
            how="American representative at the meeting of the contact group on the day of the article",
            rows=rows_of(meeting, folder),
        )

    return check


def meeting_on(day: str, folder: Path) -> pd.Series:
    """Return the meeting held on a day, as meetings.held describes it; NumberError if there was none."""
    held = meetings.held(seeds.table(MEETINGS, folder))
    found = held[held["date"] == day]
    if found.empty:
        raise NumberError(f"{MEETINGS}: expected a meeting held on {day}, found none. Correct the day.")
    return found.iloc[0]


def rows_of(meeting: pd.Series, folder: Path) -> Rows:
    """Name the row of one meeting."""
    return provenance.rows(MEETINGS, folder=folder, date=meeting["date"], status="held")


CHECKS: dict[str, Check] = {
    "c17": first_without("the secretary", _is_secretary),
    "c20": sat_for_america("us_representative", "Matthew Whitaker"),
    "c39": first_without("a senior official of the Pentagon", _is_of_the_pentagon),
    "c92": sat_for_america("us_rank", "Ambassador to NATO"),
}
