"""With the five articles at hand: every record holds against its text, and one changed character is found.

The articles are other people's texts and no part of the book. Whoever holds them names their folder:
BOOK_ARTICLES=FOLDER make test. Without it these tests are not collected.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lib import articles, seeds
from lib.seeds import ROOT

TEXTS = Path(os.environ["BOOK_ARTICLES"])


def test_every_place_and_quotation_of_the_five_records_stands_in_the_texts():
    assert len(seeds.documents()) == 5
    assert [str(problem) for problem in articles.text_problems(seeds.documents(), TEXTS)] == []


def test_the_command_says_so():
    command = [sys.executable, "-m", "lib.cli", "check", "--documents", str(TEXTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "every recorded place and quotation stands in the articles" in done.stdout


@pytest.mark.parametrize("document", seeds.documents(), ids=lambda document: document.file[:3])
def test_a_changed_character_is_found_at_every_claim_that_it_touches(document, tmp_path):
    shutil.copy(TEXTS / document.file, tmp_path)
    claim = document.claims[0]
    path = tmp_path / document.file
    text = path.read_text(encoding="utf-8")
    place = claim.place["start"] + 3
    path.write_text(f"{text[:place]}¤{text[place + 1 :]}", encoding="utf-8")
    found = [problem.place for problem in articles.text_problems([document], tmp_path)]
    assert f"{claim.id}, characters {claim.place['start']} to {claim.place['end']}" in found
