import pandas as pd
from matplotlib.patches import Rectangle

from lib import term_charts
from lib.attendance import CONTACT_GROUP
from lib.rhetoric import SPEAKERS

MATTIS, HEGSETH = SPEAKERS
YEARS = (2017, 2025)


def words(ax):
    return [text.get_text() for text in ax.texts]


def test_a_date_known_to_the_month_goes_to_its_middle():
    first, second = term_charts.days(pd.Series(["2018-10", "2018-10-15"]))
    assert first == second


def test_an_unknown_meeting_is_a_question_mark_and_a_missed_one_a_cross():
    rows = pd.DataFrame(
        {
            "secretary": [MATTIS, HEGSETH, HEGSETH],
            "kind": ["NATO summit", CONTACT_GROUP, "NATO defence ministers"],
            "date": ["2017-05-25", "2025-06-04", "2025-06-05"],
            "attendance": ["unknown", "missed", "in person"],
        }
    )
    upper = term_charts.meeting_strips(
        rows, first_years=YEARS, read_until="2026-07-08", group_since="2022-04-26"
    )
    lower = upper.figure.axes[1]
    assert "?" in words(upper)
    assert "did not exist before April 2022" in words(upper)
    assert not [word for word in words(lower) if word.startswith("did not exist")]
    assert "missed" in words(lower)
    assert {str(line.get_marker()) for line in lower.get_lines()} == {"None", "o", "x"}


def test_both_panels_of_meetings_span_the_same_time():
    rows = pd.DataFrame(columns=["secretary", "kind", "date", "attendance"], dtype="str")
    axes = term_charts.meeting_strips(
        rows, first_years=YEARS, read_until="2026-07-08", group_since="2022-04-26"
    ).figure.axes
    spans = [high - low for low, high in (ax.get_xlim() for ax in axes)]
    assert spans[0] == spans[1]


def test_a_month_is_a_column_of_its_occasions_with_their_sum_on_top():
    rows = pd.DataFrame(
        {
            "speaker": [MATTIS, MATTIS, HEGSETH],
            "date": ["2017-02-15", "2017-02", "2025-05-31"],
            "event": ["session", "letter", "dialogue"],
            "statements": [8, 2, 3],
        }
    )
    upper, lower = term_charts.occasion_columns(rows, first_years=YEARS, read_until="2026-07-08").figure.axes
    blocks = [patch for patch in upper.patches if isinstance(patch, Rectangle)]
    assert [(block.get_y(), block.get_height()) for block in blocks] == [(0, 2), (2, 8)]
    assert words(upper) == ["10"]
    assert words(lower) == ["3", "nothing read"]
    assert upper.get_ylim() == lower.get_ylim()
