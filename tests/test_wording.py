"""A terminal is told in a line for each difference, and never in a wall; a page marks the words that are others."""

from lib import wording
from lib.comparing import Difference
from lib.grids import Change


def number(key, old, new, kind="number"):
    return Difference(kind, 8, "rule = shares.rule()", "Who pays", key, {"": (Change("reads", old, new),)})


def test_a_number_is_told_with_cell_first_line_old_and_new():
    assert wording.lines([number("at-two", "30", "29")], {}) == [
        "cell 8 (rule = shares.rule()): number at-two: 30 → 29"
    ]


def test_a_figure_is_told_with_what_changed_in_its_data_and_drawing():
    parts = {
        "rows of the data": (Change("row POL, column pct", "4.68", "4.69"),),
        "drawing": (Change("label", "4.68", "4.69"),),
    }
    figure = Difference("figure", 11, "", "", "shares", parts, ("<svg/>", "<svg />"))
    assert wording.lines([figure], {"shares": 0.0034}) == [
        "cell 11: figure shares: 1 change in the data, row POL, column pct: 4.68 → 4.69; label: 4.68 → 4.69; 0.34 % of the picture"
    ]


def test_of_a_long_sentence_the_words_around_the_change_are_told():
    old = "Poland’s defence spending rose from 1.86 per cent in 2014 to 4.68 per cent of GDP"
    (line,) = wording.lines([number("path", old, old.replace("4.68", "4.69"))], {})
    assert line.endswith("…cent in 2014 to 4.68 per cent of GDP → …cent in 2014 to 4.69 per cent of GDP")


def test_signs_that_steer_a_terminal_are_written_out():
    (line,) = wording.lines([number("at-two", "30", "\x1b[31m29\n")], {})
    assert line.endswith("30 → \\x1b[31m29\\n")


def test_many_differences_are_a_few_lines_and_the_number_of_the_rest():
    told = wording.lines([number(f"n-{n}", "1", "2") for n in range(100)], {})
    assert len(told) == 24 and told[-1] == "and 77 more, on the page"


def test_numbers_that_read_as_before_are_told_in_one_line():
    found = [number(f"n-{n}", "2–3", "2–4", kind="basis") for n in range(7)]
    assert wording.lines(found, {}) == [
        "7 read as before and rest on something else: n-0, n-1, n-2, n-3, n-4 and others"
    ]


def test_a_step_is_told_between_two_numbers_and_nothing_else():
    assert wording.step("4.68", "5.08") == "+0.40"
    assert wording.step("0.000123456", "0.000123000") == "−4.56e−07"
    assert [wording.step(*pair) for pair in (("a", "b"), (None, "1"), ("1 m", "1 km"))] == ["", "", ""]


def test_words_are_marked_where_the_other_lacks_them_and_not_where_all_differs():
    old, new = wording.marked(Change("names", "Spain, 2.00 % of GDP", "Spain and Italy, 2.10 % of GDP"))
    assert [text for other, text in old if other] == ["2.00"]
    assert [text for other, text in new if other] == [" and Italy", "2.10"]
    assert wording.marked(Change("value", "4.68", "4.69")) == ([(False, "4.68")], [(False, "4.69")])


def test_a_value_as_long_as_a_page_is_cut_with_its_length():
    _, new = wording.marked(Change("line", None, "x" * 5000))
    assert new == [(False, "x" * 400 + "… (5,000 characters)")]
