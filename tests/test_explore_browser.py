"""The interactive views and the tables as a reader meets them: by mouse, by keyboard, from a disk, without scripts."""

import csv
import functools
import http.server
import random
import threading

import pytest
import whole
from axe import findings
from served import served

from lib import columns, explore_data, seeds, spending, style, targets

built = whole.built
PHONE = {"width": 320, "height": 640}
PATHS, EDITIONS, NEEDS = (
    "figures/spending-share-paths.html",
    "figures/spending-revisions.html",
    "figures/spending-growth-needed.html",
)
LOADED = ("explore.css", "explore.js", "shares.js", "needs.js")


@pytest.fixture
def visit(chromium, built):
    """Open a page from the disk as some reader would; what it asks for and what goes wrong is kept."""
    contexts = []

    def open_page(address, **reader):
        viewport = reader.pop("viewport", {"width": 1280, "height": 800})
        context = chromium.new_context(viewport=viewport, **reader)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda said: said.type in ("error", "warning") and page.wrong.append(said.text))
        page.goto(address if "://" in address else f"{built.as_uri()}/{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def button(page):
    return page.locator(".explore > button")


def opened(page):
    page.wait_for_selector(".explore section:not([hidden]) svg")
    return page.locator(".explore section")


def said(page):
    return page.locator(".explore-said").inner_text()


def until(page, truth):
    """Wait for a statement in the page's language; Playwright's own wait compiles it, which the pages forbid."""
    for _ in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"not true within five seconds: {truth}")


def ally(page, iso3):
    return page.locator(f".explore-allies input[value={iso3}]")


def loaded(page):
    return [url.rpartition("/")[2] for url in page.asked if url.endswith(LOADED)]


def value_of(page, at):
    """Return a value of the calculator, unrounded."""
    return float(page.locator(".explore-result dd").nth(at).get_attribute("data-value"))


def cells(page, selector=".explore table"):
    return page.eval_on_selector(
        selector,
        "table => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()))",
    )


def test_nothing_of_a_view_is_loaded_before_it_is_asked_for_and_then_from_beside_the_page(visit):
    page = visit(PATHS)
    assert loaded(page) == []
    button(page).click()
    opened(page)
    assert sorted(loaded(page)) == ["explore.css", "explore.js", "shares.js"]
    assert [url for url in page.asked if not url.startswith("file:")] == [] == page.wrong


def test_over_a_server_that_allows_nothing_inline_the_view_opens_too(visit, built):
    class Strict(http.server.SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'",
            )
            super().end_headers()

        def log_message(self, *_):
            pass

    handler = functools.partial(Strict, directory=str(built))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = visit(f"http://127.0.0.1:{server.server_port}/chapters/spending-debate.html")
        for at in range(3):
            button(page).nth(at).click()
        until(page, "document.querySelectorAll('.explore svg').length === 3")
        assert page.wrong == []
        page.context.close()
        server.shutdown()


def test_without_scripts_there_is_the_figure_and_no_button(visit):
    page = visit(PATHS, java_script_enabled=False)
    assert not button(page).is_visible() and not page.locator(".row-filter").is_visible()
    assert page.locator("figure img").first.is_visible()


def test_if_the_data_cannot_be_had_the_page_says_where_they_are(visit, built):
    with served(built) as address:
        page = visit(f"{address}/{PATHS}")
        cut_off_and_again(page)
        page.context.close()


def cut_off_and_again(page):
    page.route("**/explore/shares.js", lambda route: route.abort())
    button(page).click()
    until(page, "document.querySelector('.explore [role=status]').textContent.includes('CSV')")
    assert button(page).get_attribute("aria-expanded") == "false"
    page.unroute("**/explore/shares.js")
    button(page).click()
    opened(page)


def test_a_button_opens_and_closes_the_view_by_keyboard(visit):
    page = visit(PATHS)
    button(page).focus()
    page.keyboard.press("Enter")
    view = opened(page)
    assert button(page).get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.textContent") == "Close the view"
    page.keyboard.press("Enter")
    assert not view.is_visible() and button(page).get_attribute("aria-expanded") == "false"


def test_the_lines_are_reached_by_tab_and_their_values_by_arrow_keys(visit, built):
    page = visit(f"{PATHS}#view=paths&ally=POL,EST&edition=2026-07")
    opened(page)
    page.locator("#paths-edition").focus()
    page.keyboard.press("Tab")
    line = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(line) == "Poland"
    with (built / "figures" / "spending-share-paths.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["iso3"] == "POL"]
    page.keyboard.press("Home")
    for row in rows:
        kind = "estimate" if row["estimate"] == "True" else "outcome"
        share = style.number(float(row["share_pct_gdp"]), 2)
        expected = f"Poland {row['year']}: {share} % of GDP ({kind}), edition July 2026"
        assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')") == expected
        assert said(page) == expected
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert page.evaluate(line) == "Estonia"


def test_the_mouse_over_a_line_shows_its_value(visit):
    page = visit(f"{PATHS}#view=paths&ally=POL")
    opened(page)
    dot = page.locator(".series circle").nth(10)
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 3)
    assert said(page).startswith("Poland 2024: ")


def test_a_choice_stands_in_the_address_and_the_address_brings_it_back(visit):
    page = visit(PATHS)
    button(page).click()
    opened(page)
    chosen = page.locator(".explore-allies input:checked")
    for _ in range(chosen.count()):
        chosen.first.uncheck()
    ally(page, "POL").check()
    ally(page, "EST").check()
    page.locator("#paths-edition").select_option("2024-06")
    assert page.url.endswith("#view=paths&ally=POL,EST&edition=2024-06")
    again = visit(page.url)
    opened(again)
    assert again.locator(".series").count() == 2
    assert again.locator("#paths-edition").input_value() == "2024-06"
    assert said(again) == "Poland and Estonia, edition June 2024."


def test_what_an_address_says_is_no_markup_and_what_is_unknown_is_passed_over(visit):
    page = visit(f"{PATHS}#view=paths&ally=%3Cimg%20src=x%3E,POL&edition=%3Cb%3E")
    opened(page)
    assert page.locator(".explore img, .explore-said b").count() == 0
    assert said(page) == "Poland, edition July 2026."
    again = visit(f"{NEEDS}#view=needs&ally=POL&target=99&year=1800&gdp=x")
    opened_or_said = again.wait_for_selector(".explore section")
    assert opened_or_said and again.locator("#needs-target").input_value() == "3.5"
    assert page.wrong == [] == again.wrong


def test_six_allies_and_no_more(visit):
    page = visit(f"{PATHS}#view=paths&ally=ALB,BEL,BGR,CAN,HRV,CZE,DNK")
    opened(page)
    assert page.locator(".series").count() == 6
    assert ally(page, "DNK").is_disabled() and ally(page, "ALB").is_enabled()


def test_who_has_no_armed_forces_has_no_figure(visit):
    page = visit(f"{PATHS}#view=paths&ally=ISL")
    page.wait_for_selector(".explore section")
    assert said(page) == "Choose an ally. Iceland has no armed forces and no figure."
    for address in (f"{EDITIONS}#view=editions&ally=ISL", f"{NEEDS}#view=needs&ally=ISL"):
        other = visit(address)
        other.wait_for_selector(".explore section")
        assert said(other) == "Iceland has no armed forces and no figure."
        assert other.locator(".explore svg").count() == 0 and other.wrong == []


def test_the_table_holds_the_values_of_the_lines_and_marks_estimates(visit):
    page = visit(f"{PATHS}#view=paths&ally=POL,MNE&edition=2025-08")
    opened(page)
    page.get_by_text("The values as a table").click()
    head, *rows = cells(page)
    assert head == ["Year", "Poland, % of GDP", "Montenegro, % of GDP"]
    held = explore_data.shares()["editions"]["2025-08"]["rows"]
    for row, (year, value, estimate) in zip(rows, held["POL"], strict=True):
        assert row[:2] == [str(year), f"{style.number(value, 2)}{' e' if estimate else ''}"]


def test_one_year_is_shown_as_each_edition_prints_it(visit):
    page = visit(f"{EDITIONS}#view=editions&ally=BGR&year=2019")
    opened(page)
    data = explore_data.shares()["editions"]
    expected = [
        (edition["name"], value, "estimate" if estimate else "outcome", edition["basis"])
        for edition in data.values()
        for year, value, estimate in edition["rows"].get("BGR", [])
        if year == 2019
    ]
    rows = cells(page)[1:]
    assert [(row[0], float(row[1]), row[3], row[4]) for row in rows] == expected
    change = expected[1][1] - expected[0][1]
    assert rows[1][2] == style.number(change, 2, sign=True)
    page.locator(".area").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#editions-year").input_value() == "2020" and page.url.endswith("year=2020")


@pytest.mark.parametrize("edition", ["2026-07", "2024-06", "2025-08"])
@pytest.mark.parametrize(("target", "horizon"), [(3.5, 2035), (5, 2030), (2.5, 2032)])
def test_the_way_to_a_target_is_the_books_own_formula(visit, edition, target, horizon):
    page = visit(f"{NEEDS}#view=needs")
    page.wait_for_selector(".explore section")
    table = seeds.expenditure("defexp_pct_gdp", edition)
    table = table[table["is_ally"] & table["value"].notna()].sort_values("year").groupby("iso3").tail(1)
    below = table[spending.printed(table["value"]) < target].sort_values("ally")
    held = explore_data.needs()["editions"][edition]["rows"]
    growth = below["iso3"].map(lambda iso3: held[iso3]["growth"] or 0.0)
    below = below.assign(growth=growth)
    required = targets.required_growth(below, target, horizon, below.set_index("iso3")["growth"])
    page.locator("#needs-edition").select_option(edition)
    page.locator("#needs-year").select_option(str(horizon))
    page.locator("#needs-target").fill(str(target))
    page.locator("#needs-target").press("Tab")
    for row in list(required.itertuples())[::6]:
        page.locator("#needs-ally").select_option(row.iso3)
        assert value_of(page, 0) == pytest.approx(target - row.value, rel=1e-12)
        assert value_of(page, 1) == pytest.approx(row.required_pct, rel=1e-12)
        shown = page.locator(".explore-result dd b")
        assert shown.nth(1).inner_text() == f"{style.number(row.required_pct, 1)} % a year"
        known = held[row.iso3]
        if known["current"] is not None:
            gap = targets.gap_to_target(
                below[below["iso3"] == row.iso3],
                target,
                *[below.set_index("iso3")["value"].map(lambda _, x=x: x) for x in (known["current"], 1.0)],
            )
            assert value_of(page, 2) == pytest.approx(-gap["gap_usd_m"].iloc[0], rel=1e-12)
        if known["gdp"] is not None:
            years = horizon - row.year
            grown = known["gdp"] * (1 + row.gdp_growth_pct / 100) ** years
            at = 3 if known["current"] is not None else 2
            assert value_of(page, at) == pytest.approx(target / 100 * grown, rel=1e-9)
        else:
            assert shown.count() == 2
    assert page.wrong == []


def test_the_figure_and_the_view_need_the_same_growth(visit, built):
    with (built / "figures" / "spending-growth-needed.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    page = visit(f"{NEEDS}#view=needs")
    opened(page)
    for row in rows:
        page.locator("#needs-ally").select_option(row["iso3"])
        assert value_of(page, 1) == pytest.approx(float(row["required_pct"]), rel=1e-10)


def test_who_is_at_the_target_needs_no_more(visit):
    page = visit(f"{NEEDS}#view=needs&ally=LTU&target=3.5")
    page.wait_for_selector(".explore section")
    assert "at or above 3.5 %: this target asks for no more" in said(page)
    assert page.locator(".explore svg").count() == 0


def test_numbers_are_written_as_the_book_writes_them(visit):
    page = visit(PATHS)
    button(page).click()
    opened(page)
    draw = random.Random(7)
    values = [0.0, 0.005, 1.005, 2.675, -0.25, -0.004, 999.5, 1234567.891, 1e-7, 5e21, 1.5e-5, 0.5, -2.5]
    values += [draw.uniform(-10, 10) * 10 ** draw.randint(-4, 6) for _ in range(300)]
    for digits in (0, 1, 2):
        for sign in (False, True):
            written = page.evaluate(
                "([values, digits, sign]) => values.map((v) => bookViews.number(v, digits, sign))",
                [values, digits, sign],
            )
            assert written == [style.number(value, digits, sign=sign) for value in values]


@pytest.mark.parametrize("name", [PATHS, EDITIONS, NEEDS])
def test_on_a_small_phone_the_page_does_not_move_sideways(visit, name):
    page = visit(name, viewport=PHONE, has_touch=True, is_mobile=True)
    button(page).tap()
    opened(page)
    for details in page.locator(".explore details").all():
        details.evaluate("part => part.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".explore svg").bounding_box()["width"] <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_open_view_or_a_table(chromium, built, scheme):
    pages = [f"{PATHS}#view=paths", f"{EDITIONS}#view=editions", f"{NEEDS}#view=needs"]
    pages += ["allies/poland.html#view=paths", "data/common-funding.html"]
    addresses = [f"{built.as_uri()}/{page}" for page in pages]
    assert findings(chromium, addresses, scheme) == []
    assert findings(chromium, addresses, scheme, width=360) == []


def test_a_brief_begins_with_its_ally(visit):
    page = visit("allies/poland.html")
    button(page).first.click()
    opened(page)
    assert page.locator(".series").count() == 1
    assert said(page) == "Poland, edition July 2026."


def column(page, n):
    return [row[n] for row in cells(page, "table.sortable")[1:]]


def test_a_table_is_sorted_by_its_heads_and_comes_back_to_its_own_order(visit):
    page = visit("data/common-funding.html")
    table = page.locator("table.sortable")
    head = table.locator("thead th", has_text="value").first
    at = cells(page, "table.sortable")[0].index("value see unit")
    own = column(page, at)
    assert head.get_attribute("aria-sort") is None
    head.get_by_role("button").focus()
    for order, down in (("descending", True), ("ascending", False)):
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == order
        held = [cell for cell in column(page, at) if cell]
        assert held == sorted(held, key=float, reverse=down)
        assert column(page, at)[len(held) :] == [""] * (len(own) - len(held))
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None and column(page, at) == own
    table.locator("thead th").nth(1).get_by_role("button").click()
    assert column(page, 1) == sorted(own_words := column(page, 1)) and own_words
    assert page.wrong == []


def test_a_long_table_is_narrowed_by_words_whatever_their_accents_and_says_how_many_are_left(visit):
    page = visit("data/national-targets.html")
    page.locator(".row-filter input").fill("tur")
    until(page, "document.querySelector('.row-filter [role=status]').textContent !== ''")
    shown = page.locator("table.sortable tbody tr:visible").count()
    total = page.locator("table.sortable tbody tr").count()
    assert 0 < shown < total
    assert page.locator(".row-filter [role=status]").inner_text() == f"{shown} of {total}"


def test_a_row_that_an_address_leads_to_is_in_sight_in_a_narrowed_table(visit):
    page = visit("data/national-targets.html")
    page.locator(".row-filter input").fill("no such words")
    until(page, "!document.querySelector('tbody tr:not([hidden])')")
    page.evaluate("location.hash = 'row-3'")
    page.locator("#row-3").wait_for(state="visible")


@pytest.mark.parametrize(("name", "words"), [("numbers.html", "median"), ("chapters/sources.html", "kiel")])
def test_lists_are_narrowed_too(visit, name, words):
    page = visit(name)
    page.locator(".row-filter input").fill(words)
    until(page, "document.querySelector('.row-filter [role=status]').textContent !== ''")
    count, _, total = page.locator(".row-filter [role=status]").inner_text().partition(" of ")
    assert 0 < int(count) < int(total)
    assert int(total) >= columns.MANY


def test_points_stand_below_one_another(visit):
    page = visit("figures/spending-gap.html")
    places = page.evaluate(
        """() => {
          const head = [...document.querySelectorAll("table.sortable thead th")];
          const n = head.findIndex((cell) => cell.textContent.startsWith("short_usd_bn"));
          return [...document.querySelectorAll("table.sortable tbody tr")].map((row) => {
            const text = row.cells[n].firstChild;
            const at = text.data.indexOf(".");
            const range = document.createRange();
            range.setStart(text, at < 0 ? text.length - 1 : at - 1);
            range.setEnd(text, at < 0 ? text.length : at);
            return range.getBoundingClientRect().right;
          });
        }"""
    )
    assert len(places) > columns.MANY
    assert max(places) - min(places) < 0.5
