"""The Sphinx side of the book: links from the chapters to their figures, figures on other pages, and the other parts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from lib import bibtex, figure_site, pages, stored

_LINKS = {"csv": "Data (CSV)", "png": "PNG", "svg": "SVG", "pdf": "PDF", "html": "Cite this figure"}
_PARTS = (
    "lib.markup_site",
    "lib.figure_site",
    "lib.explore_site",
    "lib.brief_site",
    "lib.number_site",
    "lib.data_site",
    "lib.claim_site",
    "lib.site_files",
    "lib.glossary_site",
)


class Drawing(nodes.General, nodes.Inline, nodes.Element):
    """The drawing of a published figure, by its id: the file beside the figure's own page, not a copy of it.

    It has its size, so that nothing jumps while a page loads; Docutils writes sizes as style.
    """


def _visit_drawing(self: HTML5Translator, node: Drawing) -> None:
    builder: Any = self.builder
    address = builder.get_relative_uri(builder.current_docname, f"figures/{node['id']}").removesuffix(".html")
    self.body.append(pages.drawing(address, node["alt"], builder.env.drawings[node["id"]]))
    raise nodes.SkipNode


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
        # A page of HTML shows the drawing that lies beside the figure's page; for other builders it is an image.
        file = Path(self.env.app.doctreedir) / "published" / f"{id}.svg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(svg, encoding="utf-8")
        page = Path(self.env.doc2path(self.env.docname)).parent
        image = nodes.image(uri=os.path.relpath(file, page), alt=record["alt"], drawing=id)
        address = f"{Path(os.path.relpath(stored.ROOT / path, page)).with_suffix('.html').as_posix()}#{id}"
        caption = nodes.container(classes=["published-caption"])
        self.state.nested_parse(self.content, self.content_offset, caption)
        picture = nodes.reference("", "", image, refuri=address)
        return [nodes.container("", nodes.paragraph("", "", picture), caption, classes=["published-figure"])]


def link_figures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give each published figure of a chapter its drawings, and below its caption the way to its data and page."""
    if app.builder.format != "html":
        return
    for image in list(doctree.findall(lambda node: isinstance(node, nodes.image) and "drawing" in node)):
        image.replace_self(Drawing(id=image["drawing"], alt=image["alt"]))
    for figure in doctree.findall(nodes.figure):
        for id in figure["ids"]:
            if id not in app.env.drawings:  # type: ignore[attr-defined]
                continue
            for image in list(figure.findall(nodes.image)):
                image.replace_self(Drawing(id=id, alt=image.get("alt", "")))
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
    app.add_directive("published-figure", PublishedFigure)
    app.add_node(Drawing, html=(_visit_drawing, None))
    for part in _PARTS:
        app.setup_extension(part)
    app.connect("doctree-resolved", link_figures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
