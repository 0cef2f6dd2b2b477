"""What counts as right: every rule at its edge, on both sides of it."""

import pytest

from lib import claims, tolerances

EDGES = [
    # name of the rule, a case just inside, a case just outside
    ("rounded", tolerances.rounded(111, 110.5), tolerances.rounded(111, 110.49)),
    ("rounded", tolerances.rounded(2.0, 1.95, 1), tolerances.rounded(2.0, 1.949, 1)),
    ("about", tolerances.about(100, 105), tolerances.about(100, 105.01)),
    ("about", tolerances.about(2, 1.9), tolerances.about(2, 1.899)),
    ("more than", tolerances.more_than(50, 51), tolerances.more_than(50, 50)),
    ("at least", tolerances.at_least(2, 2.0), tolerances.at_least(2, 1.99)),
    ("below", tolerances.below(2, 1.99), tolerances.below(2, 2.0)),
    ("nearly", tolerances.nearly(3, 2.7), tolerances.nearly(3, 2.69)),
    ("nearly", tolerances.nearly(3, 2.99), tolerances.nearly(3, 3.0)),
    ("monthly", tolerances.monthly([28, 28]), tolerances.monthly([28, 27])),
    ("monthly", tolerances.monthly([35, 35]), tolerances.monthly([35, 36])),
    (
        "years before",
        tolerances.years_before(3, "2022-04-26", "2024-10-26"),
        tolerances.years_before(3, "2022-04-26", "2024-10-24"),
    ),
    (
        "in its nth year",
        tolerances.nth_year(4, "2022-02-24", "2025-02-24"),
        tolerances.nth_year(4, "2022-02-24", "2025-02-23"),
    ),
    ("on the day", tolerances.on_the_day("2025-06", "2025-06-30"), tolerances.on_the_day("2025-06", "2025-07-01")),
    ("on the day", tolerances.on_the_day("2025", "2025-01"), tolerances.on_the_day("2025-01-01", "2025-01-02")),
    (
        "on the eve",
        tolerances.on_the_eve("2025-06-23", "2025-06-24"),
        tolerances.on_the_eve("2025-06-24", "2025-06-24"),
    ),
    ("always", tolerances.always([True, True]), tolerances.always([True, False])),
    ("same", tolerances.same(["A", "B"], ["B", "A"]), tolerances.same(["A", "B"], ["A"])),
    ("same", tolerances.same(["A"], ["A"]), tolerances.same(["A"], ["A", "B"])),
    ("step by step", tolerances.steps_down([3, 2, 1]), tolerances.steps_down([3, 2, 2])),
    (
        "step by step",
        tolerances.for_months("2025-02-12", "2025-03-30"),
        tolerances.for_months("2025-02-12", "2025-03-29"),
    ),
    (
        "in the words",
        tolerances.in_the_words(["can't|cannot", "reliance"], ["It cannot be Reliance"]),
        tolerances.in_the_words(["can't|cannot", "reliance"], ["It cannot be", "reliances"]),
    ),
]  # fmt: skip
# Rules whose case is found by a look into a table; their checks are tested with a changed cell.
LOOKED_UP = {"none", "first", "on record", "coded"}


@pytest.mark.parametrize(("rule", "inside", "outside"), EDGES)
def test_a_rule_holds_up_to_its_edge_and_not_beyond(rule, inside, outside):
    assert rule in tolerances.RULES
    assert inside and not outside


def test_no_case_is_not_always():
    assert not tolerances.always([])


def test_a_single_meeting_is_no_step():
    assert not tolerances.steps_down([3])


def test_every_rule_has_an_edge_here_or_a_look_into_a_table():
    assert {rule for rule, *_ in EDGES} | LOOKED_UP == set(tolerances.RULES)


def test_every_rule_decides_some_claim():
    used = {item.finding.rule for item in claims.judged() if item.finding}
    assert used == set(tolerances.RULES)
