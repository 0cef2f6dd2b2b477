"""Shared by all tests: where the book lies, and a copy of its seeds that a test may spoil."""

import os
import shutil

import matplotlib.pyplot as plt
import pytest

from lib import seeds

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
