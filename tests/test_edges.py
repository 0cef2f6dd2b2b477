"""Rules hold at their edges: on the very day, at the very level, with one row or none."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from judging import judge
from matplotlib.colors import to_hex

from lib import (
    alliance,
    alliance_words,
    brief_charts,
    brief_leads,
    brief_parts,
    brief_table,
    brief_titles,
    brief_words,
    briefs,
    claims_demands,
    claims_presence,
    claims_words,
    funding_words,
    meeting_charts,
    meetings,
    paired,
    revision_charts,
    revisions,
    rhetoric,
    rhetoric_charts,
    rhetoric_words,
    seeds,
    spending,
    style,
    support,
    support_words,
    targets,
    verdicts,
)

# Table, old and new text, and the verdict: first on the edge, then beyond it.
EDGES = [
    # agreed on the day of the article; the day before is too early to matter, the day after too late
    ("c12", "commitments", "The Hague,2025-06-25", "The Hague,2025-02-11", "contradicted"),
    # a level is held against what is printed to one decimal
    ("c71", "commitments", "level,5,percent of GDP", "level,5.04,percent of GDP", "supported"),
    ("c71", "commitments", "level,5,percent of GDP", "level,5.06,percent of GDP", "contradicted"),
    ("c36", "commitments", "level,5,percent of GDP", "level,5.04,percent of GDP", "supported"),
    ("c36", "commitments", "level,5,percent of GDP", "level,5.2,percent of GDP", "contradicted"),
    ("c36", "commitments", "3.5,percent of GDP", "3.54,percent of GDP", "supported"),
    ("c36", "commitments", "3.5,percent of GDP", "3.7,percent of GDP", "contradicted"),
    ("c95", "commitments", "1.5,percent of GDP", "1.54,percent of GDP", "supported"),
    ("c95", "commitments", "1.5,percent of GDP", "1.6,percent of GDP", "contradicted"),
    # the end of June begins on its 21st day
    ("c93", "attendance", "NATO summit,2025-06-24,2025-06-25", "NATO summit,2025-06-21,2025-06-22", "supported"),
    ("c93", "attendance", "NATO summit,2025-06-24,2025-06-25", "NATO summit,2025-06-20,2025-06-22", "contradicted"),
    # a member from the day of the article on
    ("c35", "allies", "2024-03-07", "2025-06-04", "supported"),
    ("c35", "allies", "2024-03-07", "2025-06-05", "contradicted"),
    # the group first met on the day of the invasion
    ("c21", "contact-group-meetings", "held,2022-04-26,", "held,2022-02-24,", "supported"),
    ("c21", "contact-group-meetings", "held,2022-04-26,", "held,2022-02-23,", "contradicted"),
    # events in order, the last one on the day of the article
    ("c49", "events", "E26,2025-02-12", "E26,2025-04-04", "supported"),
    ("c49", "events", "E26,2025-02-12", "E26,2025-04-05", "contradicted"),
    ("c49", "events", "irreversible path", "some path", "contradicted"),
    ("c50", "events", "E33,2025-03-11", "E33,2025-04-04", "supported"),
    ("c50", "events", "E33,2025-03-11", "E33,2025-04-05", "contradicted"),
    ("c50", "events", "E31,2025-03,", "E31,2025-03-11,", "supported"),
    ("c52", "events", "E59,2025-04-02", "E59,2025-04-04", "supported"),
    ("c52", "events", "E59,2025-04-02", "E59,2025-04-05", "contradicted"),
    ("c52", "events", "Kyiv accepts a", "Kyiv studies a", "contradicted"),
    ("c52", "events", "Russia has rejected the", "Russia has read the", "contradicted"),
    # within the week before the article
    ("c56", "events", "E34,2025-04-02", "E34,2025-04-04", "supported"),
    ("c56", "events", "E34,2025-04-02", "E34,2025-04-05", "contradicted"),
    ("c56", "events", "E34,2025-04-02", "E34,2025-03-29", "supported"),
    ("c56", "events", "E34,2025-04-02", "E34,2025-03-28", "contradicted"),
    # on one of the two days of the talks
    ("c98", "events", "E36,2025-04-03", "E36,2025-04-02", "supported"),
    ("c98", "events", "E36,2025-04-03", "E36,2025-04-01", "contradicted"),
    ("c98", "events", "E36,2025-04-03", "E36,2025-04-04", "contradicted"),
    # both the day and the words of an event have to fit
    ("c70", "events", "adopt new capability targets", "adopt new rules", "contradicted"),
    ("c70", "events", "E40,2025-06-05", "E40,2025-06-09", "contradicted"),
    # in office until the day before the handover
    ("c60", "events", "E63,2025-07-04", "E63,2025-04-05", "supported"),
    ("c60", "events", "E63,2025-07-04", "E63,2025-04-04", "contradicted"),
    ("c60", "events", "takes over from Christopher Cavoli", "takes over from somebody", "contradicted"),
    # without the words on the hour there is one day alone
    ("c79", "events", " late in the evening, Washington time", "", "contradicted"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "table", "old", "new", "verdict"), EDGES)
def test_a_claim_is_decided_to_the_day_and_to_the_digit(name, table, old, new, verdict, seeds_copy, spoil):
    spoil(table, old, new)
    assert judge(name, seeds_copy).verdict.replace("outdated", "supported") == verdict


def test_the_level_in_force_is_the_last_one_agreed_by_the_day(seeds_copy, spoil):
    spoil("commitments", "a year,floor,2,percent of GDP", "a year,floor,2.5,percent of GDP")
    assert judge("c71", seeds_copy).computed.endswith("up from 2.5 per cent")


def test_an_edition_counts_as_known_on_the_day_it_came_out(seeds_copy, spoil):
    known = judge("c09", seeds.SEEDS).computed
    spoil("editions", ",2024-06-17,", ",2025-02-11,")
    assert judge("c09", seeds_copy).computed == known


def test_only_what_is_asked_about_spending_is_a_demand(seeds_copy, spoil):
    before = claims_demands._demands(seeds.SEEDS)
    spoil("events", "On his way to the summit Trump says", "On his way Trump asks for 9 % and says")
    assert len(claims_demands._demands(seeds_copy)) == len(before)


def test_an_interval_of_31_days_is_a_short_month(seeds_copy, spoil):
    spoil("contact-group-meetings", "held,2022-05-23,", "held,2022-05-27,")
    assert "; 9 of 27" in judge("c29", seeds.SEEDS).computed
    assert "; 9 of 27" in judge("c29", seeds_copy).computed


def test_the_next_summit_is_not_the_one_that_opens_on_the_same_day(seeds_copy, spoil):
    said = judge("c66", seeds.SEEDS).computed
    spoil("attendance", "NATO summit,2025-06-24,", f"NATO summit,{_day_said()},")
    assert said.startswith(("1 day", "19 days", "20 days"))
    assert not judge("c66", seeds_copy).computed.startswith("0 days")


def _claim(name):
    return next(
        (claim, article) for article in seeds.documents() for claim in article.claims if claim.id == name
    )


def _day_said():
    _, article = _claim("c66")
    return claims_presence._quoted(article, claims_presence.HEGSETH, seeds.SEEDS)["date"].min()


def test_a_meeting_on_the_day_of_the_article_is_the_last_one(seeds_copy, spoil):
    spoil("attendance", "(26th),2025-02-12,2025-02-12", "(26th),2025-04-04,2025-04-04")
    claim, article = _claim("c47")
    days, _ = claims_words.last_group_meeting(claim, article, "Pete Hegseth", seeds_copy)
    assert days == ["2025-04-04"]


def test_a_quotation_with_brackets_is_looked_for_as_it_stands():
    said = pd.DataFrame(
        {"date": ["2025-02-12"], "quote": ["so"], "french_form_in_article": ["il dit (enfin"]}
    )
    claim: Any = SimpleNamespace(quotation={"text": "dit (enfin"})
    told = claims_words._missed(claim, ("so",), said, ["2025-02-12"], said.iloc[:0])
    assert "nearest" in told


def numbered(table):
    return list(table.index) == list(range(len(table)))


def test_rows_of_results_are_numbered_from_the_first_one():
    found = briefs.tables("2026-07")
    assert numbered(alliance.levels(seeds.table("commitments").iloc[::-1]))
    assert numbered(briefs.overview("2026-07"))
    assert numbered(meetings.held(seeds.table("contact-group-meetings").iloc[::-1]))
    assert numbered(revisions.ends(revisions.first_to_last(found["shares"])))
    two = pd.DataFrame(
        {"iso3": ["EST", "POL"], "ally": ["Estonia", "Poland"], "a": [1.0, 2.0], "b": [2.0, 1.0]}
    )
    assert numbered(spending.ranks(two, {"a": "one", "b": "other"}))
    latest = seeds.expenditure("defexp_pct_gdp", "2026-07")
    assert numbered(paired.then_and_latest(seeds.table("paired-indicators"), latest[latest["is_ally"]]))


def test_the_margin_of_growth_is_what_was_achieved_above_what_is_needed():
    table = briefs.measures(briefs.tables("2026-07"), 3.5, 2035, briefs.agreed())
    margin = table["growth_long_pct"] - table["needed_pct"]
    assert margin.notna().any()
    pd.testing.assert_series_equal(table["growth_margin_pp"], margin, check_names=False)


def test_a_total_is_no_core_level():
    chosen = targets.national_levels(seeds.table("national-targets"))
    table = brief_parts.levels(seeds.table("national-targets"))
    core = table["level_scope"] != "total"
    assert core.any() and not core.all() and len(chosen) == len(table)
    assert table.loc[core, "core_level_pct"].equals(table.loc[core, "level_pct"])
    assert table.loc[~core, "core_level_pct"].isna().all()


def test_few_at_a_level_make_a_share_unusual_in_the_middle_of_the_table():
    table = pd.DataFrame({"year": [2026] * 5, "share_pct_gdp": [1.0, 1.1, 1.2, 3.6, 3.7]})
    row = {
        "year": 2026,
        "share_pct_gdp": 3.6,
        "of": 5,
        "guideline_pct": 2.0,
        "target_pct": 3.5,
        "total_pct": 5.0,
    }
    places = pd.DataFrame({"tail": [0.9], "above": [1], "below": [3]}, index=["share"])
    assert brief_leads._tail("share", row, table, places) == 0.4


@pytest.mark.parametrize(
    ("editions", "single", "said"),
    [
        (["a"], 0, ": one line."),
        (["a", "b"], 0, ": two lines, one per edition."),
        (["a", "b"], 1, ": two lines, one per edition, and one open dot from"),
        (["a"], 2, ": one line and two open dots from"),
    ],
)
def test_lines_and_dots_are_told_in_their_number(editions, single, said):
    row = {"ally": "Poland", "revisions": 1, "revised_up": 1, "revised_down": 0}
    told = brief_titles.editions_alt(row, editions, single)
    assert said in told
    assert "Of one year in more" in told


def test_the_caption_tells_of_one_line_or_of_the_strong_one():
    assert brief_titles.editions_caption(["a"], 0).startswith("The line is the newest")
    assert brief_titles.editions_caption(["a", "b"], 0).startswith("The strong line is the newest")


def test_a_change_below_one_per_cent_has_a_direction_too():
    assert alliance_words.changed(0.7) == "rose by 1 per cent"
    assert alliance_words.more(-0.7) == "1 % less"


def test_the_newest_text_is_that_of_the_last_row():
    levels = pd.DataFrame({"event": ["Wales", "Hague"], "bound": ["", ""], "value": [2.0, 5.0]})
    assert alliance_words.newest(levels, "")["value"] == 5.0


def test_a_part_of_one_per_cent_or_more_is_not_almost_nothing():
    assert [funding_words.national_part(pct) for pct in (0.9, 1.0, 1.5)] == ["Almost all", "Most", "Most"]


def test_a_share_that_did_not_move_neither_fell_nor_rose():
    same = pd.DataFrame({"value": [22.0, 22.0], "year_to": [2018, 2020], "status": ["formula"] * 2})
    assert "went from 22 %" in funding_words.cost_title(same, same.assign(value=15.0))


@pytest.mark.parametrize(
    ("led", "over"), [([True, False], True), ([False, False], False), ([True, True], False)]
)
def test_a_lead_is_handed_over_only_if_there_was_one_and_another_after_it(led, over):
    assert bool(meetings.handed_over(pd.DataFrame({"us_chaired": led}))) is over


def test_a_chair_without_a_colour_of_its_own_is_slate():
    held = pd.DataFrame(
        {
            "meeting_no": [33],
            "day": pd.to_datetime(["2026-02-12"]),
            "led_by": ["France"],
            "format": ["in_person"],
            "secretary": ["in the room"],
        }
    )
    ax: Any = meeting_charts.meeting_calendar(held, pd.DataFrame({"date": ["2026-12-03"]}), {})
    assert to_hex(ax.get_lines()[0].get_color()) == style.SLATE


def test_an_edition_of_a_month_is_known_in_that_month():
    words = {"Mattis": ("2017-01", "2018-12"), "Hegseth": ("2025-01", "2026-06-30")}
    assert "Neither" not in paired.who_could_know("2026-06-15", words)


def test_a_reported_count_well_below_all_lines_stands_to_the_right():
    counts = pd.DataFrame({"edition": "a", "year": [2014, 2015, 2016], "count": [9, 9, 9], "estimate": False})
    reported = pd.DataFrame({"year": [2014, 2015, 2016], "count": [3, 7, 6]})
    ax: Any = revision_charts.counts_by_edition(counts, reported, ["a"])
    side = {text.get_text(): text.get_ha() for text in ax.texts}
    assert (side["7"], side["6"]) == ("right", "left")


def test_a_speaker_of_whom_nothing_is_recorded_has_no_share():
    statements = seeds.table("statements").query("speaker == 'Pete Hegseth'")
    codes = rhetoric.coded(seeds.table("statement-codes"))
    counts = rhetoric.theme_counts(statements, codes, seeds.table("themes"))
    mattis = counts[counts["speaker"] == "James Mattis"]
    assert set(mattis["of"]) == {0} and mattis["share_pct"].isna().all()


def test_occasions_come_in_order_whatever_the_order_of_the_table():
    statements = seeds.table("statements")
    turned = rhetoric.occasions(statements.iloc[::-1])
    keys = rhetoric.UNITS["occasion"]
    assert turned[keys].equals(rhetoric.occasions(statements)[keys])


def test_the_last_of_several_names_is_the_surname():
    assert rhetoric_words.surname("James Norman Mattis") == "Mattis"


def announced(*rows):
    columns = ["as_of", "value"]
    return pd.DataFrame(rows, columns=columns).assign(
        unit="USD billion", record_type="udcg_statement", period_type="cumulative", measure="aid", donor="All",
        period_start="2022-02-24", note="", source_id="s",
    )  # fmt: skip


@pytest.mark.parametrize(("day", "role"), [("2024-02-01", "line"), ("2024-02-02", "repeated")])
def test_a_total_is_repeated_if_it_is_quoted_after_more_than_31_days(day, role):
    own = announced(("2024-01-01", 40.0)).assign(measure="security assistance committed", record_type="us")
    aid = pd.concat([announced(("2024-01-01", 50.0), (day, 50.0)), own], ignore_index=True)
    assert support.announced_totals(aid)[0]["role"].tolist() == ["line", role]


@pytest.mark.parametrize(("earlier", "now"), [([5.0, 5.0], [4.0, 5.0]), ([4.0, 5.0], [5.0, 5.0])])
def test_level_with_each_other_nobody_is_ahead(earlier, now):
    revised = pd.DataFrame(
        {
            "donor": [support.EUROPE, support.AMERICA],
            "aid_type": "total",
            "period_start": "2022-01",
            "period_end": "2023-01",
            "earlier_eur_bn": earlier,
            "now_eur_bn": now,
        }
    )
    assert support.still_ahead(revised) == (1, 0)


def test_months_are_counted_over_the_turn_of_years():
    start, stop = pd.Timestamp("2022-11-30"), pd.Timestamp("2024-01-01")
    assert support_words.months_between(start, stop) == 14
    assert support_words.months_between(stop, start) == -14


def test_a_small_number_of_amounts_is_a_word():
    assert "moved three earlier" in support_words.revisions_title(
        pd.DataFrame({"change_pct": [1.0, -2.5, 0.0]})
    )


def test_a_horizon_of_one_year_is_still_ahead():
    rows = pd.DataFrame({"iso3": ["EST"], "year": [2025], "value": [2.0]})
    assert targets.required_growth(rows, 4.0, 2026)["required_pct"].round(2).tolist() == [100.0]


def test_a_total_comes_before_a_budget():
    rows = seeds.table("national-targets").iloc[:2].assign(
        iso3="EST", target_value=[2.0, 3.0], scope=["total", "budget"], state_in_nov_2026="current",
        binding_status="law", year_qualifier="by",
    )  # fmt: skip
    for table in (rows, rows.iloc[::-1]):
        assert targets.national_levels(table)["scope"].tolist() == ["total"]


def test_one_day_is_a_day_and_two_are_days():
    assert (verdicts.duration(1), verdicts.duration(2)) == ("1 day", "2 days")


def test_an_amount_has_no_decimal_from_a_hundred_billion_on():
    assert brief_words.amount(99.4) == "99.4 billion"
    assert brief_words.amount(100.4) == "100 billion"


def test_the_axis_of_shares_ends_above_the_highest_share_and_the_highest_level():
    shares = pd.DataFrame({"value": [1.0, 4.48]})
    assert brief_charts.top_of_axis(shares, [2.0, 3.5]) == 5.0
    assert brief_charts.top_of_axis(shares, [2.0, 5.0]) == 5.5


def test_missing_for_the_same_reason_is_told_once_and_equal_values_of_two_lines_stay():
    missing: tuple[str, ...] = ("Share", brief_table.NOT_HERE, "", "", "")
    figure: tuple[str, ...] = ("Share", "2.0", "% of GDP", "2026", "edition")
    assert brief_table._told_once([missing, missing, figure, figure]) == [missing, figure, figure]
    for_want_of_forces: list[tuple[str, ...]] = [
        (name, brief_table.NO_FORCES, "", "", "") for name in ("Share", "Equipment")
    ]
    assert len(brief_table._told_once(for_want_of_forces)) == 1


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2020], "the figure for 2020 was below 2 per cent; in the latest edition it is at or above it."),
        (
            [2020, 2021],
            "the figures for 2020 and 2021 were below 2 per cent; in the latest edition they are at or",
        ),
    ],
)
def test_one_year_that_crossed_the_guideline_was_and_several_were(years, said):
    row = {
        "ally": "Poland", "share_pct_gdp": 2.0, "revisions": 3, "revised_up": 1, "revised_down": 0,
        "revised_year": 2020, "revised_pp": 0.4, "revised_first_value": 1.8, "revised_last_value": 2.2,
        "revised_first_edition": "2021-06", "revised_last_edition": "2026-07", "guideline_pct": 2.0,
    }  # fmt: skip
    assert said in brief_words.revision_story(row, {"left": [], "reached": years})


def test_the_scale_of_agreement_has_a_tick_every_fifth():
    table = pd.DataFrame(
        {"label": ["a"], "retest": [0.9], "retest_n": [5], "patterns": [0.5], "patterns_n": [5]}
    )
    assert list(rhetoric_charts.kappa_dots(table).get_xticks()) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]


def test_a_plan_comes_before_a_statement_of_the_same_level_for_an_earlier_year():
    rows = seeds.table("national-targets").iloc[:2].assign(
        iso3="EST", target_value=3.0, scope="core", state_in_nov_2026="current",
        binding_status=["announcement", "budget plan"], target_year=[2028, 2030], year_qualifier="by",
    )  # fmt: skip
    assert targets.national_levels(rows)["target_year"].tolist() == [2030]
