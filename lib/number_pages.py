"""What the pages say of the numbers in the text: stored records in, plain values out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import nbformat

from lib import chapters, pages, seeds, stored, style
from lib.data_pages import data_address
from lib.number_texts import Name, is_sentence, page_texts, sentence, text, uses
from lib.records import NumberError

# A panel shows the first of many; the list of all numbers shows the rest.
_SPANS_IN_A_PANEL = 3
_ROWS_IN_A_PANEL = 3
_SOURCES_IN_A_PANEL = 3
# More sources than this are folded away in the list of all numbers.
FOLDED = 5


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
    return _entries(records, books, page_texts(root), "chapters", root)


def of_brief(
    slug: str, notebook: nbformat.NotebookNode, root: Path = seeds.ROOT
) -> dict[str, dict[str, Any]]:
    """Return what the page of an ally's brief says of each of its numbers, by key, in the order of the text.

    The code is the same for all allies, and stands in the chapter that their briefs are made from.
    """
    records = {(slug, key): record for key, record in stored.numbers(notebook).items()}
    texts = {slug: text(notebook)}
    found = _entries(records, {slug: notebook}, texts, "allies", root)
    order = [name for name in uses(texts) if name in found]
    return {name[1]: found[name] for name in dict.fromkeys([*order, *found])}


def _entries(
    records: Mapping[Name, Mapping[str, Any]],
    books: Mapping[str, nbformat.NotebookNode],
    texts: Mapping[str, str],
    folder: str,
    root: Path,
) -> dict[Name, dict[str, Any]]:
    printed = {name: record["text"] for name, record in records.items()}
    standing = uses(texts)
    code = {chapter: chapters.BRIEF if folder == "allies" else chapter for chapter in books}
    return {
        name: {
            **entry(*name, record, root / "seeds"),
            "cell": f"chapters/{code[name[0]]}.html#cell-{books[name[0]].cells[record['cell'] - 1]['id']}",
            "places": [
                {
                    "page": page,
                    "anchor": anchor(name, page),
                    "address": f"{folder}/{page}.html#{anchor(name, page)}",
                    # A computed sentence stands for itself, whatever else is computed around it.
                    "sentence": escape(record["text"])
                    if is_sentence(record["text"])
                    else sentence(told, page, printed),
                }
                for page, told in sorted(standing.get(name, {}).items(), key=lambda use: use[0] != name[0])
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
        "sentence": is_sentence(record["text"]),
        # What an entry is called in a list: the number, or where a whole sentence would stand, what it is about.
        "name": key.replace("-", " ").capitalize() if is_sentence(record["text"]) else record["text"],
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
    found: list[dict[str, Any]] = []
    listed: dict[tuple[str, ...], str] = {}
    for page, words in texts.items():
        order = {name: n for n, name in enumerate(uses({page: words}))}
        own = [name for name in known if name[0] == page]
        own.sort(key=lambda name: (order.get(name, len(order)), not known[name]["places"]))
        numbers = []
        for about in (known[name] for name in own):
            keys = tuple(source["key"] for source in about["sources"])
            first = listed.setdefault(keys, about["id"]) if len(keys) > FOLDED else about["id"]
            numbers.append({**about, "same_sources": "" if first == about["id"] else first})
        if numbers:
            found.append({"chapter": page, "numbers": numbers})
    return found
