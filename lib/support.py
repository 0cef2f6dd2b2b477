"""What follows from the table of aid to Ukraine: table in, table out; nothing is read or drawn here.

Aid comes as `seeds.table("aid-to-ukraine")`, rates as `seeds.table("exchange-rates")`. Amounts of different
currencies or scopes are never added. What is missing stays missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from lib.records import CallError, NumberError, nearest

EUROPE, AMERICA, OTHERS = "Europe incl. EU institutions", "United States", "Other donors"
_COMPARED = {
    EUROPE: [EUROPE],
    "Europe": [EUROPE],
    AMERICA: [AMERICA],
    "All donors": [EUROPE, AMERICA, OTHERS],
}


def the_row(table: pd.DataFrame, **where: Any) -> pd.Series:
    """Return the one row of a table with these values; NumberError if there is none, or more than one.

    >>> int(the_row(pd.DataFrame({"day": ["Mon", "Tue"], "n": [1, 2]}), day="Tue")["n"])
    2
    """
    keep = pd.Series(True, index=table.index)
    for column, value in where.items():
        keep &= table[column].eq(value).fillna(False)
    if keep.sum() != 1:
        rule = ", ".join(f"{column} = {value}" for column, value in where.items())
        raise NumberError(
            f"A sentence rests on the one row with {rule}; found {keep.sum()}. Correct the rule or the sentence."
        )
    return table[keep].iloc[0]


def kiel(aid: pd.DataFrame, record_type: str, edition: str) -> pd.DataFrame:
    """Return one family of rows of one release of Kiel's tracker.

    Raises CallError, naming the releases that have it, where the release lacks it.
    """
    rows = aid[(aid["record_type"] == record_type) & (aid["edition"] == edition)]
    if rows.empty:
        having = sorted(aid.loc[aid["record_type"] == record_type, "edition"].unique())
        raise CallError(
            f'Edition "{edition}" has no {record_type} rows.{nearest(edition, having)} '
            f"Editions that have them: {', '.join(having) or 'none'}."
        )
    return rows


def by_period(rows: pd.DataFrame, aid_type: str, column: str = "donor") -> pd.DataFrame:
    """Spread one kind of aid over columns: one row per month or quarter (its first day), one column per donor.

    A donor without a row in a period allocated nothing then: the tracker lists allocations, not zeros.
    """
    chosen = rows[rows["aid_type"] == aid_type]
    wide = chosen.pivot_table(index="period_start", columns=column, values="value", aggfunc="sum").fillna(0.0)
    wide.index = pd.to_datetime(wide.index)
    return wide.rename_axis(index="period", columns=None)


def in_dollars(euros: pd.DataFrame, rates: pd.DataFrame, mean: str) -> pd.DataFrame:
    """Turn euros per month into dollars at the mean ECB rate of that month ("monthly") or year ("annual").

    Raises CallError if a month has no such rate.
    """
    usd = rates[(rates["base_currency"] == "EUR") & (rates["quote_currency"] == "USD")]
    usd = usd[usd["period_type"] == f"{mean}_average"]
    keys = zip(usd["year"], usd["month"] if mean == "monthly" else [0] * len(usd), strict=True)
    known = dict(zip(keys, usd["rate"], strict=True))
    wanted = [(day.year, day.month if mean == "monthly" else 0) for day in euros.index]
    if missing := sorted(set(wanted) - set(known)):
        raise CallError(f"There is no {mean} mean rate for {missing[0]}. Add it to exchange-rates.csv.")
    return euros.mul([known[key] for key in wanted], axis=0)


def rate(rates: pd.DataFrame, year: int, month: int) -> float:
    """Return the mean ECB rate of one month, dollars per euro."""
    day = pd.DataFrame({"euro": [1.0]}, index=[pd.Timestamp(year, month, 1)])
    return float(in_dollars(day, rates, "monthly")["euro"].iloc[0])


def lead_changes(flows: pd.DataFrame, one: str = EUROPE, other: str = AMERICA) -> pd.DataFrame:
    """List who is ahead in the running total, from the first period and at every change: period, leader.

    A tie changes nothing. The last row begins the lead that has lasted to the end of the data.

    >>> flows = pd.DataFrame({"a": [1, 0, 5], "b": [0, 2, 0]}, index=["Jan", "Feb", "Mar"])
    >>> lead_changes(flows, "a", "b").values.tolist()
    [['Jan', 'a'], ['Feb', 'b'], ['Mar', 'a']]
    """
    totals = flows[[one, other]].cumsum()
    ahead = [one if a > b else other if b > a else None for a, b in totals.itertuples(index=False)]
    leader = pd.Series(ahead, index=totals.index, dtype=object).ffill().dropna()
    changes = leader[leader != leader.shift()]
    return pd.DataFrame({"period": changes.index, "leader": changes.to_numpy()})


def lasting_lead(changes: pd.DataFrame) -> pd.Timestamp:
    """Return the first period of Europe's lasting lead in the result of `lead_changes`.

    Raises NumberError if Europe is not ahead at the end: then a chapter that says since when has to be rewritten.
    """
    last = changes.iloc[-1]
    if last["leader"] != EUROPE:
        raise NumberError(
            f"The running total: expected {EUROPE} ahead at the end, found {last['leader']}, since "
            f"{last['period']:%B %Y}. Rewrite the sentences and titles that say since when Europe is ahead."
        )
    return last["period"]


def still_ahead(revised: pd.DataFrame) -> tuple[int, int]:
    """Return how many pairs of earlier amounts tell who was ahead, and in how many of them a revision changed it.

    Takes the table of `revisions`; a pair is Europe and the United States with the same kind of aid and months.
    """
    columns = ["aid_type", "period_start", "period_end"]
    both = revised[revised["donor"].isin([EUROPE, AMERICA])].pivot(
        index=columns, columns="donor", values=["earlier_eur_bn", "now_eur_bn"]
    )
    pairs = both.dropna()
    before = pairs["earlier_eur_bn"][EUROPE] > pairs["earlier_eur_bn"][AMERICA]
    now = pairs["now_eur_bn"][EUROPE] > pairs["now_eur_bn"][AMERICA]
    return len(pairs), int((before != now).sum())


def printed_rate(dollars: Iterable[float], euros_printed: Iterable[float]) -> tuple[float, float]:
    """Return the lowest and highest single rate (dollars per euro) that gives all printed whole euros.

    The first is above the second if no one rate fits.

    >>> [round(bound, 4) for bound in printed_rate([126, 66.5], [111, 58])]
    [1.1368, 1.1403]
    """
    pairs = list(zip(dollars, euros_printed, strict=True))
    return max(usd / (eur + 0.5) for usd, eur in pairs), min(usd / (eur - 0.5) for usd, eur in pairs)


def announced_totals(aid: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the running totals announced for the contact group, and those for the United States alone.

    Columns: date, usd_bn, role, donor, period_start, measure, note, source_id, by date and amount. `role` is
    "line" for a figure counted from the invasion, "other figure" for a lower one of the same day, "repeated"
    for one quoted again more than a month later, "other start" for the latest one counted from elsewhere.
    """
    columns = ["date", "usd_bn", "role", "donor", "period_start", "measure", "note", "source_id"]
    dollars = aid[aid["unit"] == "USD billion"].rename(columns={"as_of": "date", "value": "usd_bn"})
    dollars = dollars.assign(role="line").sort_values(["date", "usd_bn"], ignore_index=True)
    group = dollars[
        (dollars["record_type"] == "udcg_statement") & (dollars["period_type"] == "cumulative")
    ].copy()
    first_said = pd.to_datetime(group.groupby("usd_bn")["date"].transform("min"))
    group.loc[pd.to_datetime(group["date"]) - first_said > pd.Timedelta(days=31), "role"] = "repeated"
    group.loc[group["usd_bn"] < group.groupby("date")["usd_bn"].transform("max"), "role"] = "other figure"
    own = dollars[dollars["measure"] == "security assistance committed"].copy()
    line = own["period_start"] == "2022-02-24"
    own.loc[~line, "role"] = "other start"
    own = own[line | ((own["period_start"] > "2020") & (own["date"] == own.loc[line, "date"].max()))]
    return group[columns].reset_index(drop=True), own[columns].reset_index(drop=True)


def shares_of_gdp(aid: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Return aid since January 2022 as per cent of the GDP of 2021, one row per donor country.

    military_pct and bilateral_pct (all kinds) are bilateral; with_eu_pct adds the country's share of the
    aid of EU institutions and equals bilateral_pct for donors outside the EU. Highest with_eu_pct first.
    """
    own = kiel(aid, "kiel_donor_gdp_share", edition).pivot(index="donor", columns="aid_type", values="value")
    whole = kiel(aid, "kiel_eu_share", edition)
    whole = whole[whole["unit"].str.startswith("%")].set_index("donor")["value"]
    table = pd.DataFrame({"military_pct": own["military"], "bilateral_pct": own["total"]})
    table["in_eu"] = table.index.isin(whole.index)
    table["with_eu_pct"] = whole.reindex(table.index).fillna(table["bilateral_pct"])
    return table.sort_values("with_eu_pct", ascending=False).rename_axis("donor").reset_index()


def revisions(aid: pd.DataFrame, edition: str) -> pd.DataFrame:
    """Set amounts of earlier releases against the same months in this one.

    Returns donor, aid_type, period_start, period_end, earlier_eur_bn, now_eur_bn, change_pct, released
    (the earlier release) and source_id. Averages per year are compared with averages.
    """
    months = kiel(aid, "kiel_group_month", edition)
    earlier = aid[(aid["record_type"] == "kiel_earlier_release") & (aid["unit"] == "EUR billion")]
    found = []
    for row in earlier.itertuples():
        inside = months[
            months["donor"].isin(_COMPARED[row.donor])
            & (months["aid_type"] == row.aid_type)
            & (months["period_end"] >= row.period_start)
            & (months["period_end"] <= row.period_end)
        ]
        years = int(row.period_end[:4]) - int(row.period_start[:4]) + 1
        now = inside["value"].sum() / (years if row.period_type == "year average" else 1)
        found.append({"earlier_eur_bn": row.value, "now_eur_bn": now, "released": row.edition})
    columns = ["donor", "aid_type", "period_type", "period_start", "period_end", "source_id"]
    table = earlier[columns].reset_index(drop=True).join(pd.DataFrame(found))
    table["change_pct"] = 100 * (table["now_eur_bn"] / table["earlier_eur_bn"] - 1)
    return table.sort_values("change_pct", ascending=False, ignore_index=True)
