"""The Sphinx side of the tables: a page where every row has its address, the file itself, and a list of all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

from lib import aside, data_pages, frames, search_site, seeds
from lib.search import Record

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
    """Begin to write the pages of the tables, and yield the list of all tables."""
    if not _has_tables(app):
        return
    folder = _folder(app)
    app.tables_written = aside.begin(lambda: _write_tables(app))  # type: ignore[attr-defined]
    about: dict[str, Any] = {
        "tables": [data_pages.summary(name, folder) for name in seeds.names(folder)],
        "package": seeds.descriptor(folder).get("description", ""),
    }
    yield "data/index", {"title": TITLE, "pagetitle": TITLE, **about}, "table-list.html"
    search_site.add(app, [Record("List", TITLE, "data/index.html", text=about["package"])])
    search_site.add(app, map(_found, about["tables"]))


def _found(table: Mapping[str, Any]) -> Record:
    """Return what the search knows of a table; its rows are no part of the search."""
    return Record(
        kind="Table",
        title=table["title"],
        address=f"data/{table['name']}.html",
        text=table["description"],
        keys=" ".join([table["name"], *(field["name"] for field in table["fields"])]),
    )


def finish_tables(app: Sphinx, failure: Exception | None) -> None:
    """Wait until the pages of the tables are written."""
    if written := getattr(app, "tables_written", None):
        written()


def _write_tables(app: Sphinx) -> None:
    """Write the pages of the tables, which are no part of the search, and copy their files."""
    folder, out = _folder(app), Path(app.outdir) / "data"
    out.mkdir(parents=True, exist_ok=True)
    for name in seeds.names(folder):
        shutil.copyfile(folder / seeds.resource(name, folder)["path"], out / f"{name}.csv")
    frames.write(app, _leaves(app, folder))


def _leaves(app: Sphinx, folder: Path) -> Iterator[frames.Leaf]:
    """Yield the pages of each table: of its parts, and of the whole where it is one part or leads to several."""
    templates: BuiltinTemplateLoader = app.builder.templates
    for name in seeds.names(folder):
        about = {"table": data_pages.summary(name, folder)}
        parts = data_pages.parts(name, folder)
        whole = [] if [part.name for part in parts] == [name] else [None]
        for part in [*parts, *whole]:
            context = {**about, "part": part, "data": part and data_pages.rows(name, part, folder)}
            title = about["table"]["title"] + (f": {part.label}" if part and part.label else "")
            yield frames.Leaf(
                name=f"data/{part.name if part else name}",
                title=title,
                body=templates.render("table-page.html", {**context, "title": title}),
                head='\n<meta name="robots" content="noindex">',
            )


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the tables to Sphinx."""
    app.setup_extension("lib.search_site")
    app.connect("html-page-context", say_whether_there_are_tables)
    app.connect("html-collect-pages", collect_pages)
    app.connect("build-finished", finish_tables)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
