"""What follows from NATO's spending tables: table in, table out; nothing is read or drawn here.

Every function takes rows as `seeds.expenditure` gives them (iso3, ally, is_ally, year, value, estimate,
edition, source_id) and leaves them as they are. What is missing stays missing, and never becomes zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from lib.records import NumberError, joined_keys

PRINTED_DECIMALS = 2  # of NATO's shares of GDP; who is at a level is decided on them
# A share worked out from rounded dollars may miss the printed one by this much; more means other amounts.
AMOUNTS_SLACK_PP = 0.02
TOTAL, EUROPE_CANADA = "X_NATO_TOTAL", "X_NATO_EUR_CAN"
# GDP columns that change by more than a quarter into a year, with what is known of the reason. Any other such
# step is refused by the checks; growth leaves out the steps named here.
GDP_BREAKS: Mapping[tuple[str, int], str] = {
    ("LUX", 2023): "very likely national income instead of GDP from 2023 on; Luxembourg's target is set on it"
}


def printed(share_pct: pd.Series) -> pd.Series:
    """Round shares to the two decimals that NATO prints, halves up; this decides who is at a target.

    >>> printed(pd.Series([1.9949, 1.995, 2.0])).tolist()
    [1.99, 2.0, 2.0]
    """
    # The tiny addend brings decimals such as 1.995 back over the half that binary numbers miss.
    scale = 10**PRINTED_DECIMALS
    return np.floor(share_pct.astype(float) * scale + 0.5 + 1e-9) / scale


def members(rows: pd.DataFrame, allies: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of allies that had joined by the end of the row's year, as NATO's aggregates do.

    `allies` is `seeds.allies()`. Aggregates are left out.
    """
    joined = rows["iso3"].map(allies.set_index("iso3")["joined"].str[:4].astype(int))
    return rows[joined <= rows["year"]]


def allies_at_target(rows: pd.DataFrame, target_pct: float) -> pd.DataFrame:
    """Count the allies at or above a share of GDP, for each year as each edition shows it.

    The share is rounded to two decimals first, as NATO prints and counts it: 1.996 meets 2 per cent.
    Returns edition, year, estimate, count, of (allies with a figure), names (joined by "; ") and
    source_id. To count only those that were members in the year, pass `members(rows, allies)`.

    >>> rows = pd.DataFrame({"ally": ["Estonia", "Spain"], "is_ally": True, "value": [1.996, 1.994],
    ...                      "year": 2025, "edition": "2026-07", "estimate": True, "source_id": "nato"})
    >>> allies_at_target(rows, 2.0)[["count", "of", "names"]].values.tolist()
    [[1, 2, 'Estonia']]
    """
    known = rows[rows["is_ally"] & rows["value"].notna()]
    known = known.assign(met=printed(known["value"]) >= target_pct)
    groups = known.sort_values("ally").groupby(["edition", "year"], sort=True)
    return pd.DataFrame(
        {
            "estimate": groups["estimate"].any(),
            "count": groups["met"].sum(),
            "of": groups.size(),
            "names": groups[["ally", "met"]].apply(lambda part: "; ".join(part.loc[part["met"], "ally"])),
            "source_id": groups["source_id"].agg(joined_keys),
        }
    ).reset_index()


def printed_at_target(
    shares: pd.DataFrame, spending: pd.DataFrame, gdp: pd.DataFrame, target_pct: float
) -> pd.DataFrame:
    """Find the shares printed exactly at a target and tell on which side the amounts behind them fall.

    `spending` and `gdp` are rows in million dollars of the same price basis, each known to half a unit of
    its last digit (whole millions). Returns the rows at the target with low_pct and high_pct, the range
    that the amounts allow, and side: "at or above", "below", "undecided", or "other amounts" where the
    range does not print as the target, so that the amounts cannot be those behind the share.
    """
    keys = ["iso3", "year"]
    rows = shares[shares["is_ally"] & (printed(shares["value"]) == target_pct)]
    amounts = spending.set_index(keys)["value"].rename("spent").to_frame().join(gdp.set_index(keys)["value"])
    rows = rows.join(amounts.rename(columns={"value": "gdp"}), on=keys)
    low = 100 * (rows["spent"] - 0.5) / (rows["gdp"] + 0.5)
    high = 100 * (rows["spent"] + 0.5) / (rows["gdp"] - 0.5)
    other = (high < target_pct - 0.005) | (low >= target_pct + 0.005)
    side = np.select(
        [other, low >= target_pct, high < target_pct], ["other amounts", "at or above", "below"], "undecided"
    )
    return rows.assign(low_pct=low, high_pct=high, side=side)


def rises(shares: pd.DataFrame, first: int, since: int, last: int) -> pd.DataFrame:
    """Set each ally's share of GDP in the last year against the first and against one in between.

    Returns one row per ally, the highest last share first: iso3, ally, first, since, last, rise (points,
    from first to last), late (at least half of a rise came after the year `since`), estimate, edition and
    source_id of the last year. A missing figure gives a missing rise, which is not late.
    Raises NumberError if no row has one of the years.

    >>> rows = pd.DataFrame({"iso3": "EST", "ally": "Estonia", "is_ally": True, "year": [2014, 2023, 2026],
    ...                      "value": [1.9, 3.0, 5.1], "estimate": True, "edition": "e", "source_id": "s"})
    >>> rises(rows, 2014, 2023, 2026)[["first", "last", "late"]].values.tolist()
    [[1.9, 5.1, True]]
    """
    rows = shares[shares["is_ally"]]
    wide = rows.pivot(index="iso3", columns="year", values="value")
    if absent := sorted({first, since, last} - set(wide.columns)):
        raise NumberError(
            f"shares of GDP: expected rows of {first}, {since} and {last}, found none of {absent[0]}. "
            "Compare years that the edition gives."
        )
    table = rows.loc[rows["year"] == last, ["iso3", "ally", "estimate", "edition", "source_id"]]
    for name, year in {"first": first, "since": since, "last": last}.items():
        table[name] = table["iso3"].map(wide[year])
    # Differences of decimals carry binary noise, which would decide a tie.
    rise, recent = (table["last"] - table["first"]).round(9), (table["last"] - table["since"]).round(9)
    table = table.assign(rise=rise, late=(rise > 0) & (2 * recent >= rise))
    return table.sort_values(["last", "ally"], ascending=[False, True], ignore_index=True)


def share_of_total(rows: pd.DataFrame, iso3: str, total: str = TOTAL) -> pd.DataFrame:
    """Return one ally's or aggregate's part of a total, in per cent, year by year.

    Takes rows of one edition in dollars of one price basis. Returns year, estimate, value, total (both in
    the unit of the rows), share_pct and source_id.
    """
    whole = rows[rows["iso3"] == total].set_index("year")["value"]
    part = rows[rows["iso3"] == iso3][["year", "estimate", "value", "source_id"]]
    part = part.assign(total=part["year"].map(whole)).sort_values("year", ignore_index=True)
    return part.assign(share_pct=100 * part["value"] / part["total"])


def achieved_growth(
    rows: pd.DataFrame, first: int, last: int, breaks: Iterable[tuple[str, int]] = ()
) -> pd.DataFrame:
    """Return the compound annual growth of each ally's value from one year to another, in per cent.

    Steps into a year that `breaks` names for an ally, such as `GDP_BREAKS`, are left out, and the growth is
    that of the other years. Returns iso3, ally, first_year, last_year, growth_pct; the growth is missing
    where any year in between is.

    >>> rows = pd.DataFrame({"iso3": "EST", "ally": "Estonia", "is_ally": True, "year": [2024, 2025, 2026],
    ...                      "value": [100.0, 110.0, 121.0]})
    >>> achieved_growth(rows, 2024, 2026)["growth_pct"].round(6).tolist()
    [10.0]
    """
    wide = rows[rows["is_ally"]].pivot(index=["iso3", "ally"], columns="year", values="value")
    logs = np.log(wide.reindex(columns=range(first, last + 1)).astype(float))
    steps = logs.diff(axis="columns").iloc[:, 1:]
    counted = pd.DataFrame(True, index=steps.index, columns=steps.columns)
    for iso3, year in breaks:
        if year in counted:
            counted.loc[counted.index.get_level_values("iso3") == iso3, year] = False
    total = steps.where(counted, 0.0).sum(axis="columns", skipna=False)
    growth = (100 * np.expm1(total / counted.sum(axis="columns"))).rename("growth_pct").reset_index()
    growth = growth.assign(first_year=first, last_year=last)
    return growth[["iso3", "ally", "first_year", "last_year", "growth_pct"]]


def breaks_in(gdp: pd.DataFrame) -> pd.DataFrame:
    """Return the breaks of `GDP_BREAKS` that a GDP at constant prices has: iso3, ally, year, change_pct.

    >>> rows = pd.DataFrame({"iso3": "LUX", "ally": "Luxembourg", "is_ally": True, "year": [2022, 2023],
    ...                      "value": [100.0, 70.0]})
    >>> breaks_in(rows)["change_pct"].round(6).tolist()
    [-30.0]
    """
    rows = gdp[gdp["is_ally"]].sort_values("year")
    rows = rows.assign(change_pct=100 * rows.groupby("iso3")["value"].pct_change())
    at = [(iso3, year) in GDP_BREAKS for iso3, year in zip(rows["iso3"], rows["year"], strict=True)]
    found = rows[at]
    return found.loc[found["change_pct"].notna(), ["iso3", "ally", "year", "change_pct"]].reset_index(
        drop=True
    )


def amounts_off(shares: pd.DataFrame, spending: pd.DataFrame, gdp: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of allies that spending over GDP, in dollars of one price basis, does not give.

    Takes rows of one edition. Adds ratio_pct; a share is named if it misses the ratio by more than
    `AMOUNTS_SLACK_PP` points.
    """
    keys = ["iso3", "year"]
    spent, product = spending.set_index(keys)["value"], gdp.set_index(keys)["value"]
    rows = shares[shares["is_ally"]].join((100 * spent / product).rename("ratio_pct"), on=keys)
    return rows[(rows["ratio_pct"] - rows["value"]).abs() > AMOUNTS_SLACK_PP].reset_index(drop=True)


def ranks(table: pd.DataFrame, yardsticks: Mapping[str, str]) -> pd.DataFrame:
    """Rank the allies by several yardsticks, the highest value first; ties share the better rank.

    `yardsticks` maps columns of `table` (iso3, ally, one column each) to the names they are shown under.
    Returns one row per ally and yardstick: iso3, ally, yardstick, value, rank. A missing value has no rank.
    """
    parts = [
        table[["iso3", "ally"]].assign(
            yardstick=name, value=table[column], rank=table[column].rank(method="min", ascending=False)
        )
        for column, name in yardsticks.items()
    ]
    return pd.concat(parts, ignore_index=True)


def leaders(table: pd.DataFrame, yardsticks: Iterable[str]) -> dict[str, str]:
    """Return the ally with the highest value of each column, by column; NumberError if it is always the same.

    A heading of the book says that who comes first depends on the measure.
    """
    first = {column: str(table.loc[table[column].idxmax(), "ally"]) for column in yardsticks}
    if len(set(first.values())) < 2:
        raise NumberError(
            f"ranks: expected more than one ally in front, found {', '.join(set(first.values()))} by every measure. "
            "Mend the heading that says that it depends on the measure."
        )
    return first
