"""What a build was made from and what it made: the SHA-256 of every file, so that anybody can prove either."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lib import inputs
from lib.records import CallError

NAME = "manifest.json"
# What a book is made from: all that a rebuild needs.
SOURCES = ("lib", "chapters", "seeds", "_config.yml", "_toc.yml", "CITATION.cff", inputs.LOCK)


def sources(root: Path) -> list[Path]:
    """Return every file that a book is made from."""
    places = [root / name for name in SOURCES]
    return [path for place in places for path in (place.rglob("*") if place.is_dir() else [place])]


def digests(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of each file, by its path from `root`, in order; folders and compiled code are left out."""
    return {
        path.relative_to(root).as_posix(): inputs.digest(path.read_bytes())
        for path in sorted(paths)
        if path.is_file() and "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts
    }


def make(
    root: Path, site: Path, left: Iterable[Path], book: Mapping[str, Any], paper: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the manifest of a site: book, edition, commit, lock, tables with their editions, inputs, runs, files.

    `left` are the files that the runs left (figures, briefs), `book` the record in CITATION.cff, `paper` the editions
    on paper that the site holds. Nothing in it is a
    time or the name of a machine: the same inputs give the same manifest.
    """
    made_from = digests(root, sources(root))
    return {
        "book": book["title"],
        "edition": book["version"],
        "commit": commit(root),
        "lock": {inputs.LOCK: made_from.get(inputs.LOCK)},
        "tables": {
            name: {"sha256": digest, "editions": _editions(root / name)}
            for name, digest in made_from.items()
            if name.startswith("seeds/tables/")
        },
        "inputs": made_from,
        "paper": list(paper),
        "runs": digests(root, left),
        "files": digests(site, site.rglob("*")),
    }


def commit(root: Path) -> str | None:
    """Return the commit that a checkout is at, with "+changes" if its files differ from it; None outside of one."""
    found = _git(root, "rev-parse", "HEAD")
    if found is None:
        return None
    return f"{found}+changes" if _git(root, "status", "--porcelain") else found


def _git(root: Path, *arguments: str) -> str | None:
    # A book that was unpacked into somebody else's checkout is at none of that one's commits.
    if not (root / ".git").exists():
        return None
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _editions(path: Path) -> list[str]:
    """Return the editions that the rows of a table come from; none if the table has no such column."""
    with path.open(encoding="utf-8", newline="") as file:
        return sorted({row["edition"] for row in csv.DictReader(file) if row.get("edition")})


def text_of(manifest: Mapping[str, Any]) -> str:
    """Return a manifest as the text of its file."""
    return json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"


def read(path: Path) -> dict[str, Any]:
    """Return the manifest in a file; CallError if there is none or it cannot be read as one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        for part in ("inputs", "runs", "files"):
            dict(found[part]).items()
    except FileNotFoundError:
        raise CallError(f"{path}: there is no manifest. Run: make book") from None
    except (ValueError, KeyError, TypeError) as error:
        raise CallError(
            f'{path}: expected a manifest with "inputs", "runs" and "files", found none ({error}).'
        ) from None
    return found
