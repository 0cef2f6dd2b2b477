"""The pages rendered by Jupyter Book in a process of its own, as `jupyter-book build .` renders them, but faster.

Run as a program with the root of the book and a folder for the pages.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lib import faults, guard
from lib.records import BookError

# What a line of Sphinx's output must hold to be worth showing when the pages cannot be rendered.
_TELLS = re.compile(r"WARNING|ERROR|[Ee]xception|Error:")


def render(root: Path, stage: Path, paper: Sequence[str] = ()) -> Path:
    """Render the stored chapters and briefs into a folder, warnings being errors; returns the folder of the pages.

    The pages are those that `jupyter-book build . -W -n --keep-going` makes, byte for byte.
    The front page leads to the editions on `paper`, which are made afterwards.
    Raises BookError with the lines that tell why, and the path of the whole log, if they cannot be rendered.
    """
    # What an earlier rendering left would be taken up again, with pages that nothing leads to any more.
    shutil.rmtree(stage, ignore_errors=True)
    command = [sys.executable, "-m", "lib.rendering", str(root), str(stage)]
    pipe = subprocess.PIPE
    # In a session of its own, so that it and the processes that it starts are one group, which ends with this process.
    with (
        subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, "BOOK_PAPER": " ".join(paper)},
            stdout=pipe,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process,
        guard.watched(process.pid),
    ):
        said, _ = process.communicate()
    pages = _pages(stage)
    if process.returncode or not (pages / "index.html").exists():
        raise BookError(_failure(root, process.returncode, said))
    return pages


def _failure(root: Path, code: int, said: str) -> str:
    """Return the message for a rendering that failed: what tells why, and where all that it said is kept."""
    full = [line for line in said.splitlines() if line.strip()]
    lines = [line for line in full if _TELLS.search(line)][:20] or full[-3:]
    if code < 0:
        lines.append(f"its process was killed (signal {-code}), perhaps for want of memory. Build again.")
    lines.append(faults.remedy(said))
    log = root / "_build" / "render.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(said, encoding="utf-8")
        lines.append(f"the whole log: {log}")
    except OSError as error:
        log.unlink(missing_ok=True)
        lines.append(f"the log could not be kept: {error.strerror}")
    return "\n".join(["the pages could not be rendered:", *filter(None, lines)])


def _pages(stage: Path) -> Path:
    return stage / "_build" / "html"


def main(root: Path, stage: Path) -> int:
    """Render in this process, as the command of Jupyter Book would; returns what it would exit with."""
    # The process makes trees of millions of nodes, throws hardly any away and soon ends: looking for garbage among
    # them would take a third of its time.
    gc.disable()
    from jupyter_book.sphinx import build_sphinx  # type: ignore[import-untyped]

    outcome: Any = build_sphinx(
        root,
        _pages(stage),
        use_external_toc=True,
        noconfig=True,
        path_config=root / "_config.yml",
        confoverrides={
            "external_toc_path": (root / "_toc.yml").as_posix(),
            "latex_individualpages": False,
            "nitpicky": True,
        },
        builder="html",
        warningiserror=True,
        keep_going=True,
        quiet=True,
    )
    return outcome if isinstance(outcome, int) else 1


def _leave(code: int) -> None:
    """End the process at once: giving the trees back node by node would take another second."""
    for child in multiprocessing.active_children():
        child.terminate()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _leave(main(Path(sys.argv[1]), Path(sys.argv[2])))
