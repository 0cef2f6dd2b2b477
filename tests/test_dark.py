"""Every drawing exists for dark paper: the same shapes in other colours, and no colour is forgotten."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from lib import dark, stored, style
from lib.contrast import FOR_MARKS, FOR_TEXT, ratio
from lib.records import FigureError

PUBLISHED = {id: svg for id, (_, _, svg) in stored.drawings().items()}
COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def test_every_role_of_a_colour_has_one_partner_in_the_dark_and_no_two_share_it():
    assert sorted(style.DARK) == sorted((*style.TEXT, *style.MARKS, *style.DECORATION))
    assert len(set(style.DARK.values())) == len(style.DARK)


@pytest.mark.parametrize("ink", style.TEXT)
def test_inks_can_be_read_on_dark_paper_and_paper_can_be_read_on_inks(ink):
    assert ratio(style.DARK[ink], style.DARK[style.PAPER]) >= FOR_TEXT
    assert ratio(style.PAPER, ink) >= FOR_TEXT


@pytest.mark.parametrize("name", ["INK", "PAPER"])
def test_letters_and_paper_are_those_of_the_pages_in_both_modes(name):
    sheet = (Path(style.__file__).parent / "static" / "book.css").read_text(encoding="utf-8")
    ((light, on_dark),) = re.findall(rf"--{name.lower()}: light-dark\((#\w+), (#\w+)\)", sheet)
    role = getattr(style, name)
    assert role in (light, light + light[1:])  # #fff is short for #ffffff
    assert style.DARK[role] == on_dark


def test_lines_that_join_marks_can_be_seen_in_both_modes():
    for ink in style.TEXT:
        assert ratio(ink, style.PAPER, style.JOIN) >= FOR_MARKS
        assert ratio(style.DARK[ink], style.DARK[style.PAPER], style.JOIN) >= FOR_MARKS


def test_letters_on_grey_marks_and_on_shades_can_be_read_in_both_modes():
    for mark in (style.GREY, style.RULE):
        assert ratio(style.INK, mark) >= FOR_TEXT
        assert ratio(style.DARK[style.INK], style.DARK[mark]) >= FOR_TEXT


def test_the_two_secretaries_have_the_same_weight_in_the_dark():
    first, second = (ratio(style.DARK[ink], style.DARK[style.PAPER]) for ink in style.SPEAKERS.values())
    assert abs(first - second) < 0.5


def test_the_house_style_uses_the_palette_alone():
    named = re.findall(r"\b[0-9a-f]{6}\b", Path(style.__file__).with_name("book.mplstyle").read_text("utf-8"))
    assert named
    assert {f"#{colour}" for colour in named} <= set(style.DARK)


def test_colours_are_replaced_in_every_form_and_words_are_not():
    svg = '<title>fill: #ffffff</title><rect fill="#1f5f8b"/><path style="fill: none; stroke: #ffffff"/>'
    assert dark.drawing(svg) == (
        f'<title>fill: #ffffff</title><rect fill="{style.DARK[style.BLUE]}"/>'
        f'<path style="fill: none; stroke: {style.DARK[style.PAPER]}"/>'
    )


@pytest.mark.parametrize(
    ("mark", "named"),
    [
        ('<path style="fill: #ff00ff"/>', "found #ff00ff"),
        ('<path style="stroke: red"/>', "found red"),
        ('<rect fill="#123456"/>', "found #123456"),
        ('<g id="text_1"><g transform="scale(1)"/></g>', "found black"),
    ],
)
def test_a_colour_without_a_partner_is_named_with_its_figure(mark, named):
    with pytest.raises(FigureError, match=rf'figure "two-allies".*{named}'):
        dark.drawing(f"<dc:identifier>two-allies</dc:identifier>{mark}")


@pytest.mark.parametrize("id", PUBLISHED)
def test_a_published_drawing_differs_in_the_dark_by_its_colours_alone(id):
    svg = PUBLISHED[id]
    made = dark.drawing(svg)
    assert COLOUR.sub("", made) == COLOUR.sub("", svg)
    assert set(COLOUR.findall(made)) <= set(style.DARK.values())
    root = ET.fromstring(made)
    assert root.findtext(".//{http://purl.org/dc/elements/1.1/}identifier") == id
    assert root.findtext("{http://www.w3.org/2000/svg}desc")
