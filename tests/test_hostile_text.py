"""Markup in a note, a quotation, a name of a source or a claim is text: on every page, and in every file of a figure."""

import csv
import html
import io
import json
import re
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import nbformat
import pikepdf
import pytest
import rispy
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell
from PIL import Image
from pybtex.database import parse_string
from small import Book
from test_site import search_index

from lib import bibtex, data_pages, pages, prose, seeds, variants
from lib.records import SeedError

EVIL = (
    """<script>alert(1)</script> "><img src=x onerror=alert(1)> {{ 7*7 }} {glue:text}`x` `code` ]]> </style> </title> """
    """![p](https://evil.example/p.png) [l](javascript:alert(1)) {download}`/etc/passwd` &lt;b&gt; $\\frac{$ \\ end"""
)
TRIAL = """
from IPython.display import Markdown, display

from lib import charts, claims, figures, ledger, numbers, page, prose, seeds
from lib.provenance import rows

evil = seeds.table("allies").set_index("iso3")["note"]["ALB"]
display(page.filled(seeds.table("allies")[["ally", "note"]].head(2).assign(note=evil).rename(columns={"note": evil})))
display(Markdown(f"| a | b |\\n| --- | --- |\\n| {prose.literal(evil)} | {prose.literal(evil)} |"))
print(evil)
numbers.glue("count", 5, unit=evil, how=evil, rows=rows("allies", iso3="ALB"))
numbers.glue_text("words", evil, how=evil, rows=rows("allies", iso3="ALB", note=evil))
'''
FIGURE = '''
"""
FIGURE = """
data = seeds.table("allies")[["ally", "note", "source_id"]].head(1).assign(n_count=[1])
ax = charts.canvas(2)
ax.plot([1, 1], [0, 1])
ax.set_xlabel(evil)
figures.publish(
    ax, "spending-trial", data=data, title=evil, subtitle=evil, sources=["evil-source"], credit=evil, note=evil,
    edition="2026-07", alt=evil + " alt", caption=evil,
)
"""
# Without the signs that pybtex reads as TeX.
IN_BIBTEX = re.sub(r"[{}$\\\\^]", "", EVIL)
# What the chapters of this book show of texts that others wrote: the ledger of claims, and tables of quotations.
SHOWN = {"fact-check": None, "mattis-hegseth": None}


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, path):
        super().__init__()
        self.elements, self.text, self.data = [], "", ""
        self._inside = ""
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.elements.append((tag, found))
        self._inside = "data" if found.get("type") == "application/ld+json" else tag

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside == "data":
            self.data += data
        elif self._inside != "script":
            self.text += data


def plain(text):
    """Text as one compares it: quotation marks and dashes as typed, one space between words."""
    for shown, typed in (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), ("–", "--"), ("\u00a0", " ")):
        text = text.replace(shown, typed)
    return " ".join(text.split())


def spoil(book):
    """Put hostile words wherever the seeds hold words that others wrote."""
    folder = book.folder / "seeds"

    def in_column(table, column, where):
        def change(content):
            header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
            done = False
            for row in rows:
                if not done and where(dict(zip(header, row, strict=True))):
                    row[header.index(column)] = f"{row[header.index(column)]} {EVIL}".strip()
                    if (table, column) == ("allies", "note"):
                        row[header.index(column)] = EVIL
                        row[header.index("source_id")] = "evil-source"
                    done = True
            assert done
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows([header, *rows])
            return text.getvalue().encode()

        book.table(table, change)

    in_column("allies", "note", lambda row: row["iso3"] == "ALB")
    in_column("translation-checks", "explanation", lambda row: True)
    in_column("paired-indicators", "why", lambda row: not row["indicator"].endswith("defence spending"))
    in_column("statements", "french_form_in_article", lambda row: row["french_form_in_article"])
    tex = bibtex.encode(IN_BIBTEX)
    with (folder / "sources.bib").open("a", encoding="utf-8") as file:
        file.write(
            f"\n@misc{{evil-source,\n author = {{{{{tex}}}}},\n title = {{{{{tex}}}}},\n year = {{2026}},\n"
            f" url = {{https://good.example/}},\n note = {{Terms: {tex}}},\n keywords = {{nato}},\n}}\n"
        )
    path = folder / "documents" / "004_eec1d2d7e8e00ced.yml"
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    claim = record["claims"][0]
    claim |= {name: f"{claim[name]} {EVIL}" for name in ("claim", "speaker", "note")}
    claim["quotation"] = {"text": EVIL, "language": "fr"}
    path.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book with chapters of this one and a trial, whose seeds are hostile; built by the real command."""
    book = Book(tmp_path_factory.mktemp("hostile"))
    spoil(book)
    for name in SHOWN:
        book.chapter(name, "", parameters="")
        notebook = nbformat.read(seeds.ROOT / "chapters" / f"{name}.ipynb", as_version=4)
        # The text between the cells leads to other chapters, which are not here.
        notebook.cells = [cell for n, cell in enumerate(notebook.cells) if n == 0 or cell.cell_type == "code"]
        nbformat.write(notebook, book.folder / "chapters" / f"{name}.ipynb")
    book.chapter("trial", TRIAL, prose="# Trial {glue:text}`count`\n\n## It says {glue:text}`words` here")

    def add(notebook):
        text = f"There are {{glue:text}}`count` and {{glue:text}}`words` {{cite}}`evil-source`.\n\n{EVIL.partition(' {{')[0]}"
        notebook.cells += [new_code_cell(FIGURE, id="figure"), new_markdown_cell(text, id="text")]

    book.edit("trial", add)
    book.write("chapters/index.md", "# Front\n\nA page.\n")
    shutil.copy(seeds.ROOT / "chapters" / "sources.md", book.folder / "chapters")
    with (book.folder / "_toc.yml").open("a") as file:
        file.write("  - file: chapters/sources\n")
    done = book("build")
    assert done.returncode == 0, done.stderr[-3000:]
    return book


@pytest.fixture(scope="module")
def site(book):
    top = book.folder / "_build" / "html"
    return {path.relative_to(top).as_posix(): Page(path) for path in sorted(top.rglob("*.html"))}


def test_no_element_of_any_page_comes_from_a_text(book, site):
    assert len(site) > 40
    for name, page in site.items():
        for tag, attributes in page.elements:
            told = f"{name}: <{tag} {attributes}>"
            assert not any(attribute.startswith("on") for attribute in attributes), told
            assert "evil.example" not in str(attributes.get("src")), told
            assert not str(attributes.get("href")).lower().startswith(("javascript:", "https://evil")), told
            if tag == "script":
                assert attributes.get("type") == "application/ld+json" or attributes["src"].endswith(".js"), (
                    told
                )
            if tag == "img":
                assert attributes["src"].endswith((".svg", ".png")), told
            assert tag not in ("style", "b", "iframe", "object"), told
        source = (book.folder / "_build" / "html" / name).read_text(encoding="utf-8")
        assert "<script>alert" not in source and "<img src=x" not in source, name
        assert "root:x:0" not in source and "/etc/passwd" not in re.sub(r">[^<]*<|\"[^\"]*\"", "", source), (
            name
        )
    # Nothing was fetched from outside the book for a reader to download.
    assert not [path for path in (book.folder / "_build" / "html").rglob("*") if "passwd" in path.name]


PLACES = {
    "figures/spending-trial.html": 7,
    "figures.html": 1,
    "numbers.html": 3,
    "data/allies.html": 1,
    "chapters/fact-check.html": 4,
    "chapters/mattis-hegseth.html": 3,
    "chapters/trial.html": 5,
}


@pytest.mark.parametrize("name", PLACES)
def test_the_words_stand_on_the_page_as_they_are(name, site):
    assert plain(site[name].text).count(plain(EVIL)) >= PLACES[name]


def test_the_words_of_a_source_stand_in_the_bibliography_and_with_the_figure(site):
    for name, count in (
        ("chapters/sources.html", 2),
        ("figures/spending-trial.html", 2),
        ("chapters/trial.html", 1),
    ):
        assert plain(site[name].text).count(plain(IN_BIBTEX)) >= count, name


def test_what_machines_read_of_a_page_is_one_piece_of_data(site):
    page = site["figures/spending-trial.html"]
    (dataset, image) = json.loads(page.data)["@graph"]
    assert dataset["name"] == image["name"] == EVIL
    found = {attributes.get("property") or attributes.get("name"): attributes.get("content") for tag, attributes in page.elements if tag == "meta"}  # fmt: skip
    assert found["og:title"] == found["citation_title"] == EVIL


def test_the_search_has_the_titles_as_they_are(book):
    """It shows them as text; test_search_browser tries it."""
    assert EVIL in search_index(book.folder / "_build" / "html")["titles"]


def test_each_file_of_the_figure_says_the_words_and_opens(book):
    folder = book.folder / "_build" / "html" / "figures"
    assert ET.parse(folder / "spending-trial.svg").getroot()[0].text == EVIL
    assert not list(
        ET.parse(folder / "spending-trial.svg").getroot().iter("{http://www.w3.org/2000/svg}script")
    )
    with Image.open(folder / "spending-trial.png") as image:
        assert image.info["Title"] == EVIL
    with pikepdf.open(folder / "spending-trial.pdf") as document:
        assert str(document.docinfo["/Title"]) == EVIL
    (row,) = csv.DictReader(
        io.StringIO((folder / "spending-trial.csv").read_text(encoding="utf-8"), newline="")
    )
    assert row["note"] == EVIL
    assert json.loads((folder / "spending-trial.json").read_text(encoding="utf-8"))["title"] == EVIL


def test_each_citation_is_one_entry_with_the_words_in_it(book):
    folder = book.folder / "_build" / "html"
    for path in (folder / "figures" / "spending-trial", *(folder / "claims").glob("*.bib")):
        stem = path.with_suffix("")
        (read,) = json.loads(stem.with_suffix(".csl.json").read_text(encoding="utf-8"))
        (record,) = rispy.loads(stem.with_suffix(".ris").read_text(encoding="utf-8"))
        (entry,) = parse_string(
            stem.with_suffix(".bib").read_text(encoding="utf-8"), "bibtex"
        ).entries.values()
        assert record["title"] == read["title"]
        assert "alert(1)" not in read["title"] or "alert(1)" in bibtex.plain(entry.fields["title"])
    done = book("cite", "spending-trial", "--style", "ris")
    assert done.returncode == 0 and rispy.loads(done.stdout)[0]["title"] == EVIL


def test_a_run_with_other_parameters_has_the_words_as_text_in_its_notebook():
    notebook = nbformat.v4.new_notebook(cells=[new_markdown_cell("It says {glue:text}`words`.")])
    found = variants._complete(notebook.cells[0].source, {"words": prose.literal(EVIL)})
    assert pages._NO_HTML.render(found).count("<") == 2  # one paragraph
    assert html.unescape(re.sub("</?p>", "", pages._NO_HTML.render(found))).strip() == f"It says {EVIL}."


def test_a_caption_is_text_on_the_page_of_its_figure():
    assert html.unescape(str(pages.caption(EVIL))) == EVIL and "<" not in str(pages.caption(EVIL))


def test_a_table_whose_pages_would_have_names_that_lead_elsewhere_has_none(seeds_copy, spoil):
    spoil("defence-expenditure", ",2019-06,", ",../../../x,")
    with pytest.raises(SeedError, match=r'edition: expected a word for an address, found "\.\./'):
        data_pages.parts("defence-expenditure", seeds_copy)
