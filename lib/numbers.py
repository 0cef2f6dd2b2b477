"""A computed value becomes a number in a sentence: glued into the text, never typed, and traceable to its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from IPython.display import publish_display_data

from lib import style
from lib.provenance import Rows
from lib.records import NumberError

# What myst-nb looks for when a sentence says {glue:text}`key`. Its own `glue` does the same,
# but importing it loads Sphinx into every kernel, which takes longer than most chapters run.
_PREFIX = "application/papermill.record/"
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def glue(
    key: str,
    value: float,
    digits: int = 0,
    *,
    unit: str,
    how: str,
    rows: Rows | Sequence[Rows] = (),
    sources: Iterable[str] | str = (),
    words: bool = False,
    sign: bool = False,
) -> None:
    """Make a value available to the text as {glue:text}`key`; publishes it and returns nothing.

    `unit` is what is counted or measured ("meetings", "% of GDP", "EUR billion"), `how` the formula in words, `rows`
    the rows of the tables that the value is computed from (`provenance.rows`). Sources and editions are those of the
    rows; `sources` adds keys of sources.bib where a value rests on something that no table holds. The value may be any
    numpy or Python number; it is written by `style.number`.
    Raises NumberError if the value is missing or infinite, if no rows and no source are named, if the unit or
    the formula is empty, or if the key is not kebab-case.
    """
    try:
        text = style.number(value, digits, sign=sign, words=words)
    except (TypeError, ValueError):
        raise NumberError(
            f'number "{key}": expected a finite number, found {value!r}. '
            "Compute it from rows that have a value, or leave the sentence out."
        ) from None
    if not unit:
        raise NumberError(f'number "{key}": expected a unit, found none. Say what is counted or measured.')
    _publish(key, text, {"value": float(value), "digits": digits, "unit": unit}, how, rows, sources)


def glue_text(
    key: str,
    text: str,
    *,
    how: str,
    rows: Rows | Sequence[Rows] = (),
    sources: Iterable[str] | str = (),
) -> None:
    """Make computed words (names of allies, a date, a whole sentence) available to the text as {glue:text}`key`.

    Takes and refuses what `glue` does, but for the unit.
    """
    if not isinstance(text, str) or not text.strip() or text.strip() in ("nan", "None", "<NA>", "NaT"):
        raise NumberError(f'words "{key}": expected some text, found {text!r}. Compute it, or leave it out.')
    _publish(key, text, {}, how, rows, sources)


def stands(statement: str, truth: object) -> None:
    """Do nothing if a statement of the chapter is true of the tables; raise NumberError, which names it, if not."""
    if not truth:
        raise NumberError(
            f'The chapter says "{statement}"; the tables no longer bear it out. Rewrite that sentence or title.'
        )


def _publish(
    key: str,
    text: str,
    facts: dict[str, Any],
    how: str,
    rows: Rows | Sequence[Rows],
    sources: Iterable[str] | str,
) -> None:
    if not _KEY.fullmatch(key):
        raise NumberError(f'number "{key}": expected a key in kebab-case, such as "allies-at-target".')
    if not how:
        raise NumberError(
            f'number "{key}": expected the formula in words, found none. Say how it is computed.'
        )
    used = [rows] if isinstance(rows, Rows) else list(rows)
    added = [sources] if isinstance(sources, str) else list(sources)
    if not used and not added:
        raise NumberError(
            f'number "{key}": expected rows or a source, found neither. Name the rows with provenance.rows.'
        )
    known = sorted({*added, *(source for part in used for source in part.sources)})
    publish_display_data(
        {f"{_PREFIX}text/plain": repr(text)},
        metadata={
            "scrapbook": {"name": key, "mime_prefix": _PREFIX},
            "book": {
                "key": key,
                "text": text,
                "how": how,
                "rows": [part.record() for part in used],
                "sources": known,
                **facts,
            },
        },
    )
