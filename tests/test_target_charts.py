"""What the charts of the way to a target drew, asked of the Axes."""

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from lib import style, target_charts


def texts(ax):
    return [text.get_text() for text in ax.texts]


def dots(ax, marker="o"):
    return [line for line in ax.get_lines() if line.get_marker() == marker]


def test_gaps_are_filled_to_the_first_level_and_hatched_to_the_second():
    gaps = pd.DataFrame(
        {
            "ally": ["Spain", "Spain", "Estonia", "Estonia"],
            "level_pct": [3.5, 5.0, 3.5, 5.0],
            "short_pp": [1.5, 3, 0, 0],
        }
    )
    axes = target_charts.gap_bars(gaps, {"short_pp": "points"}, levels=(3.5, 5.0))
    ax = axes[0]
    far, near = ax.patches[:2]
    assert (far.get_width(), near.get_width()) == (3.0, 1.5)
    assert far.get_hatch() and not near.get_hatch()
    assert texts(ax) == ["1.50", "–"]


def test_needed_growth_is_coloured_by_how_many_periods_missed_it():
    rows = pd.DataFrame(
        {
            "ally": ["both", "one", "none"],
            "required_pct": [9.0, 5.0, 2.0],
            "achieved_long_pct": [3.0, 3.0, 3.0],
            "achieved_short_pct": [4.0, 8.0, 8.5],
        }
    )
    ax = target_charts.growth_needed(rows, long="since 2014", short="since 2023")
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == [style.RED, style.OCHRE, style.GREY]
    assert {"9.0", "5.0", "2.0", "needed", "since 2014", "since 2023"} == set(texts(ax))


def test_a_total_is_not_tied_to_core_spending_and_silence_has_only_a_tick():
    rows = pd.DataFrame(
        {
            "ally": ["Germany", "Canada", "France"],
            "now_pct": [2.7, 2.1, 2.2],
            "scope": ["core", "total", None],
            "target_value": [3.5, 5.0, np.nan],
            "standing": ["plan", "statement", None],
            "words": ["3.5 % in 2029", "5 % in total", "none found"],
        }
    )
    ax = target_charts.announced_levels(rows, target_pct=3.5, line="core target")
    assert [list(d.get_xdata()) for d in dots(ax)] == [[3.5]]
    assert [list(d.get_xdata()) for d in dots(ax, "D")] == [[5.0]]
    assert [d.get_xdata()[0] for d in dots(ax, "|")] == [2.7, 2.1, 2.2]
    assert "none found" in texts(ax)
