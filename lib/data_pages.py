"""The tables of seeds/ as pages on which every row has its place: files in, plain values out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from lib import columns as table_columns
from lib import pages, seeds, style, tables
from lib.records import CallError, Problem, quoted, require_none

# The column by which a table too long for one page is cut; the value is part of a page's name.
_CUT_BY = {"defence-expenditure": "edition", "aid-to-ukraine": "record_type", "world-bank": "indicator"}
# The most characters of rows on one page; with its head a page stays below 400 kB.
_PAGE_WEIGHT = 370_000
# Languages other than that of the pages, in which somebody is quoted.
_FOREIGN = {"fr", "nl"}
_KINDS = {"integer": "number", "number": "number"}
# What the marks around a row, a cell and the link to a source add, in characters.
_ROW, _CELL, _SOURCE = 75, 13, 70


@dataclass(frozen=True)
class Part:
    """One page of a table: its name (the file is data/NAME.html), what it holds, its lines in the CSV file."""

    name: str
    label: str
    lines: tuple[int, ...]


@cache
def cells(table: str, folder: Path = seeds.SEEDS) -> dict[int, tuple[str, ...]]:
    """Return the cells of a table as its file writes them, by line; the first row of data is line 2.

    Raises CallError, with the nearest name, for a table that is none.
    """
    rows = tables.read(folder / seeds.resource(table, folder)["path"]).fillna("")
    return dict(enumerate(rows.itertuples(index=False, name=None), start=2))


def _columns(table: str, folder: Path) -> list[str]:
    return [field["name"] for field in seeds.resource(table, folder)["schema"]["fields"]]


@cache
def parts(table: str, folder: Path = seeds.SEEDS) -> tuple[Part, ...]:
    """Return the pages of a table in order: one, or one for each value of the column that cuts it, or more."""
    rows, columns = cells(table, folder), _columns(table, folder)
    column = _CUT_BY.get(table)
    groups: dict[str, list[int]] = {}
    for line, row in rows.items():
        groups.setdefault(row[columns.index(column)] if column else "", []).append(line)
    found: list[Part] = []
    for value, lines in sorted(groups.items()):
        if not re.fullmatch(r"[\w.-]*", value):
            file, place = f"seeds/tables/{table}.csv", f"row {lines[0]}, {column}"
            remedy = "Correct the cell: book check says what it may hold."
            require_none([Problem(file, place, "a word for an address", quoted(value), remedy)])
        pieces = _pieces(rows, lines, columns)
        for n, piece in enumerate(pieces, start=1):
            several = len(pieces) > 1
            name = "-".join(filter(None, (table, value.replace("_", "-"), str(n) if several else "")))
            label = ", ".join(filter(None, (value, f"part {n} of {len(pieces)}" if several else "")))
            found.append(Part(name, label, tuple(piece)))
    return tuple(found)


def _pieces(rows: dict[int, tuple[str, ...]], lines: list[int], columns: list[str]) -> list[list[int]]:
    """Cut lines into as many pieces of about one size as the weight of a page allows."""
    sources = columns.index("source_id") if "source_id" in columns else None
    weights = [
        _ROW
        + sum(_CELL + len(_escape(cell)) for cell in rows[line])
        + (_SOURCE * len(rows[line][sources].split("; ")) if sources is not None else 0)
        for line in lines
    ]
    count = -(-sum(weights) // _PAGE_WEIGHT)
    pieces: list[list[int]] = [[] for _ in range(count)]
    so_far = 0
    for line, weight in zip(lines, weights, strict=True):
        pieces[so_far * count // sum(weights)].append(line)
        so_far += weight
    return pieces


@cache
def _page_of_line(table: str, folder: Path) -> dict[int, str]:
    return {line: part.name for part in parts(table, folder) for line in part.lines}


def data_address(table: str, line: int, folder: Path = seeds.SEEDS) -> str:
    """Return the address of a row, from the root of the site; `line` is that in the CSV file, the header being 1.

    Raises CallError for a table or a line that there is not.
    """
    known = _page_of_line(table, folder)
    if line not in known:
        raise CallError(f"Table {table} has no row on line {line}. Its rows: lines 2 to {max(known)}.")
    return f"data/{known[line]}.html#row-{line}"


def summary(table: str, folder: Path = seeds.SEEDS) -> dict[str, Any]:
    """Return what the list of tables says of one: title, description, licence, rows, file, fields, pages."""
    entry = seeds.resource(table, folder)
    return {
        "name": table,
        "title": entry.get("title", table),
        "description": entry.get("description", ""),
        "licences": entry.get("licenses", []),
        "rows": style.number(len(cells(table, folder))),
        "weight": pages.weight((folder / entry["path"]).stat().st_size),
        "fields": [_field(field) for field in entry["schema"]["fields"]],
        "parts": [
            {"name": part.name, "label": part.label, "rows": style.number(len(part.lines))}
            for part in parts(table, folder)
        ],
    }


def _field(field: dict[str, Any]) -> dict[str, str]:
    return {"name": field["name"], "type": field["type"], "description": field.get("description", "")}


def rows(table: str, part: Part, folder: Path = seeds.SEEDS) -> dict[str, Any]:
    """Return the rows of one page of a table: header, which columns hold numbers or sources, each line as HTML."""
    fields = seeds.resource(table, folder)["schema"]["fields"]
    header = [field["name"] for field in fields]
    kinds = [_kind(field) for field in fields]
    known = cells(table, folder)
    behind = {
        n: table_columns.fillers([known[line][n] for line in part.lines])
        for n, kind in enumerate(kinds)
        if kind == "number"
    }
    pads = [{n: zeros[at] for n, zeros in behind.items() if zeros[at]} for at in range(len(part.lines))]
    # A quotation is in the language that stands beside it.
    quote, language = (header.index(name) if name in header else None for name in ("quote", "quote_language"))

    def kinds_of(row: Sequence[str]) -> Sequence[str]:
        if quote is None or language is None:
            return kinds
        return [*kinds[:quote], row[language], *kinds[quote + 1 :]]

    return {
        "header": header,
        "units": table_columns.units(header),
        "narrowing": table_columns.narrowing(len(part.lines)),
        "kinds": kinds,
        "rows": [
            _row(line, known[line], kinds_of(known[line]), pad)
            for line, pad in zip(part.lines, pads, strict=True)
        ],
    }


def _kind(field: Mapping[str, Any]) -> str:
    """Return what a column holds: links to sources, numbers, French words, or anything else (an empty text)."""
    name = field["name"]
    if name.endswith("source_id"):
        return "source"
    return "fr" if name.startswith("french_") else _KINDS.get(field["type"], "")


def _row(line: int, cells: Sequence[str], kinds: Sequence[str], pads: Mapping[int, str]) -> Markup:
    # Written here, not in the template: there are a million cells, and Jinja takes ten times as long.
    shown = "".join(
        _cell(cell, kind, pads.get(n, "")) for n, (cell, kind) in enumerate(zip(cells, kinds, strict=True))
    )
    return Markup(f'<tr id="row-{line}"><th scope="row"><a href="#row-{line}">{line}</a></th>{shown}</tr>')


def _cell(cell: str, kind: str, pad: str = "") -> str:
    text = _escape(cell)
    if kind == "number":
        unseen = f' data-pad="{pad}"' if pad else ""
        return f'<td class="number"{unseen}>{text}</td>'
    if kind == "source" and cell:
        links = (f'<a href="../chapters/sources.html#source-{key}">{key}</a>' for key in text.split("; "))
        return f"<td>{'; '.join(links)}</td>"
    # Words in French marks are French in any column.
    language = "fr" if cell[:1] == "«" and cell[-1:] == "»" else kind
    return f'<td lang="{language}">{text}</td>' if cell and language in _FOREIGN else f"<td>{text}</td>"


@cache
def _escape(cell: str) -> str:
    return str(escape(cell))
