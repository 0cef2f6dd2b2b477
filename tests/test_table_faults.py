"""A fault in a table ends `book check` with 1 and a few lines: file, row, what was expected, what was found, what to do."""

import re

import pandas as pd
import pytest
from small import PEAK, Book

from lib import cells, descriptor, row_checks, seeds, tables
from lib.records import SeedError

SPENDING = "defence-expenditure"


def swap(old, new, count=1):
    def change(content):
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), count)

    return change


def line(n, change):
    """Change one line of a file; the header is line 1."""

    def changed(content):
        lines = content.split(b"\n")
        lines[n - 1] = change(lines[n - 1])
        return b"\n".join(lines)

    return changed


def as_a_spreadsheet_saves(content):
    return b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")


def cut_off(content):
    return content.rstrip(b"\n")[:-3]


def header_alone(content):
    return content.partition(b"\n")[0] + b"\n"


def in_latin_1(content):
    return content.replace(b"\n", b"\xe9\n").replace(b"\xe9\n", b"\n", 1)


def another_count(content):
    return line(3, lambda row: row + b",,")(line(5, lambda row: row.rpartition(b",")[0])(content))


def first_again(content):
    return content + content.split(b"\n")[1] + b"\n"


def behind(row, text):
    return line(row, lambda cells: cells + text)


STRANGE = [
    "inf",
    "-inf",
    "nan",
    "NaN",
    "1e999",
    "1_000",
    " 5",
    "0x1F",
    '"1,5"',
    "٣",
    "1.5%",
    "--1",
    "1e",
    ".",
]


def with_strange_numbers(content):
    header, *rows = content.split(b"\n")
    for n, cell in enumerate(STRANGE):
        before = rows[n].split(b",")
        rows[n] = b",".join([*before[:4], cell.encode(), *before[-4:]])
    return b"\n".join([header, *rows])


# Faults that keep a table from being read: by table what is done to it, and what is said of it. No two need one table.
UNREADABLE = {
    "cut off in a row": ("attendance", cut_off, ["row 23: expected a line end after the last row, found none. The file was cut off"]),
    "empty": ("themes", lambda content: b"", [": expected a header and rows, found nothing: the file is empty."]),
    "a header alone": ("events", header_alone, [": expected at least one row, found a header alone. Put the rows back."]),
    "as a spreadsheet saves": (
        "transcripts",
        as_a_spreadsheet_saves,
        [
            ": expected UTF-8 alone, found a byte-order mark before it. Save it as UTF-8 without one.",
            ": expected plain line ends (LF), found carriage returns in 26 places. Save it with plain line ends.",
        ],
    ),
    "Latin-1": ("statements", in_latin_1, ["row 2: expected UTF-8, found another encoding at byte ", ". Save it as UTF-8."]),
    "UTF-16": ("commitments", lambda content: content.decode().encode("utf-16"), ["row 1: expected UTF-8, found another encoding at byte 0."]),
    "semicolons": ("editions", swap(",", ";", -1), ["header: expected names separated by commas, found semicolons between them. Save it with commas"]),
    "tabs": ("counts-at-2pct", swap(",", "\t", -1), ["header: expected names separated by commas, found tabs between them."]),
    "too many fields in a row, too few in another": (
        "exchange-rates",
        another_count,
        ["row 3: expected 11 fields, found 13. Quote cells that hold a comma.", "row 5: expected 11 fields, found 10."],
    ),
    "a quote that is never closed, and a line break in a cell": (
        "translation-checks",
        lambda content: behind(3, b',"never closed')(behind(5, b',"one\ntwo"')(content)),
        ["row 3: expected cells separated by commas, found a line that is none (unexpected end of data). Close every quote", "row 5: "],
    ),
    "signs that nobody sees, and a separator of lines": (
        "aggregates",
        lambda content: behind(2, b"a\x00b")(behind(3, "a\u2028b".encode())(content)),
        ["row 2, note: expected no control character, found U+0000 at character ", "row 3, note: expected no control character, found U+2028"],
    ),
    "a row longer than any": ("statement-codes", behind(3, b"x" * 200_000), ["row 3: expected a row of at most 100,000 characters, found 200,0"]),
    "a column of another name": (
        "national-targets",
        swap("iso3,", "iso,"),
        ['header: expected a column "iso3", found none.', 'columns of the descriptor, found "iso".', 'Did you mean "iso3"?'],
    ),
    "a key twice": (
        "allies",
        first_again,
        [
            'row 34, iso3: expected one row per key, found a second "ALB", which row 2 has. Remove one of the two',
            'row 34, ally: expected one row per key, found a second "Albania", which row 2 has.',
        ],
    ),
    "a formula": (
        "paired-indicators",
        line(2, lambda row: b"=HYPERLINK(1)" + row),
        ['row 2, indicator: expected text that no spreadsheet takes for a formula, found "=HYPERLINK(1)'],
    ),
    "a day that no calendar has": (
        "contact-group-meetings",
        swap(",2022-04-26,", ",2022-02-30,"),
        ['row 2, date: expected a day of the calendar, found "2022-02-30". Compare the cell with the source.'],
    ),
    "an unknown unit, an unknown edition, a year that is none, an amount that is absurd": (
        SPENDING,
        lambda content: line(2, swap("percent of GDP", "percent of GNP"))(
            line(3, swap(",2019-06,", ",2019-6,"))(line(4, swap(",2012,", ",20255,"))(line(5, swap(",183.21,", ",1e30,"))(content)))
        ),
        [
            'row 2, unit: expected one of: ', 'found "percent of GNP".', 'Did you mean "percent of GDP"?',
            'row 3, edition: expected one of: ', 'found "2019-6".', 'Did you mean "2019-06"?',
            'row 4, year: expected at least 2000 and at most 2026, found "20255".',
            'row 5, value: expected at least -100 and at most 1000000000, found "1e30".',
        ],
    ),
    "numbers that nobody meant": (
        "world-bank",
        with_strange_numbers,
        [f'row {n}, value: expected a finite number such as 2.5, found "{cell}".' for n, cell in enumerate((cell.strip('"') for cell in STRANGE), 2)],
    ),
}  # fmt: skip

# Faults of tables that can be read.
UNFIT = {
    "an unknown ally": (SPENDING, line(2, swap("ALB,", "ALP,")), ['row 2, iso3: expected a known iso3, found "ALP".', 'Did you mean "ALB"?']),
    "an unknown source": (
        SPENDING,
        line(3, swap("nato-defexp-2019-06", "nato-defexp-2019-6")),
        ['row 3, source_id: expected a key of sources.bib, found "nato-defexp-2019-6".', 'Did you mean "nato-defexp-2019-06"?'],
    ),
    "a negative amount": (SPENDING, line(4, swap(",161.15,", ",-61.15,")), ["row 4, value: expected a value in US$ million of 0 or more, found -61.15."]),
    "a share of 300 per cent": (
        SPENDING,
        line(9, swap(",1.409,", ",300,")),
        [
            "row 9, value: expected a value in percent of GDP from 0 to 100, found 300. Compare value and unit with the source.",
            "row 9 (ALB 2013, edition 2019-06): expected a share of GDP from 0 to 10 per cent, found 300.0.",
        ],
    ),
    "an ally that is none, in another table": (
        "national-targets",
        line(2, swap(",ALB,", ",ALP,")),
        ['row 2, iso3: expected a known iso3, found "ALP". Correct it, or add it to the table that lists them. Did you mean "ALB"?'],
    ),
    "a theme that is none": ("statement-codes", line(2, swap("NEGO", "NEGU")), ['row 2, theme: expected a known theme, found "NEGU".', 'Did you mean "NEGO"?']),
    "the code of one ally and the name of another": (
        "aid-to-ukraine",
        swap(",Estonia,EST,", ",Estonia,LVA,"),
        ['iso3: expected the code of Estonia, EST, found "LVA".'],
    ),
}  # fmt: skip


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def told_of(faults, folder):
    """Call the command in a book that has all these faults at once."""
    book = Book(folder)
    for table, change, _ in faults.values():
        book.table(table, change)
    done = book("check")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(text.startswith("book: seeds/") for text in done.stderr.splitlines())
    return done.stderr.splitlines()


@pytest.fixture(scope="module")
def unreadable(tmp_path_factory):
    return told_of(UNREADABLE, tmp_path_factory.mktemp("unreadable"))


@pytest.fixture(scope="module")
def unfit(tmp_path_factory):
    return told_of(UNFIT, tmp_path_factory.mktemp("unfit"))


def stands_in(lines, table, parts):
    text = "\n".join(line for line in lines if line.startswith(f"book: seeds/tables/{table}.csv"))
    return [part for part in parts if part not in text]


@pytest.mark.parametrize("fault", UNREADABLE)
def test_a_table_that_cannot_be_read_is_told_with_row_expectation_find_and_remedy(fault, unreadable):
    table, _, parts = UNREADABLE[fault]
    assert stands_in(unreadable, table, parts) == []


@pytest.mark.parametrize("fault", UNREADABLE)
def test_each_of_these_faults_is_one_alone(fault, seeds_copy):
    table, change, parts = UNREADABLE[fault]
    path = seeds_copy / "tables" / f"{table}.csv"
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(SeedError) as refused:
        seeds.table(table, seeds_copy)
    assert [part for part in parts if part not in str(refused.value)] == []
    # A few lines, whatever it is.
    assert len(str(refused.value).splitlines()) <= 21


@pytest.mark.parametrize("fault", UNFIT)
def test_rows_that_cannot_be_true_are_told_with_the_nearest_right_thing(fault, unfit):
    table, _, parts = UNFIT[fault]
    assert stands_in(unfit, table, parts) == []


def test_one_fault_alone_ends_the_command_with_1_and_says_nothing_of_other_files(book):
    book.table("allies", first_again)
    done = book("check")
    assert (done.returncode, done.stdout) == (1, "")
    assert {text.partition(",")[0] for text in done.stderr.splitlines()} == {"book: seeds/tables/allies.csv"}


def test_faults_of_several_files_are_told_at_once_together_with_the_digests_to_write(book):
    folder = book.folder / "seeds" / "tables"
    (folder / "themes.csv").unlink()
    (folder / "events.csv").write_bytes(as_a_spreadsheet_saves((folder / "events.csv").read_bytes()))
    (folder / "aggregate.csv").write_text("a\n1\n")
    (book.folder / "seeds" / "sources.bib").write_text("@misc{a, title = {open")
    done = book("check")
    assert done.returncode == 1
    for part in (
        "themes.csv: expected the file, found none: it is missing. Put it back",
        "events.csv: expected plain line ends (LF)",
        "events.csv: expected the file that datapackage.json describes (sha256:",
        "aggregate.csv: expected an entry in datapackage.json, found none. Describe the table, or remove the file.",
        "sources.bib: expected a register in BibTeX, found what is none (",
    ):
        assert part in done.stderr, done.stderr


def test_of_a_file_with_very_many_faults_the_first_are_told_and_the_others_counted(seeds_copy, spoil):
    spoil(SPENDING, ",percent of GDP,", ",percent of GNP,", count=-1)
    with pytest.raises(SeedError) as refused:
        seeds.table(SPENDING, seeds_copy)
    *first, last = str(refused.value).splitlines()
    assert len(first) == 20
    assert re.fullmatch(rf"seeds/tables/{SPENDING}\.csv: and [\d,]+ more\. Mend these first\.", last)
    assert len(refused.value.problems) > 1000


@pytest.mark.parametrize(
    ("row", "rows", "said"),
    [
        (b",,,,,,\n", 10_000_000, "expected a table of at most 32,000,000 bytes, found 70,000,056 bytes."),
        (b",,,,,,\n", 1_000_000, "expected a table of at most 250,000 rows, found 1,000,001."),
    ],
)
def test_a_table_of_millions_of_rows_is_refused_before_it_fills_the_memory(book, row, rows, said):
    path = book.folder / "seeds" / "tables" / "allies.csv"
    header = path.read_bytes().partition(b"\n")[0]
    with path.open("wb") as file:
        file.write(header + b"\n")
        for _ in range(rows // 10_000):
            file.write(row * 10_000)
    done = book.python(f"from lib import cli\nassert cli.main(['check']) == 1\n{PEAK}")
    path.unlink()
    assert f"seeds/tables/allies.csv: {said}" in done.stderr
    # Kilobytes. Ten million rows as Python's lists would take several gigabytes.
    assert int(done.stdout.split()[-1]) < 600_000


def test_the_limits_are_far_above_every_table_of_the_book():
    for path in (seeds.SEEDS / "tables").iterdir():
        content = path.read_bytes()
        assert 20 * len(content) < cells.MOST_BYTES and 20 * content.count(b"\n") < cells.MOST_ROWS


def test_what_runs_and_builds_the_book_says_the_same_of_a_table(book):
    book.chapter("one", "from lib import seeds\nprint(len(seeds.table('allies')))")
    book.table("allies", in_latin_1)
    for command in (["build"], ["run", "one", "-p", "target_pct=2"]):
        done = book(*command)
        assert done.returncode == 1 and "Traceback" not in done.stderr
        assert "seeds/tables/allies.csv, row 2: expected UTF-8, found another encoding" in done.stderr, done


DESCRIPTIONS = {
    "no JSON": (lambda text: text.replace("{", "{,", 1), "line 1, column 2: expected JSON, found what is none"),
    "a constant that is no JSON": (lambda text: text.replace("3912", "NaN", 1), "found what is none (NaN"),
    "a name twice": (
        lambda text: text.replace('"format": "csv",', '"format": "csv", "format": "csv",', 1),
        '"format" twice in one object',
    ),
    "lists within lists without end": (lambda text: "[" * 100_000, "expected JSON in UTF-8, found what is none"),
    "an unknown type": (
        lambda text: text.replace('"type": "date"', '"type": "dat"', 1),
        'expected one of string, integer, number, boolean, date, found "dat". Correct it. Did you mean "date"?',
    ),
    "a path that leads elsewhere": (
        lambda text: text.replace('"tables/allies.csv"', '"../../etc/passwd"', 1),
        'table "allies", path: expected text like tables/',
    ),
    "a pattern that is none": (
        lambda text: text.replace('"^[A-Z]{3}$"', '"^[A-Z{3}$"', 1),
        "expected a regular expression, found none (unterminated character set",
    ),
    "a key of no column": (
        lambda text: text.replace('"primaryKey": [\n          "iso3"\n        ]', '"primaryKey": ["iso"]', 1),
        'table "allies", primaryKey: expected a known name, found "iso". Correct it. Did you mean "iso3"?',
    ),
    "a limit that is no number": (
        lambda text: text.replace('"minimum": 2000', '"minimum": "2000"', 1),
        'minimum: expected a integer, found "2000"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", DESCRIPTIONS)
def test_a_fault_in_the_description_of_the_tables_is_told_with_its_place(fault, tmp_path):
    change, said = DESCRIPTIONS[fault]
    before = (seeds.SEEDS / "datapackage.json").read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    (tmp_path / "datapackage.json").write_text(after, encoding="utf-8")
    with pytest.raises(SeedError) as refused:
        descriptor.read(tmp_path / "datapackage.json")
    assert str(refused.value).startswith("seeds/datapackage.json") and said in str(refused.value)


def test_the_command_says_where_the_description_of_the_tables_is_no_json(book):
    book.write("seeds/datapackage.json", '{"resources": [,]}')
    for command in ("check", "why"):
        done = book(command)
        assert "Traceback" not in done.stderr
    done = book("check")
    assert done.returncode == 1
    assert "book: seeds/datapackage.json, line 1, column 16: expected JSON" in done.stderr


def test_every_number_of_every_table_has_limits_on_both_sides():
    open_ended = [
        f"{entry['name']}, {field['name']}"
        for entry in seeds.descriptor()["resources"]
        for field in entry["schema"]["fields"]
        if field["type"] in ("integer", "number")
        and not {"minimum", "maximum"} <= set(field.get("constraints", {}))
    ]
    assert open_ended == []


def test_every_donor_that_is_spelt_as_its_source_spells_it_still_is(monkeypatch):
    aid, allies = seeds.table("aid-to-ukraine"), seeds.allies()
    monkeypatch.setattr(row_checks, "DONORS_AS_SPELT", {})
    named = {problem.found.strip('"') for problem in row_checks.donors_that_differ(aid, allies)}
    monkeypatch.undo()
    assert named == set(row_checks.DONORS_AS_SPELT)


def test_the_site_can_hand_out_the_tables_as_they_are_since_no_cell_is_a_formula():
    entry = {"schema": {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "number"}]}}
    for cell in ("=1+1", "@x", "-x", "+1-cmd", " =1", "-1.5", "="):
        with pytest.raises(
            SeedError, match="row 2, a: expected text that no spreadsheet takes for a formula"
        ):
            tables.validate(pd.DataFrame({"a": [cell], "b": ["-1.5"]}), entry, "x.csv")
    good = tables.validate(pd.DataFrame({"a": ["+", "-"], "b": ["-1.5", "2"]}), entry, "x.csv")
    assert list(good["b"]) == [-1.5, 2]
