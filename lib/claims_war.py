"""Claims on the war and the American policy on it: how long, and in which order pauses, offers and talks came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from lib import seeds, style, tolerances
from lib.claims_events import EVENTS, event, names, rows_of, told
from lib.findings import Finding, finding, printed_on
from lib.records import Claim, Document

Check = Callable[[Claim, Document, Path], Finding]

INVASION, FIRST_MEETING, INAUGURATION = "E07", "E09", "E23"
# Dmitriev was in Washington on the day of this event and on the next one, as its description says.
TALKS, DAYS_OF_TALKS = "E34", 2
WEEK = 7


def days_apart(start: str, end: str) -> int:
    """Return the days from one ISO day to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def nearly_years(claim: Claim, article: Document, folder: Path) -> Finding:
    """Take the years from the invasion, and from the first meeting, to the article; both readings have to hold."""
    printed, day = float(claim.facts["value"]), printed_on(article)
    invasion, meeting = (
        tolerances.years_between(event(start, folder)["date"], day) for start in (INVASION, FIRST_MEETING)
    )
    return finding(
        holds=tolerances.nearly(printed, invasion) and tolerances.nearly(printed, meeting),
        printed=f"nearly {style.number(printed)} years",
        computed=f"{style.number(invasion, 2)} years since the invasion, "
        f"{style.number(meeting, 2)} since the first meeting",
        rule="nearly",
        how="years from the invasion and from the first meeting of the group to the day of the article",
        rows=rows_of(folder, INVASION, FIRST_MEETING),
    )


def year_of_war(claim: Claim, article: Document, folder: Path) -> Finding:
    """Count the years of the war from the day of the invasion to the day of the article."""
    printed, day = int(claim.facts["value"]), printed_on(article)
    start = event(INVASION, folder)["date"]
    return finding(
        holds=tolerances.nth_year(printed, start, day),
        printed=f"year {printed} of the war",
        computed=f"{style.number(tolerances.years_between(start, day), 2)} years after {style.day(start)}",
        rule="in its nth year",
        how="full years from the day of the invasion to the day of the article, and one",
        rows=rows_of(folder, INVASION),
    )


def earlier_line(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for the promise of membership before the day on which Hegseth called it unrealistic."""
    promise, turn = event("E17", folder), event("E26", folder)
    return finding(
        holds=promise["date"] < turn["date"] <= printed_on(article)
        and names(promise, ("irreversible path",))
        and names(turn, ("Hegseth", "membership", "unrealistic")),
        printed="membership one day, before the change of line",
        computed=told(promise, turn),
        rule="on record",
        how="a promise of membership dated before the words of Hegseth, these before the article",
        rows=rows_of(folder, "E17", "E26"),
    )


def off_and_on(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for a suspension of American support in this presidency, and for its end, before the article."""
    start, pause, end = (event(name, folder) for name in (INAUGURATION, "E31", "E33"))
    return finding(
        holds=start["date"] < pause["date"] <= end["date"] <= printed_on(article)
        and names(pause, ("aid", "intelligence", "suspended"))
        and names(end, ("resumes", "intelligence")),
        printed="support switched off and on",
        computed=told(pause, end),
        rule="on record",
        how="a suspension and its end, in this order, between the inauguration and the article",
        rows=rows_of(folder, INAUGURATION, "E31", "E33"),
    )


def no_sanction_yet(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for sanctions in this presidency: first by the day of the article, then after it."""
    day, start = printed_on(article), event(INAUGURATION, folder)["date"]
    events = seeds.table(EVENTS, folder)
    sanctions = events[(events["theme"] == "sanctions") & (events["date"] >= start)].sort_values("date")
    before, after = sanctions[sanctions["date"] <= day], sanctions[sanctions["date"] > day]
    return finding(
        holds=before.empty,
        printed="no sanction yet",
        computed=told(*(row for _, row in sanctions.head(1).iterrows())) or "none in the table",
        rule="none",
        how="events on sanctions from the inauguration to the day of the article, then the first after it",
        rows=rows_of(folder, INAUGURATION, *sanctions["event_id"]),
        until=None if after.empty else str(after["date"].iloc[0]),
    )


def refused(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for the proposal of a ceasefire of so many days, and for its refusal after it and by the article."""
    term = f"{style.number(claim.facts['value'])}-day ceasefire"
    proposal, answer = event("E33", folder), event("E59", folder)
    return finding(
        holds=proposal["date"] < answer["date"] <= printed_on(article)
        and names(proposal, (term, "accepts"))
        and names(answer, (term, "Russia", "rejected")),
        printed=f"{term} refused",
        computed=told(proposal, answer),
        rule="on record",
        how="a proposal and its refusal, in this order, of the printed length, by the day of the article",
        rows=rows_of(folder, "E33", "E59"),
    )


def in_the_week(event_id: str, *words: str) -> Check:
    """Look for an event within the seven days before the article, its own day included, that names the words."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        found, day = event(event_id, folder), printed_on(article)
        return finding(
            holds=0 <= days_apart(found["date"], day) < WEEK and names(found, words),
            printed=f"shortly before {style.day(day)}",
            computed=told(found),
            rule="on record",
            how="an event on that matter within the seven days to the day of the article",
            rows=rows_of(folder, event_id),
        )

    return check


def talks_and_hearing(claim: Claim, article: Document, folder: Path) -> Finding:
    """Hold the day of the hearing against the days of the talks in Washington."""
    talks, hearing = event(TALKS, folder), event("E36", folder)
    return finding(
        holds=0 <= days_apart(talks["date"], hearing["date"]) < DAYS_OF_TALKS
        and names(talks, ("Dmitriev", "Washington"))
        and names(hearing, ("Cavoli", "committee")),
        printed="at the same time",
        computed=told(talks, hearing),
        rule="on the day",
        how="day of the hearing against the two days of the talks",
        rows=rows_of(folder, TALKS, "E36"),
    )


CHECKS: dict[str, Check] = {
    "c03": nearly_years,
    "c49": earlier_line,
    "c50": off_and_on,
    "c51": no_sanction_yet,
    "c52": refused,
    "c56": in_the_week("E34", "Dmitriev", "Washington", "temporary sanctions waiver"),
    "c61": year_of_war,
    "c98": talks_and_hearing,
}
