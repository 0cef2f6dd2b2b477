"""Who is in the Alliance, what it promised and when: table in, table out; nothing is read here.

Tables have the columns that `seeds` gives them and are left as they are. What is missing stays missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from lib.records import Document

# How the texts of the Alliance are called in a sentence.
TEXTS: Mapping[str, str] = {
    "GUIDELINE-2006": "Defence ministers",
    "WALES-2014": "Wales",
    "VILNIUS-2023": "Vilnius",
    "HAGUE-2025": "The Hague",
    "ANKARA-2026": "Ankara",
}
# Which events stand on the time line beside commitments and articles, if no article pair asks for more.
THEMES = ("nato_capabilities", "nato_spending", "nato_summit", "war")
MENTIONS = 2  # articles that must refer to another event before it stands there


def decimal_year(day: str) -> float:
    """Place a date on an axis of years; a month or year alone stands in its middle.

    >>> decimal_year("2025"), decimal_year("2025-01-01"), round(decimal_year("2025-07"), 2)
    (2025.5, 2025.0, 2025.54)
    """
    year, *rest = (int(part) for part in day.split("-"))
    if not rest:
        return year + 0.5
    if len(rest) == 1:
        return year + (rest[0] - 0.5) / 12
    length = date(year + 1, 1, 1) - date(year, 1, 1)
    return year + (date(year, *rest) - date(year, 1, 1)) / length


def membership(allies: pd.DataFrame) -> pd.DataFrame:
    """Return one row per day on which the Alliance grew: joined, year, new, members and names, in order.

    `names` joins the newcomers with ", "; `members` counts them and all before them.

    >>> allies = pd.DataFrame({"ally": ["Sweden", "Finland"], "joined": ["2024-03-07", "2023-04-04"]})
    >>> membership(allies)[["joined", "members", "names"]].values.tolist()
    [['2023-04-04', 1, 'Finland'], ['2024-03-07', 2, 'Sweden']]
    """
    rounds = allies.sort_values("ally").groupby("joined")["ally"].agg(new="size", names=", ".join)
    rounds = rounds.reset_index()
    return rounds.assign(year=rounds["joined"].map(decimal_year), members=rounds["new"].cumsum())


def members_at_end_of(year: int, allies: pd.DataFrame) -> list[str]:
    """Return the iso3 codes of those that had joined by the end of a year."""
    return allies.loc[allies["joined"].str[:4].astype(int) <= year, "iso3"].tolist()


def same_allies(rows: pd.DataFrame, total: str, without: Sequence[str] = ()) -> pd.DataFrame:
    """Set an aggregate, which grows with the Alliance, against the sum of all its allies of today.

    `rows` are dollars of one edition; `without` names allies outside the aggregate. Returns year, printed
    (the aggregate), same_allies (the sum over every ally with a row) and newcomers (the difference: those
    not yet members). The sum is missing for a year in which any of these allies has no figure.
    """
    parts = rows[rows["is_ally"] & ~rows["iso3"].isin(without)]
    wide = parts.pivot(index="year", columns="iso3", values="value")
    printed = rows[rows["iso3"] == total].set_index("year")["value"]
    table = pd.DataFrame({"printed": printed, "same_allies": wide.sum(axis="columns", skipna=False)})
    return table.assign(newcomers=table["same_allies"] - table["printed"]).reset_index()


def strength(wording: str, legal_status: str) -> str:
    """Class the wording of a commitment: "guideline", "aim" or "commitment".

    >>> strength("aim to move towards", "political commitment, no legal duty")
    'aim'
    """
    if legal_status == "guideline":
        return "guideline"
    return "aim" if wording.startswith("aim") else "commitment"


def levels(commitments: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of GDP that the Alliance's texts name for spending, oldest first.

    One row per event, value and bound: event, text, date, year (decimal), value (per cent of GDP), bound
    ("at least" for a minimum, "up to" or ""), deadline_year, strength, confidence and source_id. Where two
    elements of a text name the same level, the one with a deadline stands for both.
    """
    rows = commitments[
        (commitments["unit"] == "percent of GDP")
        & commitments["element_type"].isin(["level", "floor", "ceiling"])
    ].copy()
    words = rows["wording_strength"] + " " + rows["element"]
    floor, ceiling = words.str.contains("at least|minimum"), words.str.contains("up to")
    rows["bound"] = np.select([ceiling, floor], ["up to", "at least"], "")
    rows["strength"] = [
        strength(*pair) for pair in zip(rows["wording_strength"], rows["legal_status"], strict=True)
    ]
    rows["text"] = rows["event"].map(TEXTS)
    rows["year"] = rows["date"].map(decimal_year)
    rows = rows.sort_values(["year", "value", "deadline_year"], ascending=[True, False, True])
    rows = rows.drop_duplicates(["event", "value", "bound"], ignore_index=True)
    return rows[
        [
            "event",
            "text",
            "date",
            "year",
            "value",
            "bound",
            "deadline_year",
            "strength",
            "confidence",
            "source_id",
        ]
    ]


def timeline(
    commitments: pd.DataFrame, events: pd.DataFrame, documents: Sequence[Document], first: int = 2014
) -> pd.DataFrame:
    """Bring the Alliance's texts, the main events and the articles into one order of time.

    The rule: every text of the commitments from the year `first` on; every event of high confidence that is
    of one of THEMES or that MENTIONS articles or more refer to, unless a text bears its date; every article.
    Returns date, kind ("commitment", "event" or "article"), label and source_id, earliest first.
    """
    texts = commitments.sort_values(["event", "deadline_year", "value"], ascending=[True, True, False])
    texts = texts[texts["element_type"].isin(["level", "floor", "fact"])].groupby("event").head(1)
    texts = texts[texts["date"].str[:4].astype(int) >= first]
    named = texts["event"].map(TEXTS) + ": " + texts["element"].str.replace(" percent", " %")
    mentions = events["documents"].fillna("").str.count("_")
    chosen = events[
        (events["confidence"] == "high")
        & (events["theme"].isin(THEMES) | (mentions >= MENTIONS))
        & ~events["date"].isin(texts["date"])
        & (events["date"].str[:4].astype(int) >= first)
    ]
    parts = [
        pd.DataFrame(
            {"date": texts["date"], "kind": "commitment", "label": named, "source_id": texts["source_id"]}
        ),
        chosen.assign(kind="event", label=chosen["description"])[["date", "kind", "label", "source_id"]],
        pd.DataFrame(
            {
                "date": [str(document.date["value"]) for document in documents],
                "kind": "article",
                "label": [f"Article {document.source_id[-3:]}: {document.title}" for document in documents],
                "source_id": [document.source_id for document in documents],
            }
        ),
    ]
    return pd.concat(parts).sort_values(["date", "kind"], kind="stable", ignore_index=True)
