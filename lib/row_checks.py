"""What must hold of the rows of every table beyond their own description: known names, sources, possible values."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping

import pandas as pd

from lib import seeds
from lib.records import Problem, Source, nearest, quoted

# Units of a change, which alone may be negative, and the largest one that is taken for no slip of the pen.
_CHANGES = ("percent, annual", "%")
_LARGEST_CHANGE_PCT = 1000

# Names that the table of aid spells as its source does; their ally is called otherwise in the book.
DONORS_AS_SPELT = {"Turkiye": "Türkiye"}

_REGISTER = "seeds/sources.bib"
_AID = "seeds/tables/aid-to-ukraine.csv"


def unknown_keys(name: str) -> Iterator[Problem]:
    """Find rows of a table whose source is not in sources.bib, or that name what no other table has."""
    rows, entry = seeds.table(name), seeds.resource(name)
    file = f"seeds/{entry['path']}"
    if "source_id" in rows:
        yield from unknown_sources(rows, file, set(seeds.sources()))
    for foreign in entry["schema"].get("foreignKeys", []):
        column, target = (_first(part["fields"]) for part in (foreign, foreign["reference"]))
        known = set(seeds.table(foreign["reference"]["resource"])[target])
        yield from unknown_values(rows[column], file, known)
    if name == "defence-expenditure":
        members = {*seeds.table("allies")["iso3"], *seeds.table("aggregates")["code"]}
        yield from unknown_values(rows["iso3"], file, members)


def _first(fields: str | list[str]) -> str:
    return fields if isinstance(fields, str) else fields[0]


def unknown_sources(rows: pd.DataFrame, path: str, known: Collection[str]) -> Iterator[Problem]:
    """Find rows without a source, and rows whose source the register does not have."""
    for row, cell in rows["source_id"].items():
        place = f"row {row + 2}, source_id"
        if pd.isna(cell):
            yield Problem(path, place, "a key of sources.bib", "nothing", "Name the source.")
            continue
        for key in (part.strip() for part in cell.split(";")):
            if key not in known:
                remedy = f"Add the source, or correct the key.{nearest(key, known)}"
                yield Problem(path, place, "a key of sources.bib", quoted(key), remedy)


def unknown_values(column: pd.Series, path: str, known: Collection[str]) -> Iterator[Problem]:
    """Find cells of a column that are none of the known values; empty cells are left to the schema."""
    for row, cell in column.dropna().items():
        if cell not in known:
            remedy = f"Correct it, or add it to the table that lists them.{nearest(cell, known)}"
            yield Problem(
                path, f"row {row + 2}, {column.name}", f"a known {column.name}", quoted(cell), remedy
            )


def registered(sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Find sources that could not be cited: a key that no address takes, no title, a link to no web page."""
    for key, source in sources.items():
        place = f"entry {quoted(key)}"
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
            yield Problem(_REGISTER, place, "a key in kebab-case", quoted(key), "Rename the entry.")
        if not source.title.strip():
            yield Problem(_REGISTER, f"{place}, title", "some text", "nothing", "Fill it in.")
        if source.url and not re.fullmatch(r"https?://[^\s<>\"\\^`{|}]+", source.url):
            expected = "an address that begins with https:// or http://"
            yield Problem(_REGISTER, f"{place}, url", expected, quoted(source.url), "Correct it.")


def impossible(rows: pd.DataFrame, path: str) -> Iterator[Problem]:
    """Find values that their unit rules out: a part of a whole beyond 0 to 100, a negative amount, an absurd change.

    Looks at tables with the columns `value` and `unit`.
    """
    if not {"value", "unit"} <= set(rows.columns):
        return
    units = rows["unit"].fillna("")
    part = units.str.startswith(("percent of", "% of"))
    change = units.isin(_CHANGES)
    low = pd.Series(0.0, index=rows.index).mask(change, -100)
    high = pd.Series(math.inf, index=rows.index).mask(part, 100).mask(change, _LARGEST_CHANGE_PCT)
    for row in rows.index[(rows["value"] < low) | (rows["value"] > high)]:
        limits = (
            f"from {low[row]:g} to {high[row]:g}" if math.isfinite(high[row]) else f"of {low[row]:g} or more"
        )
        yield Problem(
            path,
            f"row {row + 2}, value",
            f"a value in {units[row]} {limits}",
            f"{rows.loc[row, 'value']:g}",
            "Compare value and unit with the source.",
        )


def donors_that_differ(aid: pd.DataFrame, allies: pd.DataFrame) -> Iterator[Problem]:
    """Find rows of aid whose code and name do not belong together, as far as either is an ally's."""
    names = dict(zip(allies["iso3"], allies["ally"], strict=True))
    codes = {ally: iso3 for iso3, ally in names.items()}
    for row in aid[aid["iso3"].notna()].itertuples():
        donor, place = DONORS_AS_SPELT.get(row.donor, row.donor), f"row {row.Index + 2}"
        if row.iso3 != codes.get(donor, row.iso3):
            expected = f"the code of {donor}, {codes[donor]}"
            yield Problem(_AID, f"{place}, iso3", expected, quoted(row.iso3), "Correct it.")
        elif donor != names.get(row.iso3, donor):
            expected = f"the name of {row.iso3}, {names[row.iso3]}"
            yield Problem(_AID, f"{place}, donor", expected, quoted(row.donor), "Correct it.")
