"""Claims on what the Alliance was to agree, and agreed: levels of spending, their parts, the summit that decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from lib import provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.records import Claim, Document

Check = Callable[[Claim, Document, Path], Finding]

COMMITMENTS = "commitments"
WHOLE, CORE, RELATED = "HAGUE-2025-01", "HAGUE-2025-02", "HAGUE-2025-03"
LAST_DAYS_FROM = 21  # "the end of June": its last ten days


def _levels(folder: Path) -> pd.DataFrame:
    """Return what the Alliance agreed as a level or floor of spending, in per cent of GDP, oldest first."""
    rows = seeds.table(COMMITMENTS, folder)
    levels = rows[(rows["unit"] == "percent of GDP") & rows["element_type"].isin(["level", "floor"])]
    return levels.sort_values(["date", "commitment_id"])


def _element(commitment_id: str, folder: Path) -> pd.Series:
    return seeds.table(COMMITMENTS, folder).set_index("commitment_id").loc[commitment_id]


def _rows(folder: Path, *commitment_ids: str) -> provenance.Rows:
    return provenance.rows(COMMITMENTS, folder=folder, commitment_id=commitment_ids)


def _per_cent(value: float) -> str:
    return f"{value:g} per cent"


def _plain(element: str) -> str:
    return element.replace("percent", "per cent")


def _above_the_guideline(day: str, folder: Path) -> tuple[pd.DataFrame, float, pd.DataFrame]:
    """Return all levels, the one in force on a day, and those above it that were agreed after that day."""
    levels = _levels(folder)
    in_force = float(levels.loc[levels["date"] <= day, "value"].iloc[-1])
    return levels, in_force, levels[(levels["date"] > day) & (levels["value"] > in_force)]


def no_figure_yet(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look for a level above the guideline: one agreed by the day of the article, then the first after it."""
    day = printed_on(article)
    levels = _levels(folder)
    guideline = float(levels["value"].iloc[0])
    higher = levels[levels["value"] > guideline]
    before, after = higher[higher["date"] <= day], higher[higher["date"] > day]
    first = higher.groupby("date", sort=True)["value"].max()
    agreed = "; ".join(f"{_per_cent(value)} agreed on {style.day(when)}" for when, value in first.items())
    return finding(
        holds=before.empty,
        printed="no figure set",
        computed=f"guideline {_per_cent(guideline)}; {agreed or 'none above it'}",
        rule="none",
        how="levels above the guideline that were agreed by the day of the article, then the first after it",
        rows=_rows(folder, *levels["commitment_id"]),
        until=None if after.empty else str(after["date"].iloc[0]),
    )


def decided_at(place: str) -> Check:
    """Hold the day on which a higher level was agreed, and the place, against the summit that the claim names."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed = str(claim.facts["value"])
        levels, _, later = _above_the_guideline(printed_on(article), folder)
        found = later.iloc[:1]
        told = [f"{row.place}, {style.day(row.date)}: {_plain(row.element)}" for row in found.itertuples()]
        return finding(
            holds=any(
                row.place == place and tolerances.on_the_day(printed, row.date) for row in found.itertuples()
            ),
            printed=f"{place}, {style.day(printed)}",
            computed=style.listing(told),
            rule="on the day",
            how="day and place of the first decision after the article on a level above the one in force",
            rows=_rows(folder, *levels["commitment_id"]),
        )

    return check


def level_agreed(claim: Claim, article: Document, folder: Path) -> Finding:
    """Hold the printed level against the highest that was agreed at the next decision after the article."""
    printed = float(claim.facts["value"])
    levels, in_force, later = _above_the_guideline(printed_on(article), folder)
    when = later["date"].min()
    agreed = float(later.loc[later["date"] == when, "value"].max())
    return finding(
        holds=tolerances.rounded(printed, agreed, digits=1),
        printed=f"{_per_cent(printed)} of GDP",
        computed=f"{_per_cent(agreed)} agreed on {style.day(when)}, up from {_per_cent(in_force)}",
        rule="rounded",
        how="highest level agreed at the first decision after the article",
        rows=_rows(folder, *levels["commitment_id"]),
    )


def from_to(claim: Claim, article: Document, folder: Path) -> Finding:
    """Hold two levels against the one in force and the one that Hegseth named at the ministers' next meeting."""
    low, high = (float(value) for value in claim.facts["value"])
    day = printed_on(article)
    levels, in_force, _ = _above_the_guideline(day, folder)
    seats = seeds.table("attendance", folder)
    seats = seats[(seats["format"] == "NATO defence ministers") & (seats["date_start"] >= day)]
    meeting = seats.sort_values("date_start").iloc[0]
    where = {"speaker": meeting["secretary"], "date": meeting["date_start"]}
    words = seeds.table("statements", folder)
    words = words[(words[list(where)] == pd.Series(where)).all(axis="columns")]
    named = words[words["target_pct_gdp"].notna()]
    return finding(
        holds=tolerances.rounded(low, in_force, digits=1)
        and len(named) > 0
        and all(tolerances.rounded(high, value, digits=1) for value in named["target_pct_gdp"]),
        printed=f"from {low:g} to {_per_cent(high)} of GDP",
        computed=f"{_per_cent(in_force)} in force; "
        f"{style.listing(_per_cent(value) for value in sorted(named['target_pct_gdp'].unique()))} named in "
        f"{style.number(len(named), words=True)} statements of {where['speaker']} on {style.day(where['date'])}",
        rule="rounded",
        how="latest level agreed by the day of the article; every level that the American secretary named "
        "in the recorded statements of the ministers' next meeting",
        rows=(
            _rows(folder, *levels.loc[levels["date"] <= day, "commitment_id"]),
            provenance.rows(
                "attendance", folder=folder, format=meeting["format"], date_start=meeting["date_start"]
            ),
            provenance.rows("statements", folder=folder, **where),
        ),
    )


def split(claim: Claim, article: Document, folder: Path) -> Finding:
    """Hold the two printed parts against those that were agreed, which have to make up the whole."""
    printed = [float(value) for value in claim.facts["value"]]
    whole, *parts = (_element(name, folder) for name in (WHOLE, CORE, RELATED))
    values = [float(part["value"]) for part in parts]
    return finding(
        holds=all(tolerances.rounded(*pair, digits=1) for pair in zip(printed, values, strict=True))
        and tolerances.rounded(sum(printed), float(whole["value"]), digits=1),
        printed=f"{style.listing(map(_per_cent, printed))} of GDP",
        computed=f"{style.listing(map(_per_cent, values))}, together {_per_cent(whole['value'])}, "
        f"agreed on {style.day(whole['date'])}",
        rule="rounded",
        how="values of the two parts of the decision; their sum against the whole",
        rows=_rows(folder, WHOLE, CORE, RELATED),
    )


def related_part(*words: str) -> Check:
    """Hold the printed value and the matters named against the related part of the decision."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed, part = float(claim.facts["value"]), _element(RELATED, folder)
        return finding(
            holds=tolerances.rounded(printed, float(part["value"]), digits=1)
            and all(word in part["element"] for word in words),
            printed=f"{_per_cent(printed)} of GDP for cyber warfare, critical infrastructure and the like",
            computed=f"{style.day(part['date'])}: {_plain(part['element'])}",
            rule="on record",
            how=f"value of the related part; its list has to name {style.listing(words)}",
            rows=_rows(folder, RELATED),
        )

    return check


def leaders_meet(place: str) -> Check:
    """Hold the printed month against the days of the summit at a place, which have to lie at the month's end."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed = str(claim.facts["value"])
        seats = seeds.table("attendance", folder)
        seats = seats[(seats["format"] == "NATO summit") & (seats["place"] == place)]
        start, end = seats["date_start"].min(), seats["date_end"].max()
        return finding(
            holds=all(
                tolerances.on_the_day(printed, day) and int(day[-2:]) >= LAST_DAYS_FROM
                for day in (start, end)
            ),
            printed=f"end of {style.day(printed)}",
            computed=f"{style.day(start)} to {style.day(end)}",
            rule="on the day",
            how="first and last day of the summit, both in the last ten days of the printed month",
            rows=provenance.rows("attendance", folder=folder, format="NATO summit", place=place),
        )

    return check


CHECKS: dict[str, Check] = {
    "c12": no_figure_yet,
    "c13": decided_at("The Hague"),
    "c31": from_to,
    "c36": split,
    "c71": level_agreed,
    "c93": leaders_meet("The Hague"),
    "c95": related_part("critical infrastructure", "networks"),
}
