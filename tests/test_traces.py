"""A number follows its row: twenty rows that numbers name are changed, and each of these numbers changes.

The rows are those that the stored numbers name themselves, so that a number which names the wrong row fails too.
"""

import csv
import io
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from lib import stored
from lib.seeds import ROOT

# Number and column: the one row that the number names is changed in this column.
CHANGES = {
    "context": {
        "common-eur": "value",
        "us-cost-first": "value",
        "spain-share": "target_value",
        "hague-core": "value",
    },
    "udcg-history": {
        "pledge-2025": "value",
        "gdp-us-military": "value",
        "gdp-france-own": "value",
        "eu-committed": "value",
        "june-europe-then": "value",
    },
    "spending-debate": {
        "bulgaria-kit-now": "value",
        "europe-first": "value",
        "rest-first": "value",
        "count-spring": "count",
        "nato-first": "value",
    },
    "mattis-hegseth": {
        "words-first": "speaker_words_readable",
        "words-second": "speaker_words_readable",
        "core": "value",
    },
    "fact-check": {"europe-then": "value", "europe-now": "value", "europe-mattis": "value"},
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    for name in ("lib", "seeds", "chapters"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "CITATION.cff", "_config.yml", "_toc.yml", "requirements.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


def raise_cell(path, line, column):
    """Raise the number in one cell of a table by about a quarter."""
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    place = rows[0].index(column)
    old = rows[line - 1][place]
    new = float(old) * 1.23 + 1
    rows[line - 1][place] = f"{new:.2f}" if "." in old else str(round(new))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def test_twenty_numbers_are_tried():
    assert sum(len(changes) for changes in CHANGES.values()) == 20


@pytest.mark.parametrize("chapter", CHANGES)
def test_a_changed_value_changes_the_sentences_that_use_it(copy, chapter):
    path = copy / "chapters" / f"{chapter}.ipynb"
    before = stored.numbers(nbformat.read(path, as_version=4))
    kept = {table: table.read_bytes() for table in (copy / "seeds" / "tables").iterdir()}
    for key, column in CHANGES[chapter].items():
        rows = before[key]["rows"][0]
        raise_cell(
            copy / "seeds" / "tables" / f"{rows['table']}.csv",
            int(rows["lines"].split("–")[0].split(",")[0]),
            column,
        )
    done = subprocess.run(
        [sys.executable, "-m", "lib.cli", "run", chapter],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    for table, content in kept.items():
        table.write_bytes(content)
    assert done.returncode == 0, done.stderr
    after = stored.numbers(nbformat.read(path, as_version=4))
    unmoved = [key for key in CHANGES[chapter] if after[key]["text"] == before[key]["text"]]
    assert unmoved == []
