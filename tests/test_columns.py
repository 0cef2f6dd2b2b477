"""Tables on the pages: points stand below one another, heads say the unit, long tables can be narrowed."""

import pytest

from lib import columns, data_pages, excerpts, page_body, page_scripts


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.25", "3", "−12.5", ""], ["", ".00", "0", ""]),
        (["1,234", "5"], ["", ""]),
        (["–", "0.5", "10"], ["", "", ".0"]),
        (["1.5", "about 2"], ["", ""]),
        ([], []),
    ],
)
def test_behind_a_number_stands_what_its_decimals_lack(cells, expected):
    assert columns.fillers(cells) == expected


def test_a_head_says_the_unit_that_the_name_of_the_column_ends_in():
    names = ["short_usd_bn", "gdp_growth_pct", "share_2026_pct_gdp", "per1000_unity", "held_days", "ally"]
    expected = ["billion US$", "% a year", "% of GDP", "per 1,000 words", "days", ""]
    assert columns.units(names) == expected


def test_a_value_whose_unit_stands_beside_it_says_so():
    assert columns.units(["target_value", "unit"]) == ["see unit", ""]
    assert columns.units(["target_value"]) == [""]


def test_a_short_table_cannot_be_narrowed_and_a_long_one_can():
    assert columns.narrowing(15) == ""
    assert "Show rows with <input" in columns.narrowing(16)
    assert "<b>" not in columns.narrowing(16, "<b>")


def table(*values):
    rows = "".join(f"<tr><th>{n}</th><td>{value}</td></tr>" for n, value in enumerate(values))
    head = "<thead><tr><th>ally</th><th>share</th></tr></thead>"
    return f'<table class="dataframe">{head}<tbody>{rows}</tbody></table>'


def test_a_table_of_a_chapter_is_aligned_at_its_points_and_can_be_sorted():
    calm = page_body.calm(table("5.1", "12"))
    assert '<td class="number">5.1</td>' in calm and '<td class="number" data-pad=".0">12</td>' in calm
    assert '<table class="sortable dataframe">' in calm
    assert "row-filter" not in calm and page_scripts.names(calm) == ["tables.js"]


def test_a_table_of_words_or_with_heads_above_heads_keeps_its_order():
    words = '<table class="dataframe"><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table>'
    assert "sortable" not in page_body.calm(words)
    two = table("5.1").replace("<th>share</th>", '<th colspan="2">share</th>')
    assert "sortable" not in page_body.calm(two)


def test_a_long_table_of_a_chapter_can_be_narrowed():
    calm = page_body.calm(table(*range(columns.MANY)))
    assert calm.index("row-filter") < calm.index("table-scroll")


def test_many_sources_can_be_narrowed_and_few_cannot():
    one = '<div class="citation" id="a"></div>'
    page = "<p>Text</p><section><h2>NATO</h2>{}</section>"
    assert page_body.narrowed(page.format(one)) == page.format(one)
    many = page_body.narrowed(page.format(one * columns.MANY))
    assert many.startswith('<p>Text</p><p class="row-filter">') and "Show sources with" in many


def test_the_data_of_a_figure_say_units_and_where_points_stand():
    shown = excerpts.table([{"ally": "Estonia", "gap_pp": "1.25"}, {"ally": "Spain", "gap_pp": "3"}])
    assert shown["units"] == ["", "percentage points"]
    assert [list(row) for row in shown["pads"]] == [["", ""], ["", ".00"]]


def test_the_rows_of_a_table_are_aligned_without_a_change_to_their_text():
    (part,) = data_pages.parts("commitments")
    shown = data_pages.rows("commitments", part)
    assert shown["units"][shown["header"].index("value")] == "see unit"
    padded = [row for row in shown["rows"] if "data-pad" in row]
    assert padded
    assert all(
        f">{data_pages.cells('commitments')[line][0]}<" in row
        for line, row in zip(part.lines, shown["rows"], strict=True)
    )


def test_a_page_loads_a_script_only_for_what_stands_on_it():
    assert page_scripts.names("<p>Words</p>") == []
    assert page_scripts.elements('<div class="explore" data-view="x">', "../") == (
        '\n<script src="../_static/views.js" defer></script>'
    )
