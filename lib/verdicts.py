"""The verdicts on the claims as a table: counts by article and kind, how long a claim held, what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd

from lib import style
from lib.claims import Judged
from lib.findings import printed_on
from lib.records import Document

# What the verdicts mean, in the order in which they are shown.
VERDICTS = {
    "supported": "holds, by the sources that were found",
    "outdated": "held when it was printed and no longer does",
    "contradicted": "did not hold when it was printed, by the sources that were found",
    "unverifiable": "no source decides it; the entry says what would",
}
KINDS = {
    "number": "number",
    "date": "date",
    "attendance": "attendance",
    "first-time": "first time",
    "institution": "who leads, what exists",
    "forecast": "forecast",
    "quote": "quotation or reported speech",
}


def name(article: Document) -> str:
    """Return the name of an article's record, such as "001"."""
    return Path(article.file).stem[:3]


def table(judged: Iterable[Judged]) -> pd.DataFrame:
    """Return one row per claim, in the order of the articles and of their texts.

    Columns: claim, text, article (000 to 004), printed_on (ISO day), kind, verdict, basis ("recomputed" or "judged"),
    looseness (empty where nothing is off), outdated_since (ISO date, as far as known), as_of, source_id.
    """
    return pd.DataFrame(
        [
            {
                "claim": item.claim.id,
                "text": item.claim.claim,
                "article": name(item.article),
                "printed_on": printed_on(item.article),
                "kind": item.claim.kind,
                "verdict": item.claim.verdict,
                "basis": "recomputed" if item.finding else "judged",
                "looseness": item.claim.facts.get("looseness") or "",
                "outdated_since": str(item.claim.facts.get("outdated_since") or ""),
                "as_of": str(item.claim.facts["as_of"]),
                "source_id": item.article.source_id,
            }
            for item in judged
        ]
    )


def by_article(claims: pd.DataFrame) -> pd.DataFrame:
    """Count the verdicts of each article: article, printed (words), claims, one column per verdict, recomputed."""
    rows = []
    for article, mine in claims.groupby("article"):
        counts = mine["verdict"].value_counts()
        rows.append(
            {
                "article": article,
                "printed": style.day(mine["printed_on"].iloc[0], short=True),
                "claims": len(mine),
                **{verdict: int(counts.get(verdict, 0)) for verdict in VERDICTS},
                "recomputed": int((mine["basis"] == "recomputed").sum()),
            }
        )
    return pd.DataFrame(rows)


def told(row: Mapping[str, Any]) -> str:
    """Say in words how the claims of one row of `by_article` fared.

    >>> told({"claims": 3, "supported": 2, "outdated": 0, "contradicted": 1, "unverifiable": 0})
    'makes three claims that can be checked: two hold and one did not hold'
    """
    parts = {
        "supported": ("holds", "hold"),
        "outdated": ("held when printed", "held when printed"),
        "contradicted": ("did not hold", "did not hold"),
        "unverifiable": ("cannot be decided", "cannot be decided"),
    }
    said = [
        f"{style.number(row[verdict], words=True)} {forms[row[verdict] > 1]}"
        for verdict, forms in parts.items()
        if row[verdict]
    ]
    claims = "one claim" if row["claims"] == 1 else f"{style.number(row['claims'], words=True)} claims"
    return f"makes {claims} that can be checked: {style.listing(said)}"


def faults(claims: pd.DataFrame) -> str:
    """Say in words what is off in the contradicted claims, or that none is contradicted.

    >>> faults(pd.DataFrame({"verdict": ["contradicted"] * 2, "looseness": ["error", "loose phrase"]}))
    'of the contradicted claims one is an error and one a loose phrase'
    """
    wrong = claims[claims["verdict"] == "contradicted"]["looseness"].value_counts()
    if wrong.empty:
        return "none of its claims is contradicted"
    kinds = [
        f"{style.number(count, words=True)} {'is ' if not n and count == 1 else 'are ' if not n else ''}"
        f"{_several(kind, count)}"
        for n, (kind, count) in enumerate(wrong.sort_index().items())
    ]
    if wrong.sum() == 1:
        return f"the contradicted claim is {_several(str(wrong.index[0]), 1)}"
    return f"of the contradicted claims {style.listing(kinds)}"


def _several(kind: str, count: int) -> str:
    if count > 1:
        return f"{kind}s"
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def lifetimes(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the outdated claims with how long each held, from the day of printing to the day of ceasing.

    One row per claim: claim, label (words of the claim, broken into lines), article, printed_on, outdated_since (as
    far as known), held_until (its first day), held_days, source_id.
    """
    old = claims[claims["verdict"] == "outdated"]
    until = pd.to_datetime(old["outdated_since"], format="ISO8601")
    held = old.assign(
        label=["\n".join(wrap(f"{row.text} (article {row.article})", 42)) for row in old.itertuples()],
        held_until=until.dt.strftime("%Y-%m-%d"),
        held_days=(until - pd.to_datetime(old["printed_on"])).dt.days,
    )
    columns = [
        "claim",
        "label",
        "article",
        "printed_on",
        "outdated_since",
        "held_until",
        "held_days",
        "source_id",
    ]
    return held.sort_values(["printed_on", "held_until"])[columns].reset_index(drop=True)


def duration(days: int) -> str:
    """Say a time in the largest of days, weeks, months and years that it fills one and a half times.

    >>> duration(12), duration(45), duration(200), duration(3115)
    ('two weeks', 'six weeks', 'seven months', 'nine years')
    """
    for unit, length in (("year", 365.25), ("month", 30.44), ("week", 7.0)):
        if days >= 1.5 * length:
            count = style.round_half_up(days / length)
            return f"{style.number(count, words=True)} {unit}{'s' if count != 1 else ''}"
    return f"{days} day{'s' if days != 1 else ''}"


def shares(claims: pd.DataFrame, by: str, verdict: str) -> pd.DataFrame:
    """Return, by a column, how many claims have a verdict: one row per value with count, of and pct, highest first."""
    found = claims.assign(hit=claims["verdict"] == verdict).groupby(by)["hit"].agg(["sum", "size"])
    table = found.rename(columns={"sum": "count", "size": "of"}).assign(
        pct=lambda rows: 100 * rows["count"] / rows["of"]
    )
    return table.sort_values(["pct", "of"], ascending=False).reset_index()


def steps(seats: list[str]) -> list[str]:
    """Say how a seat was taken from meeting to meeting: a word for each change, in order.

    >>> steps(["in the room", "by video", "absent"])
    ['first in the room', 'then by video', 'then absent']
    """
    changes = [seat for n, seat in enumerate(seats) if n == 0 or seat != seats[n - 1]]
    return [f"{'then' if n else 'first'} {seat}" for n, seat in enumerate(changes)]


def first_years(shares: pd.DataFrame, level_pct: float) -> dict[str, int | None]:
    """Return, by the name of an edition, the first year with a printed share at the level, or None if there is none.

    `shares` has name, year and share_pct_gdp (% of GDP), one row per edition and year.
    """
    return {
        str(name): next(
            (
                int(row.year)
                for row in rows.sort_values("year").itertuples()
                if style.round_half_up(row.share_pct_gdp, 2) >= level_pct
            ),
            None,
        )
        for name, rows in shares.groupby("name", sort=False)
    }


def by_edition(years: Mapping[str, int | None]) -> str:
    """Say in words which year each edition names; editions that agree are named together.

    >>> by_edition({"June 2024": 2024, "August 2025": 2025, "July 2026": 2025})
    '2024 by the edition of June 2024, in 2025 by those of August 2025 and July 2026'
    """
    said: dict[int | None, list[str]] = {}
    for name, year in years.items():
        said.setdefault(year, []).append(name)
    return ", ".join(
        f"{'in ' if n else ''}{year or 'no year'} by {'those' if len(names) > 1 else 'the edition'} of {style.listing(names)}"
        for n, (year, names) in enumerate(said.items())
    )
