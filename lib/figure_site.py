"""The Sphinx side of the figures: the register brought up to date, a page for each figure, and the catalogue."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util import logging

from lib import aside, columns, dark, frames, metadata, pages, register, search_site, seeds, stored, views
from lib.records import FigureError
from lib.search import Record, tidy

_COPIED = (*pages.FORMATS, "bib", "ris", "csl.json")
# The sections of a figure's page, for the list of contents beside it.
_SECTIONS = {
    "download": "Download",
    "cite": "Cite this figure",
    "embed": "Show it elsewhere",
    "data": "Data",
    "sources": "Sources",
}

logger = logging.getLogger(__name__)


def _folder() -> Path:
    return seeds.ROOT / "_build" / "figures"


def begin_register(app: Sphinx) -> None:
    """Begin to bring the register of figures up to the stored chapters, which takes as long as to read them."""
    app.env.drawings = {id: svg for id, (_, _, svg) in stored.drawings().items()}  # type: ignore[attr-defined]
    app.register_written = aside.begin(register.write) if app.builder.format == "html" else list  # type: ignore[attr-defined]


def published(app: Sphinx) -> dict[str, dict[str, Any]]:
    """Return the records of the figures by id, once the register is written; without their files figures get no pages."""
    if not hasattr(app, "published"):
        try:
            records = app.register_written()  # type: ignore[attr-defined]
        except FigureError as error:
            logger.warning("figures get no pages: %s", error)
            records = []
        app.published = {record["id"]: record for record in records}  # type: ignore[attr-defined]
    return app.published  # type: ignore[attr-defined]


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Begin to write the page of every figure, yield the catalogue, and make each findable by the site's search."""
    records = list(published(app).values())
    if not records:
        return
    titles = {
        name: app.env.titles[f"chapters/{name}"].astext()
        for name in {record["chapter"] for record in records}
    }
    about = pages.catalogue(records, app.env.drawings, titles, _folder())  # type: ignore[attr-defined]
    yield "figures", {"title": "All figures", "pagetitle": "All figures"} | about, "figure-catalogue.html"
    app.figures_written = aside.begin(lambda: frames.write(app, _leaves(app, records, titles)))  # type: ignore[attr-defined]
    # Only now, since the theme would take the title of a known page from there, and write it unescaped.
    search_site.add_page(app, Record("List", "All figures", "figures.html", text="Every figure of the book."))
    for record in records:
        search_site.add_page(app, _found(record, pages.place_title(record, titles)))


def _leaves(app: Sphinx, records: list[dict[str, Any]], titles: Mapping[str, str]) -> Iterator[frames.Leaf]:
    """Yield the page of each figure between those of its neighbours."""
    cells, toc = pages.drawing_cells(), frames.contents(_SECTIONS.items())
    neighbours = [None, *(frames.Neighbour(f"{r['id']}.html", r["title"]) for r in records), None]
    builder: Any = app.builder
    # The briefs of all allies are drawn by the same cells.
    highlighted = cache(lambda code: Markup(builder.highlighter.highlight_block(code, "ipython3")))
    for n, record in enumerate(records):
        id = record["id"]
        about = pages.figure(record, app.env.drawings[id], cells[id], _folder())  # type: ignore[attr-defined]
        machine = metadata.linked_data(record, about["topic"], about["data"]["header"], about["sources"])
        png = (_folder() / f"{id}.png").read_bytes()
        shown = len(about["data"]["rows"])
        context = about | {
            "code": highlighted(about["code"]),
            "view": views.of_figure(record, "../"),
            "narrowing": columns.narrowing(
                shown, f"rows of these {shown}" if about["data"]["more"] else "rows"
            ),
            "place_title": pages.place_title(record, titles),
            "linked_data": Markup(metadata.script_text(machine)),
            "meta_elements": metadata.meta(record, metadata.png_size(png)),
        }
        yield frames.Leaf(
            name=f"figures/{id}",
            title=record["title"],
            body=builder.templates.render("figure-page.html", context),
            head=builder.templates.render("figure-head.html", context),
            toc=toc,
            previous=neighbours[n],
            next=neighbours[n + 2],
        )


def _found(record: Mapping[str, Any], place: str) -> Record:
    """Return what the search knows of a figure."""
    caption = pages.caption(record["caption"]).striptags()
    return Record(
        kind="Figure",
        title=record["title"],
        address=f"figures/{record['id']}.html",
        place=place,
        text=tidy(" ".join((record["subtitle"], caption, record["alt"]))),
        keys=f"{record['id']} {pages.topic(record['id'])} {record['credit']}",
    )


def say_whether_there_are_figures(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let the navigation of every page lead to the catalogue, if there is one."""
    context["has_figures"] = bool(published(app))


def finish_pages(app: Sphinx, failure: Exception | None) -> None:
    """Wait for the pages of the figures and put their files beside them: known ids and endings, nothing else."""
    if failure or app.builder.format != "html":
        return
    target = Path(app.outdir) / "figures"
    target.mkdir(exist_ok=True)
    # The chapters show the drawings, whether or not there are pages for them.
    for id, svg in app.env.drawings.items():  # type: ignore[attr-defined]
        (target / f"{id}.svg").write_text(svg, encoding="utf-8")
        (target / f"{id}.dark.svg").write_text(dark.drawing(svg), encoding="utf-8")
    if not published(app):
        return
    app.figures_written()  # type: ignore[attr-defined]
    names = [f"{id}.{ending}" for id in published(app) for ending in _COPIED]
    for name in (*names, "catalogue.json"):
        shutil.copyfile(_folder() / name, target / name)


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the figures to Sphinx."""
    app.setup_extension("lib.search_site")
    app.connect("builder-inited", begin_register)
    app.connect("html-collect-pages", collect_pages)
    app.connect("html-page-context", say_whether_there_are_figures)
    app.connect("build-finished", finish_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
