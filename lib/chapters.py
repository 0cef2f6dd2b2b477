"""The chapters of the book: their names in order, their files, and the briefs that are made from one of them."""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from lib import cells
from lib.inputs import ROOT
from lib.records import CallError, ChapterError, Problem, nearest, quoted, require_none

FOLDER = ROOT / "chapters"
BRIEF = "ally-brief"  # the chapter that is run once for each ally


def names() -> list[str]:
    """Return the names of the notebook chapters in the order of _toc.yml."""
    listed = re.findall(r"chapters/([\w-]+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [name for name in listed if (FOLDER / f"{name}.ipynb").exists()]


def path(name: str) -> Path:
    """Return the file of a chapter; CallError names the nearest chapter if there is none."""
    if name not in names():
        raise CallError(
            f"There is no chapter {quoted(name)}.{nearest(name, names())} Chapters: {', '.join(names())}."
        )
    return FOLDER / f"{name}.ipynb"


def source(name: str) -> str:
    """Return the text of a chapter's file, with the outputs that are stored in it.

    Raises ChapterError with file and place if it is no notebook, or holds code that is no Python.
    """
    file = path(name)
    require(file, text := _text(file))
    return text


def require(file: Path, text: str | None = None) -> None:
    """Do nothing if a file is a notebook whose code is Python; raise ChapterError with the place if it is not."""
    shown = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
    back = "Mend it, or take the file back from the last commit."
    if ROOT / "_build" in file.parents:
        back = "Remove it: the next build makes it anew (book build)."
    try:
        found = json.loads(_text(file) if text is None else text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ChapterError(
            f"{shown}, {place}: expected a notebook in JSON, found: {error.msg}. {back}"
        ) from None
    if complaint := _complaint(found):
        raise ChapterError(f"{shown}{complaint}. {back}")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ChapterError(
            f"{file.name}, byte {error.start}: expected a notebook in UTF-8, found another byte."
        ) from None


def _complaint(found: Any) -> str:
    """Say where a file in JSON is other than a notebook of version 4; nothing if it is one."""
    if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
        return ': expected a notebook with a list of "cells", found none'
    if found.get("nbformat") != 4 or not isinstance(found.get("metadata"), dict):
        return f": expected a notebook of version 4 with metadata, found version {found.get('nbformat')}"
    for n, cell in enumerate(found["cells"], start=1):
        kind = cell.get("cell_type") if isinstance(cell, dict) else None
        if kind not in {"code", "markdown", "raw"}:
            return f', cell {n}: expected a cell of code, markdown or raw text, found "{kind}"'
        source = cell.get("source")
        lines = source if isinstance(source, list) else [source]
        if not all(isinstance(line, str) for line in lines) or not isinstance(cell.get("metadata"), dict):
            return f", cell {n}: expected a source and metadata, found none"
        if kind == "code" and not (isinstance(cell.get("outputs"), list) and "execution_count" in cell):
            return f", cell {n}: expected a list of outputs and an execution count, found none"
        if kind == "code" and (fault := _no_python("".join(lines))):
            return f", cell {n}{fault}"
    return ""


def _no_python(code: str) -> str:
    try:
        ast.parse(code)
    except SyntaxError as error:
        return f", line {error.lineno}: expected Python, found: {error.msg}"
    except ValueError as error:
        return f": expected Python, found: {error}"
    return ""


def allies() -> list[str]:
    """Return the names of the allies in the order of their table, read without loading what reads tables."""
    file = "seeds/tables/allies.csv"
    header, rows = cells.read(ROOT / file, file)
    if "ally" not in header:
        remedy = "Name the columns as the descriptor does, in its order."
        require_none([Problem(file, "header", 'a column "ally"', "none", remedy)])
    return [row[header.index("ally")] for row in rows]


def slug(ally: str) -> str:
    """Return an ally's name as it stands in addresses.

    >>> slug("Türkiye"), slug("North Macedonia")
    ('turkiye', 'north-macedonia')
    """
    plain = unicodedata.normalize("NFKD", ally).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
