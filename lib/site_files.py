"""The Sphinx side of the pages' frame: what stands around a text, and which files the site holds beside its pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx

from lib import aside, edition, page_body, page_scripts, rerun_links, seeds, typeface

_NO_SOURCE = "404"


def _own() -> list[str]:
    """Return the names of the stylesheet, scripts and pictures that are the book's own."""
    return sorted(path.name for path in (seeds.ROOT / "lib" / "static").iterdir() if path.is_file())


def add_frame(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the frame of a page what it shows, and the text of a page its last form."""
    # The theme's scripts stay out; ours come with the pages that need them.
    names = [Path(str(script.filename or "")).name for script in context.get("script_files", [])]
    context["own_scripts"] = [name for name in names if name in _own()]
    context["book_edition"] = edition.record()["version"]
    context["paper"] = os.environ.get("BOOK_PAPER", "").split()
    if pagename == app.config.root_doc and app.config.html_baseurl:
        context["pageurl"] = f"{app.config.html_baseurl.rstrip('/')}/"
    if doctree is None:
        return
    paragraphs = [
        node
        for node in doctree.findall(nodes.paragraph)
        if not isinstance(node.parent, nodes.legend | nodes.citation)
    ]
    if paragraphs:
        context["description"] = page_body.sentence_start(paragraphs[0].astext())
    body = page_body.narrowed(page_body.calm(context["body"]))
    path = Path(app.env.doc2path(pagename))
    places = (
        rerun_links.links(path.relative_to(seeds.ROOT).as_posix())
        if path.is_relative_to(seeds.ROOT)
        else None
    )
    context["edit"] = places.edit if places else ""
    if pagename != app.config.root_doc and path.suffix == ".ipynb":
        words = sum(len(node.astext().split()) for node in paragraphs)
        facts = f"About {page_body.minutes(words)} to read"
        if source := context.get("sourcename"):
            address = escape(context["pathto"](f"_sources/{source}", resource=True))
            facts += f' · <a href="{address}" download>The notebook</a>'
        body = page_body.opened(body, facts, answer=True, below=page_body.reruns(path.stem, places))
    context["body"] = body
    context["own_scripts"] += page_scripts.names(body)


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that a server shows for an address that leads nowhere."""
    yield _NO_SOURCE, {"title": "There is no page at this address"}, "404.html"


def begin_typeface(app: Sphinx) -> None:
    """Begin to cut the typeface, which rests on nothing that Sphinx reads."""
    if app.builder.format == "html":
        app.typeface_written = aside.begin(partial(typeface.write, Path(app.doctreedir, "typeface")))  # type: ignore[attr-defined]


def finish_files(app: Sphinx, failure: Exception | None) -> None:
    """Leave in the site what its pages use; put the front page and the page for lost readers where servers look."""
    if failure or app.builder.format != "html":
        return
    app.typeface_written()  # type: ignore[attr-defined]
    out = Path(app.outdir)
    made = sorted(Path(app.doctreedir, "typeface").iterdir())
    kept = set(_own())
    for path in sorted((out / "_static").rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif path.relative_to(out / "_static").as_posix() not in kept:
            path.unlink()
    for path in made:
        shutil.copyfile(path, out / "_static" / path.name)
    # Of the sources only notebooks are linked, to be taken away and run.
    for path in (out / "_sources").rglob("*.*"):
        if path.suffix != ".ipynb":
            path.unlink()
    (out / ".buildinfo").unlink(missing_ok=True)
    _move(
        out / "404.html",
        out / "404.html",
        "",
        f"{urlsplit(app.config.html_baseurl or '/').path.rstrip('/')}/",
    )
    root = f"{app.config.root_doc}.html"
    if root != "index.html":
        _move(out / root, out / "index.html", str(Path(root).parent), "")


def _move(page: Path, target: Path, folder: str, root: str) -> None:
    target.write_text(page_body.rebased(page.read_text(encoding="utf-8"), folder, root), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the frame to Sphinx."""
    app.connect("builder-inited", begin_typeface)
    # After the panels of the numbers, which are part of the text.
    app.connect("html-page-context", add_frame, priority=950)
    app.connect("html-collect-pages", collect_pages)
    app.connect("build-finished", finish_files, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
