"""Claims on amounts: totals of aid, the American part, conversions between currencies, a rise that was announced."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from currency_converter import CurrencyConverter

from lib import provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.provenance import Rows
from lib.records import Claim, Document, NumberError

Check = Callable[[Claim, Document, Path], Finding]

AID, SPENDING = "aid-to-ukraine", "defence-expenditure"
TOTAL = "cumulative security assistance committed through the group (incl. US)"
PLEDGES, AMERICAN = "new pledges announced", "security assistance committed"
INVASION = "E07"
# The rise that NATO announced in February 2017, and the first edition of its tables that has both years.
ANNOUNCED, FIRST_EDITION, REAL = "E04", "2019-06", "defexp_usd_constant_m"


@cache
def _rates() -> CurrencyConverter:
    return CurrencyConverter()


def rate_of(day: date) -> float:
    """Return the ECB's reference rate of a day, in dollars per euro."""
    return float(_rates().convert(1, "EUR", "USD", date=day))


def euros_for(dollar_claim: str) -> Check:
    """Return a check of a conversion into euros, at the ECB's reference rate of the day of the article.

    The dollars are those that another claim of the same article prints, both in billion.
    """

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed, day = float(claim.facts["value"]), date.fromisoformat(printed_on(article))
        dollars = next(float(other.facts["value"]) for other in article.claims if other.id == dollar_claim)
        rate = rate_of(day)
        euros = dollars / rate
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


def group_total(claim: Claim, article: Document, folder: Path) -> Finding:
    """Take the last total given for the contact group by the day of the article, then what was pledged afterwards.

    A total stands until a later statement does not fit it any more: it is then above the printed one by more than
    the rule allows.
    """
    printed, day = float(claim.facts["value"]), printed_on(article)
    said = seeds.table(AID, folder).query("record_type == 'udcg_statement'").sort_values(["as_of", "value"])
    totals = said[said["measure"] == TOTAL]
    given = totals[totals["as_of"] <= day].iloc[-1]
    since = totals.loc[totals["value"] == given["value"], "as_of"].min()
    used = [_statement(given, folder)]
    computed = f"{style.number(given['value'])} billion dollars, given on {style.day(given['as_of'])}"
    until = None
    pledged = said[(said["measure"] == PLEDGES) & (said["as_of"] > day) & (said["period_start"] > since)]
    for row in pledged.to_dict("records"):
        dollars, rate = _in_dollars(row, folder)
        if not tolerances.about(printed, given["value"] + dollars):
            until = row["as_of"]
            used += [_statement(row, folder), *rate]
            computed += f"; another {style.number(dollars)} billion said to be pledged by {style.day(until)}"
            break
    return finding(
        holds=tolerances.about(printed, given["value"]),
        printed=f"about {style.number(printed)} billion dollars",
        computed=computed,
        rule="about",
        how="last running total given for the group by the day of the article; then the first later statement of new "
        "pledges, at the mean rate of its month, that with this total leaves the 5 per cent",
        rows=tuple(used),
        until=until,
    )


def _statement(row: Any, folder: Path) -> Rows:
    return provenance.rows(
        AID,
        folder=folder,
        record_type=row["record_type"],
        measure=row["measure"],
        as_of=row["as_of"],
        period_start=row["period_start"],
        unit=row["unit"],
    )


def _in_dollars(row: Any, folder: Path) -> tuple[float, list[Rows]]:
    """Turn an amount in billion into dollars at the mean rate of the month in which it was stated; name that rate."""
    currency, year, month = row["unit"].split()[0], int(row["as_of"][:4]), int(row["as_of"][5:7])
    if currency == "USD":
        return float(row["value"]), []
    where = {
        "base_currency": currency,
        "quote_currency": "USD",
        "period_type": "monthly_average",
        "year": year,
        "month": month,
    }
    rates = seeds.table("exchange-rates", folder)
    for column, value in where.items():
        rates = rates[rates[column] == value]
    named = provenance.rows("exchange-rates", folder=folder, **where)  # refuses a month without a rate
    return float(row["value"] * rates["rate"].iloc[0]), [named]


def american_part(claim: Claim, article: Document, folder: Path) -> Finding:
    """Take the last American total stated by the day of the article, from whatever day it counts, and say from which."""
    printed, day = float(claim.facts["value"]), printed_on(article)
    said = seeds.table(AID, folder).query("record_type == 'us_official' and period_type == 'cumulative'")
    said = said[(said["measure"] == AMERICAN) & (said["as_of"] <= day)].sort_values(["as_of", "value"])
    events = seeds.table("events", folder).set_index("event_id")
    stated = said.iloc[-1]
    invasion = said[said["period_start"] == events.loc[INVASION, "date"]].iloc[-1]
    return finding(
        holds=tolerances.more_than(printed, stated["value"]),
        printed=f"more than {printed:g} billion dollars",
        computed=f"{stated['value']:g} billion dollars counted from {style.day(stated['period_start'])}; "
        f"{invasion['value']:g} counted from the invasion",
        rule="more than",
        how="last total of American security assistance stated by the day of the article, from the start that its "
        "source names; beside it the last one counted from the invasion",
        rows=(_statement(stated, folder), _statement(invasion, folder)),
    )


def announced_rise(claim: Claim, article: Document, folder: Path) -> Finding:
    """Hold the rise against the announcement: the amount it names, and its rate on the spending of the year before.

    What later tables give for the same rise is told beside it and decides nothing: the claim is that it was announced.
    """
    printed = float(claim.facts["value"])
    event = seeds.table("events", folder).set_index("event_id").loc[ANNOUNCED]
    amount = _named(r"about (\d+(?:\.\d+)?) billion dollars", event["description"])
    growth = _named(r"growth of (\d+(?:\.\d+)?) %", event["description"])
    rise_year = int(_named(r"in (\d{4})", event["description"]))
    rows = seeds.table(SPENDING, folder)
    allies = seeds.allies(folder)["iso3"]
    rows = rows[(rows["edition"] == FIRST_EDITION) & (rows["indicator"] == REAL) & rows["iso3"].isin(allies)]
    years = rows[rows["iso3"] != "USA"].pivot(index="iso3", columns="year", values="value") / 1000
    both = years[[rise_year - 1, rise_year]].dropna()
    before, rise = both[rise_year - 1].sum(), both[rise_year].sum() - both[rise_year - 1].sum()
    implied = before * growth / 100
    return finding(
        holds=event["date"] <= printed_on(article)
        and tolerances.about(printed, amount)
        and tolerances.about(printed, implied),
        printed=f"{style.number(printed)} billion dollars",
        computed=f"about {style.number(amount)} billion announced for Europe and Canada; {style.number(growth, 1)} % of "
        f"their spending is {style.number(implied, 1)} billion; the rise in the edition of "
        f"{style.edition_name(FIRST_EDITION)} is {style.number(rise, 1)} billion",
        rule="about",
        how=f"amount that the announcement names, and its rate times the spending of {rise_year - 1} of {len(both)} "
        f"allies other than the United States, at constant prices, in the first edition that has both years",
        rows=(
            provenance.rows("events", folder=folder, event_id=ANNOUNCED),
            provenance.rows(
                SPENDING,
                folder=folder,
                edition=FIRST_EDITION,
                indicator=REAL,
                year=[rise_year - 1, rise_year],
                iso3=list(both.index),
            ),
        ),
    )


def _named(pattern: str, words: str) -> float:
    found = re.search(pattern, words)
    if found is None:
        raise NumberError(
            f'events, {ANNOUNCED}: expected words such as "{pattern}", found "{words}". '
            "Name the amount, the rate and the year of the announcement there."
        )
    return float(found[1])


CHECKS: dict[str, Check] = {
    "c23": group_total,
    "c24": euros_for("c23"),
    "c25": american_part,
    "c26": euros_for("c25"),
    "c80": announced_rise,
}
