"""The table of all allies: each value with its decimals, what is missing empty, what sorts beside what is shown."""

import pandas as pd

from lib import ally_pages
from lib.ally_pages import Column


def row(**changes):
    return {"share_pct_gdp": 2.345, "target_gap_pp": -1.155, "needed_pct": 3.0, "level_pct": 5.0} | changes


def test_a_value_is_shown_with_its_decimals_and_sorted_by_all_of_them():
    shown = ally_pages.cell(row(), Column("Share, %", "share_pct_gdp", 2))
    assert (shown["text"], shown["value"]) == ("2.35", "2.345")
    assert ally_pages.cell(row(), Column("Distance", "target_gap_pp", 2, sign=True))["text"] == "−1.16"


def test_what_is_missing_stays_missing():
    for missing in (float("nan"), None, pd.NA):
        shown = ally_pages.cell(row(share_pct_gdp=missing), Column("Share, %", "share_pct_gdp", 2))
        assert (shown["text"], shown["value"]) == ("", "")


def test_growth_is_not_missing_where_the_level_is_reached():
    needed = Column("Growth needed", "needed_pct", 1, instead=ally_pages._reached)
    assert ally_pages.cell(row(needed_pct=pd.NA, target_gap_pp=0.0), needed)["text"] == "reached"
    assert ally_pages.cell(row(needed_pct=pd.NA, target_gap_pp=-0.1), needed)["text"] == ""
    assert ally_pages.cell(row(needed_pct=pd.NA, target_gap_pp=pd.NA), needed)["text"] == ""


def test_a_level_tells_its_year_and_whether_it_is_a_total():
    level = Column("Level", "level_pct", 1, note=ally_pages._level_note)
    assert ally_pages.cell(row(level_year=2035, level_scope="total"), level)["note"] == "2035, total"
    assert ally_pages.cell(row(level_year=pd.NA, level_scope="core"), level)["note"] == ""
