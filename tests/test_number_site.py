"""A small book with numbers, rendered: each number is a link to where it comes from, and nothing becomes markup."""

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from test_number_pages import EVIL, ROWS, number, write_book
from test_site import Page, search_index

from lib import seeds

TEXT = (
    "# Estonia spends {glue:text}`est` per cent\n\n"
    "Estonia spends {glue:text}`est` per cent, and again {glue:text}`est`. "
    "[A link with {glue:text}`est`](index.md) and {glue:text}`lva`."
)
INDEX = (
    "# The book\n\n```{toctree}\nshares\nsources\n```\n\nUp to {glue:text}`shares.ipynb::est:s` per cent.\n"
)
SOURCES = '# Sources\n\n```{bibliography}\n:filter: keywords % "nato"\n```\n'


def render(root):
    """Render a small book without Jupyter Book; returns the pages and the warnings."""
    out, warnings = root / "html", root / "warnings.txt"
    settings = {
        "extensions": [
            "myst_nb",
            "sphinxcontrib.bibtex",
            "lib.number_site",
            "lib.data_site",
            "lib.site_files",
        ],
        "root_doc": "chapters/index",
        "bibtex_bibfiles": ["seeds/sources.bib"],
        "nb_execution_mode": "off",
        "suppress_warnings": ["mystnb.unknown_mime_type"],
        "html_title": "The book",
        "html_theme": "basic",
        "templates_path": [str(seeds.ROOT / "lib" / "templates")],
        "html_static_path": [str(seeds.ROOT / "lib" / "static")],
        "exclude_patterns": ["html"],
    }
    with warnings.open("w") as log, patch_docutils(), docutils_namespace():
        app = Sphinx(root, None, out, root / "doctrees", "html", settings, status=None, warning=log)
        app.build()
    return out, warnings.read_text()


def standard_book(root, words=TEXT, **changes):
    numbers = [number("est", **changes), number("lva", "3.7")]
    return write_book(root, words, numbers, {"index": INDEX, "sources": SOURCES})


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    out, warnings = render(standard_book(tmp_path_factory.mktemp("book")))
    assert warnings == ""
    return out


def numbers_of(page):
    return [link for link in page.all("a") if "book-number" in (link.get("class") or "")]


def test_every_number_of_a_sentence_leads_to_its_entry_and_the_first_has_an_id(rendered):
    links = numbers_of(Page(rendered / "chapters" / "shares.html"))
    assert [(link["href"], link.get("id")) for link in links] == [
        ("../numbers.html#shares-est", "number-est"),
        ("../numbers.html#shares-est", None),
        ("../numbers.html#shares-lva", "number-lva"),
    ]


def test_in_a_heading_and_in_a_link_a_number_is_text(rendered):
    html = (rendered / "chapters" / "shares.html").read_text(encoding="utf-8")
    assert '<h1>Estonia spends 5.1 per cent<a class="headerlink"' in html
    assert "A link with 5.1" in html
    assert "Estonia spends 5.1 per cent" in search_index(rendered)["titles"]


def test_a_number_of_another_chapter_leads_to_its_entry(rendered):
    (link,) = numbers_of(Page(rendered / "chapters" / "index.html"))
    assert (link["href"], link["id"]) == ("../numbers.html#shares-est", "number-shares-est")


def test_the_entry_leads_to_sentence_cell_rows_and_source(rendered):
    page = Page(rendered / "numbers.html")
    assert {"shares-est", "shares-lva"} <= page.ids
    leads = {link.get("href") for link in page.all("a")}
    for address in (
        "chapters/shares.html#number-est",
        "chapters/shares.html#cell-the-code",
        "data/shares.html#row-3",
        "chapters/sources.html#source-nato-2026",
    ):
        assert address in leads
        path, _, anchor = address.partition("#")
        assert anchor in Page(rendered / path).ids


def test_a_row_has_its_place_and_the_table_its_file(rendered):
    page = Page(rendered / "data" / "shares.html")
    assert {"row-2", "row-3"} <= page.ids
    assert (rendered / "data" / "shares.csv").read_text().startswith("ally,share_pct,source_id\n")
    assert "Shares of GDP" in Page(rendered / "data" / "index.html").text


def test_search_finds_the_numbers_their_list_and_the_tables_and_no_rows(rendered):
    found = search_index(rendered)
    assert "numbers" in found["docnames"] and {"All numbers", "5.1 % of GDP"} <= set(found["titles"])
    listed = [name for name in found["docnames"] if name.startswith("data/")]
    assert sorted(listed) == ["data/index", "data/shares"]


def test_no_page_has_a_script_in_it_that_comes_from_the_numbers(rendered):
    html = (rendered / "chapters" / "shares.html").read_text(encoding="utf-8")
    panels = html[html.index("<template") : html.rindex("</template>")]
    assert "<script" not in panels and "style=" not in panels and " on" + "click" not in panels
    rows = (rendered / "data" / "shares.html").read_text(encoding="utf-8")
    assert "style=" not in rows
    assert [script["src"] for script in Page(rendered / "data" / "shares.html").all("script")] == [
        "../_static/mode.js",
        "../_static/site.js",
        "../_static/tables.js",
    ]


def test_html_in_a_record_or_a_cell_appears_as_text(tmp_path):
    rows = ROWS | {"where": EVIL}
    root = standard_book(tmp_path, how=EVIL, unit=EVIL, text=EVIL, rows=[rows])
    table = root / "seeds" / "tables" / "shares.csv"
    table.write_text(
        f"ally,share_pct,source_id\nLatvia,3.7,nato-2026\n{EVIL.replace(chr(34), chr(39))},5.1,nato-2026\n"
    )
    out, warnings = render(root)
    assert warnings == ""
    for name in ("chapters/shares.html", "chapters/index.html", "numbers.html", "data/shares.html"):
        html = (out / name).read_text(encoding="utf-8")
        assert "<script>alert" not in html, name
        assert "<script>alert" in Page(out / name).text, name


def test_a_number_that_no_cell_computes_is_a_warning_with_chapter_and_sentence(tmp_path):
    _, warnings = render(
        standard_book(tmp_path, "# Shares\n\nOne. Lithuania spends {glue:text}`ltu` per cent.")
    )
    assert 'shares: no cell of shares computes the number "ltu"' in warnings
    assert 'it stands in: "Lithuania spends {glue:text}`ltu` per cent."' in warnings
