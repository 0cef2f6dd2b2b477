"""The sentences in which a brief may begin, one per measure: each says where the ally stands among the others.

Each takes the ally's row of `briefs.measures`, its place (`briefs.places`), the rows of all allies and its own rows of
the national targets. {It}, {Its} and {its} stand for the ally.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from lib import style
from lib.brief_facts import level_words
from lib.brief_words import amount, many, month, percent, when

Row = Mapping[str, Any]
FEW = 5  # up to so many allies are "only" so many


def company(row: Row, table: pd.DataFrame) -> tuple[str, int]:
    """Return the highest of the levels that an ally is at, or the guideline it is below, and how many are there."""
    same_year = table[table["year"] == row["year"]]["share_pct_gdp"]
    if len(same_year) < row["of"]:  # the others are measured in a later year, in which this one has no figure
        return "", row["of"]
    levels = sorted({row["guideline_pct"], row["target_pct"], row["total_pct"]})
    met = [level for level in levels if row["share_pct_gdp"] >= level]
    if met:
        return f"at or above {percent(met[-1])}", int((same_year >= met[-1]).sum())
    return f"below {percent(levels[0])}", int((same_year < levels[0]).sum())


def others(count: int, more: str = "") -> str:
    """Say how many other allies.

    >>> others(0), others(1), others(4, "of the 31")
    ('no other ally', 'only one other ally', 'only four others of the 31')
    """
    if count < 2:
        return f"{'only one' if count else 'no'} other ally{f' {more}' if more else ''}"
    only = "only " if count <= FEW else ""
    return f"{only}{many(count)} {f'others {more}' if more else 'other allies'}"


def _nearer(place: Any) -> tuple[bool, int]:
    """Return whether an ally stands nearer the top than the bottom, and how many stand farther out."""
    high = place["above"] <= place["below"]
    return high, int(place["above"] if high else place["below"])


def _verb(count: int, one: str, several: str) -> str:
    return one if count < 2 else several


def _share(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    clause, fellows = company(row, table)
    beside = f"; {others(count, f'of the {int(place.of)} with a figure')} {_verb(count, 'has', 'have')} a {'higher' if high else 'lower'} share"
    level = (
        f", {'the only ally' if fellows == 1 else f'one of {many(fellows)}'} {clause}"
        if 2 * fellows <= place["of"]
        else ""
    )
    share = f"{{Its}} defence spending is {percent(row['share_pct_gdp'], 2)} of GDP {when(row)}{level}"
    return f"{share}{beside}."


def _rise(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    of = f"of the {int(place.of)} with a figure"
    points = style.number(abs(row["rise_pp"]), 2)
    if row["rise_pp"] < 0:
        told = f"{{Its}} defence spending has fallen by {points} points of GDP since {row['first_year']}"
        fallen = int((table["rise_pp"] < 0).sum())
        alone = "the only one" if fallen == 1 else f"one of {many(fallen)}"
        return f"{told}, {alone} {of} to have fallen."
    told = f"{{Its}} defence spending has risen by {points} points of GDP since {row['first_year']}"
    return f"{told}; {others(count, of)} {_verb(count, 'has', 'have')} gained {'more' if high else 'less'}."


def _growth(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    of = f"of the {int(place.of)} below that level"
    margin = row["growth_margin_pp"]
    kind = (
        ("a wider margin" if high else "a smaller margin")
        if margin >= 0
        else f"a {'smaller' if high else 'larger'} shortfall"
    )
    return (
        f"{{Its}} spending would have to grow by {percent(row['needed_pct'], 1)} a year after inflation to be at "
        f"{percent(row['target_pct'])} in {row['horizon']}, against {percent(row['growth_long_pct'], 1)} achieved since "
        f"{row['first_year']}; {others(count, of)} {_verb(count, 'has', 'have')} {kind}."
    )


def _level(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    named = own[own["target_id"] == row["level_id"]].iloc[0]
    return (
        f"{{It}} has named {level_words(named)} as a level of its own; {others(count)} "
        f"{_verb(count, 'has', 'have')} named {'more' if high else 'less'}."
    )


def _no_level(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    armed = table[table["has_armed_forces"].astype(bool)]
    count = int(armed["level_pct"].isna().sum()) - 1
    also = (
        f", as for {many(count)} other {'ally' if count == 1 else 'allies'}"
        if count
        else ", unlike for any other ally with armed forces"
    )
    return f"{{It}} has named no level of its own beyond the common pledge, as far as was found{also}."


def _revision(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    if not high:
        return (
            f"The largest change of {{its}} figures between editions, for {row['revised_year']}, is "
            f"{style.number(row['revised_size_pp'], 2)} points of GDP; {others(count)} {_verb(count, 'has', 'have')} a "
            "smaller one."
        )
    return (
        f"{{Its}} figure for {row['revised_year']} went from {percent(row['revised_first_value'], 2)} of GDP in the "
        f"edition of {style.edition_name(row['revised_first_edition'])} to {style.number(row['revised_last_value'], 2)} in "
        f"that of {style.edition_name(row['revised_last_edition'])}; {others(count)} saw a larger change of a single year."
    )


def _equipment(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    return (
        f"{{It}} puts {percent(row['equipment_pct'], 1)} of its defence spending into equipment {when(row)}; "
        f"{others(count)} {_verb(count, 'puts', 'put')} a {'larger' if high else 'smaller'} part into it."
    )


def _aid(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    return (
        f"{{Its}} bilateral aid to Ukraine since 2022 is {percent(row['aid_pct_gdp'], 2)} of its GDP of 2021; "
        f"{others(count, f'of the {int(place.of)} in the aid tracker')} {_verb(count, 'has', 'have')} allocated "
        f"{'more' if high else 'less'} by that measure."
    )


def _joined(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    later = int((table["joined_year"] > row["joined_year"]).sum())
    return f"{{It}} has been a member since {month(row['joined'])}; {others(later)} joined in a later year."


def _dollars(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    return (
        f"{{It}} spends {amount(row['spent_usd_bn'])} dollars {when(row)}, at current prices; {others(count)} "
        f"{_verb(count, 'spends', 'spend')} {'more' if high else 'less'}."
    )


def _pace(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    return (
        f"After inflation {{its}} defence spending has {'grown' if row['growth_recent_pct'] >= 0 else 'shrunk'} by "
        f"{percent(abs(row['growth_recent_pct']), 1)} a year since {row['since_year']}; {others(count)} "
        f"{_verb(count, 'has', 'have')} done {'more' if high else 'less'}."
    )


def _forces(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    high, count = _nearer(place)
    change = row["personnel_change_pct"]
    if high:
        verb = "added a larger part" if change >= 0 else "lost a smaller part or grown"
    else:
        verb = "lost a larger part" if change < 0 else "added a smaller part or shrunk"
    return (
        f"{{Its}} forces number {style.number(row['personnel_k'], 1)} thousand {when(row)}, "
        f"{percent(abs(change), 0)} {'more' if change >= 0 else 'fewer'} than in {row['first_year']}; {others(count)} "
        f"{_verb(count, 'has', 'have')} {verb}."
    )


def _no_forces(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    return (
        f"{{It}}, a member since {month(row['joined'])}, has no armed forces, and no edition of NATO’s tables has a "
        "figure of its defence spending."
    )


def _related(row: Row, place: Any, table: pd.DataFrame, own: pd.DataFrame) -> str:
    named = own[own["scope"] == "related"].iloc[0]
    return f"{{Its}} {named['announced_by']} named {level_words(named)} in {month(named['announced_on'])}."


SENTENCES: dict[str, Callable[[Row, Any, pd.DataFrame, pd.DataFrame], str]] = {
    "share": _share,
    "rise": _rise,
    "growth": _growth,
    "level": _level,
    "no-level": _no_level,
    "revision": _revision,
    "equipment": _equipment,
    "aid": _aid,
    "joined": _joined,
    "dollars": _dollars,
    "no-forces": _no_forces,
    "pace": _pace,
    "forces": _forces,
    "related": _related,
}
