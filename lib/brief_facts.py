"""What the brief of an ally says of its targets, equipment, forces, aid and common funding: whatever its row lacks.

Rows are those of `briefs.measures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import style
from lib.brief_words import amount, known, month, percent, when

Row = Mapping[str, Any]
_LIMITS = ("at least", "about", "more than", "above")
_KINDS = {
    "core": "The highest core level of its own that was found and still stands",
    "budget": "The only level of its own that was found and still stands is that of a budget",
    "total": "A total was found and no core level of its own that still stands",
}
_PARTS = {"total": " in total", "related": " for spending related to defence"}


def level_words(target: Row) -> str:
    """Write a row of the national targets as prose: level, year and standing.

    >>> level_words({"target_value": 2.0, "scope": "core", "target_year": 2033, "year_qualifier": "2025 until",
    ...              "unit": "percent of GDP", "binding_status": "government plan", "state_in_nov_2026": "current",
    ...              "qualifier": "about"})
    'about 2 per cent from 2025 until 2033 (government plan)'
    """
    state, qualifier = str(target["state_in_nov_2026"]), target["qualifier"]
    if pd.isna(target["target_value"]):
        level = str(qualifier)
    elif qualifier in _LIMITS:
        level = f"{qualifier} {percent(target['target_value'])}"
    else:
        level = f"{qualifier} per cent" if pd.notna(qualifier) else percent(target["target_value"])
    level += " of national income" if "income" in str(target["unit"]) else ""
    level += _PARTS.get(target["scope"], "")
    standing = "by a government no longer in office" if state == "older government" else state
    plain = state == "current" or state in str(target["binding_status"])
    return f"{level}{_year(target)} ({target['binding_status']}{'' if plain else f', {standing}'})"


def _year(target: Row) -> str:
    """Write the year of a target as its row limits it."""
    word, year = str(target["year_qualifier"]), target["target_year"]
    if pd.isna(year):
        return {"after 2030": " after 2030", "next parliament": " in the next parliament"}.get(
            word, " with no year"
        )
    if word in ("in", "from", "from April", "not before"):
        return f" {word} {year}"
    if word.endswith((" until", " to", " and")):
        start, link = word.split()
        return f" {'in' if link == 'and' else 'from'} {start} {link} {year}"
    return (
        f" in {word}"
        if word.startswith("fiscal year ")
        else f" in fiscal year {year}"
        if word == "fiscal year"
        else f" by {year}"
    )


def targets_story(row: Row, own: pd.DataFrame) -> str:
    """Tell the level that an ally has set itself, and what else was found; `own` are its rows of the national targets."""
    records = {record["target_id"]: record for record in own.to_dict("records")}
    pledge = own["binding_status"] == "alliance pledge only"
    told = own[~pledge & (own["target_value"].notna() | own["qualifier"].notna())].sort_values("target_year")
    if not known(row, "level_pct"):
        said = f"No level of {'core spending' if not row['has_armed_forces'] else 'its own beyond the common pledge'} was found for {style.the(row['ally'])}."
        rest = told
    else:
        chosen = records[row["level_id"]]
        named = str(chosen["announced_by"]).replace("(", "[").replace(")", "]")
        whose = f"; {named}" if pd.notna(chosen["announced_by"]) else ""
        date = f", {month(chosen['announced_on'])}" if pd.notna(chosen["announced_on"]) else ""
        said = f"{_KINDS[row['level_scope']]}: {level_words(chosen)[:-1]}{whose}{date})."
        still = told["state_in_nov_2026"].isin(["current", "disputed"]) & told["scope"].isin(
            ["core", "budget", "total"]
        )
        rest = told[still & (told["target_id"] != row["level_id"])]
    listed = "; ".join(level_words(record) for record in rest.to_dict("records"))
    return f"{said} Also found: {listed}." if listed else said


def equipment_story(row: Row) -> str:
    """Tell the part of spending that goes into equipment, against the guideline on it."""
    if not known(row, "equipment_pct"):
        return f"No part for equipment is known of {style.the(row['ally'])}."
    met = row["equipment_pct"] >= row["equipment_guideline_pct"]
    then = (
        f", against {percent(row['equipment_first_pct'], 1)} in {row['first_year']}"
        if known(row, "equipment_first_pct")
        else ""
    )
    return (
        f"Equipment takes {percent(row['equipment_pct'], 1)} of its defence spending {when(row)}{then}; the guideline of "
        f"{percent(row['equipment_guideline_pct'])} is {'met' if met else 'not met'}."
    )


def personnel_story(row: Row) -> str:
    """Tell the number of military personnel, then and now."""
    if not known(row, "personnel_k"):
        return f"No number of military personnel is known of {style.the(row['ally'])}."
    then = (
        f", against {style.number(row['personnel_first_k'], 1)} thousand in {row['first_year']}"
        if known(row, "personnel_first_k")
        else ""
    )
    return f"Its forces number {style.number(row['personnel_k'], 1)} thousand {when(row)}{then}."


def aid_story(row: Row, until: str) -> str:
    """Tell the aid to Ukraine that the tracker has allocated to an ally, up to the day `until` of its data."""
    if not known(row, "aid_military_eur_bn"):
        return (
            f"The aid tracker of the Kiel Institute does not have {style.the(row['ally'])} among its donors, which says "
            "nothing of what it gave."
        )
    military, every = row["aid_military_eur_bn"], row["aid_eur_bn"]
    first = f"{amount(military)} euros of military aid" if military > 0 else "no military aid"
    gdp = ""
    if known(row, "aid_pct_gdp"):
        gdp = f". The latter is {percent(row['aid_pct_gdp'], 2)} of its GDP of 2021"
        if known(row, "aid_with_eu_pct_gdp"):
            gdp += f", or {percent(row['aid_with_eu_pct_gdp'], 2)} with its part of the aid of the EU institutions"
    return (
        f"From January 2022 to {month(until)} the aid tracker of the Kiel Institute has, for {style.the(row['ally'])}, "
        f"{first} to Ukraine and {amount(every)} euros of aid of all kinds{gdp}."
    )


def cost_story(row: Row) -> str:
    """Tell the share of NATO's common budgets that an ally pays, as far as it was found."""
    if not known(row, "cost_share_pct"):
        return "Its share of NATO’s common funding was not found."
    years = (
        f"{row['cost_from']}"
        if row["cost_from"] == row["cost_to"]
        else f"{row['cost_from']} to {row['cost_to']}"
    )
    about = "about " if str(row["cost_status"]).startswith("reported") else ""
    later = "" if row["cost_to"] >= row["cost_latest"] else "; a later share was not found"
    pays = "pays" if row["cost_to"] >= row["cost_latest"] else "paid"
    return f"Of NATO’s common funding it {pays} {about}{percent(row['cost_share_pct'], 2 if row['cost_share_pct'] % 1 else 0)} ({years}){later}."
