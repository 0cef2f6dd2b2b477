"""The Sphinx side of the ledger of claims: its script, and for each claim the files that cite it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from lib import citation, claims, ledger


def _has_ledger(app: Sphinx) -> bool:
    return Path(app.srcdir, ledger.PAGE).with_suffix(".ipynb").exists()


def add_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let the page of the ledger have its filter."""
    if f"{pagename}.html" == ledger.PAGE:
        app.add_js_file("ledger.js", loading_method="defer")


def write_citations(app: Sphinx, failure: Exception | None) -> None:
    """Write for each claim the files for reference managers that its entry links."""
    if failure or app.builder.format != "html" or not _has_ledger(app):
        return
    folder = Path(app.outdir) / "claims"
    folder.mkdir(exist_ok=True)
    for item in claims.judged():
        record = citation.claim(ledger.citable(item))
        for style, ending in citation.FILES.items():
            text = citation.cite(record, style)
            (folder / f"{ledger.anchor(item.claim.id)}.{ending}").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the ledger to Sphinx."""
    app.connect("html-page-context", add_script)
    app.connect("build-finished", write_citations)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
