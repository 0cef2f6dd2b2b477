import numpy as np
import pandas as pd

from lib import paired_charts
from lib.rhetoric import SPEAKERS

MATTIS, HEGSETH = SPEAKERS
STEPS = pd.DataFrame(
    {"date": ["2014-09-05", "2025-06-25"], "agreed_pct": [2.0, 5.0], "label": ["2 % agreed", "5 % agreed"]}
)


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_every_statement_has_a_row_of_its_own_even_on_one_day():
    rows = pd.DataFrame(
        {
            "speaker": [MATTIS, HEGSETH, HEGSETH],
            "date": ["2018-07-13", "2025-06-05", "2025-06-05"],
            "target_pct_gdp": [2.0, 5.0, 5.0],
        }
    )
    ax = paired_charts.percentages_named(rows, STEPS)
    dots = [line for line in ax.get_lines() if line.get_marker() == "o"]
    assert [np.asarray(line.get_ydata()).tolist() for line in dots] == [[1], [3, 4]]
    assert "5 % agreed" not in words(ax)


def test_the_agreed_level_steps_up_between_the_statements_before_and_after():
    rows = pd.DataFrame(
        {"speaker": HEGSETH, "date": ["2025-06-05", "2025-07-25"], "target_pct_gdp": [5.0, 5.0]}
    )
    ax = paired_charts.percentages_named(rows, STEPS)
    lines = [np.asarray(line.get_xdata()).tolist() for line in ax.get_lines() if line.get_marker() == "None"]
    assert [2, 2, 5, 5] in lines
    assert words(ax) == ["2 % agreed", "5 % agreed"]


def test_allies_stand_by_the_later_share_and_a_missing_one_has_no_number():
    table = pd.DataFrame(
        {
            "ally": ["Spain", "Poland", "Spain", "Poland"],
            "year": [2016, 2016, 2025, 2025],
            "then_pct": [0.91, 2.0, None, 4.48],
            "latest_pct": [0.8, 2.0, 2.0, None],
        }
    )
    left = paired_charts.then_and_latest(table, years=(2016, 2025), target_pct=2.0)
    right = left.figure.axes[1]
    assert [label.get_text() for label in left.get_yticklabels()] == ["Spain", "Poland"]
    assert words(left) == ["0.80", "2.00"]
    assert words(right) == ["2.00"]
