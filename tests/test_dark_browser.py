"""A reader sees each figure once: drawn for the colours that the page has."""

import pytest
import whole

built = whole.built

SHOWN = """[...document.querySelectorAll("main img")]
    .filter((image) => getComputedStyle(image).display !== "none").map((image) => image.className)"""


@pytest.mark.parametrize(
    "kind", ["index", "chapters/context", "figures", "figures/aid-revisions", "allies/poland"]
)
@pytest.mark.parametrize(
    ("system", "choice", "medium", "shown"),
    [
        ("light", "", "screen", "for-light"),
        ("dark", "", "screen", "for-dark"),
        ("light", "dark", "screen", "for-dark"),
        ("dark", "light", "screen", "for-light"),
        ("dark", "", "print", "for-light"),
        ("light", "dark", "print", "for-light"),
    ],
)
def test_of_two_drawings_the_page_shows_the_one_for_its_colours(
    built, chromium, kind, system, choice, medium, shown
):
    with chromium.new_context(color_scheme=system) as context:
        page = context.new_page()
        page.goto((built / f"{kind}.html").as_uri())
        if choice:
            page.locator("#mode").select_option(choice)
        page.emulate_media(media=medium)
        all_shown = page.evaluate(SHOWN)
        assert set(all_shown) == {shown}
        assert 2 * len(all_shown) == page.locator("main img").count()
        page.locator(f"main img.{shown}").first.scroll_into_view_if_needed()
        page.wait_for_function(f"document.querySelector('main img.{shown}').naturalWidth > 0")
