"""A page shows a figure's data as it is, long ones only in part, and knows which allies they name."""

import pytest

from lib import excerpts

ROWS = [
    {"ally": "Estonia", "share_pct": "5.1", "gap_pp": "-0.3899999999999999"},
    {"ally": "Iceland", "share_pct": "", "gap_pp": ""},
]


def test_cells_stand_as_the_csv_has_them_and_only_long_decimals_are_cut(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"ally,share_pct,gap_pp\r\nEstonia,5.1,-0.3899999999999999\r\nIceland,,\r\n")
    assert excerpts.rows(path) == ROWS
    shown = excerpts.table(ROWS)
    assert shown["header"] == ["ally", "share_pct", "gap_pp"]
    assert shown["rows"] == [["Estonia", "5.1", "-0.39"], ["Iceland", "", ""]]
    assert shown["numeric"] == [False, True, True]
    assert shown["shortened"] and not excerpts.table([{"year": "2026"}])["shortened"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("0.00031234", "0.00031"),
        ("1.1102230246251565e-16", "0"),
        ("-0.00000000001", "0"),
        ("2.00005", "2.0001"),
        ("2026-07", "2026-07"),
        ("1.5.2.12345", "1.5.2.12345"),
        ("True", "True"),
    ],
)
def test_a_small_number_is_not_shown_as_none_and_text_is_never_touched(cell, shown):
    assert excerpts.table([{"x": cell}])["rows"] == [[shown]]


def test_a_long_table_says_how_many_rows_it_leaves_out():
    shown = excerpts.table([{"year": str(year)} for year in range(7)], most=5)
    assert (len(shown["rows"]), shown["total"], shown["more"]) == (5, 7, 2)


def test_allies_are_known_by_code_and_by_name_and_groups_are_none():
    data = [{"iso3": "EST"}, {"donor": "Germany"}, {"ally": "NATO Total"}, {"iso3": "X_NATO_TOTAL"}]
    known = {"Estonia": "EST", "Germany": "DEU", "Latvia": "LVA"}
    assert excerpts.allies(data, known) == ["DEU", "EST"]
