"""What dies on a cluster takes nothing with it: the run says so, and no process of it is left on the worker."""

import contextlib
import os
import signal

import psutil
import pytest
from small import Book

ENDLESS = "import pathlib\npathlib.Path('began').touch()\nwhile True: pass"
LOST = "import psutil\npsutil.Process().parent().parent().kill()\nimport time\ntime.sleep(1000)"


@pytest.fixture
def book(tmp_path):
    """A book beside the folders of the workers."""
    (tmp_path / "book").mkdir()
    return Book(tmp_path / "book")


def runners(folder):
    """The processes of runs on the workers, whose folders are here."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            path = process.environ().get("PYTHONPATH", "")
            if (
                path.startswith(f"{folder}/")
                and "/book-" in path
                and process.status() != psutil.STATUS_ZOMBIE
            ):
                found.append(process)
    return found


def test_a_run_whose_process_dies_on_its_worker_is_told_with_how_to_rerun_it(two_workers, book, tmp_path):
    address, _ = two_workers
    book.chapter("one", LOST)
    done = book("run", "one", "--scheduler", address)
    assert done.returncode == 1
    assert (
        "one: no worker could run it: RuntimeError('the process of the run ended on its worker (code -9)"
        in (done.stderr)
    )
    assert "rerun it alone with: book run one" in done.stderr
    book.until(lambda: not runners(tmp_path), "the end of the kernel")


def test_a_worker_that_is_killed_takes_its_run_with_it_and_the_command_can_be_stopped(
    two_workers, book, tmp_path
):
    address, workers = two_workers
    path = book.chapter("one", ENDLESS)
    before = path.read_bytes()
    process = book.start("run", "one", "--scheduler", address)
    book.until(lambda: [*tmp_path.glob("*/**/chapters/began")], "the cell")
    for worker in workers:
        worker.send_signal(signal.SIGKILL)
    book.until(lambda: not runners(tmp_path), "the end of every process on the workers")
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.splitlines()[-1]) == (
        130,
        "book: stopped; what was finished is kept, nothing is half done",
    )
    assert path.read_bytes() == before
