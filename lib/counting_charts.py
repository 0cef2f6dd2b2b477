"""The charts of how aid is counted: announced totals, shares, leads, revisions; table in, Axes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from lib import charts, style
from lib.support_charts import time_axis

_SMALL: dict[str, Any] = {"size": style.LABEL_SIZE, "textcoords": "offset points"}
HALF = 50  # per cent; the line that the shares stand against
# Where a label stands beside its mark: shift in points, and which side of the words is held.
_PLACES: dict[str, Any] = {
    "above": ((0, 7), "center", "bottom"),
    "below": ((2, -8), "center", "top"),
    "left": ((-7, 2), "right", "center"),
    "right": ((9, -1), "left", "center"),
    "upper right": ((9, 11), "left", "center"),
    "lower right": ((9, -11), "left", "center"),
}


def announced_totals(group: pd.DataFrame, america: pd.DataFrame, places: Mapping[str, str]) -> Axes:
    """Draw the totals announced for the group and for the United States at their dates, in one currency.

    Both are tables of `support.announced_totals`; figures of another role than "line" are hollow and off
    the line. `places` says where the label of a date stands if not to the left of its mark.
    """
    ax = charts.canvas(3.9)
    series = (
        (group, style.OCHRE, 0, "All members of the group", (-6, 14), "right"),
        (america, style.BLUE, 1, "United States alone", (12, -4), "left"),
    )
    for rows, colour, digits, name, offset, side in series:
        days, line = pd.to_datetime(rows["date"]), rows["role"] == "line"
        ax.plot(days[line], rows.loc[line, "usd_bn"], color=colour, linewidth=1.1, alpha=style.JOIN, zorder=1)
        written: set[float] = set()
        for day, row in zip(days, rows.itertuples(), strict=True):
            solid = row.role == "line"
            ax.plot(
                day, row.usd_bn, "o", color=colour, markerfacecolor=colour if solid else "white",
                markersize=6.5 if solid else 9.5, zorder=3 if solid else 2,
            )  # fmt: skip
            if solid and row.usd_bn in written:
                continue
            written.add(row.usd_bn)
            words, place = _stock_words(row, rows, style.number(row.usd_bn, digits))
            shift, ha, va = _PLACES[places.get(row.date, place) if solid else place]
            ax.annotate(words, (day, row.usd_bn), shift, ha=ha, va=va, color=colour, **_SMALL)
        ax.annotate(
            name, (days.iloc[0], rows["usd_bn"].iloc[0]), offset, ha=side, weight="bold", color=colour, **_SMALL
        )  # fmt: skip
    rows = pd.concat([group, america])
    time_axis(ax, pd.Timestamp("2022-01-01"), pd.Timestamp(rows["date"].max()) + pd.offsets.YearEnd(0))
    ax.set_ylim(0, rows["usd_bn"].max() / 0.9)
    ax.grid(axis="y")
    return ax


def _stock_words(row: Any, rows: pd.DataFrame, number: str) -> tuple[str, str]:
    """Return the label of one announced total and its place beside the mark."""
    if row.role == "repeated":
        return f"{number}, repeated", "above"
    if row.role == "other figure":
        return f"{number} ({row.note.split('; ')[-1]})", "lower right"
    if row.role == "other start":
        return f"{number} since {pd.Timestamp(row.period_start):%B %Y}", "upper right"
    if ((rows["role"] == "other start") & (rows["date"] == row.date)).any():
        return f"{number} since the invasion", "right"
    return number, "left"


def share_dots(shares: pd.DataFrame) -> Axes:
    """Draw one row per way of counting with its share in per cent, the highest on top.

    `shares` has label, share_pct and kind ("statement" or "tracker"); a dashed line stands at one half.
    """
    rows = shares.sort_values("share_pct", ascending=False, kind="stable", ignore_index=True)
    ax = charts.canvas(0.35 * len(rows) + 0.7)
    for y, row in rows.iterrows():
        colour = style.BLUE if row["kind"] == "tracker" else style.SLATE
        ax.hlines(y, 0, row["share_pct"], color=colour, alpha=style.JOIN, linewidth=1.8)
        ax.plot(row["share_pct"], y, "o", color=colour, markersize=7)
        ax.annotate(
            style.number(row["share_pct"], 1), (row["share_pct"], y), (7, 0), va="center", color=colour,
            weight="bold", **_SMALL,
        )  # fmt: skip
    charts.row_labels(ax, list(rows["label"]))
    charts.target_line(ax, HALF, "half")
    ax.set_xlim(0, max(rows["share_pct"].max() * 1.13, 55))
    ax.set_xticks([0, 20, 40], ["0 %", "20", "40"])
    return ax


def lead_spans(leads: pd.DataFrame) -> Axes:
    """Draw one row per way of counting, in the order given, with a pale line for as long as the lead has lasted.

    `leads` has label, since (first day of the month or quarter in which the lead began), until (last day
    of it), end (last day of the data) and words; that period is drawn as a mark, or a bar if a quarter.
    """
    ax = charts.canvas(0.5 * len(leads) + 0.5)
    end = leads["end"].max()
    for y, row in enumerate(leads.itertuples()):
        ax.hlines(y, row.until, end, color=style.OCHRE, alpha=style.JOIN, linewidth=2.4)
        if (row.until - row.since).days > 31:
            ax.hlines(y, row.since, row.until, color=style.OCHRE, linewidth=9)
        else:
            ax.plot(row.until, y, "o", color=style.OCHRE, markersize=8)
        late = row.since > end - pd.Timedelta(days=500)
        ax.annotate(
            row.words, (row.until if late else row.since, y), (0, 7), ha="right" if late else "left", va="bottom",
            weight="bold", **_SMALL,
        )  # fmt: skip
    charts.row_labels(ax, list(leads["label"]))
    time_axis(ax, pd.Timestamp("2022-01-01"), end)
    return ax


def revision_dots(revisions: pd.DataFrame) -> Axes:
    """Draw the change of each amount between its earlier release and now, in per cent, highest on top.

    `revisions` has label, change_pct, earlier_eur_bn and now_eur_bn.
    """
    rows = revisions.sort_values("change_pct", ascending=False, kind="stable", ignore_index=True)
    ax = charts.canvas(0.36 * len(rows) + 0.5)
    limit = rows["change_pct"].abs().max() * 1.45
    for y, row in rows.iterrows():
        up = row["change_pct"] >= 0
        ax.hlines(y, 0, row["change_pct"], color=style.BLUE, alpha=style.JOIN, linewidth=1.8)
        ax.plot(row["change_pct"], y, "o", color=style.BLUE, markersize=7)
        ax.annotate(
            f"{style.number(row['change_pct'], 1, sign=True)}", (row["change_pct"], y), (8 if up else -8, 0),
            ha="left" if up else "right", va="center", **_SMALL,
        )  # fmt: skip
    ax.axvline(0, color=style.INK, linewidth=1.1)
    charts.row_labels(ax, list(rows["label"]))
    ax.set_xlim(-limit, limit)
    ticks = [tick for tick in range(-10, 11, 2) if abs(tick) <= limit]
    names = [style.number(tick, sign=True) for tick in ticks]
    ax.set_xticks(ticks, [f"{names[0]} %", *names[1:]])
    return ax
