"""Work begun aside ends as if it had been done at once."""

import os

import pytest

from lib import aside
from lib.records import BookError, FigureError


def test_what_the_work_returns_arrives():
    assert aside.begin(lambda: {"pages": 3})() == {"pages": 3}


def test_a_result_larger_than_a_pipe_holds_arrives():
    assert len(aside.begin(lambda: "x" * 10_000_000)()) == 10_000_000


def test_what_the_work_raises_is_raised_where_it_is_waited_for():
    def fail():
        raise FigureError("_build/figures has no one.pdf")

    finish = aside.begin(fail)
    with pytest.raises(FigureError, match=r"one\.pdf"):
        finish()


def test_a_process_that_dies_is_no_success(monkeypatch):
    monkeypatch.setattr(aside.threading, "active_count", lambda: 1)
    finish = aside.begin(lambda: os._exit(3))
    with pytest.raises(BookError, match="ended early"):
        finish()


def test_without_copies_of_processes_the_work_is_done_at_once(monkeypatch):
    monkeypatch.setattr(aside.multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    done = []
    finish = aside.begin(lambda: done.append("here"))
    assert done == ["here"]
    finish()


def test_work_done_at_once_raises_where_it_is_waited_for_too(monkeypatch):
    monkeypatch.setattr(aside.multiprocessing, "get_all_start_methods", lambda: ["spawn"])

    def fail():
        raise FigureError("_build/figures has no one.pdf")

    finish = aside.begin(fail)
    with pytest.raises(FigureError, match=r"one\.pdf"):
        finish()
