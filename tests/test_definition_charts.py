"""Promises about the charts that set NATO's figures against the World Bank's."""

from typing import Any

import pandas as pd

from lib import definition_charts, definitions, style


def texts(ax):
    return [text.get_text() for text in ax.texts]


GAPS = pd.DataFrame(
    {
        "ally": ["Albania", "Spain"],
        "edition": "2026-07",
        "year": 2024,
        "estimate": False,
        "nato_pct": [1.35, 1.43],
        "world_bank_pct": [2.04, 1.4],
        "gap_pp": [-0.69, 0.03],
    }
)


def test_rows_keep_their_order_and_show_the_gap_with_its_sign():
    ax = definition_charts.gap_rows(GAPS, strong=0.2)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Albania", "Spain"]
    assert {"−0.69", "+0.03", "1.35", "2.04"} <= set(texts(ax))


def test_only_wide_gaps_stand_out_and_zero_is_marked():
    ax: Any = definition_charts.gap_rows(GAPS, strong=0.2)
    colours = {text.get_text(): text.get_color() for text in ax.texts}
    assert (colours["−0.69"], colours["+0.03"]) == (style.BLUE, style.SLATE)
    assert list(ax.lines[-1].get_xdata()) == [0, 0]


def test_a_year_names_its_widest_gap_once_for_a_run_of_years():
    rows = pd.concat([GAPS, GAPS.assign(year=2025), GAPS.assign(year=2026, gap_pp=[0.0, 0.5])])
    ax = definition_charts.gap_years(rows, definitions.gap_summary(rows))
    assert texts(ax).count("Albania") == 1
    assert texts(ax).count("Spain") == 1


def test_gaps_are_drawn_without_their_sign():
    dots: Any = definition_charts.gap_years(GAPS, definitions.gap_summary(GAPS)).lines[0]
    assert list(dots.get_ydata()) == [0.69, 0.03]


def test_each_edition_has_its_mark_and_an_ally_without_a_figure_in_one_has_none_there():
    older = GAPS.assign(edition="2024-06", nato_pct=[2.03, 1.41])
    rows = pd.concat([older, GAPS.iloc[:1]])
    ax: Any = definition_charts.gap_editions(rows, ["Albania", "Spain"])
    dots = [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.lines if line.get_marker() == "o"]
    assert dots == [(2.03, 0), (1.35, 0), (1.41, 1)]
    assert {"World Bank (SIPRI)", "NATO June 2024", "NATO July 2026"} <= set(texts(ax))


def test_an_edition_whose_figures_are_estimates_has_open_marks():
    rows = pd.concat([GAPS.assign(edition="2024-06", estimate=True), GAPS])
    ax: Any = definition_charts.gap_editions(rows, ["Albania", "Spain"])
    open_marks = [line.get_markerfacecolor() == "white" for line in ax.lines if line.get_marker() == "o"]
    assert open_marks == [True, False, True, False]


def test_a_gap_stands_out_by_its_printed_size():
    ax: Any = definition_charts.gap_rows(GAPS.assign(gap_pp=[-0.196, 0.03]), strong=0.2)
    colours = {text.get_text(): text.get_color() for text in ax.texts}
    assert colours["−0.20"] == style.BLUE


def test_the_key_tells_the_oldest_edition_from_the_newest_by_the_size_of_its_mark():
    rows = pd.concat([GAPS.assign(edition="2024-06"), GAPS])
    ax: Any = definition_charts.gap_editions(rows, ["Albania", "Spain"])
    old, new = (text.get_size() for text in ax.texts if text.get_text() == "●")
    assert old > new
