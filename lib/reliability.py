"""How far two readings of the same statements agree: Cohen's kappa, theme by theme; table to table."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

# The scale of Cohen's kappa: what full agreement gives, and what chance alone would give.
FULL, CHANCE = 1.0, 0.0


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float:
    """Return Cohen's kappa of two yes-or-no readings of the same items.

    1 is full agreement, 0 what chance alone would give. It is not defined, and nan is returned, where both
    readings say yes always or never, and where there is nothing to compare.

    >>> kappa([True, True, False, False], [True, False, False, False])
    0.5
    """
    n = len(first)
    if n == 0:
        return math.nan
    a, b = sum(map(bool, first)) / n, sum(map(bool, second)) / n
    observed = sum(bool(x) == bool(y) for x, y in zip(first, second, strict=True)) / n
    expected = a * b + (1 - a) * (1 - b)
    return math.nan if math.isclose(expected, 1) else (observed - expected) / (1 - expected)


def agreement(
    first: pd.DataFrame, second: pd.DataFrame, statement_ids: Sequence[str], themes: Sequence[str]
) -> pd.DataFrame:
    """Compare two readings of the same statements, theme by theme and over all themes together.

    `first` and `second` are rows of statement_id and theme. Returns theme ("ALL" for the last row), n
    (decisions compared), positive_first, positive_second, agreement (0-1) and kappa (nan if not defined).
    """
    marks = [set(zip(rows["statement_id"], rows["theme"], strict=True)) for rows in (first, second)]
    rows = []
    pooled: tuple[list[bool], list[bool]] = ([], [])
    for theme in themes:
        a, b = ([(id, theme) in found for id in statement_ids] for found in marks)
        pooled[0].extend(a)
        pooled[1].extend(b)
        rows.append((theme, a, b))
    rows.append(("ALL", *pooled))
    return pd.DataFrame(
        {
            "theme": theme,
            "n": len(a),
            "positive_first": sum(a),
            "positive_second": sum(b),
            "agreement": sum(x == y for x, y in zip(a, b, strict=True)) / len(a) if a else math.nan,
            "kappa": kappa(a, b),
        }
        for theme, a, b in rows
    )
