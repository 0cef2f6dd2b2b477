"""How figures change from one edition of NATO's tables to the next: table in, table out.

Rows are those of `seeds.expenditure` for several editions, one below the other; nothing is read or drawn here.
"""

from __future__ import annotations

import pandas as pd

from lib import spending
from lib.records import joined_keys


def first_to_last(rows: pd.DataFrame) -> pd.DataFrame:
    """Compare the first and the last edition that give a figure for the same ally and year.

    Takes rows of several editions. Returns one row per ally and year that at least two editions give:
    iso3, ally, year, first_edition, first_value, last_edition, last_value, change, low, high (over all
    editions), editions (their number) and source_id; the largest change first.
    """
    known = rows[rows["is_ally"] & rows["value"].notna()].sort_values("edition")
    groups = known.groupby(["iso3", "ally", "year"])
    table = groups.agg(
        first_edition=("edition", "first"),
        first_value=("value", "first"),
        last_edition=("edition", "last"),
        last_value=("value", "last"),
        low=("value", "min"),
        high=("value", "max"),
        editions=("edition", "nunique"),
    )
    ends = pd.concat([groups.head(1), groups.tail(1)])
    table["source_id"] = ends.groupby(["iso3", "ally", "year"])["source_id"].agg(joined_keys)
    # Differences of decimals carry binary noise, which would decide whether a change is a tenth of a point.
    table = table[table["editions"] > 1].reset_index()
    table = table.assign(change=(table["last_value"] - table["first_value"]).round(9))
    return table.sort_values("change", key=abs, ascending=False, kind="stable", ignore_index=True)


def counts(rows: pd.DataFrame, allies: pd.DataFrame, target_pct: float) -> pd.DataFrame:
    """Count the allies at a share of GDP anew, by edition and year, among the members of the year.

    `allies` is `seeds.allies()`. Only years that an edition gives for all members with armed forces, or for
    all but one, can be counted; the others are left out. Columns are those of `spending.allies_at_target`.
    """
    found = spending.allies_at_target(spending.members(rows, allies), target_pct)
    joined = allies.loc[allies["has_armed_forces"], "joined"].str[:4].astype(int)
    due = found["year"].map({year: int((joined <= year).sum()) for year in found["year"].unique()})
    return found[found["of"] >= due - 1].reset_index(drop=True)


def no_longer(story: pd.DataFrame) -> list[str]:
    """Return the allies that the first of some counts of one year includes and the last does not.

    >>> no_longer(pd.DataFrame({"names": ["Albania; Estonia", "Estonia"]}))
    ['Albania']
    """
    then, now = (set(story["names"].iloc[end].split("; ")) for end in (0, -1))
    return sorted(then - now)


def amounts_behind(rows: pd.DataFrame) -> pd.DataFrame:
    """Set the change of each share between two editions against the changes of spending and of GDP.

    Takes rows of two editions with the indicators defexp_pct_gdp, defexp_usd_current_m and
    gdp_usd_current_m. Returns, for each ally and year that both give in full: iso3, ally, year, share_then,
    share_now, change_pp (points of GDP), spending_change_pct, gdp_change_pct; the largest change first.
    """
    then, now = sorted(rows["edition"].unique())
    keys = ["iso3", "ally", "year"]
    wide = rows[rows["is_ally"]].pivot(index=keys, columns=["indicator", "edition"], values="value").dropna()
    share, spent, gdp = (
        wide[name] for name in ("defexp_pct_gdp", "defexp_usd_current_m", "gdp_usd_current_m")
    )
    table = pd.DataFrame(
        {
            "share_then": share[then],
            "share_now": share[now],
            "change_pp": (share[now] - share[then]).round(9),
            "spending_change_pct": 100 * (spent[now] / spent[then] - 1),
            "gdp_change_pct": 100 * (gdp[now] / gdp[then] - 1),
        }
    )
    return table.reset_index().sort_values("change_pp", key=abs, ascending=False, ignore_index=True)
