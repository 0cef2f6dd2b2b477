"""The Sphinx side of the search: what each page says is put on record, and the page of the search shows it.

Sphinx's own search passes over numbers, keeps accents apart, knows whole pages only and shows no line of what it found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from lib import search
from lib.search import Record

# What is no text of a page: code and its outputs, figures (which have pages of their own), sources, marks for scripts.
_PASSED_OVER = (
    nodes.literal_block,
    nodes.raw,
    nodes.comment,
    nodes.figure,
    nodes.image,
    nodes.citation,
    nodes.target,
    nodes.system_message,
    addnodes.glossary,
    addnodes.toctree,
)


def begin(app: Sphinx) -> None:
    """Take the place of Sphinx's own search."""
    app.builder.search = False  # type: ignore[attr-defined]
    app.search_records = []  # type: ignore[attr-defined]
    if not hasattr(app.env, "search_records"):
        app.env.search_records = {}  # type: ignore[attr-defined]


def add(app: Sphinx, records: Iterable[Record]) -> None:
    """Let the search find something that stands on no page that Sphinx reads."""
    app.search_records += records  # type: ignore[attr-defined]


def add_page(app: Sphinx, record: Record) -> None:
    """Let the search find a page that Sphinx did not read, and the inventory name it."""
    name = record.address.removesuffix(".html")
    app.env.all_docs[name] = 0
    app.env.titles[name] = nodes.title("", record.title)
    add(app, [record])


def read_page(app: Sphinx, doctree: nodes.document) -> None:
    """Put on record what a page says, section by section; kept with what Sphinx keeps from one build to the next."""
    name = app.env.docname
    records = list(page_records(doctree, f"{name}.html"))
    app.env.search_records[name] = records  # type: ignore[attr-defined]


def page_records(doctree: nodes.document, address: str) -> Iterator[Record]:
    """Yield a record for a page, with the text before its first heading, and one for each of its sections."""
    top: nodes.section | None = doctree.next_node(nodes.section)
    if top is None:
        return
    title = _title(top)
    for section in top.findall(nodes.section):
        first = section is top
        yield Record(
            kind="Chapter" if first else "Section",
            title=_title(section),
            address=address if first else f"{address}#{section['ids'][0]}",
            place="" if first else title,
            text=search.tidy(" ".join(_texts(section))),
        )


def _title(section: nodes.section) -> str:
    title: nodes.title | None = section.next_node(nodes.title)
    return search.tidy(title.astext()) if title is not None else ""


def _texts(node: nodes.Element) -> Iterator[str]:
    """Yield the text of a section, block by block, without its title and the sections within."""
    for child in node.children:
        if isinstance(child, (nodes.section, nodes.title, *_PASSED_OVER)):
            continue
        if isinstance(child, nodes.TextElement):
            yield said(child)
        elif isinstance(child, nodes.Element):
            yield from _texts(child)


def said(node: nodes.Node) -> str:
    """Return the words of a piece of text, references to sources left out."""
    if isinstance(node, nodes.Text):
        return node.astext()
    if isinstance(node, addnodes.pending_xref):
        if node.get("refdomain") == "cite":
            return ""
        if node.get("reftype") == "numref":
            return "The figure"
    if isinstance(node, _PASSED_OVER):
        return ""
    return "".join(said(child) for child in node.children)


def forget_page(app: Sphinx, env: Any, docname: str) -> None:
    """Forget a page that is read anew or has gone."""
    getattr(env, "search_records", {}).pop(docname, None)


def merge_pages(app: Sphinx, env: Any, docnames: Iterable[str], other: Any) -> None:
    """Take over what another process has read."""
    env.search_records |= {name: other.search_records[name] for name in docnames}


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page of the search."""
    yield "search", {"title": "Search"}, "search.html"


def write(app: Sphinx, failure: Exception | None) -> None:
    """Write all that was put on record beside the pages."""
    if failure or app.builder.format != "html":
        return
    read = app.env.search_records  # type: ignore[attr-defined]
    records = [one for page in read.values() for one in page] + app.search_records  # type: ignore[attr-defined]
    Path(app.outdir, search.FILE).write_text(search.script(records), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the search to Sphinx."""
    app.connect("builder-inited", begin)
    # After the transforms that put numbers in their place.
    app.connect("doctree-read", read_page)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    app.connect("html-collect-pages", collect_pages)
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
