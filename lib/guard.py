"""Nothing outlives the command that started it: groups of processes that end with it, however it ends.

Run as a program (by itself, without the book), this is the guard: it reads "+12" or "-12", a group each line, until its
input ends, which it does when the command is gone, even if that was killed; then it kills the groups that are left.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

_watched: set[int] = set()
_lock = threading.RLock()
_guard: subprocess.Popen[bytes] | None = None
_ending = False
_possible = hasattr(os, "killpg")  # Windows knows no groups: there, what is started ends with its own work


@contextlib.contextmanager
def watched(group: int) -> Iterator[None]:
    """Within the block, a group of processes ends with this one; at its end, what is left of the group is killed."""
    watch(group)
    try:
        yield
    finally:
        end(group)


def watch(group: int) -> None:
    """From now on, this group of processes ends with this one."""
    with _lock:
        if _ending:
            _kill(group)
        elif _possible:
            _watched.add(group)
            _tell(f"+{group}\n")


def end(group: int) -> None:
    """Kill what is left of a group that `watch` was told of."""
    with _lock:
        if group in _watched:  # else it has been killed with all the others
            _watched.discard(group)
            with contextlib.suppress(OSError):
                os.killpg(group, signal.SIGKILL)
            _tell(f"-{group}\n")


def end_all() -> None:
    """Kill every group that is watched, and each that anybody still begins to watch: this process is about to end."""
    global _ending
    with _lock:
        _ending = True
        for group in _watched:
            _kill(group)
        _watched.clear()
        if _guard and _guard.stdin:
            with contextlib.suppress(OSError):
                _guard.stdin.close()
            _guard.wait()


def _tell(line: str) -> None:
    global _guard
    if _guard is None:
        atexit.register(end_all)
        _guard = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    assert _guard.stdin
    with contextlib.suppress(OSError):
        _guard.stdin.write(line.encode())
        _guard.stdin.flush()


def _kill(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except OSError:
        # A process that has just begun may not lead its group yet.
        with contextlib.suppress(OSError):
            os.kill(group, signal.SIGKILL)


def main() -> None:
    """Be the guard."""
    left: set[int] = set()
    for line in sys.stdin:
        (left.add if line[0] == "+" else left.discard)(int(line[1:]))
    for group in left:
        _kill(group)


if __name__ == "__main__":
    main()
