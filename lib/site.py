"""The Sphinx side of the book: links from the chapters to their figures, figures on other pages, and the other parts."""

from __future__ import annotations

import os
import posixpath
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from lib import bibtex, figure_site, pages, stored

_LINKS = {"csv": "Data (CSV)", "png": "PNG", "svg": "SVG", "pdf": "PDF", "html": "Cite this figure"}
_PARTS = ("lib.figure_site", "lib.brief_site", "lib.number_site", "lib.data_site", "lib.claim_site")


class English(SearchEnglish):
    """English for the search of the site: each word is brought to its stem once, not on every page."""

    lang = "en"

    def init(self, options: dict[str, Any]) -> None:
        """Begin with no stem known."""
        super().init(options)
        self.stem = cache(super().stem)  # type: ignore[method-assign]


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
            if id in figure_site.published(app):
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


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the book's directive to Sphinx, and the pages of its figures, allies, numbers, tables and claims."""
    bibtex.quicken()
    app.add_search_language(English)
    app.add_directive("published-figure", PublishedFigure)
    app.add_node(SizedImage, html=(_visit_sized_image, _depart_sized_image))
    for part in _PARTS:
        app.setup_extension(part)
    app.connect("doctree-resolved", link_figures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
