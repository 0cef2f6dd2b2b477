"""The command says what is wrong in a line or a few, and ends with the exit code that design promises."""

import subprocess
import sys
from pathlib import Path

import pytest

from lib.seeds import ROOT

BOOK = Path(sys.executable).with_name("book")


def book(*arguments):
    return subprocess.run([BOOK, *arguments], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["run", "spending-debat"], 'no chapter "spending-debat". Did you mean "spending-debate"?'),
        (["run", "spending-debate", "-p", "edition=2024-6"], 'no edition "2024-6". Did you mean "2024-06"?'),
        (["run", "spending-debate", "-p", "edition"], '-p takes NAME=VALUE, found "edition"'),
        (
            ["run", "spending-debate", "-p", "horizont=2035"],
            'no parameter "horizont". Did you mean "horizon"?',
        ),
    ],
)
def test_a_wrong_call_ends_with_2_and_names_the_nearest_right_thing(arguments, complaint):
    done = book(*arguments)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_a_record_that_does_not_fit_its_article_ends_with_1_and_names_the_place(tmp_path):
    (tmp_path / "000_b06bf219c0a30a6e.txt").write_text("Un autre texte.", encoding="utf-8")
    done = book("check", "--documents", str(tmp_path))
    assert done.returncode == 1
    assert "000_b06bf219c0a30a6e.txt: expected the text that was read" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_says_what_it_checked():
    done = book("check")
    assert done.returncode == 0, done.stderr
    assert "20 tables" in done.stdout
