"""One ally beside the others: what NATO's tables, its own targets and the aid tracker hold of it.

`tables` reads through `seeds`; all else is table in, table out. What is missing stays missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from lib import brief_parts, chapters, revisions, seeds, spending
from lib.brief_parts import KIEL, ONE_DECIMAL, SHARE, Tables
from lib.records import CallError, nearest

# Columns of whole numbers, which a missing one would otherwise turn into decimals.
_WHOLE = ["year", "rank", "of", "first_year", "since_year", "growth_from", "level_year", "world_bank_year"]
_WHOLE += ["cost_from", "cost_to", "cost_latest", "revised_year", "revisions", "revised_up", "revised_down"]


def iso3_of(ally: str, allies: pd.DataFrame) -> str:
    """Return the code of an ally that is named as the book names it; CallError names the nearest if there is none."""
    codes = dict(zip(allies["ally"], allies["iso3"], strict=True))
    if ally not in codes:
        raise CallError(f'There is no ally "{ally}".{nearest(ally, codes)} Allies: {", ".join(codes)}.')
    return codes[ally]


def agreed() -> dict[str, float]:
    """Return the levels that allies have agreed: guideline, core, total (% of GDP), equipment (% of spending)."""
    value = seeds.table("commitments").set_index("commitment_id")["value"]
    ids = {
        "guideline": "WALES-2014-04",
        "core": "HAGUE-2025-02",
        "total": "HAGUE-2025-01",
        "related": "HAGUE-2025-03",
        "equipment": "WALES-2014-05",
    }
    return {name: float(value[commitment]) for name, commitment in ids.items()}


def tables(edition: str) -> dict[str, pd.DataFrame]:
    """Read what briefs are computed from: allies, edition (one row), now, shares, people, gdp, targets, aid, costs.

    `now` holds every indicator of the edition, `shares` the shares of GDP of all editions up to it, from the
    edition's first year on; both have allies only. `people` and `gdp` are the World Bank's latest year.
    Raises CallError for an edition that NATO's tables lack.
    """
    seeds.expenditure(SHARE, edition)  # names the nearest edition if there is none
    about = seeds.table("editions").query("edition == @edition")
    rows = seeds.table("defence-expenditure")
    held = rows["edition"].between("2014", edition) & ~rows["edition"].isin(ONE_DECIMAL)
    held &= (rows["indicator"] == SHARE) & (rows["year"] >= int(about["first_year"].iloc[0]))
    named = seeds.with_names(rows[held | (rows["edition"] == edition)])
    named = named[named["is_ally"]]
    bank, aid = seeds.table("world-bank"), seeds.table("aid-to-ukraine")
    return {
        "allies": seeds.allies(),
        "edition": about,
        "now": named[named["edition"] == edition],
        "shares": named[named["indicator"] == SHARE],
        "people": _latest(bank[bank["indicator"] == "population"]),
        "gdp": _latest(bank[bank["indicator"] == "gdp_current_usd"]),
        "targets": seeds.table("national-targets"),
        "aid": aid[aid["edition"] == KIEL],
        "costs": seeds.table("common-funding").query("row_type == 'cost share'"),
    }


def _latest(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["year"] == rows["year"].max()]


def measures(found: Tables, target_pct: float, horizon: int, levels: Mapping[str, float]) -> pd.DataFrame:
    """Return one row per ally, indexed by iso3, with all that its brief tells; a missing value is a missing fact.

    `found` is what `tables` returns and `levels` what `agreed` returns. Every ally is measured in the latest
    year for which the edition has its share (`year`), ranks are among the allies with a share of that year.
    Units end the names of columns: pct and pct_gdp (per cent), pp (points of GDP), usd_bn, eur_bn, k (thousand
    persons). Growth needed is given below the target only, and distances are negative below a level.
    """
    allies = found["allies"].set_index("iso3")
    now, last = found["now"], int(found["edition"]["last_year"].item())
    table = allies.assign(
        slug=allies["ally"].map(chapters.slug),
        joined_year=allies["joined"].str[:4].astype("Int64"),
        edition=found["edition"]["edition"].item(),
        last=last,
        target_pct=target_pct,
        horizon=horizon,
        guideline_pct=levels["guideline"],
        total_pct=levels["total"],
        related_pct=levels["related"],
        equipment_guideline_pct=levels["equipment"],
    )
    latest = brief_parts.shares(now[now["indicator"] == SHARE])
    parts = [latest.drop(columns=["ally", "value"]), brief_parts.distances(found, latest, target_pct, levels)]
    parts += [brief_parts.growth(now, latest, last, target_pct, horizon), brief_parts.amounts(now, latest)]
    parts += [
        brief_parts.levels(found["targets"]),
        brief_parts.aid(found),
        brief_parts.cost_shares(found["costs"]),
        brief_parts.revised(found["shares"]),
    ]
    table = table.join([part.reindex(table.index) for part in parts])
    return table.astype(dict.fromkeys(_WHOLE, "Int64"))


def crossed(shares: pd.DataFrame, iso3: str, level_pct: float) -> dict[str, list[int]]:
    """Return the years in which an ally left or reached a level between the first and the latest edition.

    `shares` holds several editions, as `tables` gives them; shares are rounded as NATO prints them.
    """
    pairs = revisions.first_to_last(shares[shares["iso3"] == iso3])
    before, after = (spending.printed(pairs[f"{end}_value"]) >= level_pct for end in ("first", "last"))
    years = {"left": pairs.loc[before & ~after, "year"], "reached": pairs.loc[~before & after, "year"]}
    return {name: sorted(int(year) for year in found) for name, found in years.items()}


def places(
    table: pd.DataFrame, iso3: str, columns: Mapping[str, str], dated: Collection[str] = ()
) -> pd.DataFrame:
    """Return where an ally stands among all allies with a value, one row per measure it has a value of.

    `columns` maps measures to columns of `measures`. Columns: value, above and below (allies with a higher and a
    lower value), of (allies with a value), tail: the part of them that stands at least as far out as the ally on its
    nearer side, ties included; the smaller, the more unusual. For the `dated` measures only allies of the same `year` count.

    >>> table = pd.DataFrame({"share": [1.0, 2.0, 3.0, 3.0]}, index=["ALB", "BEL", "EST", "POL"])
    >>> places(table, "ALB", {"share": "share"})[["above", "below", "of", "tail"]].values.tolist()
    [[3.0, 0.0, 4.0, 0.25]]
    """
    found = {}
    for measure, column in columns.items():
        rows = table[table["year"] == table.at[iso3, "year"]] if measure in dated else table
        values = rows[column].astype(float).round(6).dropna()
        if iso3 in values:
            above, below = int((values > values[iso3]).sum()), int((values < values[iso3]).sum())
            of = len(values)
            tail = (of - max(above, below)) / of
            found[measure] = (values[iso3], above, below, of, tail)
    return pd.DataFrame.from_dict(found, orient="index", columns=["value", "above", "below", "of", "tail"])


def overview(edition: str) -> pd.DataFrame:
    """Return one row per ally, the highest share first, those without one last: the table of all briefs.

    Columns: iso3, ally, slug, joined_year, year, share_pct_gdp, estimate, rank, first_year, rise_pp, target_pct,
    target_gap_pp (negative below), growth needed and achieved, level_pct, level_year, level_scope and standing of the
    ally's own level, equipment_pct, personnel_k, aid_military_eur_bn, aid_pct_gdp (bilateral aid of all kinds, % of the
    GDP of 2021), cost_share_pct with cost_from and cost_to (years), revised_pp with revised_year, edition.
    """
    levels = agreed()
    deadline = seeds.table("commitments").set_index("commitment_id")["deadline_year"]["HAGUE-2025-02"]
    table = measures(tables(edition), levels["core"], int(deadline), levels).reset_index()
    columns = [
        "iso3",
        "ally",
        "slug",
        "joined_year",
        "year",
        "share_pct_gdp",
        "estimate",
        "rank",
        "first_year",
    ]
    columns += [
        "rise_pp",
        "target_pct",
        "target_gap_pp",
        "needed_pct",
        "growth_long_pct",
        "level_pct",
        "level_year",
    ]
    columns += [
        "level_scope",
        "standing",
        "equipment_pct",
        "personnel_k",
        "aid_military_eur_bn",
        "aid_pct_gdp",
    ]
    columns += ["cost_share_pct", "cost_from", "cost_to", "revised_pp", "revised_year", "edition"]
    return table[columns].sort_values(["share_pct_gdp", "ally"], ascending=[False, True], ignore_index=True)
