"""The things the book speaks of, and the errors it raises about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any


class BookError(Exception):
    """The book is wrong: a seed, a chapter, a figure. The command ends with exit code 1."""

    exit_code = 1


class SeedError(BookError):
    """An input under seeds/ is not what its description says."""


class FigureError(BookError):
    """A figure lacks something that a reader needs to cite it."""


class NumberError(BookError):
    """A number for a sentence is missing or not a number."""


class ChapterError(BookError):
    """A chapter did not run to its end."""


class CallError(BookError):
    """The call is wrong, not the book. The command ends with exit code 2."""

    exit_code = 2


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input: where, what was expected and found, and what to do."""

    file: str
    place: str
    expected: str
    found: str
    remedy: str

    def __str__(self) -> str:
        place = f", {self.place}" if self.place else ""
        return f"{self.file}{place}: expected {self.expected}, found {self.found}. {self.remedy}"


def require_none(problems: Iterable[Problem]) -> None:
    """Raise one SeedError that names every problem; do nothing if there is none."""
    lines = [str(problem) for problem in problems]
    if lines:
        raise SeedError("\n".join(lines))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word nearest to `word`, or an empty string."""
    match = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f' Did you mean "{match[0]}"?' if match else ""


def source_keys(*columns: Iterable[object]) -> list[str]:
    """Return the keys of sources that some columns hold, each once, in alphabetical order.

    A cell may hold several keys, separated by semicolons; a missing cell holds none.

    >>> source_keys(["ecb-rates; nato-2026", None], ["ecb-rates"])
    ['ecb-rates', 'nato-2026']
    """
    cells = [cell for column in columns for cell in column if isinstance(cell, str)]
    return sorted({key.strip() for cell in cells for key in cell.split(";")})


def joined_keys(column: Iterable[object]) -> str:
    """Return the keys of `source_keys` as one cell holds them."""
    return "; ".join(source_keys(column))


@dataclass(frozen=True)
class Source:
    """A report, table or page that a row comes from; `id` is its key in sources.bib."""

    id: str
    title: str
    publisher: str
    published: str
    url: str
    note: str


@dataclass(frozen=True)
class Claim:
    """Something an article asserts that can be checked, and the verdict on it."""

    id: str
    claim: str
    kind: str
    verdict: str
    place: Mapping[str, Any]
    quotation: Mapping[str, str] | None
    evidence: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """One of the five source articles, as far as it can be known, with its claims."""

    file: str
    sha256: str
    characters: int
    language: str
    title: str
    source_id: str
    publisher: Mapping[str, Any]
    date: Mapping[str, Any]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Figure:
    """A chart that reports may cite. The id is never renamed or reused once released."""

    id: str
    title: str
    subtitle: str
    sources: tuple[str, ...]
    edition: str
    alt: str
    caption: str
