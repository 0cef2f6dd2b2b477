"""The forms that the book's charts share; each draws on Axes and neither reads nor saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from lib import style


def canvas(height: float, *, rows: int = 1, columns: int = 1, **options: Any) -> Any:
    """Return fresh Axes of the book's width and the given height in inches (an array if several).

    Further options go to `plt.subplots`. Title and foot come later, from `figures.publish`.
    """
    style.use()
    _, axes = plt.subplots(
        rows, columns, figsize=(style.WIDTH, height), layout="constrained", squeeze=True, **options
    )
    return axes


def label(ax: Axes, text: str, x: float, y: float, dx: float = 0, dy: float = 0, **options: Any) -> None:
    """Write a label `dx` points to the right of a place in the data and `dy` above it.

    It is centred on that height and may stand outside the Axes; options are those of `Axes.annotate`
    (`xycoords` for a place that is not in the data).
    """
    look: dict[str, Any] = {"size": style.LABEL_SIZE, "va": "center", "linespacing": 1.15} | options
    ax.annotate(text, (x, y), xytext=(dx, dy), textcoords="offset points", annotation_clip=False, **look)


def row_labels(ax: Axes, labels: Sequence[str]) -> None:
    """Label one row per name, the first on top, and leave no space above or below."""
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="x")


def target_line(ax: Axes, value: float, label: str, *, ha: str = "center") -> None:
    """Draw a dashed vertical line across a chart with rows, and name it above the top row.

    `ha` moves the name to one side ("right" ends at the line, "left" begins there) where two lines are close.
    """
    ax.axvline(value, color=style.INK, linewidth=1.1, linestyle=(0, (4, 3)), zorder=1)
    ax.annotate(
        label,
        (value, 1),
        xycoords=("data", "axes fraction"),
        xytext=({"right": 3, "left": -3}.get(ha, 0), 4),
        textcoords="offset points",
        ha=ha,
        va="bottom",
        size=style.LABEL_SIZE,
        linespacing=1.15,
    )


def spread(positions: Sequence[float], gap: float) -> np.ndarray:
    """Move positions apart so that neighbours are at least `gap` apart, each as little as possible.

    Keeps the order and, group by group, the mean; used for labels at the ends of lines.

    >>> spread([1.0, 1.1, 5.0], gap=0.5).tolist()
    [0.8, 1.3, 5.0]
    """
    order = np.argsort(positions, kind="stable")
    # Groups of labels that touch; each has a mean position and a number of labels.
    groups: list[list[float]] = []
    for position in np.asarray(positions, dtype=float)[order]:
        groups.append([position, 1])
        while len(groups) > 1:
            (upper, n), (lower, m) = groups[-1], groups[-2]
            if upper - lower >= gap * (n + m) / 2:
                break
            groups[-2:] = [[(upper * n + lower * m) / (n + m), n + m]]
    placed = [mean + gap * (i - (n - 1) / 2) for mean, n in groups for i in range(int(n))]
    result = np.empty(len(placed))
    result[order] = placed
    return result


def end_labels(
    ax: Axes,
    x: float,
    values: Sequence[float],
    labels: Sequence[str],
    colours: Sequence[str],
    bold: Sequence[bool],
) -> None:
    """Write the name of each line beside its last point, moved apart where they would overlap.

    Call it after the limits of the y axis are set.
    """
    low, high = ax.get_ylim()
    height_points = ax.figure.figure.get_size_inches()[1] * 72 * 0.85
    places = spread(values, gap=style.LABEL_SIZE * 1.25 / height_points * (high - low))
    for place, label, colour, strong in zip(places, labels, colours, bold, strict=True):
        ax.annotate(
            label,
            (x, place),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            size=style.LABEL_SIZE,
            color=colour,
            weight="bold" if strong else "normal",
            annotation_clip=False,
        )
