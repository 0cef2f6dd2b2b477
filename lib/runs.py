"""Which runs are stale and why, running them side by side, and storing what they leave in one step each."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lib import chapters, inputs, locks
from lib.records import CallError, ChapterError

if TYPE_CHECKING:
    from lib.execution import Result, Task

BUILD = inputs.ROOT / "_build"
FIGURES, BRIEFS, RECORDS = BUILD / "figures", BUILD / "briefs", BUILD / "runs" / "records"
_PARTIAL = ".partial"  # the ending of a file that is being written
Tell = Callable[[str], None]


def tasks(cell_seconds: int = 0) -> list[Task]:
    """Return every run that the book is made of: its chapters as they stand, and a brief for each ally.

    `cell_seconds` is how long a cell may take (0: as _config.yml says). Raises ChapterError naming every chapter that
    is no notebook.
    """
    from lib.execution import Task

    sources, wrong = {}, []
    for name in chapters.names():
        try:
            sources[name] = chapters.source(name)
        except ChapterError as error:
            wrong.append(str(error))
    if wrong:
        raise ChapterError("\n".join(wrong))
    found = [Task(name, name, source, cell_seconds=cell_seconds) for name, source in sources.items()]
    if chapters.BRIEF in sources:
        found += [
            Task(
                f"{chapters.BRIEF} {ally}",
                chapters.BRIEF,
                sources[chapters.BRIEF],
                {"ally": ally},
                cell_seconds,
            )
            for ally in chapters.allies()
        ]
    return found


def task(name: str, cell_seconds: int = 0) -> Task:
    """Return the run of one chapter as it stands; nothing is asked of the other chapters."""
    from lib.execution import Task

    return Task(name, name, chapters.source(name), cell_seconds=cell_seconds)


@lru_cache(maxsize=8)
def _parsed(notebook: str) -> Any:
    """Return a notebook's JSON; the briefs are all made from one chapter. Nobody may change it."""
    return json.loads(notebook)


def _slug(task: Task) -> str:
    return chapters.slug(task.id)


def _notebook_path(task: Task) -> Path:
    """Where the executed notebook of a run is kept: the chapter itself, or the file of a brief."""
    if task.parameters:
        return BRIEFS / f"{chapters.slug(str(task.parameters['ally']))}.ipynb"
    return chapters.path(task.chapter)


def stale(found: Iterable[Task]) -> dict[str, list[str]]:
    """Return, by the id of each run that has to be done, the reasons in words."""
    reasons = {task.id: _reasons(task) for task in found}
    return {id: said for id, said in reasons.items() if said}


def _reasons(task: Task) -> list[str]:
    path = RECORDS / f"{_slug(task)}.json"
    if not path.exists():
        return ["it has not run here yet"]
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        before, outputs, reads = record["inputs"], record["outputs"], record["reads"]
        figures, before, reads = dict(record["figures"]), dict(before), [*map(str, reads)]
    except (ValueError, KeyError, TypeError, OSError):
        return ["the record of its last run cannot be read"]
    said = inputs.changed(before, inputs.of_run(_parsed(task.notebook), task.parameters, reads))
    if _outputs(_notebook_path(task)) != outputs:
        said.append("the stored outputs are not those of its last run")
    off = [name for name, digest in figures.items() if _digest(FIGURES / name) != digest]
    if off:
        said.append(f"{', '.join(off[:3])}{' and others' if len(off) > 3 else ''}: missing or altered")
    return said


def _digest(path: Path) -> str:
    return inputs.digest(path.read_bytes()) if path.is_file() else "none"


def _outputs(path: Path) -> str:
    """Return the digest of the outputs that a notebook's file stores; its prose may change without a rerun."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        kept = [[cell["outputs"], cell["execution_count"]] for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, OSError):
        return "none"
    return inputs.digest(json.dumps(kept, sort_keys=True))


def run(found: Sequence[Task], jobs: int, scheduler: str, tell: Tell) -> Iterator[Result]:
    """Do some runs side by side, on this machine or on a Dask cluster; yields each result as it comes.

    `jobs` is how many at a time (0: one more than there are cores, since a kernel waits in between).
    """
    if scheduler:
        from lib import cluster

        yield from _told(cluster.run(found, scheduler, tell), len(found), tell)
        return
    from joblib import Parallel, delayed

    from lib import execution, kernels

    if reason := kernels.cold_reason():
        tell(reason)
    count = min(jobs or (os.cpu_count() or 1) + 1, len(found))
    parallel = Parallel(n_jobs=count, backend="threading", return_as="generator_unordered")
    yield from _told(parallel(delayed(execution.execute)(task) for task in found), len(found), tell)


def _told(results: Iterable[Result], total: int, tell: Tell) -> Iterator[Result]:
    for n, result in enumerate(results, start=1):
        outcome = "failed" if result.error else "done"
        tell(f"[{n}/{total}] {result.task.id} {outcome} in {result.seconds:.1f} s")
        yield result


def run_stored(found: Sequence[Task], jobs: int, scheduler: str, tell: Tell) -> None:
    """Do some runs of the book and keep what each leaves; those that fail are told together, at the end.

    Raises ChapterError with every failure; what had been stored of those runs is unchanged.
    """
    failed = []
    with locks.alone(BUILD):
        clear()
        before = {task.id: all_inputs(task) for task in found}
        for result in run(sorted(found, key=_last_seconds, reverse=True), jobs, scheduler, tell):
            if result.error:
                failed.append(result.error)
            else:
                _keep(result, before[result.task.id], tell)
    if failed:
        raise ChapterError("\n".join(failed))


def _last_seconds(task: Task) -> float:
    """Return how long a run took last time, so that the long ones begin first; an unknown chapter counts as long."""
    try:
        return float(json.loads((RECORDS / f"{_slug(task)}.json").read_text(encoding="utf-8"))["seconds"])
    except (ValueError, KeyError, TypeError, OSError):
        return 1.0 if task.parameters else 60.0


def all_inputs(task: Task) -> dict[str, str]:
    """Return the digest of everything that a run may read, as it is before the run."""
    seeds = [
        path.relative_to(inputs.ROOT).as_posix()
        for path in (inputs.ROOT / "seeds").rglob("*")
        if path.is_file()
    ]
    return inputs.of_run(_parsed(task.notebook), task.parameters, [*seeds, "CITATION.cff", "_config.yml"])


def keep(result: Result, before: Mapping[str, str], tell: Tell) -> None:
    """Store a run that was done apart, as `run_stored` would; `before` are the digests of its inputs before it began."""
    with locks.alone(BUILD):
        clear()
        _keep(result, before, tell)


def _keep(result: Result, before: Mapping[str, str], tell: Tell) -> None:
    """Store notebook and figures, each in one step, and then the record that vouches for them."""
    record, notebook = RECORDS / f"{_slug(result.task)}.json", _notebook_path(result.task)
    if not result.task.parameters and notebook.read_text(encoding="utf-8") != result.task.notebook:
        tell(f"{result.task.id} was changed while it ran: the run is not stored")
        return
    from lib import reporting

    reporting.tell(result, _reasons(result.task), tell)
    # Whoever stops this halfway leaves no record, so that the run is done again.
    record.unlink(missing_ok=True)
    for name, content in result.figures.items():
        replace(FIGURES / name, content)
    replace(notebook, result.notebook.encode())
    used = inputs.of_run(_parsed(result.task.notebook), result.task.parameters, result.reads)
    if any(before.get(name, digest) != digest for name, digest in used.items()):
        return  # an input changed while the run was under way: its outputs may be of either state
    about = {
        "chapter": result.task.chapter,
        "parameters": dict(result.task.parameters),
        "inputs": used,
        "reads": list(result.reads),
        "outputs": _outputs(notebook),
        "figures": {name: inputs.digest(content) for name, content in result.figures.items()},
        "seconds": round(result.seconds, 2),
    }
    replace(record, json.dumps(about, indent=1).encode())


def replace(path: Path, content: bytes) -> None:
    """Write a file in one step: it is the old one or the new one, never a part. An OSError names the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}{_PARTIAL}")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except BaseException as error:
        with suppress(OSError):
            partial.unlink()
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise


def clear() -> None:
    """Remove the parts of files that a killed process left where runs are stored; only for who holds the lock."""
    for folder in (chapters.FOLDER, BUILD, FIGURES, BRIEFS, RECORDS):
        for left in folder.glob(f"*{_PARTIAL}"):
            left.unlink(missing_ok=True)


def run_sweep(
    name: str,
    sweep: Sequence[Mapping[str, Any]],
    out: Path | None,
    *,
    jobs: int,
    scheduler: str,
    tell: Tell,
    cell_seconds: int = 0,
) -> list[Path]:
    """Run one chapter with each of several sets of parameters; returns the executed notebooks, in that order.

    Each goes into a folder of its own, with its figures; the stored chapter is not touched. The sentences have their
    numbers in place, since no page is rendered from them. What an edition cannot fill is left out. Raises ChapterError with every failure, the others done.
    """
    folders = [_folder(name, values, out, len(sweep) > 1) for values in sweep]
    source = chapters.path(name).resolve()
    if any((folder / f"{name}.ipynb").resolve() == source for folder in folders):
        raise CallError(f"{out} holds the stored chapters. Name another folder with --out.")
    wanted = {
        task.id: (task, folder)
        for task, folder in zip(
            (_varied(name, values, cell_seconds) for values in sweep), folders, strict=True
        )
    }
    failed = []
    for result in run([task for task, _ in wanted.values()], jobs, scheduler, tell):
        if result.error:
            failed.append(result.error)
            continue
        _, folder = wanted[result.task.id]
        for file, content in result.figures.items():
            replace(folder / "figures" / file, content)
        replace(folder / f"{name}.ipynb", _readable(result.notebook).encode())
    if failed:
        raise ChapterError("\n".join(failed))
    return [folder / f"{name}.ipynb" for folder in folders]


def _label(name: str, values: Mapping[str, Any]) -> str:
    said = "-".join(re.sub(r"[^\w.-]+", "_", str(value)) for value in values.values())
    return f"{name}-{said or 'default'}"


def _folder(name: str, values: Mapping[str, Any], out: Path | None, several: bool) -> Path:
    if out is None:
        return BUILD / "runs" / _label(name, values)
    return out / _label(name, values) if several else out


def _varied(name: str, values: Mapping[str, Any], cell_seconds: int) -> Task:
    """Return a run of a chapter without the cells that its edition cannot fill."""
    import nbformat

    from lib import variants
    from lib.execution import Task, text_of

    notebook = nbformat.reads(chapters.source(name), as_version=4)
    edition = str(values.get("edition", ""))
    if edition and (missing := variants.lacking(notebook, edition)):
        notebook = variants.without(notebook, missing, edition)
    given = ", ".join(f"{key} {value}" for key, value in values.items())
    return Task(f"{name} ({given})" if given else name, name, text_of(notebook), dict(values), cell_seconds)


def _readable(notebook: str) -> str:
    import nbformat

    from lib import variants
    from lib.execution import text_of

    return text_of(variants.readable(nbformat.reads(notebook, as_version=4)))
