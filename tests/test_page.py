"""Small tables are shown without row numbers, with their units in the header."""

import pandas as pd

from lib import page

ROWS = pd.DataFrame({"ally": ["Estonia", "Latvia"], "share": [5.1, None]})


def test_the_first_column_takes_the_place_of_row_numbers():
    table = page.shown(ROWS, ["Ally", "Share, %"])
    assert table.index.tolist() == ["Estonia", "Latvia"]
    assert (table.columns.name, table.index.name, list(table)) == ("Ally", None, ["Share, %"])


def test_what_is_missing_is_an_empty_cell_and_not_a_word():
    assert page.filled(ROWS)["share"].tolist() == ["5.1", ""]


def test_the_name_of_the_row_labels_stands_in_the_header():
    table = page.headed(ROWS.set_index("ally"))
    assert (table.columns.name, table.index.name) == ("ally", None)
