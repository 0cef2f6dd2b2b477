"""What the chapter says of the money that allies spend together: words that follow from the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from lib import style
from lib.records import NumberError

SMALL_PCT = 1.0  # common funding below this part of national spending leaves "almost all" to the nations


def national_part(common_pct: float) -> str:
    """Say how much of the money is national, from the share of common funding in per cent.

    >>> national_part(0.34), national_part(12.0)
    ('Almost all', 'Most')
    """
    if not 0 <= common_pct < 50:
        raise NumberError(
            f"common funding: expected less than half of national spending, found {common_pct:g} per cent. "
            "Mend the table, or write the sentence anew."
        )
    return "Almost all" if common_pct < SMALL_PCT else "Most"


def verdict(alike: Mapping[int, bool]) -> str:
    """Say for which years two shares agree and for which they differ.

    >>> verdict({2022: False, 2023: True, 2024: True})
    'agree for 2023 and 2024 and differ for 2022'
    """
    agree, differ = (
        [str(year) for year, same in alike.items() if same is wanted] for wanted in (True, False)
    )
    parts = [
        f"{word} for {style.listing(years)}"
        for word, years in (("agree", agree), ("differ", differ))
        if years
    ]
    return " and ".join(parts)


def require_payers(found: Sequence[str], expected: Sequence[str]) -> None:
    """Raise NumberError unless the two largest payers are those that the sentences speak of."""
    if list(found) != list(expected):
        raise NumberError(
            f"cost shares: expected {' and '.join(expected)} as the largest payers, found {' and '.join(found)}. "
            "Write the section on cost shares anew."
        )


def share(row: pd.Series, sign: str = "%") -> str:
    """Write a cost share, with "about" where it is only reported."""
    about = "about " if str(row["status"]).startswith("reported") else ""
    return f"{about}{row['value']:g} {sign}"


def cost_title(us: pd.DataFrame, germany: pd.DataFrame) -> str:
    """Say how the American share moved from the first to the last agreement, and how Germany's stands to it."""
    first, last, other = us.iloc[0], us.iloc[-1], germany.iloc[-1]
    verb = "fell" if last["value"] < first["value"] else "rose" if last["value"] > first["value"] else "went"
    level = last["year_to"] == other["year_to"] and last["value"] == other["value"]
    beside = ", level with Germany’s" if level else f"; Germany’s in {other['year_to']} was {share(other)}"
    return (
        f"The American part of common funding {verb} from {style.number(first['value'])} %\n"
        f"to {share(last)}{beside}"
    )


def parity(us: pd.DataFrame, germany: pd.DataFrame, year: int) -> str:
    """Say to what the American share was moved from a year on, and what became of Germany's."""
    ours, theirs = (rows[rows["year_from"] == year].iloc[0]["value"] for rows in (us, germany))
    before, before_theirs = (rows[rows["year_from"] < year].iloc[-1]["value"] for rows in (us, germany))
    verb = "lower" if ours < before else "raise"
    moved = "rose" if theirs > before_theirs else "fell"
    beside = (
        f"the level to which Germany's {moved}"
        if ours == theirs
        else f"while Germany's {moved} to {theirs:g}"
    )
    return f"{verb} it from {year} on to {ours:g} per cent, {beside}"


def cost_story(us: pd.DataFrame, germany: pd.DataFrame, year: int) -> str:
    """Say for a reader who does not see the chart how both shares run, and where they stand from a year on."""
    ours, theirs = (rows[rows["year_from"] == year].iloc[0]["value"] for rows in (us, germany))
    stand = f"both at {ours:g} %" if ours == theirs else f"the two at {ours:g} and {theirs:g} %"
    return (
        f"The United States goes from {us['value'].iloc[0]:.4g} % to {share(us.iloc[-1])}; Germany from "
        f"{germany['value'].iloc[0]:.4g} % to {share(germany.iloc[-1])}, with {stand} from {year}."
    )


def latest(us: pd.DataFrame, germany: pd.DataFrame) -> str:
    """Say what both shares are in the last year that is known."""
    ours, theirs = us.iloc[-1], germany.iloc[-1]
    if ours["year_to"] == theirs["year_to"] and ours["value"] == theirs["value"]:
        return f"For {ours['year_to']} both are reported at {share(ours, 'per cent')}"
    return (
        f"The American share is {share(ours, 'per cent')} in {ours['year_to']} and "
        f"Germany's {share(theirs, 'per cent')} in {theirs['year_to']}"
    )


def not_found(gaps: Mapping[str, Sequence[int]]) -> str:
    """Say for which years the shares of two payers were not found; nothing if all are known.

    >>> not_found({"United States": [2018], "Germany": [2018, 2024]})
    'Not found: both shares for 2018 and Germany’s for 2024.'
    """
    common = sorted(set.intersection(*(set(years) for years in gaps.values())))
    parts = [f"both shares for {style.listing(map(str, common))}"] if common else []
    for name, years in gaps.items():
        if own := [str(year) for year in years if year not in common]:
            whose = "the American share" if name == "United States" else f"{name}’s"
            parts.append(f"{whose} for {style.listing(own)}")
    return f"Not found: {style.listing(parts)}." if parts else ""
