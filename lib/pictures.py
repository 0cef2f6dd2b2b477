"""Pictures of drawings, to be looked at and compared: dots from SVG, and where two of them differ."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lib import style

Pixels = NDArray[np.uint8]  # height × width × (red, green, blue)
ZOOM = 2  # pixels per point of the drawing, for the eye
_FAINT = 0.22  # what both have alike is this dark in the picture of their difference


def drawn(svg: str, zoom: int = 1) -> Pixels:
    """Return a drawing as dots on white paper, `zoom` to a point; ValueError if it is no SVG."""
    import resvg_py

    # Letters are shapes in the drawings: no typeface of this machine takes part.
    content = resvg_py.svg_to_bytes(
        svg_string=svg, dpi=72, zoom=zoom, background=style.PAPER, skip_system_fonts=True
    )
    with Image.open(io.BytesIO(bytes(content))) as image:
        return np.asarray(image.convert("RGB"))


def share_off(old: Pixels, new: Pixels, levels: int = 0) -> float:
    """Return the share of pixels in which a colour is off by more than `levels` of 255; paper is white beyond the edge."""
    one, other = _on_one_paper(old, new)
    return float((np.abs(one.astype(int) - other.astype(int)).max(axis=2) > levels).mean())


def difference(old: Pixels, new: Pixels) -> tuple[Pixels, float]:
    """Return the picture of what differs between two pictures, and the share of its pixels that do.

    What only the old one has is ochre, what only the new one has is blue, the rest is faint; what is as dark before as
    after but of another colour counts as new.
    """
    one, other = (pixels.astype(float) for pixels in _on_one_paper(old, new))
    off = np.abs(one - other).max(axis=2, keepdims=True) / 255
    darker = one.mean(axis=2, keepdims=True) < other.mean(axis=2, keepdims=True)
    ink = np.where(darker, _rgb(style.OCHRE), _rgb(style.BLUE))
    grey = 255 - _FAINT * (255 - np.minimum(one, other).mean(axis=2, keepdims=True))
    # A slight difference is shown as well: it is there to be seen.
    weight = np.where(off > 0, np.clip(off * 1.5, 0.35, 1), 0)
    shown = np.rint(grey * (1 - weight) + ink * weight).astype(np.uint8)
    return shown, float((off > 0).mean())


def png(pixels: Pixels) -> bytes:
    """Return a picture as the content of a PNG file."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _on_one_paper(old: Pixels, new: Pixels) -> tuple[Pixels, Pixels]:
    """Return two pictures at the size that holds both."""
    height, width = (max(old.shape[n], new.shape[n]) for n in (0, 1))
    papers = []
    for pixels in (old, new):
        paper = np.full((height, width, 3), 255, np.uint8)
        paper[: pixels.shape[0], : pixels.shape[1]] = pixels
        papers.append(paper)
    return papers[0], papers[1]


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)], float)
