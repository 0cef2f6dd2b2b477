"""What the spending tables are asked, on rows made by hand."""

import math

import pandas as pd
import pytest

from lib import spending
from lib.records import NumberError


def rows(*facts, edition="2026-07", estimate=False):
    """Rows as the reader gives them, from (iso3, year, value)."""
    table = pd.DataFrame(facts, columns=["iso3", "year", "value"])
    names = {"EST": "Estonia", "ESP": "Spain", "LUX": "Luxembourg", "SWE": "Sweden", "USA": "United States"}
    return table.assign(
        ally=table["iso3"].map(names).fillna("NATO Total"),
        is_ally=table["iso3"].isin(list(names)),
        edition=edition,
        estimate=estimate,
        source_id=f"nato-{edition}",
    )


def test_a_share_that_prints_as_two_meets_the_target_and_one_just_below_does_not():
    counted = spending.allies_at_target(rows(("EST", 2025, 1.995), ("ESP", 2025, 1.9949)), 2.0)
    assert counted[["count", "of", "names"]].values.tolist() == [[1, 2, "Estonia"]]


def test_missing_shares_and_aggregates_are_not_counted():
    counted = spending.allies_at_target(
        rows(("EST", 2025, math.nan), ("ESP", 2025, 2.0), ("X", 2025, 9.0)), 2.0
    )
    assert counted[["count", "of"]].values.tolist() == [[1, 1]]


def test_each_edition_is_counted_by_itself():
    both = pd.concat([rows(("ESP", 2024, 2.1), edition="2024-06"), rows(("ESP", 2024, 1.4))])
    counted = spending.allies_at_target(both, 2.0)
    assert counted[["edition", "count", "names"]].values.tolist() == [
        ["2024-06", 1, "Spain"],
        ["2026-07", 0, ""],
    ]


def test_an_ally_is_a_member_from_the_year_in_which_it_joined():
    allies = pd.DataFrame({"iso3": ["SWE", "USA"], "joined": ["2024-03-07", "1949-04-04"]})
    kept = spending.members(
        rows(("SWE", 2023, 1.7), ("SWE", 2024, 2.2), ("USA", 2023, 3.1), ("X", 2023, 2.4)), allies
    )
    assert kept[["iso3", "year"]].values.tolist() == [["SWE", 2024], ["USA", 2023]]


@pytest.mark.parametrize(
    ("spent", "side"),
    [(2001.0, "at or above"), (2000.0, "undecided"), (1999.0, "below"), (1990.0, "other amounts")],
)
def test_rounded_amounts_decide_an_exact_two_or_say_that_they_cannot(spent, side):
    shares = rows(("ESP", 2025, 2.0))
    found = spending.printed_at_target(
        shares, rows(("ESP", 2025, spent)), rows(("ESP", 2025, 100_000.0)), 2.0
    )
    assert found["side"].tolist() == [side]


def test_part_of_a_total_is_year_by_year_and_missing_without_a_total():
    part = spending.share_of_total(
        rows(("USA", 2024, 60.0), ("USA", 2025, 50.0), ("X_NATO_TOTAL", 2024, 100.0)), "USA"
    )
    assert part["share_pct"].tolist()[0] == 60.0
    assert math.isnan(part["share_pct"].tolist()[1])


def test_growth_is_compound_and_missing_where_a_year_is():
    table = rows(
        ("EST", 2024, 100.0),
        ("EST", 2025, 90.0),
        ("EST", 2026, 121.0),
        ("ESP", 2024, 1.0),
        ("ESP", 2026, 2.0),
    )
    growth = spending.achieved_growth(table, 2024, 2026).set_index("iso3")["growth_pct"]
    assert growth["EST"] == pytest.approx(10.0)
    assert math.isnan(growth["ESP"])


def test_a_break_in_the_data_is_left_out_of_the_growth():
    table = rows(("LUX", 2022, 100.0), ("LUX", 2023, 50.0), ("LUX", 2024, 55.0))
    growth = spending.achieved_growth(table, 2022, 2024, [("LUX", 2023)])
    assert growth["growth_pct"].tolist() == pytest.approx([10.0])


def test_ties_share_the_better_rank_and_a_missing_value_has_none():
    table = pd.DataFrame({"iso3": list("abcd"), "ally": list("ABCD"), "share": [2.0, 3.0, 3.0, math.nan]})
    ranked = spending.ranks(table, {"share": "share of GDP"})
    assert ranked["rank"].tolist()[:3] == [3.0, 1.0, 1.0]
    assert math.isnan(ranked["rank"].tolist()[3])


def test_the_break_of_luxembourg_is_known_with_its_reason():
    table = rows(("LUX", 2022, 100.0), ("LUX", 2023, 68.0), ("LUX", 2024, 68.0))
    growth = spending.achieved_growth(table, 2022, 2024, spending.GDP_BREAKS)
    assert growth["growth_pct"].tolist() == pytest.approx([0.0])
    assert "national income" in spending.GDP_BREAKS["LUX", 2023]


def test_a_break_outside_the_period_changes_nothing():
    table = rows(("LUX", 2024, 100.0), ("LUX", 2025, 110.0))
    growth = spending.achieved_growth(table, 2024, 2025, [("LUX", 2023)])
    assert growth["growth_pct"].tolist() == pytest.approx([10.0])


def test_half_of_a_rise_after_the_year_in_between_is_late_and_a_fall_never_is():
    table = spending.rises(
        rows(
            *(("EST", year, share) for year, share in [(2014, 1.9), (2023, 2.0), (2026, 2.1)]),
            *(("ESP", year, share) for year, share in [(2014, 1.0), (2023, 1.9), (2026, 2.0)]),
            *(("USA", year, share) for year, share in [(2014, 3.7), (2023, 3.1), (2026, 3.2)]),
        ),
        2014,
        2023,
        2026,
    )
    assert table["ally"].tolist() == ["United States", "Estonia", "Spain"]  # the highest last share first
    assert table["late"].tolist() == [False, True, False]
    assert table["rise"].tolist() == [-0.5, 0.2, 1.0]


def test_a_missing_first_year_gives_no_rise():
    table = spending.rises(rows(("SWE", 2023, 1.7), ("EST", 2014, 1.9), ("SWE", 2026, 3.2)), 2014, 2023, 2026)
    assert math.isnan(table["rise"].iloc[0])
    assert not table["late"].iloc[0]


def test_a_year_that_no_row_has_is_named_before_rises_are_counted():
    with pytest.raises(NumberError, match="found none of 2023"):
        spending.rises(rows(("EST", 2014, 1.9), ("EST", 2026, 5.1)), 2014, 2023, 2026)


def test_only_breaks_that_the_table_has_are_told():
    gdp = rows(("LUX", 2022, 100.0), ("LUX", 2023, 68.0), ("EST", 2022, 100.0), ("EST", 2023, 60.0))
    assert spending.breaks_in(gdp)[["iso3", "year"]].values.tolist() == [["LUX", 2023]]
    assert spending.breaks_in(gdp)["change_pct"].tolist() == pytest.approx([-32.0])
    assert spending.breaks_in(rows(("LUX", 2023, 68.0))).empty


def test_a_share_that_its_amounts_do_not_give_is_named():
    gdp = rows(("ESP", 2026, 100_000.0), ("EST", 2026, 100_000.0))
    spent = rows(("ESP", 2026, 1_700.0), ("EST", 2026, 2_010.0))
    off = spending.amounts_off(rows(("ESP", 2026, 2.0), ("EST", 2026, 2.0)), spent, gdp)
    assert off["iso3"].tolist() == ["ESP"]


def test_a_heading_that_says_the_measure_decides_is_refused_where_one_ally_always_leads():
    table = pd.DataFrame({"ally": ["A", "B"], "share": [2.0, 3.0], "growth": [5.0, 4.0]})
    assert spending.leaders(table, ["share", "growth"]) == {"share": "B", "growth": "A"}
    with pytest.raises(NumberError, match="found B by every measure"):
        spending.leaders(table.assign(growth=[3.0, 4.0]), ["share", "growth"])
