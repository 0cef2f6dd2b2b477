import pandas as pd
import pytest

from lib import rhetoric_words as say
from lib.records import NumberError
from lib.rhetoric import SPEAKERS

MATTIS, HEGSETH = SPEAKERS


def themes(*rows):
    """Themes by hand: label, occasions of Mattis, occasions of Hegseth."""
    return pd.DataFrame(rows, columns=["label", "n_first", "n_second"])


def test_a_largest_value_that_two_share_is_not_called_the_largest():
    assert say.single_largest(pd.Series({"unity": 3, "burden": 2}), "theme") == "unity"
    with pytest.raises(NumberError, match=r"theme: .* found 2 \(unity and burden\)"):
        say.single_largest(pd.Series({"unity": 3, "burden": 3}), "theme")


def test_words_about_one_man_stop_when_the_rows_are_of_both():
    assert say.one_speaker([HEGSETH, HEGSETH], "account") == "Hegseth"
    with pytest.raises(NumberError, match="account: expected rows of one secretary"):
        say.one_speaker([HEGSETH, MATTIS], "account")


def test_themes_of_one_man_are_listed_with_him_the_most_frequent_first():
    table = themes(
        ("Terrorism", 6, 0),
        ("Unity", 2, 2),
        ("European self-reliance", 0, 1),
        ("Negotiation and end of the war", 0, 9),
    )
    assert say.one_sided(table) == (
        "Three themes stand with one man only: terrorism with Mattis on six occasions; "
        "negotiation and the end of the war with Hegseth on nine occasions, European self-reliance on one."
    )


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (themes(("Unity", 2, 2), ("Silence", 0, 0)), "No theme stands with one man only."),
        (
            themes(("Terrorism", 1, 0)),
            "One theme stands with one man only: terrorism with Mattis on one occasion.",
        ),
    ],
)
def test_the_sentence_on_themes_of_one_man_holds_for_none_and_for_one(table, sentence):
    assert say.one_sided(table) == sentence
