"""One run of one chapter, from its code and parameters to its outputs; nothing is stored here.

The same function runs a chapter on this machine and on a worker elsewhere, so that results do not depend on where.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from lib import faults, inputs, kernels, private, prose, scratch
from lib.records import BookError

_LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}
_INJECTED = "injected-parameters"  # the tag of the cell in which papermill puts the parameters of a run
_CELL_SECONDS = 300  # the longest that a cell may take, if _config.yml says nothing
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Task:
    """One run to be done: the chapter as JSON text, its parameters, and how the run is called in messages."""

    id: str
    chapter: str
    notebook: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    cell_seconds: int = 0  # the longest that a cell may take; 0 is what _config.yml says

    @property
    def rerun(self) -> str:
        """The command that does this run alone."""
        given = "".join(f" -p {name}={_quoted(value)}" for name, value in self.parameters.items())
        return f"book run {self.chapter}{given}"


def _quoted(value: object) -> str:
    text = str(value)
    return text if re.fullmatch(r"[\w.+-]+", text) else "'" + text.replace("'", "'\\''") + "'"


@dataclass(frozen=True)
class Result:
    """What a run left: the executed chapter in the form that is stored, its figures' files, the inputs it read.

    A run that failed has `error`, in the words of the message, and nothing else.
    """

    task: Task
    notebook: str = ""
    figures: Mapping[str, bytes] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    seconds: float = 0.0
    error: str = ""


def execute(task: Task) -> Result:
    """Run one chapter in a kernel of its own; never raises for what goes wrong in a cell, but says it in the result."""
    started = time.monotonic()
    try:
        with TemporaryDirectory(prefix="run-", dir=scratch.folder()) as name:
            result = _executed(task, Path(name))
    except OSError as error:
        result = Result(task, error=_said(task, task.id, faults.of_system(error)))
    return replace(result, seconds=time.monotonic() - started)


def _executed(task: Task, folder: Path) -> Result:
    from papermill.exceptions import PapermillExecutionError

    from lib import engine

    source = nbformat.reads(task.notebook, as_version=4)
    figures, log = folder / "figures", folder / "reads"
    figures.mkdir()
    watch = engine.Watch(task.cell_seconds or cell_seconds())
    environment = {
        "BOOK_FIGURES": str(figures),
        "JUPYTER_RUNTIME_DIR": str(folder),
        **inputs.environment(log),
    }
    try:
        with kernels.warm(environment):
            done = engine.run(source, task.parameters, inputs.ROOT / "chapters", watch)
    except PapermillExecutionError as error:
        late = error.ename == "KeyboardInterrupt" and watch.overdue
        said = _late(task, watch, error.traceback) if late else _explain(task, source, error)
        return Result(task, error=said)
    except engine.CellStopped:
        return Result(task, error=_stopped(task, watch))
    except RuntimeError as error:
        return Result(task, error=_said(task, task.id, f"no kernel began: {error}"))
    if (left := _not_run(done)) is not None:
        place = _place(task, left, done.cells[left].source)
        return Result(task, error=_said(task, place, "the run ended here, before the last cell"))
    stored = stored_form(done)
    files = {file.name: file.read_bytes() for file in sorted(figures.iterdir())}
    if leak := private.found([cell.get("outputs", []) for cell in stored.cells], files):
        what, where = leak
        words = f"the output would publish {what}: let the cell not show it"
        return Result(task, error=_said(task, f"{task.id}, {where}", words))
    return Result(task, notebook=text_of(stored), figures=files, reads=tuple(inputs.reads(log)))


def cell_seconds() -> int | None:
    """Return how long a cell may take, in seconds, as _config.yml says under execute: timeout; None is without end.

    Raises BookError if that is no number of seconds.
    """
    import yaml

    settings = yaml.safe_load((inputs.ROOT / "_config.yml").read_text(encoding="utf-8"))
    given = (settings.get("execute") or {}).get("timeout", _CELL_SECONDS)
    if isinstance(given, bool) or not isinstance(given, int) or given == 0 or given < -1:
        raise BookError(
            f'_config.yml, execute: timeout: expected whole seconds above 0, or -1 for no limit, found "{given}".'
        )
    return None if given == -1 else given


def _not_run(notebook: nbformat.NotebookNode) -> int | None:
    """Return the first cell that ended a run without an error, as sys.exit() does, or None: every cell has run."""
    for n, cell in enumerate(notebook.cells):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return n
    return None


def text_of(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as the text of its file."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def stored_form(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run, and give the page what each figure says of itself."""
    notebook.metadata = {"kernelspec": _KERNEL, "language_info": _LANGUAGE}
    for cell in notebook.cells:
        if _INJECTED in cell.metadata.get("tags", []):
            cell["id"] = _INJECTED  # papermill draws one by lot
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        if "figure" in cell.metadata.get("mystnb", {}):
            del cell.metadata["mystnb"]  # what an earlier run showed here, perhaps of another ally
        for output in cell.get("outputs", []):
            figure = output.get("metadata", {}).get("book", {})
            if "caption" in figure:
                # MyST-NB reads caption and alt text from the cell, not from the output.
                cell.metadata["mystnb"] = {
                    "figure": {"name": figure["id"], "caption": prose.literal(figure["caption"])},
                    "image": {"alt": figure["alt"]},
                }
    return notebook


def _place(task: Task, cell: int, source: str) -> str:
    first = source.strip().splitlines()[0] if source.strip() else ""
    return f"{task.id}, cell {cell + 1} ({first})"


def _said(task: Task, place: str, what: str) -> str:
    """Return the message of a run that failed, in the form of them all."""
    return f"{place}: {what}\n  what was stored is unchanged; rerun it alone with: {task.rerun}"


def _explain(task: Task, source: nbformat.NotebookNode, error: Any) -> str:
    """Say in a few lines which cell failed, in which line of lib/ or of the cell, and how to rerun it."""
    message = str(error.evalue).replace("\n", "\n    ")
    remedy = faults.remedy(message)
    said = f"\n    {message}{f'. {remedy}' if remedy else ''}" if message else ""
    what = f"{error.ename}{said}{_last(error.traceback)}"
    what += _sentences(source, str(error.evalue))
    return _said(task, _place(task, error.cell_index, error.source), what)


def _late(task: Task, watch: Any, traceback: Sequence[str]) -> str:
    what = (
        f"it had not ended after {watch.seconds} s, the limit of a cell{_last(traceback)}\n"
        "  another limit: --cell-timeout SECONDS, or for good in _config.yml, under execute: timeout"
    )
    return _said(task, _place(task, watch.cell, watch.source), what)


def _stopped(task: Task, watch: Any) -> str:
    """Say why a kernel is gone: too much said, too much time, or it ended by itself."""
    from lib import engine

    place = _place(task, watch.cell, watch.source)
    if watch.too_long:
        limit = f"{kernels.TEXT_LIMIT:,} characters of text"
        if watch.text <= kernels.TEXT_LIMIT:
            limit = f"{engine.OUTPUT_LIMIT:,} characters of outputs"
        return _said(task, place, f"it left more than {limit}, the limit of a cell\n  let it show less")
    if watch.overdue:
        return _late(task, watch, [])
    what = "the kernel stopped while this cell ran: it was killed from outside (perhaps for want of memory), or crashed"
    return _said(task, place, what)


def _last(traceback: Sequence[str]) -> str:
    """Say in which line of the cell, and in which of lib/, an error arose, by the trace of its kernel."""
    trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(traceback))
    said = []
    if lines := re.findall(r"^\s*Cell In ?\[\d+\], line (\d+)", trace, re.MULTILINE):
        said.append(f"line {lines[-1]} of the cell")
    frames = re.findall(r"^\s*File (.+?):(\d+)", trace, re.MULTILINE)
    own = [(path, line) for path, line in frames if Path(path).expanduser().parent == inputs.ROOT / "lib"]
    if own:
        said.append(f"last in lib/{Path(own[-1][0]).name}, line {own[-1][1]}")
    return f"\n  {', '.join(said)}" if said else ""


def _sentences(source: nbformat.NotebookNode, message: str) -> str:
    """Say in which sentences a number stands that could not be written; nothing if the error is another one."""
    key = re.match(r'(?:number|words) "([^"]+)":', message)
    if not key:
        return ""
    text = "\n\n".join(cell.source for cell in source.cells if cell.cell_type == "markdown")
    return "".join(f"\n  it stands in: {sentence}" for sentence in prose.using(text, key[1]))
