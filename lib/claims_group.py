"""Claims on the contact group and on who sat in a room: leads, absences, firsts, the days between meetings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lib import provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.records import Claim, Document

MEETINGS = "contact-group-meetings"


def _held(folder: Path, until: str = "9999") -> pd.DataFrame:
    """Return the meetings held by a day, in the order of time."""
    rows = seeds.table(MEETINGS, folder)
    return rows[(rows["status"] == "held") & (rows["date"] <= until)].sort_values("date")


def monthly(claim: Claim, article: Document, folder: Path) -> Finding:
    """Take the mean of the days between the meetings that were held by the day of the article."""
    held = _held(folder, printed_on(article))
    days = pd.to_datetime(held["date"]).diff().dt.days.dropna().astype(int).tolist()
    short = sum(gap <= 31 for gap in days)
    return finding(
        holds=tolerances.monthly(days),
        printed="monthly",
        computed=f"{style.number(sum(days) / len(days))} days on average; {short} of {len(days)} intervals of 31 days or fewer",
        rule="monthly",
        how=f"mean of the days between the {len(held)} meetings held by the day of the article",
        rows=provenance.rows(MEETINGS, folder=folder, date=held["date"], status="held"),
    )


def first_absence(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for a meeting before the one of the claim at which no secretary was, in the room or by video."""
    day = str(claim.facts["value"])
    held = _held(folder, day)
    absent = held[~held["us_rank"].fillna("").str.startswith("Secretary")]
    first = absent["date"].min() if len(absent) else "none"
    return finding(
        holds=first == day,
        printed=f"first absence on {style.day(day)}",
        computed=f"secretary present at the {len(held) - len(absent)} meetings before; first without: {style.day(first)}",
        rule="first",
        how="first meeting whose American representative was no secretary; presence by video counts as presence",
        rows=provenance.rows(MEETINGS, folder=folder, date=held["date"], status="held"),
    )


CHECKS = {
    "c17": first_absence,
    "c29": monthly,
    "c43": monthly,
}
