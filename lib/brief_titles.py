"""Titles, alt texts and captions of an ally's two charts: findings that follow from its row of `briefs.measures`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib import revisions, style
from lib.brief_words import it, known, many, none_or

Row = Mapping[str, Any]


def level_names(row: Row, core_pct: float) -> dict[float, str]:
    """Return the words beside the lines that mark levels: guideline, total and the level that is measured against."""
    names = {row["target_pct"]: "core target" if row["target_pct"] == core_pct else "chosen level"}
    names |= {row["guideline_pct"]: "guideline", row["total_pct"]: "total"}
    return {level: f"{name} {level:g} %" for level, name in names.items()}


def share_title(row: Row) -> str:
    """Say from where to where the share went, and which rank that is."""
    return (
        f"{it(row)} went from {style.number(row['first_pct_gdp'], 2)} % of GDP in {row['first_year']}\n"
        f"to {style.number(row['share_pct_gdp'], 2)} % in {row['year']}, rank {row['rank']} of {row['of']}"
    )


def share_subtitle(path: pd.DataFrame) -> str:
    """Name measure, unit and years of what is drawn, and which of them are estimates."""
    estimates = style.listing(map(str, path.loc[path["estimate"].astype(bool), "year"]))
    return (
        f"Defence expenditure in % of GDP, {path['year'].min()} to {path['year'].max()}; {estimates} estimated (dashed); "
        "shaded: middle half of the other allies"
    )


def share_alt(row: Row, path: pd.DataFrame) -> str:
    """Say for a reader who does not see the chart where the line ends against the middle half of the others."""
    last = path.iloc[-1]
    low, high = last["others_low_pct"], last["others_high_pct"]
    place = "above" if last["share_pct_gdp"] > high else "below" if last["share_pct_gdp"] < low else "within"
    return (
        f"Line chart of the share of GDP of {style.the(row['ally'])} from {path['year'].iloc[0]} to {last['year']}, with a band for "
        f"the middle half of the other allies. In {last['year']} it is {place} that band, which runs from "
        f"{style.number(low, 2)} to {style.number(high, 2)} %."
    )


def editions_title(row: Row) -> str:
    """Say which figure changed most between editions, or that none did by much."""
    year, ends = row["revised_year"], [row["revised_first_value"], row["revised_last_value"]]
    if abs(row["revised_pp"]) < revisions.NOTABLE_PP:
        return f"{it(row)}: no figure moved by {revisions.NOTABLE_PP:g} points or more between editions"
    return (
        f"{it(row)} in {year}: {style.number(ends[0], 2)} % of GDP as printed in {style.edition_name(row['revised_first_edition'])},\n"
        f"{style.number(ends[1], 2)} % as printed in {style.edition_name(row['revised_last_edition'])}"
    )


def editions_alt(row: Row, full: Sequence[str], single: int) -> str:
    """Say for a reader who does not see the chart what is drawn and which way the figures moved."""
    dots = (
        f" and {many(single)} open {'dot' if single == 1 else 'dots'} from editions known in part"
        if single
        else ""
    )
    lines = (
        "one line" if len(full) == 1 else f"{many(len(full))} lines, one per edition{',' if single else ''}"
    )
    count = int(row["revisions"])
    return (
        f"Line chart of the share of GDP of {style.the(row['ally'])} as NATO printed it at different times: {lines}{dots}. Of "
        f"{many(count)} {'year' if count == 1 else 'years'} in more than one edition, {none_or(row['revised_up'])} went up and "
        f"{none_or(row['revised_down'])} down by {revisions.VISIBLE_PP:g} point or more."
    )


def editions_caption(full: Sequence[str], single: int) -> str:
    """Explain lines, dots and axis."""
    dots = " Open dots are editions of which only some figures are held." if single else ""
    lines = "The strong line is the newest edition." if len(full) > 1 else "The line is the newest edition."
    return f"{lines} Dashed parts are estimates of the edition.{dots} The axis does not begin at zero, so that small changes show."


def compared(row: Row) -> bool:
    """Return whether a year of an ally is in more than one edition, so that there is a change to draw."""
    return known(row, "revisions")
