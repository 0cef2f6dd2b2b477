"""Claims on shares of GDP and on numbers of allies: who spends how much, who reaches a level, how many they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from lib import provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.records import Claim, Document, NumberError

Check = Callable[[Claim, Document, Path], Finding]

SHARE, EUROPE_AND_CANADA = "defexp_pct_gdp", "X_NATO_EUR_CAN"
_LAST_DAY = {len("2025"): "-12-31", len("2025-08"): "-31"}


def level(rule: str, holds: Callable[[float, float], bool]) -> Check:
    """Return a check of a level printed for European allies: their share of GDP, Canada included, against the rule."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed = float(claim.facts["value"])
        rows = shares(folder, [EUROPE_AND_CANADA])
        return _checked(
            rows.assign(fits=[holds(printed, share) for share in rows["value"]]),
            printed=f"{style.number(printed)} % of GDP",
            rule=rule,
            article=article,
            folder=folder,
        )

    return check


def none_at(level_claim: str) -> Check:
    """Return a check that no ally reaches a level; the level is the value of another claim of the same article."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        sought = _value(article, level_claim)
        rows = shares(folder, seeds.allies(folder)["iso3"])
        # As printed, with two decimals: an edition with unrounded cells is not stricter than the others.
        under = [not tolerances.at_least(sought, style.round_half_up(share, 2)) for share in rows["value"]]
        return _checked(
            rows.assign(fits=under),
            printed=f"{style.number(claim.facts['value'])} allies at {style.number(sought)} % of GDP",
            rule="none",
            article=article,
            folder=folder,
        )

    return check


def _checked(rows: pd.DataFrame, *, printed: str, rule: str, article: Document, folder: Path) -> Finding:
    """Judge shares of GDP (with `fits`: the claim holds for that row) on the day of an article, then afterwards.

    On the day counts the last full year in the edition known then, or in the first one that has the year. The claim
    has ceased to hold on the day of the first edition that puts this or a later year at odds with it, and is not
    taken back by a later edition.
    """
    day = printed_on(article)
    then = int(day[:4]) - 1
    groups = [group for _, group in rows[rows["year"] >= then].groupby(["iso3", "year"], sort=True)]
    present = pd.DataFrame([_on_the_day(group, day) for group in groups if group["year"].iloc[0] == then])
    if present.empty:
        raise NumberError(
            f"defence-expenditure: expected shares of GDP of {then}, found none. Add the year, or leave the claim to judgement."
        )
    later = [broken for group in groups if (broken := _broken(group, day)) is not None]
    until = min((row["published"] for row in later), default=None)
    breaks = pd.DataFrame([row for row in later if row["published"] == until])
    top = present.loc[[present["value"].idxmax()]]
    used = pd.concat([present, breaks])
    return finding(
        holds=bool(present["fits"].all()),
        printed=printed,
        computed=("highest: " if len(present) > 1 else "")
        + "; later ".join(filter(None, (_words(top, folder), _words(breaks, folder)))),
        rule=rule,
        how="share of GDP in the last full year before the article, in the edition known on its day or else the first "
        "that has the year; then later years and editions, unless a still later edition takes them back",
        rows=tuple(
            provenance.rows(
                "defence-expenditure",
                folder=folder,
                indicator=SHARE,
                edition=edition,
                year=int(year),
                iso3=list(part["iso3"]),
            )
            for (edition, year), part in used.groupby(["edition", "year"])
        ),
        until=until,
    )


def _on_the_day(editions: pd.DataFrame, day: str) -> pd.Series:
    known = editions[editions["known_by"] <= day]
    return known.iloc[-1] if len(known) else editions.iloc[0]


def _broken(editions: pd.DataFrame, day: str) -> pd.Series | None:
    """Return the first row after the day from which on no edition fits the claim, or None."""
    last_fit = editions["fits"].to_numpy().nonzero()[0]
    tail = editions.iloc[last_fit[-1] + 1 :] if len(last_fit) else editions
    tail = tail[tail["known_by"] > day]
    return tail.iloc[0] if len(tail) else None


def _words(rows: pd.DataFrame, folder: Path) -> str:
    if rows.empty:
        return ""
    named = seeds.with_names(rows, folder).sort_values(["year", "value"], ascending=[True, False])
    shares = style.listing(
        f"{row.ally} {style.number(row.value, 2)} % in {row.year}" for row in named.itertuples()
    )
    editions = style.listing(style.edition_name(edition) for edition in sorted(set(named["edition"])))
    return f"{shares} (edition of {editions})"


def shares(folder: Path, codes: Iterable[str]) -> pd.DataFrame:
    """Return the shares of GDP of allies or aggregates, one row per edition and year, in the order of the editions.

    Columns: those of defence-expenditure, published (as far as known) and known_by (ISO day from which the edition
    counts as known).
    """
    rows = seeds.table("defence-expenditure", folder)
    published = seeds.table("editions", folder).set_index("edition")["published"].astype(str)
    rows = rows[(rows["indicator"] == SHARE) & rows["iso3"].isin(list(codes)) & rows["value"].notna()]
    rows = rows.assign(published=rows["edition"].map(published))
    # An edition whose day is not known counts as known from the last day it can have come out.
    last = rows["published"].map(lambda day: day + _LAST_DAY.get(len(day), ""))
    return rows.assign(known_by=last).sort_values(["known_by", "iso3", "year"])


def _value(article: Document, other: str) -> float:
    """Return the value that another claim of the same article prints."""
    return next(float(claim.facts["value"]) for claim in article.claims if claim.id == other)


def members(rule: str, holds: Callable[[float, float], bool], noun: str) -> Check:
    """Return a check of a printed number against the number of allies on the day of the article."""

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        printed, day = int(claim.facts["value"]), printed_on(article)
        allies = seeds.allies(folder)
        joined = allies.loc[allies["joined"] <= day, "iso3"]
        return finding(
            holds=holds(printed, len(joined)),
            printed=noun.format(printed),
            computed=f"{len(joined)} allies on {style.day(day)}",
            rule=rule,
            how="rows of the table of allies with a day of joining not after the day of the article",
            rows=provenance.rows("allies", folder=folder, iso3=joined),
        )

    return check


CHECKS: dict[str, Check] = {
    # To whole per cents, 1.5 and 2.4 would both be 2: in a dispute about levels that is too coarse, hence "about".
    "c10": level("about", tolerances.about),
    "c19": members("more than", tolerances.more_than, "more than {} defence ministers of NATO"),
    "c34": none_at("c94"),
    "c35": members("rounded", tolerances.rounded, "{} members"),
    "c107": level("below", tolerances.below),
}
