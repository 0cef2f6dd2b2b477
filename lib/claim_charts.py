"""The charts of the fact check: verdicts by article and kind, how long a claim held, who led and who was said to lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from lib import charts, drawn, style

# A verdict has a form as well as a colour, so that it survives print and colour blindness.
MARKS: dict[str, dict[str, Any]] = {
    "supported": {"marker": "s", "color": style.BLUE, "markerfacecolor": style.BLUE},
    "outdated": {"marker": "D", "color": style.OCHRE, "markerfacecolor": style.OCHRE},
    "contradicted": {"marker": "X", "color": style.RED, "markerfacecolor": style.RED},
    "unverifiable": {"marker": "s", "color": style.SLATE, "markerfacecolor": "white"},
}
_SIZES = {"supported": 5.2, "outdated": 4.9, "contradicted": 6.2, "unverifiable": 4.6}
_EDGES = {"supported": 0, "outdated": 0, "contradicted": 0, "unverifiable": 1.1}
_SMALL: dict[str, Any] = {"size": style.LABEL_SIZE, "textcoords": "offset points", "annotation_clip": False}
# Words that stand on a line keep it off their letters.
_CLEAR: dict[str, Any] = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.8}}


def verdict_squares(claims: pd.DataFrame, kinds: Mapping[str, str], articles: Mapping[str, str]) -> Axes:
    """Draw one mark per claim: a row per kind, a column per article, sorted by verdict within.

    `claims` has article, kind, verdict and kind_no (its row, from 0); `kinds` and `articles` give the names in order.
    """
    ax = charts.canvas(0.36 * len(kinds) + 0.75)
    order = {verdict: n for n, verdict in enumerate(MARKS)}
    left = 0.0
    for article, words in articles.items():
        mine = claims[claims["article"] == article]
        width = max(int(mine.groupby("kind").size().max()), 4) if len(mine) else 4
        for _, rows in mine.groupby("kind_no"):
            ranked = rows.sort_values("verdict", key=lambda column: column.map(order), kind="stable")
            for place, claim in enumerate(ranked.itertuples()):
                ax.plot(
                    left + place,
                    claim.kind_no,
                    markersize=_SIZES[claim.verdict],
                    markeredgewidth=_EDGES[claim.verdict],
                    **MARKS[claim.verdict],
                )
        # Each line on its own baseline, so that a letter below it (as in "Apr") moves neither.
        for n, line in enumerate(reversed(words.split("\n"))):
            ax.annotate(
                line, (left - 0.5, 1), (0, 8 + 1.3 * style.LABEL_SIZE * n), xycoords=("data", "axes fraction"),
                ha="left", va="baseline", weight="bold", **_SMALL,
            )  # fmt: skip
        if left:
            ax.axvline(left - 1.2, color=style.RULE, linewidth=0.8, zorder=0, label=drawn.KEY)
        left += width + 1.4
    charts.row_labels(ax, list(kinds.values()))
    ax.grid(visible=False)
    ax.set_xlim(-0.8, left - 1.6)
    ax.set_xticks([])
    _key(ax, claims)
    return ax


def _key(ax: Axes, claims: pd.DataFrame) -> None:
    """Explain the marks below the last row, each with its number of claims."""
    across = -0.42
    for verdict, look in MARKS.items():
        words = f"{verdict}: {int((claims['verdict'] == verdict).sum())}"
        ax.plot(
            across, -0.1, markersize=_SIZES[verdict], label=drawn.KEY, clip_on=False,
            transform=ax.transAxes, markeredgewidth=_EDGES[verdict], **look,
        )  # fmt: skip
        ax.annotate(
            words, (across, -0.1), (9, 0), xycoords="axes fraction", va="center",
            color=look["color"], weight="bold", **_SMALL,
        )  # fmt: skip
        across += 0.36


def lifetimes(claims: pd.DataFrame, breaks: Sequence[str]) -> Any:
    """Draw one row per outdated claim: a line from the day it was printed to the day from which it no longer held.

    `claims` has label, printed_on and held_until (ISO days) and outdated_since (as far as known), in order; `breaks` are the first and last day of each of
    two panels, since nearly all happens in the second. Returns the two Axes.
    """
    axes = charts.canvas(
        0.56 * len(claims) + 0.5, columns=2, sharey=True, gridspec_kw={"width_ratios": [1, 2.6]}
    )
    spans = [pd.to_datetime(pair) for pair in (breaks[:2], breaks[2:])]
    for ax, (start, end) in zip(axes, spans, strict=True):
        for row, claim in enumerate(claims.itertuples()):
            printed, until = pd.Timestamp(claim.printed_on), pd.Timestamp(claim.held_until)
            if printed > end:
                continue
            ax.plot([printed, until], [row, row], color=style.BLUE, linewidth=2.6, solid_capstyle="butt")
            if start <= printed:
                ax.plot(printed, row, "o", color=style.BLUE, markersize=7)
            if start <= until <= end:
                ax.plot(until, row, "|", color=style.OCHRE, markersize=13, markeredgewidth=2.4)
                left = (end - until).days < 0.35 * (end - start).days
                ax.annotate(
                    f"until {style.day(claim.outdated_since)}", (until, row), (-7 if left else 7, 8 if left else 0),
                    ha="right" if left else "left", va="center", color=style.OCHRE, **_SMALL,
                )  # fmt: skip
        ax.set_xlim(start, end)
        ax.grid(axis="x")
        ax.spines["bottom"].set_visible(False)
        ax.tick_params(axis="x", length=0)
    first, last = spans[0]
    axes[0].set_xticks([pd.Timestamp(year, 1, 1) for year in range(first.year + 2, last.year + 1, 4)])
    axes[0].xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    axes[1].xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 7)))
    axes[1].xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    charts.row_labels(axes[0], list(claims["label"]))
    axes[0].grid(axis="x")
    return axes


def led_and_said(meetings: pd.DataFrame, said: pd.DataFrame, chairs: Mapping[str, str]) -> Axes:
    """Draw who was in the chair at each meeting, above what two articles said about the lead.

    `meetings` has day, led_by and meeting_no; `said` has label, led_by, since and printed_on (ISO days), one row per
    article; `chairs` gives a colour per lead.
    """
    ax = charts.canvas(0.5 * (len(said) + 1) + 0.6)
    for meeting in meetings.itertuples():
        ax.plot(meeting.day, 0, "o", color=chairs[meeting.led_by], markersize=15)
        ax.annotate(
            f"{meeting.meeting_no}", (meeting.day, 0), (0, 0), ha="center", va="center_baseline",
            color="white", weight="bold", **(_SMALL | {"size": 9}),
        )  # fmt: skip
    for n, (led_by, rows) in enumerate(meetings.groupby("led_by", sort=False)):
        ax.annotate(
            str(led_by), (rows["day"].iloc[0], 0), (-7, 13 + 14 * (n % 2)), ha="left", va="bottom",
            color=chairs[str(led_by)], weight="bold", **_SMALL,
        )  # fmt: skip
    for row, claim in enumerate(said.itertuples(), start=1):
        ink = chairs[claim.led_by]
        since, printed = pd.Timestamp(claim.since), pd.Timestamp(claim.printed_on)
        ax.plot([since, printed], [row, row], color=ink, linewidth=5, solid_capstyle="butt")
        ax.plot(printed, row, "s", color=ink, markersize=8)
        ax.annotate(
            f"{claim.led_by}, printed {style.day(claim.printed_on)}", (printed, row), (9, 0), va="center",
            color=ink, weight="bold", **_SMALL,
        )  # fmt: skip
    charts.row_labels(ax, ["in the chair", *said["label"]])
    ax.xaxis.set_major_locator(mdates.MonthLocator(interval=2))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    return ax


SEATS: dict[str, dict[str, Any]] = {
    "in the room": {"markerfacecolor": style.BLUE, "color": style.BLUE},
    "by video": {
        "markerfacecolor": style.BLUE,
        "color": style.BLUE,
        "fillstyle": "left",
        "markerfacecoloralt": "white",
    },
    "absent": {"markerfacecolor": "white", "color": style.BLUE},
}


def firsts_and_claims(seats: pd.DataFrame, claims: pd.DataFrame) -> Axes:
    """Draw how the secretary took part in each meeting, above the days that three claims of a first are about.

    `seats` has day, meeting_no and secretary (a key of SEATS); `claims` has label, words, printed_on and about (ISO
    days), one row per claim.
    """
    ax = charts.canvas(0.55 * (len(claims) + 1) + 0.6)
    for seat in seats.itertuples():
        ax.plot(seat.day, 0, "o", markersize=13, markeredgewidth=1.6, **SEATS[seat.secretary])
        ax.annotate(
            f"{seat.meeting_no}, {seat.secretary}", (seat.day, 0), (0, 11), ha="center", va="bottom",
            color=style.BLUE, **_SMALL,
        )  # fmt: skip
    for row, claim in enumerate(claims.itertuples(), start=1):
        printed, about = pd.Timestamp(claim.printed_on), pd.Timestamp(claim.about)
        ax.plot([about, about], [0.22, row], color=style.GREY, linewidth=1, zorder=0)
        ax.plot(printed, row, "s", color=style.OCHRE, markersize=7)
        if printed != about:
            ax.plot([printed, about], [row, row], color=style.OCHRE, linewidth=2)
            ax.plot(about, row, "|", color=style.OCHRE, markersize=11, markeredgewidth=2)
        late = (about - seats["day"].min()) > 0.6 * (seats["day"].max() - seats["day"].min())
        ax.annotate(
            claim.words, (printed if late else about, row), (-9 if late else 9, 0), ha="right" if late else "left",
            va="center", color=style.OCHRE, weight="bold", linespacing=1.1, **_CLEAR, **_SMALL,
        )  # fmt: skip
    charts.row_labels(ax, ["the secretary\nat meeting", *claims["label"]])
    ax.xaxis.set_major_locator(mdates.MonthLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    ax.margins(x=0.08)
    return ax


def level_and_words(shares: pd.DataFrame, guideline: float, words: pd.DataFrame) -> Axes:
    """Draw a share of GDP by year in several editions, a line at the guideline, and what articles took it for.

    `shares` has edition, name, year, share_pct_gdp and estimate; the last edition is drawn strong, estimates dashed.
    `words` has year (with its part that had passed) and words, one row per article; those of the second stand to the
    left of its line.
    """
    ax = charts.canvas(3.6)
    editions = list(dict.fromkeys(shares["name"]))
    for name, rows in shares.groupby("name", sort=False):
        strong = name == editions[-1]
        ink = style.BLUE if strong else style.SLATE
        known = rows[~rows["estimate"].astype(bool)]
        # The dashed part begins at the last outcome, so that the line does not break.
        expected = rows[rows["year"] >= known["year"].max()]
        for part, dashes in ((known, "-"), (expected, (0, (1.8, 1.2)))):
            ax.plot(
                part["year"],
                part["share_pct_gdp"],
                color=ink,
                linewidth=2.2 if strong else 1.2,
                linestyle=dashes,
            )
    ends = shares.groupby("name", sort=False).tail(1)
    ax.axhline(guideline, color=style.INK, linewidth=1.1, linestyle=(0, (4, 3)))
    ax.set_xlim(shares["year"].min() - 0.3, shares["year"].max() + 1.9)
    ax.set_ylim(1.2, shares["share_pct_gdp"].max() + 0.55)
    for end in ends.itertuples():
        strong = end.name == editions[-1]
        ax.annotate(
            f"{end.name}:{chr(10) if strong else ' '}{style.number(end.share_pct_gdp, 2)}", (end.year, end.share_pct_gdp),
            (7, 0) if strong else (-4, 7), ha="left" if strong else "right", va="center" if strong else "bottom",
            color=style.BLUE if strong else style.SLATE, weight="bold" if strong else "normal", **_CLEAR, **_SMALL,
        )  # fmt: skip
    for n, article in enumerate(words.itertuples()):
        ax.axvline(article.year, color=style.OCHRE, linewidth=1)
        ax.annotate(
            article.words, (article.year, 1), (-5 if n == 1 else 5, -4), xycoords=("data", "axes fraction"),
            ha="right" if n == 1 else "left", va="top", color=style.OCHRE, linespacing=1.1, **_CLEAR, **_SMALL,
        )  # fmt: skip
    ax.set_xticks(range(int(shares["year"].min()), int(shares["year"].max()) + 1, 2))
    ax.yaxis.set_major_locator(MultipleLocator(0.5))
    ax.yaxis.set_major_formatter("{x:.1f}")
    ax.grid(axis="y")
    return ax
