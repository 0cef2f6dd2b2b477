"""What a run of a chapter rests on: a digest of every input, so that it can be told what changed.

Nothing here needs more than the standard library: whether there is anything to do is known before anything is loaded.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lib.records import BookError

ROOT = Path(__file__).resolve().parent.parent
# A run writes here which inputs it read; a process without the variable writes nothing.
_READS = "BOOK_READS"
_noted: set[str] = set()
LOCK = "requirements.txt"
# What runs a chapter, although no chapter imports it.
_RUNNERS = ("lib/engine.py", "lib/execution.py", "lib/kernels.py", "lib/preloaded.py")


def note(path: Path) -> None:
    """Tell the run that this process belongs to that it has read an input; do nothing outside a run."""
    log = os.environ.get(_READS)
    if not log or not path.is_relative_to(ROOT):
        return
    name = path.relative_to(ROOT).as_posix()
    if name not in _noted:
        _noted.add(name)
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")


def reads(log: Path) -> list[str]:
    """Return the inputs that a run has noted, as paths from the root of the book, each once, in order."""
    return sorted(set(log.read_text(encoding="utf-8").splitlines())) if log.exists() else []


def environment(log: Path) -> dict[str, str]:
    """Return the variables that let a process note what it reads."""
    return {_READS: str(log)}


def digest(content: bytes | str) -> str:
    """Return the SHA-256 of some content as hexadecimal digits."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def of_run(
    chapter: Mapping[str, Any], parameters: Mapping[str, Any], read: Iterable[str], root: Path = ROOT
) -> dict[str, str]:
    """Return the digest of each input of one run, by its name in messages.

    `chapter` is the notebook as JSON, `read` the inputs that the run has noted (or that an earlier one had).
    """
    found = {
        "the chapter's code": _code(chapter),
        "the parameters": digest(json.dumps(parameters, sort_keys=True)),
    }
    for name in sorted({*modules(chapter, root), *_RUNNERS}):
        found[name] = _file(root / name)
    for name in sorted({*read, LOCK}):
        found[name] = _input(root / name)
    return found


def _code(chapter: Mapping[str, Any]) -> str:
    """Return the digest of what is run: the code and the tags of the cells. Prose and outputs are not run."""
    cells = [
        [_text(cell["source"]), cell.get("metadata", {}).get("tags", [])]
        for cell in chapter["cells"]
        if cell["cell_type"] == "code"
    ]
    needs = [
        cell.get("metadata", {}).get("tags", []) for cell in chapter["cells"] if cell["cell_type"] != "code"
    ]
    return digest(json.dumps([cells, needs]))


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _file(path: Path) -> str:
    return digest(path.read_bytes()) if path.exists() else "none"


def _input(path: Path) -> str:
    # A table changes its own hash in the descriptor; what matters there is how each column is described.
    if path.name == "datapackage.json" and path.exists():
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))["resources"]
            return digest(json.dumps([[entry["name"], entry["schema"]] for entry in entries]))
        except (ValueError, KeyError, TypeError, RecursionError):
            return _file(path)  # whoever reads the tables says what is wrong with their description
    # Of the settings of the pages, citations inside the figures hold the address alone.
    if path.name == "_config.yml" and path.exists():
        return digest(str(re.findall(r"^\s*baseurl:.*$", path.read_text(encoding="utf-8"), re.MULTILINE)))
    return _file(path)


def modules(chapter: Mapping[str, Any], root: Path = ROOT) -> set[str]:
    """Return the files of lib/ that a chapter's code imports, directly or through others, with the files they name.

    A file that a module names in its code (a template, the style) counts as its own.
    """
    code = "\n".join(_text(cell["source"]) for cell in chapter["cells"] if cell["cell_type"] == "code")
    waiting, found = _imported(code), set()
    while waiting:
        module = waiting.pop()
        path = root / "lib" / f"{module}.py"
        name = f"lib/{module}.py"
        if name in found or not path.exists():
            continue
        found.add(name)
        imported, named = _of_module(path, path.stat().st_mtime_ns)
        waiting |= imported
        found |= named
    return found


@cache
def _of_module(path: Path, _changed: int) -> tuple[frozenset[str], frozenset[str]]:
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
        raise BookError(f"lib/{path.name}{line}: expected Python, found {error.args[0]}. Mend it.") from None
    constants = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[\w-]+\.\w+", node.value)
    }
    folders = (path.parent, path.parent / "templates")
    named = {
        (folder / name).relative_to(path.parent.parent).as_posix()
        for folder in folders
        for name in constants
        if (folder / name).is_file()
    }
    return frozenset(_imported(source)), frozenset(named)


def _imported(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "lib":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lib."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("lib.")}
    return found


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the inputs that are new, gone or other than before, in words.

    >>> changed({"lib/a.py": "1", "lib/b.py": "1"}, {"lib/a.py": "2", "lib/c.py": "1"})
    ['lib/a.py changed', 'lib/b.py is no longer used', 'lib/c.py is new']
    """
    said = []
    for name in sorted({*before, *now}):
        if name not in now:
            said.append(f"{name} is no longer used")
        elif name not in before:
            said.append(f"{name} is new")
        elif before[name] != now[name]:
            said.append(f"{name} changed")
    return said
