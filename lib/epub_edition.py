"""The book as an EPUB 3 (https://www.w3.org/TR/epub-33/): the same text and drawings, for readers of electronic books."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
from jinja2 import Environment, FileSystemLoader

from lib import edition, packing, paper_parts

_TEMPLATES = Path(__file__).with_name("templates")
_XHTML = "http://www.w3.org/1999/xhtml"
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def write(site: Path, target: Path) -> int:
    """Write the pages of a built site as an EPUB file, with the same bytes on every day; returns how many parts it has."""
    text = paper_parts.parts(site, paper_parts.pages())
    places = {f"#{part.slug}": f"{part.slug}.xhtml" for part in text}
    places |= {f"#{id}": f"{part.slug}.xhtml#{id}" for part in text for id in part.body.xpath(".//@id")}
    pictures = sorted({source for part in text for source in part.body.xpath(".//img/@src")})
    files = {
        "META-INF/container.xml": _CONTAINER.encode(),
        "book/package.opf": _filled("epub-package.opf", text, pictures),
        "book/nav.xhtml": _filled("epub-nav.xhtml", text, pictures),
        "book/book.css": (_TEMPLATES / "epub.css").read_bytes(),
        **{f"book/{part.slug}.xhtml": page(part, places) for part in text},
        **{f"book/{picture}": (site / picture).read_bytes() for picture in pictures},
    }
    packing.pack_files(
        target, {"mimetype": b"application/epub+zip", **files}, stored={"mimetype"}, when=packing.released()
    )
    return len(text)


def _filled(template: str, text: Sequence[paper_parts.Part], pictures: Sequence[str]) -> bytes:
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True)
    about = edition.record()
    when = datetime.fromtimestamp(packing.released(), UTC)
    filled = environment.get_template(template).render(
        # The same edition has the same identifier, another one has another.
        identifier=f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, edition.address(str(about['version'])))}",
        title=about["title"],
        authors=edition.authors(),
        version=about["version"],
        day=about["date-released"],
        modified=f"{when:%Y-%m-%dT%H:%M:%SZ}",
        licence=f"{edition.LICENCE}, {edition.LICENCE_ADDRESS}",
        address=edition.address(),
        parts=text,
        pictures=pictures,
    )
    return filled.lstrip().encode()


def page(part: paper_parts.Part, places: dict[str, str]) -> bytes:
    """Return one part as a page of XHTML; `places` says in which file each place of the text is."""
    html = lxml.html.Element("html")
    head, body = lxml.etree.SubElement(html, "head"), lxml.etree.SubElement(html, "body")
    lxml.etree.SubElement(head, "title").text = part.title
    lxml.etree.SubElement(head, "link", rel="stylesheet", href="book.css")
    body.append(part.body)
    for element in body.iter(lxml.etree.Element):
        if element.get("href") in places:
            element.set("href", places[element.get("href", "")])
        # An attribute without a value is none in XML.
        for name in [name for name, value in element.attrib.items() if value == ""]:
            if name != "alt":
                element.set(name, name)
    lxml.html.html_to_xhtml(html)
    root: Any = html
    root.set("lang", "en-GB")
    lxml.etree.cleanup_namespaces(root, top_nsmap={None: _XHTML})
    return lxml.etree.tostring(root, xml_declaration=True, encoding="utf-8", doctype="<!DOCTYPE html>")
