"""Promises about the charts of the fact check."""

from typing import Any

import numpy as np
import pandas as pd

from lib import claim_charts, style

SHARES = pd.DataFrame(
    {
        "edition": ["2024-06"] * 3,
        "name": ["June 2024"] * 3,
        "year": [2022, 2023, 2024],
        "share_pct_gdp": [1.66, 1.78, 2.02],
        "estimate": [False, True, True],
    }
)
WORDS = pd.DataFrame({"year": [2022.5, 2023.5], "words": ["one article", "another"]})


def test_estimates_are_dashed_and_join_the_last_outcome():
    ax = claim_charts.level_and_words(SHARES, 2.0, WORDS)
    known, expected = ax.lines[:2]
    assert (np.asarray(known.get_xdata()).tolist(), known.get_linestyle()) == ([2022], "-")
    assert (np.asarray(expected.get_xdata()).tolist(), expected.get_linestyle()) == ([2022, 2023, 2024], "--")


def test_the_heads_of_all_columns_stand_on_the_same_lines():
    claims = pd.DataFrame(
        {"article": ["001", "002"], "kind": "date", "kind_no": 0, "verdict": ["supported", "contradicted"]}
    )
    heads = {"001": "001\n4 Jun 2025", "002": "002\n4 Apr 2025"}
    ax = claim_charts.verdict_squares(claims, {"date": "date"}, heads)
    found: dict[str, Any] = {text.get_text(): text for text in ax.texts}
    for first, second in (("001", "002"), ("4 Jun 2025", "4 Apr 2025")):
        assert found[first].xyann[1] == found[second].xyann[1]
        assert {found[name].get_verticalalignment() for name in (first, second)} == {"baseline"}


def test_how_the_secretary_took_part_shows_in_the_filling_of_the_mark():
    seats = pd.DataFrame(
        {
            "day": pd.to_datetime(["2025-02-12", "2025-06-04"]),
            "meeting_no": [26, 28],
            "secretary": ["in the room", "absent"],
        }
    )
    claims = pd.DataFrame(
        {
            "label": ["article 001"],
            "words": ["a first"],
            "printed_on": ["2025-06-04"],
            "about": ["2025-06-04"],
        }
    )
    present, absent = claim_charts.firsts_and_claims(seats, claims).lines[:2]
    assert (present.get_markerfacecolor(), absent.get_markerfacecolor()) == (style.BLUE, "white")
