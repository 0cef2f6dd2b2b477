"""The page of an ally's brief: its text, its numbers, its figures, and what it refuses."""

import re

import nbformat
import pytest
from test_number_pages import EVIL, number, write_book
from test_pages import SVG

from lib import brief_pages, brief_text, number_texts
from lib.records import BookError

TITLES = {"ally-brief": "Ally brief", "methods": "Methods"}
FIGURE = {"id": "ally-estonia-share", "caption": "The *line*.", "alt": "A line."}


def picture(**changes):
    return nbformat.v4.new_output(
        "display_data", data={"image/svg+xml": SVG, "text/plain": ""}, metadata={"book": FIGURE | changes}
    )


def table(html):
    return nbformat.v4.new_output(
        "execute_result", data={"text/html": html, "text/plain": ""}, execution_count=1
    )


def cell(*outputs, source="", tags=()):
    made = nbformat.v4.new_code_cell(source, execution_count=1, outputs=list(outputs))
    made.metadata["tags"] = list(tags)
    return made


@pytest.fixture
def brief(tmp_path):
    """Write the brief of Estonia with some text and outputs, and return what its page says."""

    def write(text, *outputs):
        root = write_book(tmp_path, "", [], {"sources": "# Sources"})
        (root / "chapters" / "ally-brief.ipynb").write_text("{}")
        folder = root / "_build" / "briefs"
        folder.mkdir(parents=True)
        cells = [
            nbformat.v4.new_markdown_cell(f"# Ally brief\n\n{text}"),
            cell(source='ally = "Poland"\nedition = "2026-07"', tags=["parameters"]),
            cell(source='ally = "Estonia"', tags=["injected-parameters"]),
            cell(*outputs),
        ]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "estonia.ipynb")
        (found,) = brief_pages.briefs(root)
        return brief_pages.page(found, TITLES, root)

    return write


def html(page):
    return "\n".join(block["html"] for block in page["blocks"] if "html" in block)


def test_the_page_is_named_after_the_ally_and_tells_how_to_make_it_again(brief):
    page = brief("It spends money.")
    assert (page["slug"], page["ally"]) == ("estonia", "Estonia")
    assert page["rerun"] == "book run ally-brief -p ally=Estonia -p edition=2026-07"
    assert "Ally brief" not in html(page)


def test_a_number_leads_to_its_entry_below_and_only_its_first_place_has_an_id(brief):
    page = brief("It spends {glue:text}`share` per cent, and again {glue:text}`share`.", number("share"))
    assert html(page).count('class="book-number" href="#estonia-share"') == 2
    assert html(page).count('id="number-share"') == 1
    (entry,) = page["numbers"]
    assert (entry["id"], entry["text"]) == ("estonia-share", "5.1")
    assert entry["cell"].startswith("chapters/ally-brief.html#cell-")
    (place,) = entry["places"]
    assert place["address"] == "allies/estonia.html#number-share"


def test_a_computed_sentence_is_text_with_a_small_link_that_asks(brief):
    page = brief(
        "{glue:text}`lead` {glue:text}`share`", number("lead", "It spends most of all."), number("share")
    )
    assert '<span id="number-lead">It spends most of all.</span>' in html(page)
    assert 'class="book-number book-basis" href="#estonia-lead"' in html(page)
    assert page["numbers"][0]["name"] == "Lead"
    assert page["numbers"][0]["places"][0]["sentence"] == "It spends most of all."


def test_roles_and_links_lead_where_they_would_in_a_chapter(brief):
    page = brief(
        "## How far\n\n{numref}`ally-estonia-share` by {cite}`nato-2026`; see [](methods.md), [here](methods.md#how) "
        "and [there](https://nato.example/).",
        picture(),
    )
    for part in (
        '<h2 id="how-far">How far',
        '<a class="reference internal" href="#ally-estonia-share">Fig. 1</a>',
        'href="../chapters/sources.html#source-nato-2026" title="Tables of 2026">NATO, 2026</a>]',
        '<a href="../chapters/methods.html">Methods</a>',
        '<a href="../chapters/methods.html#how">here</a>',
        '<a href="https://nato.example/">there</a>',
    ):
        assert part in html(page)
    assert page["sections"][0] == ("how-far", "How far")


def test_a_figure_has_its_caption_its_size_and_its_number(brief):
    (shown,) = [block for block in brief("Text.", picture())["blocks"] if "figure" in block]
    assert shown["number"] == 1
    assert re.findall(r'src="([^"]*)" .*width="614" height="480"', shown["drawing"]) == [
        "../figures/ally-estonia-share.svg",
        "../figures/ally-estonia-share.dark.svg",
    ]
    assert shown["caption"] == "The <em>line</em>."


def test_a_table_is_shown_without_the_style_that_pandas_puts_before_it(brief):
    shown = html(brief("Text.", table("<style>th {}</style><table><tr><td>1</td></tr></table>")))
    assert "<table><tr><td>1</td></tr></table>" in shown and "<style>" not in shown


def test_html_in_text_numbers_and_captions_stays_text(brief):
    page = brief(f"{EVIL} {{glue:text}}`share`", number("share", EVIL, how=EVIL), picture(caption=EVIL))
    shown = html(page) + "".join(str(block.get("caption")) for block in page["blocks"])
    assert "<script>" not in shown


def test_all_that_nothing_stands_for_is_named_at_once(brief):
    with pytest.raises(BookError, match=r"_build/briefs/estonia\.ipynb: .*Correct the text") as raised:
        brief("{glue:text}`no-number` {numref}`no-figure` {cite}`no-source` [](no-page.md) {doc}`x`")
    for name in ('"no-number"', '"no-figure"', '"no-source"', "no-page.md", "{doc}"):
        assert name in str(raised.value)


def test_the_search_finds_the_sentences_and_the_figures(brief):
    page = brief("It spends {glue:text}`share` per cent.", number("share"), picture(title="Up and up"))
    words = " ".join(brief_pages.words(page))
    assert "It spends 5.1 per cent." in words and "Up and up" in words


def test_a_sentence_is_told_from_a_number_and_a_name():
    told = [
        number_texts.is_sentence(text) for text in ("5.1", "Estonia", "1.5 points", "It rose.", "approx.")
    ]
    assert told == [False, False, False, True, False]


def test_ids_of_sections_are_plain():
    assert brief_text.anchor("Türkiye’s aid & costs") == "t-rkiye-s-aid-costs"
