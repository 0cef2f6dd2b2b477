"""Which meetings the two secretaries attended: table to table; what no source settles stays unknown."""

from __future__ import annotations

import pandas as pd

from lib.rhetoric import SPEAKERS

CONTACT_GROUP = "Ukraine Defense Contact Group"
MINISTERS = "NATO defence ministers"
SUMMIT = "NATO summit"


def meetings(attendance: pd.DataFrame, contact_group: pd.DataFrame) -> pd.DataFrame:
    """Bring the meetings of both secretaries into one table, a row per meeting held in the term.

    `contact_group` adds the held meetings after the first one that `attendance` lists, and the day of one
    that it dates only roughly. There a representative other than the secretary means "missed", and no
    named representative means "unknown". Meetings after a term ("not in office") are left out.
    Returns secretary, kind, date, attendance and source_id.
    """
    rows = attendance[attendance["attendance"] != "not in office"]
    number = rows["format"].str.extract(r"\((\d+)", expand=False)
    kind = (
        rows["format"].mask(number.notna(), CONTACT_GROUP).where(lambda k: ~k.str.contains("summit"), SUMMIT)
    )
    listed = rows.assign(kind=kind, date=rows["date_start"], meeting_no=number.astype(float))
    held = contact_group[contact_group["status"] == "held"].set_index("meeting_no")
    dated = listed["date"].str.len() < len("2025-09-09")
    for column in ("date", "source_id"):
        listed[column] = listed[column].mask(
            dated, listed["meeting_no"].map(held[column]).fillna(listed[column])
        )
    more = held[
        (held.index > listed["meeting_no"].min()) & ~held.index.isin(listed["meeting_no"])
    ].reset_index()
    name = SPEAKERS[-1]
    named = more["us_representative"].notna()
    there = more["us_representative"].fillna("").str.contains(name.split()[-1])
    mode = more["us_mode"].map({"in_person": "in person", "virtual": "virtually"})
    more = more.assign(
        secretary=name,
        kind=CONTACT_GROUP,
        attendance=mode.where(there, "missed").where(named, "unknown"),
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
