"""What the charts of the ways of counting draw, asked of the Axes."""

from typing import Any

import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.dates import date2num

from lib import counting_charts, style


def words(ax):
    return [text.get_text() for text in ax.texts]


def totals(*rows):
    """Announced totals: date, amount, role, start, note."""
    return pd.DataFrame(rows, columns=["date", "usd_bn", "role", "period_start", "note"])


GROUP = totals(
    ("2024-09-06", 106.0, "line", "2022-02-24", "more than"),
    ("2025-01-08", 126.0, "line", "2022-02-24", "AFP"),
    ("2025-01-09", 122.0, "other figure", "2022-02-24", "over; Politico"),
    ("2025-01-09", 126.0, "line", "2022-02-24", "Defense News"),
    ("2025-06-04", 126.0, "repeated", "2022-02-24", "AP"),
)
AMERICA = totals(
    ("2024-05-22", 52.0, "line", "2022-02-24", ""),
    ("2025-01-08", 65.9, "line", "2022-02-24", ""),
    ("2025-01-08", 66.5, "other start", "2021-01-20", ""),
)


def test_a_repeated_total_is_hollow_and_off_the_line():
    ax: Any = counting_charts.announced_totals(GROUP, AMERICA, {})
    line, *dots = ax.get_lines()
    assert list(line.get_ydata()) == [106.0, 126.0, 126.0]
    faces = [dot.get_markerfacecolor() for dot in dots[:5]]
    assert faces == [style.OCHRE, style.OCHRE, "white", style.OCHRE, "white"]


def test_totals_say_whose_they_are_and_a_figure_given_twice_is_written_once():
    ax: Any = counting_charts.announced_totals(GROUP, AMERICA, {"2024-05-22": "below"})
    assert words(ax).count("126") == 1
    said = {"122 (Politico)", "126, repeated", "66.5 since January 2021", "65.9 since the invasion"}
    assert said <= set(words(ax))
    assert next(text for text in ax.texts if text.get_text() == "52.0").get_va() == "top"


def test_statements_and_tracker_have_two_colours_and_a_line_at_half():
    shares = pd.DataFrame({"label": ["a", "b"], "share_pct": [40.0, 52.8], "kind": ["tracker", "statement"]})
    ax: Any = counting_charts.share_dots(shares)
    dots = [line for line in ax.get_lines() if line.get_marker() == "o"]
    assert [to_hex(dot.get_color()) for dot in dots] == [style.SLATE, style.BLUE]
    assert "52.8" in words(ax)
    assert any(list(line.get_xdata()) == [50, 50] for line in ax.get_lines())


def test_a_lead_known_by_month_is_a_dot_and_by_quarter_a_bar():
    leads = pd.DataFrame(
        {
            "label": ["month", "quarter"],
            "since": pd.to_datetime(["2023-03-01", "2025-10-01"]),
            "until": pd.to_datetime(["2023-03-31", "2025-12-31"]),
            "words": ["March 2023", "October to December 2025"],
            "end": pd.Timestamp("2026-04-30"),
        }
    )
    ax: Any = counting_charts.lead_spans(leads)
    assert len([line for line in ax.get_lines() if line.get_marker() == "o"]) == 1
    assert len(ax.collections) == 3
    assert words(ax) == ["March 2023", "October to December 2025"]


def test_revisions_fall_from_the_largest_rise_and_carry_their_sign():
    revisions = pd.DataFrame({"label": ["down", "same", "up"], "change_pct": [-2.0, 0.0, 3.0]})
    ax: Any = counting_charts.revision_dots(revisions)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["up", "same", "down"]
    assert words(ax) == ["+3.0", "0.0", "−2.0"]


def test_a_newer_and_larger_total_lies_inside_the_axes():
    newer = pd.concat([GROUP, totals(("2026-10-02", 180.0, "line", "2022-02-24", "more than"))])
    ax: Any = counting_charts.announced_totals(newer.reset_index(drop=True), AMERICA, {})
    assert ax.get_ylim()[1] > 180
    assert ax.get_xlim()[1] >= date2num(pd.Timestamp("2026-12-31"))
