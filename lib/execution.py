"""One run of one chapter, from its code and parameters to its outputs; nothing is stored here.

The same function runs a chapter on this machine and on a worker elsewhere, so that results do not depend on where.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from lib import inputs, kernels, prose

_LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}
_INJECTED = "injected-parameters"  # the tag of the cell in which papermill puts the parameters of a run
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class Task:
    """One run to be done: the chapter as JSON text, its parameters, and how the run is called in messages."""

    id: str
    chapter: str
    notebook: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

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
    import papermill
    from papermill.exceptions import PapermillExecutionError

    source = nbformat.reads(task.notebook, as_version=4)
    started = time.monotonic()
    with TemporaryDirectory(prefix="book-run-") as name:
        folder = Path(name)
        figures, log = folder / "figures", folder / "reads"
        figures.mkdir()
        try:
            with kernels.warm({"BOOK_FIGURES": str(figures), **inputs.environment(log)}):
                done = papermill.execute_notebook(
                    source,
                    None,
                    parameters=dict(task.parameters),
                    kernel_name="python3",
                    language="python",
                    cwd=str(inputs.ROOT / "chapters"),
                    progress_bar=False,
                    log_output=False,
                    # The kernel otherwise says on every start and stop what is no news here.
                    extra_arguments=["--IPKernelApp.log_level=50"],
                )
        except PapermillExecutionError as error:
            return Result(task, error=_explain(task, source, error), seconds=time.monotonic() - started)
        except RuntimeError as error:
            # A kernel that dies takes no cell's name with it.
            message = f"{task.id}: the kernel stopped: {error}\n  rerun it alone with: {task.rerun}"
            return Result(task, error=message, seconds=time.monotonic() - started)
        return Result(
            task,
            notebook=text_of(stored_form(done)),
            figures={file.name: file.read_bytes() for file in sorted(figures.iterdir())},
            reads=tuple(inputs.reads(log)),
            seconds=time.monotonic() - started,
        )


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
                    "figure": {"name": figure["id"], "caption": figure["caption"]},
                    "image": {"alt": figure["alt"]},
                }
    return notebook


def _explain(task: Task, source: nbformat.NotebookNode, error: Any) -> str:
    """Say in a few lines which cell failed, in which line of lib/ or of the cell, and how to rerun it."""
    trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
    frames = re.findall(r"File (?:\S*/)?(lib/\w+\.py):(\d+)", trace)
    place = f"\n  last in {frames[-1][0]}, line {frames[-1][1]}" if frames else ""
    first = error.source.strip().splitlines()[0] if error.source.strip() else ""
    message = str(error.evalue).replace("\n", "\n    ")
    return (
        f"{task.id}, cell {error.cell_index + 1} ({first}): {error.ename}\n    {message}{place}"
        f"{_sentences(source, str(error.evalue))}\n"
        f"  what was stored is unchanged; rerun it alone with: {task.rerun}"
    )


def _sentences(source: nbformat.NotebookNode, message: str) -> str:
    """Say in which sentences a number stands that could not be written; nothing if the error is another one."""
    key = re.match(r'(?:number|words) "([^"]+)":', message)
    if not key:
        return ""
    text = "\n\n".join(cell.source for cell in source.cells if cell.cell_type == "markdown")
    return "".join(f"\n  it stands in: {sentence}" for sentence in prose.using(text, key[1]))
