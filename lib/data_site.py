"""The Sphinx side of the tables: a page where every row has its address, the file itself, and a list of all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

from lib import aside, data_pages, seeds

TITLE = "Tables"


def _folder(app: Sphinx) -> Path:
    return Path(app.srcdir) / "seeds"


def _has_tables(app: Sphinx) -> bool:
    return (_folder(app) / "datapackage.json").exists()


def say_whether_there_are_tables(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Let the navigation of every page lead to the tables, if there are any."""
    context["has_tables"] = _has_tables(app)


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the list of all tables."""
    if not _has_tables(app):
        return
    folder = _folder(app)
    about = {
        "tables": [data_pages.summary(name, folder) for name in seeds.names(folder)],
        "package": seeds.descriptor(folder).get("description", ""),
    }
    yield "data/index", {"title": TITLE, "pagetitle": TITLE, **about}, "table-list.html"


def begin_tables(app: Sphinx) -> None:
    """Begin to write the pages of the tables, which rest on nothing that Sphinx reads."""
    if app.builder.format == "html" and _has_tables(app):
        app.tables_written = aside.begin(partial(_write_tables, app))  # type: ignore[attr-defined]


def finish_tables(app: Sphinx, failure: Exception | None) -> None:
    """Wait until the pages of the tables are written."""
    if written := getattr(app, "tables_written", None):
        written()


def _write_tables(app: Sphinx) -> None:
    """Write the pages of the tables and copy their files.

    The theme builds navigation and search into every page, which takes longer than all the rows; these pages have a
    template of their own and are no part of the search.
    """
    folder, out = _folder(app), Path(app.outdir) / "data"
    out.mkdir(parents=True, exist_ok=True)
    templates: BuiltinTemplateLoader = app.builder.templates
    for name in seeds.names(folder):
        shutil.copyfile(folder / seeds.resource(name, folder)["path"], out / f"{name}.csv")
        about = {
            "table": data_pages.summary(name, folder),
            "book": app.config.html_title or app.config.project,
        }
        parts = data_pages.parts(name, folder)
        for part in parts:
            context = {**about, "part": part, "data": data_pages.rows(name, part, folder)}
            page = templates.render("table-page.html", context)
            (out / f"{part.name}.html").write_text(page, encoding="utf-8")
        if [part.name for part in parts] != [name]:
            page = templates.render("table-page.html", about)
            (out / f"{name}.html").write_text(page, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the tables to Sphinx."""
    app.connect("html-page-context", say_whether_there_are_tables)
    app.connect("html-collect-pages", collect_pages)
    app.connect("builder-inited", begin_tables)
    app.connect("build-finished", finish_tables)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
