"""The chapters of the book: their names in order, their files, and the briefs that are made from one of them."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

from lib.inputs import ROOT
from lib.records import CallError, nearest

FOLDER = ROOT / "chapters"
BRIEF = "ally-brief"  # the chapter that is run once for each ally


def names() -> list[str]:
    """Return the names of the notebook chapters in the order of _toc.yml."""
    listed = re.findall(r"chapters/([\w-]+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [name for name in listed if (FOLDER / f"{name}.ipynb").exists()]


def path(name: str) -> Path:
    """Return the file of a chapter; CallError names the nearest chapter if there is none."""
    if name not in names():
        raise CallError(
            f'There is no chapter "{name}".{nearest(name, names())} Chapters: {", ".join(names())}.'
        )
    return FOLDER / f"{name}.ipynb"


def source(name: str) -> str:
    """Return the text of a chapter's file, with the outputs that are stored in it."""
    return path(name).read_text(encoding="utf-8")


def allies() -> list[str]:
    """Return the names of the allies in the order of their table, read without loading what reads tables."""
    with (ROOT / "seeds" / "tables" / "allies.csv").open(encoding="utf-8", newline="") as file:
        return [row["ally"] for row in csv.DictReader(file)]


def slug(ally: str) -> str:
    """Return an ally's name as it stands in addresses.

    >>> slug("Türkiye"), slug("North Macedonia")
    ('turkiye', 'north-macedonia')
    """
    plain = unicodedata.normalize("NFKD", ally).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
