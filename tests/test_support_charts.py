"""What the charts of aid draw, asked of the Axes."""

from typing import Any

import pandas as pd

from lib import support_charts
from lib.support import AMERICA, EUROPE, OTHERS


def words(ax):
    return [text.get_text() for text in ax.texts]


MONTHS = pd.to_datetime(["2025-01-01", "2025-02-01", "2025-03-01"])
FLOWS = pd.DataFrame(
    {AMERICA: [2.0, 0.0, 0.0], EUROPE: [1.0, 0.5, 3.0], OTHERS: [0.0, 0.1, 0.0]}, index=MONTHS
)


def test_each_group_has_a_panel_of_months_on_one_scale():
    ax: Any = support_charts.monthly_panels(FLOWS)
    panels = ax.figure.axes
    assert [[bar.get_height() for bar in panel.patches] for panel in panels] == FLOWS.T.to_numpy().tolist()
    assert len({panel.get_ylim() for panel in panels}) == 1
    assert "3.0" in words(panels[1])


def test_the_lasting_lead_is_marked_at_europes_total_and_named():
    totals = FLOWS.cumsum()
    ax: Any = support_charts.running_totals(
        {"Military": totals, "All": totals}, {"Military": MONTHS[2], "All": None}
    )
    first, second = ax.figure.axes
    assert [line.get_ydata()[0] for line in first.get_lines() if line.get_marker() == "o"] == [4.5]
    assert any("March 2025" in text for text in words(first))
    assert not any("ahead" in text for text in words(second))


def test_donors_fall_from_the_largest_total_and_say_it():
    donors = pd.DataFrame({"donor": ["Canada", "Germany"], "before": [3.0, 4.0], "after": [1.0, 5.0]})
    ax: Any = support_charts.donor_bars(donors, [("before", "early"), ("after", "late")])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Germany", "Canada"]
    assert [bar.get_width() for bar in ax.patches] == [4.0, 3.0, 5.0, 1.0]
    assert {"9.0", "4.0", "early", "late"} <= set(words(ax))


def test_a_donor_outside_the_union_has_one_dot_only():
    shares = pd.DataFrame(
        {
            "donor": ["Norway", "Estonia"],
            "bilateral_pct": [2.0, 3.0],
            "with_eu_pct": [2.0, 3.5],
            "in_eu": [False, True],
        }
    )
    ax: Any = support_charts.gdp_dumbbells(shares, {"Norway": "Nordic", "Estonia": "Baltic"}, [])
    dots = [(line.get_xdata()[0], line.get_ydata()[0]) for line in ax.get_lines()]
    assert dots == [(3.5, 0), (3.0, 0), (2.0, 1)]
    assert {"3.50  Baltic", "2.00  Nordic"} <= set(words(ax))
