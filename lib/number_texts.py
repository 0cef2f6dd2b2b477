"""The text of the pages, and where in it each number stands: stored chapters in, sentences out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

import nbformat
from markdown_it import MarkdownIt

from lib import prose, seeds, stored

# A number is named by its chapter and its key: two chapters may use one key.
Name = tuple[str, str]
_NO_HTML = MarkdownIt("commonmark", {"html": False})


def page_texts(root: Path = seeds.ROOT) -> dict[str, str]:
    """Return the text of each page of the book by its name, in the order of _toc.yml; code is left out."""
    texts: dict[str, str] = {}
    for name in re.findall(r"chapters/([\w-]+)", (root / "_toc.yml").read_text(encoding="utf-8")):
        notebook, page = (root / "chapters" / f"{name}.{ending}" for ending in ("ipynb", "md"))
        if notebook.exists():
            texts[name] = text(stored.read(notebook))
        elif page.exists():
            texts[name] = page.read_text(encoding="utf-8")
    return texts


def text(notebook: nbformat.NotebookNode) -> str:
    """Return the text of a notebook without its code."""
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def is_sentence(printed: str) -> bool:
    """Say whether what was computed is a whole sentence, which is asked about as one, not a number in it."""
    return printed.endswith((".", "?", "!")) and " " in printed


def named(role: re.Match[str], page: str) -> Name:
    """Return which number a role in the text of a page means."""
    return (Path(role["page"]).stem if role["page"] else page, role["key"])


def uses(texts: Mapping[str, str]) -> dict[Name, dict[str, str]]:
    """Return for each number of the text, in order, the first sentence of each page that it stands in."""
    found: dict[Name, dict[str, str]] = {}
    for page, text in texts.items():
        for told in _told(text):
            for role in prose.GLUED.finditer(told):
                found.setdefault(named(role, page), {}).setdefault(page, told)
    return found


def _told(text: str) -> list[str]:
    """Return the sentences of a text, a term together with its definition and a lead-in with what it leads to."""
    told: list[str] = []
    for part in prose.sentences(text):
        if told and (part.startswith(": ") or (told[-1].endswith(":") and not part.startswith(("-", "#")))):
            told[-1] = f"{told[-1]} {part.removeprefix(': ')}"
        else:
            told.append(part)
    return told


def sentence(text: str, page: str, printed: Mapping[Name, str]) -> str:
    """Return a sentence as HTML, its numbers in place; emphasis stays, links and marks of headings go."""
    numbers: list[str] = []

    def held(role: re.Match[str]) -> str:
        # A sign that no text has stands for the number until the marks of the sentence are gone.
        numbers.append(printed.get(named(role, page), role["key"]))
        return f"\ue000{len(numbers) - 1}\ue001"

    words = re.sub(r"^(?:#+|[-*:>]|\d+\.)\s+", "", prose.plain(prose.GLUED.sub(held, text), {}))
    html = _NO_HTML.renderInline(re.sub(r"\[([^\]]+)\]", r"\1", words))
    return re.sub("\ue000(\\d+)\ue001", lambda mark: escape(numbers[int(mark[1])]), html)
