"""The description of the tables, datapackage.json: read, or refused with everything that makes it no description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lib.records import Problem, nearest, quoted, require_none
from lib.tables import TYPES

FILE = "seeds/datapackage.json"
_MOST_BYTES = 5_000_000
_NAME, _PATH, _HASH = r"[a-z0-9]+(-[a-z0-9]+)*", r"tables/[a-z0-9-]+\.csv", r"sha256:[0-9a-f]{64}"
_REMEDY = "Compare it with the entry of another table."


def read(path: Path) -> dict[str, Any]:
    """Return the descriptor as JSON; SeedError names everything in it that could not be used."""
    if not path.is_file():
        require_none([Problem(FILE, "", "the file", "none", "Put it back.")])
    if (size := path.stat().st_size) > _MOST_BYTES:
        require_none([Problem(FILE, "", f"at most {_MOST_BYTES:,} bytes", f"{size:,}", "Look at it.")])
    try:
        found = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once, parse_constant=_refused)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        require_none([Problem(FILE, place, "JSON", f"what is none ({error.msg})", "Mend that line.")])
    except (ValueError, RecursionError) as error:
        require_none([Problem(FILE, "", "JSON in UTF-8", f"what is none ({error})", "Mend it.")])
    require_none(problems(found))
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(
            f"{quoted(next(name for name in names if names.count(name) > 1))} twice in one object"
        )
    return found


def _refused(constant: str) -> None:
    raise ValueError(f"{constant}, which is no JSON")


def problems(found: Any) -> Iterator[Problem]:
    """Find what keeps a descriptor from being used: a missing part, an unknown type, a key of no column."""
    entries = found.get("resources") if isinstance(found, dict) else None
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        yield Problem(FILE, "", 'a list "resources" of tables', quoted(entries), "Put it back.")
        return
    fields = {}
    for n, entry in enumerate(entries):
        wrong = list(_entry_problems(entry, n))
        yield from wrong
        if not wrong and entry["name"] in fields:
            place = f"table {quoted(entry['name'])}"
            yield Problem(FILE, place, "a name of one table", "it twice", "Remove one of the two.")
        if not wrong:
            fields[entry["name"]] = [field["name"] for field in entry["schema"]["fields"]]
    for entry in entries:
        if isinstance(entry.get("schema"), dict) and isinstance(entry.get("name"), str):
            yield from _key_problems(entry, fields)


def _entry_problems(entry: dict[str, Any], n: int) -> Iterator[Problem]:
    place = f"table {quoted(entry.get('name', f'number {n + 1}'))}"
    for name, pattern in (("name", _NAME), ("path", _PATH), ("hash", _HASH)):
        if not isinstance(entry.get(name), str) or not re.fullmatch(pattern, entry[name]):
            yield Problem(FILE, f"{place}, {name}", f"text like {pattern}", quoted(entry.get(name)), _REMEDY)
    if type(entry.get("bytes")) is not int:
        yield Problem(FILE, f"{place}, bytes", "a whole number", quoted(entry.get("bytes")), _REMEDY)
    schema = entry.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not fields:
        yield Problem(FILE, f"{place}, schema", 'a list "fields"', quoted(fields), _REMEDY)
        return
    for k, field in enumerate(fields, start=1):
        yield from _field_problems(field, f"{place}, field {k}")


def _field_problems(field: Any, place: str) -> Iterator[Problem]:
    if not isinstance(field, dict) or not isinstance(field.get("name"), str):
        yield Problem(FILE, place, "an object with a name", quoted(field), _REMEDY)
        return
    place = f"{place} ({field['name']})"
    if field.get("type") not in list(TYPES):
        remedy = f"Correct it.{nearest(str(field.get('type')), TYPES)}"
        yield Problem(FILE, f"{place}, type", f"one of {', '.join(TYPES)}", quoted(field.get("type")), remedy)
    limits = field.get("constraints", {})
    kinds = {"enum": list, "pattern": str, "minimum": (int, float, str), "maximum": (int, float, str)}
    for name, value in limits.items() if isinstance(limits, dict) else [("constraints", limits)]:
        if name not in (*kinds, "required", "unique") or not isinstance(value, kinds.get(name, bool)):  # type: ignore[arg-type]
            yield Problem(FILE, place, "a constraint that can be used", quoted(f"{name}: {value}"), _REMEDY)
        elif name == "pattern" and (fault := _no_pattern(value)):
            yield Problem(FILE, f"{place}, pattern", "a regular expression", f"none ({fault})", "Correct it.")
        elif name in ("minimum", "maximum") and isinstance(value, str) != (field.get("type") == "date"):
            yield Problem(FILE, f"{place}, {name}", f"a {field.get('type')}", quoted(value), "Correct it.")


def _no_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        return str(error)
    return ""


def _key_problems(entry: dict[str, Any], fields: dict[str, list[str]]) -> Iterator[Problem]:
    """Find keys that name no column, or a table that is not there."""
    place, own = f"table {quoted(entry['name'])}", fields.get(entry["name"], [])
    if not own:
        return
    foreign = entry["schema"].get("foreignKeys", [])
    try:
        pairs = [("primaryKey", name, own) for name in _names(entry["schema"].get("primaryKey", []))]
        for key in foreign:
            pairs += [("foreignKeys", name, own) for name in _names(key["fields"])]
            target = key["reference"]
            pairs += [("foreignKeys", target["resource"], list(fields))]
            pairs += [
                ("foreignKeys", name, fields.get(target["resource"], [])) for name in _names(target["fields"])
            ]
    except (KeyError, TypeError, AttributeError):
        yield Problem(FILE, f"{place}, keys", "fields, and a reference to fields", quoted(foreign), _REMEDY)
        return
    for kind, name, known in pairs:
        if name not in known:
            remedy = f"Correct it.{nearest(str(name), known)}"
            yield Problem(FILE, f"{place}, {kind}", "a known name", quoted(name), remedy)


def _names(fields: str | list[str]) -> list[str]:
    return [fields] if isinstance(fields, str) else [*fields]
