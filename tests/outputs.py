"""The stored outputs of the chapters against a fresh run, cell by cell: nbval judges, `book compare` says what differs.

    python tests/outputs.py [FOLDER or NOTEBOOK ...]

On another platform than that of the stored drawings, `book compare` judges: text and numbers exactly, drawings by
their marks and as pictures (lib/likeness.py).
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from lib import cli, likeness

# nbval prints both states of each cell that differs, and a drawing is a wall of coordinates: it is told not to.
QUIETLY = ("--nbval", "-q", "-rN", "--tb=no", "--no-summary", "-p", "no:cacheprovider")


class Failed:
    """Notes the chapters of which a cell fails, or that cannot be read."""

    def __init__(self):
        self.chapters = {}

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self._note(report)

    def pytest_collectreport(self, report):
        if report.failed:
            self._note(report)

    def _note(self, report):
        path, _, cell = report.nodeid.partition("::")
        self.chapters.setdefault(Path(path).stem, []).append(cell.rpartition("::")[2])


def main(given):
    """Return 0 if every stored output is what a run gives, another number if not."""
    if not likeness.at_home():
        return cli.main(["compare", *(Path(path).stem for path in given if path.endswith(".ipynb"))])
    failed = Failed()
    with TemporaryDirectory() as figures:
        os.environ["BOOK_FIGURES"] = figures  # those of the last build stay as they are, to be compared with
        code = pytest.main([*QUIETLY, *(given or ["chapters"])], plugins=[failed])
        del os.environ["BOOK_FIGURES"]
    if code and failed.chapters:
        counts = ", ".join(f"{len(cells)} of {name}" for name, cells in failed.chapters.items())
        print(f"nbval: cells that are not as stored: {counts}", flush=True)
        if not cli.main(["compare", *failed.chapters]):
            print(
                f"a second run gives what is stored: something that no input fixes changes {failed.chapters}"
            )
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
