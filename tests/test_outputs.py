"""nbval sees what it promises to see: a changed table and a changed chart make it fail.

nbval passes over bitmaps and over cells without an execution count; this is why figures are SVG and why
test_stored insists on counts. Here a copy of the book is spoilt in one place at a time.
"""

import os
import shutil
import subprocess
import sys

import pytest

from lib.seeds import ROOT

CHAPTER = "chapters/spending-debate.ipynb"


@pytest.fixture
def copy(tmp_path):
    for folder in ("lib", "seeds", "chapters"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("pyproject.toml", "CITATION.cff", "_config.yml"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


def nbval(folder):
    """Hold the stored outputs of one chapter against a fresh run with the code and tables of `folder`."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-x", "-q", "-p", "no:cacheprovider", CHAPTER]
    environment = os.environ | {"PYTHONPATH": str(folder), "BOOK_FIGURES": str(folder / "figures")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_untouched_copy_passes(copy):
    done = nbval(copy)
    assert done.returncode == 0, done.stdout[-2000:]


def test_one_changed_value_of_a_table_fails(copy):
    change(
        copy / "seeds" / "tables" / "defence-expenditure.csv",
        'POL,2026,defexp_pct_gdp,4.68,percent of GDP,"share of real GDP, 2021 prices",2026-07',
        'POL,2026,defexp_pct_gdp,4.69,percent of GDP,"share of real GDP, 2021 prices",2026-07',
    )
    done = nbval(copy)
    assert done.returncode == 1
    assert "Cell outputs differ" in done.stdout


def test_one_changed_line_of_a_chart_function_fails(copy):
    change(copy / "lib" / "charts.py", "linewidth=1.1", "linewidth=1.2")
    done = nbval(copy)
    assert done.returncode == 1
    assert "image/svg+xml" in done.stdout
