"""What a chart says can be seen: contrasts are checked from the colours of the drawings themselves, light and dark."""

import re
import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from lib import charts, contrast, dark, drawn, figures, stored, style
from lib.contrast import FOR_MARKS, FOR_TEXT, ratio
from lib.records import FigureError

PUBLISHED = {id: svg for id, (_, _, svg) in stored.drawings().items()}
SVG = "{http://www.w3.org/2000/svg}"


def _looks(element, names):
    """Return the declarations of an element's style, with those of attributes."""
    look = dict(part.split(": ") for part in element.get("style", "").split("; ") if part)
    return {name: look.get(name, element.get(name)) for name in names}


def _contrasts(element, ground, decoration):
    """Return the contrast of an element's fill and stroke on the ground; None for colours that decorate."""
    look = _looks(element, ("fill", "stroke", "fill-opacity", "stroke-opacity", "opacity"))
    found = []
    for side in ("fill", "stroke"):
        if (look[side] or "none").startswith("#"):
            strength = float(look["opacity"] or 1) * float(look[f"{side}-opacity"] or 1)
            found.append(None if look[side] in decoration else ratio(look[side], ground, strength))
    return found


def faults(svg, ground, decoration):
    """Return each text and each mark of a drawing that is too faint on a ground, decoration left out."""
    parser = ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))
    wrong: list[str] = []

    def walk(element, words):
        if element.tag is ET.Comment:
            return
        if re.fullmatch(r"text_\d+", element.get("id", "")):
            comments = [part.text for part in element.iter(ET.Comment)]
            words = " ".join(comments).strip() or "?"
        if element.tag == f"{SVG}g" and words and "fill" in element.get("style", ""):
            # A sign of a key is a mark; letters in the colour of the paper stand upon one.
            least = FOR_TEXT if any(map(str.isalnum, words)) else FOR_MARKS
            wrong.extend(
                f'letters "{words}": {found:.2f}'
                for found in _contrasts(element, ground, {ground})
                if found is not None and found < least
            )
        elif element.tag != f"{SVG}g":
            found = _contrasts(element, ground, decoration)
            if found and None not in found and max(found) < FOR_MARKS:
                wrong.append(f"{element.tag.removeprefix(SVG)} {element.get('style')}: {max(found):.2f}")
        for part in element:
            walk(part, words)

    walk(ET.fromstring(svg, parser=parser), "")
    return wrong


@pytest.mark.parametrize("id", PUBLISHED)
def test_letters_have_4_5_to_1_and_marks_3_to_1_in_every_published_figure(id):
    assert faults(PUBLISHED[id], style.PAPER, style.DECORATION) == []


@pytest.mark.parametrize("id", PUBLISHED)
def test_they_have_it_on_dark_paper_too(id):
    decoration = [style.DARK[colour] for colour in style.DECORATION]
    assert faults(dark.drawing(PUBLISHED[id]), style.DARK[style.PAPER], decoration) == []


def test_the_reading_of_a_drawing_finds_pale_letters_and_pale_marks():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg"><g id="text_1"><!-- Estonia --><g style="fill: #8794a2"/></g>'
        '<path style="fill: none; stroke: #1f5f8b; stroke-opacity: 0.45"/><path style="fill: #dfe4ea"/></svg>'
    )
    letters, line = faults(svg, style.PAPER, style.DECORATION)
    assert letters == 'letters "Estonia": 3.09'
    assert line.startswith("path fill: none; stroke: #1f5f8b")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1)],
)
def test_contrast_is_that_of_wcag(one, other, expected):
    assert round(ratio(one, other), 2) == expected
    assert round(ratio(other, one), 2) == expected


def test_opacity_counts_wherever_it_stands():
    assert ratio("#00000080", "#ffffff") == pytest.approx(ratio("#000000", "#ffffff", 128 / 255))


def test_marks_must_be_seen_and_what_only_frames_need_not():
    ax = charts.canvas(2)
    ax.plot([1, 2], [1, 2], color=style.PALE)
    ax.plot([1, 2], [2, 1], "o", color=style.PALE, markeredgecolor=style.BLUE)
    ax.axvspan(1, 2, color=style.RULE, label=drawn.KEY)
    ax.barh(1, 2, facecolor=style.RULE, edgecolor=style.GREY)
    assert contrast.faint(ax.figure) == ["a line in #b6bfc9ff (1.9 to 1)"]


def test_letters_must_be_read_signs_of_a_key_seen_and_colours_be_of_the_palette():
    ax = charts.canvas(2)
    charts.label(ax, "Estonia", 0, 0, color=style.GREY)
    charts.label(ax, "●", 0, 0, color=style.GREY)
    charts.label(ax, "Latvia", 0, 0, color="black")
    charts.label(ax, "1", 0, 0, color="white")
    assert contrast.faint(ax.figure) == [
        'letters in #8794a2 (3.1 to 1): "Estonia"',
        'letters in #000000, not of the palette: "Latvia"',
    ]


def test_a_figure_that_is_too_faint_is_not_published(tmp_path, monkeypatch):
    monkeypatch.setenv("BOOK_FIGURES", str(tmp_path))
    ax = charts.canvas(2)
    ax.plot([5.1], [0], "o", color=style.PALE)
    with pytest.raises(FigureError, match=r"too faint on white: a mark in #b6bfc9ff \(1\.9 to 1\)"):
        figures.publish(
            ax,
            "one-ally",
            data=pd.DataFrame({"share_pct": [5.1]}),
            title="One ally",
            subtitle="%",
            sources="nato-defexp-2026-07",
            credit="NATO",
            edition="2026-07",
            alt="A dot. It is alone.",
            caption="A dot.",
        )
    assert not list(tmp_path.iterdir())
