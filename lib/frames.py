"""Many pages of one kind: Sphinx renders one, with marks where they differ; the others are filled in.

Sphinx works out navigation and neighbours for every page, which takes longer than the page's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape
from sphinx.application import Sphinx

from lib import page_body, page_scripts

_MARK = re.compile(r"frame-mark-([a-z]+)-frame")


@dataclass(frozen=True)
class Neighbour:
    """The page before or after another one in the same folder: its file and its title as plain text."""

    link: str
    title: str


@dataclass(frozen=True)
class Leaf:
    """One page: its name such as "figures/aid-revisions", its title as plain text, all else as HTML."""

    name: str
    title: str
    body: str
    head: str = ""
    toc: str = ""
    previous: Neighbour | None = None
    next: Neighbour | None = None


def contents(sections: Iterable[tuple[str, str]]) -> str:
    """Return the list of contents beside a page as Sphinx makes it, from anchors and plain titles."""
    items = "".join(f'<li><a href="#{anchor}">{escape(title)}</a></li>' for anchor, title in sections)
    return f'<ul><li><a href="#">…</a><ul>{items}</ul></li></ul>'


def write(app: Sphinx, leaves: Iterable[Leaf]) -> None:
    """Write pages that look as if Sphinx had rendered each of them."""
    frames: dict[tuple[Any, ...], str] = {}
    for leaf in leaves:
        folder, _, name = leaf.name.rpartition("/")
        kind = (folder, leaf.toc, leaf.previous is None, leaf.next is None)
        if kind not in frames:
            frames[kind] = _frame(app, folder, leaf)
        body = page_body.calm(leaf.body)
        values = {
            "name": name,
            "title": _once(leaf.title),
            "head": leaf.head + page_scripts.elements(body, "../" * leaf.name.count("/")),
            "body": body,
            "beforelink": leaf.previous.link if leaf.previous else "",
            "before": _once(leaf.previous.title) if leaf.previous else "",
            "afterlink": leaf.next.link if leaf.next else "",
            "after": _once(leaf.next.title) if leaf.next else "",
        }
        page = _MARK.sub(lambda mark, values=values: values[mark[1]], frames[kind])  # type: ignore[misc]
        path = Path(app.outdir, f"{leaf.name}.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")


def _once(title: str) -> str:
    # As the frame writes it, both in the head and as a link.
    return str(escape(" ".join(title.split())))


def _mark(name: str) -> str:
    return f"frame-mark-{name}-frame"


def _frame(app: Sphinx, folder: str, leaf: Leaf) -> str:
    """Let Sphinx render a page of marks, with neighbours and contents as those of a page."""
    context = {
        "title": _mark("title"),
        "pagetitle": _mark("title"),
        "leaf_head": _mark("head"),
        "leaf_body": _mark("body"),
        "prev": leaf.previous and {"link": _mark("beforelink"), "title": _mark("before")},
        "next": leaf.next and {"link": _mark("afterlink"), "title": _mark("after")},
        "toc": leaf.toc,
    }
    path = Path(app.doctreedir, f"frame-{folder.replace('/', '-')}.html")
    builder: Any = app.builder
    builder.handle_page(f"{folder}/{_mark('name')}", context, "leaf.html", outfilename=str(path))
    return path.read_text(encoding="utf-8")
