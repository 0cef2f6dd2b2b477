"""What the table of all allies says: the rows of `briefs.overview` in, text by cell and values to sort by out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lib import briefs, stored, style

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: its header with the unit, the column of `briefs.overview` that it sorts by, decimals, and a note."""

    header: str
    name: str
    digits: int = 0
    sign: bool = False
    note: Callable[[Row], str] = lambda row: ""
    instead: Callable[[Row], str] = lambda row: ""


def overview(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the table of all allies under the edition of their briefs, an ally without a brief having no link.

    Keys: edition (in words), estimated (whether the latest shares are estimates), year, headers, rows (slug or
    nothing, ally, cells).
    """
    edition = stored.parameters(found[0]["notebook"])["edition"]
    table = briefs.overview(edition)
    rows, columns = table.to_dict("records"), _columns(table)
    linked = {brief["slug"] for brief in found}
    return {
        "edition": style.edition_name(edition),
        "estimated": bool(table["estimate"].fillna(False).any()),
        "year": _only(table, "year"),
        "headers": [column.header for column in columns],
        "rows": [
            {
                "slug": row["slug"] if row["slug"] in linked else "",
                "ally": row["ally"],
                "cells": [cell(row, column) for column in columns],
            }
            for row in rows
        ],
    }


def cell(row: Row, column: Column) -> dict[str, str]:
    """Return what a cell shows, the value that it sorts by, and a note; a missing value is an empty text."""
    value = row[column.name]
    if pd.isna(value):
        return {"text": column.instead(row), "value": "", "note": ""}
    text = style.number(value, column.digits, sign=column.sign)
    return {"text": text, "value": repr(float(value)), "note": column.note(row)}


def description(ally: str) -> str:
    """Return what a search engine shows of an ally's brief."""
    return (
        f"{style.capital(style.the(ally))} in brief: share of GDP since the first year of the edition, rank among allies, "
        "changes between editions, distance to the levels agreed, its own level, equipment, aid to Ukraine."
    )


def _columns(table: pd.DataFrame) -> list[Column]:
    year, first, target = _only(table, "year"), _only(table, "first_year"), f"{table['target_pct'].iloc[0]:g}"
    return [
        Column(f"Share of GDP {year}, %", "share_pct_gdp", 2),
        Column("Rank", "rank"),
        Column(f"Change since {first}, points", "rise_pp", 2, sign=True),
        Column(f"Distance to {target} %, points", "target_gap_pp", 2, sign=True),
        Column(f"Growth a year needed for {target} %, %", "needed_pct", 1, instead=_reached),
        Column(f"Growth a year since {first}, %", "growth_long_pct", 1, sign=True),
        Column("Level of its own, % of GDP", "level_pct", 1, note=_level_note),
        Column("Equipment, % of spending", "equipment_pct", 1),
        Column("Personnel, thousand", "personnel_k", 1),
        Column("Military aid to Ukraine, EUR bn", "aid_military_eur_bn", 1),
        Column("Bilateral aid to Ukraine, % of GDP of 2021", "aid_pct_gdp", 2),
        Column("Share of common funding, %", "cost_share_pct", 2, note=_cost_note),
    ]


def _only(table: pd.DataFrame, name: str) -> str:
    """Return the years of a column as words: one, or from the first to the last."""
    years = sorted(set(table[name].dropna()))
    return "–".join(dict.fromkeys(str(int(year)) for year in (years[0], years[-1]))) if years else ""


def _reached(row: Row) -> str:
    gap = row["target_gap_pp"]
    return "reached" if not pd.isna(gap) and gap >= 0 else ""


def _level_note(row: Row) -> str:
    by = "" if pd.isna(row["level_year"]) else str(int(row["level_year"]))
    return ", ".join(filter(None, (by, "total" if row["level_scope"] == "total" else "")))


def _cost_note(row: Row) -> str:
    years = [str(int(row[name])) for name in ("cost_from", "cost_to") if not pd.isna(row[name])]
    return "–".join(dict.fromkeys(years))
