"""Files that were damaged are told in a line or made anew, and never crash a command."""

import json
import shutil

import pytest
from small import FIGURE, Book

from lib.seeds import ROOT

ALLIES = (
    "iso3,ally,region,joined,has_armed_forces,source_id,note\n"
    "EST,Estonia,Europe,2004-03-29,true,wikipedia-nato-enlargement-copy,\n"
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A book of a chapter with a figure and the brief of one ally, which have just run."""
    book = Book(tmp_path_factory.mktemp("book"))
    book.write("seeds/tables/allies.csv", ALLIES)
    book.chapter("one", FIGURE)
    book.chapter("ally-brief", "print(ally)", parameters='ally = "Estonia"')
    done = book.python("from lib import runs; runs.run_stored(runs.tasks(), 2, '', print)")
    assert done.returncode == 0, done.stderr
    return book


@pytest.fixture
def book(stored):
    """The same book; what a test damages in it is mended afterwards."""
    kept = {path: path.read_bytes() for path in stored.folder.rglob("*") if path.is_file()}
    yield stored
    for path, content in kept.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


RECORD = "_build/runs/records/one.json"
BRIEF = "_build/briefs/estonia.ipynb"
FIGURES = "_build/figures/spending-trial"
LOST = "the record of its last run cannot be read"
OTHER = "the stored outputs are not those of its last run"


@pytest.mark.parametrize(
    ("path", "content", "run", "reason"),
    [
        (RECORD, b"\xff\xfe", "one", LOST),
        (RECORD, b'{"inputs": 3, "outputs": 3, "reads": 3, "figures": 3}', "one", LOST),
        (RECORD, b'{"inputs": {}, "outputs": "", "reads": 3, "figures": {}}', "one", LOST),
        (RECORD, b"null", "one", LOST),
        (BRIEF, b"", "ally-brief Estonia", OTHER),
        (BRIEF, b"[1]", "ally-brief Estonia", OTHER),
        (BRIEF, b'{"cells": [3]}', "ally-brief Estonia", OTHER),
        (BRIEF, b"\xff", "ally-brief Estonia", OTHER),
        (f"{FIGURES}.svg", b"<svg", "one", "spending-trial.svg: missing or altered"),
        (f"{FIGURES}.png", b"", "one", "spending-trial.png: missing or altered"),
    ],
)
def test_what_a_run_left_is_made_anew_where_it_was_damaged(book, path, content, run, reason):
    (book.folder / path).write_bytes(content)
    assert book.why() == {run: reason}


def test_a_damaged_record_brief_and_figure_are_mended_by_the_next_run(book):
    paths = [book.folder / name for name in (RECORD, BRIEF, f"{FIGURES}.pdf")]
    before = [path.read_bytes() for path in paths]
    for path in paths:
        path.write_bytes(b"damaged")
    done = book.python("from lib import runs; runs.run_stored(runs.tasks(), 2, '', print)")
    assert done.returncode == 0, done.stderr
    assert [path.read_bytes() for path in paths][1:] == before[1:]
    assert book.why() == {}


CHAPTER = "chapters/one.ipynb"
GOOD: dict[str, object] = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}}
CODE: dict[str, object] = {
    "cell_type": "code",
    "id": "a",
    "metadata": {},
    "outputs": [],
    "execution_count": None,
}
NOT_NOTEBOOKS = {
    '{\n "cells": [,\n': "one.ipynb, line 2, column 12: expected a notebook in JSON, found: Expecting value",
    "<<<<<<< HEAD\n{}": "one.ipynb, line 1, column 1: expected a notebook in JSON",
    "": "one.ipynb, line 1, column 1: expected a notebook in JSON",
    "[]": 'one.ipynb: expected a notebook with a list of "cells"',
    '{"cells": []}': "one.ipynb: expected a notebook of version 4 with metadata, found version None",
    json.dumps(GOOD | {"cells": [{"cell_type": "cod"}]}): "one.ipynb, cell 1: expected a cell of code",
    json.dumps(
        GOOD | {"cells": [{"cell_type": "code", "metadata": {}}]}
    ): "one.ipynb, cell 1: expected a source",
    json.dumps(GOOD | {"cells": [CODE | {"source": "1\n2 +"}]}): (
        "one.ipynb, cell 1, line 2: expected Python, found: invalid syntax"
    ),
    json.dumps(GOOD | {"cells": [CODE | {"source": "%magic"}]}): "one.ipynb, cell 1, line 1: expected Python",
}


@pytest.mark.parametrize("text", NOT_NOTEBOOKS)
def test_a_chapter_that_is_no_notebook_is_named_with_the_place(book, text):
    book.write(CHAPTER, text)
    done = book("why")
    assert done.returncode == 1
    assert NOT_NOTEBOOKS[text] in done.stderr
    assert "Mend it, or take the file back from the last commit." in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "command",
    [
        ("build",),
        ("why",),
        ("run", "one"),
        ("run", "one", "-p", "horizon=2040"),
        ("figures",),
        ("cite", "book"),
        ("check",),
    ],
    ids=" ".join,
)
def test_every_command_says_which_chapter_is_no_notebook(book, command):
    shutil.copy(ROOT / "seeds" / "tables" / "allies.csv", book.folder / "seeds" / "tables")
    book.write(CHAPTER, '{\n "cells": [,\n')
    done = book(*command)
    assert done.returncode == 1, done.stdout
    assert "chapters/one.ipynb, line 2, column 12: expected a notebook in JSON" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_chapter_that_is_not_utf_8_is_named_with_the_place(book):
    (book.folder / CHAPTER).write_bytes(b'{"cells": \xff}')
    done = book("why")
    assert done.returncode == 1
    assert "one.ipynb, byte 10: expected a notebook in UTF-8" in done.stderr


def test_a_brief_that_is_no_notebook_is_told_with_what_to_do(book):
    book.write(BRIEF, "{")
    done = book("figures")
    assert done.returncode == 1
    assert "_build/briefs/estonia.ipynb, line 1, column 2: expected a notebook in JSON" in done.stderr
    assert "Remove it: the next build makes it anew (book build)." in done.stderr


def test_a_register_that_was_damaged_is_told(book):
    book.write("_build/figures/catalogue.json", "{")
    done = book("identify", f"{FIGURES}.svg")
    assert done.returncode == 1
    assert "_build/figures/catalogue.json: expected the built register" in done.stderr


def test_a_module_that_is_no_python_is_named_with_its_line(book):
    book.write("lib/page.py", "x = 1\ndef (\n")
    book.chapter("one", "from lib import page")
    for command in (("why",), ("run", "one")):
        done = book(*command)
        assert done.returncode == 1
        assert "lib/page.py, line 2: expected Python, found invalid syntax. Mend it." in done.stderr
