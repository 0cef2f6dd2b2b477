"""The book as one PDF: tagged, with bookmarks and page numbers, printed by the browser of this machine.

The same pages printed by the same browser give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from lib import edition, packing, paper_parts
from lib.paper import BROWSERS, browser
from lib.records import BookError

SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_TEMPLATES = Path(__file__).with_name("templates")
_DRAFT = "print.html"
_NODE = re.compile(r"node\d{8}")


def write(site: Path, target: Path) -> int:
    """Print the pages of a built site into a PDF file; returns how many pages it has.

    It is printed twice, since the contents name the page on which each part begins.
    Raises BookError if there is no browser.
    """
    text = paper_parts.parts(site, paper_parts.pages())
    draft = site / _DRAFT
    try:
        draft.write_text(page(text, []), encoding="utf-8")
        first = printed(draft)
        draft.write_text(page(text, starts(first)), encoding="utf-8")
        content, count = settled(printed(draft), text)
    finally:
        draft.unlink(missing_ok=True)
    target.write_bytes(content)
    return count


def page(text: Sequence[paper_parts.Part], numbers: Sequence[int]) -> str:
    """Return the whole text as one page of HTML, with the page on which each part begins, as far as it is known."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    about = edition.record()
    shown = [
        {
            "slug": part.slug,
            "title": part.title,
            "html": Markup(lxml.html.tostring(part.body, encoding="unicode")),
        }
        for part in text
    ]
    return environment.get_template("paper.html").render(
        title=about["title"],
        authors=edition.authors(),
        version=about["version"],
        day=about["date-released"],
        address=edition.address(),
        style=Markup((_TEMPLATES / "paper.css").read_text(encoding="utf-8")),
        parts=shown,
        numbers=numbers,
    )


def printed(page: Path) -> bytes:
    """Let the browser print a page; returns the PDF as it leaves it."""
    from playwright.sync_api import sync_playwright

    program = browser()
    if not program:
        raise BookError(
            f"a browser is needed to print the book: expected one of {', '.join(BROWSERS)}, found none."
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        try:
            tab = started.new_page(java_script_enabled=False, color_scheme="light")
            tab.goto(page.as_uri())
            return tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
        finally:
            started.close()


def starts(content: bytes) -> list[int]:
    """Return the page, counted from one, on which each part begins: each has a bookmark, after that of the contents."""
    with pikepdf.open(io.BytesIO(content)) as document, document.open_outline() as outline:
        pages = {page.objgen: n for n, page in enumerate(document.pages, start=1)}
        return [pages[item.destination[0].objgen] for item in outline.root[1:]]


def settled(content: bytes, text: Sequence[paper_parts.Part]) -> tuple[bytes, int]:
    """Return a PDF that says what it is and bears no time and no name of a program, and how many pages it has."""
    about = edition.record()
    when = datetime.fromtimestamp(packing.released(), UTC)
    with pikepdf.open(io.BytesIO(content)) as document:
        for key in list(document.docinfo.keys()):
            del document.docinfo[key]
        document.docinfo["/Title"] = about["title"]
        document.docinfo["/Author"] = ", ".join(edition.authors())
        document.docinfo["/Subject"] = f"Edition {about['version']}. {edition.LICENCE}. {edition.address()}"
        document.docinfo["/CreationDate"] = f"D:{when:%Y%m%d%H%M%S}Z"
        root: Any = document.Root
        root.Lang = "en-GB"
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        # The browser doubles words of a bookmark, or glues them where a title breaks into lines.
        with document.open_outline() as outline:
            for item, title in zip(outline.root, ["Contents", *(part.title for part in text)], strict=True):
                item.title = title
        _number_nodes(document)
        buffer = io.BytesIO()
        document.save(
            buffer,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
        )
        return buffer.getvalue(), len(document.pages)


def _number_nodes(document: pikepdf.Pdf) -> None:
    """Number the nodes of the tags from one: the browser counts on from wherever it was."""
    holders = [holder for thing in document.objects for holder in _holders(thing)]
    names = sorted({str(holder[key]) for holder, key in holders})
    numbers = {name: f"node{n:08d}" for n, name in enumerate(names, start=1)}
    for holder, key in holders:
        holder[key] = pikepdf.String(numbers[str(holder[key])])


def _holders(thing: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each place within one object of a PDF, other objects not followed, that holds the name of a node."""
    if isinstance(thing, pikepdf.Dictionary):
        inside = list(thing.items())
    elif isinstance(thing, pikepdf.Array):
        inside = list(enumerate(thing))
    else:
        return
    for key, value in inside:
        if isinstance(value, pikepdf.String) and _NODE.fullmatch(str(value)):
            yield thing, key
        elif isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _holders(value)
