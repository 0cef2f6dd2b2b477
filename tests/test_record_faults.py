"""A fault in a record of an article or in the register of sources is told with file and place, and all of them at once."""

import json
import re

import pytest
from small import Book

from lib import articles, checks, plain_yaml, record_form, row_checks, seeds
from lib.records import CallError, SeedError, Source

RECORD = "001_0b3eeb8b5208b9be.yml"


def spoilt(folder, change, name=RECORD):
    path = folder / "documents" / name
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    return path


def refused(folder):
    with pytest.raises(SeedError) as raised:
        seeds.documents(folder)
    return str(raised.value)


def instead(old, new):
    return lambda text: text.replace(old, new, 1)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
# What a record in YAML may not hold: how it comes about, and what is said of it.
NOT_PLAIN = {
    "a tag that calls": (
        lambda text: text + "extra: !!python/object/apply:os.system ['touch /tmp/called']\n",
        "expected plain YAML, found a tag, ",
    ),
    "a tag of its own": (instead("language: fr", "language: !secret fr"), "found a tag, !secret."),
    "an alias bomb": (lambda text: BOMB + text, "line 1, column 4: expected plain YAML, found an anchor or an alias"),
    "a merge key": (lambda text: text + "extra:\n  <<: {a: 1}\n", "found a key that is no word."),
    "a key twice": (instead("language: fr", "language: fr\nlanguage: en"), 'found the key "language" again.'),
    "no YAML": (instead("language: fr", "language: [fr"), "expected plain YAML, found "),
    "a tab": (instead("language: fr", "\tlanguage: fr"), "expected plain YAML, found "),
    "a day that is none": (instead("value: 2025-06-04", "value: 2025-02-30"), "found one that can not (day is out of range"),
    "a number without end": (instead("characters: ", f"characters: {'9' * 5000}"), "expected values that can be read, found one that can not ("),
    "lists within lists without end": (lambda text: text + "extra: " + "[" * 20_000 + "\n", "expected plain YAML, found lists within lists without end."),
    "an escape that steers a terminal": (instead("language: fr", 'language: "f\\er"'), "found a control character, U+001B."),
    "several documents": (lambda text: text + "---\na: 1\n", "expected plain YAML, found "),
    "a list": (lambda text: "- a\n- b\n", "expected fields with values, found "),
    "nothing": (lambda text: "", 'expected fields with values, found "None".'),
}  # fmt: skip


@pytest.mark.parametrize("fault", NOT_PLAIN)
def test_a_record_is_plain_yaml_or_is_refused_with_the_line(fault, seeds_copy):
    change, said = NOT_PLAIN[fault]
    spoilt(seeds_copy, change)
    told = refused(seeds_copy)
    assert told.startswith(f"seeds/documents/{RECORD}") and said in told
    assert len(told.splitlines()) == 1


def test_a_record_in_another_encoding_too_large_or_of_control_characters_is_refused(tmp_path):
    path = tmp_path / "a.yml"
    for content, said in (
        (
            "a: é".encode("latin-1"),
            "a.yml, byte 3: expected UTF-8, found another encoding. Save it as UTF-8.",
        ),
        (b"a: b\x00", "a.yml: expected plain YAML, found what is none (unacceptable character #x0000"),
        (b"a: " + b"x" * 1_000_000, "a.yml: expected at most 1,000,000 bytes, found 1,000,003."),
    ):
        path.write_bytes(content)
        with pytest.raises(SeedError, match=re.escape(said)):
            plain_yaml.read(path, "a.yml")


# Fields that hold what nobody can use: how it comes about, and what is said of it.
MISFITS = {
    "a field that is missing": (instead("language: fr\n", ""), ", language: expected a language such as"),
    "a field that is unknown": (instead("language:", "langage:"), 'expected a known field, found "langage". Correct its name, or remove it. Did you mean "language"?'),
    "a file in another folder": (instead(f"file: {RECORD[:-4]}.txt", "file: ../../../etc/passwd"), 'file: expected the name of the article\'s file, without a folder, found "../../../etc/passwd".'),
    "a place that ends before it begins": (lambda text: re.sub(r"start: \d+\n      end", "start: 2000\n      end", text, count=1), "place: expected a start before the end, found 2000 to "),
    "a place behind the end of the text": (lambda text: re.sub(r"characters: \d+", "characters: 100", text), "place: expected a place within the 100 characters of the text, found an end at "),
    "a digest that is none": (lambda text: re.sub(r"sha256: [0-9a-f]{64}", "sha256: abc", text, count=1), 'sha256: expected a SHA-256 of 64 hexadecimal digits, found "abc".'),
    "an id that is none": (instead("- id: c", "- id: ../c"), 'id: expected an id such as "c24", found "../c'),
    "an absurd year": (lambda text: re.sub(r"as_of: 2026", "as_of: 20265", text, count=1), "as_of: expected a day such as 2025-06-05, found \"20265-"),
    "claims that are no list": (lambda text: text.partition("claims:")[0] + "claims: none\n", 'claims: expected a list of claims, found "none".'),
    "a claim that is no field": (lambda text: text.partition("claims:")[0] + "claims:\n- c01\n", 'claim number 1: expected fields with values, found "c01".'),
    "evidence that is no list": (lambda text: re.sub(r"evidence:\n( +- [a-z].*\n)+", "evidence: some-key\n", text, count=1), 'evidence: expected a list of keys of sources.bib, found "some-key".'),
}  # fmt: skip


@pytest.mark.parametrize("fault", MISFITS)
def test_a_field_that_nobody_can_use_is_named_with_its_claim(fault, seeds_copy):
    change, said = MISFITS[fault]
    spoilt(seeds_copy, change)
    told = refused(seeds_copy)
    assert said in told
    assert all(line.startswith(f"seeds/documents/{RECORD}") for line in told.splitlines())


@pytest.mark.parametrize(
    "value", [None, 5, [], "x", {"start": -1}, {"start": True, "end": 2, "sha256": "0" * 64}]
)
def test_whatever_stands_for_a_place_is_refused_and_never_breaks_the_reader(value):
    claim = {
        "id": "c01",
        "claim": "A.",
        "kind": "date",
        "verdict": "supported",
        "speaker": "B",
        "as_of": "2026-11-22",
    }
    problems = record_form.problems({"claims": [claim | {"place": value}]}, "x.yml")
    assert any(problem.place.startswith("c01, place") for problem in problems)


@pytest.fixture
def book(tmp_path):
    return Book(tmp_path)


def test_the_command_tells_the_faults_of_all_records_at_once_and_calls_nothing(book, tmp_path):
    called = tmp_path / "called"
    folder = book.folder / "seeds"
    spoilt(folder, lambda text: text + f"extra: !!python/object/apply:os.system ['touch {called}']\n")
    spoilt(folder, lambda text: BOMB + text, "000_b06bf219c0a30a6e.yml")
    spoilt(folder, instead("language: fr\n", ""), "004_eec1d2d7e8e00ced.yml")
    done = book("check")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert [line.partition(",")[0] for line in lines] == [
        f"book: seeds/documents/{name}"
        for name in ("000_b06bf219c0a30a6e.yml", "001_0b3eeb8b5208b9be.yml", "004_eec1d2d7e8e00ced.yml")
    ]
    assert "an anchor or an alias" in lines[0] and "a tag" in lines[1] and "language" in lines[2]
    assert not called.exists()


def test_the_command_names_unknown_kinds_verdicts_and_sources_with_the_nearest_right_ones(book):
    folder = book.folder / "seeds"
    spoilt(folder, instead("verdict: supported", "verdict: suported"))
    spoilt(folder, instead("kind: attendance", "kind: attendence"))
    spoilt(
        folder,
        lambda text: re.sub(r"evidence:\n +- .*\n", "evidence:\n      - reuter-2025-06-04\n", text, count=1),
    )
    done = book("check")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    for part in (
        'verdict: expected one of supported, contradicted, outdated, unverifiable, found "suported". Correct it. Did you mean "supported"?',
        'found "attendence". Correct it. Did you mean "attendance"?',
        'evidence: expected a key of sources.bib, found "reuter-2025-06-04". Add the source, or correct the key. Did you mean "reuters-2025-06-04"?',
    ):
        assert part in done.stderr, done.stderr


def test_rows_that_are_gone_are_told_at_the_claims_that_rest_on_them(book):
    def without_rows(content):
        lines = content.split(b"\n")
        return b"\n".join([*lines[:2], b""])

    for table in ("events", "commitments", "attendance"):
        book.table(table, without_rows)
    done = book("check")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert re.search(
        r"00\d_\w+\.yml, c\d+, verdict: expected rows that decide the claim, found none \(", done.stderr
    )
    assert "Look at the record, and at the rows that lib.claims_" in done.stderr


# The texts of the articles, which whoever checks holds


def texts(folder, documents, change=lambda text: text):
    """Write a text of the right length for every record; no text of an article stands in the book."""
    for document in documents:
        (folder / document.file).write_text(change("x" * document.characters), encoding="utf-8")


def test_a_span_that_is_not_the_one_that_was_read_is_told_with_claim_and_place(book, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    documents = seeds.documents()
    texts(folder, documents)
    (folder / documents[0].file).unlink()
    (folder / documents[1].file).write_bytes("é".encode("latin-1") * 50)
    done = book("check", "--documents", str(folder))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    claim = documents[2].claims[0]
    assert (
        f"{documents[0].file}: expected the article's text, found no such file in {folder}. Put it there."
        in done.stderr
    )
    assert f"{documents[1].file}: expected the text that was read (SHA-256 " in done.stderr
    assert (
        f"{documents[2].file}, {claim.id}, characters {claim.place['start']} to {claim.place['end']}: "
        'expected the words of the claim, found "xxxxx' in done.stderr
    )


def test_a_folder_of_articles_that_is_none_is_a_wrong_call(book, tmp_path):
    done = book("check", "--documents", str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert "--documents takes the folder of the articles; there is no folder" in done.stderr
    with pytest.raises(CallError):
        checks.check(tmp_path / "no\nwhere")


def test_an_article_that_is_no_text_is_not_read(tmp_path):
    document = seeds.documents()[0]
    with (tmp_path / document.file).open("wb") as file:
        file.truncate(10_000_000_000)  # a hole, which takes no room on the disk
    (problem,) = articles.text_problems([document], tmp_path)
    assert problem.found == "10,000,000,000 bytes"


# The register of sources


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@misc{a, title = {open", "found what is none ("),
        ("@misc{a, title={A}}\n@misc{a, title={B}}", "repeated bibliography entry: a"),
        ("@misc{a, title={A {B}}", "found what is none ("),
    ],
)
def test_a_register_that_is_no_bibtex_is_refused(tmp_path, text, said):
    (tmp_path / "sources.bib").write_text(text, encoding="utf-8")
    with pytest.raises(SeedError, match=r"seeds/sources\.bib: expected a register in BibTeX") as raised:
        seeds.sources(tmp_path)
    assert said in str(raised.value)


def test_a_register_that_is_missing_or_in_another_encoding_is_refused(tmp_path):
    with pytest.raises(SeedError, match=r"seeds/sources\.bib: expected the register of sources, found none"):
        seeds.sources(tmp_path / "none")
    (tmp_path / "sources.bib").write_bytes("@misc{a, title={Türkiye}}".encode("latin-1"))
    with pytest.raises(SeedError, match=r"seeds/sources\.bib: .*can't decode"):
        seeds.sources(tmp_path)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (
            "url",
            "javascript:alert(1)",
            'entry "a-b", url: expected an address that begins with https:// or http://',
        ),
        ("url", 'https://a.example/"><script>', "url: expected an address"),
        ("title", " ", "title: expected some text, found nothing"),
        ("id", "../a", "expected a key in kebab-case"),
        ("id", '"><img src=x>', "expected a key in kebab-case"),
    ],
)
def test_a_source_that_could_not_be_cited_is_named(field, value, said):
    good = {
        "id": "a-b",
        "title": "A",
        "publisher": "B",
        "published": "2025",
        "url": "https://a.example/",
        "note": "",
    }
    assert list(row_checks.registered({"a-b": Source(**good)})) == []
    changed = good | {field: value}
    (problem,) = row_checks.registered({changed["id"]: Source(**changed)})
    assert said in str(problem)


def test_every_record_of_the_book_is_plain_and_of_the_right_form():
    for path in sorted((seeds.SEEDS / "documents").iterdir()):
        assert list(record_form.problems(plain_yaml.read(path, path.name), path.name)) == []
    assert json.loads(json.dumps(seeds.descriptor()))
