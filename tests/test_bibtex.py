"""Texts of sources.bib are read as pybtex reads them, only faster."""

import codecs
from itertools import product

import pytest
from pybtex.database import parse_string
from pybtex.database.input.bibtex import Parser
from pybtex.markup import LaTeXParser
from pybtex.style.formatting.plain import Style

from lib import bibtex, seeds

# What the codec changes or might: ligatures, commands, comments, spaces at the ends and in a row.
SIGNS = ("a", "é", " ", "-", "'", ",", "`", "{", "}", "\\%", "~", "%", "?", "«")


def undone(latex):
    return codecs.lookup("ulatex").decode(latex)[0]


def slowly(latex):
    return LaTeXParser(undone(latex)).parse()


def test_every_text_of_the_register_is_read_as_pybtex_reads_it():
    entries = Parser(encoding="utf-8").parse_file(str(seeds.SEEDS / "sources.bib")).entries
    texts = {text for entry in entries.values() for text in entry.fields.values()}
    assert len(texts) > 500
    assert [text for text in texts if repr(bibtex.rich(text)) != repr(slowly(text))] == []


def test_whatever_is_not_decoded_would_not_have_changed():
    for signs in product(SIGNS, repeat=4):
        latex = "".join(signs)
        assert bibtex.decode(latex) == undone(latex), latex


def test_a_source_keeps_its_title_author_and_note(tmp_path):
    (tmp_path / "sources.bib").write_text(
        "@misc{a, author={{Sánchez Ltd}}, title={{No member meets 5\\% -- yet}}, year=2025, month={4 June}, note={Free.}}"
    )
    source = seeds.sources(tmp_path)["a"]
    assert (source.publisher, source.title, source.note) == (
        "Sánchez Ltd",
        "No member meets 5% – yet",
        "Free.",
    )
    assert source.published == "2025-4 June"


@pytest.mark.parametrize("label", ["1", "2"])
def test_an_entry_asked_for_twice_is_written_as_the_style_of_pybtex_writes_it(label):
    entries = parse_string(
        "@misc{a, author={NATO}, title={A}, year=2024}\n@misc{b, author={EU}, title={B}, year=2025}", "bibtex"
    ).entries
    ours, theirs = bibtex._Plain(), Style()
    for key in ("a", "a", "b", "a"):
        made, expected = (style.format_entry(label, entries[key]) for style in (ours, theirs))
        assert (made.key, made.label, repr(made.text)) == (expected.key, expected.label, repr(expected.text))
