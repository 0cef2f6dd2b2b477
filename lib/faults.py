"""What goes wrong outside the book's own rules, in a line or a few: errors of the system, and faults of the code."""

from __future__ import annotations

import errno
import os
import re
import traceback
from pathlib import Path

from lib.inputs import ROOT

_AGAIN = "then give the same command again; what was stored and the last good site are as they were"
_ROOM = f"Make room on that disk, {_AGAIN}."
_RIGHTS = f"Make it writable for yourself, or work in a copy of the book, {_AGAIN}."
_REMEDIES = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EROFS: _RIGHTS,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.ENOENT: "If it belongs to the book, put it back.",
    errno.EADDRINUSE: "Another program uses this port. Name another one with --port.",
}


def of_system(error: OSError) -> str:
    """Return the message for an error of the system: which file, what happened, what to do."""
    place = f"{_from_root(str(error.filename))}: " if error.filename else ""
    remedy = _REMEDIES.get(error.errno or 0, f"Mend that, {_AGAIN}.")
    return f"{place}{error.strerror or error}. {remedy}"


def remedy(message: str) -> str:
    """Return what to do about a full disk or missing rights that a message tells of by number; else nothing."""
    number = re.search(r"\[Errno (\d+)\]", message)
    said = _REMEDIES.get(int(number[1]), "") if number else ""
    return said if said in (_ROOM, _RIGHTS) else ""


def of_code(error: BaseException) -> str:
    """Return the message for what the book's code did not foresee: the error, its last place in lib/, how to see more."""
    frames = [
        f"{_from_root(frame.filename)}, line {frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(ROOT / "lib")
    ]
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("lib"):
        return (
            f"the package {error.name} is missing; the book runs in an environment of its own. Run: make book"
        )
    last = f"\n  last in {frames[-1]}" if frames else ""
    said = str(error).replace("\n", "\n    ")
    return (
        f"this is a fault of the book's own code: {type(error).__name__}: {said}{last}\n"
        "  for the whole trace, give the same command with BOOK_TRACEBACK=1 before it"
    )


def _from_root(name: str) -> str:
    path = Path(name)
    return os.fspath(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else name
