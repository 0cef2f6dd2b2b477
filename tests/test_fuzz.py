"""Whatever comes in: readers give a table or say what is wrong, and what goes out is read back as it was.

The cases are the same in every run; nothing is kept between runs.
"""

import atexit
import csv
import io
import json
import math
import shutil
import tempfile
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

import hypothesis.configuration
import pandas as pd
import pytest
import rispy
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin
from pybtex.database import parse_string

from lib import (
    bibtex,
    cells,
    citation,
    data_pages,
    descriptor,
    exports,
    metadata,
    parameters,
    plain_yaml,
    prose,
    record_form,
    records,
    seeds,
    tables,
    tolerances,
)
from lib.records import CallError, SeedError

# Hypothesis would keep what it learns of the characters in the folder of the checkout.
SCRATCH = Path(tempfile.mkdtemp(prefix="book-fuzz-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
hypothesis.configuration.set_hypothesis_home_dir(SCRATCH)
FILE = SCRATCH / "file"


def fuzz(count, *strategies, **named):
    """Try a test with that many cases, always the same ones."""
    chosen = settings(
        max_examples=count, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
    )  # fmt: skip
    return lambda test: chosen(given(*strategies, **named)(test))


NASTY = "\\{}%&#_$~^\"'`<>|*[]()-,;:=+@?!/ \n\r\t\u2028é–“日🇪"
SIGNS = st.characters(exclude_categories=["Cs"])
ANY_TEXT = st.text(st.one_of(st.sampled_from(NASTY), SIGNS), max_size=40)
# Text that can stand in a cell: on one line, with nothing that nobody sees.
PLAIN = ANY_TEXT.map(lambda text: cells._HIDDEN.sub("", text))
LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), ANY_TEXT)


def nested(keys):
    """Return values as JSON and YAML have them, whose names are some of those that a reader looks for."""
    return st.recursive(
        LEAF,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys) | ANY_TEXT, inner, max_size=5),
        max_leaves=12,
    )  # fmt: skip


# Readers


@fuzz(300, st.one_of(st.binary(max_size=200), st.text('ab,"\n\r;\t\x00é', max_size=60).map(str.encode)))
def test_any_bytes_are_a_table_or_are_refused(content):
    FILE.write_bytes(content)
    try:
        header, rows = cells.read(FILE, "x.csv")
    except SeedError as refused:
        assert refused.problems and all(line.startswith("x.csv") for line in str(refused).splitlines())
        return
    assert rows and all(len(row) == len(header) for row in rows)


@fuzz(100, st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(PLAIN, min_size=width, max_size=width), min_size=2, max_size=4)))  # fmt: skip
def test_a_table_is_read_as_it_was_written(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    FILE.write_text(text.getvalue(), encoding="utf-8", newline="")
    assume(not (len(rows[0]) == 1 and any(sign in rows[0][0] for sign in ";\t")))
    header, body = cells.read(FILE)
    assert [header, *body] == rows


ENTRY = {
    "schema": {
        "fields": [
            {"name": "text", "type": "string", "constraints": {"required": True, "pattern": "[a-z]+"}},
            {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
            {"name": "year", "type": "integer", "constraints": {"minimum": 1900, "maximum": 2100}},
            {"name": "value", "type": "number", "constraints": {"minimum": -1, "maximum": 100}},
            {"name": "true", "type": "boolean"},
            {
                "name": "day",
                "type": "date",
                "constraints": {"minimum": "1949-04-04", "maximum": "2100-12-31"},
            },
        ],
        "primaryKey": ["text", "year"],
    }
}
GOOD = {
    "text": st.sampled_from(["a", "b", "c"]),
    "kind": st.sampled_from(["a", "b", ""]),
    "year": st.integers(1890, 2110).map(str),
    "value": st.floats(-2, 101).map(repr),
    "true": st.sampled_from(["true", "false", ""]),
    "day": st.dates().map(str),
}
ROW = st.tuples(
    *(st.one_of(good, ANY_TEXT, st.sampled_from(["inf", "nan", "1e999", "-0"])) for good in GOOD.values())
)
GOOD_ROW = st.tuples(*GOOD.values())


@fuzz(150, st.lists(st.one_of(ROW, GOOD_ROW, GOOD_ROW), min_size=1, max_size=3))
def test_any_cells_are_rows_within_their_limits_or_are_refused(rows):
    frame = pd.DataFrame(rows, columns=list(GOOD), dtype="str").replace("", pd.NA)
    try:
        typed = tables.validate(frame, ENTRY, "x.csv")
    except SeedError as refused:
        assert all(problem.place.startswith("row ") for problem in refused.problems)
        return
    assert typed["text"].str.fullmatch("[a-z]+").all() and not typed.duplicated(["text", "year"]).any()
    assert typed["year"].dropna().between(1900, 2100).all()
    assert typed["value"].dropna().between(-1, 100).all()
    # What is missing was empty: nothing became missing on the way.
    assert (typed["value"].isna() == frame["value"].isna()).all()


RECORD = """\
file: 001_0b3eeb8b5208b9be.txt
sha256: "{digest}"
characters: 100
language: fr
title: A
publisher: {{name: null, known_by: B}}
date: {{value: 2025-06-04, precision: day, known_by: C}}
source_id: d
claims:
- id: c01
  claim: E
  kind: date
  speaker: F
  place: {{start: 1, end: 2, sha256: "{digest}"}}
  quotation: {{text: g, language: fr}}
  verdict: supported
  as_of: 2026-11-22
  evidence: [h]
""".format(digest="0" * 64)


@fuzz(200, st.one_of(ANY_TEXT.map(str.encode), st.binary(max_size=60), st.text("a: &*!{}[]-|>'\"#%@\n\t", max_size=40).map(str.encode)))  # fmt: skip
def test_any_bytes_are_yaml_or_are_refused(content):
    FILE.write_bytes(content)
    try:
        found = plain_yaml.read(FILE, "x.yml")
    except SeedError as refused:
        assert str(refused).startswith("x.yml")
        return
    assert list(record_form.problems(found, "x.yml"))


@fuzz(200, st.integers(0, len(RECORD)), st.integers(0, 12), ANY_TEXT)
def test_a_record_with_any_part_replaced_is_read_or_refused(start, length, text):
    path = SCRATCH / "001_0b3eeb8b5208b9be.yml"
    path.write_text(RECORD[:start] + text + RECORD[start + length :], encoding="utf-8")
    try:
        document = seeds._document(path)
    except SeedError as refused:
        assert str(refused).startswith(f"seeds/documents/{path.name}")
        return
    assert document.claims and all(claim.place["start"] < claim.place["end"] for claim in document.claims)


def test_the_record_of_the_trial_is_a_good_one():
    path = SCRATCH / "001_0b3eeb8b5208b9be.yml"
    path.write_text(RECORD, encoding="utf-8")
    assert seeds._document(path).claims[0].id == "c01"


NAMES = [
    *record_form._RECORD,
    *record_form._CLAIM,
    *record_form._IF_ANY,
    *record_form._OTHER,
    "date",
    "publisher",
    "start",
    "end",
]


@fuzz(200, nested(NAMES), st.lists(nested(NAMES), max_size=2))
def test_any_value_is_a_record_or_is_told(value, claims):
    list(record_form.problems(value, "x.yml"))
    assert list(record_form.problems({"claims": claims}, "x.yml"))


KEYS = ["resources", "name", "path", "hash", "bytes", "schema", "fields", "type", "constraints", "enum", "pattern", "minimum", "primaryKey", "foreignKeys", "reference"]  # fmt: skip


@fuzz(200, nested(KEYS), st.lists(nested(KEYS), max_size=2), nested(KEYS))
def test_any_value_is_a_description_or_is_told(value, entries, schema):
    list(descriptor.problems(value))
    good = {"name": "a", "path": "tables/a.csv", "hash": f"sha256:{'0' * 64}", "bytes": 1}
    list(descriptor.problems({"resources": entries}))
    list(descriptor.problems({"resources": [good | {"schema": schema}]}))
    field = {"name": "a", "type": "string"}
    list(descriptor.problems({"resources": [good | {"schema": {"fields": [field], "foreignKeys": schema}}]}))
    list(
        descriptor.problems({"resources": [good | {"schema": {"fields": [field | {"constraints": schema}]}}]})
    )


DEFAULTS = {"ally": "Poland", "edition": "2026-07", "target_pct": 3.5, "horizon": 2035, "read_until": "2026-07-08", "donors_shown": 15, "label": ""}  # fmt: skip


@fuzz(200, st.dictionaries(st.one_of(st.sampled_from(list(DEFAULTS)), ANY_TEXT), st.one_of(ANY_TEXT, st.integers().map(str), st.floats().map(repr), st.just("Estonia")), max_size=3))  # fmt: skip
def test_any_parameters_are_typed_within_their_limits_or_are_refused(given_text):
    with patch.object(parameters, "defaults", lambda chapter: DEFAULTS):
        try:
            values = parameters.typed("trial", given_text)
        except CallError as refused:
            assert all(line.startswith("trial") and len(line) < 1500 for line in str(refused).splitlines())
            assert len(str(refused).splitlines()) <= len(given_text)
            return
    assert {name: type(value) for name, value in values.items()} == {
        name: type(DEFAULTS[name]) for name in values
    }
    assert values.get("ally", "Poland") in parameters.chapters.allies()
    assert 0 < values.get("target_pct", 1) <= 10 and values.get("horizon", 2030) in range(2027, 2061)
    assert values.get("label", "").isprintable()


@fuzz(200, ANY_TEXT)
def test_a_message_repeats_any_text_on_one_line(text):
    assert len(records.quoted(text).splitlines()) == 1
    assert len(str(records.Problem("x", "", "a", records.quoted(text), "b.")).splitlines()) == 1


# Tolerances


NUMBERS = st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.integers(-1000, 1000).map(float))
FINITE = st.floats(-1e12, 1e12)
RULES = [
    tolerances.rounded,
    tolerances.about,
    tolerances.more_than,
    tolerances.at_least,
    tolerances.below,
    tolerances.nearly,
]


@pytest.mark.parametrize("rule", RULES)
@fuzz(100, NUMBERS, NUMBERS)
def test_a_rule_decides_on_any_two_numbers_and_none_is_right_for_what_is_no_number(rule, printed, computed):
    assert rule(printed, computed) in (True, False)
    assert not rule(math.nan, computed) and not rule(printed, math.nan)
    assert not tolerances.about(math.inf, computed) and not tolerances.about(-math.inf, computed)


@fuzz(100, FINITE, FINITE, st.integers(0, 4))
def test_what_is_printed_is_right_and_rounding_asks_in_both_directions_the_same(a, b, digits):
    assert tolerances.rounded(a, a, digits) and tolerances.about(a, a) and tolerances.at_least(a, a)
    assert not (tolerances.more_than(a, a) or tolerances.below(a, a) or tolerances.nearly(a, a))
    assert tolerances.rounded(a, b, digits) == tolerances.rounded(b, a, digits)
    assert tolerances.more_than(a, b) == tolerances.below(b, a)


@fuzz(200, FINITE, FINITE, st.floats(0, 1))
def test_what_comes_nearer_to_the_printed_value_stays_right(printed, computed, part):
    nearer = computed + part * (printed - computed)
    assume(min(printed, computed) <= nearer <= max(printed, computed))
    for rule in (tolerances.rounded, tolerances.about, tolerances.at_least):
        assert not rule(printed, computed) or rule(printed, nearer)
    assert not tolerances.more_than(printed, computed) or tolerances.at_least(printed, computed)
    assert not tolerances.nearly(printed, computed) or tolerances.below(printed, computed)


@fuzz(200, st.integers(1, 10**12), st.integers(0, 3), st.sampled_from([-1, 1]))
def test_about_ends_at_5_per_cent_and_no_later(digits, places, side):
    printed = Fraction(digits, 10**places)
    edge = printed * (100 + side * 5) / 100
    beyond = edge + side * printed / 10**6
    assert tolerances.about(float(printed), float(edge))
    assert not tolerances.about(float(printed), float(beyond))


@fuzz(200, st.integers(1, 10**6), st.integers(0, 3))
def test_rounding_ends_at_the_half_and_no_later(printed, places):
    unit = Fraction(1, 10**places)
    value = printed * unit
    assert tolerances.rounded(float(value), float(value - unit / 2), places)
    assert not tolerances.rounded(float(value), float(value - unit / 2 - unit / 1000), places)
    assert not tolerances.rounded(float(value), float(value + unit / 2), places)


@fuzz(100, st.lists(st.integers(0, 100), max_size=6))
def test_meetings_that_are_monthly_lie_four_to_five_weeks_apart(days):
    assert tolerances.monthly(days) == bool(days and 28 * len(days) <= sum(days) <= 35 * len(days))


@fuzz(100, st.dates(), st.dates(), st.integers(1, 50))
def test_a_day_lies_in_one_year_that_is_counted_from_the_first(start, day, n):
    assume(start <= day)
    years = [k for k in range(1, day.year - start.year + 3) if tolerances.nth_year(k, str(start), str(day))]
    assert len(years) == 1
    assert tolerances.on_the_day(str(day)[:7], str(day)) and tolerances.on_the_day(str(day)[:4], str(day))


@fuzz(100, st.lists(ANY_TEXT.filter(str.strip), min_size=1, max_size=3), st.lists(ANY_TEXT, max_size=3))
def test_words_hold_what_they_hold_whatever_signs_are_in_them(words, statements):
    assert tolerances.in_the_words(words, statements) in (True, False)
    letters = ["".join(sign for sign in word if sign.isalpha() and sign.isascii()) or "a" for word in words]
    assert tolerances.in_the_words(letters, [*statements, " ".join(letters)])


# What goes out


def on_one_line(text):
    return citation._on_one_line(text)


# Commands that pybtex keeps as they are; LaTeX and reference managers know them.
KEPT = {"textbraceleft": "{", "textbraceright": "}", "textdollar": "$", "textasciicircum": "^"}


def undone(field):
    """Read a field of BibTeX as pybtex does, and the commands that it keeps as what they stand for."""
    text = bibtex.plain(field)
    for command, sign in KEPT.items():
        text = text.replace(f"\\{command} ", sign)
    return text


TITLES = ANY_TEXT.filter(lambda text: on_one_line(text).strip() and "\\text" not in text)


@fuzz(150, TITLES, TITLES)
def test_a_citation_is_read_back_as_it_was_whatever_is_in_the_title(title, credit):
    item = citation.figure({"id": "a-b", "title": title, "credit": credit, "edition": "2026-07"})
    expected = {"title": on_one_line(title), "genre": on_one_line(item["genre"])}

    (entry,) = parse_string(citation.cite(item, "bibtex"), "bibtex").entries.values()
    # Spaces that do not break are spaces to BibTeX.
    assert undone(entry.fields["title"]).split() == expected["title"].split()
    assert undone(entry.fields["note"]).split() == expected["genre"].split()
    assert entry.fields["url"] == item["URL"] and entry.fields["year"] == str(
        item["issued"]["date-parts"][0][0]
    )
    assert [str(person) for person in entry.persons["author"]] == ["{The Sharing the Burden project}"]

    (record,) = rispy.loads(citation.cite(item, "ris"))
    assert (record["title"], record["notes"]) == (expected["title"], [expected["genre"]])
    assert (record["urls"], record["authors"]) == ([item["URL"]], [item["author"][0]["literal"]])

    (read,) = json.loads(citation.cite(item, "csl-json"))
    assert read == on_one_line(item)


@fuzz(100, st.lists(st.tuples(ANY_TEXT, st.floats(allow_nan=False)), min_size=1, max_size=3), ANY_TEXT)
def test_a_published_table_is_read_back_with_no_cell_that_a_spreadsheet_would_run(rows, name):
    frame = pd.DataFrame(rows, columns=[name, "value_n"])
    header, *body = csv.reader(io.StringIO(exports.table(frame).decode("utf-8"), newline=""))
    for written, read in zip(
        [name, *(text for text, _ in rows)], [header[0], *(row[0] for row in body)], strict=True
    ):
        guarded = written.startswith(exports._FORMULA)
        assert read == (f"'{written}" if guarded else written)
        assert not read.startswith(exports._FORMULA)


@fuzz(100, nested(["a", "</script>", "<!--"]))
def test_what_a_page_says_to_machines_never_ends_its_element(value):
    assume("nan" not in (text := json.dumps(value).lower()) and "infinity" not in text)
    written = metadata.script_text(value)
    assert json.loads(written) == value and not set("<>&") & set(written)


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.names, self.text = [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.names.append((tag, [name for name, _ in attrs]))

    def handle_data(self, data):
        self.text += data


@fuzz(150, PLAIN, st.sampled_from(["", "number"]))
def test_a_cell_of_a_table_is_text_on_its_page(cell, kind):
    page = Elements(data_pages._cell(cell, kind))
    assert page.names == [("td", ["class"] if kind else [])] and page.text == cell


MARKDOWN = MarkdownIt("commonmark").use(myst_role_plugin).use(substitution_plugin).enable("table")
TEXTUAL = {"text", "softbreak", "em_open", "em_close", "strong_open", "strong_close", "text_special"}


@fuzz(300, st.one_of(PLAIN, st.text("a<>/!-&;#x2{}`[]()\\:|*_ ", max_size=30)))
def test_literal_words_are_words_to_markdown(text):
    (paragraph, inline, _) = MARKDOWN.parse(f"So: {prose.literal(text)}.")
    assert paragraph.type == "paragraph_open"
    parts = inline.children or []
    assert {token.type for token in parts} <= TEXTUAL
    shown = "".join(token.content for token in parts if token.type != "softbreak")
    # Emphasis alone is not shown as it is written.
    assert shown.replace("*", "").replace("_", "") == f"So: {text}.".replace("*", "").replace("_", "")


def test_no_folder_of_the_fuzzing_is_left_in_the_checkout():
    assert not (seeds.ROOT / ".hypothesis").exists()
