"""Promises about common funding and who pays it."""

import pandas as pd
import pytest

from lib import funding
from lib.records import NumberError


def budget(**cells):
    row = {
        "row_type": "budget",
        "account": "all common funding",
        "year_from": 2025,
        "value": 4000.0,
        "status": "reported",
        "source_id": "f",
    }
    return row | cells


def total(year, value):
    return pd.DataFrame({"year": [year], "value": [value], "estimate": [False], "source_id": ["nato"]})


RATES = pd.DataFrame(
    [
        {
            "base_currency": "EUR",
            "quote_currency": "USD",
            "period_type": "annual_average",
            "year": 2025,
            "rate": 1.25,
            "source_id": "ecb",
        }
    ]
)


def test_common_funding_is_changed_into_dollars_before_it_is_compared():
    national = total(2025, 1_000_000.0)
    row = funding.common_funding_share(pd.DataFrame([budget()]), national, RATES).iloc[0]
    assert (row["usd_m"], row["share_pct"], row["source_id"]) == (5000.0, 0.5, "f; ecb; nato")


def test_years_without_national_spending_and_single_accounts_are_left_out():
    national = total(2024, 1.0)
    rows = pd.DataFrame([budget(), budget(account="civil budget", year_from=2024)])
    assert funding.common_funding_share(rows, national, RATES).empty


def test_a_ceiling_is_marked():
    national = total(2025, 1.0)
    table = funding.common_funding_share(pd.DataFrame([budget(status="ceiling")]), national, RATES)
    assert table["ceiling"].tolist() == [True]


def cost(iso3, first, last, value):
    return {"row_type": "cost share", "iso3": iso3, "year_from": first, "year_to": last, "value": value}


def test_the_largest_payers_are_those_of_the_period_with_most_shares():
    rows = [cost("USA", 2016, 2017, 22.1), cost("DEU", 2016, 2017, 14.7), cost("FRA", 2016, 2017, 10.6)]
    rows.append(cost("GBR", 2026, 2026, 30.0))
    assert funding.largest_payers(pd.DataFrame(rows)) == ["USA", "DEU"]


def test_a_year_between_periods_and_one_of_a_missing_share_are_without_a_share():
    costs = pd.DataFrame(
        [
            cost("USA", 2016, 2024, 22.1),
            cost("DEU", 2016, 2017, 14.7),
            cost("DEU", 2019, 2024, 16.4),
            cost("DEU", 2023, 2024, None),
        ]
    )
    assert funding.years_without_share(costs, "DEU") == [2018, 2023, 2024]
    assert funding.years_without_share(costs, "USA") == []


def test_an_edition_without_a_total_is_named():
    rows = pd.DataFrame({"iso3": ["USA"], "edition": ["2019-06"]})
    with pytest.raises(NumberError, match="edition 2019-06: expected rows of X_NATO_TOTAL"):
        funding.total_rows(rows, "X_NATO_TOTAL")
