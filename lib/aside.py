"""Work that Sphinx need not wait for: done in a process of its own, where the machine lets a process be copied."""

from __future__ import annotations

import multiprocessing
import threading
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from lib.records import BookError

T = TypeVar("T")


def begin(work: Callable[[], T]) -> Callable[[], T]:
    """Begin some work; returns a function that waits for its end and returns what it returned.

    What the work raises is raised there. Where a process cannot be copied, or has other threads, which a copy
    would lack, the work is done at once.
    """
    if "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        outcome, error = _tried(work)
        return lambda: _given(outcome, error)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    # A daemon ends with us: if the rest fails, nobody waits for it.
    process = context.Process(target=_carry_out, args=(work, theirs), daemon=True)
    with warnings.catch_warnings():
        # Python warns of the idle threads of numerical libraries, which the work does not use.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    theirs.close()

    def finish() -> T:
        try:
            outcome, error = ours.recv()
        except EOFError:
            raise BookError("a part of the pages was not written: its process ended early.") from None
        finally:
            process.join()
        return _given(outcome, error)

    return finish


def _tried(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as error:  # whatever it is, it is raised where the work is waited for
        return None, error


def _given(outcome: Any, error: Exception | None) -> Any:
    if error:
        raise error
    return outcome


def _carry_out(work: Callable[[], Any], answer: Connection) -> None:
    answer.send(_tried(work))
    answer.close()
