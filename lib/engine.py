"""How papermill runs the cells of a chapter here: within a time, within a length of output, and known by number."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines

from lib.kernels import TEXT_LIMIT

# The longest that a cell may leave in all its outputs together, in characters: the longest drawing of the book has a
# third of a million. Of printed text, it may leave as much as `kernels` says.
OUTPUT_LIMIT = 10_000_000
_NAME = "book"
# Seconds that a kernel has to say the last of a cell's outputs, and to answer an interrupt.
_ANSWER_SECONDS = 10

# What papermill says of a kernel that stops, the message of the run says better.
logging.getLogger("papermill").setLevel(logging.CRITICAL)


@dataclass
class Watch:
    """What is seen of a run from outside its kernel: the cell it is in, how much that has said, since when."""

    seconds: int | None  # that a cell may take; None is without end
    cell: int = -1  # its number, from 0
    source: str = ""
    began: float = 0.0
    text: int = 0  # characters
    output: int = 0

    def start(self, cell: nbformat.NotebookNode, cell_index: int) -> None:
        """Note that a cell begins."""
        self.cell, self.source, self.began = cell_index, cell.source, time.monotonic()
        self.text = self.output = 0

    @property
    def too_long(self) -> bool:
        """Has the cell said more than a cell may?"""
        return self.text > TEXT_LIMIT or self.output > OUTPUT_LIMIT

    @property
    def overdue(self) -> bool:
        """Has the cell taken longer than a cell may?"""
        return self.seconds is not None and time.monotonic() - self.began >= self.seconds


class CellStopped(Exception):
    """A cell did not come to its end: its kernel died, or was stopped because of the cell; the watch says which."""


def run(
    source: nbformat.NotebookNode, parameters: Mapping[str, Any], folder: Path, watch: Watch
) -> nbformat.NotebookNode:
    """Run the cells of a chapter in a kernel in a folder, and return the executed chapter.

    Raises PapermillExecutionError for an error in a cell, CellStopped if a cell did not come to its end, RuntimeError
    if no kernel began.
    """
    return papermill.execute_notebook(
        source,
        None,
        parameters=dict(parameters),
        engine_name=_NAME,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        folder=str(folder),
        watch=watch,
    )


class _Client(PapermillNotebookClient):
    def __init__(self, nb_man: Any, watch: Watch, **options: Any) -> None:
        super().__init__(nb_man, on_cell_start=watch.start, **options)
        self._watch = watch

    def process_message(self, msg: dict[str, Any], cell: Any, cell_index: int) -> Any:
        """Take a message of the kernel in, unless it is beyond what a cell may say: then stop the cell."""
        content = msg["content"]
        if msg["msg_type"] == "stream":
            self._watch.text += len(content["text"])
        if msg["msg_type"] in {"stream", "display_data", "update_display_data", "execute_result", "error"}:
            self._watch.output += _length(content)
        if self._watch.too_long:
            # As nbclient itself does when the kernel is dead; what is left of the messages is not wanted.
            self.task_poll_for_reply.cancel()
            return None
        return super().process_message(msg, cell, cell_index)


def _length(content: Mapping[str, Any]) -> int:
    texts = [content["text"]] if "text" in content else [*content.get("data", {}).values()]
    texts += content.get("traceback", [])
    return sum(len(text) if isinstance(text, str) else len(json.dumps(text)) for text in texts)


class _Engine(Engine):
    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        watch = options["watch"]
        client = _Client(
            nb_man,
            watch,
            kernel_name=kernel_name,
            startup_timeout=options["start_timeout"],
            timeout=watch.seconds,
            # A cell that takes too long is interrupted, so that its trace says where it was, and is an error then.
            interrupt_on_timeout=True,
            error_on_timeout={"ename": "TimeoutError", "evalue": "", "traceback": []},
            iopub_timeout=_ANSWER_SECONDS,
            # All that is wanted of a kernel is there when its last cell ends.
            shutdown_kernel="immediate",
            # The kernel otherwise says on every start and stop what is no news here.
            extra_arguments=["--IPKernelApp.log_level=50"],
        )
        try:
            client.execute(cwd=options["folder"])
        except (DeadKernelError, CellTimeoutError) as error:
            raise CellStopped(str(error)) from None


papermill_engines.register(_NAME, _Engine)
