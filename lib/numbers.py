"""A computed value becomes a number in a sentence: glued into the text, never typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from IPython.display import publish_display_data

from lib import style
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
    how: str,
    sources: Iterable[str] | str,
    words: bool = False,
    sign: bool = False,
) -> None:
    """Make a value available to the text as {glue:text}`key`; publishes it and returns nothing.

    `how` says in words which rows and what formula gave it, `sources` are keys of sources.bib. The value
    may be any numpy or Python number; it is written by `style.number`.
    Raises NumberError if the value is missing or infinite, or if the key is not kebab-case.
    """
    try:
        text = style.number(value, digits, sign=sign, words=words)
    except (TypeError, ValueError):
        raise NumberError(
            f'number "{key}": expected a finite number, found {value!r}. '
            "Compute it from rows that have a value, or leave the sentence out."
        ) from None
    _publish(key, text, {"value": float(value), "digits": digits}, how, sources)


def glue_text(key: str, text: str, *, how: str, sources: Iterable[str] | str) -> None:
    """Make computed words (names of allies, a date) available to the text as {glue:text}`key`."""
    if not isinstance(text, str) or not text or text == "nan":
        raise NumberError(f'words "{key}": expected some text, found {text!r}. Compute it, or leave it out.')
    _publish(key, text, {}, how, sources)


def _publish(key: str, text: str, facts: dict[str, Any], how: str, sources: Iterable[str] | str) -> None:
    if not _KEY.fullmatch(key):
        raise NumberError(f'number "{key}": expected a key in kebab-case, such as "allies-at-target".')
    sources = [sources] if isinstance(sources, str) else list(sources)
    publish_display_data(
        {f"{_PREFIX}text/plain": repr(text)},
        metadata={
            "scrapbook": {"name": key, "mime_prefix": _PREFIX},
            "book": {"key": key, "text": text, "how": how, "sources": sources, **facts},
        },
    )
