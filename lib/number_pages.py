"""What the pages say of the numbers in the text: stored records in, plain values out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from markdown_it import MarkdownIt

from lib import pages, prose, seeds, stored, style
from lib.data_pages import data_address
from lib.records import NumberError

__all__ = ["by_chapter", "data_address", "entries", "page_texts"]

# A number is named by its chapter and its key: two chapters may use one key.
Name = tuple[str, str]
# A panel shows the first of many; the list of all numbers shows the rest.
_SPANS_IN_A_PANEL = 3
_ROWS_IN_A_PANEL = 3
_SOURCES_IN_A_PANEL = 3
# More sources than this are folded away in the list of all numbers.
FOLDED = 5
_NO_HTML = MarkdownIt("commonmark", {"html": False})


def page_texts(root: Path = seeds.ROOT) -> dict[str, str]:
    """Return the text of each page of the book by its name, in the order of _toc.yml; code is left out."""
    texts: dict[str, str] = {}
    for name in re.findall(r"chapters/([\w-]+)", (root / "_toc.yml").read_text(encoding="utf-8")):
        notebook, page = (root / "chapters" / f"{name}.{ending}" for ending in ("ipynb", "md"))
        if notebook.exists():
            cells = nbformat.read(notebook, as_version=4).cells
            texts[name] = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        elif page.exists():
            texts[name] = page.read_text(encoding="utf-8")
    return texts


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


def entries(root: Path = seeds.ROOT) -> dict[Name, dict[str, Any]]:
    """Return all that the pages say of each number of the book, by chapter and key.

    Addresses lead from the root of the site. "places" holds the pages on which the number stands, its own chapter
    first; it is empty for a number that stands in no sentence.
    Raises NumberError for a source that sources.bib does not have.
    """
    books = {Path(path).stem: notebook for path, notebook in stored.notebooks(root).items()}
    records = {
        (chapter, key): record
        for chapter, notebook in books.items()
        for key, record in stored.numbers(notebook).items()
    }
    printed = {name: record["text"] for name, record in records.items()}
    standing = uses(page_texts(root))
    return {
        name: {
            **entry(*name, record, root / "seeds"),
            "cell": f"chapters/{name[0]}.html#cell-{books[name[0]].cells[record['cell'] - 1]['id']}",
            "places": [
                {"page": page, "anchor": anchor(name, page), "sentence": sentence(text, page, printed)}
                for page, text in sorted(standing.get(name, {}).items(), key=lambda use: use[0] != name[0])
            ],
        }
        for name, record in records.items()
    }


def anchor(name: Name, page: str) -> str:
    """Return the id of a number's first place on a page; on another page than its own it names its chapter."""
    chapter, key = name
    return f"number-{key}" if page == chapter else f"number-{chapter}-{key}"


def entry(chapter: str, key: str, record: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return what the pages say of one number, apart from where it stands."""
    if "rows" not in record:
        raise NumberError(
            f'number "{key}": expected a record that names its rows, found one without. Run: book run {chapter}'
        )
    found = [_rows(part, folder) for part in record["rows"]]
    sources = [_source(key, source, folder) for source in record["sources"]]
    return {
        "id": f"{chapter}-{key}",
        "chapter": chapter,
        "key": key,
        "text": record["text"],
        "unit": record.get("unit", ""),
        "how": record["how"],
        "rows": found,
        "first_rows": found[:_ROWS_IN_A_PANEL],
        "more_rows": len(found[_ROWS_IN_A_PANEL:]),
        "editions": [
            edition_words(edition)
            for edition in dict.fromkeys(edition for part in record["rows"] for edition in part["editions"])
        ],
        "sources": sources,
        "first_sources": sources[:_SOURCES_IN_A_PANEL],
        "more_sources": len(sources[_SOURCES_IN_A_PANEL:]),
    }


def _rows(part: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    spans = str(part["lines"]).split(", ")
    first = int(spans[0].partition("–")[0])
    return {
        "table": seeds.resource(part["table"], folder).get("title", part["table"]),
        "where": part["where"],
        "count": style.number(part["count"]),
        "lines": part["lines"],
        "first_lines": ", ".join(spans[:_SPANS_IN_A_PANEL])
        + (" …" if len(spans) > _SPANS_IN_A_PANEL else ""),
        "address": data_address(part["table"], first, folder),
    }


def edition_words(edition: str) -> str:
    """Write an edition as words where it is a month, and as the table names it where not.

    >>> edition_words("2026-07"), edition_words("kiel-29")
    ('July 2026', 'kiel-29')
    """
    return style.edition_name(edition) if re.fullmatch(r"\d{4}-\d{2}", edition) else edition


def _source(number: str, key: str, folder: Path) -> dict[str, str]:
    known = seeds.sources(folder)
    if key not in known:
        raise NumberError(
            f'number "{number}": expected sources of sources.bib, found "{key}". Add it, or correct the key.'
        )
    about = pages.source(known[key])
    title = about["title"] or key
    return {
        "key": key,
        "title": title,
        "about": ", ".join(filter(None, (about["publisher"], about["published"]))),
        "address": f"chapters/sources.html#source-{key}",
    }


def by_chapter(known: Mapping[Name, dict[str, Any]], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the numbers of each chapter in the order of the text; those in no sentence of it come last.

    A long list of sources is given once: "same_sources" is the id of the first number that has the same list.
    """
    chapters: list[dict[str, Any]] = []
    listed: dict[tuple[str, ...], str] = {}
    for page, text in texts.items():
        order = {name: n for n, name in enumerate(uses({page: text}))}
        own = [name for name in known if name[0] == page]
        own.sort(key=lambda name: (order.get(name, len(order)), not known[name]["places"]))
        numbers = []
        for about in (known[name] for name in own):
            keys = tuple(source["key"] for source in about["sources"])
            first = listed.setdefault(keys, about["id"]) if len(keys) > FOLDED else about["id"]
            numbers.append({**about, "same_sources": "" if first == about["id"] else first})
        if numbers:
            chapters.append({"chapter": page, "numbers": numbers})
    return chapters
