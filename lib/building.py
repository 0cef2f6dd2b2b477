"""The whole book: rerun what is stale, then render the pages if anything they show has changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from lib import inputs, runs

# What the pages are made from, beside the chapters' outputs and the figures.
_SOURCES = ("lib", "chapters", "seeds", "_config.yml", "_toc.yml", "CITATION.cff", inputs.LOCK)


def _state() -> Path:
    return runs.BUILD / "runs" / "site.json"


def build(jobs: int, scheduler: str, tell: runs.Tell) -> Path:
    """Rerun every run that is stale, then render the site if it is; returns the folder of the built pages.

    `tell` receives a line of progress for each step. If a run or the rendering fails, the last good site stays
    as it was.
    """
    found = runs.tasks()
    reasons = runs.stale(found)
    if reasons:
        tell(f"{len(reasons)} of {len(found)} runs are stale; why: book why")
        runs.run_stored([task for task in found if task.id in reasons], jobs, scheduler, tell)
    site = runs.BUILD / "html"
    if not pages_stale():
        tell(f"nothing to do: {site / 'index.html'}")
        return site
    tell("rendering the pages …")
    render()
    tell(f"done: {site / 'index.html'}")
    return site


def why() -> list[str]:
    """Return a line for each run, and for the pages, that the next build would do, with the inputs that made it so."""
    lines = [f"{id}: {'; '.join(said)}" for id, said in runs.stale(runs.tasks()).items()]
    pages = pages_stale()
    if lines:
        pages = [*pages, "they show what these runs leave"] if pages else ["they show what these runs leave"]
    return [*lines, *([f"the pages: {'; '.join(pages)}"] if pages else [])]


def pages_stale() -> list[str]:
    """Return in words why the pages have to be rendered; nothing if they are those of all that they are made from."""
    if not _state().exists():
        return ["they have not been rendered here yet"]
    try:
        state = json.loads(_state().read_text(encoding="utf-8"))
        before, files = dict(state["inputs"]), dict(state["files"])
    except (ValueError, KeyError, TypeError):
        return ["the record of the last rendering cannot be read"]
    said = inputs.changed(before, _digests(inputs.ROOT, _sources()))
    site = runs.BUILD / "html"
    if _digests(site, site.rglob("*")) != files:
        said.append("the built pages are not those that were rendered")
    return said


def _sources() -> list[Path]:
    roots = [inputs.ROOT / name for name in _SOURCES]
    files = [path for root in roots for path in (root.rglob("*") if root.is_dir() else [root])]
    left = [path for folder in (runs.FIGURES, runs.BRIEFS) for path in folder.glob("*")]
    return [*files, *left]


def _digests(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): inputs.digest(path.read_bytes())
        for path in sorted(paths)
        if path.is_file() and "__pycache__" not in path.parts
    }


def render() -> Path:
    """Render the stored chapters and the briefs, warnings being errors; returns `_build/html`.

    Raises BookError if they cannot be rendered; the last good site then stays as it was.
    """
    from lib import rendering

    stage = runs.BUILD / "stage"
    _swap_in(rendering.render(inputs.ROOT, stage))
    shutil.rmtree(stage, ignore_errors=True)
    return runs.BUILD / "html"


def _swap_in(rendered: Path) -> None:
    """Put the new site in the place of the old one, and say from what it was made."""
    site, old = runs.BUILD / "html", runs.BUILD / "html.old"
    shutil.rmtree(old, ignore_errors=True)
    _state().unlink(missing_ok=True)
    if site.exists():
        site.replace(old)
    rendered.replace(site)
    shutil.rmtree(old, ignore_errors=True)
    state = {"inputs": _digests(inputs.ROOT, _sources()), "files": _digests(site, site.rglob("*"))}
    runs.replace(_state(), json.dumps(state).encode())
