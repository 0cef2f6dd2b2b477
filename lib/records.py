"""The things the book speaks of, and the errors it raises about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any


class BookError(Exception):
    """The book is wrong: a seed, a chapter, a figure. The command ends with exit code 1."""

    exit_code = 1


class SeedError(BookError):
    """An input under seeds/ is not what its description says; `problems` are all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(_told(self.problems)))


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


# Of one file this many problems are written out; a table with another separator has one in each of its rows.
_WRITTEN_OUT = 20


def require_none(problems: Iterable[Problem]) -> None:
    """Raise one SeedError that names every problem, each once; do nothing if there is none."""
    found = list(dict.fromkeys(problems))
    if found:
        raise SeedError(found)


def _told(problems: Iterable[Problem]) -> list[str]:
    """Return a line for each problem; of a file that has very many, the first ones and how many more there are."""
    lines: dict[str, list[str]] = {}
    for problem in problems:
        lines.setdefault(problem.file, []).append(str(problem))
    told = []
    for file, said in lines.items():
        told += said[:_WRITTEN_OUT]
        if more := len(said) - _WRITTEN_OUT:
            told += [f"{file}: and {more:,} more. Mend these first."] if more > 0 else []
    return told


# The longest word that a message repeats; signs that would end its line or steer a terminal are written out.
_LONGEST_WORD = 80
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(value: object) -> str:
    """Return what somebody wrote as it stands in a message: on one line, cut where it is very long.

    >>> printable("a\\nb")
    'a\\\\nb'
    """
    text = str(value)
    cut = text if len(text) <= _LONGEST_WORD else f"{text[:_LONGEST_WORD]}…"
    return _UNPRINTABLE.sub(lambda sign: sign[0].encode("unicode_escape").decode(), cut)


def quoted(value: object) -> str:
    """Return what `printable` does, in quotation marks; of what was cut it also says how long it was.

    >>> quoted("2024-6"), quoted("x" * 100)[-20:]
    ('"2024-6"', 'x…" (100 characters)')
    """
    length = len(str(value))
    return f'"{printable(value)}"' + (f" ({length:,} characters)" if length > _LONGEST_WORD else "")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word nearest to `word`, or an empty string."""
    match = get_close_matches(word[:_LONGEST_WORD], list(known), n=1, cutoff=0.5)
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
