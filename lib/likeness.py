"""How like two drawings are: to the byte, by what their marks show, and as pictures.

The stored drawings are those of one platform under requirements.txt. Elsewhere another library of functions, or a
processor that multiplies and adds in one step, may turn the last digit of a coordinate; there, drawings are alike if
all that they say is the same and no coordinate, and hardly a pixel, is off by more than what is stated here.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from collections import Counter
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest

from lib.grids import Change

# The platform of the stored drawings; the workflow that judges every change runs on it.
HOME = ("linux", "x86_64")
_AS_ELSEWHERE = "BOOK_ELSEWHERE"  # set to 1: compare as on another platform, to try that

# Coordinates may differ by this much, in points; a bar that is 2 points long and 1 % longer is another bar.
POINTS = 0.02
# A pixel, of two to a point, counts as another if a colour in it is off by more than this, of 255; so many of all may
# be. All coordinates off by POINTS at once, up or down by lot, stay within it: measured on every figure of the book.
LEVELS, SHARE = 64, 0.0001

# Attributes that hold coordinates; all others, and the words between them, are compared as they are written.
_PLACES = re.compile(r'\b(d|transform|x|y|width|height|viewBox|cx|cy|r|points)="([^"]*)"')
# What scales a shape is no coordinate: it would move the far end of a large one.
_NUMBER = re.compile(r"(?:scale|matrix|skew[XY])\([^)]*\)|(?<![\w#])-?\d+(?:\.\d+)?(?:e-?\d+)?")
# Matplotlib names clips, markers and hatches after their coordinates; they are renamed after their order.
_NAME = re.compile(r'(?<=[#"])(?:image|[A-Za-z])[0-9a-f]{10}(?=[")])')
_LABEL = re.compile(r"<!-- (.*?) -->", re.DOTALL)
_COLOUR = re.compile(r"\b(?:fill|stroke): (#[0-9a-f]{6})")
_MARK = re.compile(r"<(?:path d|rect|use xlink:href=\"#[A-Za-z][0-9a-f]{10}\")")


def at_home() -> bool:
    """Say whether drawings are to be those that are stored to the byte: on their platform, unless told otherwise."""
    here = (sys.platform, platform.machine().lower().replace("amd64", "x86_64"))
    return here == HOME and os.environ.get(_AS_ELSEWHERE, "") in ("", "0")


def alike(old: str, new: str, exactly: bool) -> bool:
    """Say whether two SVG drawings are the same: to the byte, or within the tolerances of this module."""
    if old == new:
        return True
    return not exactly and same_marks(old, new) and same_picture(old, new)


def same_marks(old: str, new: str) -> bool:
    """Say whether two drawings hold the same shapes, words and colours, no coordinate off by more than POINTS."""
    (form, places), (other_form, other_places) = _taken_apart(old), _taken_apart(new)
    return form == other_form and _furthest(places, other_places) <= POINTS


def same_picture(old: str, new: str) -> bool:
    """Say whether two drawings look the same: at most SHARE of their pixels are off by more than LEVELS."""
    from lib import pictures

    try:
        old_dots, new_dots = (pictures.drawn(svg, pictures.ZOOM) for svg in (old, new))
    except ValueError:
        return False  # one of them is no drawing
    return pictures.share_off(old_dots, new_dots, LEVELS) <= SHARE


def _taken_apart(svg: str) -> tuple[str, list[float]]:
    """Return a drawing with a sign in the place of each coordinate, and the coordinates in order."""
    names: dict[str, str] = {}
    plain = _NAME.sub(lambda name: names.setdefault(name[0], f"{name[0][0]}-{len(names)}"), svg)
    places: list[float] = []

    def taken(number: re.Match[str]) -> str:
        if number[0].endswith(")"):
            return number[0]
        places.append(float(number[0]))
        return "°"

    return _PLACES.sub(lambda found: f'{found[1]}="{_NUMBER.sub(taken, found[2])}"', plain), places


def _furthest(old: list[float], new: list[float]) -> float:
    return max((abs(one - other) for one, other in zip(old, new, strict=True)), default=0.0)


def told(old: str, new: str) -> list[Change]:
    """Return in words what differs between two drawings: their labels, colours, marks, and how far marks moved."""
    found = list(_labels(old, new))
    colours, other = Counter(_COLOUR.findall(old)), Counter(_COLOUR.findall(new))
    for colour in sorted({*colours, *other}):
        if (colour in colours) != (colour in other) or (not found and colours[colour] != other[colour]):
            found.append(Change(f"colour {colour}", _times(colours[colour]), _times(other[colour])))
    marks, others = len(_MARK.findall(old)), len(_MARK.findall(new))
    if marks != others:
        found.append(Change("marks", f"{marks:,}", f"{others:,}"))
    (form, places), (other_form, other_places) = (_taken_apart(_COLOUR.sub("", svg)) for svg in (old, new))
    if form == other_form and (far := _furthest(places, other_places)):
        off = sum(one != two for one, two in zip(places, other_places, strict=True))
        what = f"{off:,} of {len(places):,} coordinates"
        found.append(Change(what, "as they were", f"moved by up to {far:.3g} pt"))
    return found or [Change("the drawing", "another", "this one")]


def _labels(old: str, new: str) -> list[Change]:
    """Return the words of a drawing that changed; a line that is broken elsewhere counts, one that moved does not."""
    was, now = ([unescape(label) for label in _LABEL.findall(svg)] for svg in (old, new))
    gone, came = Counter(was) - Counter(now), Counter(now) - Counter(was)
    found: list[Change] = []
    before: list[str] = []
    after: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            before, after = before + _taken(was[a:b], gone), after + _taken(now[c:d], came)
            if kind == "replace" and len(before) == len(after):  # what only moved is told in two steps
                found, before, after = found + _pairs(before, after), [], []
    return found + _pairs(before, after)


def _pairs(old: list[str], new: list[str]) -> list[Change]:
    return [Change("label", one, other) for one, other in zip_longest(old, new)]


def _taken(labels: list[str], left: Counter[str]) -> list[str]:
    """Return the labels of which there are some left, and take them away."""
    taken = []
    for label in labels:
        if left[label] > 0:
            left[label] -= 1
            taken.append(label)
    return taken


def _times(count: int) -> str | None:
    return f"{count} {'time' if count == 1 else 'times'}" if count else None
