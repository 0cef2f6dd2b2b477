"""What a reader meets on every kind of page: nothing from elsewhere, nothing forbidden, on any screen, by any means."""

import threading

import pytest
import whole

from lib import serving

built = whole.built

KINDS = [
    "index.html",
    "chapters/context.html",
    "chapters/udcg-history.html",
    "chapters/spending-debate.html",
    "chapters/mattis-hegseth.html",
    "chapters/fact-check.html",
    "chapters/ally-brief.html",
    "chapters/glossary.html",
    "chapters/methods.html",
    "chapters/sources.html",
    "figures.html",
    "figures/spending-share-change.html",
    "numbers.html",
    "allies.html",
    "allies/poland.html",
    "data/index.html",
    "data/contact-group-meetings.html",
    "data/defence-expenditure.html",
    "search.html?q=Poland",
]
LOST = "no/such/page.html"
DARK, LIGHT = "rgb(17, 23, 29)", "rgb(255, 255, 255)"
PAPER = "getComputedStyle(document.body).backgroundColor"
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture(scope="module")
def address(built):
    """The site as `book serve` shows it."""

    class Quiet(serving.Site):
        def log_message(self, *_):
            pass

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "Site", Quiet)
        server = serving.server(built, 0)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def reader(chromium):
    """A page of some reader; what it asks for and what goes wrong is kept."""
    contexts = []

    def come(width=1280, height=800, **choices):
        context = chromium.new_context(viewport={"width": width, "height": height}, **choices)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda said: said.type in ("error", "warning") and page.wrong.append(said.text))
        return page

    yield come
    for context in contexts:
        context.close()


@pytest.mark.parametrize("from_disk", [False, True], ids=["server", "disk"])
def test_no_page_asks_elsewhere_breaks_its_policy_or_keeps_anything(reader, address, built, from_disk):
    base = f"{built.as_uri()}/" if from_disk else address
    page = reader()
    for kind in KINDS:
        page.goto(f"{base}{kind}")
        # All the way down, so that what is loaded late is loaded.
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        assert [url for url in page.asked if not url.startswith((base, "data:"))] == [], kind
        assert page.wrong == [], kind
        assert page.context.cookies() == [], kind
        if not from_disk:
            assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0], kind


def test_the_typeface_and_the_drawings_are_there_from_a_disk_too(reader, built):
    page = reader()
    page.goto(f"{built.as_uri()}/index.html")
    page.evaluate("document.fonts.ready.then(() => 1)")
    assert page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').length") >= 2
    assert page.evaluate(
        "[...document.images].filter((image) => image.checkVisibility()).every((image) => image.naturalWidth > 0)"
    )


def test_a_script_or_style_that_comes_into_a_page_does_nothing(reader, address):
    page = reader()
    page.goto(f"{address}index.html")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.came = true";
        const style = document.createElement("style");
        style.textContent = "body { display: none }";
        document.body.append(script, style);
        document.body.insertAdjacentHTML("beforeend", "<img src='x:' onerror='window.came = true'>");
    }""")
    page.wait_for_timeout(100)
    assert page.evaluate("window.came") is None
    assert page.locator("h1").is_visible()
    assert len([said for said in page.wrong if "Content Security Policy" in said]) >= 3


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_page_moves_sideways(reader, address, width):
    page = reader(width)
    for kind in [*KINDS, LOST]:
        page.goto(f"{address}{kind}")
        needed, there = page.evaluate(WIDTHS)
        assert needed <= there, kind


def test_letters_twice_as_large_fit(reader, address):
    page = reader(1280, 900)
    for kind in [*KINDS, LOST]:
        page.goto(f"{address}{kind}")
        # As a reader's own setting does it; a page's policy does not bind what its scripts set.
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        needed, there = page.evaluate(WIDTHS)
        assert needed <= there, kind
        cut = page.evaluate("""() => [...document.querySelectorAll("header *, h1, nav[aria-label] a, button")]
            .filter((part) => part.checkVisibility() && !part.matches(".skip, select, option, input, form")
                && part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible")
            .map((part) => part.outerHTML.slice(0, 80))""")
        assert cut == [], kind


def test_the_first_key_leads_past_the_navigation(reader, address):
    page = reader()
    page.goto(f"{address}chapters/context.html")
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["index.html", "figures.html", "allies.html", "chapters/fact-check.html"])
def test_whatever_has_the_focus_shows_it(reader, address, kind, scheme):
    page = reader(color_scheme=scheme)
    page.goto(f"{address}{kind}")
    for _ in range(40):
        page.keyboard.press("Tab")
        name, style, width, colour, paper = page.evaluate(f"""() => {{
            const part = document.activeElement, look = getComputedStyle(part);
            return [part.outerHTML.slice(0, 80), look.outlineStyle, parseFloat(look.outlineWidth), look.outlineColor, {PAPER}];
        }}""")
        assert style == "solid" and width >= 2 and colour != paper, name


@pytest.mark.parametrize(("scheme", "paper"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("scripts", [True, False])
def test_without_a_choice_the_systems_colours_hold(reader, address, scheme, paper, scripts):
    page = reader(color_scheme=scheme, java_script_enabled=scripts)
    page.goto(f"{address}index.html")
    seen = page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    assert seen == paper


def test_a_choice_of_colours_holds_on_the_next_page_before_it_is_painted_and_can_be_taken_back(
    reader, address
):
    page = reader(color_scheme="light")
    page.goto(f"{address}index.html")
    page.get_by_label("Colours").select_option("dark")
    assert page.evaluate(PAPER) == DARK
    assert page.evaluate("({...localStorage})") == {"mode": "dark"}
    page.add_init_script("""new MutationObserver(() => {
        if (document.body) window.atFirst ??= document.documentElement.dataset.theme;
    }).observe(document, {childList: true, subtree: true})""")
    page.goto(f"{address}data/index.html")
    assert page.evaluate("window.atFirst") == "dark"
    assert page.evaluate(PAPER) == DARK
    page.get_by_label("Colours").select_option("as the system")
    assert page.evaluate(PAPER) == LIGHT
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    ("scheme", "choice", "shown"),
    [
        ("light", "", "for-light"),
        ("dark", "", "for-dark"),
        ("light", "dark", "for-dark"),
        ("dark", "light", "for-light"),
    ],
)
def test_of_two_drawings_the_one_for_the_colours_is_shown(reader, address, scheme, choice, shown):
    page = reader(color_scheme=scheme)
    page.goto(f"{address}index.html")
    page.evaluate("""() => {
        for (const name of ["for-light", "for-dark"]) {
            const image = document.createElement("img");
            image.className = name;
            document.body.append(image);
        }
    }""")
    page.get_by_label("Colours").select_option(choice)
    seen = page.evaluate("""[...document.querySelectorAll("body > img")]
        .filter((image) => getComputedStyle(image).display !== "none").map((image) => image.className)""")
    assert seen == [shown]
    page.emulate_media(media="print")
    assert (
        page.evaluate("""getComputedStyle(document.querySelector("body > .for-light")).display""") != "none"
    )
    assert page.evaluate("""getComputedStyle(document.querySelector("body > .for-dark")).display""") == "none"


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_the_chapters_and_contents_open_and_close_by_keyboard(reader, address, scripts):
    page = reader(360, 740, java_script_enabled=scripts)
    page.goto(f"{address}chapters/context.html")
    for button, menu in (("Chapters", "#chapters"), ("Contents", "#contents")):
        assert not page.locator(menu).is_visible()
        page.get_by_role("button", name=button).press("Enter")
        assert page.locator(menu).is_visible()
        page.keyboard.press("Escape")
        assert not page.locator(menu).is_visible()
    page.get_by_role("button", name="Contents").click()
    page.locator("#contents a[href^='#']").nth(3).click()
    assert "#" in page.url
    assert page.locator("#contents").is_visible() != scripts


def test_on_a_wide_screen_chapters_and_contents_stand_beside_the_text(reader, address):
    page = reader(1440, 900)
    page.goto(f"{address}chapters/context.html")
    left, text, right = (page.locator(part).bounding_box() for part in ("#chapters", "article", "#contents"))
    assert left["x"] + left["width"] <= text["x"] and text["x"] + text["width"] <= right["x"]
    assert page.get_by_role("button", name="Chapters").count() == 0
    # The figures are wider than the text.
    figure, line = (
        page.locator(part).first.bounding_box() for part in ("article figure", "section section > p")
    )
    assert figure["width"] > line["width"] * 1.2


def test_a_line_of_text_has_between_60_and_75_characters(reader, address):
    page = reader(1440, 900)
    page.goto(f"{address}chapters/methods.html")
    full = page.evaluate("""() => {
        const found = [];
        for (const paragraph of document.querySelectorAll("article section > p")) {
            const text = paragraph.firstChild, lines = new Map();
            if (text?.nodeType !== 3 || text.length < 200) continue;
            for (let n = 0; n < text.length; n++) {
                const range = document.createRange();
                range.setStart(text, n);
                range.setEnd(text, n + 1);
                const top = Math.round(range.getBoundingClientRect().top);
                lines.set(top, (lines.get(top) ?? 0) + 1);
            }
            found.push(...[...lines.values()].slice(0, -1));
        }
        return found.sort((a, b) => a - b);
    }""")
    assert 60 <= full[len(full) // 2] <= 75


def test_on_a_phone_a_drawing_keeps_its_letters_and_moves_in_its_own_box(reader, address):
    page = reader(360, 740)
    page.goto(f"{address}chapters/context.html")
    page.locator("figure img").first.scroll_into_view_if_needed()
    assert page.locator("figure img").first.bounding_box()["width"] >= 500
    box = page.locator(".drawing").first
    assert box.bounding_box()["width"] <= 360
    box.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(40):
        if box.evaluate("(drawing) => drawing.scrollLeft"):
            break
        page.wait_for_timeout(50)
    assert box.evaluate("(drawing) => drawing.scrollLeft") > 0


def test_in_print_only_the_text_is_left_and_addresses_stand_behind_their_links(reader, address):
    page = reader()
    page.goto(f"{address}chapters/udcg-history.html")
    page.emulate_media(media="print")
    for part in ("#chapters", "#contents", ".site-search", ".neighbours", ".skip"):
        assert not page.locator(part).is_visible(), part
    assert page.locator("article h1").is_visible()
    page.goto(f"{address}figures/spending-share-change.html")
    said = page.evaluate(
        """getComputedStyle(document.querySelector('article a[rel="license"]'), "::after").content"""
    )
    assert "creativecommons.org" in said


def test_the_search_of_any_page_finds_without_a_server(reader, built):
    page = reader()
    page.goto(f"{built.as_uri()}/allies/poland.html")
    page.get_by_role("searchbox", name="Search the book").fill("Luxembourg")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    assert "search.html?q=Luxembourg" in page.url
    assert page.wrong == []
    page.locator("#search-results li a").first.click()
    assert page.locator("h1").is_visible()


def test_an_address_that_leads_nowhere_helps_at_any_depth(reader, address):
    page = reader()
    answer = page.goto(f"{address}{LOST}")
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "There is no page at this address"
    assert page.evaluate("[...document.styleSheets].length") == 1
    page.get_by_role("searchbox").fill("Poland")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    page.goto(f"{address}{LOST}")
    page.locator("main").get_by_role("link", name="Methods").click()
    assert page.locator("h1").inner_text().startswith("Methods")


def test_code_is_copied_as_it_stands(reader, address):
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}chapters/context.html")
    cell = page.locator("details.code").first
    cell.locator("summary").click()
    cell.get_by_role("button", name="Copy").click()
    cell.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == cell.locator("pre").inner_text()


def test_each_text_of_a_figures_page_is_copied(reader, address):
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}figures/spending-share-change.html")
    page.get_by_role("button", name="Copy citation as APA").click()
    page.locator("#cite [role=status]").get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite-apa").inner_text()


@pytest.mark.parametrize("kind", ["numbers.html", "chapters/sources.html", "chapters/fact-check.html"])
def test_a_link_into_a_long_page_lands_where_it_leads(reader, address, kind):
    page = reader(360, 740)
    page.goto(f"{address}{kind}")
    wanted = {"numbers.html": ".number-list article", "chapters/fact-check.html": ".claim"}.get(
        kind, ".citation"
    )
    id = page.evaluate(f"""() => {{
        const all = [...document.querySelectorAll("{wanted}[id]")];
        return all[Math.floor(all.length * 0.7)].id;
    }}""")
    page.goto("about:blank")
    page.goto(f"{address}{kind}#{id}")
    page.wait_for_timeout(300)
    top = page.locator(f"[id='{id}']").bounding_box()["y"]
    assert -5 <= top <= 370
