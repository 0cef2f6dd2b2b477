"""Which rows of which table a value comes from: named by a rule, found in the file, sourced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lib import seeds
from lib.records import CallError, NumberError, nearest, source_keys

_HEADER_LINES = 1  # the first row of data is line 2 of its file
_SPELT_OUT = 4  # more values of one column than this are counted, not listed


@dataclass(frozen=True)
class Rows:
    """Rows of one table of seeds/tables: the rule that picks them, their lines in the file, what they rest on."""

    table: str
    where: str
    lines: tuple[int, ...]
    sources: tuple[str, ...]
    editions: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """Return what the page of a number says of the rows: plain types, lines as spans."""
        return {
            "table": self.table,
            "where": self.where,
            "lines": spans(self.lines),
            "count": len(self.lines),
            "editions": list(self.editions),
        }


def rows(table: str, *, folder: Path = seeds.SEEDS, **where: Any) -> Rows:
    """Find the rows of a table whose columns have the given values.

    A value may be one value or several (any of them fits); a rule on no column takes the whole table.
    Raises CallError for a column that the table lacks, NumberError if no row fits.

    >>> rows("commitments", commitment_id="HAGUE-2025-02").where
    'commitment_id = HAGUE-2025-02'
    """
    found = seeds.table(table, folder)
    for column in where:
        if column not in found:
            raise CallError(
                f'Table {table} has no column "{column}".{nearest(column, found.columns)} '
                f"Columns: {', '.join(found.columns)}."
            )
    keep = pd.Series(True, index=found.index)
    for column, value in where.items():
        keep &= found[column].isin(_several(value))
    chosen = found[keep]
    rule = _words(where)
    if chosen.empty:
        raise NumberError(f"rows of {table}: no row with {rule}. Correct the rule, or leave the number out.")
    return Rows(
        table=table,
        where=rule,
        lines=tuple(int(index) + _HEADER_LINES + 1 for index in chosen.index),
        sources=tuple(source_keys(chosen["source_id"])) if "source_id" in chosen else (),
        editions=tuple(sorted(chosen["edition"].dropna().unique())) if "edition" in chosen else (),
    )


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Collection) and not isinstance(value, str) else [value]


def _words(where: Mapping[str, Any]) -> str:
    parts = []
    for column, value in where.items():
        values = list(dict.fromkeys(str(item) for item in _several(value)))
        if len(values) > _SPELT_OUT:
            parts.append(f"{column}: {len(values)} values")
        else:
            parts.append(f"{column} = {' or '.join(values)}")
    return ", ".join(parts) or "all rows"


def spans(lines: Iterable[int]) -> str:
    """Write line numbers as spans.

    >>> spans([2, 3, 4, 9, 11, 12])
    '2–4, 9, 11–12'
    """
    groups: list[list[int]] = []
    for line in sorted(set(lines)):
        if groups and line == groups[-1][-1] + 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return ", ".join(f"{g[0]}–{g[-1]}" if len(g) > 1 else str(g[0]) for g in groups)
