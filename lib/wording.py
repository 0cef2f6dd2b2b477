"""Differences in words: a few lines for a terminal; for a page, which words and digits in old and new are others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from lib import style
from lib.comparing import Difference
from lib.grids import Change
from lib.records import printable

_LINES = 24  # of one chapter so many are told in a terminal; the page has them all
_CHANGES = 2  # and of one table so many cells
_DIGITS = 4  # decimals of a step; of one with more, the first three digits are told
_LEAD = 30  # characters that old and new may have in common before they are cut
_LONGEST = 400  # characters of a value on the page
_WORDS = re.compile(r"\s+|[-+−]?\w+(?:[.,]\w+)*|.", re.DOTALL)
_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?")


def lines(found: Sequence[Difference], shares: dict[str, float]) -> list[str]:
    """Return a line for each difference: cell, its first line, what it is, old → new; the last one counts the rest.

    `shares` says by the id of a figure what share of its picture differs.
    """
    told = [_line(difference, shares) for difference in found if difference.kind != "basis"]
    if other := [difference.name for difference in found if difference.kind == "basis"]:
        names = f"{', '.join(other[:5])}{' and others' if len(other) > 5 else ''}"
        told.append(f"{len(other)} read as before and rest on something else: {names}")
    if len(told) > _LINES:
        told = [*told[: _LINES - 1], f"and {len(told) - _LINES + 1} more, on the page"]
    return told


def _line(difference: Difference, shares: dict[str, float]) -> str:
    first = difference.line if len(difference.line) <= 36 else f"{difference.line[:35]}…"
    place = f"cell {difference.cell} ({printable(first)})" if first else f"cell {difference.cell}"
    name = printable(difference.name)
    if difference.kind == "figure" and "" not in difference.parts:
        said = [_part(part, changes) for part, changes in difference.parts.items()]
        share = shares.get(difference.name)
        if share is not None:
            said.append(f"{percent(share)} of the picture")
        return f"{place}: figure {name}: {'; '.join(said)}"
    what = f"“{name}”" if difference.kind in ("table", "text", "error") else name
    changes = [_arrow(change, difference.kind) for change in difference.changes[:_CHANGES]]
    if difference.kind == "number":
        changes = changes[:1]
    elif more := len(difference.changes) - _CHANGES if len(difference.changes) > _CHANGES else 0:
        changes.append(f"and {more} more")
    kind = f"{difference.kind} " if difference.kind != "count" else ""
    return f"{place}: {kind}{what}: {'; '.join(changes)}"


def _part(part: str, changes: Sequence[Change]) -> str:
    if part == "rows of the data":
        return (
            f"{len(changes)} {'change' if len(changes) == 1 else 'changes'} in the data, {_arrow(changes[0])}"
        )
    if part == "drawing":
        labels = [change for change in changes if change.what == "label"]
        return _arrow(labels[0]) if labels else "the drawing"
    return ", ".join(change.what for change in changes)


def _arrow(change: Change, kind: str = "") -> str:
    what = "" if kind in ("number", "count") else f"{printable(change.what)}: "
    old, new = change.old, change.new
    if old and new:
        # A long sentence is told from a few words before the first that differs.
        same = next((n for n, pair in enumerate(zip(old, new, strict=False)) if len({*pair}) > 1), 0)
        if same > _LEAD and (start := old.rfind(" ", 0, same - _LEAD // 2) + 1):
            old, new = (f"…{value[start:]}" for value in (old, new))
    return f"{what}{_state(old)} → {_state(new)}"


def _state(value: str | None) -> str:
    return "(none)" if value is None else printable(value) or "(empty)"


def percent(share: float) -> str:
    """Write a share of a picture, with a word for what is there and too small to write.

    >>> percent(0.0042), percent(0.0000001)
    ('0.42 %', 'less than 0.01 %')
    """
    return f"{style.number(share * 100, 2)} %" if share >= 0.0001 else "less than 0.01 %"


def step(old: str | None, new: str | None) -> str:
    """Say by how much a number grew, if old and new hold one number each and the same words around it; else nothing.

    >>> step("4.68 %", "4.7 %"), step("1,033", "1,030"), step("3 of 4", "2 of 4")
    ('+0.02', '−3', '')
    """
    parts = [_NUMBER.findall(value or "") for value in (old, new)]
    around = [_NUMBER.sub("", value or "") for value in (old, new)]
    if [len(part) for part in parts] != [1, 1] or around[0] != around[1]:
        return ""
    bare = [part[0].replace(",", "").replace("−", "-") for part in parts]
    digits = max(len(number.partition(".")[2]) for number in bare)
    grown = float(bare[1]) - float(bare[0])
    if digits > _DIGITS:
        return f"{grown:+.3g}".replace("-", "−")
    return style.number(grown, digits, sign=True)


def marked(change: Change) -> tuple[list[tuple[bool, str]], list[tuple[bool, str]]]:
    """Return the words of old and new, each with whether the other lacks it; nothing is marked where all differs.

    >>> marked(Change("title", "five of them", "six of them"))[1]
    [(True, 'six'), (False, ' of them')]
    """
    old, new = (_cut(value) for value in (change.old, change.new))
    was, now = (_WORDS.findall(value) for value in (old, new))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    same = [word for a, _, size in matcher.get_matching_blocks() for word in was[a : a + size]]
    if not any(re.search(r"\w", word) for word in same):
        return [(False, old)], [(False, new)]
    sides: tuple[list[tuple[bool, str]], list[tuple[bool, str]]] = ([], [])
    for kind, a, b, c, d in matcher.get_opcodes():
        for side, text in zip(sides, ("".join(was[a:b]), "".join(now[c:d])), strict=True):
            if text:
                side.append((kind != "equal", text))
    return sides


def _cut(value: str | None) -> str:
    text = value or ""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)"
