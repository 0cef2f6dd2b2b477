"""Columns of the tables on the pages: where their points stand, in what unit they are, what narrows long tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

# From this many rows on, a table or a list can be narrowed.
MANY = 16
_NUMBER = re.compile(r"[+−-]?[\d,]*\d(\.\d+)?")
_NOTHING = ("", "–")
# The unit in words, by how the name of a column begins or ends; the longest part that fits counts.
_BEGINS = {"per1000_": "per 1,000 words"}
_ENDS = {
    "pct": "%",
    "pct_gdp": "% of GDP",
    "pp": "percentage points",
    "growth_pct": "% a year",
    "required_pct": "% a year",
    "achieved_long_pct": "% a year",
    "achieved_short_pct": "% a year",
    "usd_m": "million US$",
    "usd_bn": "billion US$",
    "usd_per_head": "US$ per head",
    "usd_per_eur": "US$ per euro",
    "eur_bn": "billion euros",
    "pledge_amount_bn": "billion, see pledge_currency",
    "days": "days",
    "quote_words": "words",
}


def fillers(cells: Sequence[str]) -> list[str]:
    """Return what stands unseen behind each cell of a column, so that all points stand below one another.

    A column gets any only if all its cells are numbers, or nothing, and their decimals differ.

    >>> fillers(["1.25", "3", "12.5", ""])
    ['', '.00', '0', '']
    """
    found = [None if cell in _NOTHING else _NUMBER.fullmatch(cell) for cell in cells]
    if any(cell not in _NOTHING and not match for cell, match in zip(cells, found, strict=True)):
        return [""] * len(cells)
    ends = [(match[1] or "") if match else "" for match in found]
    most = max(map(len, ends), default=0)
    whole = "." + "0" * (most - 1)
    return [whole[len(end) :] if match and most else "" for match, end in zip(found, ends, strict=True)]


def units(names: Sequence[str]) -> list[str]:
    """Return the unit of each column by its name, or an empty text for one that has none.

    A value whose unit stands in a column of its own says so.

    >>> units(["year", "share_2014_pct_gdp", "short_usd_bn"]), units(["value", "unit"])
    (['', '% of GDP', 'billion US$'], ['see unit', ''])
    """
    return [_unit(name, "unit" in names) for name in names]


def _unit(name: str, beside: bool) -> str:
    if beside and name.rpartition("_")[2] == "value":
        return "see unit"
    for begin, words in _BEGINS.items():
        if name.startswith(begin):
            return words
    ends = [end for end in _ENDS if name == end or name.endswith(f"_{end}")]
    return _ENDS[max(ends, key=len)] if ends else ""


def narrowing(count: int, what: str = "rows") -> Markup:
    """Return what stands above a table, or a list of `what`, to narrow it; nothing where there is little of it.

    Without scripts the stylesheet hides it. The script works on what comes next.
    """
    if count < MANY:
        return Markup()
    return Markup(
        '<p class="row-filter"><label>Show {what} with <input type="search" autocomplete="off"></label> '
        '<span role="status"></span></p>'
    ).format(what=what)
