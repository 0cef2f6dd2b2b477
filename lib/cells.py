"""The cells of a table's file as text: read, or refused with everything that keeps the file from being a plain table.

Nothing here needs more than the standard library, and nothing is read that is larger than any table of the book.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from lib.records import Problem, require_none

# Far above any table of the book (the largest has 9,081 rows and 1.1 MB); what is larger is not read at all.
MOST_BYTES = 32_000_000
MOST_ROWS = 250_000
_LONGEST_ROW = 100_000  # characters
# Control characters, line and paragraph separators, and the signs that turn the direction of writing.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def read(path: Path, file: str = "") -> tuple[list[str], list[list[str]]]:
    """Return the header of a CSV file and its rows, every cell as the text that it is; row 2 is line 2 of the file.

    `file` is how messages call the file. Raises SeedError naming everything that keeps it from being a table in
    UTF-8 with commas, plain line ends, one row a line, and as many cells in each as the header has.
    """
    file = file or path.name
    text = _text(path, file)
    # Every row ends in a line end, so that nothing follows the last one.
    header, *body = [_cells(line, n, file) for n, line in enumerate(text.split("\n")[:-1], start=1)]
    # A line that is no row is told together with all that is wrong with the others.
    require_none([*_problems(header, body, file)])
    return header, body  # type: ignore[return-value]


def _text(path: Path, file: str) -> str:
    """Return the text of a file, once it is known that it can be a table."""
    if not path.exists():
        remedy = "Put it back, or remove its entry from datapackage.json."
        require_none([Problem(file, "", "the file", "none: it is missing", remedy)])
    if not path.is_file():
        require_none([Problem(file, "", "a file", "something else", "Put the table there.")])
    size = path.stat().st_size
    if size > MOST_BYTES:
        found = f"{size:,} bytes"
        remedy = "Nothing of it was read; look at where it comes from."
        require_none([Problem(file, "", f"a table of at most {MOST_BYTES:,} bytes", found, remedy)])
    content = path.read_bytes()
    if not content:
        remedy = "Put the header and the rows back."
        require_none([Problem(file, "", "a header and rows", "nothing: the file is empty", remedy)])
    if (rows := content.count(b"\n")) > MOST_ROWS:
        remedy = "Nothing of it was read; look at where it comes from."
        require_none([Problem(file, "", f"a table of at most {MOST_ROWS:,} rows", f"{rows:,}", remedy)])
    wrong = []
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        place, found = f"row {line}", f"another encoding at byte {error.start}"
        require_none([Problem(file, place, "UTF-8", found, "Save it as UTF-8.")])
    if text.startswith("\ufeff"):
        wrong.append(
            Problem(file, "", "UTF-8 alone", "a byte-order mark before it", "Save it as UTF-8 without one.")
        )
    if "\r" in text:
        found = f"carriage returns in {text.count(chr(13)):,} places"
        wrong.append(Problem(file, "", "plain line ends (LF)", found, "Save it with plain line ends."))
    first = text.partition("\n")[0]
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if "," not in first and sign in first:
            remedy = "Save it with commas between the cells."
            wrong.append(Problem(file, "header", "names separated by commas", f"{name} between them", remedy))
    require_none(wrong)
    if not text.endswith("\n"):
        last = text.count("\n") + 1
        remedy = "The file was cut off, or its last line lacks its end: compare it with where it comes from."
        require_none([Problem(file, f"row {last}", "a line end after the last row", "none", remedy)])
    return text


def _cells(line: str, n: int, file: str) -> list[str] | Problem:
    if len(line) > _LONGEST_ROW:
        expected, remedy = f"a row of at most {_LONGEST_ROW:,} characters", "Look at the quotes in it."
        return Problem(file, f"row {n}", expected, f"{len(line):,}", remedy)
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error as error:
        remedy = (
            "Close every quote in the line that opens it, double those inside, and keep a row on one line."
        )
        return Problem(
            file, f"row {n}", "cells separated by commas", f"a line that is none ({error})", remedy
        )


def _problems(header: list[str] | Problem, body: list[list[str] | Problem], file: str) -> Iterator[Problem]:
    if isinstance(header, Problem):
        yield header
        return
    for n, row in enumerate(body, start=2):
        if isinstance(row, Problem):
            yield row
        elif len(row) != len(header):
            expected, found = f"{len(header)} fields", f"{len(row)}"
            yield Problem(file, f"row {n}", expected, found, "Quote cells that hold a comma.")
        else:
            yield from _unfit(row, header, n, file)
    if not body:
        yield Problem(file, "", "at least one row", "a header alone", "Put the rows back.")


def _unfit(row: list[str], header: list[str], n: int, file: str) -> Iterator[Problem]:
    """Find cells that hold what nobody sees."""
    for name, cell in zip(header, row, strict=True):
        if hidden := _HIDDEN.search(cell):
            found = f"U+{ord(hidden[0]):04X} at character {hidden.start() + 1}"
            yield Problem(file, f"row {n}, {name}", "no control character", found, "Take it out.")
