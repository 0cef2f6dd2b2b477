"""What the spending charts drew, asked of the Axes."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from lib import spending_charts, style


def texts(ax):
    return [text.get_text() for text in ax.texts]


def dots(ax, marker="o"):
    return [line for line in ax.get_lines() if line.get_marker() == marker]


def test_dumbbells_stand_in_the_order_of_the_rows_and_the_lines_at_their_values():
    rows = pd.DataFrame({"label": ["Estonia", "Spain"], "first": [1.9, 0.9], "last": [5.1, 2.0]})
    ax = spending_charts.dumbbells(rows, colours=[style.BLUE, style.SLATE], lines={2.0: "guideline"})
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Estonia", "Spain"]
    assert [list(dot.get_xdata()) for dot in dots(ax)] == [[1.9], [5.1], [0.9], [2.0]]
    assert {"5.10", "2.00", "guideline"} <= set(texts(ax))
    assert ax.yaxis_inverted()


def test_a_dumbbell_without_a_first_value_is_a_dot_alone():
    rows = pd.DataFrame({"label": ["Estonia"], "first": [np.nan], "last": [5.1]})
    ax = spending_charts.dumbbells(rows, colours=[style.BLUE], lines={})
    assert len(dots(ax)) == 1


def test_first_values_are_named_where_words_are_given():
    rows = pd.DataFrame(
        {"label": ["Spain 2023"], "first": [2.4], "last": [1.6], "first_words": ["July 2023: 2.40"]}
    )
    ax = spending_charts.dumbbells(rows, colours=[style.OCHRE], lines={})
    assert set(texts(ax)) == {"1.60", "July 2023: 2.40"}


def test_paths_are_dashed_from_the_last_outcome_and_one_panel_says_who_is_missing():
    shares = pd.DataFrame(
        {
            "ally": "Spain",
            "year": [2024, 2025, 2026],
            "value": [1.4, 2.0, 2.0],
            "estimate": [False, True, True],
        }
    )
    axes = spending_charts.share_paths(shares, ["Spain"], target_pct=3.5, empty="Iceland: no figure")
    solid, dashed = [
        line for line in axes[0].get_lines() if len(line.get_xdata()) != 2 or line.get_xdata()[0] > 1
    ]
    assert list(solid.get_xdata()) == [2024]
    assert list(dashed.get_xdata()) == [2024, 2025, 2026]
    assert dashed.get_linestyle() == "--"
    assert texts(axes[1]) == ["Iceland: no figure"]


def test_columns_stack_to_the_total_and_carry_the_share():
    parts = pd.DataFrame(
        {
            "iso3": ["USA", "X_NATO_EUR_CAN"],
            "year": 2026,
            "estimate": True,
            "value": [600.0, 400.0],
            "share_pct": [60.0, 40.0],
        }
    )
    names = {"USA": "United States", "X_NATO_EUR_CAN": "Europe and Canada"}
    ax = spending_charts.parts_of_total(parts, names=names)
    lower, upper = ax.patches
    assert lower.get_extents().height * 400 == pytest.approx(upper.get_extents().height * 600)
    assert upper.get_extents().y0 == pytest.approx(lower.get_extents().y1)
    assert lower.get_hatch()
    assert {"60 %", "1,000", "United States", "Europe and Canada"} == set(texts(ax))


def test_ranks_run_from_the_top_and_ties_do_not_cover_each_other():
    ranking = pd.DataFrame(
        {
            "ally": ["A", "B", "A", "B"],
            "yardstick": ["share", "share", "growth", "growth"],
            "rank": [1, 1, 2, 1],
        }
    )
    ax = spending_charts.rank_lines(ranking, {"A": style.BLUE})
    assert {tuple(map(float, np.asarray(line.get_ydata()))) for line in ax.get_lines()} == {(1, 2), (2, 1)}
    assert ax.yaxis_inverted()
    assert texts(ax).count("A") == 2


def test_names_of_close_lines_stand_on_their_outer_sides():
    rows = pd.DataFrame({"label": ["Spain"], "first": [0.9], "last": [2.0]})
    lines = {5.0: "total", 2.0: "guideline", 2.5: "level"}
    ax = spending_charts.dumbbells(rows, colours=[style.BLUE], lines=lines, right=5.75)
    sides = {text.get_text(): text.get_horizontalalignment() for text in ax.texts}
    assert [sides[name] for name in ("guideline", "level", "total")] == ["right", "left", "center"]


def test_years_stand_under_the_lowest_panel_of_every_column():
    shares = pd.concat(
        [
            pd.DataFrame({"ally": ally, "year": [2024, 2025], "value": 2.0, "estimate": [False, True]})
            for ally in "ABCDE"
        ]
    )
    axes = spending_charts.share_paths(shares, list("ABCDE"), target_pct=3.5)
    labelled = [ax.xaxis.get_tick_params()["labelbottom"] for ax in axes]
    assert labelled[:5] == [False, True, True, True, True]


def test_the_per_cent_sign_stands_at_the_first_tick_in_sight():
    ax = plt.subplots()[1]
    ax.set_xticks([-2, 0, 2])
    ax.set_xlim(-1, 3)
    spending_charts.per_cent_axis(ax)
    assert [ax.xaxis.get_major_formatter()(tick, n) for n, tick in enumerate([0, 2])] == ["0 %", "2"]


def test_a_share_that_prints_as_the_guideline_is_not_drawn_as_below_it():
    shares = pd.DataFrame({"ally": ["A", "B"], "year": 2026, "value": [1.9951, 1.9949], "estimate": False})
    axes = spending_charts.share_paths(shares, ["A", "B"], target_pct=3.5, guideline_pct=2.0)
    colours = [
        next(line for line in ax.get_lines() if len(line.get_xdata()) == 1).get_color() for ax in axes[:2]
    ]
    assert colours == [style.SLATE, style.RED]


def test_every_level_is_in_sight_and_named_once():
    shares = pd.DataFrame({"ally": "A", "year": [2025, 2026], "value": [1.9, 2.1], "estimate": False})
    axes = spending_charts.share_paths(shares, ["A"], target_pct=5.0, guideline_pct=2.0)
    assert axes[0].get_ylim()[1] >= 5.0
    axes = spending_charts.share_paths(shares, ["A"], target_pct=2.0, guideline_pct=2.0)
    assert list(axes[0].get_yticks()) == [0, 2.0]
