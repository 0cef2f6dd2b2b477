"""Words that depend on the table of aid: titles, clauses and sentences that say what the rows say, or stop."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from lib import style
from lib.numbers import stands
from lib.support import AMERICA, EUROPE, lasting_lead


def months(count: int) -> str:
    """Write a number of months.

    >>> months(1), months(15)
    ('one month', '15 months')
    """
    return f"{style.number(count, words=True)} {'month' if count == 1 else 'months'}"


def months_between(start: pd.Timestamp, stop: pd.Timestamp) -> int:
    """Return the months from one day's month to another's, negative if the second is earlier."""
    return (stop.year - start.year) * 12 + stop.month - start.month


def relative_month(event: pd.Timestamp, other: pd.Timestamp) -> str:
    """Place the month of one event beside that of another: "the month after", "two months before", "the month in which"."""
    apart = months_between(other, event)
    if apart == 0:
        return "the month in which"
    side = "after" if apart > 0 else "before"
    return f"the month {side}" if abs(apart) == 1 else f"{months(abs(apart))} {side}"


def before_end(count: int) -> str:
    """Say how long before the end of the data a month lies."""
    return f"{months(count)} before the data end" if count else "the last month of the data"


def year_so_far(last: pd.Timestamp) -> str:
    """Say how much of its last year the data cover: a sentence without its full stop."""
    if last.month == 12:
        return f"The last year, {last:%Y}, is complete"
    span = "January" if last.month == 1 else f"January to {last:%B}"
    return f"The last year covers {span} only"


def announced_title(stock: pd.DataFrame, pledges: pd.DataFrame) -> str:
    """Say how long the last running total was still quoted, and whether anything had been promised since.

    `stock` is the first table of `support.announced_totals`, `pledges` statements of new pledges with `as_of`.
    """
    last = stock[stock["role"] == "line"].iloc[-1]
    total = f"{style.number(last['usd_bn'])} billion dollars"
    said = pd.Timestamp(last["date"])
    later = stock[
        (stock["role"] == "repeated") & (stock["date"] > last["date"]) & (stock["usd_bn"] == last["usd_bn"])
    ]
    if later.empty:
        return f"The last total announced for the group, {total}, is of {said:%B %Y}"
    again = pd.Timestamp(later["date"].iloc[-1])
    when = f"{again:%B}" if again.year == said.year else f"{again:%B %Y}"
    new = pledges[(pledges["as_of"] > last["date"]) & (pledges["as_of"] < later["date"].iloc[-1])]
    after = "" if new.empty else f", {(again - said).days} days later and after new pledges"
    return f"The {total} of {said:%B %Y} were still quoted in {when}{after}"


def monthly_title(flows: pd.DataFrame) -> str:
    """Say when the last American military aid was allocated, and what Europe has allocated since."""
    last = flows.index[flows[AMERICA] > 0][-1]
    since = flows[flows.index > last]
    if since.empty:
        us, europe = (style.number(flows.loc[last, side], 1) for side in (AMERICA, EUROPE))
        return (
            f"In {last:%B %Y} the United States allocated {us} billion euros of military aid, Europe {europe}"
        )
    return (
        f"No American military aid is recorded after {last:%B %Y}; Europe has "
        f"allocated {style.number(since[EUROPE].sum())} billion euros since"
    )


def passing_title(military: pd.DataFrame, total: pd.DataFrame) -> str:
    """Say when Europe's running totals passed the American ones; both tables come from `support.lead_changes`."""
    stands("Europe's total passed the American one", min(len(military), len(total)) > 1)
    return (
        f"Europe’s total passed the American one in {lasting_lead(military):%B %Y} in military aid, "
        f"and in {lasting_lead(total):%B %Y} in all aid"
    )


def donors_title(donors: pd.DataFrame) -> str:
    """Say who allocated the most, in all years and in the later ones.

    `donors` has donor, to_2024_eur_bn and since_2025_eur_bn, one row per donor.
    """
    total = donors["to_2024_eur_bn"] + donors["since_2025_eur_bn"]
    first = donors.loc[total.idxmax(), "donor"]
    one, two = donors.nlargest(2, "since_2025_eur_bn")["donor"]
    if one == first:
        return style.capital(
            f"{style.the(first)} allocated the most military aid, in all years together and from January 2025 on"
        )
    return (
        f"In all years together {style.the(first)} allocated the most military aid; "
        f"from January 2025 on, {style.the(one)} and {style.the(two)}"
    )


def more_since(names: Sequence[str]) -> str:
    """Say which donors shown allocated more from January 2025 on than before: a sentence without its full stop."""
    if not names:
        return "None of the donors shown has allocated more since then than before"
    verb = "has" if len(names) == 1 else "have"
    return f"Of the donors shown, {style.listing(map(style.the, names))} {verb} allocated more since then than before"


def leading(shares: pd.DataFrame, regions: Mapping[str, str]) -> int:
    """Return how many donors at the top of a list belong to the regions named, before the first that does not."""
    outside = ~shares["donor"].isin(list(regions))
    return int(outside.to_numpy().argmax()) if outside.any() else len(shares)


def gdp_title(shares: pd.DataFrame, regions: Mapping[str, str]) -> str:
    """Say who gives most beside the size of its economy; `shares` comes with the highest share first."""
    count = leading(shares, regions)
    if count < 2:
        return f"Measured by the size of its economy, {style.the(shares['donor'].iloc[0])} has given the most"
    kinds = sorted({regions[name] for name in shares["donor"].iloc[:count]}, reverse=True)
    return (
        f"Measured by the size of their economies, the first {style.number(count, words=True)} donors "
        f"are all {' or '.join(kinds)}"
    )


def head_the_list(names: Sequence[str]) -> str:
    """Begin a sentence on those at the top of a list."""
    listed = style.capital(style.listing(map(style.the, names)))
    return f"{listed} {'heads' if len(names) == 1 else 'head'} the list"


def counts_title(
    ways: Mapping[str, Collection[pd.Timestamp]], all_aid: pd.Timestamp, quarter: pd.Timestamp
) -> str:
    """Say what moves Europe's lead: the currency, or leaving out the EU institutions.

    `ways` holds, by kind of aid, the months in which the lead begins in each currency; `all_aid` is the month for
    all aid, `quarter` the first day of the quarter in which the lead without the EU institutions begins.
    """
    same = same_month(ways)
    end = quarter + pd.offsets.QuarterEnd(1)
    if quarter <= all_aid <= end:
        if same:
            return "Neither the currency nor leaving out the EU institutions moves Europe’s lead"
        return "The currency moves Europe’s lead; leaving out the EU institutions does not"
    years = (f"{all_aid:%Y}", f"{quarter:%Y}")
    if years[0] == years[1]:
        years = (f"{all_aid:%B %Y}", f"the quarter to {end:%B %Y}")
    return (
        f"The currency {'does not move' if same else 'moves'} Europe’s lead; leaving out the EU institutions "
        f"moves it in all aid from {years[0]} to {years[1]}"
    )


def same_month(ways: Mapping[str, Collection[pd.Timestamp]]) -> bool:
    """Say whether the lead begins in the same month in every currency, for each kind of aid."""
    return all(len(set(found)) == 1 for found in ways.values())


def revisions_title(revised: pd.DataFrame) -> str:
    """Say how far later releases moved earlier amounts: by less than the next whole number of per cent."""
    bound = math.floor(revised["change_pct"].abs().max()) + 1
    return f"Later releases moved {style.number(len(revised), words=True)} earlier amounts by less than {bound} %"
