"""The built site: each figure has its page, links lead somewhere, and no text of a figure becomes markup."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pikepdf
import pytest
import rispy
import whole
from citeproc.source.json import CiteProcJSON
from PIL import Image
from pybtex.database import parse_string
from pyld import jsonld
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from test_pages import DRAWN, SVG, record
from whole import Page

from lib import (
    chapters,
    dark,
    data_pages,
    edition,
    exports,
    figure_site,
    number_pages,
    number_texts,
    pages,
    paper,
    prose,
    register,
    seeds,
    stored,
)
from lib.records import FigureError

EVIL = '<script>alert("1")</script> & <b>more'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (2048).to_bytes(4, "big") + (1600).to_bytes(4, "big")


def search_index(out):
    """Return the pages that the search knows, places on them left out, and the titles it shows."""
    text = (out / "searchindex.js").read_text(encoding="utf-8")
    records = json.loads(text.partition("const SEARCH = ")[2].rstrip(";\n"))["records"]
    names = [address.partition("#")[0].removesuffix(".html") for _, _, address, *_ in records]
    return {"docnames": names, "titles": [title for _, title, *_ in records]}


# One small book with one figure


@pytest.fixture
def small_book(tmp_path, monkeypatch):
    """Render a book of one page with one figure, whose record a test may change; returns pages and warnings."""
    source, files = tmp_path / "source", tmp_path / "figures"
    (source / "chapters").mkdir(parents=True)
    files.mkdir()
    (source / "chapters" / "one.svg").write_text(SVG)
    (source / "chapters" / "spending-debate.rst").write_text(
        "Who spends what?\n================\n\n"
        ".. figure:: one.svg\n   :name: spending-two-allies\n   :alt: Two dots.\n\n   A caption.\n\n"
        ".. figure:: one.svg\n   :name: of-another-kind\n   :alt: Two dots.\n\n   A caption.\n"
    )
    for ending in figure_site._COPIED:
        (files / f"spending-two-allies.{ending}").write_bytes(DRAWN.get(ending, b"{}"))
    (files / "spending-two-allies.png").write_bytes(PNG)
    (files / "catalogue.json").write_text("[]")
    (files / "left-over.svg").write_text(SVG)
    monkeypatch.setattr(figure_site, "_folder", lambda: files)

    def build(records, code="figures.publish(ax)", builder="html"):
        ids = [known["id"] for known in records] or ["spending-two-allies"]
        monkeypatch.setattr(
            stored,
            "drawings",
            lambda: {id: ("chapters/spending-debate.ipynb", {"alt": "Two dots."}, SVG) for id in ids},
        )
        monkeypatch.setattr(pages, "drawing_cells", lambda: dict.fromkeys(ids, code))

        def write():
            if not records:
                raise FigureError("_build/figures has no x.csv")
            return records

        monkeypatch.setattr(register, "write", write)
        out, warnings = tmp_path / builder, tmp_path / "warnings.txt"
        settings = {
            "extensions": ["lib.site"],
            "root_doc": "chapters/spending-debate",
            "html_theme": "basic",
            "html_baseurl": "https://book.example/",
            "templates_path": [str(seeds.ROOT / "lib" / "templates")],
            "html_static_path": [str(seeds.ROOT / "lib" / "static")],
        }
        with warnings.open("w") as log, patch_docutils(), docutils_namespace():
            app = Sphinx(
                source, None, out, tmp_path / "doctrees", builder, settings, status=None, warning=log
            )
            app.build()
        return out, warnings.read_text()

    return build


def test_html_in_a_title_or_note_appears_as_text(small_book):
    changed = {name: EVIL for name in ("title", "subtitle", "note", "alt", "caption", "credit", "edition")}
    evil = record(**changed, citations=dict.fromkeys(record()["citations"], EVIL))
    out, warnings = small_book([evil], code=f"title = '{EVIL}'")
    assert warnings == ""
    for name in ("figures/spending-two-allies.html", "figures.html"):
        page = Page(out / name)
        assert EVIL in page.text
        html = (out / name).read_text(encoding="utf-8")
        assert "<script>alert" not in html and "<b>more" not in html
    assert json.loads(Page(out / "figures/spending-two-allies.html").linked_data)["@graph"][0]["name"] == EVIL
    # What the search knows it shows as text; test_search_browser tries it.
    assert EVIL in search_index(out)["titles"]


def test_a_chapter_leads_from_each_published_figure_to_its_data_files_and_citation(small_book):
    out, warnings = small_book([record()])
    assert warnings == ""
    page = Page(out / "chapters" / "spending-debate.html")
    links = [a["href"] for a in page.all("a") if "spending-two-allies." in a.get("href", "")]
    name = "../figures/spending-two-allies"
    assert links == [f"{name}.{end}" for end in ("csv", "png", "svg", "pdf", "html#cite")]
    assert page.text.count("Cite this figure") == 1  # the other figure is not a published one
    sized = [image for image in page.all("img") if image.get("width")]
    assert [(image["class"], image["src"]) for image in sized] == [
        ("for-light", f"{name}.svg"),
        ("for-dark", f"{name}.dark.svg"),
    ]
    assert {(image["width"], image["height"], image["alt"]) for image in sized} == {
        ("614", "480", "Two dots.")
    }
    assert [path.name for path in (out / "_images").iterdir()] == ["one.svg"]  # of the other figure


def test_each_drawing_lies_beside_its_page_for_light_and_for_dark(small_book, monkeypatch):
    out, _ = small_book([record()])
    assert (out / "figures" / "spending-two-allies.dark.svg").read_text() == dark.drawing(SVG)
    for name in ("figures/spending-two-allies.html", "figures.html"):
        shown = [
            (image["class"], (out / name).parent / image["src"]) for image in Page(out / name).all("img")
        ]
        assert [mode for mode, _ in shown] == ["for-light", "for-dark"]
        assert [file.is_file() for _, file in shown] == [True, True]


def test_every_page_leads_to_the_catalogue(small_book):
    out, _ = small_book([record()])
    for name, address in (
        ("chapters/spending-debate.html", "../figures.html"),
        ("figures.html", "#"),
        ("figures/spending-two-allies.html", "../figures.html"),
    ):
        assert address in [a.get("href") for a in Page(out / name).all("a")]


def test_only_files_of_known_figures_and_endings_are_published(small_book):
    out, _ = small_book([record()])
    names = {path.name for path in (out / "figures").iterdir()}
    expected = {f"spending-two-allies.{ending}" for ending in (*figure_site._COPIED, "dark.svg", "html")}
    assert names == expected | {"catalogue.json"}


def test_the_search_finds_a_figure_by_its_title(small_book):
    out, _ = small_book([record()])
    found = search_index(out)
    assert "figures/spending-two-allies" in found["docnames"]
    assert "Estonia is ahead of Latvia" in found["titles"]


def test_without_the_files_of_the_figures_the_book_warns_and_has_no_link_to_them(small_book):
    out, warnings = small_book([])
    assert "figures get no pages: _build/figures has no x.csv" in warnings
    assert not (out / "figures.html").exists()
    html = (out / "chapters" / "spending-debate.html").read_text(encoding="utf-8")
    assert "figures.html" not in html and "Cite this figure" not in html


def test_a_long_table_is_shown_in_part_and_says_so(small_book):
    rows = "iso3,share_pct\r\n" + "EST,5.1\r\n" * 203
    (figure_site._folder() / "spending-two-allies.csv").write_text(rows, newline="")
    out, _ = small_book([record()])
    page = Page(out / "figures" / "spending-two-allies.html")
    assert "203 rows, one per mark of the chart" in page.text and "3 more rows are in the" in page.text
    assert len([cell for cell in page.all("th") if cell.get("scope") == "row"]) == 200
    assert [cell["scope"] for cell in page.all("th")][:2] == ["col", "col"]


def test_a_figure_on_another_page_is_an_image_for_every_builder(small_book, tmp_path):
    with (tmp_path / "source" / "chapters" / "spending-debate.rst").open("a") as page:
        page.write("\n.. published-figure:: spending-two-allies\n\n   A caption.\n")
    out, warnings = small_book([record()])
    assert warnings == ""
    shown = [image["src"] for image in Page(out / "chapters" / "spending-debate.html").all("img")]
    assert shown[-2:] == ["../figures/spending-two-allies.svg", "../figures/spending-two-allies.dark.svg"]
    out, _ = small_book([record()], builder="xml")
    root = ElementTree.parse(out / "chapters" / "spending-debate.xml").getroot()
    assert [image.get("alt") for image in root.iter("image")] == ["Two dots."] * 3


# The whole book

built, built_pages = whole.built, whole.built_pages


def test_every_published_figure_has_its_page_and_all_its_files(built, built_pages):
    for id in stored.drawings():
        assert built / "figures" / f"{id}.html" in built_pages
        for ending in figure_site._COPIED:
            assert (built / "figures" / f"{id}.{ending}").stat().st_size > 0, f"{id}.{ending}"
    listed = json.loads((built / "figures" / "catalogue.json").read_text(encoding="utf-8"))
    assert [found["id"] for found in listed] == list(stored.drawings())


def test_every_file_of_every_figure_opens_in_another_program_and_carries_its_id(built):
    for id in stored.drawings():
        files = {ending: built / "figures" / f"{id}.{ending}" for ending in figure_site._COPIED}
        assert ElementTree.parse(files["svg"]).getroot().tag.endswith("svg")
        with Image.open(files["png"]) as image:
            assert image.width >= 2000, id
        with pikepdf.open(files["pdf"]) as document:
            assert len(document.pages) == 1
        assert {exports.identity(files[ending]) for ending in ("svg", "png", "pdf")} == {id}
        with files["csv"].open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines, strict=True)
        assert rows
        assert {len(row) for row in rows} == {len(header)}
        assert json.loads(files["json"].read_text(encoding="utf-8"))["rows"] == len(rows)


def test_every_citation_of_every_figure_is_read_by_a_second_program(built):
    for id, (_, shown, _) in stored.drawings().items():
        texts = {
            ending: (built / "figures" / f"{id}.{ending}").read_text(encoding="utf-8")
            for ending in ("bib", "ris")
        }
        assert list(parse_string(texts["bib"], "bibtex").entries) == [id]
        (entry,) = rispy.loads(texts["ris"])
        assert (entry["id"], entry["title"]) == (id, shown["title"])
        items = json.loads((built / "figures" / f"{id}.csl.json").read_text(encoding="utf-8"))
        assert list(CiteProcJSON(items)) == [id]


def test_every_published_file_is_recognised_as_unaltered(built):
    listed = json.loads((built / "figures" / "catalogue.json").read_text(encoding="utf-8"))
    for id in stored.drawings():
        for ending in figure_site._COPIED:
            assert "unaltered" in register.identify(built / "figures" / f"{id}.{ending}", listed)


def test_every_local_link_and_anchor_resolves(built, built_pages):
    broken = []
    for path, page in built_pages.items():
        addresses = [attrs[name] for _, attrs in page.elements for name in ("href", "src") if attrs.get(name)]
        for address in addresses:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            # The page for lost readers is shown at any depth, so that its addresses begin at the root of the site.
            lost = path.name == "404.html" and parts.path.startswith("/")
            folder = built if lost else path.parent
            target = (folder / unquote(parts.path[lost:])).resolve() if parts.path else path
            anchors = built_pages[target].ids if target in built_pages else set()
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in anchors):
                broken.append(f"{path.relative_to(built)}: {address}")
    assert broken == []


def test_every_picture_has_alternative_text_and_a_size(built, built_pages):
    poor = [
        f"{path.relative_to(built)}: {image}"
        for path, page in built_pages.items()
        for image in page.all("img")
        if not {"alt", "width", "height"} <= image.keys()
    ]
    assert poor == []


def test_no_page_asks_another_host_for_anything(built, built_pages):
    asked = [
        f"{path.relative_to(built)}: {attrs}"
        for path, page in built_pages.items()
        for tag, attrs in page.elements
        for address in [attrs.get("src") or (attrs.get("href") if tag == "link" else None)]
        if address and urlsplit(address).netloc and attrs.get("rel") != "canonical"
    ]
    assert asked == []


def test_the_page_of_a_figure_is_understood_by_machines(built, built_pages):
    for id, (_, known, _) in stored.drawings().items():
        page = built_pages[built / "figures" / f"{id}.html"]
        data = json.loads(page.linked_data)
        expanded = jsonld.expand(data | {"@context": {"@vocab": "https://schema.org/"}})
        assert [node["@type"] for node in expanded] == [
            ["https://schema.org/Dataset"],
            ["https://schema.org/ImageObject"],
        ]
        address = edition.address(f"figures/{id}.html")
        assert [link["href"] for link in page.all("link") if link.get("rel") == "canonical"] == [address]
        metas = {meta.get("name") or meta.get("property"): meta.get("content") for meta in page.all("meta")}
        assert metas["citation_title"] == metas["og:title"] == known["title"]
        assert metas["citation_public_url"] == metas["og:url"] == address


def test_a_figure_page_needs_no_script_and_has_none_in_it(built, built_pages):
    for id in stored.drawings():
        path = built / "figures" / f"{id}.html"
        page = built_pages[path]
        copied = [button["data-copies"] for button in page.all("button") if "data-copies" in button]
        assert {"cite-apa", "cite-bibtex", "cite-ris", "cite-csl-json", "embedding"} <= set(copied)
        assert set(copied) <= page.ids  # the texts themselves are there, to be selected
        article = path.read_text(encoding="utf-8").partition('<div class="figure-page">')[2]
        assert "<script" not in article.partition("</article>")[0]


def test_the_catalogue_lists_every_figure_before_any_script_runs(built, built_pages):
    page = built_pages[built / "figures.html"]
    items = [item for item in page.all("li") if "data-chapter" in item]
    assert len(items) == len(stored.drawings())
    assert not [item for item in items if "hidden" in item]
    assert [form for form in page.all("form") if "figure-filter" in form.get("class", "")]
    assert {item["data-chapter"] for item in items} == {record["chapter"] for record in register.catalogue()}


def test_every_number_of_the_text_is_a_link_that_names_its_place(built, built_pages):
    for page, text in number_texts.page_texts().items():
        shown = built_pages[built / "chapters" / f"{page}.html"]
        links = {link["href"] for link in shown.all("a") if "book-number" in (link.get("class") or "")}
        # A number of a heading, or of a link's own words, stays text.
        running = [line for line in text.splitlines() if not line.startswith("#")]
        expected = {
            "../numbers.html#" + "-".join(number_texts.named(role, page))
            for line in running
            for role in prose.GLUED.finditer(re.sub(r"\[[^\]]*\]\(", "", line))
        }
        assert expected <= links, page
        anchors = {
            number_pages.anchor(name, page) for name in number_texts.uses({page: "\n\n".join(running)})
        }
        assert anchors <= shown.ids, page


def test_the_list_of_numbers_has_an_entry_for_each_number_of_the_book(built, built_pages):
    known = number_pages.entries()
    assert {about["id"] for about in known.values()} <= built_pages[built / "numbers.html"].ids
    assert len({about["id"] for about in known.values()}) == len(known)


def test_every_row_of_every_table_has_its_place_on_a_page_of_bearable_size(built, built_pages):
    for table in seeds.names():
        rows = range(2, len(seeds.table(table)) + 2)
        for path, _, anchor in (data_pages.data_address(table, line).partition("#") for line in rows):
            assert anchor in built_pages[built / path].ids
        copied = built / "data" / f"{table}.csv"
        assert copied.read_bytes() == (seeds.SEEDS / seeds.resource(table)["path"]).read_bytes()
    heavy = [path.name for path in (built / "data").glob("*.html") if path.stat().st_size > 400_000]
    assert heavy == []


def test_the_search_knows_every_table_and_none_of_its_rows(built):
    found = search_index(built)
    assert "numbers" in found["docnames"]
    listed = [name for name in found["docnames"] if name.startswith("data/")]
    assert sorted(listed) == sorted(["data/index", *(f"data/{name}" for name in seeds.names())])


def test_the_pages_of_rows_hold_no_script_and_no_style_of_their_own(built, built_pages):
    """A server may forbid both."""
    for path in (built / "data").glob("*.html"):
        if path.name != "index.html":
            scripts = [script["src"] for script in built_pages[path].all("script")]
            sorting = ["../_static/tables.js"] if built_pages[path].all("table") else []
            assert scripts == ["../_static/mode.js", "../_static/site.js", *sorting]
            assert [attrs for _, attrs in built_pages[path].elements if "style" in attrs] == []


# The allies


def test_jupyter_book_by_itself_makes_the_same_pages_byte_for_byte(built, tmp_path):
    command = [Path(sys.executable).with_name("jupyter-book"), "build", seeds.ROOT, "--path-output", tmp_path]
    printed = {path.name for path in built.glob(f"{paper.NAME}.*")}  # made from the pages afterwards
    environment = {**os.environ, "BOOK_PAPER": " ".join(name.rpartition(".")[2] for name in sorted(printed))}
    options = ["-W", "-n", "--keep-going", "-q"]
    subprocess.run([*command, *options], env=environment, check=True, capture_output=True)
    alone = tmp_path / "_build" / "html"
    names = [sorted(str(path.relative_to(site)) for path in site.rglob("*")) for site in (built, alone)]
    names[0] = [name for name in names[0] if name not in printed]
    assert names[0] == names[1]
    files = [name for name in names[0] if (built / name).is_file()]
    assert [name for name in files if (built / name).read_bytes() != (alone / name).read_bytes()] == []


def test_every_ally_stands_in_the_table_and_leads_to_its_brief(built, built_pages):
    page = built_pages[built / "allies.html"]
    assert len([cell for cell in page.all("th") if cell.get("scope") == "row"]) == len(chapters.allies())
    leads = {link.get("href") for link in page.all("a")}
    for path, brief in stored.briefs().items():
        slug = Path(path).stem
        assert f"allies/{slug}.html" in leads
        assert stored.parameters(brief)["ally"] in built_pages[built / "allies" / f"{slug}.html"].text
        assert (built / "allies" / f"{slug}.ipynb").read_bytes() == (seeds.ROOT / path).read_bytes()


def test_a_brief_has_its_figures_and_an_entry_for_each_of_its_numbers(built, built_pages):
    for path, brief in stored.briefs().items():
        page = built_pages[built / "allies" / f"{Path(path).stem}.html"]
        assert {record["id"] for _, record in stored.figures(brief)} <= page.ids
        assert {f"{Path(path).stem}-{key}" for key in stored.numbers(brief)} <= page.ids
        asked = {link["href"] for link in page.all("a") if "book-number" in (link.get("class") or "")}
        assert asked and {address[1:] for address in asked} <= page.ids


def test_the_search_finds_the_allies_and_the_figures_of_their_briefs(built):
    found = search_index(built)
    assert "allies" in found["docnames"]
    for path, brief in stored.briefs().items():
        assert f"allies/{Path(path).stem}" in found["docnames"]
        assert {f"figures/{record['id']}" for _, record in stored.figures(brief)} <= set(found["docnames"])
