"""Texts of sources.bib, quickly: what holds no TeX is not decoded, and plug-ins of pybtex are looked up once."""

from __future__ import annotations

import codecs
import re
from functools import cache

import latexcodec  # noqa: F401  (makes the codec "ulatex" known)
from pybtex.backends.plaintext import Backend
from pybtex.database import BibliographyData, Entry
from pybtex.markup import LaTeXParser
from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style

_PLAIN_TEXT = Backend()
# Text that the codec returns as it is: no commands, no ligatures such as -- or '', no space that it would drop.
_NO_TEX = re.compile(r"(?:[^\W_]|[.:;()/?!«»–{}]|-(?!-)|'(?!')|,(?!,)|(?<=[^\s{}]) (?=[^\s{}]))*")
# Asked for once for every citation of the book; each look-up goes through all installed packages.
_PLUGINS = (
    ("pybtex.backends", "plaintext"),
    ("pybtex.backends", "docutils"),
    ("pybtex.database.input", "bibtex"),
    ("pybtex.database.output", "bibtex"),
)


def decode(latex: str) -> str:
    """Return LaTeX as Unicode, braces kept; the same as the codec "ulatex" gives.

    >>> decode("{Sum of 5\\\\% in {Türkiye}}")
    '{Sum of 5% in {Türkiye}}'
    """
    return latex if _NO_TEX.fullmatch(latex) else codecs.decode(latex, "ulatex")  # type: ignore[call-overload]


@cache
def rich(latex: str) -> Text:
    """Return LaTeX as pybtex's rich text, which nobody changes; the same as `Text.from_latex` gives."""
    return LaTeXParser(decode(latex)).parse()


@cache
def plain(latex: str) -> str:
    """Return LaTeX as plain text.

    >>> plain("{Polish {GDP}}")
    'Polish GDP'
    """
    return rich(latex).render(_PLAIN_TEXT)


# Signs that TeX reads as commands, as it writes the signs themselves; for braces a name, since BibTeX counts them.
_COMMANDS = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "$": r"{\textdollar}",
    **{sign: f"\\{sign}" for sign in "&%#_"},
}
# Between two signs that TeX would draw as one.
_LIGATURE = re.compile(
    r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)"
)


def encode(text: str) -> str:
    """Return plain text as LaTeX that says the same.

    >>> encode("5 % -- {not} US$ 6")
    '5 \\\\% -{}- {\\\\textbraceleft}not{\\\\textbraceright} US{\\\\textdollar} 6'
    """
    return "".join(_COMMANDS.get(sign, sign) for sign in _LIGATURE.sub("\0", text)).replace("\0", "{}")


class _Plain(Style):
    """The style of the lists of sources, which Sphinx asks for each entry twice in a row: for a list and its tooltip."""

    _last: tuple[str, Entry, FormattedEntry] | None = None

    def format_entry(
        self, label: str, entry: Entry, bib_data: BibliographyData | None = None
    ) -> FormattedEntry:
        """Return an entry as the style writes it."""
        if self._last is None or self._last[0] != label or self._last[1] is not entry:
            self._last = (label, entry, super().format_entry(label, entry, bib_data))
        return self._last[2]


def quicken() -> None:
    """Let pybtex itself, within this process, decode as `rich` does and find its plug-ins without looking."""
    Text.from_latex = staticmethod(rich)
    for group, name in _PLUGINS:
        register_plugin(group, name, find_plugin(group, name), force=True)
    register_plugin("pybtex.style.formatting", "plain", _Plain, force=True)
