"""Type, size, colour and the way numbers are written, for charts and prose alike."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path

import matplotlib.style
from matplotlib import font_manager

from lib.records import BookError

# Inks. Each has a contrast of at least 4.5 to 1 on white, so all of them may be used for text.
INK = "#1b2a3a"
SLATE = "#5d7389"
BLUE = "#1f5f8b"
OCHRE = "#a3660f"
TEAL = "#22756e"
RED = "#b5402a"
# Marks that carry data, never text: at least 3 to 1. GREY is for the rest, behind what is compared in an ink.
GREY = "#8794a2"
SOFT_BLUE = "#6c98b6"
# Axes, grids and shades: nothing that a reader must see to read the data.
PALE = "#b6bfc9"
RULE = "#dfe4ea"
PAPER = "#ffffff"
# A line in an ink that joins or carries marks is lighter than they are; at this opacity it still has 3 to 1.
JOIN = 0.75
# Two secretaries, two inks of the same weight, neither of which says good or bad.
SPEAKERS = {"James Mattis": BLUE, "Pete Hegseth": OCHRE}

TEXT, MARKS, DECORATION = (INK, SLATE, BLUE, OCHRE, TEAL, RED), (GREY, SOFT_BLUE), (PALE, RULE, PAPER)
# What each colour is on dark paper, which is that of the pages (static/book.css); `dark` draws with it.
DARK = {
    INK: "#dde4eb",
    SLATE: "#9fb0c0",
    BLUE: "#82bce6",
    OCHRE: "#e3ab62",
    TEAL: "#55bfb2",
    RED: "#ee8d79",
    GREY: "#5b6672",
    SOFT_BLUE: "#4d7fa3",
    PALE: "#46525e",
    RULE: "#28323c",
    PAPER: "#11171d",
}

WIDTH = 6.4  # inches; the text column on a desktop page, so that letters keep their size
TITLE_SIZE, SUBTITLE_SIZE, FOOT_SIZE = 14.5, 10.5, 8.0  # points
LABEL_SIZE = 9.5

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_MONTHS = ("January", "February", "March", "April", "May", "June") + (
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# As many digits as the largest number that Python writes has, before and behind the point.
_ALL_DIGITS = Context(prec=400)


def use() -> None:
    """Load the typeface and the house style into matplotlib, whatever a reader's own settings say."""
    _load_typeface()
    matplotlib.style.use(["default", Path(__file__).with_name("book.mplstyle")])


@cache
def _load_typeface() -> None:
    package = "font-source-sans-pro"
    for name in ("SourceSansPro", "SourceSansProSemibold", "SourceSansProBold"):
        try:
            from font_source_sans_pro import font_files_ttf

            font_manager.fontManager.addfont(font_files_ttf[name])
        except (ImportError, LookupError, OSError, RuntimeError) as error:
            raise BookError(
                f"the typeface of the charts, {name}, cannot be loaded: expected its file in the package {package}, "
                f"found {type(error).__name__} ({error}). Set the environment up anew: rm .venv/.ready, then make book"
            ) from None


def number(value: float, digits: int = 0, *, sign: bool = False, words: bool = False) -> str:
    """Write a number as the book does: thousands with a comma, a true minus, halves away from zero.

    `digits` counts the decimals; `sign` also writes a plus; `words` spells whole numbers below ten.
    Raises ValueError for anything that is not a finite number.

    >>> number(1234.5), number(-0.25, 1), number(3, words=True), number(0.456, 2, sign=True)
    ('1,235', '−0.3', 'three', '+0.46')
    """
    value = float(value)
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number that can be written")
    # Ties are decided on the shortest decimal form that means the same number: 2.675 reads 2.68.
    rounded = round_half_up(value, digits)
    if words and digits == 0 and 0 <= rounded < len(_WORDS):
        return _WORDS[int(rounded)]
    text = f"{abs(rounded):,.{digits}f}"
    if rounded < 0:
        return f"−{text}"
    return f"+{text}" if sign and rounded > 0 else text


def round_half_up(value: float, digits: int = 0) -> float:
    """Round as NATO's tables do, halves away from zero, on the decimal form of the value.

    >>> round_half_up(1.995, 2), round_half_up(2.5), round_half_up(-2.5)
    (2.0, 3.0, -3.0)
    """
    if not math.isfinite(value):
        return float(value)
    unit = Decimal(1).scaleb(-digits)
    return float(Decimal(repr(float(value))).quantize(unit, rounding=ROUND_HALF_UP, context=_ALL_DIGITS))


def listing(names: Iterable[str]) -> str:
    """Join names for a sentence, the last one with "and"; no name gives "none".

    >>> listing(["Estonia", "Latvia", "Lithuania"])
    'Estonia, Latvia and Lithuania'
    """
    *head, last = list(names) or ["none"]
    return f"{', '.join(head)} and {last}" if head else last


def the(name: str) -> str:
    """Write a country's name as a sentence does, with its article where English wants one.

    >>> the("United States"), the("Netherlands"), the("Czechia")
    ('the United States', 'the Netherlands', 'Czechia')
    """
    return f"the {name}" if name.startswith("United ") or name == "Netherlands" else name


def capital(text: str) -> str:
    """Let a sentence begin with a capital letter."""
    return text[:1].upper() + text[1:]


def day(date: str, *, short: bool = False) -> str:
    """Write an ISO date as far as it is known; `short` is for tables, with spaces that do not break.

    >>> day("2025-06-04"), day("2025-06"), day("2025")
    ('4 June 2025', 'June 2025', '2025')
    """
    year, *rest = str(date)[:10].split("-")
    parts = [str(int(rest[1]))] if len(rest) == 2 else []
    if rest:
        month = _MONTHS[int(rest[0]) - 1]
        parts.append(month[:3] if short else month)
    return ("\u00a0" if short else " ").join([*parts, year])


def edition_name(edition: str) -> str:
    """Write an edition of a source as words.

    >>> edition_name("2026-07"), edition_name("2010")
    ('July 2026', '2010')
    """
    year, _, month = edition.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month.isdigit() else edition
