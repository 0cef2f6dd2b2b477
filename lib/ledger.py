"""The ledger of claims as HTML: one entry per claim, with its evidence, its address and its citation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from lib import citation, pages, seeds, style
from lib.claims import Judged
from lib.data_pages import data_address
from lib.findings import printed_on
from lib.provenance import Rows
from lib.tolerances import RULES
from lib.verdicts import KINDS, VERDICTS, name

PAGE = "chapters/fact-check.html"


def address(claim: str) -> str:
    """Return the lasting address of a claim's entry, from the root of the site."""
    return f"{PAGE}#{anchor(claim)}"


def anchor(claim: str) -> str:
    """Return the id of a claim's entry on its page, which is also the id to cite it by."""
    return f"claim-{claim}"


def html(judged: Sequence[Judged]) -> str:
    """Return the ledger as HTML: a form to filter it, and one entry per claim; links are relative to its page."""
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["ended"] = ended
    template = environment.get_template("claim-ledger.html")
    return template.render(
        entries=[entry(item) for item in judged],
        articles={name(item.article): item.article.title for item in judged},
        kinds=KINDS,
        verdicts=VERDICTS,
    )


def ended(words: str) -> str:
    """Close a sentence, unless a quotation at its end already does.

    >>> ended("none"), ended("he said “no.”")
    ('none.', 'he said “no.”')
    """
    return words if words.endswith((".", ".”")) else f"{words}."


def entry(item: Judged) -> dict[str, Any]:
    """Return what the page says of one claim: plain text and addresses relative to the page."""
    claim, finding, facts = item.claim, item.finding, item.claim.facts
    known = seeds.sources()
    keys = sorted({*claim.evidence, *_sources(item)})
    return {
        "id": claim.id,
        "anchor": anchor(claim.id),
        "text": claim.claim,
        "article": name(item.article),
        "article_title": item.article.title,
        "printed_on": style.day(printed_on(item.article)),
        "kind": claim.kind,
        "verdict": claim.verdict,
        "since": style.day(str(facts["outdated_since"])) if facts.get("outdated_since") else "",
        "as_of": style.day(str(facts["as_of"])),
        "looseness": facts.get("looseness") or "",
        "speaker": facts.get("speaker") or "",
        "start": claim.place["start"],
        "end": claim.place["end"],
        "digest": claim.place["sha256"],
        "quotation": claim.quotation["text"] if claim.quotation else "",
        "language": claim.quotation["language"] if claim.quotation else "",
        # What is printed is told in the book's words, except where the words themselves are the claim.
        "printed_quoted": bool(finding and claim.quotation and claim.quotation["text"] in finding.printed),
        "finding": finding,
        "rule": RULES[finding.rule] if finding else "",
        "rows": [_rows(rows) for rows in finding.rows] if finding else [],
        "figures": [{"id": id, "address": f"../figures/{id}.html"} for id in facts.get("figures") or ()],
        "sources": [pages.source(known[key]) for key in keys],
        "note": facts.get("note") or "",
        "rests_on": facts.get("rests_on") or "",
        "would_change": facts.get("would_change") or "",
        "apa": citation.cite(citation.claim(citable(item)), "apa"),
        "files": {
            style: f"../claims/{anchor(claim.id)}.{ending}" for style, ending in citation.FILES.items()
        },
    }


def citable(item: Judged) -> dict[str, str]:
    """Return what a citation of a claim is made from: id, title, article, verdict, as_of, path."""
    return {
        "id": anchor(item.claim.id),
        "title": item.claim.claim,
        "article": name(item.article),
        "verdict": item.claim.verdict,
        "as_of": style.day(str(item.claim.facts["as_of"])),
        "path": address(item.claim.id),
    }


def _sources(item: Judged) -> set[str]:
    """Return the sources that a computed verdict adds where they are few; long lists stand with the rows."""
    if not item.finding:
        return set()
    keys = {*item.finding.sources, *(key for rows in item.finding.rows for key in rows.sources)}
    return keys if len(keys) <= 6 else set(item.finding.sources)


def _rows(rows: Rows) -> dict[str, Any]:
    return {
        "table": rows.table,
        "where": rows.where,
        "count": len(rows.lines),
        "address": f"../{data_address(rows.table, rows.lines[0])}",
    }
