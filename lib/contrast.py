"""Whether a drawing can be seen: contrasts of colours (WCAG 2.2), and the marks and letters of a chart that lack it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from matplotlib.artist import Artist
from matplotlib.collections import Collection, LineCollection
from matplotlib.colors import to_hex, to_rgba, to_rgba_array
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from lib import style
from lib.drawn import KEY

RGBA = tuple[float, float, float, float]
# What WCAG asks of text (1.4.3) and of the parts of a graphic that must be seen to understand it (1.4.11).
FOR_TEXT, FOR_MARKS = 4.5, 3.0


def ratio(colour: Any, ground: Any, opacity: float = 1) -> float:
    """Return the contrast, 1 to 21, of a colour laid upon an opaque ground, its own opacity counted in.

    >>> round(ratio("#000000", "#ffffff"), 1), round(ratio("#000000", "#ffffff", opacity=0), 1)
    (21.0, 1.0)
    """
    *channels, own = to_rgba(colour)
    under = to_rgba(ground)[:3]
    strength = own * opacity
    seen = [strength * over + (1 - strength) * below for over, below in zip(channels, under, strict=True)]
    high, low = sorted((_luminance(seen), _luminance(under)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(channels: Iterable[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def faint(drawing: Figure) -> list[str]:
    """Return, in words, what in a chart is too faint on white: marks below 3 to 1, letters below 4.5 to 1.

    A mark is seen if its face or its edge is. Letters in the colour of the paper stand on a mark. What is labelled
    KEY explains or frames, and may be as pale as the grid. A colour that is not of the palette is named too.
    """
    found = []
    for axes in drawing.axes:
        for artist in filter(Artist.get_visible, (*axes.lines, *axes.collections, *axes.patches)):
            for kind, colours in _parts(artist):
                found += [f"{kind} in {to_hex(c)}, not of the palette" for c in colours if _strange(c)]
                best = max((ratio(colour, style.PAPER) for colour in colours), default=FOR_MARKS)
                if best < FOR_MARKS and artist.get_label() != KEY:
                    found.append(f"{kind} in {to_hex(colours[0], keep_alpha=True)} ({best:.1f} to 1)")
    for text in drawing.findobj(Text):
        assert isinstance(text, Text)
        words, colour = text.get_text(), _shown(text, text.get_color())
        seen = ratio(colour, style.PAPER)
        # A sign such as ○ in a key is a mark, whatever draws it.
        least = FOR_TEXT if any(map(str.isalnum, words)) else FOR_MARKS
        if words and _strange(colour):
            found.append(f'letters in {to_hex(colour)}, not of the palette: "{words}"')
        elif words and 1.01 < seen < least:
            found.append(f'letters in {to_hex(colour)} ({seen:.1f} to 1): "{words}"')
    return list(dict.fromkeys(found))


def _parts(artist: Artist) -> Iterator[tuple[str, list[RGBA]]]:
    """Yield each part of an artist that must be seen by itself, with the colours any of which will do."""
    if isinstance(artist, Line2D):
        if artist.get_linestyle() not in ("None", "none", "", " "):
            yield "a line", [_shown(artist, artist.get_color())]
        if artist.get_marker() not in ("None", "none", "", " ", None):
            sides = artist.get_markerfacecolor(), artist.get_markeredgecolor()
            yield "a mark", [_shown(artist, colour) for colour in sides]
    elif isinstance(artist, Collection):
        # An array of colours, whatever the type of the property says.
        edges, faces = (
            to_rgba_array(colours) for colours in (artist.get_edgecolor(), artist.get_facecolor())
        )
        if isinstance(artist, LineCollection):
            yield "a line", [to_rgba(colour) for colour in edges]
        else:
            yield "a shape", [to_rgba(colour) for colour in (*edges, *faces)]
    elif isinstance(artist, Patch):
        face, edge = to_rgba(artist.get_facecolor()), to_rgba(artist.get_edgecolor())
        yield "a bar", [face, edge] if artist.get_linewidth() else [face]


def _strange(colour: RGBA) -> bool:
    return colour[3] > 0 and to_hex(colour) not in style.DARK


def _shown(artist: Artist, colour: Any) -> RGBA:
    red, green, blue, own = to_rgba(colour)
    opacity = artist.get_alpha()
    return (red, green, blue, own * (1 if opacity is None else float(opacity)))
