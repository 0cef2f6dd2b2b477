"""Two builds never store into one folder at once; the second says whose turn it is, a dead process takes no turn."""

import pytest
from small import Book

from lib import locks
from lib.records import BookError

WAITING = "import pathlib, time\npathlib.Path('began').touch()\ntime.sleep(1000)"


@pytest.fixture
def busy(tmp_path):
    """A book in which a build is under way, and its process."""
    book = Book(tmp_path)
    book.chapter("one", WAITING)
    process = book.start("build")
    book.until((tmp_path / "chapters" / "began").exists, "the cell")
    yield book, process
    process.kill()
    process.communicate()
    book.until(lambda: not book.processes(), "the end of every process")


def test_a_second_build_is_refused_in_a_line_and_the_lock_of_a_dead_one_does_not_count(busy):
    book, process = busy
    for command in (("build",), ("run", "one")):
        done = book(*command)
        assert done.returncode == 1
        assert done.stderr == (
            f"book: {book.folder}/_build: another build is under way there (process {process.pid}). "
            "Wait for its end, or stop it.\n"
        )
    assert len([*(book.folder / "_build" / "scratch").iterdir()]) == 1
    process.kill()
    process.wait()
    book.until(lambda: not book.processes(), "the end of every process")
    book.chapter("one", "print(1)")
    done = book("run", "one")
    assert done.returncode == 0, done.stderr
    assert book.unfinished() == []


def test_a_run_with_other_parameters_stores_elsewhere_and_need_not_wait(busy):
    book, process = busy
    book.chapter("two", "print(2)")
    done = book("run", "two", "-p", "horizon=2040")
    assert done.returncode == 0, done.stderr
    assert process.poll() is None


def test_who_holds_a_lock_may_enter_again(tmp_path):
    with locks.alone(tmp_path):
        with locks.alone(tmp_path):
            pass
        assert locks.take(tmp_path / ".lock") is None
        with pytest.raises(BookError, match="another build"):
            locks._held.clear()
            with locks.alone(tmp_path):
                pass
    with locks.alone(tmp_path):
        pass
