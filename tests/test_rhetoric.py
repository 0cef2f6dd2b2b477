import pandas as pd
import pytest

from lib import rhetoric, seeds

MATTIS, HEGSETH = rhetoric.SPEAKERS


def said(*rows):
    """Statements by hand: id, speaker, date, event."""
    table = pd.DataFrame(rows, columns=["statement_id", "speaker", "date", "event"])
    return table.assign(place="Brussels", setting="speech", source_id="a")


def marks(*rows):
    """Codes by hand: statement, theme, polarity."""
    return pd.DataFrame(rows, columns=["statement_id", "theme", "polarity"])


THEMES = pd.DataFrame({"code": ["ART5", "BURD"], "label": ["Mutual defence", "Burden sharing"]})
STATEMENTS = said(
    ("m1", MATTIS, "2017-02-15", "arrival"),
    ("m2", MATTIS, "2017-02-15", "arrival"),
    ("m3", MATTIS, "2017-02-15", "session"),
    ("h1", HEGSETH, "2025-02-12", "group"),
)


def test_a_theme_counts_once_per_occasion_however_many_statements_carry_it():
    codes = marks(("m1", "ART5", "+"), ("m2", "ART5", "+"))
    rows = rhetoric.theme_counts(STATEMENTS, codes, THEMES).set_index(["theme", "speaker"])
    assert rows.loc[("ART5", MATTIS), ["n", "of", "share_pct"]].tolist() == [1, 2, 50.0]


@pytest.mark.parametrize(("unit", "n", "of"), [("statement", 2, 3), ("occasion", 2, 2), ("day", 1, 1)])
def test_the_unit_decides_what_is_counted(unit, n, of):
    codes = marks(("m1", "ART5", "+"), ("m3", "ART5", "+"))
    rows = rhetoric.theme_counts(STATEMENTS, codes, THEMES, unit).set_index(["theme", "speaker"])
    assert rows.loc[("ART5", MATTIS), ["n", "of"]].tolist() == [n, of]


def test_a_theme_nobody_touched_is_zero_and_a_speaker_without_statements_has_no_share():
    rows = rhetoric.theme_counts(STATEMENTS[:3], marks(), THEMES)
    assert rows["n"].tolist() == [0, 0, 0, 0]
    assert rows.set_index("speaker").loc[HEGSETH, "share_pct"].isna().all()


def test_a_denied_theme_is_present_and_shows_in_polarity():
    codes = marks(("h1", "ART5", "-"), ("m1", "BURD", "+"))
    counts = rhetoric.theme_counts(STATEMENTS, codes, THEMES).set_index(["theme", "speaker"])
    assert counts.loc[("ART5", HEGSETH), "n"] == 1
    polarity = rhetoric.polarity_counts(STATEMENTS, codes, THEMES)
    assert polarity[["theme", "speaker", "affirmed", "limited"]].to_numpy().tolist() == [
        ["ART5", MATTIS, 0, 0],
        ["ART5", HEGSETH, 0, 1],
    ]


def test_side_by_side_begins_where_the_first_speaker_is_furthest_ahead():
    codes = marks(("h1", "BURD", "+"), ("m1", "ART5", "+"))
    rows = rhetoric.side_by_side(rhetoric.theme_counts(STATEMENTS, codes, THEMES))
    assert rows["theme"].tolist() == ["ART5", "BURD"]
    assert rows["difference_pp"].tolist() == [-50.0, 100.0]


def test_occasions_of_one_day_stay_apart_and_count_their_statements():
    rows = rhetoric.occasions(STATEMENTS)
    assert rows[["event", "statements"]].to_numpy().tolist() == [["arrival", 2], ["session", 1], ["group", 1]]


def test_pairs_give_each_speaker_one_quotation_per_theme_the_earliest_that_qualifies():
    fit = {
        "capacity": "secretary",
        "quote_language": "en",
        "verification": "two sources",
        "confidence": "high",
    }
    statements = pd.concat([STATEMENTS, said(("h2", HEGSETH, "2025-01-01", "hearing"))]).assign(**fit)
    statements.loc[statements["statement_id"] == "h2", "capacity"] = "nominee"
    codes = marks(
        ("m1", "ART5", "+"),
        ("m2", "ART5", "+"),
        ("h1", "ART5", "+"),
        ("h2", "ART5", "+"),
        ("m3", "BURD", "+"),
    )
    assert rhetoric.quotation_pairs(statements, codes, THEMES)["statement_id"].tolist() == ["m1", "h1"]


def test_no_pair_is_made_of_a_denied_theme():
    fit = {
        "capacity": "secretary",
        "quote_language": "en",
        "verification": "two sources",
        "confidence": "high",
    }
    codes = marks(("m1", "ART5", "+"), ("h1", "ART5", "-"))
    assert rhetoric.quotation_pairs(STATEMENTS.assign(**fit), codes, THEMES).empty


def test_word_rates_pool_readable_words_and_leave_uncounted_texts_out():
    texts = pd.DataFrame(
        {
            "speaker": [MATTIS, MATTIS, HEGSETH, HEGSETH],
            "speaker_words_readable": [400, 100, 250, pd.NA],
            "n_spend": [1, 1, 1, pd.NA],
        }
    )
    rates = rhetoric.word_rates(texts, ["spend"]).set_index("speaker")
    assert rates.loc[MATTIS, ["transcripts", "words", "n", "per_1000_words"]].tolist() == [2, 500, 2, 4.0]
    assert rates.loc[HEGSETH, "per_1000_words"] == 4.0


def test_every_setting_has_a_name_on_the_page():
    assert set(seeds.table("statements")["setting"]) <= set(rhetoric.SETTINGS)


def test_every_theme_named_on_a_statement_is_a_code_of_the_first_pass():
    statements = seeds.table("statements").set_index("statement_id")
    coded = rhetoric.coded(seeds.table("statement-codes")).groupby("statement_id")["theme"].agg(set)
    named = statements["themes_pass1"].str.split("; ").map(set)
    assert (coded.reindex(named.index) == named).all()


def test_no_quotation_is_longer_than_forty_words():
    assert (seeds.table("statements")["quote_words"] <= 40).all()


@pytest.mark.parametrize(("by_day", "kept"), [(-5.0, True), (5.0, False), (0.0, False)])
def test_a_difference_keeps_its_side_only_if_every_unit_agrees(by_day, kept):
    by_unit = pd.DataFrame({"theme": "ART5", "difference_pp": [-20.0, by_day]})
    assert bool(rhetoric.same_side(by_unit)["ART5"]) is kept
