"""What must hold for seeds and stored chapters; finds all offenders at once and runs no chapter."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from lib import articles, cells, row_checks, seeds, stored
from lib.claims import judged
from lib.claims import problems as verdict_problems
from lib.records import CallError, Problem, SeedError, nearest, quoted, require_none
from lib.spending import GDP_BREAKS

# Shares of GDP outside 0-10 % are refused unless they stand here, with the reason.
UNUSUAL_SHARES: dict[tuple[str, int], str] = {
    ("HRV", 1993): "war in Croatia; the World Bank's series",
    ("HRV", 1994): "war in Croatia; the World Bank's series",
}

# Published shares that their own edition's spending over GDP does not give, by ally, edition and price basis,
# with what is known of the reason. Any other one is refused.
_DEFLATORS = (
    "reason not documented; the constant-price columns, from which NATO computes the share, do give it"
)
SHARE_ODDITIES: dict[tuple[str, str, str], str] = {
    ("FRA", "2024-06", "constant"): "NATO's workbook itself holds 2.0 for 2020 where its columns give 1.99",
    ("SVK", "2024-06", "constant"): "NATO's workbook itself holds 2.0 for 2024 where its columns give 1.99",
    ("FRA", "2024-06", "current"): "as at constant prices",
    ("SVK", "2024-06", "current"): "as at constant prices",
    ("ITA", "2024-06", "current"): _DEFLATORS,
    ("ITA", "2026-07", "current"): _DEFLATORS,
    ("NLD", "2024-06", "current"): _DEFLATORS,
    ("NLD", "2026-07", "current"): _DEFLATORS,
    ("USA", "2024-06", "current"): _DEFLATORS,
}

_SPENDING = "seeds/tables/defence-expenditure.csv"


def check(documents: Path | None = None) -> list[str]:
    """Check seeds and stored chapters; returns a line per part that holds.

    With `documents`, a folder that holds the five articles, the records are also held against their texts.
    Raises BookError naming every offender: first all that keeps a file from being read, then all that is wrong with
    what was read, then the verdicts, which rest on it.
    """
    if documents is not None and not documents.is_dir():
        raise CallError(
            f"--documents takes the folder of the articles; there is no folder {quoted(documents)}."
        )
    names = seeds.names()
    require_none(
        [
            *files(),
            *(problem for name in names for problem in _unread(partial(seeds.table, name))),
            *_unread(seeds.sources),
            *_unread(seeds.documents),
        ]
    )
    rows, articles_read = seeds.table("defence-expenditure"), seeds.documents()
    require_none(
        [
            *(problem for name in names for problem in row_checks.unknown_keys(name)),
            *row_checks.registered(seeds.sources()),
            *(
                problem
                for name in names
                for problem in row_checks.impossible(seeds.table(name), f"seeds/tables/{name}.csv")
            ),
            *unusual_shares(rows),
            *unusual_shares(seeds.table("world-bank"), "seeds/tables/world-bank.csv"),
            *shares_that_are_not_ratios(rows),
            *gdp_breaks(rows),
            *sums_that_miss(rows, seeds.allies()),
            *estimate_flags(rows, seeds.table("editions")),
            *row_checks.donors_that_differ(seeds.table("aid-to-ukraine"), seeds.allies()),
            *articles.problems(articles_read, seeds.sources()),
            *(articles.text_problems(articles_read, documents) if documents else ()),
            *stored.problems(),
        ]
    )
    require_none(verdict_problems())
    claims = sum(len(document.claims) for document in articles_read)
    recomputed = sum(item.finding is not None for item in judged())
    return [
        f"{len(names)} tables: readable, described, sourced",
        f"{len(rows):,} rows of defence expenditure: shares, sums and estimates agree",
        f"{len(articles_read)} articles with {claims} claims: complete, sourced",
        f"{recomputed} verdicts recomputed from the tables, the other {claims - recomputed} say why not",
        *(["every recorded place and quotation stands in the articles"] if documents else []),
        "stored chapters: every cell has run, every figure can be cited",
    ]


def _unread(read: Callable[[], object]) -> tuple[Problem, ...]:
    """Return what keeps something from being read."""
    try:
        read()
    except SeedError as error:
        return error.problems
    return ()


def files(folder: Path = seeds.SEEDS) -> Iterator[Problem]:
    """Find tables without description, and files that changed unannounced; a missing file is told by its reader."""
    described = {entry["path"]: entry for entry in seeds.descriptor(folder)["resources"]}
    present = {f"tables/{path.name}" for path in (folder / "tables").iterdir()}
    for path in sorted(present - set(described)):
        remedy = f"Describe the table, or remove the file.{nearest(path, set(described) - present)}"
        yield Problem(f"seeds/{path}", "", "an entry in datapackage.json", "none", remedy)
    for path, entry in described.items():
        file = folder / path
        if not file.is_file() or file.stat().st_size > cells.MOST_BYTES:
            continue  # its reader says so
        content = file.read_bytes()
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        if digest != entry["hash"] or len(content) != entry["bytes"]:
            yield Problem(
                f"seeds/{path}",
                "",
                f"the file that datapackage.json describes ({entry['hash'][:19]}…, {entry['bytes']} bytes)",
                f"another ({len(content)} bytes)",
                f'Look at the difference; if it is meant, write "hash": "{digest}", "bytes": {len(content)}.',
            )


def unusual_shares(rows: pd.DataFrame, path: str = _SPENDING) -> Iterator[Problem]:
    """Find shares of GDP outside 0-10 % that are not named exceptions."""
    shares = rows[rows["indicator"].isin(["defexp_pct_gdp", "milex_pct_gdp"])]
    for row in shares[~shares["value"].between(0, 10)].itertuples():
        if (row.iso3, row.year) not in UNUSUAL_SHARES:
            yield Problem(
                path,
                _place(row),
                "a share of GDP from 0 to 10 per cent",
                f"{row.value}",
                "Compare it with the source; if it is right, name it in checks.UNUSUAL_SHARES with the reason.",
            )


def shares_that_are_not_ratios(rows: pd.DataFrame) -> Iterator[Problem]:
    """Find published shares that spending over GDP, at constant and at current prices, does not give.

    A share agrees if some unrounded spending and GDP behind the printed ones would print as that share.
    Aggregates are compared at constant prices only: at current prices they depend on the weights of the
    exchange rates.
    """
    key = ["iso3", "year", "edition"]
    wide = rows.pivot(index=key, columns="indicator", values="value").dropna(subset=["defexp_pct_gdp"])
    for basis in ("constant", "current"):
        spending, gdp = wide.get(f"defexp_usd_{basis}_m"), wide.get(f"gdp_usd_{basis}_m")
        if spending is None or gdp is None:
            continue
        lowest = 100 * (spending - 0.5) / (gdp + 0.5) - 0.005
        highest = 100 * (spending + 0.5) / (gdp - 0.5) + 0.005
        share = wide["defexp_pct_gdp"]
        off = wide[(share < lowest - 1e-9) | (share > highest + 1e-9)]
        for (iso3, year, edition), values in off.iterrows():
            aggregate = iso3.startswith("X_")
            if (basis == "current" and aggregate) or (iso3, edition, basis) in SHARE_ODDITIES:
                continue
            ratio = 100 * values[f"defexp_usd_{basis}_m"] / values[f"gdp_usd_{basis}_m"]
            yield Problem(
                _SPENDING,
                f"{iso3} {year}, edition {edition}",
                f"spending over GDP at {basis} prices, {ratio:.3f} per cent",
                f"{values['defexp_pct_gdp']}",
                "Compare the three cells with the source; a true oddity is named in checks.SHARE_ODDITIES.",
            )


def gdp_breaks(rows: pd.DataFrame) -> Iterator[Problem]:
    """Find a GDP at constant prices that rises or falls by more than a quarter within a year."""
    gdp = rows[rows["indicator"] == "gdp_usd_constant_m"].sort_values(["edition", "iso3", "year"])
    change = gdp.groupby(["edition", "iso3"])["value"].pct_change()
    for index in change[change.abs() > 0.25].index:
        row = gdp.loc[index]
        if (row["iso3"], row["year"]) not in GDP_BREAKS:
            yield Problem(
                _SPENDING,
                f"row {index + 2} ({row['iso3']} {row['year']}, edition {row['edition']})",
                "a GDP within a quarter of the year before",
                f"a change of {100 * change[index]:+.0f} per cent",
                "Compare both years with the source; a true break is named in spending.GDP_BREAKS.",
            )


def sums_that_miss(rows: pd.DataFrame, allies: pd.DataFrame) -> Iterator[Problem]:
    """Find aggregates that the sum of the members of that year misses by more than rounding allows."""
    joined = allies.set_index("iso3")["joined"].str[:4].astype(int)
    for (indicator, edition, year), group in rows[
        rows["indicator"].isin(["defexp_usd_current_m", "defexp_usd_constant_m"])
    ].groupby(["indicator", "edition", "year"]):
        values = group.set_index("iso3")["value"]
        members = values[[iso3 for iso3 in values.index if iso3 in joined.index and joined[iso3] <= year]]
        sums = {"X_NATO_TOTAL": members, "X_NATO_EUR_CAN": members.drop("USA", errors="ignore")}
        for code, parts in sums.items():
            if code not in values.index:
                continue
            if abs(parts.sum() - values[code]) > 0.5 * (len(parts) + 1):
                yield Problem(
                    _SPENDING,
                    f"{code} {year}, {indicator}, edition {edition}",
                    f"the sum of its {len(parts)} members, {parts.sum():,.0f}",
                    f"{values[code]:,.0f}",
                    "Compare the aggregate and its members with the source.",
                )


def estimate_flags(rows: pd.DataFrame, editions: pd.DataFrame) -> Iterator[Problem]:
    """Find rows marked as estimates in a year that their edition gives as an outcome, or the reverse."""
    first = editions.set_index("edition")["first_estimate_year"]
    # An edition of which only a few printed values are known has no such year to be held against.
    for row in rows[rows["edition"].map(first).notna()].itertuples():
        since = first[row.edition]
        expected = bool(row.year >= since)
        if bool(row.estimate) != expected:
            yield Problem(
                _SPENDING,
                _place(row),
                f"estimate {str(expected).lower()} (the edition's estimates begin in {since})",
                str(bool(row.estimate)).lower(),
                "Correct the flag, or the edition's first estimate year.",
            )


def _place(row: object) -> str:
    return f"row {row.Index + 2} ({row.iso3} {row.year}, edition {row.edition})"  # type: ignore[attr-defined]
