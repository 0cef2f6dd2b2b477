"""What the interactive views read: tables in, plain values out, one data set per file that a page can load from a disk.

A browser lets a page from a disk load scripts and nothing else; so a data set is a script of one statement.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from lib import brief_parts, briefs, revisions, seeds, spending, style, targets


def _frame() -> dict[str, Any]:
    """Return what all data sets hold: names of the allies, who has no armed forces, and the levels agreed."""
    allies = seeds.allies().sort_values("ally")
    return {
        "allies": dict(zip(allies["iso3"], allies["ally"], strict=True)),
        "unarmed": allies.loc[~allies["has_armed_forces"], "iso3"].tolist(),
        "levels": {name: briefs.agreed()[name] for name in ("guideline", "core", "total")},
    }


def _rows() -> pd.DataFrame:
    """Return the shares of GDP of allies in all editions that the chapters set against one another.

    These are the rows of the edition comparison: from 2014 on, without editions that print one decimal.
    """
    table = seeds.table("defence-expenditure")
    first = int(seeds.table("editions").set_index("edition")["first_year"][seeds.editions()[-1]])
    rows = seeds.with_names(table[table["indicator"] == brief_parts.SHARE])
    held = rows["is_ally"] & (rows["edition"] >= "2014") & (rows["year"] >= first) & rows["value"].notna()
    return rows[held & ~rows["edition"].isin([*brief_parts.ONE_DECIMAL]) & rows["edition"].str[:2].eq("20")]


def shares() -> dict[str, Any]:
    """Return shares of GDP by edition, ally and year, with the basis of prices of each edition and where a view begins.

    editions: by edition its name, basis, full (ally by ally and year by year) and rows: iso3 to a list of year, value (%
    of GDP, as printed), and 1 for an estimate or 0. `start` names ally and year of the largest revision.
    """
    rows = _rows()
    full = seeds.editions()
    largest = revisions.first_to_last(rows).iloc[0]
    return _frame() | {
        "left_out": [style.edition_name(edition) for edition in brief_parts.ONE_DECIMAL],
        "start": {"ally": largest["iso3"], "year": int(largest["year"])},
        "editions": {
            edition: {
                "name": style.edition_name(edition),
                "basis": "; ".join(sorted(set(part["price_basis"]))),
                "full": edition in full,
                "rows": {
                    iso3: [
                        [int(row.year), float(row.value), int(row.estimate)]
                        for row in own.sort_values("year").itertuples()
                    ]
                    for iso3, own in part.groupby("iso3")
                },
            }
            for edition, part in rows.groupby("edition")
        },
    }


def needs() -> dict[str, Any]:
    """Return what the way to a target is computed from, by edition and ally; the script applies the formula.

    The formula is that of `targets.required_growth`. Per ally: year, share (% of GDP), estimate, gdp (million US$ at
    constant prices), current (million US$ at current prices) and growth (% a year, that of GDP at constant prices over
    the ten years before, breaks left out); null where the edition has none.
    """
    deadline = seeds.table("commitments").set_index("commitment_id")["deadline_year"]["HAGUE-2025-02"]
    editions = {edition: _needs(edition) for edition in seeds.editions()}
    return _frame() | {"horizon": int(deadline), "editions": editions}


def _needs(edition: str) -> dict[str, Any]:
    about = seeds.table("editions").set_index("edition").loc[edition]
    rows = seeds.table("defence-expenditure")
    now = seeds.with_names(rows[rows["edition"] == edition])
    now = now[now["is_ally"]]
    known = now[(now["indicator"] == brief_parts.SHARE) & now["value"].notna()].sort_values("year")
    latest = known.groupby("iso3").tail(1).set_index("iso3").sort_values("ally")
    product = now[now["indicator"] == brief_parts.GDP_REAL]
    last = int(about["last_year"])
    start = last - targets.GROWTH_YEARS
    growth = pd.Series(dtype=float)
    if not product.empty:
        grown = spending.achieved_growth(product, start, last, spending.GDP_BREAKS)
        growth = grown.set_index("iso3")["growth_pct"]
    real, current = (_at(now, name, latest) for name in (brief_parts.GDP_REAL, brief_parts.GDP))
    broken = spending.breaks_in(product) if not product.empty else product
    return {
        "name": style.edition_name(edition),
        "base": None if pd.isna(about["constant_price_base"]) else int(about["constant_price_base"]),
        "years": [start, last],
        "breaks": {
            row.iso3: [int(row.year), spending.GDP_BREAKS[(row.iso3, row.year)]]
            for row in broken.itertuples()
            if start < row.year <= last
        },
        "rows": {
            iso3: {
                "year": int(row.year),
                "share": float(row.value),
                "estimate": int(row.estimate),
                "gdp": _or_none(real.get(iso3)),
                "current": _or_none(current.get(iso3)),
                "growth": _or_none(growth.get(iso3)),
            }
            for iso3, row in zip(latest.index, latest.itertuples(), strict=True)
        },
    }


def _at(now: pd.DataFrame, indicator: str, latest: pd.DataFrame) -> pd.Series:
    """Return an indicator in each ally's own latest year, by iso3."""
    rows = now[now["indicator"] == indicator]
    return rows[rows["year"] == rows["iso3"].map(latest["year"])].set_index("iso3")["value"]


def _or_none(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


SETS = {"shares": shares, "needs": needs}


def script(name: str) -> str:
    """Return a data set as a script of one statement, in which nothing but data stands."""
    text = json.dumps(SETS[name](), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return f"(window.bookData ??= {{}}).{name} = {text};\n"
