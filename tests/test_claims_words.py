"""Verdicts from what the secretaries said: another code, day, speaker or word changes the verdict."""

import pytest
from judging import judge

from lib import claims_words, seeds


def recode(folder, theme, statements, polarity):
    """Give a theme of some statements another polarity in the first coding."""
    path = folder / "tables" / "statement-codes.csv"
    text = path.read_text(encoding="utf-8")
    for name in statements:
        assert f"{name},{theme},+,A,1" in text
        text = text.replace(f"{name},{theme},+,A,1", f"{name},{theme},{polarity},A,1")
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "theme", "statements"),
    [
        ("c04", "SELF", ["H012", "H015", "H016", "H024"]),
        ("c75", "UNIT", ["M007", "M017"]),
        ("c102", "BURD", ["H049", "H051", "H052"]),
        ("c108", "CTER", ["M015"]),
    ],
)
def test_a_theme_that_is_only_denied_contradicts(name, theme, statements, seeds_copy):
    recode(seeds_copy, theme, statements, "-")
    assert judge(name, seeds_copy).verdict == "contradicted"


def test_one_affirming_statement_is_enough_and_all_are_counted(seeds_copy):
    recode(seeds_copy, "SELF", ["H012", "H015", "H016"], "-")
    found = judge("c04", seeds_copy)
    assert found.verdict == "supported"
    assert found.computed.startswith("1 of ")


def test_words_of_another_day_do_not_count(seeds_copy, spoil):
    spoil("statements", "M015,2017-02-15", "M015,2017-02-16")
    assert judge("c108", seeds_copy).verdict == "contradicted"


def test_words_of_the_other_secretary_do_not_count(seeds_copy, spoil):
    spoil(
        "statements",
        'closed session",James Mattis,secretary,closed-door remarks released to press,"The year',
        'closed session",Pete Hegseth,secretary,closed-door remarks released to press,"The year',
    )
    assert judge("c108", seeds_copy).verdict == "contradicted"


def test_a_visit_takes_its_days_from_the_meetings_attended_in_person(seeds_copy, spoil):
    spoil(
        "attendance",
        "(26th),2025-02-12,2025-02-12,Brussels,in person",
        "(26th),2025-02-12,2025-02-12,Brussels,virtually",
    )
    found = judge("c87", seeds_copy)
    assert "on 13 February 2025" in found.computed
    assert "12 and 13 February 2025" in judge("c87", seeds.SEEDS).computed


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("c64", "reliance on America in a world", "burden on America in a world"),
        ("c101", "reliance on America in a world", "burden on America in a world"),
        ("c67", "deterrence and peace through strength", "deterrence"),
        ("c76", "a fundamental bedrock", "a bedrock"),
        ("c77", "he has strong support for NATO", "he has doubts about NATO"),
    ],
)
def test_without_the_words_that_decide_a_quotation_is_contradicted(name, old, new, seeds_copy, spoil):
    spoil("statements", old, new)
    assert judge(name, seeds_copy).verdict == "contradicted"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("c47", "from being primarily focused on", "from being guarantors of"),
        ("c48", "is a realistic outcome of a negotiated settlement", "is ever anything but improbable"),
        ("c68", "to be an alliance, you've got to be", "to be more than a pillar, you've got to be"),
    ],
)
def test_a_record_with_the_stronger_words_would_support_them(name, old, new, seeds_copy, spoil):
    assert judge(name, seeds.SEEDS).verdict == "contradicted"
    spoil("statements", old, new)
    assert judge(name, seeds_copy).verdict == "supported"


def test_stronger_words_said_later_are_named_and_decide_nothing():
    found = judge("c47", seeds.SEEDS)
    assert found.verdict == "contradicted"
    assert "the first since, 23 April 2025" in found.computed


def test_a_contradicted_quotation_shows_the_statement_that_the_article_renders():
    assert "nearest, 5 June 2025: “It's deterrence" in judge("c68", seeds.SEEDS).computed


def test_a_statement_outside_the_theme_does_not_decide(seeds_copy):
    recode(seeds_copy, "SELF", ["H048"], "")
    assert judge("c64", seeds_copy).verdict == "contradicted"


def test_days_of_one_month_are_written_together():
    assert claims_words._on(["2025-02-12", "2025-02-13"]) == "12 and 13 February 2025"
