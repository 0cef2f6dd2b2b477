"""Two states of a chapter: which of its outputs are others, and what in them. Nothing is read or written here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import nbformat

from lib import outputs
from lib.grids import Change

# The order in which kinds are told. A basis is that of a number which reads as before and rests on something else.
KINDS = ("figure", "table", "number", "text", "error", "count", "basis")
# The published rows of figures by id, as CSV, then and now, as far as they are known.
Data = Mapping[str, tuple[bytes | None, bytes | None]]


@dataclass(frozen=True)
class Difference:
    """An output that is another than before: of which cell, what it is, and what changed in it, by part.

    `drawings` are those of a figure, then and now, if they are not alike.
    """

    kind: str
    cell: int
    line: str
    heading: str
    name: str
    parts: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    drawings: tuple[str | None, str | None] = (None, None)

    @property
    def changes(self) -> list[Change]:
        """All that changed in it, in order."""
        return [change for part in self.parts.values() for change in part]


def differences(old: Any, new: Any, alike: outputs.Alike, data: Data | None = None) -> list[Difference]:
    """Return how the outputs of a chapter differ from those of an earlier state, in the order of its cells.

    Both are notebooks; cells belong together by their ids. `alike` judges two drawings.
    """
    was = {cell.get("id"): (n, cell) for n, cell in enumerate(old.cells, 1) if cell.cell_type == "code"}
    found: list[Difference] = []
    heading = ""
    for n, cell in enumerate(new.cells, start=1):
        if cell.cell_type == "markdown":
            heading = _heading(cell.source) or heading
        elif cell.cell_type == "code":
            _, before = was.pop(cell.get("id"), (0, None))
            found += _of_cell((n, _first(cell.source), heading), before, cell, alike, data or {})
    for n, cell in was.values():
        found += _of_cell((n, _first(cell.source), "A cell that is gone"), cell, None, alike, data or {})
    return found


def _heading(source: str) -> str:
    headings = re.findall(r"^#+ (.*)$", source, re.MULTILINE)
    return headings[-1] if headings else ""


def _first(source: str) -> str:
    return next((line for line in source.splitlines() if line.strip()), "")


def _of_cell(
    place: tuple[int, str, str], old: Any, new: Any, alike: outputs.Alike, data: Data
) -> Iterator[Difference]:
    was, now = (_keyed(cell.outputs if cell else []) for cell in (old, new))
    for key in [*was, *(key for key in now if key not in was)]:
        kind, name = key
        drawings: tuple[str | None, str | None] = (None, None)
        then, since = was.get(key), now.get(key)
        if kind == "figure":
            parts, drawings = outputs.figure(then, since, alike, data.get(name, (None, None)))
        elif then == since:
            continue
        elif kind == "number":
            kind, parts = outputs.number(then, since)
        else:
            kind, parts = outputs.shown(then, since)
            name = place[2] or place[1]
        if any(parts.values()):
            kept = {part: tuple(changes) for part, changes in parts.items() if changes}
            yield Difference(kind, *place, name, kept, drawings)
    if [key for key in was if key in now] != [key for key in now if key in was]:
        names = (", ".join(f"{kind} {name}" for kind, name in keyed) for keyed in (was, now))
        yield Difference("text", *place, "order of the outputs", {"": (Change("order", *names),)})
    counts = [str(cell.execution_count or "none") if cell else "" for cell in (old, new)]
    if old and new and counts[0] != counts[1]:
        yield Difference("count", *place, "execution count", {"": (Change("execution count", *counts),)})


def _keyed(given: list[Any]) -> dict[tuple[str, str], Any]:
    """Return outputs by what they are and are called; of several of one kind without a name, by their order."""
    found: dict[tuple[str, str], Any] = {}
    count: Counter[tuple[str, str]] = Counter()
    for output in given:
        record = output.get("metadata", {}).get("book", {})
        kind = (
            "figure"
            if "caption" in record
            else "number"
            if "key" in record
            else "error"
            if output.output_type == "error"
            else "output"
        )
        name = str(record.get("id") or record.get("key") or "")
        count[kind, name] += 1
        n = count[kind, name]
        # The count of a result is that of its cell, which is compared by itself.
        told = nbformat.from_dict({name: said for name, said in output.items() if name != "execution_count"})
        found[kind, f"{name} {n}".strip() if n > 1 or not name else name] = told
    return found


def counted(found: Sequence[Difference]) -> str:
    """Say in words how many outputs of which kinds differ.

    >>> counted([Difference("figure", 4, "", "", "a"), Difference("number", 5, "", "", "b")])
    '1 figure and 1 number'
    """
    names = {
        "figure": "figure",
        "table": "table",
        "number": "number",
        "text": "text",
        "error": "error",
        "count": "execution count",
        "basis": "basis of a number",
    }
    many = Counter(difference.kind for difference in found)
    said = [f"{many[kind]} {_plural(names[kind], many[kind])}" for kind in KINDS if many[kind]]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else "".join(said)


def _plural(name: str, count: int) -> str:
    if count == 1:
        return name
    return "bases of numbers" if name.startswith("basis") else f"{name}s"
