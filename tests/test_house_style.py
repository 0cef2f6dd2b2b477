"""The house style holds where a chart says nothing of its own, and colours keep their names on dark paper."""

import colorsys

import pytest

from lib import charts, style

COLOURED = [ink for ink in style.DARK if ink != style.PAPER]


def hue(colour):
    """The hue of a colour, in degrees."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return 360 * colorsys.rgb_to_hsv(*parts)[0]


@pytest.mark.parametrize("ink", COLOURED)
def test_a_colour_has_the_same_hue_in_the_dark_so_that_blue_stays_blue(ink):
    apart = abs(hue(ink) - hue(style.DARK[ink]))
    assert min(apart, 360 - apart) < 6


def test_dark_paper_has_the_hue_of_the_ink():
    assert abs(hue(style.DARK[style.PAPER]) - hue(style.INK)) < 6


def test_letters_that_have_no_size_of_their_own_are_as_large_as_the_subtitle():
    ax = charts.canvas(2)
    assert ax.text(0, 0, "Poland").get_size() == style.SUBTITLE_SIZE
    assert ax.set_title("Poland", loc="left").get_size() == style.SUBTITLE_SIZE


def test_a_dollar_sign_is_a_dollar_sign():
    ax = charts.canvas(2)
    assert not ax.text(0, 0, "US$ 5 and US$ 6").get_parse_math()


def test_the_ticks_of_both_axes_have_the_colour_of_the_frame():
    ax = charts.canvas(2)
    ax.plot([0, 1], [0, 1])
    for axis in (ax.xaxis, ax.yaxis):
        assert axis.get_major_ticks()[0].tick1line.get_color().strip("#") == style.PALE.strip("#")
