"""The chapters as they are stored, with their outputs: what a page, a reader and nbval need of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from lib import chapters, prose
from lib.records import Problem
from lib.seeds import ROOT


def notebooks(root: Path = ROOT) -> dict[str, nbformat.NotebookNode]:
    """Return every stored chapter by its path from the root of the book; whoever asks must not change it."""
    return {str(path.relative_to(root)): read(path) for path in sorted((root / "chapters").glob("*.ipynb"))}


def briefs(root: Path = ROOT) -> dict[str, nbformat.NotebookNode]:
    """Return the brief of every ally that has been run, by its path, in the order of the allies' names in addresses."""
    if not (root / "chapters" / f"{chapters.BRIEF}.ipynb").exists():
        return {}
    found = sorted((root / "_build" / "briefs").glob("*.ipynb"))
    return {str(path.relative_to(root)): read(path) for path in found}


def parameters(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Return the parameters that an executed chapter was run with: its defaults, and what took their place."""
    found: dict[str, Any] = {}
    for cell in notebook.cells:
        if {"parameters", "injected-parameters"} & set(cell.metadata.get("tags", [])):
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def read(path: Path) -> nbformat.NotebookNode:
    """Return a notebook as it lies on the disk, read once in each of its states; nobody may change it."""
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=128)
def _read(path: Path, changed: int, size: int) -> nbformat.NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except Exception:
        chapters.require(path)  # says in a line what is wrong with the file
        raise


def figures(notebook: nbformat.NotebookNode) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number of the cell and the record of each figure that a chapter shows."""
    for n, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            record = output.get("metadata", {}).get("book", {})
            if "caption" in record:
                yield n, record


def drawings(root: Path = ROOT) -> dict[str, tuple[str, dict[str, Any], str]]:
    """Return each published figure by its id: the notebook's path, the figure's record, the drawing as SVG.

    A figure that both a chapter and a brief publish is the brief's.
    """
    return {
        output["metadata"]["book"]["id"]: (path, output["metadata"]["book"], output["data"]["image/svg+xml"])
        for path, notebook in (notebooks(root) | briefs(root)).items()
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "caption" in output.get("metadata", {}).get("book", {})
    }


def titles(root: Path = ROOT) -> dict[str, str]:
    """Return the title of each stored chapter by its name."""
    return {
        Path(path).stem: notebook.cells[0].source.splitlines()[0].removeprefix("# ")
        for path, notebook in notebooks(root).items()
    }


def numbers(notebook: nbformat.NotebookNode) -> dict[str, dict[str, Any]]:
    """Return the record of each number that a chapter makes available to its text, by key.

    A record holds what `numbers.glue` published (text, unit, how, rows, sources) and "cell", the number of the
    cell that computes it.
    """
    return {
        output["metadata"]["book"]["key"]: {**output["metadata"]["book"], "cell": n}
        for n, cell in enumerate(notebook.cells, start=1)
        for output in cell.get("outputs", [])
        if "scrapbook" in output.get("metadata", {})
    }


def printed(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return the printed form of each number of a chapter, by key."""
    return {key: record["text"] for key, record in numbers(notebook).items()}


def problems(root: Path = ROOT) -> Iterator[Problem]:
    """Find cells that nbval would pass over, figures that cannot be cited, and numbers that nobody computed."""
    books = notebooks(root)
    shown: dict[str, str] = {}
    for path, notebook in books.items():
        yield from _cell_problems(path, notebook)
        for n, record in figures(notebook):
            if record["id"] in shown:
                yield Problem(
                    path,
                    f"cell {n}, figure {record['id']}",
                    "an id used once",
                    f"it also in {shown[record['id']]}",
                    "Give the new figure an id of its own.",
                )
            shown[record["id"]] = path
            page = notebook.cells[n - 1].metadata.get("mystnb", {})
            expected = {
                "figure": {"name": record["id"], "caption": prose.literal(record["caption"])},
                "image": {"alt": record["alt"]},
            }
            if page != expected:
                yield Problem(
                    path,
                    f"cell {n}, figure {record['id']}",
                    "caption and alt text of the published figure",
                    "others in the cell's metadata",
                    f"Run the chapter: book run {Path(path).stem}",
                )
    yield from _number_problems(root, books)


def _number_problems(root: Path, books: dict[str, nbformat.NotebookNode]) -> Iterator[Problem]:
    """Find numbers in the text that nobody computed, and digits that somebody typed."""
    known = {path: numbers(notebook) for path, notebook in books.items()}
    used: set[tuple[str, str]] = set()
    for path, place, text in _texts(root, books):
        for match in prose.GLUED.finditer(text):
            page = f"chapters/{match['page']}" if match["page"] else path
            used.add((page, match["key"]))
            if match["key"] not in known.get(page, {}):
                yield Problem(
                    path,
                    f'{place}, in "{prose.using(text, match["key"])[0]}"',
                    "a number that a cell computes",
                    f'none with the key "{match["key"]}"',
                    f"Glue it in {page}, then run that chapter.",
                )
        for number, around in prose.typed_digits(text):
            yield _typed(path, place, number, around)
    for path, records in known.items():
        for key, record in records.items():
            if (path, key) not in used:
                yield Problem(
                    path,
                    f"cell {record['cell']}",
                    "numbers that a sentence uses",
                    f'"{key}" in none',
                    "Use it, or do not glue it.",
                )
    for path, notebook in books.items():
        for n, cell in enumerate(notebook.cells, start=1):
            if cell.cell_type == "code":
                for argument, number, around in prose.typed_in_figures(cell.source):
                    yield _typed(path, f"cell {n}, {argument} of the figure", number, around)


def _typed(path: str, place: str, number: str, around: str) -> Problem:
    return Problem(
        path,
        place,
        "numbers that are computed",
        f'{number} typed in "{around}"',
        "Compute it and glue it; a name that contains a digit belongs in prose.ALLOWED, with the reason.",
    )


def _cell_problems(path: str, notebook: nbformat.NotebookNode) -> Iterator[Problem]:
    for n, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        rerun = f"Run the chapter: book run {Path(path).stem}"
        if cell.execution_count is None:
            yield Problem(
                path, f"cell {n}", "an execution count, or nbval would not compare it", "none", rerun
            )
        for output in cell.outputs:
            if output.output_type == "error" or output.get("name") == "stderr":
                yield Problem(
                    path, f"cell {n}", "no error and no warning", output.output_type, "Mend the cell."
                )
            for kind in ("image/png", "image/jpeg"):
                if kind in output.get("data", {}):
                    yield Problem(
                        path,
                        f"cell {n}",
                        "drawings as SVG, since nbval compares no bitmaps",
                        kind,
                        "Show the chart with figures.publish.",
                    )


def _texts(root: Path, books: dict[str, nbformat.NotebookNode]) -> Iterator[tuple[str, str, str]]:
    """Yield each text of the book: its path, its place there, its words."""
    for path, notebook in books.items():
        for n, cell in enumerate(notebook.cells, start=1):
            if cell.cell_type == "markdown":
                yield path, f"cell {n}", cell.source
    for page in sorted((root / "chapters").glob("*.md")):
        yield str(page.relative_to(root)), "text", page.read_text(encoding="utf-8")
