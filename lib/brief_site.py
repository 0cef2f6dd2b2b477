"""The Sphinx side of the allies: a page for the brief of each, the table of all, and search that finds them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from lib import (
    ally_pages,
    aside,
    brief_pages,
    chapters,
    frames,
    french,
    number_pages,
    search_site,
    seeds,
    stored,
    views,
)
from lib.search import Record

TITLE = "Allies"


def _root(app: Sphinx) -> Path:
    return Path(app.srcdir)


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Begin to write the page of each brief, yield the table of all, and make both findable by the site's search."""
    found = brief_pages.briefs(_root(app))
    if not found:
        return
    about = ally_pages.overview(found)
    yield "allies", {"title": TITLE, "pagetitle": TITLE} | about, "ally-list.html"
    titles = {
        name.removeprefix("chapters/"): title.astext()
        for name, title in app.env.titles.items()
        if name.startswith("chapters/")
    }
    said = [brief_pages.page(brief, titles, _root(app)) for brief in found]
    app.briefs_written = aside.begin(lambda: frames.write(app, _leaves(app, said, titles)))  # type: ignore[attr-defined]
    search_site.add_page(app, Record("List", TITLE, "allies.html", text="One brief for each of the allies."))
    codes = seeds.allies(_root(app) / "seeds").set_index("ally")["iso3"]
    for brief, text in zip(found, brief_pages.own_words(said), strict=True):
        code = codes[brief["ally"]]
        search_site.add_page(
            app,
            Record(
                kind="Ally",
                title=brief["ally"],
                address=f"allies/{brief['slug']}.html",
                text=text,
                keys=f"{code} {french.ALLIES.get(code, '')}",
            ),
        )


def finish_pages(app: Sphinx, failure: Exception | None) -> None:
    """Wait for the pages of the briefs and put their notebooks beside them."""
    if failure or not hasattr(app, "briefs_written"):
        return
    app.briefs_written()
    for path in stored.briefs(_root(app)):
        shutil.copyfile(_root(app) / path, Path(app.outdir, "allies", Path(path).name))


def _leaves(app: Sphinx, said: list[dict[str, Any]], titles: dict[str, str]) -> Iterator[frames.Leaf]:
    templates: Any = app.builder.templates
    neighbours = [None, *(frames.Neighbour(f"{about['slug']}.html", about["ally"]) for about in said), None]
    for n, about in enumerate(said):
        panels = templates.render(
            "number-panels.html", {"root": "../", "numbers": about["numbers"], "page": ""}
        )
        context = about | {
            "blocks": [
                block | {"view": views.of_figure(block["figure"] | {"ally": about["ally"]}, "../")}
                if "figure" in block
                else block
                for block in about["blocks"]
            ],
            "root": "../",
            "folded": number_pages.FOLDED,
            "panels": Markup(panels),
            "chapter_title": titles[chapters.BRIEF],
            "description": ally_pages.description(about["ally"]),
        }
        yield frames.Leaf(
            name=f"allies/{about['slug']}",
            title=about["ally"],
            body=templates.render("brief-page.html", context),
            head=templates.render("brief-head.html", context),
            toc=frames.contents(about["sections"]),
            previous=neighbours[n],
            next=neighbours[n + 2],
        )


def say_whether_there_are_allies(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let the navigation of every page lead to the allies, if a brief of one has been run."""
    context["has_allies"] = bool(stored.briefs(_root(app)))


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the allies to Sphinx."""
    app.setup_extension("lib.search_site")
    app.connect("html-page-context", say_whether_there_are_allies)
    app.connect("build-finished", finish_pages)
    app.connect("html-collect-pages", collect_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
