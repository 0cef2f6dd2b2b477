"""The only reader of seeds/: files become validated tables and records."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import yaml
from pybtex.backends.plaintext import Backend
from pybtex.database import parse_file
from pybtex.richtext import Text

from lib.records import CallError, Claim, Document, Problem, SeedError, Source, nearest, require_none

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"

_TYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean", "date": "str"}
_PLAIN_TEXT = Backend()
# The fewest allies that any full table of NATO has a row for (June 2019: 28, Iceland has none).
_ALLIES_IN_A_FULL_TABLE = 28
_ISO_DATE = r"\d{4}-\d{2}-\d{2}"


@cache
def descriptor(folder: Path = SEEDS) -> dict[str, Any]:
    """Return datapackage.json: the description of every table, with fields, keys, terms and SHA-256."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def names(folder: Path = SEEDS) -> list[str]:
    """Return the names of all tables, in the order of the descriptor."""
    return [resource["name"] for resource in descriptor(folder)["resources"]]


def resource(name: str, folder: Path = SEEDS) -> dict[str, Any]:
    """Return one table's entry in the descriptor; CallError names the nearest table if there is none."""
    for entry in descriptor(folder)["resources"]:
        if entry["name"] == name:
            return entry
    raise CallError(
        f'There is no table "{name}".{nearest(name, names(folder))} Tables: {", ".join(names(folder))}.'
    )


@cache
def _table(name: str, folder: Path) -> pd.DataFrame:
    entry = resource(name, folder)
    path = folder / entry["path"]
    return validate(read_text_table(path), entry, str(path.relative_to(folder.parent)))


def table(name: str, folder: Path = SEEDS) -> pd.DataFrame:
    """Return one table of seeds/tables, every cell checked against the descriptor, in file order.

    Columns, units and grain are those that datapackage.json describes; an empty cell is missing.
    Dates stay text, because many are known to the month or year only.
    Raises SeedError naming all offending rows.
    """
    return _table(name, folder).copy()


def read_text_table(path: Path) -> pd.DataFrame:
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


@cache
def sources(folder: Path = SEEDS) -> dict[str, Source]:
    """Return the register of sources by key, read from sources.bib."""
    try:
        entries = parse_file(str(folder / "sources.bib"), bib_format="bibtex").entries
    except Exception as error:
        raise SeedError(
            f"sources.bib: cannot be read as BibTeX: {error}. Mend the entry it names."
        ) from error
    return {key: _source(key, entry) for key, entry in entries.items()}


def _source(key: str, entry: Any) -> Source:
    plain = {name: _plain(text) for name, text in entry.fields.items() if name != "url"}
    people = entry.persons.get("author", [])
    publisher = ", ".join(_plain(str(person)) for person in people)
    return Source(
        id=key,
        title=plain.get("title", ""),
        publisher=publisher,
        published="-".join(filter(None, (plain.get("year"), plain.get("month")))),
        url=entry.fields.get("url", ""),
        note=plain.get("note", ""),
    )


def _plain(latex: str) -> str:
    # The backend is made once: Text.render_as looks it up among all installed packages at every call.
    return Text.from_latex(latex).render(_PLAIN_TEXT)


@cache
def documents(folder: Path = SEEDS) -> tuple[Document, ...]:
    """Return the five source articles in the order of their file names, each with its claims."""
    return tuple(_document(path) for path in sorted((folder / "documents").glob("*.yml")))


def _document(path: Path) -> Document:
    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        claims = tuple(
            Claim(
                id=claim["id"],
                claim=claim["claim"],
                kind=claim["kind"],
                verdict=claim["verdict"],
                place=claim["place"],
                quotation=claim.get("quotation"),
                evidence=tuple(claim.get("evidence") or ()),
                facts=claim,
            )
            for claim in record["claims"]
        )
        fields = ("file", "sha256", "characters", "language", "title", "source_id", "publisher", "date")
        return Document(**{name: record[name] for name in fields}, claims=claims)
    except yaml.YAMLError as error:
        raise SeedError(f"documents/{path.name}: cannot be read as YAML: {error}. Mend that line.") from error
    except KeyError as error:
        raise SeedError(f"documents/{path.name}: expected a field {error}, found none. Add it.") from error


def allies(folder: Path = SEEDS) -> pd.DataFrame:
    """Return one row per ally (32): iso3, ally, region, joined, has_armed_forces."""
    return table("allies", folder)[["iso3", "ally", "region", "joined", "has_armed_forces"]]


def editions(folder: Path = SEEDS) -> list[str]:
    """Return the editions of NATO's tables that give shares of GDP ally by ally and year by year, oldest first.

    Editions known only in part (one year, or the few values that the press printed) are left out: a chapter
    cannot be run on them.
    """
    rows = table("defence-expenditure", folder)
    shares = rows[(rows["indicator"] == "defexp_pct_gdp") & rows["iso3"].isin(allies(folder)["iso3"])]
    years = shares.groupby(["edition", "year"]).size()
    complete = years[years >= _ALLIES_IN_A_FULL_TABLE].groupby("edition").size()
    return sorted(complete[complete > 1].index)


def expenditure(indicator: str, edition: str, folder: Path = SEEDS) -> pd.DataFrame:
    """Return one indicator of one edition of NATO's tables, one row per ally or aggregate and year.

    Columns: iso3, ally (the name, of an ally or an aggregate), is_ally, year, value, unit, price_basis,
    estimate (the edition marks the year as such), edition, source_id. Values are in the unit of the row
    and as the edition prints them: nothing is filled or rounded.
    Raises CallError for an edition or indicator that the table lacks, naming those it has.
    """
    rows = table("defence-expenditure", folder)
    known = sorted(rows["edition"].unique())
    if edition not in known:
        raise CallError(
            f'There is no edition "{edition}".{nearest(edition, known)} Editions: {", ".join(known)}.'
        )
    found = rows[(rows["edition"] == edition) & (rows["indicator"] == indicator)]
    if found.empty:
        having = sorted(rows.loc[rows["indicator"] == indicator, "edition"].unique())
        raise CallError(
            f'Edition {edition} has no "{indicator}". '
            + (
                f"Editions that have it: {', '.join(having)}."
                if having
                else nearest(indicator, rows["indicator"])
            )
        )
    return with_names(found, folder)


def with_names(rows: pd.DataFrame, folder: Path = SEEDS) -> pd.DataFrame:
    """Add ally (name of the ally or aggregate) and is_ally to rows that have iso3."""
    members = table("allies", folder).set_index("iso3")["ally"]
    aggregates = table("aggregates", folder).set_index("code")["name"]
    named = rows.assign(
        ally=rows["iso3"].map(pd.concat([members, aggregates])), is_ally=rows["iso3"].isin(members.index)
    )
    return named.reset_index(drop=True)
