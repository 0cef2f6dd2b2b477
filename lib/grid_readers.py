"""Tables read back from where they are shown or kept: HTML, Markdown, CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

from lib.grids import Grid


def in_html(html: str) -> tuple[list[Grid], list[str]]:
    """Return the tables of some HTML, and the lines of text that stand outside them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.outside).splitlines()]
    return reader.grids, [line for line in lines if line]


def in_markdown(text: str) -> tuple[list[Grid], list[str]]:
    """Return the tables of some Markdown, their cells as they are written, and the lines outside them.

    >>> in_markdown("Before\\n| ally | % |\\n| --- | --- |\\n| Poland | 4.7 |")
    ([Grid(header=('ally', '%'), rows=(('Poland', '4.7'),))], ['Before'])
    """
    grids, outside, block = [], [], []
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            block.append(tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))))
            continue
        if block:
            body = [row for row in block[1:] if not all(re.fullmatch(":?-+:?", cell) for cell in row)]
            grids.append(_even(block[0], body))
            block = []
        if line.strip():
            outside.append(" ".join(line.split()))
    return grids, outside


def in_csv(content: bytes) -> Grid:
    """Return the table of a CSV file in UTF-8 whose first row is its header."""
    header, *body = list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""))) or [[]]
    return _even(header, body)


def _even(header: Sequence[str], body: Iterable[Sequence[str]]) -> Grid:
    """Return a table whose rows are all as long as its header; a column without a name is called by its place."""
    rows = [tuple(row) for row in body]
    width = max([len(header), *(len(row) for row in rows)])
    names = [*header, *[""] * (width - len(header))]
    return Grid(tuple(names), tuple((*row, *[""] * (width - len(row))) for row in rows))


class _Reader(HTMLParser):
    """Reads tables with their spans; a cell that spans several places stands in each of them."""

    _BREAKS = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "dt", "dd", "article", "section", "option")

    def __init__(self) -> None:
        super().__init__()
        self.grids: list[Grid] = []
        self.outside: list[str] = []
        self._depth = self._silent = 0
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("style", "script"):
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._rows: list[tuple[bool, dict[int, str]]] = []
                self._held: dict[tuple[int, int], str] = {}
        elif self._depth == 1 and tag == "thead":
            self._head = True
        elif self._depth == 1 and tag == "tr":
            self._rows.append((self._head, {}))
        elif self._depth == 1 and tag in ("td", "th") and self._rows:
            self._cell = []
            self._spans = (_whole(given.get("rowspan")), _whole(given.get("colspan")))
        elif tag in self._BREAKS:
            (self.outside if self._cell is None else self._cell).append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._silent = max(self._silent - 1, 0)
        elif tag == "thead":
            self._head = False
        elif tag in ("td", "th") and self._depth == 1 and self._cell is not None:
            self._place(" ".join("".join(self._cell).split()))
            self._cell = None
        elif tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self.grids.append(self._made())
        elif tag in self._BREAKS and self._cell is None:
            self.outside.append("\n")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(data)
        elif not self._depth:
            self.outside.append(data)

    def _place(self, text: str) -> None:
        here = len(self._rows) - 1
        row = self._rows[-1][1]
        column = 0
        while column in row or (here, column) in self._held:
            column += 1
        down, across = self._spans
        for y in range(here, here + down):
            for x in range(column, column + across):
                self._held[y, x] = text
        row[column] = text

    def _made(self) -> Grid:
        width = 1 + max((x for _, x in self._held), default=-1)
        full = [
            (head, [self._held.get((y, x), "") for x in range(width)])
            for y, (head, _) in enumerate(self._rows)
        ]
        heads = [cells for head, cells in full if head]
        names = (" · ".join(dict.fromkeys(filter(None, column))) for column in zip(*heads, strict=True))
        return _even(tuple(names), [cells for head, cells in full if not head])


def _whole(given: str | None) -> int:
    return min(int(given), 1000) if given and given.isdecimal() and int(given) else 1
