"""The whole book: rerun what is stale, then render the pages if anything they show has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from lib import inputs, manifest, runs
from lib.records import CallError


def manifest_path() -> Path:
    """Where the last build says what it was made from and what it made."""
    return runs.BUILD / manifest.NAME


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
        _note_commit()
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
    if not manifest_path().exists():
        return ["they have not been rendered here yet"]
    try:
        before = manifest.read(manifest_path())
    except CallError:
        return ["the manifest of the last rendering cannot be read"]
    root, site = inputs.ROOT, runs.BUILD / "html"
    said = inputs.changed(before["inputs"], manifest.digests(root, manifest.sources(root)))
    said += inputs.changed(before["runs"], manifest.digests(root, _left()))
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
    manifest_path().unlink(missing_ok=True)
    if site.exists():
        site.replace(old)
    rendered.replace(site)
    shutil.rmtree(old, ignore_errors=True)
    from lib import edition

    made = manifest.make(inputs.ROOT, site, _left(), edition.record())
    runs.replace(manifest_path(), manifest.text_of(made).encode())
