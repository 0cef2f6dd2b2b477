"""One build at a time in one folder: a lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.records import BookError

_held: set[Path] = set()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Within the block, no other process builds in this folder or stores runs there; may be entered again inside.

    Raises BookError that names the other process if there is one.
    """
    if folder in _held:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ".lock"
    lock = take(path)
    if lock is None:
        number = path.read_text(encoding="utf-8").strip() or "of unknown number"
        raise BookError(
            f"{folder}: another build is under way there (process {number}). Wait for its end, or stop it."
        )
    try:
        path.write_text(f"{os.getpid()}\n", encoding="utf-8")
        _held.add(folder)
        yield
    finally:
        _held.discard(folder)
        os.close(lock)


def take(path: Path) -> int | None:
    """Lock a file and return its open descriptor, or None if another process has locked it; to close is to unlock.

    The system gives the lock of a dead process back. Where it knows no such locks (Windows), all are granted.
    """
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass
    except BlockingIOError:
        os.close(lock)
        return None
    except BaseException:
        os.close(lock)
        raise
    return lock
