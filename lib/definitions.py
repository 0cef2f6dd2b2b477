"""NATO's share of GDP set against the World Bank's, which counts otherwise: table in, table out; nothing is read.

Tables have the columns that `seeds` gives them and are left as they are. What is missing stays missing.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from lib import style


def printed(points: pd.Series) -> pd.Series:
    """Round gaps to the two decimals in which they are printed, halves away from zero.

    >>> printed(pd.Series([0.0014, -0.1951])).tolist()
    [0.0, -0.2]
    """
    return points.map(lambda gap: style.round_half_up(gap, 2)).astype(float)


def definition_gaps(nato: pd.DataFrame, world_bank: pd.DataFrame) -> pd.DataFrame:
    """Set NATO's share of GDP against the World Bank's, ally by ally and year by year.

    Both hold value in per cent of GDP. Returns the rows that both have: iso3, ally, year, estimate (of
    NATO's figure), edition, nato_pct, world_bank_pct, gap_pp (NATO less World Bank, in points), size_pp (the
    same without sign, rounded to two decimals as it is printed) and source_id. An ally that lacks either
    figure has no row.
    """
    other = world_bank[world_bank["indicator"] == "milex_pct_gdp"]
    columns = ["iso3", "ally", "year", "estimate", "edition", "value", "source_id"]
    both = nato.loc[nato["is_ally"], columns].merge(
        other[["iso3", "year", "value", "source_id"]], on=["iso3", "year"], suffixes=("", "_other")
    )
    both = both.dropna(subset=["value", "value_other"])
    both["source_id"] = both["source_id"] + "; " + both["source_id_other"]
    both = both.rename(columns={"value": "nato_pct", "value_other": "world_bank_pct"})
    both["gap_pp"] = both["nato_pct"] - both["world_bank_pct"]
    both["size_pp"] = printed(both["gap_pp"]).abs()
    return both.drop(columns="source_id_other").reset_index(drop=True)


def gap_summary(gaps: pd.DataFrame) -> pd.DataFrame:
    """Sum up the gaps of each edition and year, whatever their sign.

    Returns edition, year, allies, median_pp and largest_pp (both absolute), largest (the ally; the first
    by name of equals), nato_higher and nato_lower (allies for which NATO's figure is the higher or the lower
    one by at least 0.01 points, after rounding).

    >>> gaps = pd.DataFrame({"edition": "e", "year": 2024, "ally": ["A", "B"], "gap_pp": [0.1, -0.3]})
    >>> gap_summary(gaps)[["median_pp", "largest", "nato_higher", "nato_lower"]].values.tolist()
    [[0.2, 'B', 1, 1]]
    """
    sign = printed(gaps["gap_pp"])
    rows = gaps.assign(size=gaps["gap_pp"].abs(), higher=sign > 0, lower=sign < 0)
    rows = rows.sort_values(["size", "ally"], ascending=[False, True])
    groups = rows.groupby(["edition", "year"])
    return groups.agg(
        allies=("ally", "size"),
        median_pp=("size", "median"),
        largest_pp=("size", "first"),
        largest=("ally", "first"),
        nato_higher=("higher", "sum"),
        nato_lower=("lower", "sum"),
    ).reset_index()


def restated(shares: pd.DataFrame, old: str, new: str, years: Collection[int]) -> bool:
    """Tell whether, in each of some years, the printed share of an ally differs between two editions.

    `shares` are NATO's shares of GDP of several editions (iso3, year, edition, value).
    """
    wide = shares.pivot(index=["year", "iso3"], columns="edition", values="value")
    if not {old, new} <= set(wide):
        return False
    both = wide[[old, new]].dropna()
    moved = both[printed(both[old]) != printed(both[new])].index.get_level_values("year")
    return set(years) <= set(moved)
