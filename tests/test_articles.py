"""The record of an article can be proved against its text by whoever holds the text."""

import hashlib
from dataclasses import replace

import pytest

from lib import articles
from lib.records import Claim, Document

TEXT = "Le sommet de La Haye a fixé le seuil à 5 % du PIB. Tous l'ont signé."


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def place(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "sha256": sha(words)}


CLAIM = Claim(
    id="c1",
    claim="The Hague summit set a threshold of 5 per cent of GDP",
    kind="number",
    verdict="supported",
    place=place("a fixé le seuil à 5 % du PIB"),
    quotation={"text": "à 5 % du PIB", "language": "fr"},
    evidence=("nato-hague",),
)
DOCUMENT = Document(
    file="900.txt",
    sha256=sha(TEXT),
    characters=len(TEXT),
    language="fr",
    title="A made-up text",
    source_id="nato-hague",
    publisher={},
    date={},
    claims=(CLAIM,),
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "900.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_true_record_stands(folder):
    assert list(articles.text_problems([DOCUMENT], folder)) == []
    assert list(articles.problems([DOCUMENT], {"nato-hague"})) == []


def test_one_changed_character_is_found_at_its_place(folder):
    (folder / "900.txt").write_text(TEXT.replace("5 %", "3 %"), encoding="utf-8")
    found = [problem.place for problem in articles.text_problems([DOCUMENT], folder)]
    assert found == ["", "c1, characters 21 to 49", "c1, quotation"]


def test_an_article_that_is_not_at_hand_is_named(tmp_path):
    (problem,) = articles.text_problems([DOCUMENT], tmp_path)
    assert problem.file == "900.txt"


def test_a_quotation_longer_than_40_words_is_refused():
    long = replace(CLAIM, quotation={"text": "mot " * 41, "language": "fr"})
    (problem,) = articles.problems([replace(DOCUMENT, claims=(long,))], {"nato-hague"})
    assert (problem.expected, problem.found) == ("at most 40 words", "41")


def test_unknown_kind_verdict_source_and_a_second_use_of_an_id_are_all_named():
    wrong = replace(CLAIM, kind="guess", verdict="perhaps", evidence=("nowhere",))
    found = [p.place for p in articles.problems([replace(DOCUMENT, claims=(CLAIM, wrong))], {"nato-hague"})]
    assert found == ["c1", "c1, kind", "c1, verdict", "c1, evidence"]
