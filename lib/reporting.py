"""The report for people when the outputs of a chapter differ: a page with old and new side by side, under `_build/report`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from jinja2 import Environment, FileSystemLoader

from lib import comparing, likeness, pictures, prose, runs, stored, wording
from lib.comparing import Difference
from lib.records import ChapterError

if TYPE_CHECKING:
    from lib.execution import Result

FOLDER = runs.BUILD / "report"
_MOST = 200  # changes of one output on the page
# What becomes of the new state: it waits for somebody's look, or it is what is stored now.
KEPT, STORED = "kept", "stored"
_MARK = "\ue000"  # before and after a number in its sentence; no text holds it


def found_in(result: Result) -> list[Difference]:
    """Return how the outputs of a run differ from those that its chapter had before, the data of figures included.

    Raises ChapterError if what is stored cannot be read as outputs.
    """
    old, new = (nbformat.reads(text, as_version=4) for text in (result.task.notebook, result.notebook))
    alike = partial(likeness.alike, exactly=likeness.at_home())
    try:
        return comparing.differences(old, new, alike, _rows(old, result))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        name = result.task.chapter
        raise ChapterError(
            f"chapters/{name}.ipynb: expected outputs as a run stores them, found others ({error!r}). "
            f"Make them anew: book run {name}"
        ) from None


def _rows(old: Any, result: Result) -> dict[str, tuple[bytes | None, bytes | None]]:
    """Return the rows of each figure then and now; those of then lie beside its drawing, if that is still the stored one."""
    rows: dict[str, tuple[bytes | None, bytes | None]] = {}
    for cell in old.cells:
        for output in cell.get("outputs", []):
            id = output.get("metadata", {}).get("book", {}).get("id")
            svg, csv = runs.FIGURES / f"{id}.svg", runs.FIGURES / f"{id}.csv"
            drawn = output.get("data", {}).get("image/svg+xml", "").encode()
            if id and csv.is_file() and svg.is_file() and svg.read_bytes() == drawn:
                rows[id] = (csv.read_bytes(), result.figures.get(csv.name))
    return rows


def tell(result: Result, reasons: Sequence[str], say: runs.Tell) -> None:
    """Say in a line what a run that is being stored changes in a chapter, and write the page; nothing if it is the same.

    A brief is none of the chapters, and a chapter that never ran has nothing to differ from.
    """
    if result.task.parameters or '"output_type"' not in result.task.notebook:
        return
    clear(result.task.chapter)
    try:
        found = found_in(result)
    except ChapterError:
        return  # what nobody can read is replaced, and there is nothing to show of it
    if found:
        write(result, found, reasons, STORED)
        say(
            f"{result.task.chapter}: {comparing.counted(found)} {verb(found)} from what was stored: "
            f"{shown(page(result.task.chapter))}"
        )
    index()


def verb(found: Sequence[Difference]) -> str:
    """Return the verb that goes with so many differences."""
    return "differs" if len(found) == 1 else "differ"


def page(chapter: str) -> Path:
    """Return the path of a chapter's report."""
    return FOLDER / f"{chapter}.html"


def shown(path: Path) -> str:
    """Return a path as it stands in a message: from the root of the book."""
    return path.relative_to(runs.BUILD.parent).as_posix()


def clear(chapter: str) -> None:
    """Remove the report on a chapter, and the state that was kept with it."""
    shutil.rmtree(FOLDER / chapter, ignore_errors=True)
    page(chapter).unlink(missing_ok=True)


def _summary(chapter: str) -> Path:
    return FOLDER / chapter / "summary.json"


def write(result: Result, found: Sequence[Difference], reasons: Sequence[str], state: str) -> list[str]:
    """Write the page on one chapter and its pictures; returns a line for each difference, for a terminal."""
    chapter = result.task.chapter
    new = nbformat.reads(result.notebook, as_version=4)
    title = new.cells[0].source.splitlines()[0].removeprefix("# ")
    drawings: dict[str, dict[str, str]] = {}
    shares: dict[str, float] = {}
    for difference in found:
        made, share = _pictures(*difference.drawings)
        if share is not None:
            shares[difference.name] = share
        drawings[difference.name] = {}
        for name, content in made.items():
            # What is stored may have been written by anybody: its id names no other folder.
            file = FOLDER / chapter / f"{re.sub(r'[^A-Za-z0-9-]', '_', difference.name)}-{name}.png"
            runs.replace(file, content)
            drawings[difference.name][name] = f"{chapter}/{file.name}"
    text = _environment().get_template("report-chapter.html").render(
        chapter=chapter,
        title=title,
        counted=comparing.counted(found),
        verb=verb(found),
        reasons=reasons,
        state=state,
        groups=_groups(found),
        titles={record["id"]: record["title"] for _, record in stored.figures(new)},
        drawings=drawings,
        shares=shares,
        sentences={d.name: _sentence(new, d.name) for d in found if d.kind in ("number", "basis")},
        most=_MOST,
        elsewhere=not likeness.at_home(),
        points=likeness.POINTS,
    )  # fmt: skip
    runs.replace(page(chapter), text.encode())
    about = {"chapter": chapter, "title": title, "counted": comparing.counted(found), "state": state}
    runs.replace(_summary(chapter), json.dumps(about).encode())
    return wording.lines(found, shares)


def _pictures(old: str | None, new: str | None) -> tuple[dict[str, bytes], float | None]:
    """Return the pictures of a figure then and now, their difference, and what share of it differs, if it has both."""
    drawn = {}
    for name, svg in (("before", old), ("after", new)):
        with suppress(ValueError):  # somebody spoilt the stored drawing: the page says so in words
            drawn[name] = pictures.drawn(svg or "", pictures.ZOOM)
    share = None
    if len(drawn) == 2:
        drawn["difference"], share = pictures.difference(drawn["before"], drawn["after"])
    return {name: pictures.png(pixels) for name, pixels in drawn.items()}, share


def _groups(found: Sequence[Difference]) -> dict[str, list[Difference]]:
    grouped = {kind: [d for d in found if d.kind == kind] for kind in comparing.KINDS}
    return {kind: members for kind, members in grouped.items() if members}


def _sentence(notebook: Any, key: str) -> list[str]:
    """Return a sentence in which a number stands, as it reads now: words, number, words, and so on."""
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    known = stored.printed(notebook)
    if key not in known or not (places := prose.using(text, key)):
        return []
    marked = {**known, key: f"{_MARK}{known[key]}{_MARK}"}
    return re.sub(r"\*\*|^[-#>]+ ", "", prose.plain(places[0], marked)).split(_MARK)


def index() -> None:
    """Write the page that leads to the reports there are, and nothing if there is none and never was."""
    summaries = []
    for path in sorted(FOLDER.glob("*/summary.json")):
        with suppress(ValueError):  # spoilt: the next comparison of that chapter writes it anew
            summaries.append(json.loads(path.read_text(encoding="utf-8")))
    if summaries or (FOLDER / "index.html").exists():
        text = _environment().get_template("report-index.html").render(chapters=summaries)
        runs.replace(FOLDER / "index.html", text.encode())


def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"marked": wording.marked, "percent": wording.percent}
    environment.globals["step"] = wording.step
    return environment
