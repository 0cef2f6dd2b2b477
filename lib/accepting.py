"""Comparing chapters with a fresh run of theirs, keeping the new state apart, and taking it over after a look."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lib import chapters, inputs, likeness, locks, reporting, runs
from lib.comparing import counted
from lib.execution import Result, Task
from lib.records import BookError, CallError, ChapterError

_STATE = "state.json"


def compare(names: Sequence[str], jobs: int, scheduler: str, tell: runs.Tell, cell_seconds: int = 0) -> None:
    """Rerun chapters (all, if none is named) and say how their outputs differ from the stored ones; nothing is stored.

    The new state of a chapter that differs is kept beside its report, for `accept`. Raises BookError if any differs,
    ChapterError naming every chapter that failed.
    """
    tasks = [runs.task(name, cell_seconds) for name in dict.fromkeys(names or chapters.names())]
    different, failed = [], []
    with locks.alone(runs.BUILD):
        before = {task.id: runs.all_inputs(task) for task in tasks}
        reasons = {task.id: runs.stale([task]).get(task.id, []) for task in tasks}
        for result in runs.run(tasks, jobs, scheduler, tell):
            name = result.task.chapter
            reporting.clear(name)
            if result.error:
                failed.append(result.error)
            elif found := reporting.found_in(result):
                different.append(name)
                _keep_apart(result, before[name])
                lines = reporting.write(result, found, reasons[name], reporting.KEPT)
                tell(
                    f"{name}: {counted(found)} {reporting.verb(found)} from what is stored: {reporting.shown(reporting.page(name))}"
                )
                for line in lines:
                    tell(f"  {line}")
        reporting.index()
    if failed:
        raise ChapterError("\n".join(failed))
    if different:
        raise BookError(
            f"{len(different)} of {len(tasks)} chapters {'differs' if len(different) == 1 else 'differ'} from what is stored. "
            f"Look at {reporting.shown(reporting.FOLDER / 'index.html')}\n"
            "if that is as it should be: " + "; ".join(f"book accept {name}" for name in different)
        )
    tell(
        f"nothing differs: {len(tasks)} {'chapter says' if len(tasks) == 1 else 'chapters say'} what is stored"
    )


def _folder(name: str) -> Path:
    return reporting.FOLDER / name / "kept"


def _keep_apart(result: Result, before: Mapping[str, str]) -> None:
    """Write a run beside the report; the file that says what it is of comes last, so that no half is ever taken over."""
    folder = _folder(result.task.chapter)
    files = {f"{result.task.chapter}.ipynb": result.notebook.encode()} | {
        f"figures/{name}": content for name, content in result.figures.items()
    }
    for name, content in files.items():
        runs.replace(folder / name, content)
    chapter = json.loads(result.task.notebook)
    used = inputs.of_run(chapter, {}, result.reads)
    state = {
        "chapter": inputs.digest(result.task.notebook),
        # What changed while the chapter ran is told apart from what the run may have read.
        "inputs": {name: before.get(name, digest) for name, digest in used.items()},
        "reads": list(result.reads),
        "seconds": result.seconds,
        "files": {name: inputs.digest(content) for name, content in files.items()},
    }
    runs.replace(folder / _STATE, json.dumps(state, indent=1).encode())


def accept(name: str, tell: runs.Tell) -> None:
    """Take over the state of a chapter that the last `compare` kept: notebook, figures, and the record of the run.

    Raises CallError if none was kept, BookError if an input has changed since.
    """
    path = chapters.path(name)
    with locks.alone(runs.BUILD):
        again = f"Compare again: book compare {name}"
        try:
            state = json.loads((_folder(name) / _STATE).read_text(encoding="utf-8"))
            files = {file: (_folder(name) / file).read_bytes() for file in state["files"]}
            whole = {file: inputs.digest(content) for file, content in files.items()} == state["files"]
        except FileNotFoundError:
            raise CallError(
                f"{name}: there is nothing to accept. Compare first: book compare {name}"
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            raise BookError(f"{name}: what the last comparison kept cannot be read. {again}")
        source = chapters.source(name)
        changed = inputs.changed(state["inputs"], inputs.of_run(json.loads(source), {}, state["reads"]))
        if inputs.digest(source) != state["chapter"] and not changed:
            changed = [f"{path.name} changed"]
        if changed:
            raise BookError(f"{name}: since the last comparison, {'; '.join(changed)}. {again}")
        runs.keep(_result(name, source, state, files), state["inputs"], tell)
    tell(f"{name}: the new state is stored, with its figures")
    if not likeness.at_home():
        tell(
            "its drawings are of this platform; those that the book stores are of another: see lib/likeness.py"
        )


def _result(name: str, source: str, state: Mapping[str, Any], files: Mapping[str, bytes]) -> Result:
    return Result(
        Task(name, name, source),
        notebook=files[f"{name}.ipynb"].decode(),
        figures={
            file.removeprefix("figures/"): content
            for file, content in files.items()
            if file.startswith("figures/")
        },
        reads=tuple(state["reads"]),
        seconds=float(state["seconds"]),
    )
