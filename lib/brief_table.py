"""An ally at a glance: all that its brief measures, one fact a row, with unit, year and origin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import page, style
from lib.brief_facts import level_words
from lib.brief_words import known, levels

Row = Mapping[str, Any]
NO_FORCES, NOT_HERE, NOT_FOUND = "no armed forces", "not in this edition", "not found"
REACHED, NO_SECOND = "reached", "no year in two editions"


def at_a_glance(row: Row, own: pd.DataFrame, aid_until: str, people_year: int) -> pd.DataFrame:
    """Return the table of a brief as text: what, value, unit, year, from.

    `row` is the ally's row of `briefs.measures`, `own` its rows of the national targets, `aid_until` the last day of the
    aid tracker's data. Where a value is missing, the table says why.
    """
    nato = f"NATO, {style.edition_name(row['edition'])}"
    lacking = NOT_HERE if row["has_armed_forces"] else NO_FORCES
    year = "" if not known(row, "year") else f"{row['year']}{' (estimate)' if row['estimate'] else ''}"
    aid = (f"January 2022 to {style.day(aid_until[:7])}", "Kiel Institute")
    lines: list[tuple[str, ...]] = [("Member since", style.day(row["joined"]), "", "", "table of allies")]

    def add(
        what: str,
        column: str,
        digits: int,
        unit: str,
        *rest: str,
        sign: bool = False,
        missing: str = lacking,
    ) -> None:
        if not known(row, column):
            lines.append((what, missing, "", "", ""))
            return
        value = row[column]
        lines.append((what, style.number(value, digits, sign=sign), unit, *rest))

    add("Share of GDP", "share_pct_gdp", 2, "% of GDP", year, nato)
    add("Rank by share", "rank", 0, f"of {row['of']} allies" if known(row, "of") else "", year, nato)
    add("Change of share", "rise_pp", 2, "points of GDP", f"{row['first_year']} to {year}", nato, sign=True)
    names = {row["guideline_pct"]: "guideline", row["target_pct"]: "target", row["total_pct"]: "total"}
    money = f"{nato}; World Bank (people, {people_year})"
    for level in levels(row):
        add(f"Distance to {level:g} %", f"{names[level]}_gap_pp", 2, "points of GDP", year, nato, sign=True)
    for level in (one for one in levels(row) if one >= row["target_pct"]):
        add(
            f"Distance to {level:g} %",
            f"{names[level]}_gap_usd_bn",
            1 if abs(row[f"{names[level]}_gap_usd_bn"]) >= 1 else 2,
            "US$ bn a year",
            year,
            nato,
            sign=True,
        )
        add(
            f"Distance to {level:g} %",
            f"{names[level]}_gap_usd_per_head",
            0,
            "US$ per head",
            year,
            money,
            sign=True,
        )
    reached = known(row, "share_pct_gdp") and row["share_pct_gdp"] >= row["target_pct"]
    until = f"{row['last']} to {row['horizon']}"
    add(
        f"Growth needed for {row['target_pct']:g} %",
        "needed_pct",
        1,
        "% a year, real",
        until,
        nato,
        missing=REACHED if reached else lacking,
    )
    add(
        "Growth achieved",
        "growth_long_pct",
        1,
        "% a year, real",
        f"{row['first_year']} to {row['last']}",
        nato,
    )
    recent = f"{row['since_year']} to {row['last']}" if known(row, "since_year") else ""
    add("Growth achieved", "growth_recent_pct", 1, "% a year, real", recent, nato)
    chosen = own[own["target_id"] == row["level_id"]]
    named, _, standing = level_words(chosen.iloc[0]).partition(" (") if len(chosen) else (NOT_FOUND, "", "")
    lines.append(
        (
            "Level of its own",
            named.replace(" per cent", " %"),
            standing.rstrip(")"),
            "",
            "governments and press" if len(chosen) else "",
        )
    )
    add("Equipment", "equipment_pct", 1, "% of spending", year, nato)
    add("Military personnel", "personnel_k", 1, "thousand", year, nato)
    add("Military aid to Ukraine", "aid_military_eur_bn", 2, "EUR billion", *aid, missing=NOT_FOUND)
    add("Aid to Ukraine of all kinds", "aid_eur_bn", 2, "EUR billion", *aid, missing=NOT_FOUND)
    add("The same, bilateral", "aid_pct_gdp", 2, "% of GDP of 2021", *aid, missing=NOT_FOUND)
    years = "" if not known(row, "cost_from") else str(row["cost_from"])
    years += (
        "" if not known(row, "cost_to") or row["cost_to"] == row["cost_from"] else f" to {row['cost_to']}"
    )
    add("Share of common funding", "cost_share_pct", 2, "%", years, "press and reports", missing=NOT_FOUND)
    revised = f"for {row['revised_year']}" if known(row, "revised_year") else ""
    once = NO_SECOND if row["has_armed_forces"] else NO_FORCES
    add(
        "Largest revision",
        "revised_pp",
        2,
        "points of GDP",
        revised,
        "editions of NATO’s tables",
        sign=True,
        missing=once,
    )
    lines = _told_once(lines)
    columns = [f"{style.capital(style.the(row['ally']))} at a glance", "value", "unit", "year", "from"]
    return page.filled(pd.DataFrame(lines, columns=columns))


def _told_once(lines: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Keep one line where several would say that the same thing is missing."""
    kept: list[tuple[str, ...]] = []
    for line in lines:
        if line[1] == NO_FORCES:
            line = ("Spending, equipment, personnel", *line[1:])
        if line[1] not in (NO_FORCES, NOT_HERE) or line not in kept:
            kept.append(line)
    return kept
