"""A small book for tests: the code and tables of this one, and chapters of a few lines; the real command, in a copy."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from functools import cache

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lib.seeds import ROOT

PARAMETERS = 'edition = "2026-07"\ntarget_pct = 3.5\nhorizon = 2035'
# A cell that publishes a figure: a book without one has no page of figures.
FIGURE = """
from lib import charts, figures, seeds
rows = seeds.table("common-funding").head(3)
ax = charts.canvas(2)
ax.plot([1, 2, 3], rows["value"].to_list())
figures.publish(
    ax, "spending-trial", data=rows[["value", "unit", "source_id"]].assign(n_count=[1, 2, 3]), title="A trial",
    subtitle="EUR million", sources=seeds.keys(rows), credit="NATO", edition="2026-07", alt="A line.", caption="One line.",
)
"""
FILES = ("pyproject.toml", "CITATION.cff", "_config.yml", "requirements.txt")


@cache
def built_here():
    """Return the folder of this checkout, in which the whole book is built.

    Processes that test side by side find it built: `make test` does so before it starts them.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        done = book(ROOT, "build", "--paper")
        assert done.returncode == 0, done.stderr
    assert (ROOT / "_build" / "html" / "index.html").exists(), "the book is not built here; run: make book"
    return ROOT


# Ends a program by saying how many kilobytes of memory it held at most. What resource.getrusage says counts the
# memory of the process that started it, too.
PEAK = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"


def notebook(code, prose="# Small?", parameters=PARAMETERS):
    """A chapter of one sentence, its parameters and one cell."""
    cells = [
        new_markdown_cell(prose, id="title"),
        new_code_cell(parameters, id="parameters", metadata={"tags": ["parameters"]}),
        new_code_cell(code, id="work"),
    ]
    return new_notebook(cells=cells)


class Book:
    """A book in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("lib", "seeds"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(ROOT / name, folder)
        (folder / "chapters").mkdir()
        self._names = []

    def chapter(self, name, code, **options):
        """Write a chapter and list it in the table of contents."""
        path = self.folder / "chapters" / f"{name}.ipynb"
        nbformat.write(notebook(code, **options), path)
        self._names = [*dict.fromkeys([*self._names, name])]
        listed = "".join(f"  - file: chapters/{name}\n" for name in self._names)
        (self.folder / "_toc.yml").write_text(
            f"format: jb-book\nroot: chapters/index\nchapters:\n{listed}", encoding="utf-8"
        )
        return path

    def edit(self, name, change):
        """Change a stored chapter in place, as an author would."""
        path = self.folder / "chapters" / f"{name}.ipynb"
        chapter = nbformat.read(path, as_version=4)
        change(chapter)
        nbformat.write(chapter, path)

    def write(self, path, text):
        """Write a file of the book."""
        (self.folder / path).write_text(text, encoding="utf-8")

    def table(self, name, change):
        """Change the bytes of a table, and describe it anew as an author does who means the change."""
        path = self.folder / "seeds" / "tables" / f"{name}.csv"
        content = change(path.read_bytes())
        path.write_bytes(content)
        package = self.folder / "seeds" / "datapackage.json"
        described = json.loads(package.read_text(encoding="utf-8"))
        (entry,) = (entry for entry in described["resources"] if entry["name"] == name)
        entry |= {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
        package.write_text(json.dumps(described), encoding="utf-8")

    def __call__(self, *arguments, **environment):
        """Call the real command in this book."""
        return self._call("-m", "lib.cli", *arguments, **environment)

    def python(self, code, *arguments):
        """Run some Python in this book."""
        return self._call("-c", code, *arguments)

    def _call(self, *arguments, **environment):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=variables(self.folder, environment),
            capture_output=True,
            text=True,
        )

    def start(self, *arguments, **environment):
        """Start the real command in a session of its own, as a terminal does; whoever asks sees to its end."""
        # Whoever tests in the background of a shell has given up Ctrl-C, and so has all that is started from there.
        return subprocess.Popen(
            ["env", "--default-signal=INT", sys.executable, "-m", "lib.cli", *arguments],
            cwd=self.folder,
            env=variables(self.folder, environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def processes(self):
        """Return every process that a command in this book has started and that still lives."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                own = process.environ().get("PYTHONPATH") == str(self.folder)
                if own and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    def until(self, holds, what):
        """Wait until something holds; fail if it never does."""
        deadline = time.monotonic() + 90
        while not holds():
            assert time.monotonic() < deadline, f"{what}: still waiting"
            time.sleep(0.02)

    def unfinished(self):
        """Return what a command must not leave: parts of files, folders of runs and of a rendering."""
        left = [*self.folder.rglob("*.partial"), *(self.folder / "_build" / "scratch").glob("*")]
        return left + [
            path for name in ("stage", "html.old") if (path := self.folder / "_build" / name).exists()
        ]

    def site(self):
        """Return the content of every file of the built site, by its path."""
        top = self.folder / "_build" / "html"
        return {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}

    def why(self):
        """Return the reasons that the command gives, by run."""
        lines = self("why").stdout.splitlines()
        pairs = (line.removeprefix("book: ").partition(": ") for line in lines)
        return {run: reasons for run, _, reasons in pairs if run != "the pages"}


def variables(folder, more):
    """Return the environment of a command in a book: kernels look whether they are in a test, and then do less."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return {**ours, "PYTHONPATH": str(folder), **more}


def book(folder, *arguments, before=(), umask=-1, **environment):
    """Call the real command in a book; `before` are commands that change what it runs in."""
    return subprocess.run(
        [*before, sys.executable, "-m", "lib.cli", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), **environment},
        umask=umask,
        capture_output=True,
        text=True,
    )
