"""What the allies pay together, and who pays it: table in, table out; nothing is read here.

Tables have the columns that `seeds` gives them and are left as they are. What is missing stays missing.
"""

from __future__ import annotations

import pandas as pd

from lib.records import NumberError


def common_funding_share(funding: pd.DataFrame, national: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """Set the common funding of each year against all national spending.

    `national` holds NATO's total in million dollars at current prices, `rates` the table of exchange rates.
    Returns the years that all three have: year, eur_bn, ceiling (an upper limit, not an amount), usd_per_eur
    (annual mean), usd_m, national_usd_m, estimate (of the national spending), share_pct and source_id.
    """
    budgets = funding[(funding["row_type"] == "budget") & (funding["account"] == "all common funding")]
    yearly = rates[
        (rates["base_currency"] == "EUR")
        & (rates["quote_currency"] == "USD")
        & (rates["period_type"] == "annual_average")
    ]
    table = budgets[["year_from", "value", "status", "source_id"]].rename(
        columns={"year_from": "year", "value": "eur_bn"}
    )
    table = table.merge(yearly[["year", "rate", "source_id"]], on="year", suffixes=("", "_rate"))
    table = table.merge(
        national[["year", "value", "estimate", "source_id"]], on="year", suffixes=("", "_nato")
    )
    table = table.rename(columns={"rate": "usd_per_eur", "value": "national_usd_m"})
    table["ceiling"] = table["status"] == "ceiling"
    table["eur_bn"] /= 1000
    table["usd_m"] = 1000 * table["eur_bn"] * table["usd_per_eur"]
    table["share_pct"] = 100 * table["usd_m"] / table["national_usd_m"]
    table["source_id"] += "; " + table["source_id_rate"] + "; " + table["source_id_nato"]
    columns = ["year", "eur_bn", "ceiling", "usd_per_eur", "usd_m", "national_usd_m", "estimate", "share_pct"]
    return table.sort_values("year")[[*columns, "source_id"]].reset_index(drop=True)


def total_rows(rows: pd.DataFrame, total: str) -> pd.DataFrame:
    """Return the rows of an aggregate; NumberError if an edition prints none, since no other may stand in for it."""
    found = rows[rows["iso3"] == total]
    if found.empty:
        edition = ", ".join(sorted(rows["edition"].unique()))
        raise NumberError(
            f"edition {edition}: expected rows of {total} in dollars, found none. "
            "Run the chapter with an edition that prints the total of the Alliance."
        )
    return found


def largest_payers(funding: pd.DataFrame, number: int = 2) -> list[str]:
    """Return the iso3 codes of those that pay most of common funding, in the period of which most shares are known."""
    shares = funding[(funding["row_type"] == "cost share") & funding["value"].notna()]
    fullest = shares.groupby("year_from")["iso3"].nunique().idxmax()
    return shares[shares["year_from"] == fullest].nlargest(number, "value")["iso3"].tolist()


def years_without_share(costs: pd.DataFrame, iso3: str) -> list[int]:
    """Return the years, within those that any ally's share is known for, of which one ally's is not.

    Where two periods overlap, the earlier one ends as the later begins, also if the share of the later is missing.
    """
    known = costs.dropna(subset=["value"])
    own = costs[costs["iso3"] == iso3].sort_values("year_from").reset_index(drop=True)
    ends = pd.concat([own["year_to"], own["year_from"].shift(-1) - 1], axis=1).min(axis=1)
    has = {
        year
        for row, end in zip(own.itertuples(), ends, strict=True)
        if pd.notna(row.value)
        for year in range(int(row.year_from), int(end) + 1)
    }
    return [year for year in range(known["year_from"].min(), known["year_to"].max() + 1) if year not in has]
