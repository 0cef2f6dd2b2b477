"""Running a chapter: parameters are checked first, a failure loses nothing, a rerun changes nothing."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lib import runs
from lib.records import CallError, ChapterError

PARAMETERS = 'edition = "2026-07"\ntarget_pct = 3.5\nhorizon = 2035'


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A small book of one chapter, `small`, whose second code cell is given by the test."""
    chapters = tmp_path / "chapters"
    chapters.mkdir()
    (tmp_path / "_toc.yml").write_text("root: chapters/index\nchapters:\n  - file: chapters/small\n")
    monkeypatch.setattr(runs.seeds, "ROOT", tmp_path)
    monkeypatch.setattr(runs, "CHAPTERS", chapters)
    monkeypatch.setattr(runs, "BUILD", tmp_path / "_build")

    def write(code):
        cells = [
            new_markdown_cell("# Small?", id="title"),
            new_code_cell(PARAMETERS, id="parameters", metadata={"tags": ["parameters"]}),
            new_code_cell(code, id="work"),
        ]
        nbformat.write(new_notebook(cells=cells), chapters / "small.ipynb")
        return chapters / "small.ipynb"

    return write


def test_running_a_chapter_twice_leaves_the_same_file(book):
    path = book("print(edition, target_pct)")
    runs.run_stored("small")
    first = path.read_bytes()
    runs.run_stored("small")
    assert path.read_bytes() == first
    assert b"papermill" not in first
    assert b"2026-07 3.5" in first


def test_a_chapter_that_fails_changes_nothing_and_says_where(book):
    path = book("rows = 1\nrows / 0")
    before = path.read_bytes()
    with pytest.raises(ChapterError) as failed:
        runs.run_stored("small")
    message = str(failed.value)
    assert "small, cell 3 (rows = 1): ZeroDivisionError" in message
    assert "book run small" in message
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["small.ipynb"]


def test_a_varied_run_never_touches_the_stored_chapter(book, tmp_path):
    path = book("print(edition, target_pct)")
    before = path.read_bytes()
    result = runs.run_varied("small", {"edition": "2024-06", "target_pct": 5.0})
    assert path.read_bytes() == before
    assert "2024-06 5.0" in result.read_text()
    with pytest.raises(CallError, match="holds the stored chapters"):
        runs.run_varied("small", {}, out=path.parent)


def test_parameters_get_the_type_of_the_default_and_an_edition_stays_text(book):
    book("pass")
    given = {"edition": "2024-06", "target_pct": "5", "horizon": "2032"}
    assert runs.typed("small", given) == {"edition": "2024-06", "target_pct": 5.0, "horizon": 2032}


def test_every_parameter_that_cannot_be_used_is_named_with_the_nearest_right_one(book):
    book("pass")
    given = {"editon": "2024-06", "edition": "2024-6", "target_pct": "-3", "horizon": "2035.5"}
    with pytest.raises(CallError) as refused:
        runs.typed("small", given)
    unknown, edition, target, horizon = str(refused.value).splitlines()
    assert 'no parameter "editon". Did you mean "edition"?' in unknown
    assert 'no edition "2024-6". Did you mean "2024-06"?' in edition
    assert "cannot use target_pct -3" in target
    assert 'horizon is "2035.5"; expected a number such as 2035' in horizon


def test_an_unknown_chapter_is_refused_with_the_nearest_one(book):
    book("pass")
    with pytest.raises(CallError, match=r'no chapter "smal"\. Did you mean "small"'):
        runs.chapter_path("smal")
