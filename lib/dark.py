"""A drawing for dark paper: the same shapes, each colour replaced by its partner, nothing inverted."""

from __future__ import annotations

import re
from functools import cache

from lib import style
from lib.records import FigureError

# Matplotlib writes a colour as a declaration, that behind a hatch as an attribute, and leaves out black.
# One expression for each attribute: what begins with letters is found ten times faster than a choice of beginnings.
_LOOKS = [re.compile(f'{name}="[^"]*"') for name in ("style", "fill", "stroke")]
_COLOUR = re.compile(r'\b((?:fill|stroke)(?:: |="))(?!none\b|url\()([^;"]+)')
_BLACK_LETTERS = "<g transform="  # of letters in a colour the style comes first


def drawing(svg: str) -> str:
    """Return an SVG drawing in the dark palette; shapes, opacities, title, description and id stay as they are.

    Raises FigureError for a colour without a dark partner, black among them.

    >>> drawing('<path style="fill: #ffffff; stroke: #1f5f8b"/>')
    '<path style="fill: #11171d; stroke: #82bce6"/>'
    """
    if _BLACK_LETTERS in svg:
        raise _stranger(svg, "black")
    dark = svg
    try:
        for look in _LOOKS:
            dark = look.sub(lambda found: _partners(found[0]), dark)
    except KeyError as error:
        raise _stranger(svg, str(error.args[0])) from None
    return dark


@cache
def _partners(look: str) -> str:
    """Return one attribute with its colours replaced; a chart has thousands, of which few differ."""
    return _COLOUR.sub(lambda found: found[1] + style.DARK[found[2]], look)


def _stranger(svg: str, colour: str) -> FigureError:
    named = re.search(r"<dc:identifier>([^<]*)<", svg)
    return FigureError(
        f'figure "{named[1] if named else "without an id"}": expected colours of the palette, found {colour}, which '
        "has no partner on dark paper. Draw with the colours of lib/style.py, or give a new one its partner in "
        "style.DARK."
    )
