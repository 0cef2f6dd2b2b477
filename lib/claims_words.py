"""Claims on what the two secretaries said: themes of their statements on a day, words that a statement holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from lib import provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.provenance import Rows
from lib.records import Claim, Document

Check = Callable[[Claim, Document, Path], Finding]
# The days that a claim speaks of, and the rows that give them.
Days = tuple[list[str], tuple[Rows, ...]]
Pick = Callable[[Claim, Document, str, Path], Days]

MATTIS, HEGSETH = "James Mattis", "Pete Hegseth"
GROUP = "Ukraine Defense Contact Group"
WEEK = timedelta(days=7)
# Themes are those of the first pass of the coder who saw every statement; only this pass tells "+" from "-".
CODING = {"coder": "A", "coder_pass": 1}


def that_day(claim: Claim, article: Document, speaker: str, folder: Path) -> Days:
    """Return the day that the claim gives, or else that of its article."""
    return [str(claim.facts["value"] or printed_on(article))], ()


def next_meetings(claim: Claim, article: Document, speaker: str, folder: Path) -> Days:
    """Return the days on which the secretary sat in a room with the allies, from the article to a week later."""
    first = date.fromisoformat(printed_on(article))
    seats = _in_person(speaker, folder)
    seats = seats[seats["date_start"].between(first.isoformat(), (first + WEEK).isoformat())]
    days = {
        day.date().isoformat()
        for seat in seats.itertuples()
        for day in pd.date_range(seat.date_start, seat.date_end)
    }
    return sorted(days), (_seats(speaker, seats, folder),)


def last_group_meeting(claim: Claim, article: Document, speaker: str, folder: Path) -> Days:
    """Return the day of the last meeting of the contact group before the article that the secretary attended."""
    seats = _in_person(speaker, folder)
    seats = seats[seats["format"].str.startswith(GROUP) & (seats["date_start"] <= printed_on(article))]
    last = seats.sort_values("date_start").iloc[-1:]
    return last["date_start"].tolist(), (_seats(speaker, last, folder),)


def _in_person(speaker: str, folder: Path) -> pd.DataFrame:
    seats = seeds.table("attendance", folder)
    return seats[(seats["secretary"] == speaker) & (seats["attendance"] == "in person")]


def _seats(speaker: str, seats: pd.DataFrame, folder: Path) -> Rows:
    return provenance.rows(
        "attendance", folder=folder, secretary=speaker, format=seats["format"], date_start=seats["date_start"]
    )


def _statements(speaker: str, days: list[str], folder: Path) -> pd.DataFrame:
    words = seeds.table("statements", folder)
    return words[(words["speaker"] == speaker) & words["date"].isin(days)]


def _marked(theme: str, words: pd.DataFrame, folder: Path, polarity: str = "+-") -> pd.DataFrame:
    """Return the statements that the first coding marks with a theme, as affirmed ("+") or denied ("-")."""
    codes = seeds.table("statement-codes", folder)
    codes = codes[(codes["theme"] == theme) & codes["polarity"].isin(list(polarity))]
    codes = codes[(codes[list(CODING)] == pd.Series(CODING)).all(axis="columns")]
    return words[words["statement_id"].isin(codes["statement_id"])]


def _code_rows(theme: str, words: pd.DataFrame, folder: Path) -> tuple[Rows, ...]:
    """Name the rows that mark statements with a theme; none for no statement."""
    if words.empty:
        return ()
    ids = words["statement_id"]
    return (provenance.rows("statement-codes", folder=folder, statement_id=ids, theme=theme, **CODING),)


def coded(speaker: str, theme: str, pick: Pick) -> Check:
    """Look for statements of a secretary, on the days of the claim, that affirm a theme of the codebook."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        days, seats = pick(claim, article, speaker, folder)
        words = _statements(speaker, days, folder)
        found = _marked(theme, words, folder, "+")
        label = seeds.table("themes", folder).set_index("code").loc[theme, "label"]
        return finding(
            holds=len(found) > 0,
            printed=claim.claim,
            computed=f"{len(found)} of {len(words)} recorded statements on {_on(days)} coded “{label}”",
            rule="coded",
            how=f"recorded statements of {speaker} on that day or those days that the first coding marks with the theme",
            rows=(
                provenance.rows("statements", folder=folder, speaker=speaker, date=days),
                *_code_rows(theme, found, folder),
                *seats,
            ),
        )

    return check


def worded(speaker: str, words: tuple[str, ...], pick: Pick, theme: str | None = None) -> Check:
    """Look for one statement of a secretary, on the days of the claim, that holds all the words that decide.

    Words that mean the same are separated by "|". With a theme, only statements count that affirm or deny it.
    A later statement that would have held them is named, but decides nothing.
    """

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        days, seats = pick(claim, article, speaker, folder)
        said = seeds.table("statements", folder)
        said = said[said["speaker"] == speaker]
        then = said[said["date"].isin(days)]
        meant = _marked(theme, then, folder) if theme else then
        having = said[[tolerances.in_the_words(words, [quote]) for quote in said["quote"]]]
        found = having[having["statement_id"].isin(meant["statement_id"])]
        later = having[having["date"] > max(days)].head(0 if len(found) else 1)
        return finding(
            holds=tolerances.in_the_words(words, meant["quote"]),
            printed=f"“{claim.quotation['text']}”" if claim.quotation else claim.claim,
            computed=_quoted(found) if len(found) else _missed(claim, words, meant, days, later),
            rule="in the words",
            how=f"{_sought(words)} sought in the recorded statements of {speaker} on the day"
            + (f" that the first coding marks with {theme}" if theme else "")
            + "; the collection does not hold all that was said",
            rows=(
                provenance.rows("statements", folder=folder, speaker=speaker, date=days),
                *(_code_rows(theme, meant, folder) if theme else ()),
                *(
                    provenance.rows("statements", folder=folder, statement_id=name)
                    for name in later["statement_id"]
                ),
                *seats,
            ),
        )

    return check


def _sought(words: tuple[str, ...]) -> str:
    return style.listing(f"“{word.replace('|', '” or “')}”" for word in words)


def _quoted(said: pd.DataFrame) -> str:
    return "; ".join(f"{style.day(row.date)}: “{row.quote}”" for row in said.itertuples())


def _missed(
    claim: Claim, words: tuple[str, ...], said: pd.DataFrame, days: list[str], later: pd.DataFrame
) -> str:
    """Say that no statement has the words, which one the article renders by them, and the first later one."""
    told = f"no recorded statement of {_on(days)} has {_sought(words)} ({len(said)} looked at)"
    if claim.quotation:
        quoted = _apostrophes(claim.quotation["text"])
        forms = said["french_form_in_article"].fillna("").map(_apostrophes)
        rendered = said[forms.str.contains(quoted, regex=False)]
        told += "" if rendered.empty else f"; nearest, {_quoted(rendered)}"
    return told if later.empty else f"{told}; the first since, {_quoted(later)}"


def _apostrophes(text: str) -> str:
    return text.replace("’", "'")


def _on(days: list[str]) -> str:
    """Write days of one month as words.

    >>> _on(["2025-02-12", "2025-02-13"])
    '12 and 13 February 2025'
    """
    return f"{style.listing(str(int(day[-2:])) for day in days)} {style.day(days[0][:7])}"


CHECKS: dict[str, Check] = {
    "c04": coded(HEGSETH, "SELF", next_meetings),
    "c47": worded(HEGSETH, ("guarantor|guarantors",), last_group_meeting),
    "c48": worded(HEGSETH, ("unlikely|improbable", "ever|one day"), last_group_meeting, theme="UKNM"),
    "c64": worded(HEGSETH, ("cannot|can't", "reliance on America"), that_day, theme="SELF"),
    "c67": worded(HEGSETH, ("peace through strength", "reliance"), that_day),
    "c68": worded(HEGSETH, ("pillar",), that_day),
    "c75": coded(MATTIS, "UNIT", that_day),
    "c76": worded(MATTIS, ("alliance", "fundamental", "transatlantic community"), that_day, theme="UNIT"),
    "c77": worded(MATTIS, ("President Trump", "strong support for NATO"), that_day),
    "c82": coded(MATTIS, "BURD", that_day),
    "c87": coded(HEGSETH, "BURD", next_meetings),
    "c101": worded(HEGSETH, ("cannot|can't", "reliance on America"), that_day, theme="SELF"),
    "c102": coded(HEGSETH, "BURD", that_day),
    "c108": coded(MATTIS, "CTER", that_day),
}
