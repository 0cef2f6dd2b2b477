"""The way to a target: how far it is, how fast spending would have to grow, what allies have set themselves.

Table in, table out; nothing is read or drawn here. What is missing stays missing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from lib.records import NumberError

GROWTH_YEARS = 10  # over which the growth of GDP is averaged that is assumed for the years to come
# How firmly a level is set, the firmest first, by what the table calls it. What is not listed is a statement.
STANDING: Mapping[str, Collection[str]] = {
    "law": ("law", "budget law", "parliamentary resolution"),
    "plan": (
        "budget",
        "budget plan",
        "council decision",
        "cross-party agreement",
        "government decision",
        "government decision in principle",
        "government plan",
        "government plan (fund)",
        "government plan announced",
        "government programme",
        "law promised",
    ),
}


# Words of the table that a chart says more shortly.
_YEARS = {"in": "in", "from": "from", "not before": "not before", "2026 to": "until"}
_STATUS = {
    "statement, conditional on EU rules": "conditional statement",
    "government plan announced": "plan announced",
}


def below(shares: pd.DataFrame, reached: Collection[str], target_pct: float) -> pd.DataFrame:
    """Return the rows of allies that are not named in `reached`; NumberError if no ally is left."""
    rows = shares[~shares["ally"].isin(reached)]
    if rows.empty:
        raise NumberError(
            f"distance to {target_pct:g} per cent: expected an ally below it, found none in {shares['year'].max()}. "
            "Choose a higher target_pct."
        )
    return rows


def stated(table: pd.DataFrame, target_id: str, **facts: str) -> dict[str, Any]:
    """Return one row of the table of national targets, of which a sentence of the book tells `facts`.

    Raises NumberError if there is no such row, or if a column holds something else than the sentence says.
    """
    rows = table[table["target_id"] == target_id].to_dict("records")
    if not rows:
        raise NumberError(
            f"national-targets: expected a row {target_id}, found none. Mend the sentence on it."
        )
    for column, fact in facts.items():
        if rows[0][column] != fact:
            raise NumberError(
                f'national-targets, row {target_id}, {column}: a sentence of the book says "{fact}", '
                f'found "{rows[0][column]}". Mend the sentence on it.'
            )
    return rows[0]


def only_law(table: pd.DataFrame) -> dict[str, Any]:
    """Return the one national target that has the standing of a law; NumberError if there is none or another."""
    rows = table[table["binding_status"] == "law"].to_dict("records")
    if len(rows) != 1:
        raise NumberError(
            f"national-targets: expected one target with the standing of a law, found {len(rows)}. "
            "Mend the sentence that calls it the only one."
        )
    return rows[0]


def gap_to_target(
    shares: pd.DataFrame, target_pct: float, gdp_usd_m: pd.Series, population: pd.Series
) -> pd.DataFrame:
    """Add each ally's distance from a target in points, dollars and dollars per head, negative below it.

    `shares` has one row per ally; `gdp_usd_m` (million dollars) and `population` (persons) are indexed by
    iso3. The dollars are the gap in points times GDP, hence in the prices and exchange rates of the GDP:
    spending at current prices plays no part, because the Dutch column does not reproduce the Dutch share.
    Adds gap_pp (points of GDP), gap_usd_m and gap_usd_per_head.
    """
    gap = shares["value"] - target_pct
    dollars = gap / 100 * shares["iso3"].map(gdp_usd_m)
    people = shares["iso3"].map(population)
    return shares.assign(gap_pp=gap, gap_usd_m=dollars, gap_usd_per_head=dollars * 1e6 / people)


def shortfalls(
    shares: pd.DataFrame, levels: Collection[float], gdp_usd_m: pd.Series, population: pd.Series
) -> pd.DataFrame:
    """Return each ally's distance to several levels, one row per level and ally, zero where it is reached.

    Takes what `gap_to_target` takes. Adds to its columns level_pct, short_pp (points of GDP), short_usd_bn
    (billion dollars a year) and short_usd_per_head.
    """
    gaps = pd.concat(
        [gap_to_target(shares, level, gdp_usd_m, population).assign(level_pct=level) for level in levels],
        ignore_index=True,
    )
    return gaps.assign(
        short_pp=(-gaps["gap_pp"]).clip(lower=0),
        short_usd_bn=(-gaps["gap_usd_m"]).clip(lower=0) / 1000,
        short_usd_per_head=(-gaps["gap_usd_per_head"]).clip(lower=0),
    )


def required_growth(
    shares: pd.DataFrame, target_pct: float, horizon: int, gdp_growth_pct: pd.Series | float = 0.0
) -> pd.DataFrame:
    """Add the real growth of spending per year that brings each ally from its share to the target.

    `shares` has one row per ally and one year; `gdp_growth_pct` is the real growth of GDP assumed for every
    year to come, one number or a series by iso3. With growth g of GDP and n years to the horizon the
    answer is ((target / share)^(1/n) × (1 + g) − 1); with g = 0 it is by how much spending must outgrow
    GDP. Above the target it is the growth that would bring the share down to it. Adds years,
    gdp_growth_pct and required_pct.

    >>> rows = pd.DataFrame({"iso3": ["EST"], "year": [2025], "value": [2.0]})
    >>> required_growth(rows, 4.0, 2035)["required_pct"].round(2).tolist()
    [7.18]
    """
    years = horizon - shares["year"]
    if (years <= 0).any():
        raise ValueError(f"the horizon {horizon} is not after the year of the shares, {shares['year'].max()}")
    gdp = shares["iso3"].map(gdp_growth_pct) if isinstance(gdp_growth_pct, pd.Series) else gdp_growth_pct
    growth = (target_pct / shares["value"]) ** (1 / years) * (1 + gdp / 100) - 1
    return shares.assign(years=years, gdp_growth_pct=gdp, required_pct=100 * growth)


def national_levels(targets: pd.DataFrame) -> pd.DataFrame:
    """Pick the level that each ally itself names now: the highest core one, or else a total or a budget.

    Takes the table of national targets. Left out are those that are reached, overtaken, dropped or
    unconfirmed, ceilings, and bare repetitions of the common pledge: an ally with nothing else has no row.
    Of equal levels the firmest, then the earliest one counts. Returns the rows with standing ("law", "plan" or
    "statement") and former (set by a government that is no longer in office).
    """
    rows = targets[
        targets["target_value"].notna()
        & targets["scope"].isin(["core", "total", "budget"])
        & targets["state_in_nov_2026"].isin(["current", "older government"])
        & (targets["binding_status"] != "alliance pledge only")
        & (targets["year_qualifier"] != "ceiling")
    ]
    firmness = {status: standing for standing, statuses in STANDING.items() for status in statuses}
    standing = rows["binding_status"].map(firmness).fillna("statement")
    order = pd.DataFrame(
        {
            "iso3": rows["iso3"],
            "former": rows["state_in_nov_2026"] == "older government",
            "scope": rows["scope"].map({"core": 0, "total": 1, "budget": 2}),
            "level": -rows["target_value"],
            "standing": standing.map({"law": 0, "plan": 1, "statement": 2}),
            "year": rows["target_year"].astype(float).fillna(9999.0),
        }
    )
    firsts = order.sort_values(list(order.columns), kind="stable").groupby("iso3").head(1).index
    chosen = rows.assign(standing=standing, former=order["former"]).loc[firsts]
    return chosen.reset_index(drop=True)


def other_levels(targets: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """Return the core levels and budgets that still stand, disputed ones included, beside the chosen ones.

    Takes the table of national targets and what `national_levels` picks from it. Bare repetitions of the
    common pledge are left out.
    """
    return targets[
        targets["scope"].isin(["core", "budget"])
        & targets["state_in_nov_2026"].isin(["current", "disputed"])
        & (targets["binding_status"] != "alliance pledge only")
        & ~targets["target_id"].isin(chosen["target_id"])
    ]


def level_words(target: Mapping[str, Any]) -> str:
    """Write a row of `national_levels` as one line: level, year and standing of the decision.

    >>> level_words({"target_value": 3.5, "scope": "core", "target_year": 2035, "year_qualifier": "by",
    ...              "binding_status": "statement", "former": False})
    '3.5 % by 2035: statement'
    """
    level = f"{target['target_value']:g} %{' in total' if target['scope'] == 'total' else ''}"
    if pd.notna(target["target_year"]):
        year = f" {_YEARS.get(target['year_qualifier'], 'by')} {target['target_year']}"
    else:
        year = " after 2030" if target["year_qualifier"] == "after 2030" else ", no year"
    status = _STATUS.get(target["binding_status"], target["binding_status"])
    return f"{level}{year}: {status}{', former gov.' if target['former'] else ''}"


def beside_shares(now: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """Set the level that each ally names beside its latest share, core levels first, the highest on top.

    `now` has one row per ally (iso3, ally, value, source_id), `levels` is what `national_levels` returns.
    Returns iso3, ally, now_pct, scope, target_value, target_year, standing, words and source_id (of both, as far
    as there are both: an ally of `now` may lack value and source_id); an ally without a level has none of the four in the middle, and stands at the end.
    """
    levels = levels.assign(words=[level_words(row) for row in levels.to_dict("records")])
    columns = ["iso3", "scope", "target_value", "target_year", "standing", "words", "source_id"]
    rows = now[["iso3", "ally", "value", "source_id"]].rename(columns={"value": "now_pct"})
    rows = rows.merge(levels[columns], on="iso3", how="left", suffixes=("_now", ""))
    both = rows["source_id"] + "; " + rows["source_id_now"]
    rows = rows.assign(
        source_id=both.fillna(rows["source_id_now"]).fillna(rows["source_id"]),
        words=rows["words"].fillna("no core level of its own found"),
    )
    order = {
        "kind": rows["scope"].map({"core": 0, "budget": 0, "total": 1}).fillna(2),
        "height": -rows["target_value"].fillna(0),
        "when": rows["target_year"].astype(float).fillna(9999.0),
    }
    rows = rows.assign(**order).sort_values([*order, "ally"], ignore_index=True)
    return rows.drop(columns=[*order, "source_id_now"])
