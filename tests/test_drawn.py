"""A figure's data hold every value that its marks stand for."""

import pandas as pd
import pytest

from lib import charts, drawn

ROWS = pd.DataFrame(
    {"ally": ["Estonia", "Latvia"], "share_pct": [5.1, 4.92], "joined": ["2004-03-29", "2004-03-29"]}
)


@pytest.fixture
def ax():
    return charts.canvas(2)


def test_dots_bars_and_lines_at_the_values_of_the_data_are_explained(ax):
    ax.plot(ROWS["share_pct"], [0, 1], "o")
    ax.barh([0, 1], ROWS["share_pct"])
    ax.hlines([0, 1], 0, ROWS["share_pct"])
    ax.scatter(ROWS["share_pct"], [0, 1])
    assert drawn.unexplained(ROWS, ax.figure) == []


def test_a_mark_beside_its_value_is_named(ax):
    ax.plot([5.1, 4.93], [0.5, 1.5], "o")
    ax.barh([0.5], [4.5])
    assert drawn.unexplained(ROWS, ax.figure) == ["a line at 5.1, 4.93", "a bar at 4.5"]


def test_a_stacked_bar_is_explained_by_its_length(ax):
    ax.barh([0], [4.92], left=[5.1])
    assert drawn.unexplained(ROWS, ax.figure) == []


def test_targets_keys_and_dates_are_no_faults(ax):
    charts.target_line(ax, 2, "guideline")
    ax.plot([1.1, 1.2], [7.7, 7.7], label=drawn.KEY)
    ax.plot([pd.Timestamp("2004-03-29")], [0.5], "o")
    assert drawn.unexplained(ROWS, ax.figure) == []
