"""The charts of a brief draw what their tables hold: the ally strong, the others as a band, estimates dashed."""

import numpy as np
import pandas as pd

from lib import brief_charts, brief_titles, style


def shares(*rows):
    table = pd.DataFrame(rows, columns=["iso3", "year", "value"])
    return table.assign(
        ally=table["iso3"], estimate=table["year"] == 2025, edition="2026-07", source_id="nato"
    )


TWO_YEARS = shares(
    *(
        (iso3, year, value)
        for iso3, value in (("POL", 4.0), ("BEL", 1.0), ("ESP", 3.0))
        for year in (2023, 2024, 2025)
    )
)


def test_the_band_is_made_of_the_others_only():
    path = brief_charts.beside_others(TWO_YEARS, "POL")
    assert path["share_pct_gdp"].tolist() == [4.0, 4.0, 4.0]
    assert path[["others_low_pct", "others_median_pct", "others_high_pct"]].iloc[0].tolist() == [
        1.5,
        2.0,
        2.5,
    ]


def test_the_dashed_part_begins_at_the_last_outcome():
    ax = brief_charts.share_line(brief_charts.beside_others(TWO_YEARS, "POL"), {2.0: "guideline 2 %"}, 5.5)
    whole, dashed = [line for line in ax.get_lines() if line.get_color() == style.BLUE]
    assert np.asarray(whole.get_xdata()).tolist() == [2023, 2024]
    assert np.asarray(dashed.get_xdata()).tolist() == [2024, 2025]
    assert dashed.is_dashed()


def test_levels_and_the_last_value_are_named_beside_the_lines():
    ax = brief_charts.share_line(brief_charts.beside_others(TWO_YEARS, "POL"), {2.0: "guideline 2 %"}, 5.5)
    assert {text.get_text() for text in ax.texts} == {"POL 4.00", "median of others", "guideline 2 %"}


def editions():
    lines = [
        shares(*(("POL", year, value) for year in (2023, 2024, 2025))).assign(edition=edition)
        for edition, value in (("2025-08", 4.2), ("2026-07", 4.0))
    ]
    return pd.concat([*lines, shares(("POL", 2023, 3.9)).assign(edition="2023-07")], ignore_index=True)


def test_full_editions_are_lines_the_newest_strong_and_single_figures_are_dots():
    rows = editions()
    full = brief_charts.full_editions(rows)
    assert full == ["2025-08", "2026-07"]
    ax = brief_charts.edition_lines(rows, full)
    dots, *lines = ax.get_lines()
    assert (np.asarray(dots.get_xdata()).tolist(), np.asarray(dots.get_ydata()).tolist()) == ([2023], [3.9])
    widest = max(lines, key=lambda line: line.get_linewidth())
    assert set(np.asarray(widest.get_ydata()).tolist()) == {4.0} and widest.get_color() == style.BLUE


def test_five_editions_have_five_colours():
    rows = pd.concat(
        [editions().assign(edition=f"20{n}-07", value=n / 10) for n in range(19, 24)], ignore_index=True
    ).drop_duplicates(["edition", "year"])
    ax = brief_charts.edition_lines(rows, brief_charts.full_editions(rows))
    assert len({line.get_color() for line in ax.get_lines() if line.get_linestyle() != "None"}) == 5


def test_titles_follow_the_row():
    row = {
        "ally": "United States",
        "first_pct_gdp": 3.71,
        "first_year": 2014,
        "share_pct_gdp": 3.17,
        "year": 2026,
        "rank": 8,
        "of": 31,
    }
    assert (
        brief_titles.share_title(row)
        == "The United States went from 3.71 % of GDP in 2014\nto 3.17 % in 2026, rank 8 of 31"
    )
    revised = {
        "ally": "Italy",
        "revised_year": 2025,
        "revised_first_value": 2.01,
        "revised_last_value": 2.09,
        "revised_pp": 0.083,
    }
    assert (
        brief_titles.editions_title(revised)
        == "Italy: no figure moved by 0.1 points or more between editions"
    )


def test_the_alt_text_says_on_which_side_of_the_band_the_line_ends():
    path = brief_charts.beside_others(TWO_YEARS, "POL")
    assert "it is above that band, which runs from 1.50 to 2.50 %" in brief_titles.share_alt(
        {"ally": "Poland"}, path
    )


def test_a_level_that_is_the_total_or_the_guideline_is_named_once():
    row = {"guideline_pct": 2.0, "target_pct": 5.0, "total_pct": 5.0}
    assert brief_titles.level_names(row, 3.5) == {5.0: "total 5 %", 2.0: "guideline 2 %"}
