"""A stored chapter hides nothing from nbval and shows no figure that cannot be cited."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lib import chapters, stored


@pytest.fixture
def book(tmp_path):
    (tmp_path / "chapters").mkdir()

    def write(*cells):
        nbformat.write(new_notebook(cells=list(cells)), tmp_path / "chapters" / "one.ipynb")
        return [(problem.place, problem.found) for problem in stored.problems(tmp_path)]

    return write


def shown(**data):
    return new_output("display_data", data=data or {"text/plain": "1"})


def test_a_cell_that_nbval_would_pass_over_is_named(book):
    assert book(new_code_cell("1 + 1", execution_count=None)) == [("cell 1", "none")]


def test_a_bitmap_is_refused_because_nbval_compares_none(book):
    cell = new_code_cell("draw()", execution_count=1, outputs=[shown(**{"image/png": "aGk="})])
    assert book(cell) == [("cell 1", "image/png")]


def test_a_stored_error_is_named(book):
    error = new_output("error", ename="ValueError", evalue="no", traceback=[])
    assert book(new_code_cell("fail()", execution_count=1, outputs=[error])) == [("cell 1", "error")]


def test_a_number_in_the_text_that_no_cell_computes_is_named(book):
    assert book(new_markdown_cell("It is {glue:text}`the-share` per cent.")) == [
        ('cell 1, in "It is {glue:text}`the-share` per cent."', 'none with the key "the-share"')
    ]


def computed(key):
    record = {"book": {"key": key, "text": "5"}, "scrapbook": {"name": key}}
    output = shown(**{"application/papermill.record/text/plain": "'5'"})
    output["metadata"] = record
    return new_code_cell("glue()", execution_count=1, outputs=[output])


def test_a_number_that_no_sentence_uses_is_named(book):
    cells = [computed("used"), computed("idle"), new_markdown_cell("It is {glue:text}`used` per cent.")]
    assert book(*cells) == [("cell 2", '"idle" in none')]


def test_a_number_typed_into_a_sentence_is_named_with_the_words_around_it(book):
    assert book(new_markdown_cell("It is 5 per cent.")) == [("cell 1", '5 typed in "It is 5 per cent."')]


def test_a_number_typed_into_the_title_of_a_figure_is_named(book):
    cell = new_code_cell("figures.publish(ax, title=f'{count} allies are at 2 %')", execution_count=1)
    ((place, found),) = book(cell)
    assert (place, found[:7]) == ("cell 1, title of the figure", "2 typed")


def test_a_caption_changed_by_hand_is_named(book):
    record = {"id": "a-figure", "caption": "How to read it.", "alt": "Dots."}
    output = shown(**{"image/svg+xml": "<svg/>"})
    output["metadata"] = {"book": record}
    page = {"figure": {"name": "a-figure", "caption": "Something else."}, "image": {"alt": "Dots."}}
    cell = new_code_cell("publish()", execution_count=1, outputs=[output], metadata={"mystnb": page})
    assert book(cell) == [("cell 1, figure a-figure", "others in the cell's metadata")]
    cell.metadata["mystnb"]["figure"]["caption"] = "How to read it."
    assert book(cell) == []


BRIEF = f"chapters/{chapters.BRIEF}.ipynb"
CHAPTERS = [path for path in stored.notebooks() if path.startswith("chapters/") and path != BRIEF]


def test_every_chapter_has_at_least_five_figures_with_ids_of_their_own():
    ids = []
    for path in CHAPTERS:
        records = [record for _, record in stored.figures(stored.notebooks()[path])]
        assert len(records) >= 5, path
        ids += [record["id"] for record in records]
    assert len(ids) == len(set(ids))


def test_the_brief_of_an_ally_has_its_figures_its_limits_and_its_sources():
    notebook = stored.notebooks()[BRIEF]
    assert [record["id"] for _, record in stored.figures(notebook)] == [
        "ally-poland-share",
        "ally-poland-editions",
    ]
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    headings = [line for text in texts for line in text.splitlines() if line.startswith("## ")]
    assert headings[-2:] == ["## What this brief does not show", "## Sources"]


@pytest.mark.parametrize("path", CHAPTERS)
def test_every_chapter_opens_with_a_question_and_closes_with_limits_and_sources(path):
    notebook = stored.notebooks()[path]
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    title = texts[0].splitlines()[0]
    assert title.startswith("# ")
    assert title.endswith("?")
    headings = [line for text in texts for line in text.splitlines() if line.startswith("## ")]
    assert headings[-2:] == ["## What this chapter does not show", "## Sources"]
