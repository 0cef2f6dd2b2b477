"""A verdict is recomputed from the tables wherever they can decide; where they cannot, the record says why."""

import pytest
import yaml

from lib import claims, seeds
from lib.tolerances import RULES


@pytest.fixture(scope="module")
def judged():
    return claims.judged()


def test_every_recorded_verdict_is_the_one_that_the_tables_give():
    assert [str(problem) for problem in claims.problems()] == []


def test_most_verdicts_are_recomputed(judged):
    recomputed = [item for item in judged if item.finding]
    assert len(recomputed) >= 50
    assert len(recomputed) > len(judged) / 2


def test_every_other_verdict_says_on_what_it_rests_and_what_would_change_it(judged):
    for item in judged:
        if item.finding is None:
            assert item.claim.facts["rests_on"], item.claim.id
            assert item.claim.facts["would_change"], item.claim.id


def test_every_computed_verdict_names_rows_or_a_source_and_a_stated_rule(judged):
    for item in judged:
        if item.finding:
            # The rate of a day comes with a package and stands in no table.
            assert item.finding.rows or item.finding.sources == ("ecb-rates",), item.claim.id
            assert all(rows.lines and rows.sources for rows in item.finding.rows), item.claim.id
            assert item.finding.rule in RULES, item.claim.id


def test_no_article_is_left_without_a_recomputed_verdict(judged):
    assert {item.article.file for item in judged if item.finding} == {item.article.file for item in judged}


def test_what_is_off_in_a_contradicted_claim_is_named(judged):
    kinds = {"garbled translation", "loose phrase", "error", "overtaken forecast"}
    for item in judged:
        if item.claim.verdict == "contradicted":
            assert item.claim.facts["looseness"] in kinds, item.claim.id


def verdicts(folder):
    """The computed verdicts by the id of the claim."""
    return {item.claim.id: item.finding.verdict for item in claims.judged(folder) if item.finding}


def change(folder, article, edit):
    (path,) = (folder / "documents").glob(f"{article}*.yml")
    record = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit({claim["id"]: claim for claim in record["claims"]})
    path.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")


def test_a_recorded_verdict_that_the_tables_do_not_give_is_named_with_the_computed_value(seeds_copy):
    change(seeds_copy, "001", lambda known: known["c24"].update(verdict="contradicted"))
    (problem,) = claims.problems(seeds_copy)
    assert (problem.file, problem.place) == ("seeds/documents/001_0b3eeb8b5208b9be.yml", "c24, verdict")
    assert "supported (110.7 billion euros)" in problem.expected


def test_an_outdated_claim_with_another_day_than_the_tables_give_is_named(seeds_copy):
    change(seeds_copy, "000", lambda known: known["c12"].update(outdated_since="2025-06-24"))
    (problem,) = claims.problems(seeds_copy)
    assert problem.found == "outdated since 2025-06-24"


def test_a_judgement_that_does_not_say_what_would_change_it_is_named(seeds_copy):
    change(seeds_copy, "000", lambda known: known["c06"].update(would_change=None))
    (problem,) = claims.problems(seeds_copy)
    assert problem.place == "c06, would_change"


def test_a_printed_number_that_the_tables_do_not_bear_out_changes_the_verdict(seeds_copy):
    change(seeds_copy, "001", lambda known: known["c24"].update(value=112))
    assert verdicts(seeds_copy)["c24"] == "contradicted"


def test_a_verdict_follows_the_tables_of_the_folder_it_is_given(seeds_copy, spoil):
    spoil("allies", "SWE,Sweden,Europe,2024-", "SWE,Sweden,Europe,2026-")
    assert (verdicts(seeds.SEEDS)["c35"], verdicts(seeds_copy)["c35"]) == ("supported", "contradicted")
