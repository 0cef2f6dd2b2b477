"""Claims on amounts, shares and counts: defence expenditure, aid, conversions between currencies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
from currency_converter import CurrencyConverter

from lib import provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.records import Claim, Document

SHARE, EUROPE_AND_CANADA = "defexp_pct_gdp", "X_NATO_EUR_CAN"


@cache
def _rates() -> CurrencyConverter:
    return CurrencyConverter()


def dollars_in_euros(dollars: float) -> Callable[[Claim, Document, Path], Finding]:
    """Check a conversion at the ECB's reference rate of the day of the article; `dollars` is in billion."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed, day = float(claim.facts["value"]), date.fromisoformat(printed_on(article))
        euros = _rates().convert(dollars, "USD", "EUR", date=day)
        rate = _rates().convert(1, "EUR", "USD", date=day)
        return finding(
            holds=tolerances.rounded(printed, euros),
            printed=f"{style.number(printed)} billion euros",
            computed=f"{style.number(euros, 1)} billion euros",
            rule="rounded",
            how=f"{dollars:g} billion dollars over {rate:.4f} dollars per euro, the reference rate of {style.day(str(day))}",
            rows=(),
            sources=("ecb-rates",),
        )

    return check


def members(claim: Claim, article: Document, folder: Path) -> Finding:
    """Count the allies on the day of the article."""
    printed, day = int(claim.facts["value"]), printed_on(article)
    allies = seeds.table("allies", folder)
    count = int((allies["joined"] <= day).sum())
    return finding(
        holds=tolerances.rounded(printed, count),
        printed=f"{printed} members",
        computed=f"{count} allies on {style.day(day)}",
        rule="rounded",
        how="rows of the table of allies with a day of joining not after the day of the article",
        rows=provenance.rows("allies", folder=folder, iso3=allies.loc[allies["joined"] <= day, "iso3"]),
    )


def none_at_five(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look in every edition for an ally at 5 per cent of GDP or more: first in those known by the day, then later ones."""
    day = printed_on(article)
    rows, editions = _shares_of_allies(folder), _published(folder)
    level = 5.0
    above = rows[
        (rows["value"].map(lambda share: style.round_half_up(share, 2)) >= level) & (rows["year"] >= 2014)
    ]
    above = above.assign(published=above["edition"].map(editions)).sort_values(["published", "iso3", "year"])
    before, after = above[above["published"] <= day], above[above["published"] > day]
    year = int(day[:4])
    latest = rows[(rows["edition"].map(editions) > day) & (rows["year"] == year)]
    top = latest.sort_values("value").iloc[-1]
    names = seeds.allies(folder).set_index("iso3")["ally"]
    later = style.listing(
        f"{names[row.iso3]} {style.number(row.value, 2)} in {row.year}" for row in after.itertuples()
    )
    return finding(
        holds=before.empty,
        printed="0 members",
        computed=f"highest {year}: {names[top['iso3']]}, {style.number(top['value'], 2)}; later editions: {later}",
        rule="none",
        how="shares of GDP at 5.00 or more since 2014 in the editions published by the day of the article, then in later ones",
        rows=(
            provenance.rows(
                "defence-expenditure", folder=folder, indicator=SHARE, year=year, edition=top["edition"]
            ),
            *_rows_of(after, folder),
        ),
        until=None if after.empty else str(after["published"].iloc[0]),
    )


def _rows_of(found: pd.DataFrame, folder: Path) -> tuple[provenance.Rows, ...]:
    return tuple(
        provenance.rows(
            "defence-expenditure",
            folder=folder,
            indicator=SHARE,
            edition=row.edition,
            iso3=row.iso3,
            year=row.year,
        )
        for row in found.itertuples()
    )


def _shares_of_allies(folder: Path) -> pd.DataFrame:
    rows = seeds.table("defence-expenditure", folder)
    return rows[(rows["indicator"] == SHARE) & rows["iso3"].isin(seeds.allies(folder)["iso3"])]


def _published(folder: Path) -> pd.Series:
    """Return the day on which each edition was published, as far as it is known, by edition."""
    return seeds.table("editions", folder).set_index("edition")["published"].astype(str)


CHECKS = {
    "c24": dollars_in_euros(126),
    "c26": dollars_in_euros(66.5),
    "c34": none_at_five,
    "c35": members,
}
