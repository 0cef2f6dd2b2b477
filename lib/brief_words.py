"""What the brief of an ally says of its spending: sentences that follow from its row of `briefs.measures`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import revisions, style

Row = Mapping[str, Any]


def known(row: Row, *names: str) -> bool:
    """Return whether a row has all these values."""
    return all(pd.notna(row[name]) for name in names)


def it(row: Row) -> str:
    """Name the ally at the beginning of a sentence."""
    return style.capital(style.the(row["ally"]))


def its(row: Row) -> str:
    """Name the ally as an owner at the beginning of a sentence.

    >>> its({"ally": "United States"}), its({"ally": "Poland"})
    ('The United States’', 'Poland’s')
    """
    return f"{it(row)}’" if row["ally"].endswith("s") and it(row) != row["ally"] else f"{it(row)}’s"


def many(count: float) -> str:
    """Write a count as a word where it is small."""
    return style.number(count, words=True)


def percent(value: float, digits: int | None = None) -> str:
    """Write a share as prose does; without `digits` a level as it was agreed.

    >>> percent(3.5), percent(4.684, 2)
    ('3.5 per cent', '4.68 per cent')
    """
    return f"{f'{value:g}' if digits is None else style.number(value, digits)} per cent"


def none_or(count: float) -> str:
    """Write a count that stands alone: "none" where there is nothing."""
    return many(count) if count else "none"


def amount(value: float) -> str:
    """Write an amount that is given in billions, in millions where it is small, with as many decimals as it bears.

    >>> amount(1021.4), amount(12.34), amount(0.0569), amount(0.4512)
    ('1,021 billion', '12.3 billion', '57 million', '450 million')
    """
    if round(abs(value), 2) >= 1:
        return f"{style.number(value, 0 if abs(value) >= 100 else 1)} billion"
    millions = 1000 * value
    return f"{style.number(round(millions, -1) if abs(millions) >= 100 else millions)} million"


def month(date: str) -> str:
    """Write the month of a date, or as much of it as is known."""
    return style.day(str(date)[:7])


def when(row: Row) -> str:
    """Say of which year a figure is, and whether it is an estimate."""
    return f"in NATO’s estimate for {row['year']}" if row["estimate"] else f"in {row['year']}"


def levels(row: Row) -> list[float]:
    """Return the levels that an ally is held against, the lowest first."""
    return sorted({row["guideline_pct"], row["target_pct"], row["total_pct"]})


def share_story(row: Row, ranked: pd.DataFrame) -> str:
    """Tell how an ally's share of GDP moved, and where it stands; `ranked` is `briefs.measures` of all allies."""
    if not known(row, "share_pct_gdp"):
        return (
            f"{it(row)} has no armed forces. No edition of NATO’s tables has a figure of its defence spending, which is "
            "not the same as zero, so that there is nothing to draw."
        )
    rise, year = row["rise_pp"], row["year"]
    moved = "rose" if rise > 0 else "fell" if rise < 0 else "was the same"
    ends = f"from {style.number(row['first_pct_gdp'], 2)} per cent in {row['first_year']} to {percent(row['share_pct_gdp'], 2)}"
    said = [f"{its(row)} defence spending {moved} {ends} of GDP {when(row)}."]
    if rise > 0 and known(row, "since_pct_gdp"):
        late = 2 * (row["share_pct_gdp"] - row["since_pct_gdp"]) >= rise - 1e-9
        said.append(
            f"{'At least' if late else 'Less than'} half of that rise came after {row['since_year']}."
        )
    alike = ranked[
        (ranked["year"] == row["year"]) & (ranked["rank"] == row["rank"]) & (ranked["ally"] != row["ally"])
    ]
    shared = f", shared with {style.listing(map(style.the, sorted(alike['ally'])))}" if len(alike) else ""
    said.append(f"Among the {row['of']} allies with a figure for {year} that is rank {row['rank']}{shared}.")
    if year < row["last"]:
        said.append(f"For {row['last']} this edition has no figure of {style.the(row['ally'])}.")
    if row["joined_year"] > row["first_year"]:
        said.append(
            f"It has been a member since {month(row['joined'])}: figures of earlier years are those of a country that was "
            "not yet an ally."
        )
    return " ".join(said)


def revision_story(row: Row, crossed: Mapping[str, list[int]]) -> str:
    """Tell how an ally's figures changed between editions; `crossed` has the years that left or reached the guideline."""
    if not known(row, "share_pct_gdp"):
        return f"No edition has a share of GDP of {style.the(row['ally'])}."
    if not known(row, "revisions"):
        return (
            f"No year of {style.the(row['ally'])} is in more than one of the editions that this brief reads."
        )
    count, up, down = (int(row[name]) for name in ("revisions", "revised_up", "revised_down"))
    visible = f"{revisions.VISIBLE_PP:g} point"
    year, size = row["revised_year"], abs(row["revised_pp"])
    said = [
        f"{style.capital(many(count))} {'year is' if count == 1 else 'years are'} in more than one edition. From the first "
        f"edition held to the latest, {none_or(up)} went up and {none_or(down)} went down by {visible} or more.",
        f"The largest change is that of {year}: from {percent(row['revised_first_value'], 2)} in the edition of "
        f"{style.edition_name(row['revised_first_edition'])} to {percent(row['revised_last_value'], 2)} in that of "
        f"{style.edition_name(row['revised_last_edition'])}"
        + ("." if size >= revisions.NOTABLE_PP else f", which is less than {revisions.NOTABLE_PP:g} point."),
    ]
    guideline = percent(row["guideline_pct"])
    for told, years in crossed.items():
        if years:
            named = f"the {'figure' if len(years) == 1 else 'figures'} for {style.listing(map(str, years))}"
            be = ("was", "is") if len(years) == 1 else ("were", "are")
            then, now = ("at or above", "below") if told == "left" else ("below", "at or above")
            those = "it" if len(years) == 1 else "they"
            said.append(
                f"As first printed, {named} {be[0]} {then} {guideline}; in the latest edition {those} {be[1]} {now} it."
            )
    return " ".join(said)


def distance_story(row: Row) -> str:
    """Tell how far an ally's share is from each level, in points of GDP."""
    if not known(row, "share_pct_gdp"):
        return f"Without a figure of spending there is no distance of {style.the(row['ally'])} to measure."
    parts = []
    for level in levels(row):
        gap = row["share_pct_gdp"] - level
        points = style.number(abs(gap), 2)
        parts.append(
            f"at {percent(level)}"
            if not round(gap, 2)
            else f"{points} points {'above' if gap > 0 else 'below'} {percent(level)}"
        )
    return f"{style.capital(when(row))} {style.the(row['ally'])} is {style.listing(parts)}."


def money_story(row: Row) -> str:
    """Tell the same distances in dollars a year and dollars per head, or what a level would be worth."""
    if not known(row, "target_gap_usd_bn", "target_gap_usd_per_head"):
        related = row["related_pct"] / 100 * row["world_bank_gdp_usd_bn"]
        return (
            f"In dollars there is nothing to set beside it either. For scale: {percent(row['related_pct'])}, the most that "
            f"spending related to defence may add to the total, of the GDP of {style.the(row['ally'])} in "
            f"{row['world_bank_year']} is {amount(related)} dollars a year, by the World Bank’s figure."
        )
    names = {row["guideline_pct"]: "guideline", row["target_pct"]: "target", row["total_pct"]: "total"}
    parts = []
    for level in levels(row):
        bn, head = (abs(row[f"{names[level]}_gap_{unit}"]) for unit in ("usd_bn", "usd_per_head"))
        if row["share_pct_gdp"] == level:
            continue
        side = "more than" if row["share_pct_gdp"] > level else "less than"
        parts.append(
            f"{amount(bn)} dollars a year ({style.number(head)} dollars per head) {side} {percent(level)} would be"
        )
    return f"In money, at the GDP and prices of {row['year']}, it spends {style.listing(parts)}."


def growth_story(row: Row) -> str:
    """Tell the growth that the target takes against the growth that was achieved, after inflation."""
    if not known(row, "growth_long_pct"):
        return f"No growth of spending can be told for {style.the(row['ally'])}."
    rates = {
        f"since {row['first_year']}": row["growth_long_pct"],
        f"since {row['since_year']}": row["growth_recent_pct"],
    }
    achieved = style.listing(f"{percent(rate, 1)} a year {since}" for since, rate in rates.items())
    target = percent(row["target_pct"])
    if not known(row, "needed_pct"):
        return f"It is at or above {target} already; after inflation its spending grew by {achieved}."
    needed = row["needed_pct"]
    slower = [since for since, rate in rates.items() if rate < needed]
    verdict = (
        "slower than needed both times"
        if len(slower) == 2
        else f"slower than needed {slower[0]} only"
        if slower
        else "at least as fast as needed both times"
    )
    return (
        f"To be at {target} in {row['horizon']}, spending would have to grow by {percent(needed, 1)} a year after inflation, if "
        f"GDP grows by {percent(row['gdp_growth_pct'], 1)} a year, as from {row['growth_from']} to {row['last']}. It grew "
        f"by {achieved}: {verdict}."
    )
