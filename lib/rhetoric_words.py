"""What the book says of the two secretaries in words: computed, or stopped where the rows say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from lib import style
from lib.records import NumberError
from lib.rhetoric import SPEAKERS

_PLACES = ("first", "second")  # suffixes of `rhetoric.side_by_side`, in the order of SPEAKERS
_PROPER = ("Russia", "European", "American", "Ukraine")  # labels of themes that begin with a name


def surname(speaker: str) -> str:
    """Return the name by which a sentence calls a speaker."""
    return speaker.split()[-1]


def in_sentence(label: str) -> str:
    """Write the label of a theme as it stands inside a sentence.

    >>> in_sentence("Burden sharing: allies should do more"), in_sentence("Unity and worth of the Alliance")
    ('burden sharing', 'the unity and worth of the Alliance')
    """
    label = label.split(":")[0].replace("Ukraine and NATO membership", "Ukraine’s membership of NATO")
    label = label.replace("and end of", "and the end of")
    words = label if label.startswith(_PROPER) else label[0].lower() + label[1:]
    return f"the {words}" if words.startswith("unity") else words


def counted(n: float, one: str, many: str = "") -> str:
    """Write a whole number with the noun that it counts, in the plural unless it is one.

    >>> counted(1, "post"), counted(12, "post"), counted(2, "ally", "allies")
    ('one post', '12 posts', 'two allies')
    """
    return f"{style.number(n, words=True)} {one if n == 1 else many or one + 's'}"


def out_of(n: float, whole: float) -> str:
    """Write a part of a whole.

    >>> out_of(4, 5), out_of(0, 5), out_of(11, 31)
    ('four of five', 'none of five', '11 of 31')
    """
    part = "none" if n == 0 else style.number(n, words=True)
    return f"{part} of {style.number(whole, words=True)}"


def single_largest(values: pd.Series, what: str) -> Any:
    """Return the label of the largest value; NumberError names what it is about if several share it."""
    largest = list(values.index[values == values.max()])
    if len(largest) != 1:
        raise NumberError(
            f"{what}: expected one largest value, found {len(largest)} ({style.listing(map(str, largest))}). "
            "Write the sentence anew, so that it names them all."
        )
    return largest.pop()


def one_speaker(speakers: Iterable[str], what: str) -> str:
    """Return the surname of the only speaker in a column; NumberError names what it is about if both or none are."""
    found = sorted(set(speakers))
    if len(found) != 1:
        raise NumberError(
            f"{what}: expected rows of one secretary, found {style.listing(found)}. Write the sentence anew."
        )
    return surname(found[0])


def one_sided(table: pd.DataFrame) -> str:
    """Write which themes of `rhetoric.side_by_side` stand with one man only, and on how many occasions.

    A theme that nobody touched stands with neither.
    """
    groups, themes = [], 0
    for place, other, name in zip(_PLACES, reversed(_PLACES), SPEAKERS, strict=True):
        alone = table[(table[f"n_{other}"] == 0) & (table[f"n_{place}"] > 0)]
        rows = alone.sort_values([f"n_{place}", "label"], ascending=[False, True])
        labels, numbers = [in_sentence(label) for label in rows["label"]], list(rows[f"n_{place}"])
        if labels:
            first = f"{labels[0]} with {surname(name)} on {counted(numbers[0], 'occasion')}"
            rest = [
                f"{label} on {style.number(n, words=True)}"
                for label, n in zip(labels[1:], numbers[1:], strict=True)
            ]
            groups.append(", ".join([first, *rest]))
        themes += len(labels)
    if not groups:
        return "No theme stands with one man only."
    number = style.capital(style.number(themes, words=True))
    verb = "theme stands" if themes == 1 else "themes stand"
    return f"{number} {verb} with one man only: {'; '.join(groups)}."
