"""The only reader of seeds/: files become validated tables and records."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from pybtex.database.input.bibtex import Parser

from lib import bibtex, inputs, plain_yaml, record_form, tables
from lib import descriptor as description
from lib.records import (
    CallError,
    Claim,
    Document,
    Problem,
    SeedError,
    Source,
    nearest,
    quoted,
    require_none,
    source_keys,
)

ROOT = inputs.ROOT
SEEDS = ROOT / "seeds"

# The fewest allies that any full table of NATO has a row for (June 2019: 28, Iceland has none).
_ALLIES_IN_A_FULL_TABLE = 28


def descriptor(folder: Path = SEEDS) -> dict[str, Any]:
    """Return datapackage.json: the description of every table, with fields, keys, terms and SHA-256.

    Raises SeedError naming everything in it that could not be used.
    """
    inputs.note(folder / "datapackage.json")
    return _descriptor(folder)


@cache
def _descriptor(folder: Path) -> dict[str, Any]:
    return description.read(folder / "datapackage.json")


def names(folder: Path = SEEDS) -> list[str]:
    """Return the names of all tables, in the order of the descriptor."""
    return [resource["name"] for resource in descriptor(folder)["resources"]]


def resource(name: str, folder: Path = SEEDS) -> dict[str, Any]:
    """Return one table's entry in the descriptor; CallError names the nearest table if there is none."""
    for entry in descriptor(folder)["resources"]:
        if entry["name"] == name:
            return entry
    raise CallError(
        f"There is no table {quoted(name)}.{nearest(name, names(folder))} Tables: {', '.join(names(folder))}."
    )


@cache
def _table(name: str, folder: Path) -> pd.DataFrame:
    entry = resource(name, folder)
    file = f"seeds/{entry['path']}"
    return tables.validate(tables.read(folder / entry["path"], file), entry, file)


def table(name: str, folder: Path = SEEDS) -> pd.DataFrame:
    """Return one table of seeds/tables, every cell checked against the descriptor, in file order.

    Columns, units and grain are those that datapackage.json describes; an empty cell is missing.
    Dates stay text, because many are known to the month or year only.
    Raises SeedError naming all offending rows.
    """
    inputs.note(folder / resource(name, folder)["path"])
    return _table(name, folder).copy()


def sources(folder: Path = SEEDS) -> dict[str, Source]:
    """Return the register of sources by key, read from sources.bib."""
    inputs.note(folder / "sources.bib")
    return _sources(folder)


@cache
def _sources(folder: Path) -> dict[str, Source]:
    path, file = folder / "sources.bib", "seeds/sources.bib"
    if not path.is_file():
        require_none([Problem(file, "", "the register of sources", "none", "Put the file back.")])
    try:
        # The parser itself: pybtex's parse_file first looks for it among all installed packages.
        entries = Parser(encoding="utf-8").parse_file(str(path)).entries
        return {key: _source(key, entry) for key, entry in entries.items()}
    except Exception as error:
        # Whatever keeps the parser or the decoding of TeX from an entry: both name the place in their own words.
        found = f"what is none ({' '.join(str(error).split())})"
    require_none([Problem(file, "", "a register in BibTeX", found, "Mend the entry it names.")])
    return {}


def _source(key: str, entry: Any) -> Source:
    plain = {name: bibtex.plain(text) for name, text in entry.fields.items() if name != "url"}
    people = entry.persons.get("author", [])
    publisher = ", ".join(bibtex.plain(str(person)) for person in people)
    return Source(
        id=key,
        title=plain.get("title", ""),
        publisher=publisher,
        published="-".join(filter(None, (plain.get("year"), plain.get("month")))),
        url=entry.fields.get("url", ""),
        note=plain.get("note", ""),
    )


def documents(folder: Path = SEEDS) -> tuple[Document, ...]:
    """Return the five source articles in the order of their file names, each with its claims.

    Raises SeedError naming everything in their records that could not be used.
    """
    for path in sorted((folder / "documents").glob("*.yml")):
        inputs.note(path)
    return _documents(folder)


@cache
def _documents(folder: Path) -> tuple[Document, ...]:
    found: list[Document] = []
    wrong: list[Problem] = []
    for path in sorted((folder / "documents").glob("*.yml")):
        try:
            found.append(_document(path))
        except SeedError as error:
            wrong += error.problems
    require_none(wrong)
    return tuple(found)


def _document(path: Path) -> Document:
    file = f"seeds/documents/{path.name}"
    record = plain_yaml.read(path, file)
    require_none(record_form.problems(record, file))
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


def keys(*rows: pd.DataFrame) -> list[str]:
    """Return the keys of the sources that the rows of some tables come from, each once."""
    return source_keys(*(table["source_id"] for table in rows))


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
            f"There is no edition {quoted(edition)}.{nearest(edition, known)} Editions: {', '.join(known)}."
        )
    found = rows[(rows["edition"] == edition) & (rows["indicator"] == indicator)]
    if found.empty:
        having = sorted(rows.loc[rows["indicator"] == indicator, "edition"].unique())
        raise CallError(
            f"Edition {edition} has no {quoted(indicator)}. "
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
