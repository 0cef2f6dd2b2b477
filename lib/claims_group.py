"""Claims on the contact group: who created and who led it, how often it met, how many it is, how America stepped back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from lib import meetings, provenance, seeds, style, tolerances
from lib.findings import Finding, finding, printed_on
from lib.records import Claim, Document

Check = Callable[[Claim, Document, Path], Finding]

MEETINGS = "contact-group-meetings"
AUSTIN, HEGSETH = "Lloyd Austin", "Pete Hegseth"
INVASION = "E07"
_SHORT_MONTH = 31  # days; said beside the mean, decides nothing
# What the American secretary did at a meeting, as the steps of a retreat.
_LED, _SEATS = 3, {"in the room": 2, "by video": 1, "absent": 0}


def _held(folder: Path, until: str = "9999") -> pd.DataFrame:
    """Return the meetings held by a day, in the order of time, as meetings.held describes them."""
    rows = meetings.held(seeds.table(MEETINGS, folder))
    return rows[rows["date"] <= until]


def _named(held: pd.DataFrame, folder: Path) -> provenance.Rows:
    return provenance.rows(MEETINGS, folder=folder, date=list(held["date"]), status="held")


def _in_the_chair(meeting: pd.Series) -> str:
    return f"{style.the(meeting['led_by'])} on {style.day(meeting['date'])}"


def monthly(claim: Claim, article: Document, folder: Path) -> Finding:
    """Take the mean of the days between the meetings that were held by the day of the article."""
    held = _held(folder, printed_on(article))
    days = held["day"].diff().dt.days.dropna().astype(int).tolist()
    short = sum(gap <= _SHORT_MONTH for gap in days)
    return finding(
        holds=tolerances.monthly(days),
        printed="monthly",
        computed=f"{style.number(sum(days) / len(days))} days on average; {short} of {len(days)} intervals of "
        f"{_SHORT_MONTH} days or fewer",
        rule="monthly",
        how=f"mean of the days between the {len(held)} meetings held by the day of the article",
        rows=_named(held, folder),
    )


def created(claim: Claim, article: Document, folder: Path) -> Finding:
    """Look who chaired the first meeting and when, and who represented America last before Hegseth."""
    held = _held(folder)
    invasion = seeds.table("events", folder).set_index("event_id").loc[INVASION, "date"]
    first, predecessor = held.iloc[0], _before(held, HEGSETH).iloc[-1]
    year = str(claim.facts["value"] or "")
    return finding(
        holds=tolerances.same([AUSTIN, AUSTIN], [first["chairs"], predecessor["us_representative"]])
        and first["date"] >= invasion
        and (not year or tolerances.on_the_day(year, first["date"])),
        printed=" ".join(filter(None, (AUSTIN, year))),
        computed=f"{first['chairs']} chaired the first meeting on {style.day(first['date'])}; "
        f"{predecessor['us_representative']} sat there last before Hegseth",
        rule="same",
        how="chair of the first meeting, held after the invasion (and in the year that is printed, if one is), and "
        "representative at the last meeting before the first of Hegseth",
        rows=(
            _named(held[held["date"].isin([first["date"], predecessor["date"]])], folder),
            provenance.rows("events", folder=folder, event_id=INVASION),
        ),
    )


def _before(held: pd.DataFrame, representative: str) -> pd.DataFrame:
    """Return the meetings before the first at which somebody represented the United States."""
    return held[held["date"] < held.loc[held["us_representative"] == representative, "date"].min()]


def age(claim: Claim, article: Document, folder: Path) -> Finding:
    """Count the years from the first meeting to the day of the article."""
    printed, day = float(claim.facts["value"]), printed_on(article)
    first = _held(folder).iloc[:1]
    start = first["date"].item()
    return finding(
        holds=tolerances.years_before(printed, start, day),
        printed=f"{style.number(printed)} years",
        computed=f"{style.number(tolerances.years_between(start, day), 1)} years since {style.day(start)}",
        rule="years before",
        how="years from the first meeting to the day of the article",
        rows=_named(first, folder),
    )


def always_led(claim: Claim, article: Document, folder: Path) -> Finding:
    """Count the meetings that Austin chaired among those before the first of Hegseth."""
    cases = _before(_held(folder, printed_on(article)), HEGSETH)
    led = (cases["chairs"] == AUSTIN) & cases["us_chaired"].astype(bool)
    return finding(
        holds=tolerances.always(led),
        printed="always",
        computed=f"{AUSTIN} in the chair at {led.sum()} of {len(led)} meetings",
        rule="always",
        how="meetings before the first with Hegseth, by their chair",
        rows=_named(cases, folder),
    )


def handed_to(*countries: str) -> Check:
    """Return a check of who got the lead: the countries in the chair when the United States first was not.

    If the claim prints a month, that meeting has to lie in it; if not, before the day of the article.
    """

    def check(claim: Claim, article: Document, folder: Path) -> Finding:
        held = _held(folder)
        others = held[~held["us_chaired"].astype(bool)]
        first = others.iloc[0]
        exactly = others[
            [tolerances.same(countries, chairs.split("; ")) for chairs in others["chair_countries"]]
        ]
        used = pd.concat([others.iloc[:1], exactly.iloc[:1]]).drop_duplicates("date")
        month = str(claim.facts["value"] or "")
        in_time = (
            tolerances.on_the_day(month, first["date"]) if month else first["date"] <= printed_on(article)
        )
        return finding(
            holds=in_time and tolerances.same(countries, first["chair_countries"].split("; ")),
            printed=" in ".join(filter(None, (style.listing(countries), style.day(month) if month else ""))),
            computed="; ".join(_in_the_chair(meeting) for _, meeting in used.iterrows()),
            rule="same",
            how="countries in the chair at the first meeting that the United States did not lead"
            + ("; then the first meeting led by the printed ones" if len(used) > 1 else ""),
            rows=_named(used, folder),
        )

    return check


def step_by_step(claim: Claim, article: Document, folder: Path) -> Finding:
    """Follow the American secretary from the last meeting he led to the one that the article announces."""
    held, day = _held(folder), printed_on(article)
    led = held["us_chaired"].astype(bool)
    last_led = held.loc[led & (held["date"] <= day), "date"].max()
    announced = held.loc[held["date"] > day, "date"].min()
    part = held[(held["date"] >= last_led) & (held["date"] <= announced)]
    roles = ["in the chair" if chaired else seat for chaired, seat in zip(led[part.index], part["secretary"])]  # noqa: B905
    levels = [_LED if role == "in the chair" else _SEATS.get(role, _LED) for role in roles]
    first_step = part["date"].iloc[1]
    return finding(
        holds=tolerances.steps_down(levels) and tolerances.for_months(first_step, day),
        printed="step by step for months",
        computed="the secretary "
        + ", ".join(f"{role} on {style.day(date)}" for role, date in zip(roles, part["date"], strict=True)),
        rule="step by step",
        how="part of the secretary at each meeting from the last one that the United States led to the one that the "
        "article announces; a part that is not known counts as no step",
        rows=_named(part, folder),
    )


def membership(claim: Claim, article: Document, folder: Path) -> Finding:
    """Take the last number of members that the reports of a meeting name by the day of the article."""
    printed, held = float(claim.facts["value"]), _held(folder, printed_on(article))
    counts = held["participants_as_reported"].str.extract(r"membership (\d+)", expand=False).dropna()
    last = held.loc[counts.index[-1:]]
    members = int(counts.iloc[-1])
    return finding(
        holds=tolerances.more_than(printed, members),
        printed=f"more than {style.number(printed)} countries",
        computed=f"{members} countries, reported at the meeting of {style.day(last['date'].iloc[0])}",
        rule="more than",
        how="last number of members in the reports of the meetings held by the day of the article; those who attended "
        "are fewer",
        rows=_named(last, folder),
    )


CHECKS: dict[str, Check] = {
    "c21": created,
    "c22": membership,
    "c27": handed_to("Germany", "United Kingdom"),
    "c29": monthly,
    "c40": age,
    "c42": always_led,
    "c43": monthly,
    "c44": handed_to("United Kingdom"),
    "c45": step_by_step,
    "c96": created,
}
