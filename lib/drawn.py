"""What a chart draws, held against the data that it is published with."""

from __future__ import annotations

import re
from collections.abc import Iterator

import matplotlib.dates
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

# The label of an artist that explains or frames and stands for no value: a key, an axis drawn by hand, a shade.
KEY = "_key"


def unexplained(data: pd.DataFrame, drawing: Figure) -> list[str]:
    """Return, in words, each mark of the drawing whose place or size no row of the data gives.

    A line or a set of dots is explained if all its x or all its y values are in the data, or zero; a bar if its
    length, its end or (as a part of a whole of one) its area in per cent is. Dates count as days and as decimal
    years. The other coordinate may be a row or a place. Lines across a whole chart, such as targets, are no marks,
    nor is what is labelled KEY.
    """
    known = _values(data)
    return [
        f"{kind} at {', '.join(f'{n:g}' for n in first)}"
        for axes in drawing.axes
        for kind, sides in _marks(axes)
        if not any(_within(side, known) for side in sides)
        for first in [np.ravel(sides[0])[:3]]
    ]


def _values(data: pd.DataFrame) -> np.ndarray:
    found = [0.0]
    for name in data.columns:
        cells = data[name].dropna()
        if pd.api.types.is_bool_dtype(cells):
            continue
        if pd.api.types.is_numeric_dtype(cells):
            found += [*cells.astype(float), *-cells.astype(float)]
        else:
            found += [n for cell in cells.astype(str) for n in _date(cell)]
    return np.unique(found)


def _date(cell: str) -> list[float]:
    if not re.fullmatch(r"\d{4}-\d{2}(-\d{2}.*)?", cell):
        return []
    day = pd.Timestamp(cell[:10])
    return [matplotlib.dates.date2num(day), decimal_year(day)]


def decimal_year(day: pd.Timestamp) -> float:
    """Return a day as a year and the part of it that has passed."""
    return day.year + (day.day_of_year - 1) / (366 if day.is_leap_year else 365)


def _marks(axes: Axes) -> Iterator[tuple[str, list[np.ndarray]]]:
    """Yield each mark in the data's coordinates: what it is, and the sets of numbers it may stand for."""
    for line in filter(_speaks, axes.lines):
        if line.get_transform().contains_branch(axes.transData):
            yield "a line", [_floats(line.get_xdata(orig=False)), _floats(line.get_ydata(orig=False))]
    for collection in filter(_speaks, axes.collections):
        for kind, points in _points(collection):
            if points.size:
                yield kind, [points[:, 0], points[:, 1]]
    for patch in filter(_speaks, axes.patches):
        if isinstance(patch, Rectangle):
            left, bottom, width, height = patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()
            sizes = (width, height, left + width, bottom + height, 100 * width * height)
            yield "a bar", [np.asarray([size], dtype=float) for size in sizes]


def _speaks(artist: Artist) -> bool:
    return artist.get_label() != KEY


def _points(collection: Collection) -> Iterator[tuple[str, np.ndarray]]:
    if isinstance(collection, PathCollection):
        yield "dots", _floats(collection.get_offsets())
    elif isinstance(collection, LineCollection):
        for segment in collection.get_segments():
            yield "a line", _floats(segment).reshape(-1, 2)


def _floats(values: object) -> np.ndarray:
    return np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)


def _within(numbers: np.ndarray, known: np.ndarray) -> bool:
    numbers = numbers[np.isfinite(numbers)]
    places = np.clip(np.searchsorted(known, numbers), 1, max(len(known) - 1, 1))
    nearest = np.minimum(abs(known[places % len(known)] - numbers), abs(known[places - 1] - numbers))
    return bool((nearest <= 1e-6 * np.maximum(1, abs(numbers))).all())
