"""Digits that somebody typed are found; names that contain digits are not taken for numbers."""

import pytest

from lib import prose

NUMBERS = {"all": "32", "some": "31"}
TEXT = "Of {glue:text}`all` allies {glue:text}`some` are there {cite}`nato-2026`. The rest is not."


def typed(text):
    return [number for number, _ in prose.typed_digits(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It spent 2.5 per cent.",
        "## The 2 % guideline",
        "- at least 3.5 of it\n- the rest",
        "[1,000 dollars](context.ipynb)",
        "**126** billion",
    ],
)
def test_a_number_typed_into_a_sentence_a_heading_a_list_or_a_link_is_found(text):
    assert len(typed(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "On 4 June 2025, in June 2025 and in 2025.",
        "from 24 and 25\nJune 2025 on",
        "the years 2022–2024",
        "Article 5 and article 3 of the treaty; articles 000 to 004",
        'the claim (<a href="#claim-c24">c24</a>)',
        "under CC BY 4.0, with Python 3.11",
        "{glue:text}`then-2014` {cite}`nato-2026` {numref}`spending-2025`",
        "`book run -p target_pct=5`",
        "```\nbook run -p horizon=2035 5\n```",
        "[text](https://example.org/2/5)",
        ":::{published-figure} spending-5\nA caption.\n:::",
    ],
)
def test_names_dates_years_code_roles_and_addresses_are_no_typed_numbers(text):
    assert typed(text) == []


def test_a_typed_number_comes_with_the_words_around_it():
    ((number, around),) = prose.typed_digits("allies below it aim for 2 per cent within a decade")
    assert number == "2"
    assert "aim for 2 per cent within" in around


def test_a_number_typed_into_the_words_of_a_figure_is_found_wherever_it_is_written():
    code = (
        "figures.publish(ax, 'spending-2025', data=rows[:5], title=f'{count} at 2 %' if count else 'none at 3 %',"
        " alt='Dots' + f' to {style.number(top, 2)} in {year}', caption=f'{rows[\"value_5\"]:.2f}')"
    )
    assert [(argument, number) for argument, number, _ in prose.typed_in_figures(code)] == [
        ("title", "2"),
        ("title", "3"),
    ]


def test_a_text_is_read_with_its_numbers_in_place_and_without_its_apparatus():
    assert prose.plain(TEXT, NUMBERS) == "Of 32 allies 31 are there. The rest is not."


def test_the_sentence_in_which_a_number_stands_is_found():
    assert prose.using(TEXT, "some") == [TEXT.partition(" The rest")[0]]
    assert prose.using(TEXT, "none") == []


def test_sentences_are_told_apart_across_lines_lists_and_headings():
    text = "# A question?\n\nOne thing.\nAnother\nthing.\n\n- a first\n- a second"
    assert prose.sentences(text) == [
        "# A question?",
        "One thing.",
        "Another thing.",
        "- a first",
        "- a second",
    ]
