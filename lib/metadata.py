"""What a figure's page says to machines: JSON-LD with the terms of schema.org, and meta elements."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lib import edition

_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
}


def _address(record: Mapping[str, Any], ending: str) -> str:
    return edition.address(f"figures/{record['id']}.{ending}")


def description(record: Mapping[str, Any]) -> str:
    """Return what is measured and what the chart shows, in a few sentences."""
    return f"{record['subtitle'].rstrip('.')}. {record['alt']}"


def linked_data(
    record: Mapping[str, Any], topic: str, columns: Sequence[str], sources: Sequence[Mapping[str, str]]
) -> dict[str, Any]:
    """Return a figure as JSON-LD: its data as a Dataset, its chart as an ImageObject that is based on it."""
    page = record["address"]
    book = {
        "@type": "Book",
        "name": edition.record()["title"],
        "url": edition.address(),
        "bookEdition": record["book_edition"],
    }
    shared = {
        "creator": [{"@type": "Organization", "name": name} for name in edition.authors()],
        "datePublished": edition.record()["date-released"].isoformat(),
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "isPartOf": book,
        "mainEntityOfPage": page,
    }
    dataset = {
        "@type": "Dataset",
        "@id": f"{page}#data",
        "identifier": record["id"],
        "name": record["title"],
        "description": description(record),
        "url": page,
        "version": record["edition"],
        "keywords": [topic, "NATO"],
        "creditText": record["credit"],
        # The chart is the book's; its data are under the terms of the sources, which that page gives.
        "license": {
            "@type": "CreativeWork",
            "name": "Data: as each source says",
            "url": edition.address("chapters/sources.html"),
        },
        "citation": record["citations"]["apa"].strip(),
        "variableMeasured": list(columns),
        "isBasedOn": [_based_on(source) for source in sources],
        "distribution": [
            _file(record, "csv"),
            {
                "@type": "DataDownload",
                "contentUrl": _address(record, "json"),
                "encodingFormat": _TYPES["json"],
            },
        ],
        **shared,
    }
    image = {
        "@type": "ImageObject",
        "@id": f"{page}#chart",
        "name": record["title"],
        "caption": record["alt"],
        "contentUrl": _address(record, "svg"),
        "encodingFormat": _TYPES["svg"],
        "sha256": record["files"]["svg"]["sha256"],
        "thumbnailUrl": _address(record, "png"),
        "license": edition.LICENCE_ADDRESS,
        "acquireLicensePage": page,
        "creditText": edition.record()["title"],
        "copyrightNotice": ", ".join(edition.authors()),
        "isBasedOn": {"@id": dataset["@id"]},
        **shared,
    }
    return {"@context": "https://schema.org", "@graph": [dataset, image]}


def _file(record: Mapping[str, Any], ending: str) -> dict[str, Any]:
    known = record["files"][ending]
    return {
        "@type": "DataDownload",
        "contentUrl": _address(record, ending),
        "encodingFormat": _TYPES[ending],
        "contentSize": f"{known['bytes']} B",
        "sha256": known["sha256"],
    }


def _based_on(source: Mapping[str, str]) -> dict[str, Any]:
    about: dict[str, Any] = {"@type": "CreativeWork", "identifier": source["id"], "name": source["title"]}
    if source["publisher"]:
        about["publisher"] = {"@type": "Organization", "name": source["publisher"]}
    if source["url"]:
        about["url"] = source["url"]
    return about


def script_text(value: object) -> str:
    """Write JSON for a script element: no text in it can end the element or begin a comment.

    >>> script_text({"name": "</script>"})
    '{"name": "\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def meta(record: Mapping[str, Any], png_size: tuple[int, int]) -> list[tuple[str, str, str]]:
    """Return the meta elements of a figure's page: attribute, key and content of each, in a fixed order."""
    released = edition.record()["date-released"]
    width, height = png_size
    named = [
        ("description", description(record)),
        ("citation_title", record["title"]),
        *(("citation_author", name) for name in edition.authors()),
        ("citation_publication_date", f"{released:%Y/%m/%d}"),
        ("citation_public_url", record["address"]),
        ("citation_language", "en"),
        ("twitter:card", "summary_large_image"),
    ]
    graph = [
        ("og:type", "article"),
        ("og:site_name", edition.record()["title"]),
        ("og:locale", "en_GB"),
        ("og:title", record["title"]),
        ("og:description", description(record)),
        ("og:url", record["address"]),
        ("og:image", _address(record, "png")),
        ("og:image:type", _TYPES["png"]),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", record["alt"]),
    ]
    return [("name", *pair) for pair in named] + [("property", *pair) for pair in graph]


def png_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels, from its header."""
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
