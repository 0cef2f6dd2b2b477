"""What a reader meets at a number: by mouse, keyboard and touch, without scripts, from a disk and over a strict server."""

import functools
import http.server
import threading

import pytest
from test_number_pages import EVIL, ROWS, number, write_book
from test_number_site import INDEX, SOURCES, render

PANEL = "#number-panel"
PHONE = {"width": 360, "height": 640}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'"
FILLING = "Words that fill the line before the number comes, so that it stands far to the right of it. "
TEXT = (
    "# Shares\n\nEstonia spends {glue:text}`est` per cent and Latvia {glue:text}`lva`.\n\n"
    f"{FILLING * 30}\n\n{FILLING * 3}{{glue:text}}`last`\n"
)


@pytest.fixture(scope="module")
def chapter(tmp_path_factory):
    """The page of a small chapter with three numbers, one of them at the end of a long text."""
    root = tmp_path_factory.mktemp("book")
    many = ROWS | {"where": f"ally = Estonia or Latvia, {'a-long-rule-' * 12}", "lines": "2–3", "count": 2}
    numbers = [number("est", how=EVIL), number("lva", "3.7"), number("last", "9", rows=[ROWS, many])]
    out, _ = render(write_book(root, TEXT, numbers, {"index": INDEX, "sources": SOURCES}))
    return out / "chapters" / "shares.html"


@pytest.fixture
def visit(chromium, chapter):
    """Open the chapter as some reader would; what the page asks for and what goes wrong is kept."""
    contexts = []

    def open_page(address=None, **reader):
        context = chromium.new_context(
            viewport=reader.pop("viewport", {"width": 1280, "height": 800}), **reader
        )
        contexts.append(context)
        page = context.new_page()
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda said: said.type in ("error", "warning") and page.wrong.append(said.text))
        page.goto(address or chapter.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def first(page):
    return page.locator("#number-est")


def tab_to_first(page):
    """Go to the first number with nothing but the key."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page) == "number-est":
            return
    pytest.fail("Tab does not reach the number")


def focused(page, script="document.activeElement.id"):
    return page.evaluate(script)


def inside_the_screen(page):
    box = page.locator(PANEL).bounding_box()
    size = page.viewport_size
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


def as_wide_as_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_mouse_over_a_number_shows_where_it_comes_from_and_can_move_into_it(visit):
    page = visit()
    first(page).hover()
    page.wait_for_selector(PANEL)
    text = page.locator(PANEL).inner_text()
    for part in (
        "5.1 % of GDP",
        "Shares of GDP",
        "ally = Estonia",
        "1 row, line 3",
        "July 2026",
        "Tables of 2026",
    ):
        assert part in text
    page.locator(f"{PANEL} a").first.hover()
    page.wait_for_timeout(500)
    assert page.locator(PANEL).is_visible()
    page.mouse.move(5, 700)
    page.wait_for_selector(PANEL, state="detached")


def test_escape_closes_what_the_mouse_opened_without_moving_it(visit):
    page = visit()
    first(page).hover()
    page.wait_for_selector(PANEL)
    page.keyboard.press("Escape")
    assert page.locator(PANEL).count() == 0


def test_html_in_a_record_is_shown_as_text(visit):
    page = visit()
    first(page).hover()
    page.wait_for_selector(PANEL)
    assert EVIL in page.locator(PANEL).inner_text()
    assert page.locator(f"{PANEL} script").count() == 0


def test_focus_shows_the_panel_and_tab_passes_on_to_the_next_number(visit):
    page = visit()
    tab_to_first(page)
    assert focused(page) == "number-est"
    assert page.locator(PANEL).is_visible()
    page.keyboard.press("Tab")
    assert focused(page) == "number-lva"
    assert "3.7" in page.locator(PANEL).inner_text()


def test_enter_opens_it_tab_leads_through_its_links_and_escape_brings_back(visit):
    page = visit()
    tab_to_first(page)
    page.keyboard.press("Enter")
    assert first(page).get_attribute("aria-expanded") == "true"
    assert first(page).get_attribute("aria-controls") == "number-panel"
    links = page.locator(f"{PANEL} a").count()
    for n in range(links):
        page.keyboard.press("Tab")
        assert (
            focused(page, f"[...document.querySelectorAll('{PANEL} a')].indexOf(document.activeElement)") == n
        )
    page.keyboard.press("Escape")
    assert page.locator(PANEL).count() == 0
    assert focused(page) == "number-est"
    assert first(page).get_attribute("aria-expanded") == "false"


def test_tab_out_of_the_last_link_closes_it_and_goes_on_with_the_text(visit):
    page = visit()
    tab_to_first(page)
    page.keyboard.press("Space")
    for _ in range(page.locator(f"{PANEL} a").count() + 1):
        page.keyboard.press("Tab")
    page.wait_for_selector("#number-est[aria-expanded='false']")
    assert focused(page) == "number-lva"


def test_a_screen_reader_hears_a_button_its_state_and_how_the_number_is_computed(visit):
    page = visit()
    tab_to_first(page)
    session = page.context.new_cdp_session(page)
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    (button,) = [
        node
        for node in found
        if node.get("role", {}).get("value") == "button" and node.get("name", {}).get("value") == "5.1"
    ]
    facts = {fact["name"]: fact["value"].get("value") for fact in button["properties"]}
    assert facts["focused"] is True and facts["expanded"] is False
    assert "5.1 % of GDP" in button["description"]["value"] and EVIL in button["description"]["value"]
    page.keyboard.press("Enter")
    names = [
        node["name"]["value"]
        for node in session.send("Accessibility.getFullAXTree")["nodes"]
        if node.get("role", {}).get("value") == "group"
    ]
    assert "Where 5.1 comes from" in names


@pytest.mark.parametrize("id", ["number-est", "number-last"])
def test_on_a_phone_the_first_tap_opens_it_inside_the_screen_and_a_tap_elsewhere_closes_it(visit, id):
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.locator(f"#{id}").scroll_into_view_if_needed()
    page.locator(f"#{id}").tap()
    assert page.locator(PANEL).is_visible()
    assert page.url.endswith("shares.html")
    assert inside_the_screen(page)
    assert as_wide_as_the_screen(page)
    page.touchscreen.tap(350, 5)
    page.wait_for_selector(PANEL, state="detached")


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, {"width": 640, "height": 320}, PHONE])
def test_the_panel_stays_inside_the_screen_wherever_the_number_stands(visit, viewport):
    page = visit(viewport=viewport)
    for where in ("start", "end"):
        page.locator("#number-last").evaluate("(number, block) => number.scrollIntoView({block})", where)
        page.locator("#number-last").click()
        assert inside_the_screen(page)
        assert as_wide_as_the_screen(page)
        page.keyboard.press("Escape")


def test_from_a_disk_the_page_asks_for_files_beside_it_and_nothing_goes_wrong_in_our_script(visit):
    page = visit()
    first(page).click()
    assert page.locator(PANEL).is_visible()
    assert [url for url in page.asked if not url.startswith("file:")] == []
    assert page.wrong == []


def test_a_server_that_forbids_inline_scripts_and_styles_is_no_hindrance(visit, chapter):
    class Strict(http.server.SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *_):
            pass

    handler = functools.partial(Strict, directory=str(chapter.parent.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}/"
        page = visit(f"{base}chapters/shares.html")
        first(page).click()
        assert page.locator(PANEL).is_visible() and inside_the_screen(page)
        assert [url for url in page.asked if not url.startswith((base, "data:"))] == []
        page.goto(f"{base}data/shares.html#row-3")
        assert page.evaluate("document.documentElement.classList.contains('scripts')")
        page.context.close()
        server.shutdown()


def test_without_scripts_a_number_leads_to_its_entry(visit):
    page = visit(java_script_enabled=False)
    first(page).click()
    assert page.url.endswith("numbers.html#shares-est")


def test_with_a_key_held_the_number_is_an_ordinary_link(visit):
    page = visit()
    with page.context.expect_page() as opened:
        first(page).click(modifiers=["Control"])
    assert opened.value.url.endswith("numbers.html#shares-est")
    assert page.locator(f"{PANEL}:not(.look)").count() == 0


def test_the_link_to_the_code_opens_it(visit, chapter):
    page = visit()
    assert page.locator("#cell-the-code details").get_attribute("open") is None
    first(page).click()
    page.get_by_role("link", name="The code").click()
    page.wait_for_selector("#cell-the-code details[open]")
    again = visit(f"{chapter.as_uri()}#cell-the-code")
    again.wait_for_selector("#cell-the-code details[open]")


def test_each_link_of_the_panel_leads_to_a_place_that_there_is(visit):
    page = visit()
    first(page).click()
    for address in page.eval_on_selector_all(f"{PANEL} a", "links => links.map((link) => link.href)"):
        page.goto(address)
        anchor = address.partition("#")[2]
        assert page.locator(f"[id='{anchor}']").count() == 1, address


def test_a_row_that_is_linked_is_in_sight_below_the_header_of_the_table(visit, chapter):
    page = visit(f"{(chapter.parent.parent / 'data' / 'shares.html').as_uri()}#row-3", viewport=PHONE)
    row, head = page.locator("#row-3").bounding_box(), page.locator("thead").bounding_box()
    assert head["y"] + head["height"] <= row["y"] + 1 <= PHONE["height"]
    assert as_wide_as_the_screen(page)


def test_in_print_a_number_is_a_number(visit):
    page = visit()
    page.emulate_media(media="print")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#number-est')).textDecorationLine") == "none"
    )
