"""Under another edition a chapter says what still holds, leaves out what does not, and never says "nan"."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lib import variants


def glued(key, text):
    return new_output(
        "display_data",
        data={"application/papermill.record/text/plain": repr(text)},
        metadata={"scrapbook": {"name": key}, "book": {"key": key, "text": text}},
    )


CHAPTER = new_notebook(
    cells=[
        new_markdown_cell("# Who pays?"),
        new_code_cell("shares = ..."),
        new_markdown_cell("## What for\n\nHalf.", metadata={"tags": ["needs:equipment_share_pct"]}),
        new_code_cell("equipment = ...", metadata={"tags": ["hide-input", "needs:equipment_share_pct"]}),
        new_markdown_cell("## And then"),
    ]
)


def test_an_edition_is_asked_for_what_the_chapter_needs():
    assert variants.lacking(CHAPTER, "2025-08") == {"equipment_share_pct"}
    assert variants.lacking(CHAPTER, "2026-07") == set()


def test_cells_that_the_edition_cannot_fill_go_and_their_heading_stays_with_a_reason():
    left = variants.without(CHAPTER, {"equipment_share_pct"}, "2025-08")
    assert [cell.source for cell in left.cells] == [
        "# Who pays?",
        "shares = ...",
        "## What for",
        "*Left out: the edition of August 2025, as far as it was found, has no shares for equipment.*",
        "## And then",
    ]
    nbformat.validate(left)


def test_an_executed_chapter_has_its_numbers_in_its_sentences():
    chapter = new_notebook(
        cells=[new_code_cell("…", outputs=[glued("all", "32")]), new_markdown_cell("All {glue:text}`all`.")]
    )
    assert variants.readable(chapter).cells[1].source == "All 32."


def test_a_sentence_whose_number_was_not_computed_is_left_out_and_its_neighbours_stay():
    text = "First {glue:text}`all`.\nThen {glue:text}`gone` more.\nLast words.\n\n## Heading\n\nOnly {glue:text}`gone`."
    chapter = new_notebook(cells=[new_code_cell("…", outputs=[glued("all", "32")]), new_markdown_cell(text)])
    assert variants.readable(chapter).cells[1].source == "First 32. Last words.\n\n## Heading"


def test_items_of_a_list_stay_items_when_one_is_left_out():
    chapter = new_notebook(cells=[new_markdown_cell("- One.\n- Two {glue:text}`gone`.\n- Three.")])
    assert variants.readable(chapter).cells[0].source == "- One.\n- Three."


def test_a_cell_that_loses_all_its_sentences_goes():
    assert variants.readable(new_notebook(cells=[new_markdown_cell("{glue:text}`gone`.")])).cells == []
