"""The Sphinx side of the interactive views: their places below the figures of chapters, and the data that they load."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from lib import explore_data, figure_site, views


class ViewPlace(nodes.General, nodes.Element):
    """The place of a view, below a figure of a chapter."""


def _visit_place(self: HTML5Translator, node: ViewPlace) -> None:
    self.body.append(str(views.place(node["view"], node["root"])))


def _depart_place(self: HTML5Translator, node: ViewPlace) -> None:
    pass


def place_views(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the places of the views below the figures of a chapter."""
    if app.builder.format != "html":
        return
    for figure in list(doctree.findall(nodes.figure)):
        for id in figure["ids"]:
            record = figure_site.published(app).get(id)
            if record and (view := views.view(record)):
                after = figure.parent.index(figure) + 1
                figure.parent.insert(after, ViewPlace("", view=view, root="../" * docname.count("/")))


def write_data(app: Sphinx, failure: Exception | None) -> None:
    """Write the data sets that the views of the published figures load."""
    if failure or app.builder.format != "html":
        return
    shown = filter(None, map(views.view, figure_site.published(app).values()))
    for name in sorted({name for view in shown for name in views.DATA[view.kind]}):
        path = Path(app.outdir, views.FOLDER, f"{name}.js")
        path.parent.mkdir(exist_ok=True)
        path.write_text(explore_data.script(name), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the views to Sphinx."""
    app.add_node(ViewPlace, html=(_visit_place, _depart_place))
    app.connect("doctree-resolved", place_views)
    app.connect("build-finished", write_data)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
