"""Claims on what American presidents ask of the allies, set against what is agreed and what is spent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from lib import provenance, seeds, style, tolerances
from lib.claims_shares import EUROPE_AND_CANADA, SHARE, shares
from lib.findings import Finding, finding, printed_on
from lib.records import Claim, Document

Check = Callable[[Claim, Document, Path], Finding]

# How the table of events words what an American president asks of the allies; the number is the share of GDP.
_DEMAND = r"(?:should be at|asks for|repeats the) (\d+(?:\.\d+)?) %"


def multiple(claim: Claim, article: Document, folder: Path) -> Finding:
    """Set what the president asks for against what Europe and Canada spent, both as known on the day."""
    printed, day = float(claim.facts["value"]), printed_on(article)
    demand = _demands(folder).query("date <= @day").iloc[-1]
    rows = shares(folder, [EUROPE_AND_CANADA])
    known = rows[rows["known_by"] <= day].sort_values(["known_by", "year"]).iloc[-1]
    factor = demand["share"] / known["value"]
    return finding(
        holds=tolerances.at_least(printed, factor),
        printed=f"at least {style.number(printed)} times",
        computed=f"{style.number(factor, 1)} times: from {style.number(known['value'], 2)} % in {known['year']} "
        f"to {style.number(demand['share'])} %",
        rule="at least",
        how="share of GDP that the president last asked for before the article, over the share of Europe and Canada in "
        "the latest year of the edition known on its day",
        rows=(
            provenance.rows("events", folder=folder, event_id=demand["event_id"]),
            provenance.rows(
                "defence-expenditure",
                folder=folder,
                indicator=SHARE,
                edition=known["edition"],
                year=int(known["year"]),
                iso3=EUROPE_AND_CANADA,
            ),
        ),
    )


def wished(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for the level in force on the day, then for the first higher one that a president in office asked for."""
    printed, day = float(claim.facts["value"]), printed_on(article)
    texts = seeds.table("commitments", folder)
    levels = texts[(texts["element_type"] == "level") & (texts["unit"] == "percent of GDP")]
    agreed = levels[levels["date"] <= day].sort_values(["date", "commitment_id"]).iloc[-1]
    demands = _demands(folder).query("date > @day and in_office")
    higher = demands[[tolerances.more_than(printed, share) for share in demands["share"]]]
    used = [provenance.rows("commitments", folder=folder, commitment_id=agreed["commitment_id"])]
    computed = f"{style.number(agreed['value'])} % agreed on {style.day(agreed['date'])}"
    if len(higher):
        first = higher.iloc[0]
        computed += f"; {style.number(first['share'])} % asked for on {style.day(first['date'])}"
        used.append(provenance.rows("events", folder=folder, event_id=first["event_id"]))
    return finding(
        holds=tolerances.rounded(printed, float(agreed["value"])),
        printed=f"{style.number(printed)} % of GDP",
        computed=computed,
        rule="rounded",
        how="level of the last commitment of the Alliance before the article; then the first higher share that an "
        "American president in office asked for",
        rows=tuple(used),
        until=str(higher["date"].iloc[0]) if len(higher) else None,
    )


def _demands(folder: Path) -> pd.DataFrame:
    """Return what American presidents asked of the allies, in order of time: date, share (% of GDP), in_office."""
    rows = seeds.table("events", folder)
    rows = rows[(rows["theme"] == "nato_spending") & rows["description"].str.contains("Trump")]
    rows = rows.assign(
        share=rows["description"].str.extract(_DEMAND, expand=False).astype(float),
        in_office=~rows["description"].str.contains("President-elect|Candidate"),
    )
    return rows.dropna(subset="share").sort_values("date")


CHECKS: dict[str, Check] = {
    "c09": multiple,
    "c81": wished,
}
