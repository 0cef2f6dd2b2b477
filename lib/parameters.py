"""The parameters of a chapter: read from it, given on the command line as text, typed and checked before anything runs."""

from __future__ import annotations

import ast
import itertools
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from lib import chapters, seeds
from lib.records import CallError, ChapterError, nearest, printable, quoted

_HORIZON = range(2027, 2061)
_TARGET_PCT = 10.0  # the largest share of GDP that a target may be
_DONORS = range(1, 61)
_LONGEST_TEXT = 100
# How numbers are written: Python would also take 1_0, a space and the digits of other scripts.
_WRITTEN = {
    int: re.compile(r"[+-]?[0-9]{1,15}"),
    float: re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|nan|inf)"),
}


def defaults(chapter: str) -> dict[str, Any]:
    """Return a chapter's parameters with their defaults, read from its cell tagged "parameters", if it has one."""
    cells = [
        cell
        for cell in json.loads(chapters.source(chapter))["cells"]
        if "parameters" in cell["metadata"].get("tags", [])
    ]
    if len(cells) > 1:
        raise ChapterError(
            f'{chapter}: expected at most one cell tagged "parameters", found {len(cells)}. Tag one cell.'
        )
    code = "".join(cells[0]["source"]) if cells else ""
    found = {}
    for node in ast.parse(code).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def typed(chapter: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Give parameters that arrive as text the types of the chapter's defaults, and check them.

    Raises CallError naming every unknown parameter and every value that cannot be used, with the nearest right one.
    """
    known = defaults(chapter)
    checks = _checks(known)
    values, wrong = {}, []
    for key, text in given.items():
        if key not in known:
            wrong.append(_unknown(chapter, key, known))
            continue
        kind = type(known[key])
        # Text stays text, so that 2026-07 is never a sum.
        if kind in _WRITTEN and not _WRITTEN[kind].fullmatch(text):
            wrong.append(f"{chapter}: {key} is {quoted(text)}; expected a number such as {known[key]}.")
            continue
        values[key] = kind(text)
        if fault := checks.get(key, _plain(key))(values[key]):
            wrong.append(f"{chapter} {fault}")
    if wrong:
        raise CallError("\n".join(wrong))
    return values


def sweep(chapter: str, each: Sequence[tuple[str, str]], given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the parameters of every run of a sweep: all combinations of the values listed, each with those given.

    `each` holds a name and its values, separated by commas; "all" stands for all allies or all editions.
    Raises CallError naming every value that cannot be used.
    """
    known = defaults(chapter)
    lists: dict[str, list[str]] = {}
    for name, text in each:
        if name in given or name in lists:
            raise CallError(f"{printable(name)} is given twice. Name it once, with -p or with --each.")
        lists[name] = _listed(name, text, known)
    return [
        typed(chapter, {**given, **dict(zip(lists, values, strict=True))})
        for values in itertools.product(*lists.values())
    ]


def _listed(name: str, text: str, known: Mapping[str, Any]) -> list[str]:
    if text == "all" and name == "ally":
        return chapters.allies()
    if text == "all" and name == "edition":
        return _editions(str(known.get("edition", "")))
    if text == "all":
        raise CallError(
            f'"all" stands for allies and editions; list the values of {name}, separated by commas.'
        )
    return [value.strip() for value in text.split(",")]


def _unknown(chapter: str, key: str, known: Mapping[str, Any]) -> str:
    listed = f" Parameters: {', '.join(known)}." if known else " It has none."
    return f"{chapter} has no parameter {quoted(key)}.{nearest(key, known)}{listed}"


def _checks(known: Mapping[str, Any]) -> dict[str, Callable[[Any], str]]:
    return {
        "ally": _ally,
        "edition": lambda value: _edition(value, str(known.get("edition", ""))),
        "target_pct": _target,
        "horizon": _horizon,
        "read_until": _day,
        "donors_shown": _donors,
    }


def _plain(key: str) -> Callable[[Any], str]:
    """Return the check of a parameter that has none of its own: a finite number, or a short text on one line."""

    def check(value: Any) -> str:
        if isinstance(value, float) and not math.isfinite(value):
            return f"cannot use {key} {value:g}; expected a finite number."
        if isinstance(value, str) and not (len(value) <= _LONGEST_TEXT and value.isprintable()):
            return f"cannot use {key} {quoted(value)}; expected a line of at most {_LONGEST_TEXT} characters."
        return ""

    return check


def _day(value: str) -> str:
    try:
        good = date.fromisoformat(value).isoformat() == value
    except ValueError:
        good = False
    return "" if good else f"cannot use read_until {quoted(value)}; expected a day such as 2026-07-08."


def _donors(value: int) -> str:
    first, last = _DONORS[0], _DONORS[-1]
    return "" if value in _DONORS else f"cannot use donors_shown {value}; expected {first} to {last}."


def _ally(value: str) -> str:
    known = chapters.allies()
    return (
        ""
        if value in known
        else f"has no ally {quoted(value)}.{nearest(value, known)} Allies: {', '.join(known)}."
    )


def _editions(default: str) -> list[str]:
    # A chapter's own default says whose editions it is made from: NATO's, or the Kiel Institute's releases.
    known = seeds.editions()
    if default in known:
        return known
    aid = seeds.table("aid-to-ukraine")
    return sorted(aid.loc[aid["record_type"] == "kiel_group_month", "edition"].unique())


def _edition(value: str, default: str) -> str:
    known = _editions(default)
    return (
        ""
        if value in known
        else f"has no edition {quoted(value)}.{nearest(value, known)} Editions: {', '.join(known)}."
    )


def _target(value: float) -> str:
    return (
        ""
        if 0 < value <= _TARGET_PCT
        else f"cannot use target_pct {value:g}; expected a share of GDP above 0 and up to {_TARGET_PCT:g}."
    )


def _horizon(value: int) -> str:
    first, last = _HORIZON[0], _HORIZON[-1]
    near = min(max(value, first), last)
    return (
        ""
        if value in _HORIZON
        else f"cannot use horizon {value}; expected a year from {first} to {last}, the nearest is {near}."
    )


def destination(out: Path | None) -> None:
    """Do nothing if runs can go into a folder, or none is named; raise CallError if it can be no folder."""
    if out is None:
        return
    try:
        there = next(part for part in (out, *out.absolute().parents) if part.exists())
    except OSError as error:
        raise CallError(f"--out takes a folder; {quoted(out)} can be none: {error.strerror}.") from None
    if not there.is_dir():
        raise CallError(f"--out takes a folder; {quoted(there)} is none. Name another one.")
