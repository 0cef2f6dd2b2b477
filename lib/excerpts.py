"""What a page shows of a figure's data: rows as text, long decimals cut, and which allies they name."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lib import columns, style

MOST_ROWS = 200
_DECIMALS = 4


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a figure's CSV as text, as the file has them."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(data: Sequence[Mapping[str, str]], most: int = MOST_ROWS) -> dict[str, Any]:
    """Return what a page shows of the data: at most `most` rows, long decimals cut to four places.

    Keys: header, units (per column, or nothing), rows (lists of text), pads (per cell, what brings the points of a column
    below one another), numeric (per column, whether all its cells are numbers), total (rows in
    the data), more (rows left out), shortened (whether a number was cut).
    """
    header = list(data[0]) if data else []
    shown = [[_shown(row[name]) for name in header] for row in data[:most]]
    return {
        "header": header,
        "units": columns.units(header),
        "rows": shown,
        "pads": list(zip(*map(columns.fillers, zip(*shown, strict=True)), strict=True)),
        "numeric": [all(_is_number(row[name]) for row in data if row[name]) for name in header],
        "total": len(data),
        "more": max(0, len(data) - most),
        "shortened": any(
            cell != row[name]
            for cells, row in zip(shown, data, strict=False)
            for cell, name in zip(cells, header, strict=True)
        ),
    }


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell) is not None


def _shown(cell: str) -> str:
    if not _is_number(cell) or ("e" not in cell and len(cell.partition(".")[2]) <= _DECIMALS):
        return cell
    value = float(cell)
    if 1e-9 < abs(value) < 1e-3:
        return f"{value:.2g}"  # four places would say that it is nothing
    return f"{style.round_half_up(value, _DECIMALS) + 0.0:.{_DECIMALS}f}".rstrip("0").rstrip(".")


def allies(data: Sequence[Mapping[str, str]], known: Mapping[str, str]) -> list[str]:
    """Return the iso3 codes of the allies that the columns iso3, ally or donor name; `known` maps name to iso3."""
    named = {row.get(column, "") for row in data for column in ("iso3", "ally", "donor")}
    return sorted(code for name, code in known.items() if {name, code} & named)
