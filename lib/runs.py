"""Run chapters with papermill and render the site; a failure changes nothing that was there before."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import nbformat

from lib import prose, register, seeds, variants
from lib.records import BookError, CallError, ChapterError, nearest

CHAPTERS = seeds.ROOT / "chapters"
BUILD = seeds.ROOT / "_build"
# What a line of Sphinx's output must hold to be worth showing when the pages cannot be rendered.
_TELLS = re.compile(r"WARNING|ERROR|[Ee]xception|Error:")
_LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def chapters() -> list[str]:
    """Return the names of the notebook chapters in the order of _toc.yml."""
    listed = re.findall(r"chapters/([\w-]+)", (seeds.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [name for name in listed if (CHAPTERS / f"{name}.ipynb").exists()]


def chapter_path(name: str) -> Path:
    """Return the file of a chapter; CallError names the nearest chapter if there is none."""
    if name not in chapters():
        raise CallError(
            f'There is no chapter "{name}".{nearest(name, chapters())} Chapters: {", ".join(chapters())}.'
        )
    return CHAPTERS / f"{name}.ipynb"


def parameters(name: str) -> dict[str, Any]:
    """Return a chapter's parameters with their defaults, read from its cell tagged "parameters", if it has one."""
    notebook = nbformat.read(chapter_path(name), as_version=4)
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) > 1:
        raise ChapterError(
            f'{name}: expected at most one cell tagged "parameters", found {len(cells)}. Tag one cell.'
        )
    source = cells[0].source if cells else ""
    assignments = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    return {node.targets[0].id: ast.literal_eval(node.value) for node in assignments}  # type: ignore[attr-defined]


def typed(name: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Give parameters that arrive as text the types of the chapter's defaults, and check them.

    Raises CallError naming every unknown parameter and every value that cannot be used.
    """
    defaults = parameters(name)
    checks: dict[str, Callable[[Any], str]] = {
        "edition": partial(_edition, default=defaults.get("edition", "")),
        "target_pct": _target,
        "horizon": _horizon,
    }
    values, wrong = {}, []
    for key, text in given.items():
        if key not in defaults:
            wrong.append(
                f'{name} has no parameter "{key}".{nearest(key, defaults)} Parameters: {", ".join(defaults)}.'
            )
            continue
        kind = type(defaults[key])
        try:
            # int("2035.5") and float("two") fail; text stays text, so that 2026-07 is never a sum.
            values[key] = kind(text)
        except ValueError:
            wrong.append(f'{name}: {key} is "{text}"; expected a number such as {defaults[key]}.')
            continue
        if key in checks and (fault := checks[key](values[key])):
            wrong.append(f"{name} {fault}")
    if wrong:
        raise CallError("\n".join(wrong))
    return values


def _edition(value: str, *, default: str) -> str:
    # A chapter's own default says whose editions it is made from: NATO's, or the Kiel Institute's releases.
    known = seeds.editions()
    if default not in known:
        aid = seeds.table("aid-to-ukraine")
        known = sorted(aid.loc[aid["record_type"] == "kiel_group_month", "edition"].unique())
    return (
        ""
        if value in known
        else f'has no edition "{value}".{nearest(value, known)} Editions: {", ".join(known)}.'
    )


def _target(value: float) -> str:
    return (
        ""
        if 0 < value <= 10
        else f"cannot use target_pct {value:g}; expected a share of GDP above 0 and up to 10."
    )


def _horizon(value: int) -> str:
    return "" if 2027 <= value <= 2060 else f"cannot use horizon {value}; expected a year from 2027 to 2060."


def run_stored(name: str) -> float:
    """Run one chapter as it stands and store its outputs in place; returns the seconds it took.

    The new state replaces the old one in one step, after the last cell has succeeded.
    """
    source = chapter_path(name)
    started = time.monotonic()
    notebook = _execute(name, {}, BUILD / "figures")
    _replace(source, _stored_form(notebook))
    return time.monotonic() - started


def run_varied(name: str, values: Mapping[str, Any], out: Path | None = None) -> Path:
    """Run one chapter with other parameters; returns the executed notebook, never the stored chapter.

    Its sentences have their numbers in place, since no page is rendered from it. What the edition cannot fill is
    left out.
    """
    label = "-".join(re.sub(r"[^\w.-]+", "_", str(value)) for value in values.values()) or "default"
    folder = out or BUILD / "runs" / f"{name}-{label}"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.ipynb"
    if target.resolve() == chapter_path(name).resolve():
        raise CallError(f"{folder} holds the stored chapters. Name another folder with --out.")
    notebook = _stored_form(_execute(name, values, folder / "figures"))
    _replace(target, variants.readable(notebook))
    return target


def _execute(name: str, values: Mapping[str, Any], figures: Path) -> nbformat.NotebookNode:
    import papermill
    from papermill.exceptions import PapermillExecutionError

    working = BUILD / "runs" / f"{name}.executing.ipynb"
    working.parent.mkdir(parents=True, exist_ok=True)
    source = nbformat.read(chapter_path(name), as_version=4)
    edition = str(values.get("edition", ""))
    if edition and (missing := variants.lacking(source, edition)):
        source = variants.without(source, missing, edition)
    os.environ["BOOK_FIGURES"] = str(figures)
    try:
        return papermill.execute_notebook(
            source,
            str(working),
            parameters=dict(values),
            kernel_name="python3",
            language="python",
            cwd=str(CHAPTERS),
            progress_bar=False,
            log_output=False,
            # The kernel otherwise warns on every start that it speaks unencrypted, to this machine alone.
            extra_arguments=["--IPKernelApp.log_level=40"],
        )
    except PapermillExecutionError as error:
        raise ChapterError(_explain(name, error) + _sentences(name, str(error.evalue))) from None
    finally:
        del os.environ["BOOK_FIGURES"]


def _explain(name: str, error: Any) -> str:
    """Say in a few lines which cell failed, in which line of lib/ or of the cell, and how to rerun it."""
    trace = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(error.traceback))
    frames = re.findall(r"File (?:\S*/)?(lib/\w+\.py):(\d+)", trace)
    place = f"\n  last in {frames[-1][0]}, line {frames[-1][1]}" if frames else ""
    cell = error.cell_index + 1
    first = error.source.strip().splitlines()[0] if error.source.strip() else ""
    message = str(error.evalue).replace("\n", "\n    ")
    return (
        f"{name}, cell {cell} ({first}): {error.ename}\n    {message}{place}\n"
        f"  the stored chapter is unchanged; rerun it alone with: book run {name}"
    )


def _sentences(name: str, message: str) -> str:
    """Say in which sentences a number stands that could not be written; nothing if the error is another one."""
    key = re.match(r'(?:number|words) "([^"]+)":', message)
    if not key:
        return ""
    cells = nbformat.read(chapter_path(name), as_version=4).cells
    text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return "".join(f"\n  it stands in: {sentence}" for sentence in prose.using(text, key[1]))


def _stored_form(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run, and give the page what each figure says of itself."""
    notebook.metadata = {"kernelspec": _KERNEL, "language_info": _LANGUAGE}
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]
        for output in cell.get("outputs", []):
            figure = output.get("metadata", {}).get("book", {})
            if "caption" in figure:
                # MyST-NB reads caption and alt text from the cell, not from the output.
                cell.metadata["mystnb"] = {
                    "figure": {"name": figure["id"], "caption": figure["caption"]},
                    "image": {"alt": figure["alt"]},
                }
    return notebook


def _replace(path: Path, notebook: nbformat.NotebookNode) -> None:
    partial = path.with_suffix(".ipynb.partial")
    nbformat.validate(notebook)
    nbformat.write(notebook, partial)
    partial.replace(path)


def build(tell: Callable[[str], None]) -> Path:
    """Run every chapter, then render the site; returns the folder of the built pages.

    `tell` receives a line of progress for each step. If a chapter or the rendering fails, the last good
    site stays as it was.
    """
    names = chapters()
    for n, name in enumerate(names, start=1):
        tell(f"[{n}/{len(names)}] running {name} …")
        seconds = run_stored(name)
        tell(f"[{n}/{len(names)}] {name} done in {seconds:.1f} s")
    register.write()
    tell("rendering the pages …")
    site = render()
    tell(f"done: {site / 'index.html'}")
    return site


def render() -> Path:
    """Render the stored chapters with Jupyter Book, warnings being errors; returns `_build/html`."""
    stage = BUILD / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(seeds.ROOT)]
    command += ["--path-output", str(stage), "-W", "-n", "--keep-going", "-q"]
    done = subprocess.run(command, cwd=seeds.ROOT, capture_output=True, text=True)
    rendered = stage / "_build" / "html"
    if done.returncode or not (rendered / "index.html").exists():
        log = BUILD / "render.log"
        log.write_text(done.stdout + done.stderr, encoding="utf-8")
        lines = [line for line in (done.stdout + done.stderr).splitlines() if _TELLS.search(line)]
        raise BookError("\n".join(["the pages could not be rendered:", *lines[:20], f"the whole log: {log}"]))
    site, old = BUILD / "html", BUILD / "html.old"
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.replace(old)
    rendered.replace(site)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(stage, ignore_errors=True)
    return site
