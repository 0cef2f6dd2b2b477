"""What is said of the aid changes with the rows, or stops."""

import pandas as pd
import pytest

from lib import support_words
from lib.records import NumberError
from lib.support import AMERICA, EUROPE

MARCH, MAY = pd.Timestamp("2025-03-01"), pd.Timestamp("2025-05-01")


def test_a_month_is_placed_beside_another():
    assert support_words.relative_month(MARCH, pd.Timestamp("2025-02-12")) == "the month after"
    assert support_words.relative_month(MAY, MARCH) == "two months after"
    assert support_words.relative_month(MARCH, MAY) == "two months before"
    assert support_words.relative_month(MARCH, MARCH) == "the month in which"


def test_the_end_of_the_data_is_told_in_months():
    assert support_words.before_end(1) == "one month before the data end"
    assert support_words.before_end(0) == "the last month of the data"
    assert support_words.year_so_far(pd.Timestamp("2026-04-01")).endswith("covers January to April only")
    assert support_words.year_so_far(pd.Timestamp("2026-12-01")) == "The last year, 2026, is complete"


def stock(*rows):
    """Announced totals: date, amount, role."""
    return pd.DataFrame(rows, columns=["date", "usd_bn", "role"])


def test_a_total_is_said_to_be_quoted_still_only_if_it_was_repeated():
    line, repeated = ("2025-01-09", 126.0, "line"), ("2025-06-04", 126.0, "repeated")
    pledges = pd.DataFrame({"as_of": ["2025-04-11"]})
    assert support_words.announced_title(stock(line, repeated), pledges) == (
        "The 126 billion dollars of January 2025 were still quoted in June, 146 days later and after new pledges"
    )
    assert support_words.announced_title(stock(line, repeated), pledges.head(0)).endswith("quoted in June")
    newer = stock(line, repeated, ("2026-02-12", 180.0, "line"))
    assert support_words.announced_title(newer, pledges).endswith("180 billion dollars, is of February 2026")


def test_american_aid_of_the_last_month_is_not_said_to_have_ended():
    flows = pd.DataFrame({AMERICA: [1.0, 0.0], EUROPE: [2.0, 5.0]}, index=[MARCH, MAY])
    assert support_words.monthly_title(flows) == (
        "No American military aid is recorded after March 2025; Europe has allocated 5 billion euros since"
    )
    flows.loc[MAY, AMERICA] = 1.5
    assert support_words.monthly_title(flows).startswith(
        "In May 2025 the United States allocated 1.5 billion"
    )


def test_passing_takes_somebody_who_was_ahead_before():
    changes = pd.DataFrame({"period": [MARCH, MAY], "leader": [AMERICA, EUROPE]})
    assert support_words.passing_title(changes, changes).count("May 2025") == 2
    with pytest.raises(NumberError, match="passed"):
        support_words.passing_title(changes.tail(1), changes)


def test_the_largest_donor_of_all_years_may_be_that_of_the_later_ones():
    donors = pd.DataFrame(
        {"donor": ["United States", "Germany", "Norway"], "to_2024_eur_bn": [9.0, 4.0, 1.0]}
    ).assign(since_2025_eur_bn=[1.0, 3.0, 2.0])
    assert support_words.donors_title(donors).endswith("from January 2025 on, Germany and Norway")
    donors.loc[0, "since_2025_eur_bn"] = 8.0
    assert support_words.donors_title(donors).startswith(
        "The United States allocated the most military aid, in all"
    )


def test_those_that_give_more_are_counted_in_the_verb():
    assert support_words.more_since([]).startswith("None of the donors")
    assert "Norway has allocated" in support_words.more_since(["Norway"])
    assert "Norway and the Netherlands have allocated" in support_words.more_since(["Norway", "Netherlands"])


def test_a_list_is_headed_by_a_region_only_as_far_as_it_is():
    regions = {"Denmark": "Nordic", "Estonia": "Baltic"}
    shares = pd.DataFrame({"donor": ["Denmark", "Estonia", "Poland"]})
    assert support_words.leading(shares, regions) == 2
    assert support_words.gdp_title(shares, regions).endswith("the first two donors are all Nordic or Baltic")
    first = support_words.gdp_title(shares.iloc[[2, 0, 1]], regions)
    assert first == "Measured by the size of its economy, Poland has given the most"
    assert support_words.leading(shares.head(2), regions) == 2
    assert support_words.head_the_list(["Netherlands"]) == "The Netherlands heads the list"


def test_what_moves_the_lead_is_said_only_if_it_does():
    same, other = {"all": [MARCH, MARCH]}, {"all": [MARCH, MAY]}
    late, near = pd.Timestamp("2026-01-01"), pd.Timestamp("2025-01-01")
    assert support_words.counts_title(same, MARCH, late).endswith("moves it in all aid from 2025 to 2026")
    assert support_words.counts_title(same, MARCH, near).startswith("Neither the currency nor")
    assert support_words.counts_title(other, MARCH, near).startswith("The currency moves Europe")
    same_year = support_words.counts_title(same, MARCH, pd.Timestamp("2025-07-01"))
    assert same_year.endswith("from March 2025 to the quarter to September 2025")


def test_the_bound_of_the_revisions_lies_above_the_largest():
    assert support_words.revisions_title(pd.DataFrame({"change_pct": [2.9, -1.0]})).endswith("less than 3 %")
    assert support_words.revisions_title(pd.DataFrame({"change_pct": [-3.0]})).endswith("less than 4 %")
