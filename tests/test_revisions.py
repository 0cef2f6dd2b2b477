"""How figures change from edition to edition, on rows made by hand."""

import pandas as pd

from lib import revisions

NAMES = {"EST": "Estonia", "ESP": "Spain", "USA": "United States"}
ALLIES = pd.DataFrame(
    {
        "iso3": ["EST", "ESP", "USA", "ISL"],
        "joined": ["2004-03-29", "1982-05-30", "1949-04-04", "1949-04-04"],
        "has_armed_forces": [True, True, True, False],
    }
)


def rows(*facts, edition="2026-07", indicator="defexp_pct_gdp"):
    """Rows as the reader gives them, from (iso3, year, value)."""
    table = pd.DataFrame(facts, columns=["iso3", "year", "value"])
    return table.assign(
        ally=table["iso3"].map(NAMES),
        is_ally=True,
        indicator=indicator,
        edition=edition,
        estimate=False,
        source_id=f"nato-{edition}",
    )


def test_a_revision_is_last_edition_minus_first_and_the_largest_comes_first():
    editions = [
        rows(("EST", 2023, 3.0), ("ESP", 2023, 1.2), ("USA", 2023, 3.5), edition="2023-07"),
        rows(("ESP", 2023, 1.9), edition="2024-06"),
        rows(("EST", 2023, 2.5), ("ESP", 2023, 1.3), edition="2026-07"),
    ]
    found = revisions.first_to_last(pd.concat(editions))
    assert found["iso3"].tolist() == ["EST", "ESP"]  # one edition alone has no revision
    assert found["change"].round(6).tolist() == [-0.5, 0.1]
    assert found[["low", "high", "editions"]].values.tolist()[1] == [1.2, 1.9, 3]
    assert found["source_id"].tolist()[0] == "nato-2023-07; nato-2026-07"


def test_a_change_of_exactly_a_tenth_is_one_whatever_binary_numbers_say():
    both = pd.concat([rows(("EST", 2023, 1.24), edition="2023-07"), rows(("EST", 2023, 1.14))])
    assert revisions.first_to_last(both)["change"].tolist() == [-0.1]


def test_an_edition_is_counted_if_at_most_one_member_lacks_a_figure():
    full = rows(("EST", 2025, 3.4), ("ESP", 2025, 2.0), ("USA", 2025, 3.2))
    one_missing = rows(("EST", 2025, 3.4), ("USA", 2025, 3.2), edition="2025-08")
    partial = rows(("EST", 2025, 3.4), edition="2025-03")
    counted = revisions.counts(pd.concat([full, one_missing, partial]), ALLIES, 2.0)
    assert counted[["edition", "count", "of"]].values.tolist() == [["2025-08", 2, 2], ["2026-07", 3, 3]]


def test_who_is_no_longer_counted_is_told_from_the_first_and_the_last_count():
    story = pd.DataFrame({"names": ["Albania; Estonia; Spain", "Estonia; Spain", "Estonia; Latvia"]})
    assert revisions.no_longer(story) == ["Albania", "Spain"]


def test_a_changed_share_is_set_beside_the_changes_of_spending_and_of_gdp():
    amounts = [
        rows(("EST", 2024, 2.0), ("ESP", 2024, 2.0), edition="2024-06"),
        rows(("EST", 2024, 1.0), ("ESP", 2024, 2.1)),
        rows(("EST", 2024, 20.0), ("ESP", 2024, 20.0), edition="2024-06", indicator="defexp_usd_current_m"),
        rows(("EST", 2024, 11.0), ("ESP", 2024, 21.0), indicator="defexp_usd_current_m"),
        rows(("EST", 2024, 1000.0), ("ESP", 2024, 1000.0), edition="2024-06", indicator="gdp_usd_current_m"),
        rows(("EST", 2024, 1100.0), ("ESP", 2024, 1000.0), indicator="gdp_usd_current_m"),
    ]
    found = revisions.amounts_behind(pd.concat(amounts, ignore_index=True))
    assert found["ally"].tolist() == ["Estonia", "Spain"]
    changes = found[["change_pp", "spending_change_pct", "gdp_change_pct"]].round(6).values.tolist()
    assert changes == [[-1.0, -45.0, 10.0], [0.1, 5.0, 0.0]]


def test_an_ally_that_one_edition_gives_only_in_part_is_left_out():
    amounts = [
        rows(("EST", 2024, 2.0), edition="2024-06"),
        rows(("EST", 2024, 1.0)),
        rows(("EST", 2024, 20.0), edition="2024-06", indicator="defexp_usd_current_m"),
        rows(("ESP", 2024, 21.0), indicator="defexp_usd_current_m"),
        rows(("EST", 2024, 1000.0), edition="2024-06", indicator="gdp_usd_current_m"),
        rows(("EST", 2024, 1100.0), indicator="gdp_usd_current_m"),
    ]
    assert revisions.amounts_behind(pd.concat(amounts, ignore_index=True)).empty


def test_the_rows_of_a_number_are_grouped_without_naming_one_too_many():
    table = rows(("EST", 2014, 1.9), ("EST", 2015, 2.0), ("ESP", 2015, 0.9), ("EST", 2016, 2.1))
    named = {
        (block["edition"], year, iso3)
        for block in revisions.blocks(table)
        for year in block["year"]
        for iso3 in block["iso3"]
    }
    assert named == set(table[["edition", "year", "iso3"]].itertuples(index=False, name=None))


def test_a_revision_rests_on_its_two_ends_and_not_on_the_edition_between():
    editions = [
        rows(("ESP", 2023, value), edition=name) for name, value in (("a", 1.2), ("b", 1.9), ("c", 1.3))
    ]
    found = revisions.ends(revisions.first_to_last(pd.concat(editions)))
    assert found["edition"].tolist() == ["a", "c"]


def counted(*facts):
    return pd.DataFrame(facts, columns=["edition", "year", "count"])


def test_the_year_that_moved_most_is_known_with_whether_it_is_alone():
    one = counted(("a", 2023, 11), ("b", 2023, 10), ("a", 2024, 23), ("b", 2024, 18), ("b", 2025, 30))
    assert revisions.most_revised(one) == (2024, True)
    two = counted(("a", 2023, 11), ("b", 2023, 10), ("a", 2024, 17), ("b", 2024, 18))
    assert revisions.most_revised(two) == (2024, False)
