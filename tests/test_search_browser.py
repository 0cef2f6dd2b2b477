"""Ten questions to the search, in English and French, and what comes first; over a server and from a disk."""

import shutil
import zipfile

import pytest
import served
import test_frame_browser
import whole

from lib import packing, search
from lib.search import Record

built = whole.built
reader = test_frame_browser.reader

FIRST = {
    "Poland": "allies/poland.html",
    "c24": "chapters/fact-check.html#claim-c24",
    "spending-share-change": "figures/spending-share-change.html",
    "groupe de contact": "chapters/glossary.html#term-Ukraine-Defense-Contact-Group",
    "2 %": "chapters/glossary.html#term-Guideline",
    "Ramstein": "chapters/glossary.html#term-Ramstein-format",
    "Mattis 2017": "figures/rhetoric-occasions.html",
    "allocation": "chapters/glossary.html#term-Allocation",
    "dépenses de défense": "chapters/glossary.html#term-Defence-expenditure",
    "Estonia target": "allies/estonia.html",
}
# The same words otherwise: without accents or capitals, with another apostrophe, in French, or in the words of a claim.
ALSO = {
    "depenses MILITAIRES": "chapters/glossary.html#term-Defence-expenditure",
    "objectif de 2 %": "chapters/glossary.html#term-Guideline",
    "2 per cent": "chapters/glossary.html#term-Guideline",
    "ministre de la Defense": "chapters/glossary.html#term-Secretary-of-Defense",
    "partage du fardeau": "chapters/glossary.html#term-Burden-sharing",
    "aide à l’Ukraine": "chapters/glossary.html#term-NSATU",
    "aide a l'ukraine": "chapters/glossary.html#term-NSATU",
    "Pologne": "allies/poland.html",
    "defense spending": "chapters/glossary.html#term-Defence-expenditure",
    "126 billion dollars": "chapters/fact-check.html#claim-c24",
    "claims": "chapters/glossary.html#term-Claim",
}
RESULT = "#search-results li a"
EVIL = "<img src=x onerror=alert(1)> & <b>more"


@pytest.fixture(scope="module")
def roots(built):
    with served.served(built) as address:
        yield {"server": address, "disk": built.as_uri()}


def ask(page, root, query):
    """Ask as a form of any page asks; returns the addresses found, from the root of the site."""
    page.goto(f"{root}/search.html")
    page.get_by_role("searchbox").fill(query)
    page.keyboard.press("Enter")
    return results(page)


def results(page):
    return [link.get_attribute("href").removeprefix("./") for link in page.locator(RESULT).all()]


@pytest.mark.parametrize("way", ["server", "disk"])
def test_ten_questions_and_their_first_answers(reader, roots, way):
    page = reader()
    found = {query: (ask(page, roots[way], query) or [""])[0] for query in FIRST}
    assert found == FIRST
    assert page.wrong == []


def test_accents_spelling_and_language_make_no_difference(reader, roots):
    page = reader()
    assert {query: (ask(page, roots["disk"], query) or [""])[0] for query in ALSO} == ALSO


def test_a_result_says_what_it_is_and_shows_the_words_in_their_place(reader, roots):
    page = reader()
    ask(page, roots["server"], "dependency Hegseth")
    said = page.locator("#search-results li").first
    assert said.locator(".search-kind").inner_text().partition(" · ")[0] in search.KINDS
    marked = {mark.lower() for mark in page.locator("#search-results mark").all_inner_texts()}
    assert {"dependency", "hegseth"} <= marked


def test_the_number_of_results_is_announced_and_stands_in_the_title(reader, roots):
    page = reader()
    page.goto(f"{roots['server']}/search.html?q=Pologne")
    assert page.get_by_role("status").inner_text() == "1 result for “Pologne”"
    assert page.title() == "Pologne: 1 result — Sharing the Burden"
    assert not page.locator("#search-help").is_visible()


def test_results_follow_the_typing_and_the_address_can_be_passed_on(reader, roots):
    page = reader()
    page.goto(f"{roots['server']}/search.html")
    page.get_by_role("searchbox").press_sequentially("Iceland")
    page.wait_for_selector(RESULT)
    assert results(page)[0] == "allies/iceland.html"
    page.wait_for_url("**/search.html?q=Iceland")
    page.reload()
    assert results(page)[0] == "allies/iceland.html"


def test_a_result_is_reached_and_opened_by_keyboard(reader, roots):
    page = reader()
    ask(page, roots["disk"], "c24")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#search-results') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/fact-check.html#claim-c24")
    assert page.locator("#claim-c24 details").get_attribute("open") is not None


def test_many_results_come_in_two_steps_and_the_focus_goes_on(reader, roots):
    page = reader()
    shown = ask(page, roots["disk"], "spending")
    more = page.get_by_role("button", name="Show all")
    assert f"{len(shown)}" not in more.inner_text()
    more.press("Enter")
    assert len(results(page)) > len(shown)
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith(results(page)[len(shown)])


@pytest.mark.parametrize(
    ("query", "offered"), [("hegsteh", "hegseth"), ("Polnad", "poland"), ("Estonia zebra", "Estonia")]
)
def test_where_nothing_is_found_the_nearest_words_and_all_lists_are_offered(reader, roots, query, offered):
    page = reader()
    assert ask(page, roots["disk"], query) == []
    assert page.get_by_role("status").inner_text() == f"0 results for “{query}”"
    assert page.locator("#search-help").get_by_role("link", name="All figures").is_visible()
    page.locator("#search-results").get_by_role("link", name=offered, exact=True).click()
    page.wait_for_selector("#search-results li")


def test_words_that_stand_nowhere_together_are_offered_one_by_one(reader, roots):
    page = reader()
    assert ask(page, roots["disk"], "Iceland Ramstein hurricane") == []
    assert "Iceland" in page.locator("#search-results a").all_inner_texts()


@pytest.mark.parametrize("query", ["", "   ", "%", "the", "(", "\\", "$&", "a" * 5000, EVIL])
def test_no_question_breaks_the_search(reader, roots, query):
    page = reader()
    ask(page, roots["disk"], query)
    assert page.wrong == []
    assert page.locator("h1").inner_text() == "Search"


def test_what_is_found_is_shown_as_text(reader, built, tmp_path):
    shutil.copy(built / "search.html", tmp_path)
    shutil.copytree(built / "_static", tmp_path / "_static")
    record = Record("Figure", EVIL, "figures/x.html", EVIL, f"Here: {EVIL}", EVIL)
    (tmp_path / search.FILE).write_text(search.script([record]), encoding="utf-8")
    page = reader()
    ask(page, tmp_path.as_uri(), "more")
    assert page.locator("#search-results a").inner_text() == EVIL
    assert page.locator("#search-results :is(img, b)").count() == 0


@pytest.mark.parametrize("width", [320, 1440])
def test_the_results_fit_the_screen(reader, roots, width):
    page = reader(width=width)
    ask(page, roots["disk"], "spending")
    wide, screen = page.evaluate(test_frame_browser.WIDTHS)
    assert wide <= screen


def test_without_scripts_the_search_says_so_and_leads_to_the_chapters(reader, roots):
    page = reader(java_script_enabled=False)
    page.goto(f"{roots['server']}/search.html?q=Poland")
    assert "The search needs scripts" in page.locator("main").inner_text()
    page.locator("main").get_by_role("link", name="Methods").click()
    assert page.locator("h1").inner_text().startswith("Methods")


def test_the_site_as_one_file_is_read_and_searched_from_the_disk(reader, built, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764028800")
    packed = packing.pack_site(built, tmp_path)
    again = tmp_path / "again"
    again.mkdir()
    assert packing.pack_site(built, again).read_bytes() == packed.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path)
    page = reader()
    page.goto(f"{(tmp_path / packed.stem).as_uri()}/index.html")
    page.get_by_role("searchbox").fill("groupe de contact")
    page.keyboard.press("Enter")
    page.wait_for_selector(RESULT)
    page.locator(RESULT).first.click()
    assert page.locator("h1").inner_text().startswith("Glossary")
    assert page.wrong == []
