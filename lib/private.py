"""What no output may hold: the paths and the name of whoever runs the book, and the secrets of their environment."""

from __future__ import annotations

import getpass
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lib.inputs import ROOT

_SECRET = re.compile(r"TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|KEY", re.IGNORECASE)
_SHORTEST = 8  # characters; what is shorter is a setting rather than a secret, and stands in many words
_SHORTEST_NAME = 3


def public(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of an environment whose names do not speak of secrets."""
    return {name: value for name, value in environment.items() if not _SECRET.search(name)}


def found(outputs: list[Any], figures: Mapping[str, bytes]) -> tuple[str, str] | None:
    """Return what is private in the outputs of some cells or in files, and where; None if nothing is.

    `outputs` holds the outputs of each cell, in order. The place is "cell 3" or the name of a file; what was found is
    said in words, never repeated.
    """
    places: list[tuple[str, str]] = [
        (f"cell {n}", text) for n, cell in enumerate(outputs, start=1) for text in _texts(cell)
    ]
    places += [(name, content.decode("latin-1")) for name, content in figures.items()]
    for what, holds in _tests():
        for place, text in places:
            if holds(text):
                return what, place
    return None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _tests() -> list[tuple[str, Callable[[str], object]]]:
    """Return what a text might hold, in words, each with a test of whether it does."""
    tests: list[tuple[str, Callable[[str], object]]] = [
        ("the path of this copy of the book", _path(str(ROOT))),
        *(("the path of your home", _path(home)) for home in _homes()),
    ]
    for name, value in os.environ.items():
        if _SECRET.search(name) and len(value) >= _SHORTEST:
            tests.append((f"the value of the variable {name}", _Word(value)))
    if len(account := _account()) >= _SHORTEST_NAME:
        tests.append(("the name of your account", _Word(account)))
    return tests


def _path(path: str) -> Callable[[str], object]:
    # A part of a longer path or of an address is another one.
    return re.compile(rf"(?<![\w./-]){re.escape(path)}(?![\w-])").search


def _homes() -> list[str]:
    try:
        found = {os.environ.get("HOME", ""), str(Path.home())}
    except RuntimeError:
        found = set()  # a container may run under a number that has no home
    return sorted(home for home in found if len(home) > 1)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""  # a container may run under a number that has no name


class _Word:
    """Does a text hold a word that the book does not use of itself? Somebody's name may be that of a country."""

    def __init__(self, word: str) -> None:
        self._word = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        self._own: bool | None = None

    def __call__(self, text: str) -> bool:
        if not self._word.search(text):
            return False
        if self._own is None:
            self._own = any(self._word.search(text) for text in _sources())
        return not self._own


def _sources() -> Iterator[str]:
    for pattern in ("lib/*.py", "seeds/**/*.*", "CITATION.cff", "_config.yml"):
        for path in ROOT.glob(pattern):
            if path.is_file():
                yield path.read_text(encoding="utf-8", errors="replace")
