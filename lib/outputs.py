"""Two states of one output of a chapter: what changed in it, by part; a state may be None, where there was none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from lib import grid_readers, grids, likeness
from lib.grids import Change

Alike = Callable[[str, str], bool]
Parts = dict[str, list[Change]]

# What is said of a figure beside its drawing, and of a number beside its digits, as it stands in their records.
_OF_FIGURE = ("title", "subtitle", "alt", "caption", "credit", "note", "edition", "sources", "rows")
_OF_NUMBER = ("unit", "how", "value", "digits", "sources", "rows")
_NAMES = {"how": "formula", "alt": "alternative text", "rows": "rows", "value": "value before rounding"}
# Of the forms of an output, a reader sees the first of these; in some of them there are tables.
_RICHEST = ("text/html", "text/markdown", "text/latex")
_TABLES = {"text/html": grid_readers.in_html, "text/markdown": grid_readers.in_markdown}


def figure(
    old: Any, new: Any, alike: Alike, data: tuple[bytes | None, bytes | None]
) -> tuple[Parts, tuple[str | None, str | None]]:
    """Return what changed in a figure's words, rows and drawing, and the two drawings if they are not alike."""
    then, now = _drawing(old), _drawing(new)
    if old is None or new is None:
        titles = [_record(output).get("title") for output in (old, new)]
        return {"": [Change("the figure", *titles)]}, (then, now)
    parts: Parts = {"words": _fields(_record(old), _record(new), _OF_FIGURE)}
    if not parts["words"]:
        parts["words beside it"] = _lines_of([_forms(output).get("text/plain", "") for output in (old, new)])
    if data[0] is not None and data[1] is not None and data[0] != data[1]:
        rows = list(grids.changes(grid_readers.in_csv(data[0]), grid_readers.in_csv(data[1])))
        parts["rows of the data"] = rows or [Change("the file", "other bytes", "the same rows")]
    if then == now or (then and now and alike(then, now)):
        return parts, (None, None)
    parts["drawing"] = likeness.told(then or "", now or "")
    return parts, (then, now)


def _drawing(output: Any) -> str | None:
    return output["data"].get("image/svg+xml") if output else None


def _record(output: Any) -> dict[str, Any]:
    return output["metadata"]["book"] if output else {}


def number(old: Any, new: Any) -> tuple[str, Parts]:
    """Return the kind "number" if a number reads otherwise, "basis" if it rests on something else, and what changed."""
    said = _fields(_record(old), _record(new), _OF_NUMBER) if old and new else []
    texts = [_text(output) for output in (old, new)]
    if texts[0] != texts[1]:
        return "number", {"": [Change("reads", *texts)], "and": said}
    return ("basis", {"": said}) if said else shown(old, new)


def _text(output: Any) -> str | None:
    """Return how a number reads: as it was published, and as its record has it if that is something else."""
    if not output:
        return None
    published, recorded = next(iter(_forms(output).values()), ""), str(_record(output).get("text"))
    return recorded if published == repr(recorded) else f"{published} (recorded as {recorded})"


def _fields(old: Mapping[str, Any], new: Mapping[str, Any], names: tuple[str, ...]) -> list[Change]:
    return [
        Change(_NAMES.get(name, name), _words(old.get(name)), _words(new.get(name)))
        for name in names
        if old.get(name) != new.get(name)
    ]


def _words(value: Any) -> str | None:
    """Return a field of a record as words; the rows of a number as the tables, rules and lines that they are."""
    if isinstance(value, list | tuple):
        parts = [
            f"{part['table']}: {part['where']}, lines {part['lines']}"
            if isinstance(part, dict) and {"table", "where", "lines"} <= part.keys()
            else str(part)
            for part in value
        ]
        return "; ".join(parts)
    return None if value is None else str(value)


def shown(old: Any, new: Any) -> tuple[str, Parts]:
    """Return what changed in what a cell shows, and its kind ("table", "text", "error").

    Tables are compared cell by cell, all else line by line, in the richest form that changed.
    """
    was, now = _forms(old), _forms(new)
    form = next((form for form in [*_RICHEST, *was, *now] if was.get(form) != now.get(form)), "")
    if not form:
        unseen = [Change("what is not shown", _json(old) if old else None, _json(new) if new else None)]
        return "text", {"": unseen}
    texts = [forms.get(form, "") for forms in (was, now)]
    if form in _TABLES:
        (tables, lines), (others, other_lines) = (_TABLES[form](text) for text in texts)
        parts = {"cells": list(_cells(tables, others)), "lines": _lines(lines, other_lines)}
        if any(parts.values()):
            return "table" if tables or others else "text", parts
    return "error" if form == "error" else "text", {"lines": _lines_of(texts)}


def _forms(output: Any) -> dict[str, str]:
    """Return all forms in which an output says what it says, as text."""
    if not output:
        return {}
    if output.output_type == "stream":
        return {output.name: output.text}
    if output.output_type == "error":
        return {"error": f"{output.ename}: {output.evalue}"}
    held = output.get("data", {})
    return {form: said if isinstance(said, str) else _json(said) for form, said in held.items()}


def _cells(old: list[grids.Grid], new: list[grids.Grid]) -> Iterator[Change]:
    for n in range(max(len(old), len(new))):
        if n < len(old) and n < len(new):
            yield from grids.changes(old[n], new[n])
        else:
            grid, gone = (old[n], True) if n < len(old) else (new[n], False)
            said = f"{len(grid.rows)} rows: {', '.join(filter(None, grid.header))}"
            yield Change("the table", said if gone else None, None if gone else said)


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)


def _lines_of(texts: list[str]) -> list[Change]:
    return _lines(*(text.splitlines() for text in texts))


def _lines(old: list[str], new: list[str]) -> list[Change]:
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for n in range(0 if kind == "equal" else max(b - a, d - c)):
            before = old[a + n] if a + n < b else None
            after = new[c + n] if c + n < d else None
            found.append(Change(f"line {(a if after is None else c) + n + 1}", before, after))
    return found
