"""Proving that a site is this book's: build it again from nothing, and name every difference."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lib import building, inputs, manifest, runs
from lib.records import BookError, CallError

_SHOWN = 20  # differences of one kind that are named one by one


def verify(target: Path | None, jobs: int, scheduler: str, tell: runs.Tell) -> str:
    """Build the book anew in a folder of its own and compare; returns a line that says what was found equal.

    `target` is a manifest, the folder of a site, or a release; None is the manifest of the last build. `jobs` and
    `scheduler` are those of a build.
    Raises BookError naming every difference, with the folder of the pages built anew, which is then kept;
    CallError if there is nothing to compare with.
    """
    expected = _expected(target or building.manifest_path())
    folder = runs.BUILD / "verify"
    tell("building the book anew, from nothing …")
    site = rebuild(folder, jobs, scheduler, on_paper=bool(expected.get("paper")))
    found = {
        "inputs": manifest.digests(inputs.ROOT, manifest.sources(inputs.ROOT)),
        "files": manifest.digests(site, site.rglob("*")),
    }
    if lines := differences(expected, found):
        raise BookError("\n".join([*lines, f"what was built anew: {site}"]))
    shutil.rmtree(folder)
    return f"{len(found['files']):,} files, each the same to the byte"


def _expected(target: Path) -> dict[str, Any]:
    if not target.is_dir():
        return manifest.read(target)
    if (target / manifest.NAME).exists():
        said = manifest.read(target / manifest.NAME)
        site = target / "site"
        here = manifest.digests(site, site.rglob("*"))
        if lines := _changes(said["files"], here, "the manifest beside it"):
            raise BookError("\n".join([f"{target} is not what it was made as:", *lines]))
        return said
    if not (target / "index.html").exists():
        raise CallError(
            f"{target}: expected a site (index.html) or a release ({manifest.NAME}), found neither."
        )
    return {"files": manifest.digests(target, target.rglob("*"))}


def rebuild(folder: Path, jobs: int, scheduler: str, *, on_paper: bool = False) -> Path:
    """Copy what the book is made from into a folder, run every chapter and render there; returns the pages' folder.

    Raises BookError with what the build says if it fails.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for path in manifest.sources(inputs.ROOT):
        if path.is_file() and "__pycache__" not in path.parts:
            copy = folder / path.relative_to(inputs.ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    command = [sys.executable, "-m", "lib.cli", "build", "--jobs", str(jobs), "--scheduler", scheduler]
    command += ["--paper"] if on_paper else []
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise BookError(f"the book could not be built anew in {folder}:\n{done.stderr.strip()}")
    return folder / "_build" / "html"


def differences(expected: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Return a line for every input and file that differs between two manifests; none if all are the same.

    A site alone says nothing of its inputs: those are then not compared.
    """
    lines = []
    if "inputs" in expected and (said := _changes(expected["inputs"], found["inputs"], "the manifest")):
        commit = expected.get("commit")
        hint = f" It was made from commit {commit}: check that out." if commit else ""
        lines += [f"this is not the book that the manifest was made from.{hint}", *said]
    if said := _changes(expected["files"], found["files"], "what was expected"):
        lines += [f"{len(said)} of {len(expected['files'])} files of the site differ:", *said[:_SHOWN]]
        if len(said) > _SHOWN:
            lines.append(f"  … and {len(said) - _SHOWN} more")
    return lines


def _changes(expected: Mapping[str, str], found: Mapping[str, str], where: str) -> list[str]:
    lines = []
    for name in sorted({*expected, *found}):
        if name not in found:
            lines.append(f"  {name}: missing here, in {where}")
        elif name not in expected:
            lines.append(f"  {name}: here, not in {where}")
        elif expected[name] != found[name]:
            lines.append(f"  {name}: SHA-256 {found[name][:12]}…, expected {expected[name][:12]}…")
    return lines
