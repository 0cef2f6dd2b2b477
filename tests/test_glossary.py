"""The glossary: every term is defined, has its French names, and is explained where a chapter first uses it."""

import html
import re

import pytest
import test_browser
import whole
import yaml
from docutils import nodes
from docutils.core import publish_doctree
from sphinx import addnodes
from whole import Page

from lib import data_pages, glossary_site, prose, seeds
from lib.glossary_site import Entry

built, built_pages = whole.built, whole.built_pages
visit, chapter = test_browser.visit, test_browser.chapter

TEXT = (seeds.ROOT / "chapters" / "glossary.md").read_text(encoding="utf-8")
GUIDELINE = Entry("term-Guideline", "Guideline", ("2 per cent guideline",), ("objectif",), "A level.")
ALLY = Entry("term-Ally", "Ally", (), ("allié",), "A member.")
SHARE = Entry("term-Share", "Share of GDP", (), (), "A part.")
PANEL = "#number-panel"
FRENCH_WORDS = re.compile(
    r"\b(?:les|des|une|dans|pour|avec|est|qui|que|aux|cette|ministre|alliés|l[’']OTAN|États-Unis)\b"
)


def linked(text, known=(GUIDELINE, ALLY, SHARE)):
    """Return the terms that become links in a text, and the text as it then reads."""
    pattern, meant = glossary_site.forms(known)
    pieces = glossary_site._pieces(text, pattern, meant, set(), "glossary.html")
    terms = [(piece.astext(), piece["address"]) for piece in pieces if isinstance(piece, glossary_site.Term)]
    return terms, "".join(piece.astext() for piece in pieces)


def test_the_first_use_of_each_term_leads_to_its_definition_and_the_text_stays_as_it_is():
    text = "Allies agreed on a guideline; the guideline is a share of GDP of all allies."
    assert linked(text) == (
        [
            ("Allies", "glossary.html#term-Ally"),
            ("guideline", "glossary.html#term-Guideline"),
            ("share of GDP", "glossary.html#term-Share"),
        ],
        text,
    )


@pytest.mark.parametrize(
    "text", ["rally", "guidelines-based", "It spoke of “the guideline as such” then.", ""]
)
def test_parts_of_words_and_the_words_of_others_are_left_alone(text):
    assert linked(text) == ([], text)


def test_the_longest_name_of_a_term_is_taken_whole():
    assert linked("The 2 per cent guideline holds.")[0] == [
        ("2 per cent guideline", "glossary.html#term-Guideline")
    ]


def test_a_term_with_everyday_senses_is_not_linked():
    claim = Entry("term-Claim", "Claim", (), (), "What is said.")
    assert "Claim" in glossary_site.EVERYDAY
    assert linked("They claim that the claim holds.", [claim])[0] == []


def test_headings_links_code_figures_and_numbers_stay_as_they_are():
    text = nodes.Text("guideline")
    for closed in (nodes.title, nodes.reference, nodes.literal, nodes.caption, nodes.term):
        holder = nodes.figure("", closed("", "", text)) if closed is nodes.caption else closed("", "", text)
        assert glossary_site._is_closed(next(iter(holder.findall(nodes.Text)))), closed
    assert not glossary_site._is_closed(next(iter(nodes.paragraph("", "", text).findall(nodes.Text))))


def test_an_entry_is_read_with_its_other_words_and_its_french_names():
    doctree = publish_doctree("")
    second = nodes.paragraph(
        "",
        "",
        nodes.Text("Also: target, aim. In French: "),
        nodes.raw("", '<span lang="fr">', format="html"),
        nodes.Text("objectif de "),
        nodes.inline("", "2"),
        nodes.Text(" %"),
        nodes.raw("", "</span>", format="html"),
        nodes.Text("."),
    )
    definition = nodes.definition("", nodes.paragraph("", "", nodes.Text("A level.")), second)
    item = nodes.definition_list_item("", nodes.term("", "Guideline", ids=["term-Guideline"]), definition)
    doctree += addnodes.glossary("", nodes.definition_list("", item))
    assert list(glossary_site.entries(doctree)) == [
        Entry("term-Guideline", "Guideline", ("target", "aim"), ("objectif de 2 %",), "A level.")
    ]


def test_every_term_has_a_definition_and_names_in_french(built):
    page = (built / "chapters" / "glossary.html").read_text(encoding="utf-8")
    entries = re.findall(
        r'<dt id="(term-[\w-]+)">(.*?)<a class="headerlink".*?</dt><dd>(.*?)</dd>', page, re.DOTALL
    )
    names = [html.unescape(re.sub("<.*?>", "", name)) for _, name, _ in entries]
    assert len(names) >= 20 and names == sorted(names, key=str.casefold)
    for id, _, body in entries:
        first, last = re.findall(r"<p>(.*?)</p>", body, re.DOTALL)
        assert first.rstrip().endswith(".") and '<span lang="fr">' in last, id


def test_no_digit_of_the_glossary_is_typed():
    assert list(prose.typed_digits(TEXT)) == []


def test_the_glossary_stands_before_the_methods():
    listed = [
        entry["file"] for entry in yaml.safe_load((seeds.ROOT / "_toc.yml").read_text("utf-8"))["chapters"]
    ]
    assert listed.index("chapters/glossary") < listed.index("chapters/methods")


def test_on_a_page_each_term_is_linked_once_and_its_definition_lies_ready(built, built_pages):
    defined = built_pages[built / "chapters" / "glossary.html"].ids
    used = set()
    for path, page in built_pages.items():
        terms = [
            link["href"].partition("#")[2] for link in page.all("a") if (link.get("class") or "") == "term"
        ]
        assert len(terms) == len(set(terms)), path
        assert {f"panel-{term}" for term in terms} <= page.ids, path
        assert not terms or any(
            script.get("src", "").endswith("numbers.js") for script in page.all("script")
        ), path
        used |= set(terms)
    assert used <= defined and len(used) >= 15


def test_french_words_of_others_are_marked_as_french(built):
    """Titles of sources are names; everything else in French that the pages show has its language."""
    unmarked = []
    for path in [*built.glob("chapters/*.html"), *built.glob("data/*.html"), *built.glob("allies/*.html")]:
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"<(script|style|template)\b.*?</\1>", "", text, flags=re.DOTALL)
        text = re.sub(r'<(\w+)[^>]*\blang="fr"[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
        for block in re.split(r"<(?!/?(?:a|span|em|strong|q)\b)[^>]*>", text):
            words = html.unescape(re.sub(r"<[^>]+>", "", block)).strip()
            is_source = words.startswith("Source") or re.search(r"Terms:|\(our label\)|\d{4}\)", words)
            if len(FRENCH_WORDS.findall(words)) >= 2 and not is_source:
                unmarked.append(f"{path.name}: {words[:80]}")
    assert unmarked == []


def test_a_quotation_in_a_table_has_the_language_that_stands_beside_it():
    (part,) = data_pages.parts("statements")
    shown = "".join(data_pages.rows("statements", part)["rows"])
    assert '<td lang="nl">toegewijd blijven' in shown
    assert shown.count('<td lang="fr">') >= 10


def by_keyboard(page):
    page.locator("a.term").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")


def by_mouse(page):
    page.locator("a.term").first.hover()


def by_finger(page):
    page.locator("a.term").first.tap()


@pytest.mark.parametrize("way", [by_keyboard, by_mouse, by_finger])
def test_the_definition_comes_by_keyboard_mouse_and_finger_from_a_disk(visit, built, way):
    page = visit((built / "chapters" / "udcg-history.html").as_uri(), has_touch=True)
    way(page)
    page.wait_for_selector(PANEL)
    assert "It is not a body of NATO" in page.locator(PANEL).inner_text()
    assert page.locator(PANEL).get_attribute("aria-label") == "What “contact group” means"
    page.keyboard.press("Escape")
    page.wait_for_selector(PANEL, state="detached")
    assert page.wrong == []


def test_the_panel_leads_to_the_glossary(visit, built):
    page = visit((built / "chapters" / "udcg-history.html").as_uri())
    page.locator("a.term").first.click()
    page.locator(f"{PANEL} a").click()
    page.wait_for_url("**/glossary.html#term-Ukraine-Defense-Contact-Group")


def test_without_scripts_a_term_is_a_link(visit, built):
    page = visit((built / "chapters" / "udcg-history.html").as_uri(), java_script_enabled=False)
    page.locator("a.term").first.click()
    page.wait_for_url("**/glossary.html#term-Ukraine-Defense-Contact-Group")


def test_beside_the_glossary_stand_its_terms(built):
    page = Page(built / "chapters" / "glossary.html")
    assert {"#term-Ally", "#term-NSATU"} <= {link.get("href") for link in page.all("a")}
