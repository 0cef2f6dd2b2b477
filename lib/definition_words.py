"""What the chapter says of the gaps between NATO's figures and the World Bank's: words that follow from the tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from lib import style
from lib.alliance_words import counted
from lib.records import NumberError


def gap_title(close: int, of: int, points: float, largest_pp: float, largest: str) -> str:
    """Say for how many allies the two measures are close, and how far apart they are at most."""
    pair = f"NATO’s figure and the World Bank’s are at most {points:g} points\napart for"
    if close == of:
        return f"{pair} all {of} allies"
    widest = f"{style.number(largest_pp, 2)} for {style.the(largest)}"
    return (
        f"{pair} {close} of {of} allies, but {widest}" if close else f"{pair} none of {of} allies; {widest}"
    )


def without_both(missing: Sequence[str], bank: Collection[str]) -> str:
    """Say which allies are not compared: those without any figure, and those in `bank` that NATO's edition lacks."""
    one = [ally for ally in missing if ally in bank]
    neither = [ally for ally in missing if ally not in bank]
    parts = [
        f"{style.listing(names)} {'has' if len(names) == 1 else 'have'} no {what}."
        for names, what in ((neither, "figure in either"), (one, "figure in NATO’s edition"))
        if names
    ]
    return " ".join(parts)


def both_ways(higher: int, lower: int) -> str:
    """Say whether gaps go one way or both."""
    return "The gaps go both ways" if higher and lower else "No gap goes the other way"


def widened(earlier_high: float, latest: float) -> bool:
    """Tell whether the median gap of the latest year, as printed, is above all earlier ones."""
    return style.round_half_up(latest, 2) > style.round_half_up(earlier_high, 2)


def years_title(summary: pd.DataFrame, earlier: pd.DataFrame) -> str:
    """Say within how many points the two measures were for half of the allies, earlier and in the latest year.

    `summary` is `definitions.gap_summary` of one edition, `earlier` its rows before the latest years.
    """
    latest, high = summary.iloc[-1], earlier["median_pp"].max()
    if widened(high, latest["median_pp"]):
        return (
            f"Each year to {earlier['year'].max()} the two measures were within {style.number(high, 2)} points\n"
            f"for half of the allies; in {int(latest['year'])} within {style.number(latest['median_pp'], 2)}"
        )
    top = style.number(summary["median_pp"].max(), 2)
    return f"Each year to {int(latest['year'])} the two measures were within\n{top} points for half of the allies"


def median_story(summary: pd.DataFrame, earlier: pd.DataFrame) -> str:
    """Say for a reader who does not see the chart how the line of the median runs."""
    latest, high = summary.iloc[-1], earlier["median_pp"].max()
    if widened(high, latest["median_pp"]):
        return (
            f"The median stays at or below {style.number(high, 2)} points to {earlier['year'].max()} and is "
            f"{style.number(latest['median_pp'], 2)} in {int(latest['year'])}"
        )
    top = style.number(summary["median_pp"].max(), 2)
    return f"The median stays at or below {top} points to {int(latest['year'])}"


def dates(edition: str, bank: str, wider: bool, restated: bool) -> str:
    """Say what the dates of the two series may have to do with their gaps.

    `edition` and `bank` are the months of NATO's edition and of SIPRI's figures; `wider` tells whether the last
    years have the wider gaps, `restated` whether NATO's figures of the latest year moved after SIPRI's date.
    """
    copy = f"the World Bank's series repeats what SIPRI published in {style.edition_name(bank)}"
    if edition > bank and wider and restated:
        return (
            "Where the last years show wider gaps, this may be less a matter of definition than of date: "
            f"{copy}, while NATO has restated the same years since"
        )
    return f"The dates of the two differ: {copy}, while NATO's edition is of {style.edition_name(edition)}"


def other_edition(having: Sequence[str], edition: str) -> str:
    """Return the edition to set a chapter's own against: the oldest that has the year, or the newest for the oldest.

    Raises NumberError if no other edition has the year.

    >>> other_edition(["2024-06", "2025-08", "2026-07"], "2025-08")
    '2024-06'
    """
    others = [name for name in having if name != edition]
    if not others:
        raise NumberError(f"editions: expected another one than {edition}, found none. Leave the test out.")
    return others[0] if others[0] < edition else others[-1]


def editions_title(agreed: int, of: int, year: int, points: float, other: str) -> str:
    """Say how many of the widest gaps shrink if set against another edition; `other` names its figures."""
    verb = "shrinks" if agreed < 2 else "shrink"
    return (
        f"{style.capital(counted(agreed))} of the {counted(of)} widest gaps of {year} {verb} to {points:g} points\n"
        f"or less if set against NATO’s {other}"
    )


def agreement(names: Sequence[str], of: int, points: str, other: str) -> str:
    """Say for which of the allies shown the World Bank's figure is close to NATO's in another edition."""
    near = f"within {points} points of NATO's {other}"
    if not names:
        return f"For none of the {counted(of)} is the World Bank's figure {near}"
    return (
        f"For {counted(len(names))} of the {counted(of)} ({style.listing(map(style.the, names))}) the World Bank's "
        f"figure is {near}. What moved between the two editions is NATO's own figure"
    )


def agreement_story(names: Sequence[str], points: float, other: str, own: str) -> str:
    """Say for a reader who does not see the chart for which allies another edition's mark is close to the stroke."""
    if not names:
        return f"For none of the allies has the mark of {other} come within {points:g} points of the stroke."
    return (
        f"For {style.listing(map(style.the, names))} the mark of {other} lies within {points:g} points of the stroke, "
        f"unlike that of {own}."
    )
