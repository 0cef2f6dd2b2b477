"""The page of a figure says all that a reader needs to cite it, take it away and check it."""

import hashlib
import re

import pytest

from lib import pages
from lib.records import Source

SVG = '<svg width="460.8pt" height="360pt" viewBox="0 0 460.8 360" xmlns="http://www.w3.org/2000/svg"/>'
DRAWN = {"svg": SVG.encode(), "png": b"png", "pdf": b"pdf", "csv": b"iso3,share_pct\r\nEST,5.1\r\n"}


def record(id="spending-two-allies", **changes):
    return {
        "id": id,
        "title": "Estonia is ahead of Latvia",
        "subtitle": "Share of GDP, %, 2026",
        "sources": ["nato-defexp-2026-07"],
        "edition": "2026-07",
        "alt": "Dot chart of two allies. Estonia stands higher.",
        "caption": "Each dot is an *ally*.",
        "credit": "NATO",
        "note": "",
        "rows": 1,
        "chapter": "spending-debate",
        "page": "chapters/spending-debate",
        "address": f"https://book.example/figures/{id}.html",
        "licence": "CC BY 4.0",
        "book_edition": "2026.11",
        "citations": {form: f"as {form}" for form in ("apa", "bibtex", "ris", "csl-json")},
        "files": {
            ending: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for ending, content in DRAWN.items()
        },
    } | changes


@pytest.fixture
def folder(tmp_path):
    for ending, content in (DRAWN | {"json": b"{}"}).items():
        (tmp_path / f"spending-two-allies.{ending}").write_bytes(content)
    return tmp_path


def test_every_form_of_file_and_citation_is_offered(folder):
    page = pages.figure(record(), SVG, "figures.publish(ax)", folder)
    assert [file["ending"] for file in page["files"]] == ["svg", "png", "pdf", "csv", "json"]
    assert [citation["text"] for citation in page["citations"]] == [
        "as apa",
        "as bibtex",
        "as ris",
        "as csl-json",
    ]
    assert page["caption"] == "Each dot is an <em>ally</em>."
    alt = "Dot chart of two allies. Estonia stands higher."
    assert page["drawing"].splitlines() == [
        f'<img class="for-{mode}" src="spending-two-allies{ending}.svg" alt="{alt}" width="614" height="480" '
        'loading="lazy" decoding="async">'
        for mode, ending in (("light", ""), ("dark", ".dark"))
    ]


def test_the_checksums_are_those_of_the_files_in_the_form_that_sha256sum_reads(folder):
    lines = pages.figure(record(), SVG, "", folder)["checksums"].splitlines()
    assert [line.split("  ")[1] for line in lines] == [f"spending-two-allies.{ending}" for ending in DRAWN]
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_html_in_a_caption_stays_text(folder):
    page = pages.figure(record(caption="<script>alert(1)</script> 2 < 3"), SVG, "", folder)
    assert page["caption"] == "&lt;script&gt;alert(1)&lt;/script&gt; 2 &lt; 3"


def test_the_html_to_embed_leads_back_and_cannot_be_broken_by_the_alt_text():
    html = pages.embedding(record(alt='a "quoted" <b>word</b>'), 614, 480)
    assert '<a href="https://book.example/figures/spending-two-allies.html">' in html
    assert 'alt="a &quot;quoted&quot; &lt;b&gt;word&lt;/b&gt;" width="614" height="480"' in html


def test_only_an_address_on_the_web_becomes_a_link():
    known = {"id": "x", "title": "T", "publisher": "P", "published": "2025-4 June", "note": "Terms: free."}
    assert pages.source(Source(url="https://nato.example/a", **known))["url"] == "https://nato.example/a"
    assert pages.source(Source(url="javascript:alert(1)", **known))["url"] == ""
    assert pages.source(Source(url="", **known))["published"] == "4 June 2025"


def test_every_topic_of_a_published_figure_has_a_name():
    named = {pages.topic(id) for id in pages.drawing_cells()}
    assert named <= set(pages.TOPICS.values())


def test_the_catalogue_offers_only_what_some_figure_has(folder):
    about = pages.catalogue(
        [record()], {"spending-two-allies": SVG}, {"spending-debate": "Who spends what?"}, folder
    )
    assert about["chapters"] == [("spending-debate", "Who spends what?")]
    assert about["topics"] == ["Defence spending"]
    assert about["allies"] == [("EST", "Estonia")]
    assert [item["allies"] for item in about["items"]] == [["EST"]]


def test_a_figure_of_a_brief_counts_as_that_of_its_ally_alone_and_leads_to_its_page(folder):
    drawn = record(chapter="ally-brief", page="allies/latvia", ally="Latvia")
    about = pages.catalogue([drawn], {"spending-two-allies": SVG}, {"ally-brief": "Ally brief"}, folder)
    (item,) = about["items"]
    assert (item["allies"], item["place_title"]) == (["LVA"], "Latvia")  # its data name Estonia too
    assert about["chapters"] == [("ally-brief", "Ally brief")]


def test_every_published_figure_has_the_cell_that_draws_it():
    for id, code in pages.drawing_cells().items():
        # In the brief of an ally the ally is a parameter.
        ally = re.match(r"ally-.*-(share|editions)$", id)
        name = f"f\"ally-{{row['slug']}}-{ally[1]}\"" if ally else f'"{id}"'
        assert "figures.publish(" in code and name in code


def test_a_drawing_without_a_size_is_refused():
    with pytest.raises(ValueError, match="viewBox"):
        pages.size("<svg/>")
