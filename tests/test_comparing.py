"""What differs between two states of a chapter is named: which output, which row and column, old and new."""

from functools import partial

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lib import comparing, grid_readers, grids, likeness
from lib.grids import Change

SVG = '<svg><!-- {label} --><path id="p0123456789" d="M 10 20 L {x} 20" style="stroke: {ink}"/></svg>'


def drawing(x=110.0, ink="#1f5f8b", label="Poland"):
    return SVG.format(x=x, ink=ink, label=label)


def chapter(*outputs, count=1, id="work"):
    cell = new_code_cell("show()", id=id, outputs=list(outputs), execution_count=count)
    return new_notebook(cells=[new_markdown_cell("# Title\n\n## Who pays", id="title"), cell])


def text(said):
    return new_output("stream", name="stdout", text=said)


def shown(html):
    return new_output("display_data", {"text/html": html, "text/plain": "a table"})


def table(*rows):
    body = "".join(f"<tr><th>{row[0]}</th><td>{row[1]}</td></tr>" for row in rows)
    return shown(
        f"<table><thead><tr><th>ally</th><th>% of GDP</th></tr></thead><tbody>{body}</tbody></table>"
    )


def number(said, **changes):
    record = {"key": "at-two", "text": said, "unit": "allies", "how": "counted", "rows": [], "sources": []}
    return new_output(
        "display_data",
        {"application/papermill.record/text/plain": repr(said)},
        metadata={"book": record | changes, "scrapbook": {}},
    )


def figure(svg=None, title="Poland leads", id="shares"):
    record = {"id": id, "title": title, "caption": "One line.", "alt": "A line."}
    data = {"image/svg+xml": svg or drawing(), "text/plain": title}
    return new_output("display_data", data, metadata={"book": record})


def between(old, new, data=None):
    return comparing.differences(old, new, partial(likeness.alike, exactly=True), data)


def only(old, new, **more):
    """The one difference, as its kind, its name, and what changed."""
    (found,) = between(chapter(old) if old else chapter(), chapter(new) if new else chapter(), **more)
    return found.kind, found.name, [(change.what, change.old, change.new) for change in found.changes]


@pytest.mark.parametrize("output", [text("a\n"), table(("Poland", "4.68")), number("30"), figure()])
def test_the_same_output_is_no_difference(output):
    assert between(chapter(output), chapter(output)) == []


def test_a_changed_line_of_text_is_named():
    kind, _, changes = only(text("one\ntwo\n"), text("one\nthree\n"))
    assert (kind, changes) == ("text", [("line 2", "two", "three")])


def test_a_changed_cell_of_a_table_is_named_by_row_and_column():
    kind, name, changes = only(
        table(("Poland", "4.68"), ("Spain", "2.00")), table(("Poland", "4.69"), ("Spain", "2.00"))
    )
    assert (kind, name) == ("table", "Who pays")
    assert changes == [("row Poland, column % of GDP", "4.68", "4.69")]


def test_a_table_in_markdown_counts_as_one():
    old, new = (
        new_output("display_data", {"text/markdown": f"| ally | % |\n| --- | --- |\n| Spain | {share} |"})
        for share in ("2.0", "2.1")
    )
    assert only(old, new)[0::2] == ("table", [("row Spain, column %", "2.0", "2.1")])


def test_a_row_that_came_and_one_that_moved_are_told_apart_from_changed_cells():
    old = grids.Grid(("ally", "rank"), (("Poland", "a"), ("Spain", "b"), ("Italy", "c"), ("Greece", "d")))
    new = grids.Grid(
        ("ally", "rank"),
        (("Spain", "b"), ("Italy", "x"), ("Greece", "d"), ("Poland", "a"), ("Latvia", "e")),
    )
    assert [*grids.changes(old, new)] == [
        Change("row Italy, column rank", "c", "x"),
        Change("row Poland", "place 1", "place 4"),
        Change("row Latvia", None, "ally Latvia, rank e"),
    ]


def test_rows_belong_together_by_the_columns_that_name_them_not_by_their_values():
    old = grids.Grid(("ally", "year", "pct"), (("A", "2025", "1"), ("A", "2026", "2"), ("B", "2026", "3")))
    new = grids.Grid(("ally", "year", "pct"), (("A", "2025", "9"), ("A", "2026", "8"), ("B", "2026", "7")))
    assert [change.what for change in grids.changes(old, new)] == [
        "row A, 2025, column pct",
        "row A, 2026, column pct",
        "row B, 2026, column pct",
    ]


def test_a_column_that_is_gone_is_told_with_what_it_held():
    old, new = grids.Grid(("a", "b"), (("x", "1"),)), grids.Grid(("a",), (("x",),))
    assert [*grids.changes(old, new)] == [Change("column b", "1", None)]


def test_cells_that_span_rows_stand_in_each_of_them():
    html = "<table><tr><th rowspan=2>A</th><td>1</td></tr><tr><td>2</td></tr></table><style>p{}</style>after"
    assert grid_readers.in_html(html) == ([grids.Grid(("", ""), (("A", "1"), ("A", "2")))], ["after"])


def test_a_number_is_told_by_key_old_and_new():
    assert only(number("30"), number("29")) == ("number", "at-two", [("reads", "30", "29")])


def test_a_number_whose_published_form_alone_was_changed_is_told():
    spoilt = number("30")
    spoilt["data"]["application/papermill.record/text/plain"] = "'31'"
    assert only(spoilt, number("30"))[2] == [("reads", "'31' (recorded as 30)", "30")]


def test_a_number_that_reads_the_same_and_rests_on_other_rows_is_told_apart():
    rows = [{"table": "allies", "where": "all rows", "lines": "2–3", "count": 2, "editions": []}]
    assert only(number("30"), number("30", rows=rows)) == (
        "basis",
        "at-two",
        [("rows", "", "allies: all rows, lines 2–3")],
    )


def test_a_figure_is_told_by_id_with_its_words_and_what_the_drawing_says():
    kind, name, changes = only(
        figure(), figure(drawing(x=120, label="Spain", ink="#a3660f"), title="Spain leads")
    )
    assert (kind, name) == ("figure", "shares")
    assert changes == [
        ("title", "Poland leads", "Spain leads"),
        ("label", "Poland", "Spain"),
        ("colour #1f5f8b", "1 time", None),
        ("colour #a3660f", None, "1 time"),
    ]


def test_a_mark_that_moved_is_told_with_how_far():
    (found,) = between(chapter(figure()), chapter(figure(drawing(x=112.5))))
    assert found.changes == [Change("1 of 4 coordinates", "as they were", "moved by up to 2.5 pt")]
    assert found.drawings == (drawing(), drawing(x=112.5))


def test_the_rows_of_a_figure_are_compared_where_they_are_known():
    data = {"shares": (b"ally,share_pct\r\nPoland,4.68\r\n", b"ally,share_pct\r\nPoland,4.69\r\n")}
    assert only(figure(), figure(), data=data) == (
        "figure",
        "shares",
        [("row Poland, column share_pct", "4.68", "4.69")],
    )


@pytest.mark.parametrize("output", [text("a\n"), table(("Poland", "4.68")), number("30"), figure()])
def test_an_output_that_is_missing_or_new_is_told(output):
    assert None in only(output, None)[2][-1]
    assert None in only(None, output)[2][-1]


def test_an_error_is_one():
    failed = new_output("error", ename="ValueError", evalue="no rows", traceback=[])
    assert only(None, failed)[0::2] == ("error", [("line 1", None, "ValueError: no rows")])


def test_a_stripped_execution_count_is_told():
    (found,) = between(chapter(text("a\n"), count=None), chapter(text("a\n"), count=3))
    assert (found.kind, found.changes) == ("count", [Change("execution count", "none", "3")])


def test_outputs_in_another_order_and_a_cell_that_is_gone_are_told():
    swapped = between(chapter(number("30"), figure()), chapter(figure(), number("30")))
    assert [found.name for found in swapped] == ["order of the outputs"]
    (gone,) = between(chapter(text("a\n"), id="old"), chapter(id="new"))
    assert (gone.heading, gone.changes) == ("A cell that is gone", [Change("line 1", "a", None)])


def test_markup_that_changes_no_word_is_still_a_difference():
    assert only(shown("<p class='a'>x</p>"), shown("<p class='b'>x</p>"))[0] == "text"


def test_differences_are_counted_in_words():
    found = between(chapter(number("30"), figure(), text("a\n")), chapter(number("29"), figure(title="Else")))
    assert comparing.counted(found) == "1 figure, 1 number and 1 text"
