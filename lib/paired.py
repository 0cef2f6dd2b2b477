"""Figures of two moments side by side: as printed in each secretary's first year, and as known later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from lib import spending, style
from lib.records import joined_keys

# How near to the line a share stands that another edition may well move across it, points of GDP: the book's rule.
NEAR_PP = 0.1

# Years for which the press of the day counted the allies at the guideline: indicator, and column with the count.
_YEAR_BEFORE = "Allies at or above 2% of GDP in the last full year before the first visit"
_YEAR_OF_VISIT = "Allies expected at or above 2% at the end of the first year"
COUNTED_THEN = {
    2016: (_YEAR_BEFORE, "value_mattis_period"),
    2017: (_YEAR_OF_VISIT, "value_mattis_period"),
    2024: (_YEAR_BEFORE, "value_hegseth_period"),
    2025: (_YEAR_OF_VISIT, "value_hegseth_period"),
}


def then_and_latest(paired: pd.DataFrame, latest: pd.DataFrame) -> pd.DataFrame:
    """Set shares of GDP as printed in each secretary's first year beside those of a later edition.

    `paired` is the table of paired indicators, of which the rows "<ally> defence spending" are used;
    `latest` is `seeds.expenditure("defexp_pct_gdp", edition)`. Returns ally, year, then_pct (missing where
    no number was printed), latest_pct (missing where the edition has none) and source_id.
    """
    ends = " defence spending"
    rows = paired[paired["indicator"].str.endswith(ends)]
    ally = rows["indicator"].str.removesuffix(ends).replace("US", "United States")
    parts = [
        pd.DataFrame(
            {
                "ally": ally,
                "year": rows[date].str[:4].astype(int),
                "then_pct": pd.to_numeric(rows[value], errors="coerce"),
                "source_id": rows["source_id"],
            }
        )
        for value, date in (
            ("value_mattis_period", "date_mattis"),
            ("value_hegseth_period", "date_hegseth"),
        )
    ]
    values = latest[["ally", "year", "value", "source_id"]].rename(
        columns={"value": "latest_pct", "source_id": "latest_source"}
    )
    both = pd.concat(parts).merge(values, on=["ally", "year"], how="left")
    pairs = both[["source_id", "latest_source"]]
    both["source_id"] = [joined_keys(pair) for _, pair in pairs.iterrows()]
    return both.drop(columns="latest_source").sort_values(["year", "ally"], ignore_index=True)


def counts_then_and_latest(paired: pd.DataFrame, at_target: pd.DataFrame) -> pd.DataFrame:
    """Set the allies counted at 2 per cent by the press of the day beside the count of a later edition.

    `paired` is the table of paired indicators; `at_target` is `spending.allies_at_target` of one edition.
    Returns year, counted_then, count and of (allies with a figure; both missing where the edition lacks
    the year) and source_id, that of the count of the day.
    """
    cells = paired.set_index("indicator")
    rows = pd.DataFrame(
        {
            "year": year,
            "counted_then": int(cells.loc[indicator, column].split()[0]),
            "source_id": cells.loc[indicator, "source_id"],
        }
        for year, (indicator, column) in COUNTED_THEN.items()
    )
    both = rows.merge(at_target[["year", "count", "of"]], on="year", how="left")
    return both.astype({"count": "Int64", "of": "Int64"})


def revisions(shares: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of `then_and_latest` that have both shares, with revision_pp, the later minus the printed one.

    The later share is rounded to the two decimals that NATO prints, since the press printed no more.
    """
    known = shares.dropna(subset=["then_pct", "latest_pct"])
    return known.assign(revision_pp=(spending.printed(known["latest_pct"]) - known["then_pct"]).round(2))


def moves(shares: pd.DataFrame, years: Sequence[int], edition_words: str) -> str:
    """Write how the later shares of `then_and_latest` moved from the first year to the last, as the dots of the chart do."""
    first, last = years[0], years[-1]
    wide = shares.pivot(index="ally", columns="year", values="latest_pct").dropna()
    if wide.empty:
        return f"The {edition_words} edition has no figure for {last}, so that panel has rings only."
    step = (spending.printed(wide[last]) - spending.printed(wide[first])).round(2)
    right, whole = (style.number(n, words=True) for n in ((step > 0).sum(), len(step)))
    text = f"From {first} to {last} {right} of {whole} dots move right"
    left = [style.the(ally) for ally in sorted(step.index[step < 0])]
    return f"{text}; left: {style.listing(left)}." if left else f"{text}."


def estimated(paired: pd.DataFrame, latest: pd.DataFrame, year: int) -> str:
    """Write where the shares of a year are estimates: as printed then, in the later edition, in both; or nothing."""
    shares = paired[paired["indicator"].str.endswith(" defence spending")]
    printed = shares["date_hegseth"].str.fullmatch(f"{year} estimate").any()
    later = latest.loc[latest["year"] == year, "estimate"].any()
    where = {(True, True): " in both", (True, False): " as printed then", (False, True): " in the edition"}
    place = where.get((bool(printed), bool(later)), "")
    return f"{year} is an estimate{place}." if place else ""


def counts_in_words(counted: pd.DataFrame, years: Sequence[int]) -> str:
    """Write the later counts of two years, from `counts_then_and_latest`, to follow "the edition has".

    >>> rows = pd.DataFrame({"year": [2024, 2025], "count": pd.array([17, None], dtype="Int64")})
    >>> counts_in_words(rows, [2024, 2025])
    '17 for 2024 and no figure for 2025'
    """
    count = counted.set_index("year")["count"].reindex(years)
    if count.isna().all():
        return f"no figure for {' or '.join(map(str, years))}"
    if count.notna().all():
        return style.listing(style.number(n, words=True) for n in count)
    return style.listing(
        f"{'no figure' if pd.isna(n) else style.number(n, words=True)} for {year}"
        for year, n in count.items()
    )


def who_could_know(published: str, words: Mapping[str, tuple[str, str]]) -> str:
    """Write which speakers could know an edition when they spoke.

    `published` is the edition's date; `words` the first and last date of each speaker's quotations, by the name
    that the sentence calls him by. Dates are ISO, as far as they are known.

    >>> words = {"Mattis": ("2017-01", "2018-12"), "Hegseth": ("2025-01", "2026-06")}
    >>> who_could_know("2026-07", words)
    'Neither secretary could know these figures when he spoke.'
    >>> who_could_know("2025-08", words)
    'Mattis could not know these figures when he spoke; Hegseth could from August 2025 on.'
    """
    month = published[:7]
    parts, never = [], True
    for name, (first, last) in words.items():
        if month > last[:7]:
            parts.append(f"{name} could not know these figures when he spoke")
            continue
        since = f" from {style.day(month)} on" if month > first[:7] else ""
        parts.append(
            f"{name} could know these figures{since}" if never and not parts else f"{name} could{since}"
        )
        never = False
    if never:
        return "Neither secretary could know these figures when he spoke."
    return "; ".join(parts) + "."


def agreed_then(named: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Add to each statement that names a percentage the level agreed when it was made, agreed_pct, and its source.

    `steps` holds date (day), agreed_pct and source_id, in order of time.
    """
    in_force = [steps[steps["date"] <= date].iloc[-1] for date in named["date"]]
    return named.assign(
        agreed_pct=[float(step["agreed_pct"]) for step in in_force],
        source_id=[
            joined_keys([own, step["source_id"]])
            for own, step in zip(named["source_id"], in_force, strict=True)
        ],
    )


def dates_as_words(text: str) -> str:
    """Write every date inside a text as the page does.

    >>> dates_as_words("2017-2018"), dates_as_words("2016")
    ('2017–2018', '2016')
    """
    text = re.sub(r"\b\d{4}-\d{2}(-\d{2})?\b", lambda found: style.day(found[0], short=True), text)
    return re.sub(r"\b(\d{4})-(\d{4})\b", r"\1–\2", text)
