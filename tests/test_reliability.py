import math

import pandas as pd
import pytest

from lib import reliability


def marks(*rows):
    """Codes by hand: statement, theme, polarity."""
    return pd.DataFrame(rows, columns=["statement_id", "theme", "polarity"])


def test_kappa_of_a_hand_computed_table():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.70, expected 0.50.
    first = [True] * 25 + [False] * 25
    second = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert reliability.kappa(first, second) == pytest.approx(0.4)


@pytest.mark.parametrize("readings", [([], []), ([False, False], [False, False]), ([True], [True])])
def test_kappa_is_not_defined_without_items_or_without_variation(readings):
    assert math.isnan(reliability.kappa(*readings))


def test_agreement_pools_all_themes_in_its_last_row():
    first, second = marks(("m1", "ART5", "+"), ("m2", "ART5", "+")), marks(("m1", "ART5", "+"))
    rows = reliability.agreement(first, second, ["m1", "m2"], ["ART5", "BURD"]).set_index("theme")
    assert rows["n"].tolist() == [2, 2, 4]
    assert rows.loc["ALL", ["positive_first", "positive_second", "agreement"]].tolist() == [2, 1, 0.75]
    assert math.isnan(rows.loc["BURD", "kappa"])


def test_kappa_spans_the_named_scale_from_chance_to_full_agreement():
    first = [True, True, False, False]
    assert reliability.kappa(first, first) == reliability.FULL
    assert reliability.kappa(first, [True, False, True, False]) == reliability.CHANCE
