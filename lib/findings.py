"""What the tables say about one claim: a value, a rule, a verdict, and the rows it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from lib.provenance import Rows
from lib.records import Document
from lib.tolerances import RULES


@dataclass(frozen=True)
class Finding:
    """A recomputed verdict. `printed` and `computed` are words with units; `since` is the day a claim ceased to hold."""

    verdict: str
    printed: str
    computed: str
    rule: str
    how: str
    rows: tuple[Rows, ...]
    sources: tuple[str, ...] = ()
    since: str | None = None


def finding(
    *,
    holds: bool,
    printed: str,
    computed: str,
    rule: str,
    how: str,
    rows: Rows | tuple[Rows, ...],
    sources: tuple[str, ...] = (),
    until: str | None = None,
) -> Finding:
    """Return the verdict on a claim that held, or not, on the day of its article.

    `until` is the day from which it no longer held, if there is one. `rule` is a key of tolerances.RULES.
    Raises KeyError for a rule that is not stated there.
    """
    RULES[rule]
    verdict = "contradicted" if not holds else "outdated" if until else "supported"
    used = (rows,) if isinstance(rows, Rows) else rows
    return Finding(
        verdict=verdict,
        printed=printed,
        computed=computed,
        rule=rule,
        how=how,
        rows=used,
        sources=sources,
        since=until if holds else None,
    )


def printed_on(article: Document) -> str:
    """Return the day of an article as ISO text; where the day is not known exactly, its likeliest or latest day."""
    return str(article.date["value"])
