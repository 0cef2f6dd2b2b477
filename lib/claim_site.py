"""The Sphinx side of the ledger of claims: its script, and for each claim the files that cite it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from lib import aside, citation, ledger, seeds
from lib.claims import Judged


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


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the ledger to Sphinx."""
    app.connect("html-page-context", add_script)
    app.connect("builder-inited", begin_citations)
    app.connect("build-finished", finish_citations)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
