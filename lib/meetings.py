"""What follows from the table of the contact group's meetings: table in, table out; nothing is read or drawn here.

Meetings come as `seeds.table("contact-group-meetings")`. A seat of which no source speaks is "not known", never
empty.
"""

from __future__ import annotations

import pandas as pd

from lib.support import AMERICA


def held(meetings: pd.DataFrame) -> pd.DataFrame:
    """Keep the meetings held, in order, with day, led_by and secretary added.

    `led_by` names the countries in the chair. `secretary` says how the US secretary took part: "in the room",
    "by video", "absent" (somebody else sat there), "not confirmed" or "not known".
    """
    rows = meetings[meetings["status"] == "held"].sort_values("date", ignore_index=True)
    is_secretary = rows["us_rank"].str.startswith("Secretary of").fillna(False).astype(bool)
    seat = pd.Series("absent", index=rows.index)
    seat[is_secretary] = rows["us_mode"].map({"in_person": "in the room", "virtual": "by video"})
    seat[rows["us_mode"].fillna("").str.contains("not confirmed")] = "not confirmed"
    seat[rows["us_rank"].isna()] = "not known"
    return rows.assign(
        day=pd.to_datetime(rows["date"]),
        led_by=rows["chair_countries"].str.replace("; ", " and "),
        secretary=seat,
    )


def intervals(meetings: pd.DataFrame) -> pd.DataFrame:
    """Return the days from each meeting held to the next: one row per meeting but the first.

    `led_by` is "United States" where it led both meetings, "others" where it led neither, and "handover" for
    the step between the two, whichever way, which belongs to neither.
    """
    rows = held(meetings)
    led = rows["us_chaired"].astype(bool)
    before = led.shift(fill_value=True)
    side = pd.Series("handover", index=rows.index)
    side[led & before], side[~led & ~before] = AMERICA, "others"
    columns = ["meeting_no", "date", "day", "source_id"]
    return rows[columns].assign(days=rows["day"].diff().dt.days, led_by=side).iloc[1:].reset_index(drop=True)


def firsts(meetings: pd.DataFrame) -> pd.DataFrame:
    """Find three different firsts: not led by the United States; a meeting in person without the secretary
    in the room; without the secretary in any form. A seat that is not known or confirmed counts for none.

    Returns first, meeting_no, date, led_by, us_representative, secretary and source_id, one row per first
    that has happened.
    """
    rows = held(meetings)
    tests = {
        "not led by the United States": ~rows["us_chaired"].astype(bool),
        "in person, the secretary not in the room": (rows["format"] == "in_person")
        & rows["secretary"].isin(["by video", "absent"]),
        "without the secretary in any form": rows["secretary"] == "absent",
    }
    columns = ["meeting_no", "date", "led_by", "us_representative", "secretary", "source_id"]
    found = [rows.loc[test, columns].head(1).assign(first=name) for name, test in tests.items()]
    return pd.concat(found, ignore_index=True)[["first", *columns]]


def handed_over(meetings_held: pd.DataFrame) -> bool:
    """Say whether the United States led the first meetings and none after them: the lead changed once, for good.

    >>> handed_over(pd.DataFrame({"us_chaired": [True, False, True]}))
    False
    """
    led = meetings_held["us_chaired"].astype(bool)
    return 0 < led.sum() < len(led) and bool(led.iloc[: led.sum()].all())
