"""Recomputes the verdict on each claim of the articles from the tables, and says where that is not possible.

A verdict is as of a date. A claim that holds in the tables of today is *supported*; one that held on the day of
the article and does no more is *outdated*, since a date; one that did not hold then is *contradicted*.
A claim that no row can decide rests on a judgement, which its record gives with what would change it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lib import (
    claims_commitments,
    claims_demands,
    claims_events,
    claims_group,
    claims_money,
    claims_presence,
    claims_seats,
    claims_shares,
    claims_war,
    claims_words,
    seeds,
)
from lib.findings import Finding
from lib.records import Claim, Document, Problem

Check = Callable[[Claim, Document, Path], Finding]

CHECKS: dict[str, Check] = {
    **claims_group.CHECKS,
    **claims_seats.CHECKS,
    **claims_presence.CHECKS,
    **claims_money.CHECKS,
    **claims_shares.CHECKS,
    **claims_demands.CHECKS,
    **claims_events.CHECKS,
    **claims_words.CHECKS,
    **claims_war.CHECKS,
    **claims_commitments.CHECKS,
}


@dataclass(frozen=True)
class Judged:
    """A claim of an article with its recorded verdict and, where the tables can decide, the computed one."""

    claim: Claim
    article: Document
    finding: Finding | None


def judged(folder: Path = seeds.SEEDS) -> list[Judged]:
    """Return every claim of the five articles, in the order of the articles and of their texts."""
    return [Judged(claim, article, _finding(claim, article, folder)) for article, claim in _claims(folder)]


def _claims(folder: Path) -> Iterator[tuple[Document, Claim]]:
    for document in seeds.documents(folder):
        for claim in document.claims:
            yield document, claim


def _finding(claim: Claim, article: Document, folder: Path) -> Finding | None:
    check = CHECKS.get(claim.id)
    return check(claim, article, folder) if check else None


def problems(folder: Path = seeds.SEEDS) -> Iterator[Problem]:
    """Find verdicts that differ from the recomputed ones, and judgements without what would change them."""
    known = set()
    for article, claim in _claims(folder):
        known.add(claim.id)
        file = f"seeds/documents/{Path(article.file).stem}.yml"
        try:
            finding = _finding(claim, article, folder)
        except Exception as error:
            # Whatever keeps a rule from its answer: a row that is gone, a value that is no number.
            remedy = f"Look at the record, and at the rows that {CHECKS[claim.id].__module__} reads."
            found = f"none ({type(error).__name__}: {' '.join(str(error).split())})"
            yield Problem(file, f"{claim.id}, verdict", "rows that decide the claim", found, remedy)
            continue
        if finding is None:
            if not claim.facts.get("would_change"):
                yield Problem(
                    file,
                    f"{claim.id}, would_change",
                    "what would change a verdict that no table decides",
                    "nothing",
                    "Say it, or recompute the verdict in one of the modules lib/claims_….py.",
                )
            continue
        recorded = (claim.verdict, _text(claim.facts.get("outdated_since")))
        computed = (finding.verdict, _text(finding.since))
        if recorded != computed:
            yield Problem(
                file,
                f"{claim.id}, verdict",
                f"the one that the tables give, {' since '.join(filter(None, computed))} ({finding.computed})",
                " since ".join(filter(None, recorded)),
                "Look at the rows; correct the record, or the rule that recomputes it.",
            )
    for name in sorted(set(CHECKS) - known):
        yield Problem("lib/claims.py", name, "a claim of an article", "none with that id", "Correct the id.")


def _text(day: object) -> str:
    return "" if day is None else str(day)
