"""How figures change from one edition of NATO's tables to the next: table in, table out.

Rows are those of `seeds.expenditure` for several editions, one below the other; nothing is read or drawn here.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from lib import spending
from lib.records import joined_keys

NOTABLE_PP = 0.1  # points of GDP; a revision from here on is called notable
VISIBLE_PP = 0.005  # points of GDP; a smaller one may be nothing but another rounding


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


def blocks(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Group rows into blocks in which each ally has a row for each year: what `provenance.rows` is asked for.

    Takes rows with edition, year and iso3; returns these three per block, years and allies as lists.

    >>> blocks(pd.DataFrame({"edition": "2026-07", "year": [2014, 2015, 2015], "iso3": ["EST", "EST", "ESP"]}))
    [{'edition': '2026-07', 'year': [2014], 'iso3': ['EST']}, {'edition': '2026-07', 'year': [2015], 'iso3': ['ESP', 'EST']}]
    """
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for (edition, year), part in rows.groupby(["edition", "year"]):
        groups.setdefault((edition, tuple(sorted(set(part["iso3"])))), []).append(int(year))
    return [
        {"edition": edition, "year": years, "iso3": list(iso3)} for (edition, iso3), years in groups.items()
    ]


def ends(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that `first_to_last` compares, as edition, year and iso3."""
    return pd.concat(
        [
            table[["iso3", "year", f"{end}_edition"]].rename(columns={f"{end}_edition": "edition"})
            for end in ("first", "last")
        ],
        ignore_index=True,
    )


def most_revised(found: pd.DataFrame) -> tuple[int, bool]:
    """Return the year whose count moved most from its first edition to its last, and whether no other did as much.

    `found` is what `counts` returns; of equal years the latest is taken. Years with one count are passed over.
    """
    years = found.sort_values("edition").groupby("year")["count"].agg(["first", "last", "size"])
    moved = (years["last"] - years["first"]).abs()[years["size"] > 1]
    most = moved[moved == moved.max()]
    return int(most.index.max()), len(most) == 1


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
