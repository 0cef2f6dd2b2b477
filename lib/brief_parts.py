"""The parts of an ally's brief, one function a subject: table in, table out, one row per ally, indexed by iso3.

Tables are those of `briefs.tables`; the columns are explained in `briefs.measures`. What is missing stays missing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib import revisions, spending, support, targets

ONE_DECIMAL = ("2026-03",)  # editions too coarse to be set against others
KIEL = "kiel-29"  # the release of the aid tracker that briefs read, whatever the edition of NATO's tables
YEARS_SINCE = 3  # the short period that is set beside the long one
SHARE, EQUIPMENT, PERSONNEL = "defexp_pct_gdp", "equipment_share_pct", "military_personnel_k"
SPENT, SPENT_REAL = "defexp_usd_current_m", "defexp_usd_constant_m"
GDP, GDP_REAL = "gdp_usd_current_m", "gdp_usd_constant_m"
Tables = Mapping[str, pd.DataFrame]


def shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Return share, estimate and rank of each ally in its latest year, beside its first and a recent year."""
    known = rows.dropna(subset="value")
    known = known.assign(share_pct_gdp=spending.printed(known["value"]))
    years = known.groupby("year")["share_pct_gdp"]
    known = known.assign(rank=years.rank(method="min", ascending=False), of=years.transform("size"))
    wide = known.pivot(index="iso3", columns="year", values="share_pct_gdp")
    latest = known.sort_values("year").groupby("iso3").tail(1).set_index("iso3")
    first, since = int(known["year"].min()), latest["year"] - YEARS_SINCE
    latest = latest.assign(first_year=first, first_pct_gdp=wide[first], since_year=since)
    latest["since_pct_gdp"] = [wide.at[iso3, year] for iso3, year in since.items()]
    latest["rise_pp"] = (latest["share_pct_gdp"] - latest["first_pct_gdp"]).round(9)
    columns = ["ally", "year", "value", "share_pct_gdp", "estimate", "rank", "of"]
    return latest[[*columns, "first_year", "first_pct_gdp", "since_year", "since_pct_gdp", "rise_pp"]]


def distances(
    found: Tables, latest: pd.DataFrame, target_pct: float, levels: Mapping[str, float]
) -> pd.DataFrame:
    """Return the distance to guideline, target and total in points, dollars and dollars per head, and World Bank GDP."""
    gdp, people = _at(found["now"], GDP, latest), found["people"].set_index("iso3")["value"]
    parts = []
    for name, level in {
        "guideline": levels["guideline"],
        "target": target_pct,
        "total": levels["total"],
    }.items():
        gaps = targets.gap_to_target(latest.reset_index(), level, gdp, people).set_index("iso3")
        gaps = gaps.assign(gap_usd_bn=gaps["gap_usd_m"] / 1000)
        kept = gaps[["gap_pp", "gap_usd_bn", "gap_usd_per_head"]]
        parts.append(kept.rename(columns=lambda column, name=name: column.replace("gap", f"{name}_gap")))
    world_bank_gdp = (found["gdp"].set_index("iso3")["value"] / 1e9).rename("world_bank_gdp_usd_bn")
    bank = world_bank_gdp.to_frame().assign(world_bank_year=found["gdp"]["year"].iloc[0])
    return pd.concat([*parts, bank], axis=1)


def _at(now: pd.DataFrame, indicator: str, latest: pd.DataFrame) -> pd.Series:
    """Return an indicator in each ally's own latest year, by iso3; missing where the edition has none."""
    rows = now[now["indicator"] == indicator]
    return rows[rows["year"] == rows["iso3"].map(latest["year"])].set_index("iso3")["value"].astype(float)


def growth(
    now: pd.DataFrame, latest: pd.DataFrame, last: int, target_pct: float, horizon: int
) -> pd.DataFrame:
    """Return growth a year of GDP, as needed and as achieved, all after inflation; missing without constant prices."""
    spent, product = now[now["indicator"] == SPENT_REAL], now[now["indicator"] == GDP_REAL]
    columns = ["gdp_growth_pct", "needed_pct", "growth_long_pct", "growth_recent_pct", "growth_margin_pp"]
    if spent.empty or product.empty:
        return pd.DataFrame(np.nan, index=latest.index, columns=[*columns, "growth_from"])
    first, start = int(spent["year"].min()), last - targets.GROWTH_YEARS
    grown = spending.achieved_growth(product, start, last, spending.GDP_BREAKS).set_index("iso3")[
        "growth_pct"
    ]
    below = latest[latest["share_pct_gdp"] < target_pct].reset_index()
    needed = targets.required_growth(below, target_pct, horizon, grown).set_index("iso3")["required_pct"]
    long, recent = (
        spending.achieved_growth(spent, year, last).set_index("iso3")["growth_pct"]
        for year in (first, last - YEARS_SINCE)
    )
    values = dict(zip(columns, (grown, needed, long, recent, long - needed), strict=True))
    return pd.DataFrame(values).assign(growth_from=start)


def amounts(now: pd.DataFrame, latest: pd.DataFrame) -> pd.DataFrame:
    """Return spending in dollars, the part for equipment and the personnel, the last two also of the first year."""
    first = latest.assign(year=latest["first_year"])
    table = pd.DataFrame(
        {
            "spent_usd_bn": _at(now, SPENT, latest) / 1000,
            "equipment_pct": _at(now, EQUIPMENT, latest),
            "equipment_first_pct": _at(now, EQUIPMENT, first),
            "personnel_k": _at(now, PERSONNEL, latest),
            "personnel_first_k": _at(now, PERSONNEL, first),
        }
    )
    return table.assign(personnel_change_pct=100 * (table["personnel_k"] / table["personnel_first_k"] - 1))


def levels(table: pd.DataFrame) -> pd.DataFrame:
    """Return the level that each ally has set itself, as `targets.national_levels` picks it."""
    chosen = targets.national_levels(table).set_index("iso3")
    names = {
        "target_id": "level_id",
        "target_value": "level_pct",
        "target_year": "level_year",
        "scope": "level_scope",
    }
    table = chosen[[*names, "standing"]].rename(columns=names)
    # A total counts more than core spending, and is not ranked with core levels.
    return table.assign(core_level_pct=table["level_pct"].where(table["level_scope"] != "total"))


def aid(found: Tables) -> pd.DataFrame:
    """Return aid to Ukraine in euros and as a share of the GDP of 2021, without and (in the EU) with EU institutions."""
    whole = found["aid"][found["aid"]["measure"] == "allocations"]
    sums = support.kiel(whole, "kiel_donor_cumulative", KIEL).dropna(subset="iso3")
    sums = sums.pivot(index="iso3", columns="aid_type", values="value")
    ratios = support.shares_of_gdp(found["aid"], KIEL)
    ratios["iso3"] = ratios["donor"].map(found["aid"].drop_duplicates("donor").set_index("donor")["iso3"])
    ratios = ratios.dropna(subset="iso3").set_index("iso3")
    table = pd.DataFrame({"aid_military_eur_bn": sums["military"], "aid_eur_bn": sums["total"]})
    table["aid_pct_gdp"] = ratios["bilateral_pct"]
    table["aid_with_eu_pct_gdp"] = ratios["with_eu_pct"].where(ratios["in_eu"].astype(bool))
    return table


def cost_shares(costs: pd.DataFrame) -> pd.DataFrame:
    """Return the latest known share of common funding of each ally, with its years and standing."""
    known = costs.dropna(subset=["value"]).sort_values("year_from").groupby("iso3").tail(1).set_index("iso3")
    names = {
        "value": "cost_share_pct",
        "year_from": "cost_from",
        "year_to": "cost_to",
        "status": "cost_status",
    }
    return known[[*names]].rename(columns=names).assign(cost_latest=known["year_to"].max())


def revised(shares: pd.DataFrame) -> pd.DataFrame:
    """Return the largest change of one year between editions, and how many years went up and down visibly."""
    pairs = revisions.first_to_last(shares)
    groups = pairs.groupby("iso3", sort=False)  # the largest change first
    most = groups.head(1).set_index("iso3")
    table = most[["year", "first_edition", "first_value", "last_edition", "last_value"]].add_prefix(
        "revised_"
    )
    table = table.assign(
        revised_pp=most["change"], revised_size_pp=most["change"].abs(), revisions=groups.size()
    )
    for name, sign in {"revised_up": 1, "revised_down": -1}.items():
        moved = sign * pairs["change"] >= revisions.VISIBLE_PP
        table[name] = moved.groupby(pairs["iso3"]).sum()
    return table
