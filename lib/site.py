"""The Sphinx side of the book: a page for every figure, links from the chapters to it, and what pages need."""

from __future__ import annotations

import os
import posixpath
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from lib import metadata, pages, register, seeds, stored
from lib.records import FigureError

_COPIED = (*pages.FORMATS, "bib", "ris", "csl.json")
_LINKS = {"csv": "Data (CSV)", "png": "PNG", "svg": "SVG", "pdf": "PDF", "html": "Cite this figure"}
# The sections of a figure's page, for the list of contents beside it.
_SECTIONS = {
    "download": "Download",
    "cite": "Cite this figure",
    "embed": "Show it elsewhere",
    "data": "Data",
    "sources": "Sources",
}

logger = logging.getLogger(__name__)


class SizedImage(nodes.image):
    """An image with width and height as attributes, so that nothing jumps while a page loads.

    Docutils writes sizes as style, which would keep the drawing from fitting a phone.
    """


def _visit_sized_image(self: HTML5Translator, node: SizedImage) -> None:
    file = posixpath.join(self.builder.imgpath, quote(self.builder.images[node["uri"]]))
    width, height = node["size"]
    self.body.append(self.emptytag(node, "img", src=file, alt=node["alt"], width=width, height=height))


def _depart_sized_image(self: HTML5Translator, node: SizedImage) -> None:
    pass


class PublishedFigure(SphinxDirective):
    """Show a figure of a chapter on a page of text, with its own alt text, and the content as its caption.

    The drawing is the one stored in the chapter; nothing is drawn anew. The picture leads to the place
    where the chapter discusses it. MyST-NB cannot do this: it glues no SVG from another page.
    """

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the picture, linked to the chapter, and its caption."""
        id = self.arguments[0]
        published = stored.drawings()
        if id not in published:
            raise self.error(
                f'no chapter publishes a figure "{id}"; published: {", ".join(sorted(published))}'
            )
        path, record, svg = published[id]
        self.env.note_dependency(str(stored.ROOT / path))
        file = Path(self.env.app.doctreedir) / "published" / f"{id}.svg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(svg, encoding="utf-8")
        page = Path(self.env.doc2path(self.env.docname)).parent
        image = SizedImage(uri=os.path.relpath(file, page), alt=record["alt"], size=pages.size(svg))
        address = f"{Path(os.path.relpath(stored.ROOT / path, page)).with_suffix('.html').as_posix()}#{id}"
        caption = nodes.container(classes=["published-caption"])
        self.state.nested_parse(self.content, self.content_offset, caption)
        picture = nodes.reference("", "", image, refuri=address)
        return [nodes.container("", nodes.paragraph("", "", picture), caption, classes=["published-figure"])]


def _folder() -> Path:
    return seeds.ROOT / "_build" / "figures"


def load_register(app: Sphinx) -> None:
    """Bring the register of figures up to the stored chapters; without their files the figures get no pages."""
    records: list[dict[str, Any]] = []
    if app.builder.format == "html":
        try:
            records = register.write()
        except FigureError as error:
            logger.warning("figures get no pages: %s", error)
    app.env.published = {record["id"]: record for record in records}  # type: ignore[attr-defined]
    app.env.drawings = {id: svg for id, (_, _, svg) in stored.drawings().items()}  # type: ignore[attr-defined]


def link_figures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give each published figure of a chapter its size, and below its caption the way to its data and page."""
    if app.builder.format != "html":
        return
    for figure in doctree.findall(nodes.figure):
        for id in figure["ids"]:
            if id not in app.env.drawings:  # type: ignore[attr-defined]
                continue
            size = pages.size(app.env.drawings[id])  # type: ignore[attr-defined]
            for image in list(figure.findall(nodes.image)):
                image.replace_self(SizedImage(image.rawsource, **image.attributes, size=size))
            if id in app.env.published:  # type: ignore[attr-defined]
                figure += nodes.legend("", _links(app, docname, id))


def _links(app: Sphinx, docname: str, id: str) -> nodes.paragraph:
    page = app.builder.get_relative_uri(docname, f"figures/{id}")
    line = nodes.paragraph(classes=["figure-links"])
    for n, (ending, words) in enumerate(_LINKS.items()):
        address = f"{page}#cite" if ending == "html" else f"{page.removesuffix('html')}{ending}"
        if n:
            line += nodes.Text(" · ")
        line += nodes.reference("", words, refuri=address, internal=True)
    return line


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the catalogue and the page of every figure, and make each findable by the site's search."""
    records = list(app.env.published.values())  # type: ignore[attr-defined]
    if not records:
        return
    drawings, cells = app.env.drawings, pages.drawing_cells()  # type: ignore[attr-defined]
    titles = {
        record["chapter"]: app.env.titles[f"chapters/{record['chapter']}"].astext() for record in records
    }
    about = pages.catalogue(records, drawings, titles, _folder())
    yield "figures", _page("All figures") | about, "figure-catalogue.html"
    for n, record in enumerate(records):
        id = record["id"]
        about = pages.figure(record, drawings[id], cells[id], _folder())
        highlighted = app.builder.highlighter.highlight_block(about["code"], "ipython3")  # type: ignore[attr-defined]
        machine = metadata.linked_data(record, about["topic"], about["data"]["header"], about["sources"])
        png = (_folder() / f"{id}.png").read_bytes()
        context = {
            **_page(record["title"]),
            **about,
            "code": Markup(highlighted),
            "caption": Markup(about["caption"]),
            "chapter_title": titles[record["chapter"]],
            "linked_data": Markup(metadata.script_text(machine)),
            "meta_elements": metadata.meta(record, metadata.png_size(png)),
            "prev": _neighbour(records[n - 1]) if n else None,
            "next": _neighbour(records[n + 1]) if n + 1 < len(records) else None,
            "toc": '<ul><li><a href="#">…</a><ul>'
            + "".join(f'<li><a href="#{anchor}">{name}</a></li>' for anchor, name in _SECTIONS.items())
            + "</ul></li></ul>",
        }
        yield f"figures/{id}", context, "figure-page.html"
    # Only now, since the theme would take the title of a known page from there, and write it unescaped.
    for record in records:
        _index(app, f"figures/{record['id']}", record)


def _page(title: str) -> dict[str, Any]:
    # The theme writes these as they are.
    return {"title": escape(title), "pagetitle": escape(title)}


def _neighbour(record: dict[str, Any]) -> dict[str, str]:
    return {"link": f"{record['id']}.html", "title": escape(record["title"])}


def _index(app: Sphinx, name: str, record: dict[str, Any]) -> None:
    # The search shows titles as markup, so that it gets them escaped.
    title = escape(record["title"])
    words = (record["id"], record["subtitle"], record["alt"], record["caption"], record["credit"])
    document = new_document(name, get_default_settings())
    document += nodes.section("", nodes.title("", title), *(nodes.paragraph("", text) for text in words))
    # Search and inventory keep only pages that Sphinx knows.
    app.env.all_docs[name] = 0
    app.env.titles[name] = nodes.title("", record["title"])
    app.builder.index_page(name, document, title)  # type: ignore[attr-defined]


def say_whether_there_are_figures(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let the navigation of every page lead to the catalogue, if there is one."""
    context["has_figures"] = bool(app.env.published)  # type: ignore[attr-defined]


def copy_files(app: Sphinx, failure: Exception | None) -> None:
    """Put the files of the published figures beside their pages: known ids and endings, nothing else."""
    records = app.env.published  # type: ignore[attr-defined]
    if failure or not records:
        return
    target = Path(app.outdir) / "figures"
    names = [f"{id}.{ending}" for id in records for ending in _COPIED]
    for name in (*names, "catalogue.json"):
        shutil.copyfile(_folder() / name, target / name)


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the book's directive to Sphinx, and the pages of its figures."""
    app.add_directive("published-figure", PublishedFigure)
    app.add_node(SizedImage, html=(_visit_sized_image, _depart_sized_image))
    app.connect("builder-inited", load_register)
    app.connect("doctree-resolved", link_figures)
    app.connect("html-collect-pages", collect_pages)
    app.connect("html-page-context", say_whether_there_are_figures)
    app.connect("build-finished", copy_files)
    for part in ("lib.number_site", "lib.data_site", "lib.claim_site"):
        app.setup_extension(part)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
