"""The brief of every ally says what is stored in briefs.txt: sentences, tables, titles, and the rows they rest on.

The chapters store the brief of one ally; the others are made when the book is built, and nobody sees at once that a
change of the code has changed them. After a change that is meant: python tests/test_brief_stored.py, then look at
the difference.
"""

from pathlib import Path

import pandas as pd
import pytest

from lib import (
    brief_charts,
    brief_facts,
    brief_lead_words,
    brief_leads,
    brief_rows,
    brief_table,
    brief_titles,
    brief_words,
    briefs,
)

STORED = Path(__file__).with_name("briefs.txt")
HORIZON = 2035
WITH_ROWS = 3.5  # the level at which the rows are stored too
# Edition, level, and for which allies (all, if none is named): large and small, above and below, old and new members,
# and the one without armed forces.
SOME = ("Belgium", "Iceland", "Luxembourg", "Poland", "Spain", "Sweden", "Türkiye", "United States")
EDITIONS = {
    ("2026-07", 3.5): (),
    ("2026-07", 2.0): SOME,
    ("2026-07", 5.0): SOME,
    ("2025-08", 3.5): SOME,
    ("2024-06", 3.5): SOME,
}


def told(edition, target_pct, allies):
    """What the briefs of some allies say (of all, if none is named), one block of lines each, by the block's first line."""
    levels, found = briefs.agreed(), briefs.tables(edition)
    table = briefs.measures(found, target_pct, HORIZON, levels)
    blocks = {}
    for iso3, values in table.sort_values("ally").iterrows():
        row = values.to_dict() | {"iso3": iso3}
        if not allies or row["ally"] in allies:
            head = f"== {row['ally']}, edition {edition}, {target_pct:g} per cent"
            basis = _basis(row, found) if target_pct == WITH_ROWS and row["ally"] in SOME else ()
            lines = [head, *_sentences(row, table, found, levels), *_charts(row, found, levels), *basis]
            blocks[head] = "\n".join(lines)
    return blocks


def _sentences(row, table, found, levels):
    own = found["targets"][found["targets"]["iso3"] == row["iso3"]]
    places = briefs.places(table, row["iso3"], brief_leads.RANKED, brief_leads.DATED)
    until = str(found["aid"]["as_of"].max())
    yield from (
        f"lead {name}: {line}" for name, line in brief_leads.lead(table, places, row["iso3"], own).items()
    )
    # Sentences that other measures would lead with, and that a new edition may choose.
    for name in places.index:
        if name != "joined" or row["has_armed_forces"]:
            yield f"{name}: {brief_lead_words.SENTENCES[name](row, places.loc[name], table, own)}"
    yield brief_words.share_story(row, table)
    yield brief_words.revision_story(row, briefs.crossed(found["shares"], row["iso3"], levels["guideline"]))
    yield brief_words.distance_story(row)
    yield brief_words.money_story(row)
    yield brief_words.growth_story(row)
    yield brief_facts.targets_story(row, own)
    yield brief_facts.equipment_story(row)
    yield brief_facts.personnel_story(row)
    yield brief_facts.aid_story(row, until)
    yield brief_facts.cost_story(row)
    glance = brief_table.at_a_glance(row, own, until, int(found["people"]["year"].iloc[0]))
    frame = glance if isinstance(glance, pd.DataFrame) else glance.data
    yield from (
        " | ".join(str(cell) for cell in line) for line in frame.reset_index().itertuples(index=False)
    )


def _charts(row, found, levels):
    shares = found["now"][found["now"]["indicator"] == briefs.SHARE]
    path = brief_charts.beside_others(shares, row["iso3"])
    if len(path):
        names = brief_titles.level_names(row, levels["core"])
        yield f"levels: {names}, axis up to {brief_charts.top_of_axis(shares, list(names)):g}"
        yield brief_titles.share_title(row)
        yield brief_titles.share_subtitle(path)
        yield brief_titles.share_alt(row, path)
    if brief_titles.compared(row):
        printed = found["shares"][found["shares"]["iso3"] == row["iso3"]].sort_values(["edition", "year"])
        full = brief_charts.full_editions(printed)
        single = int((~printed["edition"].isin(full)).sum())
        yield brief_titles.editions_title(row)
        yield brief_titles.editions_alt(row, full, single)
        yield brief_titles.editions_caption(full, single)


def _basis(row, found):
    for name in brief_rows._BASES:
        parts = [part.record() for part in brief_rows.basis(name, row, found)["rows"]]
        said = "; ".join(f"{part['table']}: {part['where']} ({part['count']} rows)" for part in parts)
        yield f"{name} rests on {said}"


def _stored():
    text = STORED.read_text(encoding="utf-8")
    return {block.partition("\n")[0]: block for block in text.rstrip("\n").split("\n\n")}


@pytest.mark.parametrize(("edition", "target_pct"), EDITIONS)
def test_every_brief_says_what_is_stored(edition, target_pct):
    stored = _stored()
    for head, block in told(edition, target_pct, EDITIONS[edition, target_pct]).items():
        assert block.splitlines() == stored[head].splitlines(), f"{head[3:]}: see the head of {__file__}"


def test_nothing_is_stored_that_no_brief_says():
    assert len(_stored()) == 32 + len(SOME) * (len(EDITIONS) - 1)


if __name__ == "__main__":
    said = [
        block for (edition, pct), allies in EDITIONS.items() for block in told(edition, pct, allies).values()
    ]
    STORED.write_text("\n\n".join(said) + "\n", encoding="utf-8")
