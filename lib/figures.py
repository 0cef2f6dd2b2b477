"""Publish a chart: title, source and id on the drawing, the data beside it, one record for all of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import cast

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import publish_display_data
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.textpath import text_to_path

from lib import contrast, dark, drawn, exports, seeds, style
from lib.records import Figure, FigureError

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What a name of a column of numbers must hold: a unit of measure, or the word for what is counted.
_UNIT = re.compile(
    r"(?:^|_)(?:pct|pp|usd|eur|gbp|bn|m|days|years?|no|number|rank|kappa|count|n|of|allies|members|meetings"
    r"|statements|occasions|codes|donors|editions)(?:_|$)"
)
_MARGIN = 0.12  # inches around the drawing


def folder() -> Path:
    """Where figures are written: `_build/figures`, or the folder that a varied run names for itself."""
    return Path(os.environ.get("BOOK_FIGURES", seeds.ROOT / "_build" / "figures"))


def publish(
    ax: Axes,
    id: str,
    *,
    data: pd.DataFrame,
    title: str,
    subtitle: str,
    sources: Iterable[str] | str,
    credit: str,
    edition: str,
    alt: str,
    caption: str,
    note: str = "",
) -> None:
    """Put title, subtitle, credit and id on the chart, show it, and write drawing, data and record.

    `title` is the finding, `subtitle` the measure, unit and years; `credit` names publisher and title of
    the data as the foot of the chart prints it; `sources` are keys of sources.bib; `caption` stands below
    the figure on the page; `alt` says in two sentences what kind of chart it is and its main pattern.
    `data` holds what is drawn, one row per mark, with units in the column names.
    Returns nothing, so that the drawing is the only output of the cell.
    Raises FigureError naming everything that is missing or inconsistent.
    """
    figure = Figure(
        id=id,
        title=" ".join(title.split()),
        subtitle=" ".join(subtitle.split()),
        sources=(sources,) if isinstance(sources, str) else tuple(sources),
        edition=edition,
        alt=" ".join(alt.split()),
        caption=" ".join(caption.split()),
    )
    _require_complete(figure, data, credit, ax)
    drawing = _set_out(ax, figure, title, credit, note)
    files = exports.files(drawing, figure, credit, data)
    plt.close(drawing)
    # The pages show the drawing in the dark too; a colour that has no partner there is refused here.
    dark.drawing(files["svg"].decode())
    target = folder()
    target.mkdir(parents=True, exist_ok=True)
    for ending, content in files.items():
        (target / f"{id}.{ending}").write_bytes(content)
    record = asdict(figure) | {"credit": credit, "note": note, "rows": len(data)}
    # The words stand beside the drawing, so that a changed title or alt text shows as a changed output.
    words = f"{figure.title}\n{figure.subtitle}\n{figure.alt}\n{figure.caption}"
    publish_display_data(
        {"image/svg+xml": files["svg"].decode(), "text/plain": words}, metadata={"book": record}
    )


def _require_complete(figure: Figure, data: pd.DataFrame, credit: str, ax: Axes) -> None:
    wrong = []
    if not _ID.fullmatch(figure.id):
        wrong.append("the id must be kebab-case, such as spending-share-of-gdp")
    for name in ("title", "subtitle", "edition", "alt", "caption"):
        if not getattr(figure, name):
            wrong.append(f"{name} is empty")
    if not credit:
        wrong.append("credit is empty; name the publisher and title of the data")
    if figure.alt == figure.title:
        wrong.append("the alt text repeats the title; say what kind of chart it is and its main pattern")
    if unnamed := _without_unit(data):
        wrong.append(
            f"no unit in the name of {', '.join(unnamed)}; end it in one, such as _pct, _pp, _usd_bn or _count"
        )
    if strays := drawn.unexplained(data, ax.figure.figure):
        wrong.append(f"no row of the data gives {'; '.join(strays[:5])}; publish the data as they are drawn")
    if pale := contrast.faint(ax.figure.figure):
        wrong.append(
            f"too faint on white: {'; '.join(pale[:5])}; draw marks in style.MARKS or darker, letters in style.TEXT, "
            "and label what only frames drawn.KEY"
        )
    if data.empty:
        wrong.append("the data has no row")
    known = seeds.sources()
    for key in figure.sources:
        if key not in known:
            wrong.append(f'source "{key}" is not in seeds/sources.bib')
    if not figure.sources:
        wrong.append("no source is named")
    if "source_id" in data.columns:
        in_rows = {key.strip() for cell in data["source_id"].dropna() for key in cell.split(";")}
        if unnamed := sorted(in_rows - set(figure.sources)):
            wrong.append(f"rows come from sources that are not named: {', '.join(unnamed)}")
        if unused := sorted(set(figure.sources) - in_rows):
            wrong.append(f"no row comes from {', '.join(unused)}")
    if wrong:
        raise FigureError(f'figure "{figure.id}": ' + "; ".join(wrong) + ".")


def _without_unit(data: pd.DataFrame) -> list[str]:
    """Return the columns of numbers whose name holds no unit; a column `unit` speaks for `value`."""
    numbers = [
        name for name in data.select_dtypes("number").columns if not (name == "value" and "unit" in data)
    ]
    return [name for name in numbers if not _UNIT.search(name)]


def _set_out(ax: Axes, figure: Figure, title: str, credit: str, note: str) -> Drawing:
    fig = ax.figure.figure
    width, plot_height = fig.get_size_inches()
    usable = width - 2 * _MARGIN
    header = [
        (style.TITLE_SIZE, "bold", style.INK, 1.18, wrap(title, style.TITLE_SIZE, "bold", usable)),
        (
            style.SUBTITLE_SIZE,
            "normal",
            style.SLATE,
            1.3,
            wrap(figure.subtitle, style.SUBTITLE_SIZE, "normal", usable),
        ),
    ]
    foot = " ".join(part for part in (f"Source: {credit}.", note) if part)
    foot_lines = [*wrap(foot, style.FOOT_SIZE, "normal", usable), f"Figure {figure.id}"]
    header_height = _MARGIN + sum(size / 72 * lead * len(lines) for size, _, _, lead, lines in header) + 0.2
    foot_height = _MARGIN + style.FOOT_SIZE / 72 * 1.3 * len(foot_lines) + 0.12
    height = header_height + plot_height + foot_height
    fig.set_size_inches(width, height)
    engine = cast(ConstrainedLayoutEngine, fig.get_layout_engine())
    engine.set(rect=(_MARGIN / width, foot_height / height, 1 - 2 * _MARGIN / width, plot_height / height))
    y = height - _MARGIN
    for size, weight, colour, lead, lines in header:
        for line in lines:
            fig.text(_MARGIN / width, y / height, line, size=size, weight=weight, color=colour, va="top")
            y -= size / 72 * lead
    y = foot_height - 0.12
    for line in foot_lines:
        fig.text(_MARGIN / width, y / height, line, size=style.FOOT_SIZE, color=style.SLATE, va="top")
        y -= style.FOOT_SIZE / 72 * 1.3
    # The layout's solver leaves noise in the last digits where there are several Axes, and shapes are named
    # after their coordinates: positions are therefore settled and rounded before anything is written.
    fig.draw_without_rendering()
    fig.set_layout_engine("none")
    for axes in fig.axes:
        left, bottom, across, up = (round(value, 6) for value in axes.get_position().bounds)
        axes.set_position((left, bottom, across, up))
    return fig


def wrap(text: str, size: float, weight: str, width: float) -> list[str]:
    """Break a text into lines no wider than `width` inches at the given type size in points."""
    font = FontProperties(family=plt.rcParams["font.family"], weight=weight, size=size)
    lines: list[str] = []
    for paragraph in text.strip().splitlines():
        line = ""
        for word in paragraph.split():
            candidate = f"{line} {word}".strip()
            across, _, _ = text_to_path.get_text_width_height_descent(candidate, font, ismath=False)
            if line and across / 72 > width:
                lines.append(line)
                candidate = word
            line = candidate
        lines.append(line)
    return lines
