"""A small book for tests: the code and tables of this one, and chapters of a few lines; the real command, in a copy."""

import os
import shutil
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lib.seeds import ROOT

PARAMETERS = 'edition = "2026-07"\ntarget_pct = 3.5\nhorizon = 2035'
FILES = ("pyproject.toml", "CITATION.cff", "_config.yml", "requirements.txt")


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
        (self.folder / "_toc.yml").write_text(f"root: chapters/index\nchapters:\n{listed}", encoding="utf-8")
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

    def __call__(self, *arguments, **environment):
        """Call the real command in this book."""
        return self._call("-m", "lib.cli", *arguments, **environment)

    def python(self, code):
        """Run some Python in this book."""
        return self._call("-c", code)

    def _call(self, *arguments, **environment):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), **environment},
            capture_output=True,
            text=True,
        )

    def why(self):
        """Return the reasons that the command gives, by run."""
        lines = self("why").stdout.splitlines()
        pairs = (line.removeprefix("book: ").partition(": ") for line in lines)
        return {run: reasons for run, _, reasons in pairs if run != "the pages"}


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
