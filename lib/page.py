"""Small tables as a page shows them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def shown(table: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return the table with these names for its columns, the first of them in front of the rows.

    Names carry the unit; the first column takes the place of row numbers, which mean nothing to a reader.
    """
    named = table.set_axis(list(names), axis=1).set_index(names[0])
    return named.rename_axis(index=None, columns=names[0])


def filled(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as text, its first column in front of the rows, with nothing where a value is missing."""
    words = table.astype("string").fillna("")
    return shown(words, list(words.columns))


def headed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the name of its row labels in the header, not in a row of its own below it."""
    return table.rename_axis(index=None, columns=table.index.name)
