"""What two secretaries said: occasions, themes, quotations and words, counted; table to table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.records import joined_keys

# In the order of their terms; every table and chart follows it.
SPEAKERS = ("James Mattis", "Pete Hegseth")

# What may be counted: each unit and the columns that tell one from another.
UNITS: Mapping[str, list[str]] = {
    "statement": ["speaker", "statement_id"],
    "occasion": ["speaker", "date", "event"],
    "day": ["speaker", "date"],
}

# How the page names the setting of an occasion.
SETTINGS: Mapping[str, str] = {
    "press remarks": "Press remarks",
    "interview": "Press remarks",
    "social media post": "Press remarks",
    "speech": "Speech",
    "hearing": "Hearing in Congress",
    "closed-door remarks released to press": "Letter or closed session",
    "letter": "Letter or closed session",
    "official readout (indirect)": "Reported by others",
    "second-hand report": "Reported by others",
}


def occasions(statements: pd.DataFrame) -> pd.DataFrame:
    """Return one row per occasion: speaker, date, event, place, setting, statements (their number), source_id.

    An occasion is one event of one speaker on one date; a date may be known to the month only.
    """
    grouped = statements.groupby(UNITS["occasion"], sort=True)
    return grouped.agg(
        place=("place", "first"),
        setting=("setting", "first"),
        statements=("statement_id", "size"),
        source_id=("source_id", joined_keys),
    ).reset_index()


def coded(codes: pd.DataFrame, coder: str = "A", coder_pass: int = 1) -> pd.DataFrame:
    """Keep the codes of one coder and pass; the default is the reading that all counts rest on."""
    return codes[(codes["coder"] == coder) & (codes["coder_pass"] == coder_pass)]


def theme_counts(
    statements: pd.DataFrame, codes: pd.DataFrame, themes: pd.DataFrame, unit: str = "occasion"
) -> pd.DataFrame:
    """Count, for every theme and speaker, the units in which the theme occurs at least once.

    `codes` holds one reading (see `coded`); a theme that is denied or limited counts as present. `unit` is
    a key of UNITS. Returns theme, label, speaker, n, of (all units of the speaker) and share_pct (0-100),
    a row also where n is 0.

    >>> said = pd.DataFrame({"statement_id": ["a", "b"], "speaker": "James Mattis", "date": "2017-02-15",
    ...                      "event": ["arrival", "session"]})
    >>> marks = pd.DataFrame({"statement_id": ["a"], "theme": ["ART5"]})
    >>> names = pd.DataFrame({"code": ["ART5"], "label": ["Mutual defence"]})
    >>> theme_counts(said, marks, names)[["n", "of", "share_pct"]].values.tolist()[0]
    [1.0, 2.0, 50.0]
    """
    columns = UNITS[unit]
    of = statements.drop_duplicates(columns)["speaker"].value_counts()
    hits = codes[["statement_id", "theme"]].merge(statements, on="statement_id")
    n = hits.drop_duplicates([*columns, "theme"]).groupby(["theme", "speaker"]).size()
    rows = themes.rename(columns={"code": "theme"})[["theme", "label"]].merge(
        pd.DataFrame({"speaker": SPEAKERS}), how="cross"
    )
    keys = pd.MultiIndex.from_frame(rows[["theme", "speaker"]])
    rows = rows.assign(
        n=n.reindex(keys, fill_value=0).to_numpy(),
        of=rows["speaker"].map(of).fillna(0).astype(int),
    )
    return rows.assign(share_pct=100 * rows["n"] / rows["of"])


def side_by_side(counts: pd.DataFrame) -> pd.DataFrame:
    """Set the two speakers of `theme_counts` beside each other.

    Columns: theme, label; n, of and share_pct with the suffixes _first and _second in the order of
    SPEAKERS; difference_pp, the second share minus the first, in percentage points. In that order too:
    the theme where the first speaker is furthest ahead comes first, that of the second last.
    """
    parts = [counts[counts["speaker"] == name].drop(columns="speaker") for name in SPEAKERS]
    rows = parts[0].merge(parts[1], on=["theme", "label"], suffixes=("_first", "_second"))
    rows = rows.assign(difference_pp=rows["share_pct_second"] - rows["share_pct_first"])
    return rows.sort_values(["difference_pp", "label"], ignore_index=True)


def same_side(by_unit: pd.DataFrame) -> pd.Series:
    """Return, for each theme, whether its difference has the same sign, and is not zero, in every unit of counting.

    `by_unit` holds the rows of `side_by_side` for several units (theme, difference_pp).
    """
    sign = np.sign(by_unit["difference_pp"]).groupby(by_unit["theme"])
    return (sign.min() == sign.max()) & (sign.min() != 0)


def polarity_counts(statements: pd.DataFrame, codes: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Count the statements that affirm a theme and those that deny or limit it.

    Returns theme, label, speaker, affirmed and limited for the themes that anybody denied or limited.
    """
    rows = codes.merge(statements[["statement_id", "speaker"]], on="statement_id")
    rows = rows.assign(affirmed=rows["polarity"] == "+", limited=rows["polarity"] == "-")
    sums = rows.groupby(["theme", "speaker"])[["affirmed", "limited"]].sum()
    touched = themes.set_index("code")["label"].loc[sorted(set(rows.loc[rows["limited"], "theme"]))]
    keys = pd.MultiIndex.from_product([touched.index, SPEAKERS], names=["theme", "speaker"])
    found = sums.reindex(keys, fill_value=0).reset_index()
    return found.assign(label=found["theme"].map(touched))


def quotation_pairs(statements: pd.DataFrame, codes: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Choose one quotation per speaker for each theme, by rule: the earliest that qualifies.

    A quotation qualifies if it was said in office, in English, with two sources for the wording, high
    confidence and the theme affirmed. Themes go in the order of their labels; a statement stands once; a
    theme that lacks a quotation of either speaker is left out, so that both have equally many.
    Returns theme, label and the columns of `statements`, two rows per theme in the order of SPEAKERS.
    """
    fit = statements[
        (statements["capacity"] == "secretary")
        & (statements["quote_language"] == "en")
        & (statements["verification"] == "two sources")
        & (statements["confidence"] == "high")
    ].sort_values(["date", "statement_id"])
    affirmed = codes[codes["polarity"] == "+"]
    taken: set[str] = set()
    chosen = []
    for theme, label in themes.sort_values("label")[["code", "label"]].itertuples(index=False):
        marked = affirmed.loc[affirmed["theme"] == theme, "statement_id"]
        free = fit[fit["statement_id"].isin(marked) & ~fit["statement_id"].isin(taken)]
        firsts = [free[free["speaker"] == name].head(1) for name in SPEAKERS]
        if any(rows.empty for rows in firsts):
            continue
        pair = pd.concat(firsts)
        taken.update(pair["statement_id"])
        chosen.append(pair.assign(theme=theme, label=label))
    return pd.concat(chosen, ignore_index=True) if chosen else fit.head(0).assign(theme="", label="")


def word_rates(transcripts: pd.DataFrame, terms: Sequence[str]) -> pd.DataFrame:
    """Pool the readable words of each speaker and give the uses of each term per 1,000 of them.

    A transcript without a number of readable words was not counted and is left out. Returns speaker,
    term, transcripts, words, n and per_1000_words.
    """
    counted = transcripts[transcripts["speaker_words_readable"].notna()]
    words = counted.groupby("speaker")["speaker_words_readable"].agg(["size", "sum"])
    parts = []
    for term in terms:
        n = counted.groupby("speaker")[f"n_{term}"].sum()
        parts.append(
            pd.DataFrame({"term": term, "transcripts": words["size"], "words": words["sum"], "n": n})
        )
    rows = pd.concat(parts).rename_axis("speaker").reset_index()
    return rows.assign(per_1000_words=1000 * rows["n"] / rows["words"])
