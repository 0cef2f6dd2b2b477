"""Claims on dated events: on which day, during which meeting, until when. One event a claim, as a rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from lib import provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.records import Claim, Document

Check = Callable[[Claim, Document, Path], Finding]

EVENTS = "events"


def event(event_id: str, folder: Path) -> pd.Series:
    """Return one event of the table, by its id."""
    return seeds.table(EVENTS, folder).set_index("event_id").loc[event_id]


def rows_of(folder: Path, *event_ids: str) -> provenance.Rows:
    """Name the rows of some events."""
    return provenance.rows(EVENTS, folder=folder, event_id=event_ids)


def names(found: pd.Series, words: tuple[str, ...]) -> bool:
    """Say whether the description of an event has all the words, capitals aside."""
    return all(word.lower() in found["description"].lower() for word in words)


def told(*events: pd.Series) -> str:
    """Return events as words: the day of each and what happened."""
    return "; ".join(f"{style.day(row['date'])}: {row['description']}" for row in events)


def on_day(event_id: str, *words: str) -> Check:
    """Hold the day, month or year of the claim, or else the day of its article, against that of an event."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed, found = str(claim.facts["value"] or printed_on(article)), event(event_id, folder)
        return finding(
            holds=tolerances.on_the_day(printed, found["date"]) and names(found, words),
            printed=style.day(printed),
            computed=told(found),
            rule="on the day",
            how="date of the event against the date that the article gives, or its own day",
            rows=rows_of(folder, event_id),
        )

    return check


def during_summit(event_id: str, place: str, *words: str) -> Check:
    """Hold the day of an event against the days of the summit at a place."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        found = event(event_id, folder)
        where = {"format": "NATO summit", "place": place}
        meetings = seeds.table("attendance", folder)
        summit = meetings[(meetings[list(where)] == pd.Series(where)).all(axis="columns")].iloc[0]
        start, end = summit["date_start"], summit["date_end"]
        return finding(
            holds=start <= found["date"] <= end and names(found, words),
            printed=f"expected at the summit in {place}",
            computed=f"summit from {style.day(start)} to {style.day(end)}; {told(found)}",
            rule="on the day",
            how="date of the event against the days of the summit",
            rows=(rows_of(folder, event_id), provenance.rows("attendance", folder=folder, **where)),
        )

    return check


def vance_after_hegseth(claim: Claim, article: Document, folder: Path) -> Finding:
    """Hold the meeting in Munich against its printed day, and against the end of the visit to NATO before it."""
    printed, found = str(claim.facts["value"]), event("E29", folder)
    seats = seeds.table("attendance", folder)
    visits = seats[(seats["secretary"] == "Pete Hegseth") & (seats["format"] == "NATO defence ministers")]
    visit = visits[visits["date_start"] >= printed_on(article)].sort_values("date_start").iloc[0]
    return finding(
        holds=tolerances.on_the_day(printed, found["date"])
        and visit["date_end"] < found["date"]
        and names(found, ("Vance", "Zelenskyy", "Munich")),
        printed=f"{style.day(printed)}, after the visit to NATO",
        computed=f"visit to NATO until {style.day(visit['date_end'])}; {told(found)}",
        rule="on the day",
        how="date of the meeting against the printed one; the visit to NATO has to end before it",
        rows=(
            rows_of(folder, "E29"),
            provenance.rows(
                "attendance",
                folder=folder,
                secretary=visit["secretary"],
                format=visit["format"],
                date_start=visit["date_start"],
            ),
        ),
    )


def demanded(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for the level that Trump asked for in his latest demand before the article."""
    printed, day = f"{style.number(claim.facts['value'])} %", printed_on(article)
    events = seeds.table(EVENTS, folder)
    demands = events[
        (events["theme"] == "nato_spending")
        & events["description"].str.contains("Trump")
        & events["description"].str.contains(" %")
        & (events["date"] <= day)
    ].sort_values("date")
    latest = demands.iloc[-1]
    return finding(
        holds=names(latest, (f" {printed}",)),
        printed=f"{printed} of GDP",
        computed=told(latest),
        rule="on record",
        how="level named in the latest event on NATO spending that names Trump and a share, by the day of the article",
        rows=rows_of(folder, *demands["event_id"]),
    )


def until_handover(event_id: str, *words: str) -> Check:
    """Hold an office against the event in which it passed to somebody else; from that day it no longer holds."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        found, day = event(event_id, folder), printed_on(article)
        named = names(found, words)
        return finding(
            holds=named and found["date"] > day,
            printed=f"in office on {style.day(day)}",
            computed=told(found),
            rule="on record",
            how="the day on which a successor took over lies after the day of the article",
            rows=rows_of(folder, event_id),
            until=found["date"],
        )

    return check


def late_in_washington(event_id: str, *words: str) -> Check:
    """Hold the day of the claim against that of an event late in the evening in Washington, by either place's clock.

    An article written in Europe may give the day that it already was there.
    """

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed, found = str(claim.facts["value"]), event(event_id, folder)
        days = [found["date"]]
        if names(found, ("late in the evening, Washington time",)):
            days.append(str((pd.Timestamp(found["date"]) + pd.Timedelta(days=1)).date()))
        return finding(
            holds=any(tolerances.on_the_day(printed, day) for day in days) and names(found, words),
            printed=style.day(printed),
            computed=f"{told(found)}; by the clocks of Europe {style.day(days[-1])}",
            rule="on the day",
            how="date of the event, by the clock of Washington or of Europe, against the date that the article gives",
            rows=rows_of(folder, event_id),
        )

    return check


CHECKS: dict[str, Check] = {
    "c05": vance_after_hegseth,
    "c08": demanded,
    "c32": during_summit("E62", "The Hague", "Trump"),
    "c54": on_day("E60", "tariffs", "Russia is not"),
    "c60": until_handover("E63", "Cavoli", "Supreme Allied Commander Europe"),
    "c70": on_day("E40", "capability targets"),
    "c72": on_day("E61", "Whitaker", "Article 3"),
    "c78": on_day("E02", "Trump", "obsolete", "cost"),
    "c79": late_in_washington("E03", "Flynn resigns"),
    "c91": on_day("E07", "Russia", "invasion"),
    "c94": demanded,
}
