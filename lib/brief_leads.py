"""What is particular about one ally: sentences, chosen by how far out it stands among all allies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib import style
from lib.brief_lead_words import SENTENCES, company
from lib.brief_words import it, its, known

Row = Mapping[str, Any]
# Measures that are ranked, with their columns in `briefs.measures`; of equal ones the earlier is told.
RANKED = {
    "share": "share_pct_gdp",
    "rise": "rise_pp",
    "growth": "growth_margin_pp",
    "level": "core_level_pct",
    "revision": "revised_size_pp",
    "equipment": "equipment_pct",
    "aid": "aid_pct_gdp",
    "joined": "joined_year",
    "pace": "growth_recent_pct",
    "forces": "personnel_change_pct",
    "dollars": "spent_usd_bn",
}
# Of these the ally is held against those that are measured in the same year only.
DATED = ("share", "rise", "growth", "equipment", "pace", "forces", "dollars")
ORDER = ("no-forces", "related", "no-level", *RANKED)
COUNT = 3


def lead(table: pd.DataFrame, places: pd.DataFrame, iso3: str, own: pd.DataFrame) -> dict[str, str]:
    """Return the sentences on what is most unusual about an ally, by measure; the first one names the ally.

    `table` is `briefs.measures`, `places` is `briefs.places` of the ally for `RANKED`, `own` the ally's rows of the
    national targets. A measure is the more unusual, the fewer allies stand at least as far out; of equal ones the
    earlier in `ORDER` is taken.
    """
    row = table.loc[iso3].to_dict() | {"iso3": iso3}
    tails = {name: _tail(name, row, table, places) for name in places.index}
    if not row["has_armed_forces"]:
        tails |= {"no-forces": 0.0}
        tails |= {"related": 0.0} if (own["scope"] == "related").any() else {}
    elif not known(row, "level_pct"):
        armed = table[table["has_armed_forces"].astype(bool)]
        tails["no-level"] = armed["level_pct"].isna().mean()
    if not row["has_armed_forces"] or row["joined_year"] <= row["first_year"]:
        tails.pop("joined", None)
    chosen = sorted(tails, key=lambda name: (tails[name], ORDER.index(name)))[:COUNT]
    sentences = {}
    for n, name in enumerate(chosen):
        place = places.loc[name] if name in places.index else None
        whose = its(row)
        words = {"It": it(row), "Its": whose} if n == 0 else {"It": "It", "Its": "Its"}
        # In the middle of a sentence the article of a name begins with a small letter.
        words["its"] = (style.the(row["ally"]) + whose.removeprefix(it(row))) if n == 0 else "its"
        sentence = SENTENCES[name](row, place, table, own)
        # Only the first word of a sentence speaks of the ally; further on it is "it" or "its".
        sentences[name] = sentence.format(**words)
    return sentences


def _tail(name: str, row: Row, table: pd.DataFrame, places: pd.DataFrame) -> float:
    """Return the part of the allies that stand as far out; a level of few allies makes a share unusual, too."""
    place = places.loc[name]
    tail = float(place["tail"])
    if name == "joined":  # an early member is no news, a late one is
        return float((table["joined_year"] >= row["joined_year"]).mean())
    if name == "dollars" and place["above"] > place["below"]:  # that a small country spends little is no news
        return 1.0
    return min(tail, company(row, table)[1] / row["of"]) if name == "share" else tail
