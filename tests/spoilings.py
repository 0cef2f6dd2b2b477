"""Mutants of what is no code: cells of tables, colours and sizes of the style, words and stored outputs of chapters."""

import csv
import io
import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from mutations import SEED, Mutant, mutant

# Columns that say where a row comes from or what kind of row it is; no figure and no number is computed from them.
_ABOUT = {
    "definition",
    "example",
    "note",
    "source_id",
    "unit",
    "price_basis",
    "confidence",
    "title",
    "quote",
    "url",
}
CELLS = 3  # of each table


def of_tables(root: Path) -> Iterator[Mutant]:
    """Yield a few changed cells of every table that a number rests on: rows that it names, columns that the code names."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (root / "lib").glob("*.py"))
    for path in (root / "chapters").glob("*.ipynb"):
        cells = [cell for cell in _read(path)["cells"] if cell["cell_type"] == "code"]
        code += "\n".join("".join(cell["source"]) for cell in cells)
    for table, lines in sorted(_used(root).items()):
        file = f"seeds/tables/{table}.csv"
        text = (root / file).read_text(encoding="utf-8")
        written, rows = _rows(text)
        pick = random.Random(f"{SEED} {table}")
        named = [
            name
            for name in rows[0]
            if name not in _ABOUT and re.search(rf"[\"']{name}[\"']|\.{name}\b", code)
        ]
        # The measured value comes first; then other columns, as the seed picks them.
        values = [name for name in named if re.fullmatch(r"value.*|rate|count|n_\w+", name)]
        made = 0
        for name in dict.fromkeys([*values[:1], *pick.sample(named, len(named))]):
            column = rows[0].index(name)
            filled = [line for line in lines if rows[line - 1][column]]
            if made < CELLS and filled:
                n = pick.choice(filled) - 1
                row = rows[n][:]
                row[column] = _other({cells[column] for cells in rows[1:]}, row[column])
                after = io.StringIO()
                csv.writer(after, lineterminator="\n").writerow(row)
                changed = "".join([*written[:n], after.getvalue(), *written[n + 1 :]])
                yield mutant("table", file, f"{name} of row {n + 1}", text, changed)
                made += 1


def _used(root: Path) -> dict[str, list[int]]:
    """Return the rows of each table that the stored numbers name."""
    found: dict[str, set[int]] = {}
    for path in sorted((root / "chapters").glob("*.ipynb")):
        for _, output in _outputs(_read(path)):
            record = output.get("metadata", {}).get("book", {})
            for part in record["rows"] if "key" in record else ():
                for first, last in re.findall(r"(\d+)(?:–(\d+))?", part["lines"]):
                    found.setdefault(part["table"], set()).update(range(int(first), int(last or first) + 1))
    return {table: sorted(lines) for table, lines in found.items()}


def _rows(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the rows of a table as they are written and as they are read; a row may hold line breaks."""
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines)
    written, rows, end = [], [], 0
    for row in reader:
        written.append("".join(lines[end : reader.line_num]))
        end = reader.line_num
        rows.append(row)
    return written, rows


def _other(column: set[str], value: str) -> str:
    """Return another value that looks like it: a digit, a day, a truth, another name of the column, another letter."""
    if value in ("true", "false"):
        return "false" if value == "true" else "true"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    if re.fullmatch(r"[-+]?\d+(\.\d+)?", value):
        # The third digit that counts, or the last one: what is below it, a figure may not show.
        places = [i for i, sign in enumerate(value) if sign.isdigit()]
        counting = [i for i in places if value[: i + 1].strip("-+0.")]
        place = (counting or places)[:3][-1]
        return f"{value[:place]}{(int(value[place]) + 1) % 10}{value[place + 1 :]}"
    others = sorted(column - {value, ""})
    # A code, or one of a few words, becomes another one of its column.
    if others and (len(others) < 20 or not re.search("[a-z]", value)):
        return others[0]
    return re.sub(r"[a-z]", lambda m: "q" if m[0] == "x" else "x", value, count=1)


def of_style(root: Path) -> Iterator[Mutant]:
    """Yield a change of every colour and size of the style, and of every setting of the style file that is a number."""
    for file, pattern in (
        ("lib/style.py", r'^([A-Z_, ]+ = .*|    [A-Z_]+: "#.*)$'),
        ("lib/book.mplstyle", r"^[\w.]+: *[^#\n]*"),
    ):
        text = (root / file).read_text(encoding="utf-8")
        for found in re.finditer(pattern, text, re.MULTILINE):
            value = re.search(
                r"#?\b(?P<ink>[0-9a-f]{6})\b|(?P<size>\d+(\.\d+)?)(?=\s*(,|$|#))|\b(?P<flag>True|False)\b",
                found[0],
            )
            if value is None:
                continue
            start = found.start() + value.start(value.lastgroup or 0)
            after = _look(value)
            kind = "colour" if value["ink"] else "style"
            changed = text[:start] + after + text[start + len(value[value.lastgroup or 0]) :]
            yield mutant(kind, file, re.split(r"[ :=]", found[0].strip())[0], text, changed)


def _look(value: re.Match[str]) -> str:
    if value["ink"]:
        return f"{value['ink'][:2]}{(int(value['ink'][2:4], 16) + 16) % 256:02x}{value['ink'][4:]}"
    if value["flag"]:
        return str(value["flag"] == "False")
    return f"{float(value['size']) + 0.5:g}"


def of_chapters(root: Path) -> Iterator[Mutant]:
    """Yield, for each chapter, changed words of figures, stored outputs of each form, and a stripped count."""
    for path in sorted((root / "chapters").glob("*.ipynb")):
        file, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        for kind, spoil in SPOILINGS.items():
            chapter = _read(path)
            pick = random.Random(f"{SEED} {file} {kind}")
            place = spoil(chapter, pick)
            if place:
                yield mutant(kind, file, place, text, _written(chapter))


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def _written(chapter: dict[str, Any]) -> str:
    return json.dumps(chapter, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _outputs(chapter: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(cell["id"], output) for cell in chapter["cells"] for output in cell.get("outputs", [])]


def _argument(name: str):
    """Return what changes a word of one argument of a call of figures.publish."""

    def spoil(chapter: dict[str, Any], pick: random.Random) -> str:
        found = [
            (cell, i)
            for cell in chapter["cells"]
            if cell["cell_type"] == "code" and "figures.publish(" in "".join(cell["source"])
            for i, line in enumerate(cell["source"])
            if re.match(rf'\s+{name}=\(?f?"', line) and _word(line)
        ]
        if not found:
            return ""
        cell, i = pick.choice(found)
        cell["source"][i] = _word(cell["source"][i])
        return f"cell {cell['id']}, {name}"

    return spoil


def _word(line: str) -> str:
    """Return a line of code with the first whole word of its text changed, or an empty string."""
    head, quote, text = line.partition('"')
    changed = re.sub(
        r"(?<![\\\w{.])([A-Za-z])([a-z])(?=[a-z]* )",
        lambda m: f"{m[1]}{'q' if m[2] == 'x' else 'x'}",
        text,
        count=1,
    )
    return f"{head}{quote}{changed}" if changed != text else ""


def _stored(form: str, pattern: str):
    """Return what changes a digit of a stored output of one form, where `pattern` finds it."""

    def spoil(chapter: dict[str, Any], pick: random.Random) -> str:
        found = [(cell, output) for cell, output in _outputs(chapter) if form in output.get("data", {})]
        pick.shuffle(found)
        for cell, output in found:
            whole = output["data"][form]
            text = whole if isinstance(whole, str) else "".join(whole)
            places = list(re.finditer(pattern, text))
            if places:
                place = pick.choice(places)
                n = place.end() - 1
                changed = f"{text[:n]}{_turned(text[n])}{text[n + 1 :]}"
                output["data"][form] = (
                    changed if isinstance(whole, str) else changed.splitlines(keepends=True)
                )
                return f"cell {cell}, {form}"
        return ""

    return spoil


def _turned(sign: str) -> str:
    return str((int(sign) + 1) % 10) if sign.isdigit() else "q" if sign == "x" else "x"


def _record(name: str):
    """Return what changes the record that goes with an output: how a number is computed, whom a figure credits."""

    def spoil(chapter: dict[str, Any], pick: random.Random) -> str:
        found = [
            (c, o["metadata"]["book"])
            for c, o in _outputs(chapter)
            if o.get("metadata", {}).get("book", {}).get(name)
        ]
        if not found:
            return ""
        cell, record = pick.choice(found)
        record[name] = f"{record[name][:-1]}{_turned(record[name][-1])}"
        return f"cell {cell}, {name} of the record"

    return spoil


def _stripped(chapter: dict[str, Any], pick: random.Random) -> str:
    cell = pick.choice([c for c in chapter["cells"] if c["cell_type"] == "code" and c["outputs"]])
    cell["execution_count"] = None
    return f"cell {cell['id']}"


SPOILINGS = {
    "title": _argument("title"),
    "subtitle": _argument("subtitle"),
    "alt text": _argument("alt"),
    "caption": _argument("caption"),
    "stored number": _stored("application/papermill.record/text/plain", r"[\da-z](?=\D*$)"),
    "stored text": _stored("text/plain", r"\w"),
    "stored table": _stored("text/html", r"(?<=>)[^<>\s]*[\dA-Za-z](?=<)"),
    "stored drawing": _stored("image/svg+xml", r"\d(?=\s[\d.]+\s*\n?\s*L)"),
    "stored letters": _stored("image/svg+xml", r"(?<=<!-- )\w"),
    "record of a number": _record("how"),
    "record of a figure": _record("credit"),
    "execution count": _stripped,
}
