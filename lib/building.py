"""The whole book: rerun what is stale, then render the pages if anything they show has changed."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from lib import inputs, locks, manifest, paper, runs, scratch
from lib.records import CallError

# For renameat2(2): names are as seen from here, and the two change places.
_HERE, _EXCHANGE = -100, 2


def manifest_path() -> Path:
    """Where the last build says what it was made from and what it made."""
    return runs.BUILD / manifest.NAME


def build(
    jobs: int, scheduler: str, tell: runs.Tell, cell_seconds: int = 0, *, on_paper: bool = False
) -> Path:
    """Rerun every run that is stale, then render the site if it is; returns the folder of the built pages.

    `tell` receives a line of progress for each step, `cell_seconds` is as in `runs.tasks`; with `on_paper` the site
    also holds the book as EPUB and, where there is a browser to print it, as PDF. If a run or the rendering
    fails, or this process is killed, the last good site stays as it was. Raises BookError if another build is under
    way in the folder.
    """
    site = runs.BUILD / "html"
    with locks.alone(runs.BUILD):
        _clear()
        found = runs.tasks(cell_seconds)
        reasons = runs.stale(found)
        if reasons:
            tell(f"{len(reasons)} of {len(found)} runs are stale; why: book why")
            runs.run_stored([task for task in found if task.id in reasons], jobs, scheduler, tell)
        wanted = paper.possible() if on_paper else []
        if on_paper and "pdf" not in wanted:
            tell(f"no browser is installed ({', '.join(paper.BROWSERS)}): the book is not printed as PDF")
        if not pages_stale(wanted):
            _note_commit()
            tell(f"nothing to do: {site / 'index.html'}")
            return site
        tell("rendering the pages …" if not wanted else f"rendering the pages, and {' and '.join(wanted)} …")
        render(wanted)
    tell(f"done: {site / 'index.html'}")
    return site


def _clear() -> None:
    """Remove what a build left that was killed, and put the site back if it was just being exchanged."""
    site, old = runs.BUILD / "html", runs.BUILD / "html.old"
    if old.exists() and not site.exists():
        old.replace(site)
    for folder in (old, runs.BUILD / "stage"):
        shutil.rmtree(folder, ignore_errors=True)
    runs.clear()
    scratch.sweep()


def why() -> list[str]:
    """Return a line for each run, and for the pages, that the next build would do, with the inputs that made it so."""
    lines = [f"{id}: {'; '.join(said)}" for id, said in runs.stale(runs.tasks()).items()]
    pages = pages_stale()
    if lines:
        pages = [*pages, "they show what these runs leave"] if pages else ["they show what these runs leave"]
    return [*lines, *([f"the pages: {'; '.join(pages)}"] if pages else [])]


def pages_stale(wanted: Sequence[str] | None = None) -> list[str]:
    """Return in words why the pages have to be rendered; nothing if they are those of all that they are made from.

    `wanted` are the editions on paper that the site should hold; None are those that it holds.
    """
    if not manifest_path().exists():
        return ["they have not been rendered here yet"]
    try:
        before = manifest.read(manifest_path())
    except CallError:
        return ["the manifest of the last rendering cannot be read"]
    root, site = inputs.ROOT, runs.BUILD / "html"
    said = inputs.changed(before["inputs"], manifest.digests(root, manifest.sources(root)))
    said += inputs.changed(before["runs"], manifest.digests(root, _left()))
    if wanted is not None and list(wanted) != before.get("paper", []):
        said.append("other editions on paper are wanted")
    if manifest.digests(site, site.rglob("*")) != before["files"]:
        said.append("the built pages are not those that were rendered")
    return said


def _note_commit() -> None:
    """Let the manifest name the commit that the checkout is at now; nothing else in it has changed."""
    made = manifest.read(manifest_path())
    commit = manifest.commit(inputs.ROOT)
    if made.get("commit") != commit:
        runs.replace(manifest_path(), manifest.text_of(made | {"commit": commit}).encode())


def _left() -> list[Path]:
    """Return what the runs left for the pages, beside the chapters' outputs."""
    return [path for folder in (runs.FIGURES, runs.BRIEFS) for path in folder.glob("*")]


def render(wanted: Sequence[str] = ()) -> Path:
    """Render the stored chapters and the briefs, warnings being errors; returns `_build/html`.

    `wanted` are the editions on paper that the site holds too ("epub", "pdf").
    Raises BookError if they cannot be rendered; the last good site then stays as it was.
    """
    from lib import rendering

    stage = runs.BUILD / "stage"
    with locks.alone(runs.BUILD):
        try:
            pages = rendering.render(inputs.ROOT, stage, wanted)
            paper.write(pages, wanted)
            _swap_in(pages, wanted)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return runs.BUILD / "html"


def _swap_in(rendered: Path, wanted: Sequence[str] = ()) -> None:
    """Put the new site in the place of the old one, and say from what it was made."""
    site, old = runs.BUILD / "html", runs.BUILD / "html.old"
    manifest_path().unlink(missing_ok=True)
    if not site.exists():
        rendered.replace(site)
    elif not _exchange(rendered, site):
        # For a moment there is no site; whoever is killed in it finds the old one put back by the next build.
        shutil.rmtree(old, ignore_errors=True)
        site.replace(old)
        rendered.replace(site)
        shutil.rmtree(old, ignore_errors=True)
    from lib import edition

    made = manifest.make(inputs.ROOT, site, _left(), edition.record(), wanted)
    runs.replace(manifest_path(), manifest.text_of(made).encode())


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, and say whether they did: only Linux knows such a step."""
    rename = (
        getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    )
    if rename is None:
        return False
    return rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
