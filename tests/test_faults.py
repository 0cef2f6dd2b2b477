"""What nobody foresaw is told in a line or a few: the file, what happened, what to do, never a bare traceback."""

import errno

import pytest
from small import FIGURE, Book

from lib import faults, style
from lib.records import BookError


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = Book(tmp_path_factory.mktemp("book"))
    book.chapter("one", "print(1)")
    return book


def test_a_fault_of_our_own_code_says_where_and_how_to_see_more(book):
    path = book.folder / "lib" / "building.py"
    kept = path.read_text(encoding="utf-8")
    book.write("lib/building.py", kept + "\n\ndef why():\n    return {}['gone']\n")
    done, whole = book("why"), book("why", BOOK_TRACEBACK="1")
    path.write_text(kept, encoding="utf-8")
    line = len(kept.splitlines()) + 4
    assert done.returncode == 1
    assert done.stderr == (
        "book: this is a fault of the book's own code: KeyError: 'gone'\n"
        f"book:   last in lib/building.py, line {line}\n"
        "book:   for the whole trace, give the same command with BOOK_TRACEBACK=1 before it\n"
    )
    assert whole.returncode == 1
    assert "Traceback (most recent call last)" in whole.stderr


def test_a_missing_package_says_that_the_book_has_an_environment_of_its_own(book):
    path = book.folder / "papermill.py"
    path.write_text("import a_package_that_nobody_has\n", encoding="utf-8")
    done = book("run", "one")
    path.unlink()
    assert done.returncode == 1
    assert "the package a_package_that_nobody_has is missing" in done.stderr
    assert "Run: make book" in done.stderr


def test_a_missing_file_of_the_book_is_named(book):
    path = book.folder / "_toc.yml"
    kept = path.read_text(encoding="utf-8")
    path.unlink()
    done = book("why")
    book.write("_toc.yml", kept)
    assert done.returncode == 1
    assert done.stderr == (
        "book: _toc.yml: No such file or directory. If it belongs to the book, put it back.\n"
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "Make room"), (errno.EROFS, "Make it writable"), (errno.EIO, "Mend that")],
)
def test_an_error_of_the_system_says_what_to_do(number, words):
    said = faults.of_system(OSError(number, "what happened", "/some/file"))
    assert said.startswith("/some/file: what happened. ") and words in said


MISSING = {
    "no such file": 'font_files_ttf = {"SourceSansPro": "/nowhere.ttf"}\n',
    "no such style": "font_files_ttf = {}\n",
    "no package": "raise ImportError('no package')\n",
}


@pytest.mark.parametrize("fault", MISSING)
def test_a_missing_typeface_is_named_with_where_it_comes_from(book, fault):
    path = book.folder / "font_source_sans_pro.py"
    path.write_text(MISSING[fault], encoding="utf-8")
    book.chapter("one", FIGURE)
    done = book("run", "one")
    path.unlink()
    assert done.returncode == 1
    assert "one, cell 3 (from lib import charts, figures, seeds): BookError" in done.stderr
    assert "the typeface of the charts, SourceSansPro, cannot be loaded" in done.stderr
    assert "expected its file in the package font-source-sans-pro" in done.stderr
    assert "Set the environment up anew: rm .venv/.ready, then make book" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_typeface_that_is_no_font_file_is_told(monkeypatch, tmp_path):
    import font_source_sans_pro

    path = tmp_path / "broken.ttf"
    path.write_bytes(b"no font")
    monkeypatch.setattr(font_source_sans_pro, "font_files_ttf", {"SourceSansPro": str(path)})
    style._load_typeface.cache_clear()
    with pytest.raises(BookError, match=r"SourceSansPro, cannot be loaded: .* found \w+"):
        style.use()
    monkeypatch.undo()
    style.use()
