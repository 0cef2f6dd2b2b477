"""One table and its description: cells as text become typed rows, or a list of everything that is wrong with them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from lib import cells
from lib.records import Problem, nearest, quoted, require_none

TYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "str"}
_ISO_DATE = r"\d{4}-\d{2}-\d{2}"
# How numbers are written. What Python, pandas or a spreadsheet would also take for one (inf, nan, 1_000, 1,5, a
# space before it) is refused: nobody meant it, or it would be missing without anybody having said so.
_WRITTEN = {
    "integer": (re.compile(r"-?[0-9]{1,15}"), "a whole number such as 2026"),
    "number": (re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"), "a finite number such as 2.5"),
}

# What a spreadsheet takes for a formula: the site hands the tables out as they are. A polarity alone is none.
_FORMULA = re.compile(r"\s*(?:[=@]|[+-](?!$))")


def read(path: Path, file: str = "") -> pd.DataFrame:
    """Read a CSV file as text, one column per field, empty cells missing; nothing is guessed.

    Raises SeedError for a file that `cells.read` refuses.
    """
    header, body = cells.read(path, file)
    return pd.DataFrame(body, columns=header, dtype="str").replace("", pd.NA)


def validate(rows: pd.DataFrame, entry: dict[str, Any], file: str) -> pd.DataFrame:
    """Return the rows with the types that a descriptor's entry gives them.

    Raises SeedError naming every cell that breaks a constraint, with row, expectation and remedy.
    """
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    require_none(_header_problems(list(rows.columns), list(fields), file))
    badly_written = {
        (row, name): Problem(
            file,
            f"row {row + 2}, {name}",
            _WRITTEN[field["type"]][1],
            quoted(cell),
            "Compare the cell with the source; leave it empty if the value is missing.",
        )
        for name, field in fields.items()
        if field["type"] in _WRITTEN
        for row, cell in rows[name].dropna().items()
        if not _is_written(cell, field["type"])
    }
    numbers = rows.copy()
    for row, name in badly_written:
        numbers.loc[row, name] = pd.NA
    found = list(badly_written.values())
    try:
        typed = schema(entry).validate(numbers, lazy=True)
    except pa.errors.SchemaErrors as errors:
        found += _problems(errors.failure_cases, rows, fields, set(badly_written), file)
    found += [*_no_days(rows, fields, file), *_formulas(rows, fields, file), *_repeats(rows, entry, file)]
    require_none(found)
    return typed


def _is_written(cell: str, kind: str) -> bool:
    return bool(_WRITTEN[kind][0].fullmatch(cell)) and math.isfinite(float(cell))


def _header_problems(found: list[str], expected: list[str], file: str) -> Iterator[Problem]:
    remedy = "Name the columns as the descriptor does, in its order."
    for name in expected:
        if name not in found:
            yield Problem(file, "header", f'a column "{name}"', "none", remedy)
    for name in dict.fromkeys(found):
        if name not in expected:
            hint = nearest(name, expected)
            yield Problem(file, "header", "columns of the descriptor", quoted(name), f"{remedy}{hint}")
        elif found.count(name) > 1:
            yield Problem(
                file, "header", f'one column "{name}"', f"{found.count(name)}", "Remove the others."
            )
    if set(found) == set(expected) and len(found) == len(expected) and found != expected:
        yield Problem(file, "header", ", ".join(expected), ", ".join(found), remedy)


def schema(entry: dict[str, Any]) -> pa.DataFrameSchema:
    """Turn a descriptor's table schema (Frictionless) into the pandera schema that checks each cell.

    What concerns several rows (keys) or the calendar is checked beside it.
    """
    return pa.DataFrameSchema(
        {field["name"]: _column(field) for field in entry["schema"]["fields"]}, coerce=True
    )


def _column(field: dict[str, Any]) -> pa.Column:
    limits = field.get("constraints", {})
    checks = []
    if "enum" in limits:
        checks.append(pa.Check.isin(limits["enum"]))
    if "minimum" in limits:
        checks.append(pa.Check.ge(limits["minimum"]))
    if "maximum" in limits:
        checks.append(pa.Check.le(limits["maximum"]))
    if field["type"] == "date":
        checks.append(pa.Check.str_matches(f"^(?:{_ISO_DATE})$"))
    if "pattern" in limits:
        checks.append(pa.Check.str_matches(f"^(?:{limits['pattern']})$"))
    parsers = [pa.Parser(_truth)] if field["type"] == "boolean" else []
    return pa.Column(TYPES[field["type"]], checks, parsers=parsers, nullable=not limits.get("required"))


def _truth(column: pd.Series) -> pd.Series:
    # A cell that is neither "true" nor "false" stays text, so that the type check names it.
    return column.map({"true": True, "false": False}).where(
        column.isin(["true", "false"]) | column.isna(), column
    )


def _problems(
    cases: pd.DataFrame,
    rows: pd.DataFrame,
    fields: dict[str, dict[str, Any]],
    known: set[tuple[int, str]],
    file: str,
) -> Iterator[Problem]:
    """Say what pandera found, but for cells of which something is said already."""
    for case in cases.itertuples():
        if pd.isna(case.index) or case.column not in fields or (int(case.index), case.column) in known:
            continue
        row, name = int(case.index), str(case.column)
        cell, limits, check = rows.loc[row, name], fields[name].get("constraints", {}), str(case.check)
        found = "nothing" if pd.isna(cell) else quoted(cell)
        remedy = "Compare the cell with the source."
        if check.startswith("isin"):
            allowed = [str(value) for value in limits["enum"]]
            expected = f"one of: {'; '.join(allowed[:12])}{' …' if len(allowed) > 12 else ''}"
            remedy = f"Correct it, or add it to the descriptor's list.{nearest(str(cell), allowed)}"
        elif check == "not_nullable":
            expected, remedy = "a value", "Fill the cell from the source, or remove the row."
        elif check.startswith("str_matches"):
            expected, remedy = f"text like {limits.get('pattern', 'YYYY-MM-DD')}", "Write it in that form."
        elif check.startswith(("greater_than", "less_than")):
            bounds = [f"at least {limits['minimum']}"] if "minimum" in limits else []
            bounds += [f"at most {limits['maximum']}"] if "maximum" in limits else []
            expected = " and ".join(bounds)
        else:
            expected = f"a {fields[name]['type']}"
        yield Problem(file, f"row {row + 2}, {name}", expected, found, remedy)


def _no_days(rows: pd.DataFrame, fields: dict[str, dict[str, Any]], file: str) -> Iterator[Problem]:
    """Find dates that no calendar has, such as 2025-02-30, in columns of dates that may be known in part."""
    for name, field in fields.items():
        if field["type"] != "date" and "ISO 8601" not in field.get("description", ""):
            continue
        for row, cell in rows[name].dropna().items():
            if re.fullmatch(_ISO_DATE, cell) and not _is_day(cell):
                remedy = "Compare the cell with the source."
                yield Problem(file, f"row {row + 2}, {name}", "a day of the calendar", quoted(cell), remedy)


def _formulas(rows: pd.DataFrame, fields: dict[str, dict[str, Any]], file: str) -> Iterator[Problem]:
    """Find texts that a spreadsheet would run."""
    for name, field in fields.items():
        if field["type"] == "string":
            for row, cell in rows[name].dropna().items():
                if _FORMULA.match(cell):
                    expected = "text that no spreadsheet takes for a formula"
                    remedy = "Begin the cell with a word."
                    yield Problem(file, f"row {row + 2}, {name}", expected, quoted(cell), remedy)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _repeats(rows: pd.DataFrame, entry: dict[str, Any], file: str) -> Iterator[Problem]:
    """Find rows that have the key of an earlier one, or a value that no two rows may share."""
    key = entry["schema"].get("primaryKey", [])
    alone = [
        field["name"] for field in entry["schema"]["fields"] if field.get("constraints", {}).get("unique")
    ]
    keys = [[key] if isinstance(key, str) else key, *([name] for name in alone)]
    for columns in [key for n, key in enumerate(keys) if key and key not in keys[:n]]:
        # In a key an empty cell counts as a value; alone it is a value that is not known.
        cases = rows[columns] if len(columns) > 1 else rows[columns].dropna()
        first: dict[tuple[str, ...], int] = {}
        for row, *values in cases.fillna("").itertuples(name=None):
            if (before := first.setdefault(tuple(values), row)) != row:
                found = f"a second {quoted(', '.join(filter(None, values)))}, which row {before + 2} has"
                place = f"row {row + 2}, {' + '.join(columns)}"
                yield Problem(
                    file, place, "one row per key", found, "Remove one of the two, or correct the key."
                )
