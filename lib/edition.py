"""What the book says of itself: its title, its authors, its own edition, its address, its licence."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from lib import inputs
from lib.seeds import ROOT

LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


def record() -> dict[str, Any]:
    """Return CITATION.cff: title, authors, version (the book's edition, such as 2026.11) and date-released."""
    inputs.note(ROOT / "CITATION.cff")
    return _record()


@cache
def _record() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def authors() -> list[str]:
    """Return the names of the book's authors."""
    return [author["name"] for author in record()["authors"]]


@cache
def _base() -> str:
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return config["html"]["baseurl"].rstrip("/")


def address(path: str = "") -> str:
    """Return the lasting address of a page or file; the one setting is html.baseurl in _config.yml."""
    inputs.note(ROOT / "_config.yml")
    return f"{_base()}/{path}"
