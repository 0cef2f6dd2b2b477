import numpy as np
import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from lib import rhetoric_charts as charts
from lib import style
from lib.rhetoric import SPEAKERS

MATTIS, HEGSETH = SPEAKERS


def words(ax):
    return [text.get_text() for text in ax.texts]


SIDES = pd.DataFrame(
    {
        "label": ["Self-reliance", "Unity"],
        "n_first": [1, 3],
        "n_second": [3, 0],
        "share_pct_first": [25.0, 75.0],
        "share_pct_second": [75.0, 0.0],
    }
)


def test_each_secretary_has_his_dots_in_his_colour_and_his_counts_in_a_column():
    ax = charts.theme_dumbbells(SIDES)
    dots = {
        to_hex(line.get_color()): np.asarray(line.get_xdata()).tolist()
        for line in ax.get_lines()
        if line.get_marker() == "o"
    }
    assert dots == {style.SPEAKERS[MATTIS]: [25.0, 75.0], style.SPEAKERS[HEGSETH]: [75.0, 0.0]}
    assert [word for word in words(ax) if word.isdigit()] == ["1", "3", "3", "0"]


def test_every_unit_is_named_on_the_last_theme():
    table = pd.DataFrame(
        {"label": "Unity", "unit": ["statement", "occasion", "day"], "difference_pp": [-5.0, -20.0, -10.0]}
    )
    assert {"statement", "occasion", "day"} <= set(words(charts.difference_by_unit(table)))


def test_limits_are_drawn_to_the_left_of_zero():
    rows = pd.DataFrame({"label": "Ukraine", "speaker": SPEAKERS, "affirmed": [4, 6], "limited": [0, 4]})
    bars = [bar for bar in charts.polarity_bars(rows).patches if isinstance(bar, Rectangle)]
    assert sorted(bar.get_width() for bar in bars) == [-4, 0, 4, 6]


def test_a_theme_without_kappa_says_so():
    table = pd.DataFrame(
        {
            "label": ["Membership", "Unity"],
            "retest": [None, 1.0],
            "retest_n": [0, 11],
            "patterns": [1.0, 0.36],
            "patterns_n": [1, 38],
        }
    ).astype({"retest": float})
    assert words(charts.kappa_dots(table)).count("no kappa between passes") == 1


def test_a_kappa_below_chance_stays_on_the_scale():
    table = pd.DataFrame(
        {"label": ["Unity"], "retest": [1.0], "retest_n": [2], "patterns": [-0.15], "patterns_n": [2]}
    )
    assert charts.kappa_dots(table).get_xlim()[0] <= -0.15
