"""The benchmark: one table from one sitting of alternating runs. It asserts nothing about time.

Each way of building gets the same notebooks in a copy of the book: `stock` is `jupyter-book build` that executes
everything, `papermill` runs the notebooks one after the other and renders nothing, `book` is this book's command:
cold, after one changed table, after changed prose, and with nothing to do. Call it with `make bench`.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

import nbformat
import papermill
import psutil

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ("context", "spending-debate", "mattis-hegseth")  # beside the briefs
ALONE = (*CHAPTERS, "udcg-history")  # four notebooks, no briefs
TARGETS = (2.0, 5.0, 4.0)  # further briefs of every ally, for the largest size


def copy(folder: Path, chapters: tuple[str, ...]) -> Path:
    """Put a copy of the book with some of its chapters into a folder; returns the folder."""
    kept = shutil.ignore_patterns("__pycache__", "_build", ".venv", ".git", "tests")
    shutil.copytree(ROOT, folder, ignore=kept)
    for path in (folder / "chapters").glob("*"):
        if path.stem not in (*chapters, "sources"):
            path.unlink()
    for name in chapters:
        notebook = nbformat.read(folder / "chapters" / f"{name}.ipynb", as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                # Links to chapters that are not in this copy lead nowhere.
                cell.source = re.sub(r"\[([^\]]*)\]\((?!https?:)[^)]*\)", r"\1", cell.source)
        nbformat.write(notebook, folder / "chapters" / f"{name}.ipynb")
    (folder / "chapters" / "index.md").write_text("# The benchmark\n", encoding="utf-8")
    listed = "".join(f"  - file: chapters/{name}\n" for name in (*chapters, "sources"))
    toc = f"format: jb-book\nroot: chapters/index\nchapters:\n{listed}"
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    return folder


def briefs(folder: Path, targets: tuple[float | None, ...]) -> None:
    """Write the briefs of all allies as notebooks of their own and list them, as a book without this command would."""
    sys.path.insert(0, str(ROOT))
    from lib import chapters

    source = papermill.iorw.load_notebook_node(str(folder / "chapters" / "ally-brief.ipynb"))
    (folder / "briefs").mkdir()
    listed = ""
    for target in targets:
        for ally in chapters.allies():
            name = chapters.slug(ally) + ("" if target is None else f"-{target:g}")
            values = {"ally": ally} | ({} if target is None else {"target_pct": target})
            notebook = papermill.parameterize.parameterize_notebook(source, values)
            notebook.cells[0].source = f"# {name}"
            nbformat.write(notebook, folder / "briefs" / f"{name}.ipynb")
            listed += f"  - file: briefs/{name}\n"
    with (folder / "_toc.yml").open("a", encoding="utf-8") as toc:
        toc.write(listed)


class Peak(threading.Thread):
    """Watches the memory of a process and all that it starts; shared pages are counted once."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.process, self.most = psutil.Process(process.pid), 0
        self.start()

    def run(self) -> None:
        """Look ten times a second until the process is gone."""
        while self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE:
            total = 0
            for one in (self.process, *self.process.children(recursive=True)):
                try:
                    total += one.memory_full_info().pss
                except (psutil.Error, AttributeError):
                    continue
            self.most = max(self.most, total)
            time.sleep(0.1)


def timed(folder: Path, *command: str) -> tuple[float, float]:
    """Run a command in a copy; returns seconds of wall time and the peak of memory in megabytes."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    started = time.monotonic()
    with (folder / "bench.log").open("a") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        peak = Peak(process)
        code = process.wait()
    seconds = time.monotonic() - started
    if code:
        raise SystemExit(f"{' '.join(command)} failed; see {folder}/bench.log")
    return seconds, peak.most / 1e6


def stock(folder: Path) -> tuple[float, float]:
    """Build with Jupyter Book alone, everything executed."""
    shutil.rmtree(folder / "_build", ignore_errors=True)
    return timed(folder, str(Path(sys.executable).with_name("jupyter-book")), "build", str(folder), "-q")


def plain(folder: Path) -> tuple[float, float]:
    """Run all notebooks with papermill, one after the other."""
    code = (
        "import papermill, pathlib\n"
        "for path in sorted([*pathlib.Path('chapters').glob('*.ipynb'), *pathlib.Path('briefs').glob('*.ipynb')]):\n"
        "    papermill.execute_notebook(str(path), '_out.ipynb', cwd=path.parent, progress_bar=False)\n"
    )
    return timed(folder, sys.executable, "-c", code)


def book(folder: Path, *arguments: str) -> tuple[float, float]:
    """Call the book's command."""
    return timed(folder, sys.executable, "-m", "lib.cli", *(arguments or ("build",)))


def cold(folder: Path) -> tuple[float, float]:
    """Build with nothing left of an earlier build."""
    shutil.rmtree(folder / "_build", ignore_errors=True)
    return book(folder)


def one_table(folder: Path) -> tuple[float, float]:
    """Build after a table that only one chapter reads has changed by a word."""
    path = folder / "seeds" / "tables" / "themes.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("added to the thirteen", "added to thirteen"), encoding="utf-8")
    try:
        return book(folder)
    finally:
        path.write_text(text, encoding="utf-8")


def prose(folder: Path) -> tuple[float, float]:
    """Build after a sentence has been added."""
    with (folder / "chapters" / "index.md").open("a", encoding="utf-8") as file:
        file.write("\nOne more sentence.\n")
    return book(folder)


def size(folder: Path) -> float:
    """Return the size of the built site in megabytes."""
    return (
        sum(path.stat().st_size for path in (folder / "_build" / "html").rglob("*") if path.is_file()) / 1e6
    )


def main() -> None:
    """Measure, alternating between the ways, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[4, 36, 132], choices=(4, 36, 132))
    options = parser.parse_args()
    rows: dict[tuple[int, str], list[tuple[float, float]]] = {}
    sizes: dict[tuple[int, str], float] = {}
    with tempfile.TemporaryDirectory(prefix="book-bench-") as name:
        for count in options.sizes:
            chapters = ALONE if count == 4 else (*CHAPTERS, "ally-brief")
            ours = copy(Path(name) / f"ours-{count}", chapters)
            theirs = copy(Path(name) / f"theirs-{count}", chapters)
            config = theirs / "_config.yml"
            text = config.read_text(encoding="utf-8").replace(
                'execute_notebooks: "off"', "execute_notebooks: force\n  timeout: -1"
            )
            config.write_text(text, encoding="utf-8")
            if count > 4:
                briefs(theirs, (None, *TARGETS) if count == 132 else (None,))
            sweep = (
                "run",
                "ally-brief",
                "--each",
                "ally=all",
                "--each",
                f"target_pct={','.join(map(str, TARGETS))}",
            )
            for _ in range(options.rounds):
                ways = {
                    "jupyter-book, executing": partial(stock, theirs),
                    "papermill in a loop, no pages": partial(plain, theirs),
                    "book build, cold": partial(cold, ours),
                }
                if count == 132:
                    # The pages hold one brief for each ally; the other 96 are a sweep of the command.
                    ways["book run, the 96 further briefs"] = partial(book, ours, *sweep)
                else:
                    ways |= {
                        "book build, one table changed": partial(one_table, ours),
                        "book build, the table changed back": partial(book, ours),
                        "book build, prose changed": partial(prose, ours),
                        "book build, nothing to do": partial(book, ours),
                    }
                for way, measure in ways.items():
                    rows.setdefault((count, way), []).append(measure())
                    print(f"{count} {way}: {rows[count, way][-1][0]:.1f} s", file=sys.stderr, flush=True)
            sizes[count, "jupyter-book, executing"] = size(theirs)
            sizes[count, "book build, cold"] = size(ours)
    print(table(rows, sizes))


def table(rows: dict[tuple[int, str], list[tuple[float, float]]], sizes: dict[tuple[int, str], float]) -> str:
    """Return the results as a table that methods.md shows: medians, ratios to stock, peak memory, size of the site."""
    cores = f"{os.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB, {platform.machine()}"
    lines = [
        f"```{{csv-table}} {time.strftime('%Y-%m-%d')}, {cores}, Python {platform.python_version()}",
        ":header-rows: 1",
        "",
        "notebooks,way,seconds (median),rounds,times as fast as jupyter-book,peak memory (MB),site (MB)",
    ]
    for (count, way), found in rows.items():
        seconds = statistics.median(one[0] for one in found)
        stock_seconds = statistics.median(one[0] for one in rows[count, "jupyter-book, executing"])
        peak = max(one[1] for one in found)
        built = f"{sizes[count, way]:.1f}" if (count, way) in sizes else ""
        lines.append(
            f'{count},"{way}",{seconds:.1f},{len(found)},{stock_seconds / seconds:.1f},{peak:.0f},{built}'
        )
    return "\n".join([*lines, "```"])


if __name__ == "__main__":
    main()
