"""Verdicts from amounts, shares of GDP and demands: a cell that makes a claim untrue changes the verdict."""

import pytest
from judging import judge

from lib import claims_shares, seeds
from lib.records import NumberError

SPENDING, AID = "defence-expenditure", "aid-to-ukraine"


def verdict(name, folder):
    found = judge(name, folder)
    return found.verdict, found.since


@pytest.fixture
def reprint(seeds_copy):
    """Let an article of the copy print another value in one of its claims."""

    def change(name, old, new):
        path = next(
            p for p in (seeds_copy / "documents").iterdir() if f"- id: {name}\n" in p.read_text("utf-8")
        )
        before, rest = path.read_text("utf-8").split(f"- id: {name}\n")
        assert f"value: {old}\n" in rest
        path.write_text(f"{before}- id: {name}\n{rest.replace(f'value: {old}', f'value: {new}', 1)}", "utf-8")

    return change  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new"), [("c24", 111, 112), ("c26", 58, 57), ("c23", 126, 140), ("c35", 32, 31), ("c25", 66.5, 67)]
)  # fmt: skip
def test_an_article_that_printed_another_value_is_contradicted(name, old, new, seeds_copy, reprint):
    reprint(name, old, new)
    assert verdict(name, seeds_copy)[0] == "contradicted"


def test_a_conversion_is_of_the_dollars_that_the_same_article_prints(seeds_copy, reprint):
    reprint("c23", 126, 130)
    assert verdict("c24", seeds_copy)[0] == "contradicted"
    assert verdict("c26", seeds_copy)[0] == "supported"


def test_a_total_given_on_the_day_decides_over_the_printed_one(seeds_copy, spoil):
    spoil(AID, "(incl. US),military,126,USD billion,current US dollars,official,2025-06-04",
          "(incl. US),military,150,USD billion,current US dollars,official,2025-06-04")  # fmt: skip
    assert verdict("c23", seeds_copy) == ("contradicted", None)


def test_a_total_stands_until_later_pledges_no_longer_fit_it(seeds_copy, spoil):
    assert verdict("c23", seeds.SEEDS) == ("outdated", "2025-10-15")
    spoil(AID, "announced,military,50,GBP billion", "announced,military,4,GBP billion")
    assert verdict("c23", seeds_copy) == ("outdated", "2026-02-12")


def test_pledges_in_pounds_are_turned_into_dollars_at_the_rate_of_their_month(seeds_copy, spoil):
    spoil(AID, "announced,military,50,GBP billion", "announced,military,4,GBP billion")
    spoil("exchange-rates", "GBP,USD,monthly_average,2025,10,1.33449", "GBP,USD,monthly_average,2025,10,2.5")
    assert verdict("c23", seeds_copy) == ("outdated", "2025-10-15")


def test_the_american_part_is_the_last_total_stated_by_the_day(seeds_copy, spoil):
    spoil(AID, "committed,military,67,USD billion", "committed,military,66,USD billion")
    assert verdict("c25", seeds_copy)[0] == "contradicted"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("about 10 billion dollars, in 2016", "about 12 billion dollars, in 2016"),
        ("real growth of 3.8 %", "real growth of 2.8 %"),
        ("E04,2017-02-14,", "E04,2017-02-16,"),
    ],
)
def test_an_announcement_of_another_amount_rate_or_day_contradicts(old, new, seeds_copy, spoil):
    spoil("events", old, new)
    assert verdict("c80", seeds_copy)[0] == "contradicted"


def test_an_announcement_without_an_amount_is_named(seeds_copy, spoil):
    spoil("events", "about 10 billion dollars", "a large sum")
    with pytest.raises(NumberError, match="events, E04"):
        verdict("c80", seeds_copy)


def share(iso3, year, edition, value):
    """A row of shares of GDP up to its value, as the table writes it."""
    base = {"2024-06": 2015, "2025-08": 2021, "2026-07": 2021}[edition]
    return f'{iso3},{year},defexp_pct_gdp,{value},percent of GDP,"share of real GDP, {base} prices",{edition}'


def change_share(spoil, iso3, year, edition, old, new):
    spoil(SPENDING, share(iso3, year, edition, old), share(iso3, year, edition, new))


@pytest.mark.parametrize(
    ("name", "year", "old", "new"), [("c10", 2024, 2.0155, 2.2), ("c107", 2016, 1.4385, 2.0)]
)
def test_the_share_known_on_the_day_decides(name, year, old, new, seeds_copy, spoil):
    change_share(spoil, "X_NATO_EUR_CAN", year, "2024-06", old, new)
    assert verdict(name, seeds_copy)[0] == "contradicted"


def test_a_break_that_a_later_edition_takes_back_is_none(seeds_copy, spoil):
    assert verdict("c10", seeds.SEEDS) == verdict("c107", seeds.SEEDS) == ("outdated", "2025-08")
    change_share(spoil, "X_NATO_EUR_CAN", 2025, "2026-07", 2.31, 1.95)
    assert verdict("c10", seeds_copy) == verdict("c107", seeds_copy) == ("outdated", "2026-07")


def test_an_ally_at_the_level_contradicts_and_later_ones_make_it_outdated(seeds_copy, spoil):
    assert verdict("c34", seeds.SEEDS) == ("outdated", "2026-07")
    change_share(spoil, "LTU", 2026, "2026-07", 5.33, 4.99)
    assert verdict("c34", seeds_copy) == ("outdated", "2026-07")
    change_share(spoil, "EST", 2026, "2026-07", "5.1", 4.99)
    seeds._table.cache_clear()
    assert verdict("c34", seeds_copy) == ("supported", None)


def test_an_ally_at_the_level_in_the_edition_of_the_day_contradicts(seeds_copy, spoil):
    rows = seeds.table(SPENDING)
    poland = rows.query(
        "iso3 == 'POL' and year == 2024 and edition == '2024-06' and indicator == 'defexp_pct_gdp'"
    )
    change_share(spoil, "POL", 2024, "2024-06", poland["value"].iloc[0], 4.995)
    assert verdict("c34", seeds_copy)[0] == "contradicted"


def test_the_level_is_the_one_that_the_same_article_prints(seeds_copy, reprint):
    reprint("c94", 5, 4)
    assert verdict("c34", seeds_copy)[0] == "contradicted"


def test_an_edition_known_to_the_month_is_known_from_its_last_day():
    rows = claims_shares.shares(seeds.SEEDS, [claims_shares.EUROPE_AND_CANADA])
    assert set(rows.loc[rows["edition"] == "2025-08", "known_by"]) == {"2025-08-31"}
    assert set(rows.loc[rows["edition"] == "2024-06", "known_by"]) == {"2024-06-17"}


def test_an_ally_that_joined_later_is_not_counted(seeds_copy, spoil):
    spoil("allies", "SWE,Sweden,Europe,2024-03-07", "SWE,Sweden,Europe,2025-07-01")
    assert verdict("c35", seeds_copy)[0] == "contradicted"


def test_fewer_printed_ministers_than_allies_would_be_right(seeds_copy, reprint):
    reprint("c19", 50, 31)
    assert verdict("c19", seeds_copy)[0] == "supported"


def test_twice_is_counted_from_the_share_of_the_day_and_the_demand(seeds_copy, spoil):
    spoil("events", "repeats the 5 % demand", "repeats the 4 % demand")
    assert verdict("c09", seeds_copy)[0] == "contradicted"


def test_twice_needs_a_share_of_at_most_half_the_demand(seeds_copy, spoil):
    change_share(spoil, "X_NATO_EUR_CAN", 2024, "2024-06", 2.0155, 2.6)
    assert verdict("c09", seeds_copy)[0] == "contradicted"


def test_a_wish_lasts_until_a_president_in_office_asks_for_more(seeds_copy, spoil):
    assert verdict("c81", seeds.SEEDS) == ("outdated", "2025-01-23")
    spoil("events", "repeats the 5 % demand", "repeats the 2 % demand")
    assert verdict("c81", seeds_copy) == ("supported", None)


def test_a_higher_level_agreed_before_contradicts_the_printed_one(seeds_copy, spoil):
    spoil("commitments", "within a decade,level,2,", "within a decade,level,3,")
    assert verdict("c81", seeds_copy)[0] == "contradicted"
