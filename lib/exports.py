"""The files of a figure: the same drawing as SVG, PNG and PDF, the same data as CSV, each saying what it is."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Drawing

from lib import edition
from lib.records import CallError, Figure, printable

PNG_DPI = 320  # a chart of 6.4 inches is 2,048 pixels wide
_CANVASES = {"svg": FigureCanvasSVG, "png": FigureCanvasAgg, "pdf": FigureCanvasPdf}
# What makes a spreadsheet run a cell, in the widths in which the signs are typed.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# Far above any file of a figure; what is larger is not opened.
_MOST_BYTES = 50_000_000
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


def files(drawing: Drawing, figure: Figure, credit: str, data: pd.DataFrame) -> dict[str, bytes]:
    """Return the content of a figure's files by ending: svg, png, pdf, csv.

    Each drawing carries the figure's id, title, data edition, source, licence and address. None carries a
    date or the name of a program: the same figure has the same bytes on every day.
    """
    about = {
        "Title": figure.title,
        "Identifier": figure.id,
        "Description": f"{figure.subtitle}. Data edition {figure.edition}. {figure.alt}",
        "Source": f"{credit} ({', '.join(figure.sources)})",
        "Rights": f"{edition.LICENCE}, {edition.LICENCE_ADDRESS}",
        "Relation": edition.address(f"figures/{figure.id}.html"),
    }
    author = ", ".join(edition.authors())
    svg = _saved(drawing, "svg", {**about, "Creator": author, "Date": None})
    described = svg.replace(
        b"</title>", f"</title>\n <desc>{_escaped(about['Description'])}</desc>".encode(), 1
    )
    png = {**about, "Author": author, "Edition": figure.edition, "Software": None}
    pdf = {
        "Title": figure.title,
        "Author": author,
        "Subject": f"Data edition {figure.edition}. {about['Source']}. {about['Rights']}. {about['Relation']}",
        "Keywords": figure.id,
        "Creator": None,
        "Producer": None,
        "CreationDate": None,
    }
    return {
        "svg": described,
        "png": _saved(drawing, "png", png, dpi=PNG_DPI),
        "pdf": _saved(drawing, "pdf", pdf),
        "csv": table(data),
    }


def _saved(drawing: Drawing, form: str, about: dict[str, Any], dpi: float = 72) -> bytes:
    buffer = io.BytesIO()
    # savefig would draw everything once more beforehand, to settle a layout that is settled here.
    canvas = _CANVASES[form](drawing)
    # Letters become shapes in SVG, which must look the same everywhere, and stay letters in PDF.
    with matplotlib.rc_context({"pdf.fonttype": 42}):
        drawing.set_dpi(dpi)
        getattr(canvas, f"print_{form}")(buffer, metadata=about)
    return buffer.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def table(data: pd.DataFrame) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8, header first); no cell can run as a formula in a spreadsheet.

    A text cell, or the name of a column, that begins with =, +, -, @, a tab or a line end gets an apostrophe before
    it, as spreadsheets write text that must stay text; numbers keep their sign.
    """
    guarded = data.rename(columns=_guarded)
    for name in guarded.columns:
        if not pd.api.types.is_numeric_dtype(guarded[name]):
            guarded[name] = guarded[name].map(_guarded, na_action="ignore")
    buffer = io.StringIO()
    # Twelve digits are more than any source prints; beyond them stands only the noise of binary fractions.
    guarded.to_csv(
        buffer, index=False, float_format="%.12g", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL
    )
    return buffer.getvalue().encode("utf-8")


def _guarded(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def identity(path: Path) -> str:
    """Return the figure id that a file says it has, or the part of its name before the first dot.

    Reads SVG (RDF metadata), PNG (text chunks) and PDF (document information); a file that cannot be read as
    what its ending says raises CallError.
    """
    if not path.exists():
        raise CallError(f"{printable(path)}: there is no such file.")
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        raise CallError(
            f"{printable(path.name)}: expected a file of at most {_MOST_BYTES:,} bytes, as figures are."
        )
    readers = {".svg": _in_svg, ".png": _in_png, ".pdf": _in_pdf}
    if path.suffix not in readers:
        return path.name.partition(".")[0]
    kind = path.suffix[1:].upper()
    try:
        found = readers[path.suffix](path)
    except Exception as error:
        reason = " ".join(str(error).split())
        raise CallError(f"{printable(path.name)}: cannot be read as {kind}: {reason}") from error
    if not found:
        raise CallError(f"{printable(path.name)}: a {kind} that names no figure of a book.")
    return found


def _in_svg(path: Path) -> str:
    return next(
        (found.text or "" for found in ET.parse(path).getroot().iter(f"{_DUBLIN_CORE}identifier")), ""
    )


def _in_png(path: Path) -> str:
    from PIL import Image

    with Image.open(path) as image:
        return str(image.info.get("Identifier", ""))


def _in_pdf(path: Path) -> str:
    import pikepdf

    with pikepdf.open(path) as document:
        return str(document.docinfo.get("/Keywords", ""))


def data_edition(path: Path) -> str:
    """Return the edition of the data that a drawing names in its metadata, or an empty text."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        import pikepdf

        with pikepdf.open(path) as document:
            content = str(document.docinfo.get("/Subject", "")).encode()
    found = re.search(rb"Data edition ([\w-]+)", content)
    return found.group(1).decode() if found else ""
