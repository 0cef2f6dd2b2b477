"""Shared by all tests: a copy of the seeds that a test may spoil, and a Dask cluster of two workers."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from served import browser
from small import built_here

from lib import manifest, seeds

# Tests that need the articles themselves, which are no part of the book.
collect_ignore = [] if "BOOK_ARTICLES" in os.environ else ["test_articles_at_hand.py"]


@pytest.fixture
def seeds_copy(tmp_path):
    """A copy of seeds/ to change; the reader's memory of it is cleared afterwards."""
    copy = tmp_path / "seeds"
    shutil.copytree(seeds.SEEDS, copy)
    yield copy
    seeds._descriptor.cache_clear()
    seeds._table.cache_clear()
    seeds._sources.cache_clear()
    seeds._documents.cache_clear()


@pytest.fixture
def spoil(seeds_copy):
    """Change some text of a table in the copy of seeds/."""

    def change(table, old, new, count=1):
        path = seeds_copy / "tables" / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    return change


@pytest.fixture(autouse=True)
def no_open_figures():
    """Close what a test has drawn; matplotlib keeps every figure otherwise."""
    yield
    plt.close("all")


def started(folder, *arguments):
    """Start a part of the cluster in a folder of its own, with nothing in its environment that leads to a checkout."""
    folder.mkdir()
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [Path(sys.executable).with_name("dask"), *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
            stdout=log,
            stderr=log,
        )


@pytest.fixture
def two_workers(tmp_path):
    """A scheduler and two workers; yields its address and the two processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    parts = [started(tmp_path / "scheduler", "scheduler", "--host", address, "--no-dashboard")]
    parts += [
        started(
            tmp_path / name, "worker", address, "--name", name, "--nthreads", "1", "--no-dashboard",
            "--no-nanny", "--local-directory", str(tmp_path / name),
        )
        for name in ("one", "two")
    ]  # fmt: skip
    deadline = time.monotonic() + 60
    while any("Registered to" not in (tmp_path / name / "log").read_text() for name in ("one", "two")):
        assert time.monotonic() < deadline, "the workers did not start"
        time.sleep(0.1)
    yield address, parts[1:]
    for part in parts:
        part.kill()
        part.wait()


@pytest.fixture(scope="module")
def chromium():
    """A browser; the tests that need one are left out if there is none, and fail where all must be tested."""
    with browser() as started:
        yield started


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A copy of the checkout with the whole book built in it, to change."""
    root, folder = built_here(), tmp_path_factory.mktemp("first")
    for name in [*manifest.SOURCES, "_build"]:
        if (root / name).is_dir():
            left = shutil.ignore_patterns("__pycache__", "release", "report", "verify")
            shutil.copytree(root / name, folder / name, ignore=left)
        elif (root / name).exists():
            shutil.copy(root / name, folder)
    return folder


# What takes longest begins first, so that no process is left alone with it at the end.
LONG = (
    "test_reproducible.py", "test_report.py", "test_traces.py", "test_release.py", "test_stopping.py", "test_runs.py"
)  # fmt: skip


def pytest_collection_modifyitems(items):
    """Let the longest begin."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))
