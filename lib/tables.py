"""One table file and its description: text becomes typed rows, or a list of everything that is wrong."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from lib.records import Problem, SeedError, nearest, require_none

_TYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "str"}
_ISO_DATE = r"\d{4}-\d{2}-\d{2}"


def read(path: Path) -> pd.DataFrame:
    """Read a CSV file as text, one column per field, empty cells missing; nothing is guessed.

    Raises SeedError for a file that is not UTF-8 without a byte-order mark or not rectangular.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise SeedError(
            f"{path.name}: the file is missing. Put it back, or remove it from the descriptor."
        ) from None
    except UnicodeDecodeError as error:
        raise SeedError(
            f"{path.name}: expected UTF-8, found another encoding at byte {error.start}. Save it as UTF-8."
        ) from None
    if text.startswith("\ufeff"):
        raise SeedError(f"{path.name}: begins with a byte-order mark. Save it as UTF-8 without one.")
    if "\r" in text:
        raise SeedError(f"{path.name}: has carriage returns. Save it with plain line ends (LF).")
    rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
    if not rows:
        raise SeedError(f"{path.name}: the file is empty. Put the header and the rows back.")
    header, *body = rows
    uneven = [
        Problem(
            path.name, f"row {n}", f"{len(header)} fields", str(len(row)), "Quote cells that hold a comma."
        )
        for n, row in enumerate(body, start=2)
        if len(row) != len(header)
    ]
    require_none(uneven)
    return pd.DataFrame(body, columns=header, dtype="str").replace("", pd.NA)


def validate(rows: pd.DataFrame, entry: dict[str, Any], file: str) -> pd.DataFrame:
    """Return the rows with the types that a descriptor's entry gives them.

    Raises SeedError naming every cell that breaks a constraint, with row, expectation and remedy.
    """
    fields = entry["schema"]["fields"]
    expected = [field["name"] for field in fields]
    if list(rows.columns) != expected:
        raise SeedError(
            f"{file}, header: expected {', '.join(expected)}, found {', '.join(rows.columns)}. "
            "Name the columns as the descriptor does, in its order."
        )
    try:
        return schema(entry).validate(rows, lazy=True)
    except pa.errors.SchemaErrors as errors:
        require_none(_problems(errors.failure_cases, entry, file))
        raise


def schema(entry: dict[str, Any]) -> pa.DataFrameSchema:
    """Turn a descriptor's table schema (Frictionless) into the pandera schema that checks each cell."""
    key = entry["schema"].get("primaryKey")
    return pa.DataFrameSchema(
        {field["name"]: _column(field) for field in entry["schema"]["fields"]},
        unique=[key] if isinstance(key, str) else key,
        report_duplicates="exclude_first",
        coerce=True,
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
    return pa.Column(_TYPES[field["type"]], checks, parsers=parsers, nullable=not limits.get("required"))


def _truth(cells: pd.Series) -> pd.Series:
    # A cell that is neither "true" nor "false" stays text, so that the type check names it.
    return cells.map({"true": True, "false": False}).where(
        cells.isin(["true", "false"]) | cells.isna(), cells
    )


def _problems(cases: pd.DataFrame, entry: dict[str, Any], file: str) -> list[Problem]:
    limits = {field["name"]: field for field in entry["schema"]["fields"]}
    problems = []
    for case in cases.itertuples():
        row = f"row {int(case.index) + 2}, " if pd.notna(case.index) else ""
        check = str(case.check)
        if check == "multiple_fields_uniqueness":
            key = entry["schema"]["primaryKey"]
            key = [key] if isinstance(key, str) else key
            # pandera reports one case per column of the key; one line per row says enough.
            if case.column == key[0]:
                problems.append(
                    Problem(
                        file,
                        f"{row}{' + '.join(key)}",
                        "one row per key",
                        "a second one",
                        "Remove one of the two.",
                    )
                )
            continue
        constraints = limits[case.column].get("constraints", {}) if case.column in limits else {}
        if check.startswith("isin"):
            allowed = [str(value) for value in constraints["enum"]]
            hint = nearest(str(case.failure_case), allowed)
            remedy = f"Correct it, or add it to the descriptor's list.{hint}"
            expected = f"one of: {'; '.join(allowed[:12])}{' …' if len(allowed) > 12 else ''}"
        elif check == "not_nullable":
            expected, remedy = "a value", "Fill the cell from the source, or remove the row."
        elif check.startswith("str_matches"):
            expected = f"text like {constraints.get('pattern', 'YYYY-MM-DD')}"
            remedy = "Write it in that form."
        elif check.startswith("greater_than") or check.startswith("less_than"):
            bounds = [f"at least {constraints['minimum']}"] if "minimum" in constraints else []
            bounds += [f"at most {constraints['maximum']}"] if "maximum" in constraints else []
            expected, remedy = " and ".join(bounds), "Compare the cell with the source."
        else:
            expected = f"a {limits[case.column]['type']}" if case.column in limits else check
            remedy = "Compare the cell with the source."
        problems.append(Problem(file, f"{row}{case.column}", expected, f'"{case.failure_case}"', remedy))
    # A cell that cannot be converted fails both the conversion and the type.
    return list(dict.fromkeys(problems))
