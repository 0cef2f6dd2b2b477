"""Claims on where the two secretaries were and spoke: attendance, a first visit, words to the press, an eve."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pandas as pd

from lib import provenance, seeds, style, tolerances
from lib.attendance import CONTACT_GROUP, MINISTERS, SUMMIT
from lib.claims_seats import IN_WORDS, MODES, meeting_on, rows_of
from lib.findings import Finding, finding
from lib.provenance import Rows
from lib.records import Claim, Document, NumberError
from lib.rhetoric import SPEAKERS

Check = Callable[[Claim, Document, Path], Finding]

ATTENDANCE, STATEMENTS = "attendance", "statements"
MATTIS, HEGSETH = SPEAKERS


def took_part(
    secretary: str, kind: str, *modes: str, city: str | None = None, venue: str | None = None
) -> Check:
    """Return a check of how a secretary took part in a meeting on the printed day, or in the printed month.

    `modes` are those of the table of attendance that fit the claim. A meeting of the contact group has to say the
    same in its own table; `city` and `venue` are looked up there.
    """

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed = str(claim.facts["value"])
        table = seeds.table(ATTENDANCE, folder)
        listed = table[(table["secretary"] == secretary) & table["format"].str.startswith(kind)]
        seat = _one(
            listed[[tolerances.on_the_day(printed, d) for d in listed["date_start"]]], kind, printed
        ).iloc[0]
        found = [seat["attendance"]]
        places = [seat["place"]]
        used = [
            provenance.rows(
                ATTENDANCE,
                folder=folder,
                secretary=secretary,
                format=seat["format"],
                date_start=seat["date_start"],
            )
        ]
        if kind == CONTACT_GROUP:
            meeting = meeting_on(seat["date_start"], folder)
            found.append(_seat_of(secretary, meeting))
            places += [meeting["city"], meeting["venue"]]
            used.append(rows_of(meeting, folder))
        where = [place for place in (city, venue) if place]
        return finding(
            holds=set(found) <= set(modes) and set(where) <= set(places),
            printed=", ".join([_in_words(modes), *where, style.day(printed)]),
            computed=f"{_in_words(dict.fromkeys(found))} on {style.day(seat['date_start'])}, {seat['place']}"
            + (f", {venue}" if venue in places else ""),
            rule="on record",
            how="how he took part, by the table of attendance"
            + (" and that of the group's meetings" if kind == CONTACT_GROUP else ""),
            rows=tuple(used),
        )

    return check


def _in_words(modes: Collection[str]) -> str:
    return " or ".join(IN_WORDS.get(mode, mode) for mode in modes)


def _one(rows: pd.DataFrame, what: str, day: str) -> pd.DataFrame:
    if len(rows) != 1:
        raise NumberError(
            f"{what}, {day}: expected one row, found {len(rows)}. Name the day, or mend the table."
        )
    return rows


def _seat_of(secretary: str, meeting: pd.Series) -> str:
    """Return how a secretary took part in a meeting of the group, in the words of the table of attendance."""
    if pd.isna(meeting["us_representative"]):
        return "unknown"
    return MODES.get(meeting["us_mode"], "unknown") if meeting["us_representative"] == secretary else "missed"


def first_appearance(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for the first meeting in Brussels that Hegseth attended in person; it has to lie on a printed day."""
    printed = [str(day) for day in claim.facts["value"]]
    table = seeds.table(ATTENDANCE, folder)
    there = table[
        (table["secretary"] == HEGSETH)
        & (table["place"] == "Brussels")
        & (table["attendance"] == "in person")
    ]
    days = sorted(there["date_start"])
    return finding(
        holds=days[0] in printed,
        printed=f"{style.day(printed[0])} or the day after",
        computed=f"{style.day(days[0])}, the first of {len(days)} meetings that he attended there",
        rule="first",
        how="first meeting in Brussels that the table of attendance has with him in person",
        rows=provenance.rows(
            ATTENDANCE, folder=folder, secretary=HEGSETH, place="Brussels", attendance="in person"
        ),
    )


def spoke_to_press(speaker: str, meeting: Check | None = None) -> Check:
    """Return a check that a secretary said in Brussels, to the press, on the printed day, what the article quotes.

    With `meeting`, another check of the same claim, that one has to hold too.
    """

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed = str(claim.facts["value"])
        words = _quoted(article, speaker, folder)
        other = meeting(claim, article, folder) if meeting else None
        days = sorted(set(words["date"]))
        holds = days == [printed] and tolerances.always(
            (words["place"] == "Brussels") & (words["setting"] == "press remarks")
        )
        first = words.iloc[0]
        return finding(
            holds=holds and (other is None or other.verdict == "supported"),
            printed=f"to the press in Brussels, {style.day(printed)}",
            computed=f"{first['setting']}, {first['place']}, {style.listing(map(style.day, days))}"
            + (f"; at the meeting: {other.computed}" if other else ""),
            rule="on record",
            how="place, setting and day of the words that the article quotes, by the table of statements"
            + (f"; {other.how}" if other else ""),
            rows=(_statements(words, folder), *(other.rows if other else ())),
        )

    return check


def _quoted(article: Document, speaker: str, folder: Path) -> pd.DataFrame:
    """Return the statements of a speaker that an article quotes."""
    table = seeds.table(STATEMENTS, folder)
    quoted = table["document"].fillna("").str.contains(Path(article.file).stem)
    return table[quoted & (table["speaker"] == speaker)]


def _statements(words: pd.DataFrame, folder: Path) -> Rows:
    return provenance.rows(STATEMENTS, folder=folder, statement_id=list(words["statement_id"]))


def on_the_eve(claim: Claim, article: Document, folder: Path) -> Finding:
    """Count the days from the words that the article quotes to the first day of the next summit."""
    words = _quoted(article, HEGSETH, folder)
    said = words["date"].min()
    table = seeds.table(ATTENDANCE, folder)
    summits = table[table["format"].str.startswith(SUMMIT) & (table["date_start"] > said)]
    opened = summits["date_start"].min()
    days = (pd.Timestamp(opened) - pd.Timestamp(said)).days
    return finding(
        holds=tolerances.on_the_eve(said, opened),
        printed="the day before the summit",
        computed=f"{days} days: from {style.day(said)} to {style.day(opened)}",
        rule="on the eve",
        how="days from the words that the article quotes to the first day of the next summit",
        rows=(
            _statements(words, folder),
            provenance.rows(ATTENDANCE, folder=folder, format=SUMMIT, date_start=opened),
        ),
    )


CHECKS: dict[str, Check] = {
    "c01": first_appearance,
    "c02": took_part(HEGSETH, CONTACT_GROUP, "in person", "virtually"),
    "c18": took_part(HEGSETH, CONTACT_GROUP, "missed"),
    "c30": took_part(HEGSETH, MINISTERS, "in person"),
    # The claim is about the meeting in Brussels: on a screen he was not there.
    "c38": took_part(HEGSETH, CONTACT_GROUP, "virtually", "missed"),
    "c46": took_part(HEGSETH, CONTACT_GROUP, "in person", city="Brussels", venue="NATO headquarters"),
    "c65": spoke_to_press(HEGSETH),
    "c66": on_the_eve,
    "c104": spoke_to_press(MATTIS, meeting=took_part(MATTIS, MINISTERS, "in person")),
}
