"""A command that is stopped or killed, whenever it is, leaves the last good site, no half file and no process.

The real command, real signals, real kernels; afterwards the next build must be right.
"""

import os
import signal

import pytest
from small import FIGURE, Book

# A cell that has begun work outside of Python, and never ends.
ENDLESS = """
import pathlib, subprocess
subprocess.Popen(["sleep", "1000"])
pathlib.Path("began").touch()
while True:
    pass
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book that has been built: one chapter with a figure."""
    book = Book(tmp_path_factory.mktemp("built"))
    book.chapter("one", FIGURE)
    book.write("chapters/index.md", "# Small\n\nText.\n")
    done = book("build")
    assert done.returncode == 0, done.stderr
    return book


@pytest.fixture
def endless(book):
    """The same book with a chapter that never ends; afterwards the chapter is the old one again."""
    path = book.folder / "chapters" / "one.ipynb"
    kept = path.read_bytes()
    book.chapter("one", ENDLESS)
    yield book
    path.write_bytes(kept)
    (book.folder / "chapters" / "began").unlink(missing_ok=True)


def files(book):
    """Everything in the book that must be as it was: chapters, figures, records, site."""
    tops = [
        book.folder / "chapters",
        *(book.folder / "_build" / name for name in ("figures", "runs", "html")),
    ]
    paths = [path for top in tops for path in top.rglob("*") if path.is_file() and path.name != "began"]
    return {path: path.read_bytes() for path in paths}


def begun(book, *command):
    """Start a command that runs the endless chapter, and wait until its cell has begun."""
    process = book.start(*command)
    book.until((book.folder / "chapters" / "began").exists, "the cell")
    return process


def ended(book, process):
    """Wait for the end of a command and of all that it has started; returns its exit code and messages."""
    _, said = process.communicate(timeout=60)
    book.until(lambda: not book.processes(), "the end of every process")
    return process.returncode, said


def test_a_build_that_is_killed_while_a_chapter_runs_loses_nothing_and_leaves_no_process(endless):
    before = files(endless)
    process = begun(endless, "build")
    assert len(endless.processes()) > 2
    process.kill()
    assert ended(endless, process)[0] == -signal.SIGKILL
    assert files(endless) == before


@pytest.mark.parametrize("command", [("build",), ("run", "one", "--each", "horizon=2035,2040")], ids=" ".join)
@pytest.mark.parametrize(
    ("number", "everybody", "code"),
    [(signal.SIGINT, True, 130), (signal.SIGINT, False, 130), (signal.SIGTERM, False, 143)],
    ids=["Ctrl-C", "SIGINT", "SIGTERM"],
)
def test_a_command_that_is_stopped_says_so_in_a_line_and_loses_nothing(
    endless, command, number, everybody, code
):
    before = files(endless)
    process = begun(endless, *command)
    (os.killpg if everybody else os.kill)(process.pid, number)
    assert ended(endless, process) == (
        code,
        "book: stopped; what was finished is kept, nothing is half done\n",
    )
    assert files(endless) == before
    assert endless.unfinished() == []


@pytest.fixture
def changed(book):
    """The same book with a changed page, so that it has to be rendered."""
    path = book.folder / "chapters" / "index.md"
    text = path.read_text(encoding="utf-8")
    book.write("chapters/index.md", text + "\nAnother paragraph.\n")
    return book


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["killed", "Ctrl-C"])
def test_a_build_that_is_stopped_while_it_renders_leaves_the_old_site_and_the_next_is_right(changed, number):
    before = changed.site()
    process = changed.start("build")
    stage = changed.folder / "_build" / "stage" / "_build" / "html"
    changed.until(stage.exists, "the rendering")
    os.killpg(process.pid, number)
    code, said = ended(changed, process)
    assert code == (130 if number == signal.SIGINT else -number)
    assert "Traceback" not in said
    assert changed.site() == before
    done = changed("build")
    assert done.returncode == 0, done.stderr
    page = changed.folder / "_build" / "html" / "chapters" / "index.html"
    assert "Another paragraph." in page.read_text(encoding="utf-8")
    assert changed.unfinished() == []
    assert "nothing to do" in changed("build").stdout


# Swaps a site in again and again, each time in a process that is killed before its nth change of a folder, until one
# comes to its end; prints what stands at the place of the site afterwards.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from lib import building, edition, manifest

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"}
build = Path("_build")

def put(folder, word):
    folder.mkdir(parents=True)
    for name in "ab":
        (folder / name).write_text(word)

def swap(n):
    left = n

    def change(event, arguments):
        nonlocal left
        left -= event in CHANGES
        if event in CHANGES and left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(change)
    building._swap_in(build / "stage" / "_build" / "html")
    os._exit(0)

manifest.make = lambda *parts: {}
if sys.argv[1] == "in two steps":
    building._exchange = lambda one, other: False
for n in range(99):
    shutil.rmtree(build, ignore_errors=True)
    put(build / "html", "old")
    put(build / "stage" / "_build" / "html", "new")
    if not (child := os.fork()):
        swap(n)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if sys.argv[1] == "in two steps":
        building._clear()
    print(*(path.read_text() for path in sorted((build / "html").iterdir())), code)
    if code != -signal.SIGKILL:
        break
"""


@pytest.mark.parametrize("steps", ["in one step", "in two steps"])
def test_a_build_that_is_killed_while_it_swaps_the_site_in_leaves_a_whole_one(tmp_path, steps):
    done = Book(tmp_path).python(KILLED, steps)
    *killed, last = done.stdout.splitlines()
    assert last == "new new 0", done.stderr
    assert set(killed) == {"old old -9", "new new -9"}
