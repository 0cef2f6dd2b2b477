"""What the chart of counts drew, asked of the Axes."""

import pandas as pd
from matplotlib.colors import to_hex

from lib import revision_charts, style


def texts(ax):
    return [text.get_text() for text in ax.texts]


def dots(ax, marker="o"):
    return [line for line in ax.get_lines() if line.get_marker() == marker]


def test_counts_of_the_newest_edition_are_written_out_and_estimates_are_open():
    counts = pd.DataFrame(
        {
            "edition": ["2024-06", "2024-06", "2026-07", "2026-07"],
            "year": [2023, 2024, 2023, 2024],
            "count": [10, 23, 10, 17],
            "estimate": [False, True, False, False],
        }
    )
    reported = pd.DataFrame({"year": [2023, 2024], "count": [11, 23]})
    ax = revision_charts.counts_by_edition(counts, reported, ["2024-06", "2026-07"])
    assert {"17", "July 2026", "June 2024: 23", "reported: 11"} <= set(texts(ax))
    assert "23" not in texts(ax)  # reported and drawn: the edition's own label says it
    faces = {tuple(d.get_xydata()[0]): to_hex(d.get_markerfacecolor()) for d in dots(ax)}
    assert faces[(2024, 23)] == "#ffffff"
    assert faces[(2024, 17)] == style.BLUE
