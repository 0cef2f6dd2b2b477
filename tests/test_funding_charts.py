"""Promises about the charts of common funding."""

from typing import Any

import pandas as pd
import pytest

from lib import funding_charts, style

COMMON = pd.DataFrame(
    {
        "year": [2025, 2026],
        "eur_bn": [4.0, 5.0],
        "ceiling": [False, True],
        "usd_m": [4000.0, 10_000.0],
        "national_usd_m": [1_000_000.0, 1_000_000.0],
        "estimate": [False, True],
        "share_pct": [0.4, 1.0],
    }
)


def test_the_areas_of_the_squares_stand_to_each_other_as_the_amounts():
    whole: Any
    part: Any
    whole, part = funding_charts.common_funding(COMMON).patches
    area = (part.get_width() * part.get_height()) / (whole.get_width() * whole.get_height())
    assert area == pytest.approx(0.01)


def test_a_ceiling_has_an_open_bar_and_says_up_to():
    left = funding_charts.common_funding(COMMON)
    right = left.figure.axes[1]
    assert [bar.get_facecolor()[:3] == (1, 1, 1) for bar in right.patches] == [False, True]
    assert "up to 5.0 · 1.00 %" in [text.get_text() for text in right.texts]


COSTS = pd.DataFrame(
    {
        "iso3": ["USA", "USA", "USA"],
        "year_from": [2021, 2024, 2026],
        "year_to": [2024, 2025, 2026],
        "value": [16.35, 15.8, None],
        "status": ["formula", "reported, approximate", "not found"],
    }
)


def test_a_period_ends_where_the_next_begins_and_missing_shares_are_not_drawn():
    lines: Any = funding_charts.cost_shares(COSTS, [("USA", "United States", style.OCHRE)]).lines
    assert [round(line.get_xdata()[1], 2) for line in lines] == [2023.94, 2025.94]


def test_agreed_shares_are_solid_and_reported_ones_dashed():
    ax = funding_charts.cost_shares(COSTS, [("USA", "United States", style.OCHRE)])
    assert [line.get_linestyle() for line in ax.lines] == ["-", "--"]
    assert {"16.35", "about 15.8", "United States"} <= {text.get_text() for text in ax.texts}


def test_a_period_ends_also_where_one_begins_whose_share_is_not_known():
    rows = COSTS.assign(value=[16.35, None, 15.0])
    lines: Any = funding_charts.cost_shares(rows, [("USA", "United States", style.OCHRE)]).lines
    assert [round(line.get_xdata()[1], 2) for line in lines] == [2023.94, 2026.94]


def test_national_spending_says_if_it_is_an_estimate():
    texts = [text.get_text() for text in funding_charts.common_funding(COMMON).texts]
    assert any(text.startswith("national spending, 2026 (estimate)") for text in texts)


def test_the_axis_holds_every_period():
    later = COSTS.assign(year_from=[2021, 2024, 2029], year_to=[2024, 2025, 2031], value=[16.35, 15.8, 15.0])
    low, high = funding_charts.cost_shares(later, [("USA", "United States", style.OCHRE)]).get_xlim()
    assert low < 2021
    assert high > 2032
