"""The Sphinx side of the ledger of claims: its script, what finds each claim, and the files that cite it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from lib import aside, citation, ledger, search_site, seeds, verdicts
from lib.claims import Judged
from lib.records import Claim
from lib.search import Record


def _has_ledger(app: Sphinx) -> bool:
    return Path(app.srcdir, ledger.PAGE).with_suffix(".ipynb").exists()


def add_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let the page of the ledger have its filter."""
    if f"{pagename}.html" == ledger.PAGE:
        app.add_js_file("ledger.js", loading_method="defer")


def begin_citations(app: Sphinx) -> None:
    """Begin to write, for each claim, the files for reference managers that its entry links."""
    if app.builder.format == "html" and _has_ledger(app):
        app.citations_written = aside.begin(partial(_write_citations, Path(app.outdir, "claims")))  # type: ignore[attr-defined]


def finish_citations(app: Sphinx, failure: Exception | None) -> None:
    """Wait until the files are written."""
    if written := getattr(app, "citations_written", None):
        written()


def _write_citations(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for article in seeds.documents():
        for claim in article.claims:
            # A citation names the recorded verdict, so that nothing is computed anew.
            record = citation.claim(ledger.citable(Judged(claim, article, finding=None)))
            for style, ending in citation.FILES.items():
                text = citation.cite(record, style)
                (folder / f"{record['id']}.{ending}").write_text(text, encoding="utf-8")


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Let the search find each claim, also by the French words of its quotation; they have no page of their own."""
    if _has_ledger(app):
        for article in seeds.documents():
            search_site.add(app, (_found(claim, verdicts.name(article)) for claim in article.claims))
    yield from ()


def _found(claim: Claim, article: str) -> Record:
    facts, quoted = claim.facts, claim.quotation or {"text": ""}
    return Record(
        kind="Claim",
        title=claim.claim,
        address=ledger.address(claim.id),
        place=f"{claim.verdict}, article {article}",
        text=facts.get("note") or "",
        keys=f"{claim.id} {ledger.anchor(claim.id)} {facts.get('speaker') or ''} {quoted['text']}",
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the ledger to Sphinx."""
    app.setup_extension("lib.search_site")
    app.connect("html-collect-pages", collect_pages)
    app.connect("html-page-context", add_script)
    app.connect("builder-inited", begin_citations)
    app.connect("build-finished", finish_citations)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
