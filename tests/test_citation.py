"""A citation names the figure, the book, and the source of the data, and reference managers can read it."""

import json

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from lib import citation
from lib.records import CallError

RECORD = {
    "id": "spending-gap",
    "title": "Norway & Denmark are 50 % short",
    "credit": "NATO, Defence Expenditure of NATO Countries, July 2026",
    "edition": "2026-07",
}


@pytest.mark.parametrize("style", citation.STYLES)
def test_every_form_names_the_figure_the_book_and_the_source_of_the_data(style):
    text = citation.cite(citation.figure(RECORD), style)
    for part in (
        "spending-gap",
        "Sharing the Burden",
        "NATO, Defence Expenditure",
        "2026-07",
        "figures/spending-gap.html",
    ):
        assert part in text


def test_apa_has_author_year_title_kind_book_and_address_in_that_order():
    text = citation.cite(citation.figure(RECORD), "apa")
    parts = [
        "The Sharing the Burden project. (2026).",
        "Norway & Denmark",
        "[Figure spending-gap",
        "In Sharing",
        "https://",
    ]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_a_title_that_asks_is_not_followed_by_a_full_stop():
    assert "what counts? In Sharing" in citation.cite(
        citation.chapter("context", "Who promised, and what counts?"), "apa"
    )


def test_bibtex_is_read_back_by_pybtex():
    entry = parse_string(citation.cite(citation.figure(RECORD), "bibtex"), "bibtex").entries["spending-gap"]
    assert entry.fields["title"] == r"{Norway \& Denmark are 50 \% short}"
    assert str(entry.persons["author"][0]) == "{The Sharing the Burden project}"


def test_ris_is_read_back_by_rispy():
    text = citation.cite(citation.figure(RECORD), "ris")
    assert text.startswith("TY  - ")
    (entry,) = rispy.loads(citation.cite(citation.figure(RECORD), "ris"))
    assert entry["title"] == "Norway & Denmark are 50 % short"
    assert entry["authors"] == ["The Sharing the Burden project"]
    assert entry["urls"] == [citation.figure(RECORD)["URL"]]


def test_csl_json_is_read_back_by_citeproc():
    items = json.loads(citation.cite(citation.figure(RECORD), "csl-json"))
    assert CiteProcJSON(items)["spending-gap"]["title"] is not None


def test_an_unknown_style_is_refused_with_the_nearest_one():
    with pytest.raises(CallError, match=r'no style "bibtx". Did you mean "bibtex"\?'):
        citation.cite(citation.book(), "bibtx")
