"""The verdicts are counted and told as they are; how long a claim held is reckoned from its article."""

import pandas as pd

from lib import claims, verdicts

CLAIMS = pd.DataFrame(
    {
        "claim": ["c1", "c2", "c3"],
        "text": ["One holds", "Two held", "Three is off"],
        "article": ["000", "000", "001"],
        "printed_on": ["2025-02-11", "2025-02-11", "2025-06-04"],
        "kind": ["number", "number", "date"],
        "verdict": ["supported", "outdated", "contradicted"],
        "basis": ["recomputed", "judged", "recomputed"],
        "looseness": ["", "", "loose phrase"],
        "outdated_since": ["", "2025-08", ""],
        "as_of": ["2026-11-22"] * 3,
        "source_id": ["article-000", "article-000", "article-001"],
    }
)


def test_every_claim_of_the_articles_is_a_row():
    judged = claims.judged()
    table = verdicts.table(judged)
    assert list(table["claim"]) == [item.claim.id for item in judged]
    assert table["claim"].is_unique
    assert set(table["verdict"]) <= set(verdicts.VERDICTS)
    assert set(table["kind"]) <= set(verdicts.KINDS)


def test_an_article_is_counted_verdict_by_verdict():
    first = verdicts.by_article(CLAIMS).iloc[0]
    assert (first["claims"], first["supported"], first["outdated"], first["contradicted"]) == (2, 1, 1, 0)
    assert first["recomputed"] == 1


def test_what_is_off_is_told_and_so_is_that_nothing_is():
    assert verdicts.faults(CLAIMS) == "the contradicted claim is a loose phrase"
    assert verdicts.faults(CLAIMS.head(2)) == "none of its claims is contradicted"


def test_a_claim_held_from_its_article_to_the_first_day_of_a_month_that_is_all_that_is_known():
    (row,) = verdicts.lifetimes(CLAIMS).itertuples()
    assert (row.printed_on, row.outdated_since, row.held_until) == ("2025-02-11", "2025-08", "2025-08-01")
    assert row.held_days == 171


def test_a_share_of_a_verdict_counts_all_claims_of_the_kind():
    rows = verdicts.shares(CLAIMS, "kind", "outdated").set_index("kind")
    assert (rows.loc["number", "count"], rows.loc["number", "of"], rows.loc["number", "pct"]) == (1, 2, 50)


def test_the_first_year_at_a_level_is_found_edition_by_edition_on_printed_shares():
    shares = pd.DataFrame(
        {"name": ["a", "a", "b"], "year": [2024, 2025, 2024], "share_pct_gdp": [1.996, 2.3, 1.99]}
    )
    assert verdicts.first_years(shares, 2.0) == {"a": 2024, "b": None}
    assert (
        verdicts.by_edition({"a": 2024, "b": None})
        == "2024 by the edition of a, in no year by the edition of b"
    )
