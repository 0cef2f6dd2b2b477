"""Charts of the money that allies spend together: table in, Axes out; nothing is read or saved."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import ScaledTranslation

from lib import charts, drawn, style


def common_funding(table: pd.DataFrame) -> Axes:
    """Draw the latest year's national spending and common funding as squares to scale, and all years as bars.

    Takes `funding.common_funding_share`; a ceiling has an open bar.
    """
    left, right = charts.canvas(3.2, columns=2, width_ratios=(1, 1.2))
    left.figure.figure.get_layout_engine().set(wspace=0.09)
    now = table.iloc[-1]
    side = (now["usd_m"] / now["national_usd_m"]) ** 0.5
    guess = " (estimate)" if now["estimate"] else ""
    left.add_patch(Rectangle((0, 0), 1, 1, fc=style.RULE, ec=style.GREY, lw=0.8, label=drawn.KEY))
    left.add_patch(Rectangle((0, 0), side, side, color=style.BLUE, lw=0))
    charts.label(
        left,
        f"national spending, {now['year']}{guess}:\nUS$ {style.number(now['national_usd_m'] / 1000)} bn",
        0.5,
        0.62,
        ha="center",
    )
    limit = "up to " if now["ceiling"] else ""
    charts.label(
        left,
        f"common funding:\n{limit}US$ {style.number(now['usd_m'] / 1000, 1)} bn",
        side,
        side / 2,
        6,
        6,
        color=style.BLUE,
        weight="bold",
    )
    left.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", anchor="W")
    left.set_axis_off()
    for y, row in enumerate(table.itertuples()):
        look = (
            {"color": style.BLUE}
            if not row.ceiling
            else {"facecolor": "white", "edgecolor": style.BLUE, "linestyle": "--"}
        )
        right.barh(y, row.eur_bn, height=0.62, linewidth=1.3, **look)
        text = f"{'up to ' if row.ceiling else ''}{style.number(row.eur_bn, 1)} · {style.number(row.share_pct, 2)} %"
        charts.label(right, text, row.eur_bn, y, 6, color=style.BLUE)
    charts.row_labels(right, [str(year) for year in table["year"]])
    right.grid(False)
    right.set(xlim=(0, table["eur_bn"].max() * 1.75), xticks=[])
    charts.label(right, "EUR bn · % of national spending", 0, 1, 0, 7, xycoords="axes fraction")
    return left


def cost_shares(rows: pd.DataFrame, names: Sequence[tuple[str, str, str]]) -> Axes:
    """Draw the share that each ally pays of common funding, a level per agreement; gaps are not bridged.

    `rows` holds iso3, year_from, year_to, value (per cent) and status; `names` iso3, label and colour, the upper
    line first. Reported values are dashed, agreed formulas solid.
    """
    ax = charts.canvas(2.7)
    known = rows.dropna(subset=["value"]).sort_values("year_from")
    for n, (iso3, label, colour) in enumerate(names):
        own = known[known["iso3"] == iso3]
        up = 1 if n == 0 else -1
        # Where two periods overlap, the later one begins and the earlier one ends, also if its share is not known.
        begins = rows.loc[rows["iso3"] == iso3, "year_from"]
        for row in own.itertuples():
            firm = row.status == "formula"
            later = begins[begins > row.year_from].min()
            start, end = (
                row.year_from,
                (row.year_to + 1 if pd.isna(later) else min(row.year_to + 1, later)) - 0.06,
            )
            # Of two equal levels both lines must be seen: each is moved by half its width, not by a value.
            beside = ax.transData + ScaledTranslation(0, 1.5 * up / 72, ax.figure.dpi_scale_trans)
            y = row.value
            ax.plot(
                [start, end],
                [y, y],
                transform=beside,
                color=colour,
                linestyle="-" if firm else (0, (2, 1)),
                linewidth=3,
            )
            text = f"{row.value:.4g}" if firm else f"about {row.value:g}"
            charts.label(ax, text, (start + end) / 2, y, 0, 10 * up, ha="center", color=colour)
        charts.label(
            ax, label, own["year_from"].iloc[0], own["value"].iloc[0], 0, 26 * up, color=colour, weight="bold"
        )
    first, last = int(known["year_from"].min()), int(known["year_to"].max())
    ticks = range(first, last + 1, 2)
    ax.set(xlim=(first - 0.2, last + 1.2), ylim=(0, known["value"].max() * 1.25))
    ax.set_xticks([year + 0.5 for year in ticks], [str(year) for year in ticks])
    ax.yaxis.set_major_formatter(
        FuncFormatter(lambda value, n: style.number(value) + (" %" if n == 0 else ""))
    )
    ax.grid(axis="y")
    return ax
