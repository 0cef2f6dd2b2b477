"""The search knows all that a reader may look for, leads to places that there are, and stays small."""

import gzip
import json

import whole
from docutils.core import publish_doctree
from docutils.nodes import Text
from whole import Page

from lib import brief_pages, french, ledger, search, search_site, seeds, stored
from lib.search import Record

built, built_pages = whole.built, whole.built_pages

POLAND = Record("Ally", "Poland", "allies/poland.html", text="It spends.")
SHARE = Record("Figure", "Poland went up", "figures/share.html", place="Poland")
LIMIT = 150_000  # bytes over the wire


def known(folder):
    """Return the records of a built book as the script of the search reads them."""
    text = (folder / search.FILE).read_text(encoding="utf-8")
    data = json.loads(text.partition("const SEARCH = ")[2].rstrip(";\n"))
    return [
        Record(data["kinds"][kind], title, address, data["places"][place], text, keys)
        for kind, title, address, place, text, keys in data["records"]
    ]


def test_the_file_has_the_same_bytes_in_whatever_order_the_records_came():
    assert search.script([SHARE, POLAND, SHARE]) == search.script([POLAND, SHARE])


def test_what_could_end_a_line_of_a_script_is_written_out():
    written = search.script([Record("Ally", "Pol\u2028and", "x.html")])
    assert "\u2028" not in written and "\\u2028" in written


def test_a_page_is_on_record_section_by_section_and_each_has_its_own_words():
    doctree = publish_doctree(
        "Spending\n########\n\nAll of it.\n\nBy ally\n=======\n\nPoland spends.\n\n::\n\n  code\n\nBy year\n=======\n\nIt rose.\n",
        settings_overrides={"doctitle_xform": False},
    )
    assert list(search_site.page_records(doctree, "c/spending.html")) == [
        Record("Chapter", "Spending", "c/spending.html", text="All of it."),
        Record("Section", "By ally", "c/spending.html#by-ally", "Spending", "Poland spends."),
        Record("Section", "By year", "c/spending.html#by-year", "Spending", "It rose."),
    ]


def test_a_page_without_a_title_is_not_on_record():
    assert list(search_site.page_records(publish_doctree("Words."), "x.html")) == []


def test_words_are_taken_as_they_stand():
    assert search_site.said(Text("5 < 6 & more")) == "5 < 6 & more"


def test_what_all_briefs_say_finds_none_of_them():
    briefs = [
        {"blocks": [{"html": f"<p>{own} spends.</p><p>NATO counts it.</p>"}]} for own in ("Estonia", "Latvia")
    ]
    assert brief_pages.own_words(briefs) == ["Estonia spends.", "Latvia spends."]


def test_a_brief_is_found_by_its_words_and_not_by_the_marks_beside_them():
    html = '<p>It rose. <a class="book-number book-basis" href="#x">how?</a></p><h2>Up<a class="headerlink">#</a></h2>'
    assert list(brief_pages.words({"blocks": [{"html": html}]})) == ["It rose."]


def test_every_kind_of_thing_is_on_record_and_each_of_it(built):
    found = {record.address: record for record in known(built)}
    assert {record.kind for record in found.values()} == set(search.KINDS)
    for notebook in (stored.notebooks() | stored.briefs()).values():
        for _, figure in stored.figures(notebook):
            assert figure["id"] in found[f"figures/{figure['id']}.html"].keys
    for article in seeds.documents():
        for claim in article.claims:
            record = found[ledger.address(claim.id)]
            assert record.title == claim.claim and record.keys.startswith(claim.id)
            assert not claim.quotation or claim.quotation["text"] in record.keys
    assert {f"data/{name}.html" for name in seeds.names()} <= found.keys()
    assert {f"chapters/sources.html#source-{key}" for key in seeds.sources()} <= found.keys()


def test_every_address_of_the_search_leads_to_a_place(built, built_pages):
    lost = []
    for record in known(built):
        page, _, anchor = record.address.partition("#")
        ids = built_pages[built / page].ids if (built / page).exists() else set()
        if not ids or (anchor and anchor not in ids):
            lost.append(record.address)
    assert lost == []


def test_what_is_searched_holds_no_markup(built):
    texts = [" ".join((record.title, record.place, record.text)) for record in known(built)]
    assert [text for text in texts if "</" in text or "{glue" in text or "[]" in text] == []


def test_the_search_is_small(built):
    assert len(gzip.compress((built / search.FILE).read_bytes(), 6)) < LIMIT


def test_every_ally_has_its_french_name():
    assert set(french.ALLIES) == set(seeds.allies()["iso3"])


def test_the_page_of_the_search_leads_on_without_scripts(built):
    page = Page(built / "search.html")
    assert "The search needs scripts" in page.text
    leads = {link.get("href") for link in page.all("a")}
    assert {"chapters/spending-debate.html", "chapters/glossary.html", "figures.html", "allies.html"} <= leads
