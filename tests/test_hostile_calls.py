"""Whatever stands on the command line: a wrong call ends with 2 and a line, nothing is read or written elsewhere."""

import os
import re
import subprocess
import sys

import pytest
from small import Book

from lib import exports, parameters, records, runs
from lib.records import CallError

BRIEF = 'ally = "Poland"\nedition = "2026-07"\ntarget_pct = 3.5\nhorizon = 2035\nlabel = "none"'
HOSTILE = [
    "Estonia'; import os; os.system('touch called')  #",
    'Estonia"\nimport os\nos.system("touch called")',
    "../../../etc/passwd",
    "$(touch called)",
    "`touch called`",
    "; touch called",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "🇪🇪",
    "E" * 10_000,
    "\x1b[2J",
    "nan",
    "",
]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = Book(tmp_path_factory.mktemp("book"))
    book.chapter("trial", "print(ally, edition, target_pct, label)", parameters=BRIEF)
    return book


def everything(folder):
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


def refused(book, *arguments):
    """Call the command, which must refuse, say why in a few short lines, and leave nothing."""
    before = everything(book.folder.parent)
    done = book(*arguments)
    assert done.returncode == 2, done
    assert done.stderr.startswith("book: ") and "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) <= 3 and max(map(len, lines)) < 1500
    assert all(line.startswith("book: ") and line.isprintable() for line in lines)
    assert everything(book.folder.parent) == before
    return done.stderr


def test_text_that_would_do_something_elsewhere_is_no_ally_and_no_edition(book):
    for ally, edition in zip(HOSTILE[::2], [*HOSTILE[1::2], HOSTILE[0]], strict=True):
        told = refused(book, "run", "trial", "-p", f"ally={ally}", "-p", f"edition={edition}")
        assert told.count("has no ally") == told.count("has no edition") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("ally=Estoina", 'trial has no ally "Estoina". Did you mean "Estonia"? Allies: Albania, '),
        ("edition=2024-6", 'trial has no edition "2024-6". Did you mean "2024-06"? Editions: '),
        ("../ally=x", 'trial has no parameter "../ally". Did you mean "ally"? Parameters: '),
        ("target_pct=1e999", 'trial: target_pct is "1e999"; expected a number such as 3.5.'),
        ("target_pct=999999999999999", "trial cannot use target_pct 1e+15; expected a share of GDP above 0"),
        ("target_pct=nan", "trial cannot use target_pct nan"),
        ("target_pct=-inf", "trial cannot use target_pct -inf"),
        ("target_pct=2_0", 'trial: target_pct is "2_0"; expected a number'),
        ("target_pct=٣", 'trial: target_pct is "٣"; expected a number'),
        (f"horizon={'9' * 5000}", '…" (5,000 characters); expected a number such as 2035.'),
        ("horizon=20255", "trial cannot use horizon 20255; expected a year from 2027 to 2060, the nearest is 2060."),
        ("label=a\nb", r'trial cannot use label "a\nb"; expected a line of at most 100 characters.'),
        (f"label={'x' * 101}", "expected a line of at most 100 characters."),
        ("=x", '-p takes NAME=VALUE, found "=x".'),
        ("a\nb", r'-p takes NAME=VALUE, found "a\nb".'),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_used_is_named_with_what_can(given, said, book, monkeypatch):
    name, equals, value = given.partition("=")
    if not name or not equals:
        assert said in refused(book, "run", "trial", "-p", given)
        return
    monkeypatch.setattr(parameters, "defaults", lambda chapter: {"ally": "Poland", "edition": "2026-07", "target_pct": 3.5, "horizon": 2035, "label": ""})  # fmt: skip
    with pytest.raises(CallError) as raised:
        parameters.typed("trial", {name: value})
    assert said in str(raised.value)


def test_a_chapter_a_figure_or_a_citation_by_a_path_is_none(book):
    for arguments, said in (
        (["run", "../../etc/passwd"], 'There is no chapter "../../etc/passwd".'),
        (["run", "../chapters/trial"], 'There is no chapter "../chapters/trial".'),
        (["figures", "../../etc/passwd"], 'There is no figure "../../etc/passwd".'),
        (["cite", "../x"], 'There is nothing to cite as "../x".'),
        (["cite", "book\x1b[2J"], r'There is nothing to cite as "book\x1b[2J". Did you mean "book"?'),
        (["cite", "book", "--style", "../bibtex"], 'There is no style "../bibtex". Did you mean "bibtex"?'),
    ):
        assert said in refused(book, *arguments)


def test_words_of_the_command_line_reach_the_chapter_as_text_and_no_further(book):
    text = "'; print(6*7); '\"\\ $(touch called) {{ 7*7 }} <b>"
    done = book("run", "trial", "-p", f"label={text}", "-p", "ally=Türkiye")
    assert done.returncode == 0, done.stderr
    (made,) = [path for path in everything(book.folder / "_build" / "runs") if path.suffix == ".ipynb"]
    assert made.parent.parent == book.folder / "_build" / "runs"
    notebook = made.read_text(encoding="utf-8")
    assert "Türkiye 2026-07 3.5 '; print(6*7); '" in notebook and '"42' not in notebook
    assert not list(book.folder.parent.rglob("called"))


def test_a_label_of_a_run_is_a_plain_name_whatever_its_parameters_are():
    for value in ("../../x", "a/b", "a\nb", "..", "\x00", "a" * 50):
        label = runs._label("trial", {"label": value})
        assert re.fullmatch(r"trial-[\w.-]+", label)


@pytest.mark.parametrize("name", ["-a\nb $(touch called)", "<b>&'\" ü 🇪🇪"])
def test_a_folder_of_any_name_takes_the_result(name, book, tmp_path):
    done = book("run", "trial", "-p", "target_pct=2", f"--out={tmp_path / name}")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {name}
    assert (tmp_path / name / "trial.ipynb").exists()


def test_what_can_be_no_folder_is_refused_before_anything_runs(book, tmp_path):
    (tmp_path / "file").write_text("kept")
    for out, said in (
        (tmp_path / "file", "is none. Name another one."),
        (tmp_path / "file" / "below", "is none. Name another one."),
        (tmp_path / ("x" * 300), "can be none: File name too long."),
        (book.folder / "chapters", "holds the stored chapters. Name another folder with --out."),
    ):
        assert said in refused(book, "run", "trial", "-p", "target_pct=2", "--out", str(out))
    assert (tmp_path / "file").read_text() == "kept"


# Files that somebody asks about


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</svg>'
ODD = {
    "not-there.svg": None,
    "empty.svg": b"",
    "no-xml.svg": b"no drawing",
    "no-id.svg": SVG.format("").encode(),
    "of-another.svg": SVG.format("<dc:identifier>../../etc/passwd</dc:identifier>").encode(),
    "entities.svg": b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c SYSTEM "file:///etc/passwd">]>' + SVG.format("<dc:identifier>&c;</dc:identifier>").encode(),
    "laughs.svg": b"<!DOCTYPE a [<!ENTITY a0 'ha'>" + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)) + b"]><svg>&a11;</svg>",
    "no-picture.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "no-document.pdf": b"%PDF-1.7\nnone",
    "no-ending": b"x",
    "\x1b[2J.svg": b"x",
}  # fmt: skip


def test_a_file_that_is_no_figure_of_the_book_is_said_to_be_none(tmp_path):
    for name, content in ODD.items():
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(CallError) as raised:
            id = exports.identity(path)
            raise CallError(f"{id}: found")  # an id, of which the register then says that it has none
        told = str(raised.value)
        assert told.isprintable() and "root:" not in told
        assert ": found" not in told or name in ("of-another.svg", "no-ending")


def test_what_is_no_file_is_not_read(tmp_path):
    (tmp_path / "folder.svg").mkdir()
    os.mkfifo(tmp_path / "pipe.svg")
    (tmp_path / "endless.svg").symlink_to("/dev/zero")
    with (tmp_path / "huge.png").open("wb") as file:
        file.truncate(10_000_000_000)
    for name in ("folder.svg", "pipe.svg", "endless.svg", "huge.png"):
        with pytest.raises(CallError, match=f"{name}: expected a file of at most 50,000,000 bytes"):
            exports.identity(tmp_path / name)


def test_the_command_says_so_of_each_file(book, tmp_path):
    (book.folder / "_build" / "figures").mkdir(parents=True, exist_ok=True)
    book.write("_build/figures/catalogue.json", "[]")
    (tmp_path / "a.svg").write_text(SVG.format("<dc:identifier>../../etc/passwd</dc:identifier>"))
    told = refused(book, "identify", str(tmp_path / "a.svg"))
    assert 'There is no figure "../../etc/passwd".' in told
    assert "there is no such file" in refused(book, "identify", str(tmp_path / "b.svg"))


def test_a_message_repeats_no_sign_that_ends_its_line_and_no_more_than_it_needs():
    assert records.quoted("a\nb\x1b[2J\u2028\u202e") == r'"a\nb\x1b[2J\u2028\u202e"'
    assert len(records.quoted("x" * 10_000)) < 110
    assert records.nearest("Estonai" + "x" * 10_000, ["Estonia"]) == ""


def test_bytes_that_are_no_text_are_repeated_as_such(book):
    done = subprocess.run(
        [sys.executable, "-m", "lib.cli", "cite", b"\xff\xfe"],
        cwd=book.folder,
        env={**os.environ, "PYTHONPATH": str(book.folder)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and r'"\udcff\udcfe"' in done.stderr and "Traceback" not in done.stderr
