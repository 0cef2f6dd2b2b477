"""Which meetings the two secretaries attended: table to table; what no source settles stays unknown."""

from __future__ import annotations

import pandas as pd

from lib import style
from lib.rhetoric import SPEAKERS

CONTACT_GROUP = "Ukraine Defense Contact Group"
MINISTERS = "NATO defence ministers"
SUMMIT = "NATO summit"

# How the chart marks each kind of attendance; every other kind is a question mark.
_MARKS = {"in person": "filled", "virtually": "open", "missed": "crossed"}


def group_number(format: pd.Series) -> pd.Series:
    """Return the number of the contact group's meeting that a format names, missing for other meetings.

    >>> group_number(pd.Series(["Ukraine Defense Contact Group (26th)", "NATO summit"])).tolist()
    [26.0, nan]
    """
    return format.str.extract(r"\((\d+)", expand=False).astype(float)


def unlisted(attendance: pd.DataFrame, contact_group: pd.DataFrame) -> pd.DataFrame:
    """Return the held meetings of the contact group after the first that `attendance` lists and that it leaves out."""
    listed = group_number(attendance["format"]).dropna()
    number = contact_group["meeting_no"]
    held = contact_group["status"] == "held"
    return contact_group[held & (number > listed.min()) & ~number.isin(listed)]


def meetings(attendance: pd.DataFrame, contact_group: pd.DataFrame) -> pd.DataFrame:
    """Bring the meetings of both secretaries into one table, a row per meeting held in the term.

    `contact_group` adds the meetings that are `unlisted`, and the day of one that `attendance` dates only
    roughly. There a representative other than the secretary means "missed"; none named, or the secretary without a
    word on how he took part, means "unknown". Meetings after a term ("not in office") are left out.
    Returns secretary, kind, date, attendance and source_id.
    """
    rows = attendance[attendance["attendance"] != "not in office"]
    number = group_number(rows["format"])
    kind = (
        rows["format"].mask(number.notna(), CONTACT_GROUP).where(lambda k: ~k.str.contains("summit"), SUMMIT)
    )
    listed = rows.assign(kind=kind, date=rows["date_start"], meeting_no=number)
    held = contact_group[contact_group["status"] == "held"].set_index("meeting_no")
    dated = listed["date"].str.len() < len("2025-09-09")
    for column in ("date", "source_id"):
        listed[column] = listed[column].mask(
            dated, listed["meeting_no"].map(held[column]).fillna(listed[column])
        )
    more = unlisted(attendance, contact_group)
    name = SPEAKERS[-1]
    named = more["us_representative"].notna()
    there = more["us_representative"].fillna("").str.contains(name.split()[-1])
    mode = more["us_mode"].map({"in_person": "in person", "virtual": "virtually"})
    more = more.assign(
        secretary=name,
        kind=CONTACT_GROUP,
        attendance=mode.where(there, "missed").where(named, "unknown").fillna("unknown"),
    )
    both = pd.concat([listed, more])[["secretary", "kind", "date", "attendance", "source_id"]]
    return both.sort_values(["secretary", "date", "kind"], ignore_index=True)


def attendance_counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the meetings of each secretary by kind and attendance; a combination not found is 0.

    Returns one row per secretary and kind, a column per kind of attendance and their sum, `meetings`.
    """
    table = pd.crosstab([rows["secretary"], rows["kind"]], rows["attendance"])
    table.columns.name = None
    return table.assign(meetings=table.sum(axis=1)).reset_index()


def marks_in_words(statuses: pd.Series) -> str:
    """Write how many meetings of each kind of attendance a row of the chart shows, by the look of their marks.

    >>> marks_in_words(pd.Series(["in person", "in person", "unknown", "conflicting reports"]))
    'two filled marks and two question marks'
    """
    counts = statuses.map(_MARKS).fillna("question").value_counts()
    parts = [(look, counts[look]) for look in (*_MARKS.values(), "question") if look in counts]
    return style.listing(
        f"{style.number(n, words=True)} {look} mark{'' if n == 1 else 's'}" for look, n in parts
    )
