"""Numbers are written one way, in charts and in prose."""

import pytest

from lib import style


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1234567, 0, "1,234,567"), (2.005, 2, "2.01"), (1.995, 2, "2.00"), (-0.04, 1, "0.0"), (-12.5, 0, "−13")],
)
def test_numbers_have_thousands_commas_true_minus_and_halves_away_from_zero(value, digits, text):
    assert style.number(value, digits) == text


def test_small_whole_numbers_may_be_words_and_larger_ones_stay_digits():
    assert [style.number(n, words=True) for n in (0, 3, 9, 10)] == ["no", "three", "nine", "10"]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number_is_never_written(value):
    with pytest.raises(ValueError, match="not a number"):
        style.number(value)


def test_names_are_joined_as_a_sentence_joins_them():
    assert style.listing(["Greece"]) == "Greece"
    assert style.listing(["Greece", "Latvia"]) == "Greece and Latvia"
    assert style.listing([]) == "none"


def _luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["INK", "SLATE", "BLUE", "OCHRE", "TEAL", "RED"])
def test_every_ink_can_be_read_as_text_on_white(name):
    assert 1.05 / (_luminance(getattr(style, name)) + 0.05) >= 4.5


def test_the_two_secretaries_have_inks_of_nearly_the_same_weight():
    first, second = (_luminance(colour) for colour in style.SPEAKERS.values())
    assert abs(first - second) < 0.08


@pytest.mark.parametrize(
    ("date", "words", "in_a_table"),
    [
        ("2025-06-04", "4 June 2025", "4\u00a0Jun\u00a02025"),
        ("2025-05", "May 2025", "May\u00a02025"),
        ("2016", "2016", "2016"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known_and_does_not_break_in_a_table(date, words, in_a_table):
    assert style.day(date) == words
    assert style.day(date, short=True) == in_a_table
