"""Every file of a figure says which figure it is, and opens in another program."""

import xml.etree.ElementTree as ET

import pandas as pd
import pikepdf
import pytest
from PIL import Image

from lib import charts, exports
from lib.records import CallError, Figure

FIGURE = Figure(
    id="two-allies",
    title="Estonia & Latvia <2026>",
    subtitle="Share of GDP, %",
    sources=("nato-defexp-2026-07",),
    edition="2026-07",
    alt="Dots.",
    caption="How to read it.",
)
ROWS = pd.DataFrame({"ally": ["Estonia", "Latvia"], "share_pct": [5.1, 4.92]})


@pytest.fixture
def written(tmp_path):
    ax = charts.canvas(2)
    ax.plot(ROWS["share_pct"], [0, 1], "o")
    ax.set_xlabel("Share")
    for ending, content in exports.files(ax.figure, FIGURE, "NATO, July 2026", ROWS).items():
        (tmp_path / f"two-allies.{ending}").write_bytes(content)
    return tmp_path


def test_the_id_is_inside_each_drawing(written):
    for ending in ("svg", "png", "pdf"):
        renamed = written / f"renamed.{ending}"
        renamed.write_bytes((written / f"two-allies.{ending}").read_bytes())
        assert exports.identity(renamed) == "two-allies"
        assert exports.data_edition(renamed) == "2026-07"


def test_the_svg_has_title_description_source_licence_and_address(written):
    text = (written / "two-allies.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    names = [child.tag.rpartition("}")[2] for child in root]
    assert names[:2] == ["title", "desc"]
    assert root[0].text == "Estonia & Latvia <2026>"
    for part in ("NATO, July 2026 (nato-defexp-2026-07)", "CC BY 4.0", "figures/two-allies.html"):
        assert part in text


def test_the_png_is_at_least_2000_pixels_wide_and_carries_its_text(written):
    with Image.open(written / "two-allies.png") as image:
        assert image.width >= 2000
        assert image.info["Title"] == "Estonia & Latvia <2026>"
        assert image.info["Source"] == "NATO, July 2026 (nato-defexp-2026-07)"
        assert "Software" not in image.info


def test_the_pdf_embeds_its_fonts_and_has_no_date(written):
    with pikepdf.open(written / "two-allies.pdf") as document:
        fonts = document.pages[0].Resources.Font
        for font in fonts.values():
            descriptor = (
                font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
            )
            assert "/FontFile2" in descriptor
        assert "/CreationDate" not in document.docinfo


def test_the_csv_is_utf_8_with_a_header_and_no_cell_that_a_spreadsheet_would_run():
    rows = pd.DataFrame(
        {"note": ["=1+1", "+x", "-5 points", "@a", "plain, with comma"], "gap_pp": [-1.5, 0, 1, 2, None]}
    )
    lines = exports.table(rows).decode("utf-8").split("\r\n")
    assert lines[:2] == ["note,gap_pp", "'=1+1,-1.5"]
    assert [line[0] for line in lines[1:5]] == ["'"] * 4
    assert lines[5] == '"plain, with comma",'


def test_the_same_figure_gives_the_same_files(tmp_path):
    def draw():
        ax = charts.canvas(2)
        ax.plot([1, 2], [0, 1])
        return exports.files(ax.figure, FIGURE, "NATO", ROWS)

    assert draw() == draw()


def test_a_file_that_is_not_what_its_ending_says_is_refused(tmp_path):
    path = tmp_path / "two-allies.png"
    path.write_text("no picture")
    with pytest.raises(CallError, match=r"two-allies\.png: cannot be read as PNG"):
        exports.identity(path)
