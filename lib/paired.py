"""Figures of two moments side by side: as printed in each secretary's first year, and as known later."""

from __future__ import annotations

import re

import pandas as pd

from lib import style
from lib.records import joined_keys

# Years for which the press of the day counted the allies at the guideline: indicator, and column with the count.
_YEAR_BEFORE = "Allies at or above 2% of GDP in the last full year before the first visit"
_YEAR_OF_VISIT = "Allies expected at or above 2% at the end of the first year"
COUNTED_THEN = {
    2016: (_YEAR_BEFORE, "value_mattis_period"),
    2017: (_YEAR_OF_VISIT, "value_mattis_period"),
    2024: (_YEAR_BEFORE, "value_hegseth_period"),
    2025: (_YEAR_OF_VISIT, "value_hegseth_period"),
}


def then_and_latest(paired: pd.DataFrame, latest: pd.DataFrame) -> pd.DataFrame:
    """Set shares of GDP as printed in each secretary's first year beside those of a later edition.

    `paired` is the table of paired indicators, of which the rows "<ally> defence spending" are used;
    `latest` is `seeds.expenditure("defexp_pct_gdp", edition)`. Returns ally, year, then_pct (missing where
    no number was printed), latest_pct (missing where the edition has none) and source_id.
    """
    ends = " defence spending"
    rows = paired[paired["indicator"].str.endswith(ends)]
    ally = rows["indicator"].str.removesuffix(ends).replace("US", "United States")
    parts = [
        pd.DataFrame(
            {
                "ally": ally,
                "year": rows[date].str[:4].astype(int),
                "then_pct": pd.to_numeric(rows[value], errors="coerce"),
                "source_id": rows["source_id"],
            }
        )
        for value, date in (
            ("value_mattis_period", "date_mattis"),
            ("value_hegseth_period", "date_hegseth"),
        )
    ]
    values = latest[["ally", "year", "value", "source_id"]].rename(
        columns={"value": "latest_pct", "source_id": "latest_source"}
    )
    both = pd.concat(parts).merge(values, on=["ally", "year"], how="left")
    pairs = both[["source_id", "latest_source"]]
    both["source_id"] = [joined_keys(pair) for _, pair in pairs.iterrows()]
    return both.drop(columns="latest_source").sort_values(["year", "ally"], ignore_index=True)


def counts_then_and_latest(paired: pd.DataFrame, at_target: pd.DataFrame) -> pd.DataFrame:
    """Set the allies counted at 2 per cent by the press of the day beside the count of a later edition.

    `paired` is the table of paired indicators; `at_target` is `spending.allies_at_target` of one edition.
    Returns year, counted_then, count and of (allies with a figure; both missing where the edition lacks
    the year) and source_id, that of the count of the day.
    """
    cells = paired.set_index("indicator")
    rows = pd.DataFrame(
        {
            "year": year,
            "counted_then": int(cells.loc[indicator, column].split()[0]),
            "source_id": cells.loc[indicator, "source_id"],
        }
        for year, (indicator, column) in COUNTED_THEN.items()
    )
    both = rows.merge(at_target[["year", "count", "of"]], on="year", how="left")
    return both.astype({"count": "Int64", "of": "Int64"})


def dates_as_words(text: str) -> str:
    """Write every date inside a text as the page does.

    >>> dates_as_words("2017-2018"), dates_as_words("2016")
    ('2017–2018', '2016')
    """
    text = re.sub(r"\b\d{4}-\d{2}(-\d{2})?\b", lambda found: style.day(found[0], short=True), text)
    return re.sub(r"\b(\d{4})-(\d{4})\b", r"\1–\2", text)
