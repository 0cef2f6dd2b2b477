"""The form of an article's record: which fields it and its claims have, and what each may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from lib.records import Problem, nearest, quoted

Fits = Callable[[Any], bool]


def _like(pattern: str) -> Fits:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(_text(word) for word in value)


def _date(value: Any) -> bool:
    """Say whether a value is a day, a month or a year from 1900 to 2099."""
    if not re.fullmatch(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2})?)?", str(value)):
        return False
    try:
        date.fromisoformat((str(value) + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _day(value: Any) -> bool:
    return _date(value) and len(str(value)) == len("2026-01-01")


_SHA256 = (_like("[0-9a-f]{64}"), "a SHA-256 of 64 hexadecimal digits")
_SOME_TEXT, _A_DAY = (_text, "some text"), (_day, "a day such as 2025-06-05")
_LANGUAGE = (_like("[a-z]{2}"), 'a language such as "fr"')
# Each field with what it must hold, and how a message says so.
_RECORD: dict[str, tuple[Fits, str]] = {
    "file": (_like(r"[0-9]{3}_[0-9a-f]{16}\.txt"), "the name of the article's file, without a folder"),
    "sha256": _SHA256,
    "characters": (_count, "a whole number"),
    "language": _LANGUAGE,
    "title": _SOME_TEXT,
    "source_id": _SOME_TEXT,
}
_PARTS: dict[str, dict[str, tuple[Fits, str]]] = {
    "publisher": {"known_by": _SOME_TEXT},
    "date": {"value": _A_DAY, "known_by": _SOME_TEXT},
}
_CLAIM: dict[str, tuple[Fits, str]] = {
    "id": (_like(r"c[0-9]{2,3}"), 'an id such as "c24"'),
    "claim": _SOME_TEXT,
    "kind": _SOME_TEXT,
    "verdict": _SOME_TEXT,
    "speaker": _SOME_TEXT,
    "as_of": _A_DAY,
}
_PLACE: dict[str, tuple[Fits, str]] = {
    "start": (_count, "a whole number"),
    "end": (_count, "a whole number"),
    "sha256": _SHA256,
}
_QUOTATION = {"text": _SOME_TEXT, "language": _LANGUAGE}
# What a claim may leave empty.
_IF_ANY: dict[str, tuple[Fits, str]] = {
    "outdated_since": (_date, "a day, a month or a year"),
    "evidence": (_words, "a list of keys of sources.bib"),
    "figures": (_words, "a list of ids of figures"),
    "looseness": _SOME_TEXT,
    "note": _SOME_TEXT,
    "rests_on": _SOME_TEXT,
    "would_change": _SOME_TEXT,
}
# Fields that nothing here reads further.
_OTHER = ("headline", "body", "left_out", "claims", "value", "unit", "place", "quotation")


def problems(record: Any, file: str) -> Iterator[Problem]:
    """Find fields of a record, read from YAML, that are missing, unknown, or hold what nobody can use."""
    if not isinstance(record, dict):
        yield Problem(file, "", "fields with values", quoted(record), "Compare it with another record.")
        return
    yield from _unknown(record, (*_RECORD, *_PARTS, *_OTHER), file, "")
    yield from _misfits(record, _RECORD, file, "")
    for name, fields in _PARTS.items():
        yield from _part(record.get(name), fields, file, name)
    claims = record.get("claims")
    if not isinstance(claims, list) or not claims:
        yield Problem(file, "claims", "a list of claims", quoted(claims), "Compare it with another record.")
        return
    for n, claim in enumerate(claims, start=1):
        yield from _claim(claim, n, record.get("characters"), file)


def _claim(claim: Any, n: int, characters: Any, file: str) -> Iterator[Problem]:
    if not isinstance(claim, dict):
        yield Problem(
            file, f"claim number {n}", "fields with values", quoted(claim), "Compare it with another."
        )
        return
    place = str(claim.get("id", f"claim number {n}"))
    yield from _unknown(claim, (*_CLAIM, *_IF_ANY, *_OTHER), file, place)
    yield from _misfits(claim, _CLAIM, file, place)
    yield from _misfits(
        {name: claim[name] for name in _IF_ANY if claim.get(name) is not None},
        _IF_ANY,
        file,
        place,
        needed=False,
    )
    wrong = list(_part(claim.get("place"), _PLACE, file, f"{place}, place"))
    yield from wrong
    if not wrong and not claim["place"]["start"] < claim["place"]["end"]:
        span = f"{claim['place']['start']} to {claim['place']['end']}"
        yield Problem(file, f"{place}, place", "a start before the end", span, "Correct the span.")
    elif not wrong and _count(characters) and claim["place"]["end"] > characters:
        end = f"an end at {claim['place']['end']}"
        expected = f"a place within the {characters} characters of the text"
        yield Problem(file, f"{place}, place", expected, end, "Correct the span.")
    if claim.get("quotation") is not None:
        yield from _part(claim["quotation"], _QUOTATION, file, f"{place}, quotation")


def _part(value: Any, fields: Mapping[str, tuple[Fits, str]], file: str, place: str) -> Iterator[Problem]:
    if isinstance(value, dict):
        yield from _misfits(value, fields, file, place)
    else:
        yield Problem(file, place, f"the fields {', '.join(fields)}", quoted(value), "Fill them in.")


def _misfits(
    value: Mapping[str, Any],
    fields: Mapping[str, tuple[Fits, str]],
    file: str,
    place: str,
    *,
    needed: bool = True,
) -> Iterator[Problem]:
    for name, (fits, words) in fields.items():
        if name not in value:
            if needed:
                yield Problem(file, f"{place}, {name}".lstrip(", "), words, "no such field", "Add it.")
        elif not fits(value[name]):
            yield Problem(file, f"{place}, {name}".lstrip(", "), words, quoted(value[name]), "Correct it.")


def _unknown(value: Mapping[Any, Any], known: tuple[str, ...], file: str, place: str) -> Iterator[Problem]:
    for name in value:
        if name not in known:
            remedy = f"Correct its name, or remove it.{nearest(str(name), known)}"
            yield Problem(file, place, "a known field", quoted(name), remedy)
