"""At home a drawing is the same to the byte; elsewhere it may be off by what is stated, and by nothing else."""

import numpy as np
import pytest

from lib import likeness, pictures, style

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200pt" \
height="100pt" viewBox="0 0 200 100">
<!-- 4.68 -->
<g transform="translate(20.5 50) scale(0.095 -0.095)" style="fill: #1b2a3a"><path d="M 0 0 L 90 0 L 90 90 z"/></g>
<g clip-path="url(#p0123456789)"><path d="M 20 30 L 120 30 L 120 40 L 20 40 z" style="fill: #1f5f8b; opacity: 0.75"/></g>
<defs><clipPath id="p0123456789"><rect x="10" y="10" width="180" height="80"/></clipPath></defs>
</svg>"""


def changed(old, new):
    assert old in DRAWING
    return DRAWING.replace(old, new)


# A hundredth of a point, as another library of functions may leave it; and the name that follows from it.
NOISE = changed("L 120 30", "L 120.01 30").replace("p0123456789", "pfedcba9876")
CHANGES = {
    "a bar 1 % longer": changed("L 120 30 L 120 40", "L 121 30 L 121 40"),
    "a colour": changed("#1f5f8b", "#1f5f8c"),
    "a label": changed("<!-- 4.68 -->", "<!-- 4.69 -->"),
    "an opacity": changed("0.75", "0.7"),
    "the size of letters": changed("scale(0.095 -0.095)", "scale(0.094 -0.094)"),
    "a letter": changed("L 90 90 z", "L 90 91 z"),
    "a mark more": changed("</defs>", '</defs><path d="M 1 1 L 2 2"/>'),
    "another clip": changed('url(#p0123456789)"', 'url(#p0123456780)"'),
    "no drawing": "a picture was here",
}


def test_the_same_bytes_are_alike_everywhere():
    assert likeness.alike(DRAWING, DRAWING, exactly=True)
    assert likeness.alike(DRAWING, DRAWING, exactly=False)


def test_a_hundredth_of_a_point_passes_elsewhere_and_fails_at_home():
    assert not likeness.alike(DRAWING, NOISE, exactly=True)
    assert likeness.alike(DRAWING, NOISE, exactly=False)


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_reader_could_see_fails_in_both(name):
    assert not likeness.alike(DRAWING, CHANGES[name], exactly=True)
    assert not likeness.alike(DRAWING, CHANGES[name], exactly=False)


def test_the_tolerances_are_those_that_are_stated():
    at, beyond = f"L {120 + likeness.POINTS * 0.99} 30", f"L {120 + likeness.POINTS * 1.01} 30"
    assert likeness.same_marks(DRAWING, changed("L 120 30", at))
    assert not likeness.same_marks(DRAWING, changed("L 120 30", beyond))
    paper = np.full((100, 100, 3), 255, np.uint8)
    spotted = paper.copy()
    spotted[0, 0, 0] -= likeness.LEVELS + 1
    assert pictures.share_off(paper, spotted, likeness.LEVELS) == 0.0001
    assert pictures.share_off(paper, spotted, likeness.LEVELS + 1) == 0


def test_a_drawing_that_looks_otherwise_fails_even_if_its_marks_are_written_alike():
    assert not likeness.same_picture(DRAWING, CHANGES["a bar 1 % longer"])
    assert likeness.same_picture(DRAWING, NOISE)


def test_another_platform_can_be_tried_at_home(monkeypatch):
    monkeypatch.setattr(likeness.sys, "platform", "linux")
    monkeypatch.setattr(likeness.platform, "machine", lambda: "x86_64")
    assert likeness.at_home()
    monkeypatch.setenv("BOOK_ELSEWHERE", "1")
    assert not likeness.at_home()
    monkeypatch.delenv("BOOK_ELSEWHERE")
    monkeypatch.setattr(likeness.platform, "machine", lambda: "arm64")
    assert not likeness.at_home()


def test_the_difference_shows_what_went_in_ochre_and_what_came_in_blue():
    old, new = (np.full((4, 4, 3), 255, np.uint8) for _ in range(2))
    old[0, 0], new[3, 3] = 0, 0
    picture, share = pictures.difference(old, new)
    assert share == 2 / 16
    colours = ["#" + bytes(picture[place]).hex() for place in ((0, 0), (3, 3), (1, 1))]
    assert colours == [style.OCHRE, style.BLUE, "#ffffff"]


def test_pictures_of_other_sizes_are_compared_on_one_paper():
    small, large = np.full((2, 2, 3), 255, np.uint8), np.full((4, 2, 3), 255, np.uint8)
    large[3] = 0
    assert pictures.share_off(small, large) == 0.25
