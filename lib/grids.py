"""Two states of a table, as text: which cell, in which row and column, is another than before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

Row = tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table as text: the names of its columns, and its rows in order."""

    header: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Change:
    """One thing that is another than before: what it is, and its state then and now; None where there was none."""

    what: str
    old: str | None
    new: str | None


def changes(old: Grid, new: Grid) -> Iterator[Change]:
    """Yield each cell that changed, with row and column, then rows that moved, and rows and columns that came or went.

    Rows belong together by the columns that name them best: those whose cells differ from row to row in both tables
    and are found again in most rows.
    """
    columns = [name for name in _named(old.header) if name in _named(new.header)]
    before, after = _by_column(old), _by_column(new)
    key = _key(before, after, columns)
    was, now = _labelled(before, key), _labelled(after, key)
    for label, row in now.items():
        for name in columns if label in was else ():
            if was[label][name] != row[name]:
                yield Change(f"row {label}, column {_shown(name)}", was[label][name], row[name])
    yield from _moved([label for label in was if label in now], [label for label in now if label in was])
    for label, row in was.items():
        if label not in now:
            yield Change(f"row {label}", _told(row), None)
    for label, row in now.items():
        if label not in was:
            yield Change(f"row {label}", None, _told(row))
    for name, place in _named(old.header).items():
        if name not in columns:
            yield Change(f"column {_shown(name)}", ", ".join(row[place] for row in old.rows), None)
    for name, place in _named(new.header).items():
        if name not in columns:
            yield Change(f"column {_shown(name)}", None, ", ".join(row[place] for row in new.rows))
    if columns and [*_named(old.header)] != [*_named(new.header)] and {*old.header} == {*new.header}:
        yield Change("order of the columns", ", ".join(old.header), ", ".join(new.header))


def _named(header: Row) -> dict[str, int]:
    """Return the place of each column by its name; of several of one name, and without one, the place tells them apart."""
    count = Counter(header)
    return {name if name and count[name] == 1 else f"{name}\0{n + 1}": n for n, name in enumerate(header)}


def _shown(name: str) -> str:
    bare, _, place = name.partition("\0")
    return f"{bare} ({place})".strip() if place else bare


def _by_column(grid: Grid) -> list[dict[str, str]]:
    places = _named(grid.header)
    return [{name: row[place] for name, place in places.items()} for row in grid.rows]


def _key(old: list[dict[str, str]], new: list[dict[str, str]], columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that name the rows best; none if a row's place in the table names it better than any does."""
    best: tuple[str, ...] = ()
    most = min(len(old), len(new)) // 2
    for size in (1, 2, 3):
        for candidate in combinations(columns[:10], size):
            before = {tuple(row[name] for name in candidate) for row in old}
            after = {tuple(row[name] for name in candidate) for row in new}
            if len(before) == len(old) and len(after) == len(new) and len(before & after) > most:
                best, most = candidate, len(before & after)
    return best


def _labelled(rows: list[dict[str, str]], key: tuple[str, ...]) -> dict[str, dict[str, str]]:
    if not key:
        return {str(n): row for n, row in enumerate(rows, start=1)}
    return {", ".join(row[name] for name in key): row for row in rows}


def _moved(old: list[str], new: list[str]) -> Iterator[Change]:
    """Yield the rows that stand at another place among the others than before."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    stayed = {old[n] for block in matcher.get_matching_blocks() for n in range(block.a, block.a + block.size)}
    for label in new:
        if label not in stayed:
            yield Change(f"row {label}", f"place {old.index(label) + 1}", f"place {new.index(label) + 1}")


def _told(row: dict[str, str]) -> str:
    return ", ".join(f"{_shown(name)} {value}".strip() for name, value in row.items() if value)
