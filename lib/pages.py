"""What the page of a figure and the catalogue of all figures say: records and files in, plain values out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from lib import edition, excerpts, prose, seeds, stored, style
from lib.records import Source

# The first word of a figure's id says what it is about; this is the one place where topics get their names.
TOPICS = {
    "aid": "Aid to Ukraine",
    "ally": "One ally",
    "claim": "Claims and verdicts",
    "claims": "Claims and verdicts",
    "contact-group": "Contact group for Ukraine",
    "context": "Commitments and definitions",
    "fact-check": "Claims and verdicts",
    "rhetoric": "What the secretaries said",
    "spending": "Defence spending",
}
# What a reader can take away, with a word on what each is good for; the ending is the rest of the file's name.
FORMATS = {
    "svg": ("SVG", "drawing, sharp at every size"),
    "png": ("PNG", "picture for documents and posts"),
    "pdf": ("PDF", "drawing for print"),
    "csv": ("CSV", "the data, one row per mark"),
    "json": ("JSON", "the record: all that this page says, for machines"),
}
CITATIONS = {
    "apa": ("APA", ""),
    "bibtex": ("BibTeX", "bib"),
    "ris": ("RIS", "ris"),
    "csl-json": ("CSL-JSON", "csl.json"),
}

_NO_HTML = MarkdownIt("commonmark", {"html": False})


def topic(id: str) -> str:
    """Return the name of a figure's topic; an id of no known topic has its first word as the name.

    >>> topic("contact-group-stock"), topic("weather-today")
    ('Contact group for Ukraine', 'Weather')
    """
    known = [start for start in TOPICS if id.startswith(f"{start}-")]
    return TOPICS[max(known, key=len)] if known else id.partition("-")[0].capitalize()


def size(svg: str) -> tuple[int, int]:
    """Return width and height of a drawing in the pixels of a page (96 to the inch), from its viewBox in points.

    >>> size('<svg viewBox="0 0 460.8 371.39">')
    (614, 495)
    """
    found = re.search(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"', svg)
    if not found:
        raise ValueError("a drawing without a viewBox has no size")
    width, height = (round(float(points) * 96 / 72) for points in found.groups())
    return width, height


def weight(count: int) -> str:
    """Write the size of a file.

    >>> weight(999), weight(32_827), weight(1_540_000)
    ('1 kB', '33 kB', '1.5 MB')
    """
    return f"{style.number(count / 1e6, 1)} MB" if count >= 1e6 else f"{style.number(count / 1e3)} kB"


def day(published: str) -> str:
    """Write the date of a source as the register has it, year first, in the order of speech.

    >>> day("2026-30 January"), day("2026-07"), day("2010"), day("")
    ('30 January 2026', 'July 2026', '2010', '')
    """
    year, _, rest = published.partition("-")
    return style.edition_name(published) if rest.isdigit() or not rest else f"{rest} {year}"


def source(known: Source) -> dict[str, str]:
    """Return what a page says of a source; only an address on the web becomes a link."""
    url = known.url if known.url.startswith(("https://", "http://")) else ""
    return {
        "id": known.id,
        "publisher": known.publisher,
        "title": known.title,
        "published": day(known.published),
        "terms": known.note,
        "url": url,
    }


def drawing(address: str, alt: str, svg: str) -> Markup:
    """Return the images of a figure for light and for dark pages, of which the stylesheet shows one.

    `address` is that of its files without their ending. A browser that loads images when they come near loads
    the one that is shown alone.
    """
    image = Markup(
        '<img class="for-{}" src="{}.svg" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">'
    )
    return Markup("\n").join(
        image.format(mode, f"{address}{ending}", alt, *size(svg))
        for mode, ending in (("light", ""), ("dark", ".dark"))
    )


def embedding(record: Mapping[str, Any], width: int, height: int) -> str:
    """Return the HTML that shows a figure on another page and leads from there to the figure's own page."""
    page, image = escape(record["address"]), escape(edition.address(f"figures/{record['id']}.svg"))
    return (
        f'<figure>\n  <a href="{page}">\n'
        f'    <img src="{image}" alt="{escape(record["alt"])}" width="{width}" height="{height}" '
        'style="max-width: 100%; height: auto">\n  </a>\n</figure>\n'
    )


def caption(words: str) -> Markup:
    """Return the caption of a figure as HTML: text and emphasis, as on the page of its chapter."""
    return Markup(_NO_HTML.renderInline(prose.literal(words)))


def figure(record: Mapping[str, Any], svg: str, code: str, folder: Path) -> dict[str, Any]:
    """Return all that the page of one figure says; `folder` holds its files, `code` is the cell that draws it."""
    id, (width, height) = record["id"], size(svg)
    known = seeds.sources()
    return {
        "figure": record,
        "topic": topic(id),
        "drawing": drawing(id, record["alt"], svg),
        "caption": caption(record["caption"]),
        "data": excerpts.table(excerpts.rows(folder / f"{id}.csv")),
        "code": code,
        "files": [
            {
                "ending": ending,
                "name": name,
                "use": use,
                "weight": weight((folder / f"{id}.{ending}").stat().st_size),
            }
            for ending, (name, use) in FORMATS.items()
        ],
        "checksums": "".join(
            f"{record['files'][ending]['sha256']}  {id}.{ending}\n" for ending in record["files"]
        ),
        "citations": [
            {"style": form, "name": name, "ending": ending, "text": record["citations"][form]}
            for form, (name, ending) in CITATIONS.items()
        ],
        "embedding": embedding(record, width, height),
        "sources": [source(known[key]) for key in record["sources"]],
    }


def catalogue(
    records: Sequence[Mapping[str, Any]],
    drawings: Mapping[str, str],
    titles: Mapping[str, str],
    folder: Path,
) -> dict[str, Any]:
    """Return all that the catalogue says: every figure in the order of the book, and what it can be filtered by.

    `drawings` holds each figure's SVG by id, `titles` each chapter's title by name. A figure of an ally's brief
    counts as that ally's, whoever else is drawn behind it.
    """
    allies = seeds.allies().set_index("ally")["iso3"].to_dict()
    items: list[dict[str, Any]] = []
    for record in records:
        if "ally" in record:
            named = [allies[record["ally"]]]
        else:
            named = excerpts.allies(excerpts.rows(folder / f"{record['id']}.csv"), allies)
        # The title beside it says what it is.
        picture = drawing(f"figures/{record['id']}", "", drawings[record["id"]])
        about = {"topic": topic(record["id"]), "drawing": picture, "allies": named}
        items.append({"figure": record, "place_title": place_title(record, titles), **about})
    occurring = {code for item in items for code in item["allies"]}
    chapters = dict.fromkeys(item["figure"]["chapter"] for item in items)
    return {
        "items": items,
        "chapters": [(name, titles[name]) for name in chapters],
        "topics": sorted({item["topic"] for item in items}),
        "allies": [(code, name) for name, code in sorted(allies.items()) if code in occurring],
    }


def place_title(record: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """Return the title of the page that discusses a figure: a chapter, or the brief of an ally."""
    return str(record.get("ally") or titles[record["chapter"]])


def drawing_cells() -> dict[str, str]:
    """Return, for each published figure, the code of the cell that draws it."""
    return {
        record["id"]: notebook.cells[n - 1].source
        for notebook in (stored.notebooks() | stored.briefs()).values()
        for n, record in stored.figures(notebook)
    }
