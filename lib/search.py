"""What the search of the site knows: one record for each thing that a reader may look for, in one small file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

# What a record can be, in the order in which the search prefers them where all else is equal.
KINDS = (
    "Glossary",
    "Ally",
    "Chapter",
    "Section",
    "Figure",
    "Claim",
    "Table",
    "List",
    "Number",
    "Source",
)
FILE = "searchindex.js"


@dataclass(frozen=True)
class Record:
    """Something to be found, as plain text.

    `address` leads from the root of the site, `place` says what it belongs to, `text` is what is searched and shown
    around a word that was found, `keys` is searched and not shown: ids, names in French, other words for the same.
    """

    kind: str
    title: str
    address: str
    place: str = ""
    text: str = ""
    keys: str = ""


def script(records: Iterable[Record]) -> str:
    """Return the file that the page of the search loads: a script, since a page from a disk may read no other file.

    A text that several records of a kind share in `place` is written once. Each record comes once, in a lasting order.

    >>> print(script([Record("Ally", "Poland", "allies/poland.html", "", "It spends.", "POL")]), end="")
    "use strict";
    const SEARCH = {"kinds":["Ally"],"places":[""],"records":[
    [0,"Poland","allies/poland.html",0,"It spends.","POL"]
    ]};
    """
    found = sorted(set(records), key=lambda one: (KINDS.index(one.kind), one.address, one.title))
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in found)]
    places = list(dict.fromkeys(one.place for one in found))
    rows = [
        [kinds.index(one.kind), one.title, one.address, places.index(one.place), one.text, one.keys]
        for one in found
    ]
    lines = ",\n".join(_json(row) for row in rows)
    return f'"use strict";\nconst SEARCH = {{"kinds":{_json(kinds)},"places":{_json(places)},"records":[\n{lines}\n]}};\n'


def _json(value: object) -> str:
    # The two signs that end a line in a script and not in JSON.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def tidy(text: str) -> str:
    """Return a text on one line, without the gaps that notes and references left before a sign.

    >>> tidy("It  spends\\nmore  .")
    'It spends more.'
    """
    return re.sub(r"\s+(?=[.,;:](?:\s|$))", "", " ".join(text.split()))
