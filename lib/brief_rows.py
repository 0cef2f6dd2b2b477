"""What each sentence of a brief rests on: the rule in words, and the rows of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from lib import provenance, spending, targets
from lib.brief_parts import (
    EQUIPMENT,
    GDP,
    GDP_REAL,
    KIEL,
    PERSONNEL,
    SHARE,
    SPENT,
    SPENT_REAL,
    Tables,
)
from lib.provenance import Rows

Row = Mapping[str, Any]
NATO, AID, TARGETS = "defence-expenditure", "aid-to-ukraine", "national-targets"


def basis(name: str, row: Row, found: Tables) -> dict[str, Any]:
    """Return how a sentence of a brief is computed and from which rows: arguments of `numbers.glue_text`.

    `name` is a measure of `brief_leads` or a subject of the chapter, `row` the ally's row of `briefs.measures` with
    its iso3, `found` the tables of `briefs.tables`.
    """
    how, rows = _BASES[name]
    return {"how": how, "rows": rows(row, found)}


def _of_nato(row: Row, found: Tables, indicator: str, years: list[int], *, all_allies: bool) -> list[Rows]:
    """Name rows of this edition, of all allies with a figure or of the one; none if there are none."""
    now = found["now"]
    chosen = now[(now["indicator"] == indicator) & now["year"].isin(years)]
    if not all_allies:
        chosen = chosen[chosen["iso3"] == row["iso3"]]
    if chosen.empty:
        return []
    at, allies = sorted(chosen["year"].unique()), list(dict.fromkeys(chosen["iso3"]))
    return [provenance.rows(NATO, edition=row["edition"], indicator=indicator, year=at, iso3=allies)]


def _member(row: Row, found: Tables) -> list[Rows]:
    return [provenance.rows("allies", iso3=row["iso3"])]


def _members(row: Row, found: Tables) -> list[Rows]:
    return [provenance.rows("allies")]


def _years(row: Row, *names: str) -> list[int]:
    return [int(row[name]) for name in names if pd.notna(row[name])]


def _ranked(*names: str, indicator: str = SHARE) -> Callable[[Row, Tables], list[Rows]]:
    def rows(row: Row, found: Tables) -> list[Rows]:
        return _of_nato(row, found, indicator, _years(row, *names), all_allies=True) or _member(row, found)

    return rows


def _own(*indicators: str, years: tuple[str, ...]) -> Callable[[Row, Tables], list[Rows]]:
    def rows(row: Row, found: Tables) -> list[Rows]:
        parts = [
            part
            for indicator in indicators
            for part in _of_nato(row, found, indicator, _years(row, *years), all_allies=False)
        ]
        return parts or _member(row, found)

    return rows


def _share(row: Row, found: Tables) -> list[Rows]:
    path = _of_nato(row, found, SHARE, _years(row, "first_year", "since_year"), all_allies=False)
    return [*_ranked("year")(row, found), *path, *([] if path == [] else _member(row, found))]


def _edition_rows(row: Row, found: Tables, *, all_allies: bool) -> list[Rows]:
    shares = found["shares"]
    chosen = shares if all_allies else shares[shares["iso3"] == row["iso3"]]
    if chosen.empty:
        return _member(row, found)
    allies = sorted(chosen["iso3"].unique())
    editions, years = sorted(chosen["edition"].unique()), sorted(chosen["year"].unique())
    return [provenance.rows(NATO, indicator=SHARE, edition=editions, year=years, iso3=allies)]


def _distance(row: Row, found: Tables) -> list[Rows]:
    own = _own(SHARE, years=("year",))(row, found)
    if pd.isna(row["share_pct_gdp"]):
        return own
    # The target is a parameter; guideline and total come from what allies have agreed.
    return [*own, provenance.rows("commitments", commitment_id=["WALES-2014-04", "HAGUE-2025-01"])]


def _money(row: Row, found: Tables) -> list[Rows]:
    people = found["people"]
    at = {"indicator": "population", "year": people["year"].unique().item(), "iso3": row["iso3"]}
    rows = _own(SHARE, GDP, years=("year",))(row, found)
    if pd.isna(row["target_gap_usd_bn"]):  # then a level is told in money alone
        at |= {"indicator": "gdp_current_usd", "year": int(row["world_bank_year"])}
        rows = [provenance.rows("commitments", commitment_id="HAGUE-2025-03")]
    return [*rows, provenance.rows("world-bank", **at)]


def _growth(row: Row, found: Tables, *, all_allies: bool = False) -> list[Rows]:
    years = {
        SHARE: ["year"],
        GDP_REAL: ["growth_from", "last"],
        SPENT_REAL: ["first_year", "since_year", "last"],
    }
    if all_allies:  # a rank rests on the long growth alone
        years[SPENT_REAL].remove("since_year")
    elif pd.isna(row["needed_pct"]):  # at the target already: the growth of GDP plays no part
        del years[GDP_REAL]
    parts = [
        part
        for indicator, names in years.items()
        for part in _of_nato(row, found, indicator, _years(row, *names), all_allies=all_allies)
    ]
    for iso3, year in spending.GDP_BREAKS:
        if parts and GDP_REAL in years and (all_allies or iso3 == row["iso3"]):
            parts += _of_nato({**row, "iso3": iso3}, found, GDP_REAL, [year - 1, year], all_allies=False)
    return parts or _member(row, found)


def _targets(row: Row, found: Tables) -> list[Rows]:
    return [provenance.rows(TARGETS, iso3=row["iso3"])]


def _levels(row: Row, found: Tables) -> list[Rows]:
    chosen = targets.national_levels(found["targets"])
    core = chosen[chosen["scope"] != "total"]
    return [provenance.rows(TARGETS, target_id=core["target_id"])]


def _all_targets(row: Row, found: Tables) -> list[Rows]:
    return [provenance.rows(TARGETS), provenance.rows("allies", has_armed_forces=True)]


def _aid_ranks(row: Row, found: Tables) -> list[Rows]:
    return _of_kiel(
        found, list(found["allies"]["iso3"]), record_type="kiel_donor_gdp_share", aid_type="total"
    )


def _aid(row: Row, found: Tables) -> list[Rows]:
    own = [row["iso3"]]
    parts = _of_kiel(
        found, own, record_type="kiel_donor_cumulative", measure="allocations", aid_type=["military", "total"]
    )
    parts += _of_kiel(found, own, record_type="kiel_donor_gdp_share", aid_type="total")
    parts += _of_kiel(found, own, record_type="kiel_eu_share", measure="bilateral plus share of EU aid")
    return parts or [
        provenance.rows(AID, record_type="kiel_donor_cumulative", aid_type="military", edition=KIEL)
    ]


def _of_kiel(found: Tables, allies: list[str], **where: Any) -> list[Rows]:
    """Name rows of the aid tracker for some allies; none if there are none."""
    aid = found["aid"]
    if not (aid["iso3"].isin(allies) & (aid["record_type"] == where["record_type"])).any():
        return []
    return [provenance.rows(AID, edition=KIEL, iso3=allies, **where)]


def _costs(row: Row, found: Tables) -> list[Rows]:
    if pd.isna(row["cost_share_pct"]):
        return [provenance.rows("common-funding", row_type=["cost share", "rule"])]
    return [
        provenance.rows(
            "common-funding", iso3=row["iso3"], row_type="cost share", year_from=int(row["cost_from"])
        )
    ]


_LARGEST = "largest change of one year's share from the first edition held that has it to the latest"
_BASES: dict[str, tuple[str, Callable[[Row, Tables], list[Rows]]]] = {
    "share": (
        "share of GDP in the latest year, rounded to two decimals, ranked among all allies",
        _ranked("year"),
    ),
    "rise": (
        "share of the latest year minus that of the first, ranked among all allies",
        _ranked("first_year", "year"),
    ),
    "growth": (
        "growth achieved minus growth needed, (level ÷ share)^(1 ÷ years) × (1 + GDP growth) − 1, ranked among the "
        "allies below the level",
        lambda row, found: _growth(row, found, all_allies=True),
    ),
    "level": ("highest current core level or budget of each ally, ranked", _levels),
    "no-level": ("allies with armed forces without a level of their own, counted", _all_targets),
    "revision": (
        f"{_LARGEST}, ranked among all allies",
        lambda row, found: _edition_rows(row, found, all_allies=True),
    ),
    "equipment": (
        "part of spending for equipment, ranked among all allies",
        _ranked("year", indicator=EQUIPMENT),
    ),
    "aid": (
        "bilateral aid of all kinds since January 2022 ÷ GDP of 2021 × 100, ranked among the allies in the tracker",
        _aid_ranks,
    ),
    "joined": ("year of accession, ranked among all allies", _members),
    "dollars": ("spending at current prices, ranked among all allies", _ranked("year", indicator=SPENT)),
    "pace": (
        "compound growth of spending at constant prices from a recent year to the latest, ranked among all allies",
        _ranked("since_year", "last", indicator=SPENT_REAL),
    ),
    "forces": (
        "military personnel of the latest year ÷ that of the first − 1, ranked among all allies",
        _ranked("first_year", "year", indicator=PERSONNEL),
    ),
    "no-forces": ("membership and armed forces, as the table of allies has them", _member),
    "related": ("level named for spending related to defence", _targets),
    "path": ("shares of the first, a recent and the latest year; rank among the allies of that year", _share),
    "editions": (
        f"{_LARGEST}; changes up and down counted; years that left or reached the guideline",
        lambda row, found: _edition_rows(row, found, all_allies=False),
    ),
    "distance": ("share of the latest year minus each level", _distance),
    "money": ("(share − level) × GDP of the year at current prices, and that ÷ population", _money),
    "growth-story": (
        "(level ÷ share)^(1 ÷ years) × (1 + GDP growth) − 1, against the compound growth of spending at constant prices",
        _growth,
    ),
    "targets": (
        "highest core level, or else a total or a budget, that is current; then all others found",
        _targets,
    ),
    "kit": (
        "part of spending for equipment, first and latest year, against the guideline",
        _own(EQUIPMENT, years=("first_year", "year")),
    ),
    "personnel": ("military personnel, first and latest year", _own(PERSONNEL, years=("first_year", "year"))),
    "given": ("military aid, aid of all kinds, and aid ÷ GDP of 2021 × 100, as the tracker has them", _aid),
    "costs": ("latest share of common funding that is known", _costs),
}
