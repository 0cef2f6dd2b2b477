"""Folders for what is under way, in `_build/scratch`: one per process, and what a killed one left goes with the next."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from threading import Lock

from lib import locks
from lib.inputs import ROOT

_FOLDER = ROOT / "_build" / "scratch"
_one = Lock()  # of the threads that ask at the same time, one makes the folder
_LOCK = "lock"  # locked by the process that the folder belongs to, for as long as it lives


def folder() -> Path:
    """Return the folder of this process, made when it is first asked for and removed when the process ends."""
    with _one:
        return _made()


@cache
def _made() -> Path:
    sweep()
    _FOLDER.mkdir(parents=True, exist_ok=True)
    # Under another name until it is locked, so that nobody takes it for one that was left.
    made = Path(tempfile.mkdtemp(prefix=f".{os.getpid()}-", dir=_FOLDER))
    locks.take(made / _LOCK)  # the system takes it back with the process
    mine = made.rename(made.with_name(made.name[1:]))
    atexit.register(shutil.rmtree, mine, ignore_errors=True)
    return mine


def sweep() -> None:
    """Remove the folders of processes that are no more."""
    for left in _FOLDER.glob("[!.]*"):
        try:
            lock = locks.take(left / _LOCK)
        except OSError:
            lock = None  # it is being removed just now, or is not ours to remove
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)
