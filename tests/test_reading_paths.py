"""The ways of the four readers through the built site, in a browser, from the front page to what each came for."""

import csv
import io
import re

import pytest
import served
import test_frame_browser
import whole

built = whole.built
reader = test_frame_browser.reader
PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
PANEL = "#number-panel"


@pytest.fixture(scope="module")
def root(built):
    with served.served(built) as address:
        yield address


def follow(page, name, **where):
    page.get_by_role("link", name=name, **where).first.click()


def test_a_journalist_finds_a_figure_cites_it_and_takes_its_data_away(reader, root):
    page = reader(accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{root}/index.html")
    follow(page, "All figures")
    page.get_by_label("Chapter", exact=True).select_option(
        label="Who spends what, and how far is it to the new targets?"
    )
    follow(page, re.compile("closest to its target|further|more than|GDP"))
    address = page.url
    assert re.search(r"/figures/spending-[\w-]+\.html$", address)
    page.get_by_role("button", name="Copy citation as BibTeX").click()
    page.locator("#cite [role=status]").get_by_text("Copied").wait_for()
    id = address.rpartition("/")[2].removesuffix(".html")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@") and f"figures/{id}.html" in copied
    with page.expect_download() as taken:
        page.locator(f'#download a[href="{id}.csv"]').click()
    rows = list(csv.reader(io.StringIO(taken.value.path().read_text(encoding="utf-8"))))
    assert len(rows) > 2 and page.locator("#data th[scope=col]").count() == len(rows[0])
    assert page.wrong == []


def test_a_citizen_on_a_phone_gets_the_answer_first_and_reads_on(reader, root):
    page = reader(**PHONE)
    page.goto(f"{root}/index.html")
    follow(page, "Who spends what, and how far is it to the new targets?")
    answer = page.locator(".at-a-glance")
    assert answer.bounding_box()["y"] < PHONE["height"]
    answer.locator("a.book-number").first.tap()
    assert page.locator(PANEL).get_by_text("rounded to 2 decimals").is_visible()
    page.touchscreen.tap(4, 4)
    page.locator(PANEL).wait_for(state="detached")
    answer.locator("a.term").first.tap()
    follow(page, "In the glossary")
    assert "/chapters/glossary.html#term-" in page.url
    page.go_back()
    follow(page, re.compile("^Next "))
    assert page.url.endswith("/chapters/mattis-hegseth.html")
    assert page.wrong == []


def test_a_citizen_without_scripts_or_a_server_gets_all_the_same_texts(reader, built):
    page = reader(java_script_enabled=False, **PHONE)
    page.goto((built / "index.html").as_uri())
    follow(page, "Who spends what, and how far is it to the new targets?")
    page.locator(".at-a-glance a.book-number").first.click()
    assert "/numbers.html#spending-debate-" in page.url
    page.locator(":target").get_by_role("link", name="In the text").click()
    assert "/chapters/spending-debate.html#number-" in page.url
    assert page.wrong == []


def test_a_researcher_follows_a_number_to_its_row_and_source_and_learns_how_to_rerun_it(reader, root):
    page = reader()
    page.goto(f"{root}/chapters/spending-debate.html")
    page.locator("#number-short-target-bn").click()
    rows = page.locator(PANEL).get_by_role("link", name="Defence expenditure of NATO countries").first
    rows.click()
    row = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert row.is_visible() and "2026" in row.inner_text()
    page.go_back()
    page.get_by_text("How to rerun this chapter").click()
    assert page.get_by_text(".venv/bin/book run spending-debate").is_visible()
    page.goto(f"{root}/chapters/fact-check.html#claim-c24")
    claim = page.locator("#claim-c24")
    assert claim.get_by_text("How it is computed").is_visible()
    assert claim.get_by_text("European Central Bank").first.is_visible()
    assert page.wrong == []


def test_a_maintainer_sees_which_editions_each_table_holds_and_how_one_is_added(reader, root):
    page = reader()
    page.goto(f"{root}/index.html")
    follow(page, "Tables")
    follow(page, "Editions")
    assert page.locator("td, th").filter(has_text="2026-07").count() > 0
    follow(page, "Methods")
    assert page.get_by_text("book check").count() > 0
    assert page.wrong == []


@pytest.mark.parametrize(("width", "in_the_margin"), [(1440, True), (1000, False), (360, False)])
def test_a_source_is_shown_beside_the_text_where_there_is_a_margin(reader, root, width, in_the_margin):
    page = reader(width=width)
    page.goto(f"{root}/chapters/context.html")
    cited = page.locator("a.cited").first
    cited.scroll_into_view_if_needed()
    cited.click()
    shown, text = page.locator(PANEL).bounding_box(), page.locator("main > article").bounding_box()
    assert (shown["x"] >= text["x"] + text["width"]) == in_the_margin
    assert shown["x"] >= 0 and shown["x"] + shown["width"] <= width
    said = page.locator(PANEL).inner_text()
    assert "Terms: " in said and "In the list of sources" in said
    assert page.get_by_role("link", name="The source itself").get_attribute("href").startswith("http")
    follow(page, "In the list of sources")
    page.locator(".citation:target").wait_for()
    assert page.wrong == []
