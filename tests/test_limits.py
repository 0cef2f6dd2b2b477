"""A cell that never ends, says too much or takes its kernel away: a message with chapter and cell, nothing stored."""

import nbformat
import pytest
from small import PEAK, Book, notebook

from lib import engine, execution
from lib.execution import Task

HELPER = '''def wait():
    """Wait for what never comes."""
    while True:
        pass
'''


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book with a helper that never ends."""
    book = Book(tmp_path_factory.mktemp("book"))
    book.write("lib/helper.py", HELPER)
    return book


def failed(book, code, *options):
    """Run a chapter that must fail; returns its message, after a look that nothing was stored and nothing runs."""
    path = book.chapter("one", code)
    before = path.read_bytes()
    done = book("run", "one", *options)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "rerun it alone with: book run one\n" in done.stderr
    assert path.read_bytes() == before
    book.until(lambda: not book.processes(), "the end of every process")
    assert book.unfinished() == []
    return done.stderr


def test_a_cell_that_never_ends_is_stopped_at_the_limit_of_the_call_and_says_where_it_was(book):
    said = failed(book, "from lib import helper\nx = 1\nhelper.wait()", "--cell-timeout", "1")
    assert "one, cell 3 (from lib import helper): it had not ended after 1 s, the limit of a cell" in said
    assert "line 3 of the cell, last in lib/helper.py, line 4" in said or "lib/helper.py, line 3" in said
    assert "another limit: --cell-timeout SECONDS, or for good in _config.yml, under execute: timeout" in said


def test_the_limit_stands_in_the_configuration(book):
    path = book.folder / "_config.yml"
    kept = path.read_text(encoding="utf-8")
    book.write("_config.yml", "execute:\n  timeout: 2\n")
    said = failed(book, "import time\ntime.sleep(1000)")
    path.write_text(kept, encoding="utf-8")
    assert "it had not ended after 2 s" in said


def test_a_cell_that_will_not_be_interrupted_is_stopped_too(monkeypatch):
    monkeypatch.setattr(engine, "_ANSWER_SECONDS", 1)
    code = "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass"
    result = execution.execute(Task("one", "one", nbformat.writes(notebook(code)), cell_seconds=1))
    assert "one, cell 3 (while True:): it had not ended after 1 s" in result.error


@pytest.mark.parametrize(
    ("given", "found"), [("soon", '"soon"'), ("0", '"0"'), ("-5", '"-5"'), ("2.5", '"2.5"')]
)
def test_a_limit_that_is_none_is_refused(book, given, found):
    path = book.folder / "_config.yml"
    kept = path.read_text(encoding="utf-8")
    book.write("_config.yml", f"execute:\n  timeout: {given}\n")
    book.chapter("one", "1")
    done = book("run", "one")
    path.write_text(kept, encoding="utf-8")
    assert done.returncode == 1
    assert (
        f"_config.yml, execute: timeout: expected whole seconds above 0, or -1 for no limit, found {found}"
        in (done.stderr)
    )


def test_a_limit_of_the_call_that_is_none_is_refused(book):
    done = book("run", "one", "--cell-timeout", "0")
    assert done.returncode == 2
    assert "--cell-timeout takes whole seconds above 0, found 0" in done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "print('x' * 100_000_000)",
        "for n in range(2_000_000): print('x' * 50)",
        "import subprocess; subprocess.run('yes')",
    ],
)
def test_a_cell_that_prints_a_hundred_megabytes_is_stopped_at_one(book, code):
    said = failed(book, code)
    first = code.splitlines()[0]
    assert (
        f"one, cell 3 ({first}): it left more than 1,000,000 characters of text, the limit of a cell" in said
    )
    assert len(said) < 1000


def test_a_cell_that_shows_a_hundred_megabytes_is_stopped_at_ten(book):
    said = failed(book, "from IPython.display import HTML\nHTML('x' * 100_000_000)")
    assert "it left more than 10,000,000 characters of outputs, the limit of a cell" in said


def test_a_long_print_takes_no_more_memory_than_a_short_one(book):
    book.chapter("one", "print('x' * 400_000_000)")
    done = book.python(f"from lib import cli\nassert cli.main(['run', 'one']) == 1\n{PEAK}")
    kilobytes = int(done.stdout.split()[-1])
    assert kilobytes < 250_000, done.stderr


@pytest.mark.parametrize("code", ["import os; os._exit(3)", "import os; os.kill(os.getpid(), 9)"])
def test_a_kernel_that_dies_names_the_cell_that_it_was_in(book, code):
    said = failed(book, code)
    assert f"one, cell 3 ({code}): the kernel stopped while this cell ran" in said


def test_a_cell_that_ends_the_run_is_no_success(book):
    said = failed(book, "import sys\nsys.exit(0)")
    assert "one, cell 3 (import sys): the run ended here, before the last cell" in said


def test_an_error_names_the_line_of_the_cell_and_the_last_one_in_lib(book):
    book.write("lib/helper.py", HELPER + "\n\ndef half(x):\n    return 2 / x\n")
    said = failed(book, "from lib import helper\n\nhelper.half(0)")
    assert "one, cell 3 (from lib import helper): ZeroDivisionError\nbook:     division by zero" in said
    assert "book:   line 3 of the cell, last in lib/helper.py, line 8\n" in said
