"""The words of a chapter: its sentences, the numbers glued into them, and digits that somebody typed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

# A number of the same page, or of another one: there MyST-NB wants the format ":s" after the key.
GLUED = re.compile(r"\{glue:text\}`(?:(?P<page>[\w./-]+)::)?(?P<key>[^`:]+)(?::s)?`")

# What a figure says of itself in words: the arguments of figures.publish that a reader sees.
FIGURE_WORDS = ("title", "subtitle", "credit", "note", "alt", "caption")

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Words that contain digits and state no measured value. Anything else has to be computed.
ALLOWED: dict[str, str] = {
    rf"\b\d{{1,2}}(?:(?: and | to |–)\d{{1,2}})?\s+(?:{_MONTHS})\b": "a date, which is the name of a day",
    r"\b(?:19[4-9]|20[0-6])\d(?:[–-](?:20)?\d\d)?\b": "a year, as the label of a row, a term or an event",
    r"\b[Aa]rticles? [35]\b": "an article of the North Atlantic Treaty",
    r"\b(?:[Aa]rticles? )?00[0-4]\b": "the name of an article's record",
    r"\bc\d{2,3}\b": "the id of a claim",
    r"\bCC BY 4\.0\b": "a licence",
    r"\bPython 3\.\d+\b": "a version of a program",
    r"\bSHA-256\b": "the name of a method",
    r"\bfrom 2 to 5 per cent\b": "the title of the book",
    r"\bF-16\b": "the name of an aircraft",
}
_ALLOWED = re.compile("|".join(f"(?:{pattern})" for pattern in ALLOWED))

# Parts of a page that are no prose: code, addresses, roles and names of places in the source.
_NOT_PROSE = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)\s*$"  # code between fences
    r"|\{(?!glue:)[\w:]+\}`[^`]*`"  # roles such as citations and references
    r"|`[^`\n]*(?:\n[^`\n]+)*`"  # code in a sentence
    r"|(?<=\])\([^)]*\)"  # the address of a link
    r"|^\([\w-]+\)=$"  # an anchor
    r"|^:{3,}(?:\{[\w-]+\})?[^\n]*$"  # the fence of a directive, with its arguments
    r"|<!--.*?-->|</?[a-z][^>]*>",  # comments and tags
    re.DOTALL | re.MULTILINE,
)

_FIGURE = re.compile(r"\{numref\}`[^`]*`")


def plain(text: str, numbers: Mapping[str, str]) -> str:
    """Return a text of the book as a reader hears it: glued numbers in place, no code, no addresses, one line a block.

    `numbers` holds the printed form by key; a number that it lacks stays as it is written.
    """
    resolved = resolve(_FIGURE.sub("The figure", text), numbers)
    blocks = re.split(r"\n\s*\n", _NOT_PROSE.sub("", resolved))
    lines = (re.sub(r"\s+([.,;:])", r"\1", " ".join(block.split())) for block in blocks)
    return "\n\n".join(line for line in lines if line)


# Signs that begin something in Markdown that is no text: code, HTML, a role or a substitution, an entity, a link.
_MARKS = re.compile(r"[\\`<{|]|(?<=\])[(\[]|&(?=#?\w+;)")


def literal(text: str) -> str:
    """Return text so that Markdown shows it as it is, whatever it holds; emphasis alone stays emphasis.

    >>> print(literal("a <b> {{ 7 }} ![x](y) `z`"))
    a \\<b> \\{\\{ 7 }} ![x]\\(y) \\`z\\`
    """
    return _MARKS.sub(lambda sign: f"\\{sign[0]}", text)


def resolve(text: str, numbers: Mapping[str, str]) -> str:
    """Put each glued number of `numbers` in the place of its role; all else stays as it is."""
    return GLUED.sub(lambda role: numbers.get(role["key"], role.group()), text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, roles included, in order; a heading or an item of a list counts as one."""
    found = []
    for block in re.split(r"\n\s*\n|\n(?=[-#:] ?)", text):
        line = " ".join(block.split())
        found += [part for part in re.split(r"(?<=[.?!:])(?:\*\*)?\s+(?=[A-Z{*“\"])", line) if part]
    return found


def using(text: str, key: str) -> list[str]:
    """Return the sentences of a text in which a number stands."""
    return [line for line in sentences(text) if any(role["key"] == key for role in GLUED.finditer(line))]


def typed_digits(text: str) -> Iterator[tuple[str, str]]:
    """Yield each number that somebody typed into a text: the number, and the words around it.

    Code, roles, addresses and the words of ALLOWED are passed over.
    """
    bare = _NOT_PROSE.sub(lambda part: re.sub(r"[^\n]", " ", part.group()), text)
    bare = GLUED.sub(lambda role: " " * len(role.group()), bare)
    bare = _ALLOWED.sub(lambda word: " " * len(word.group()), bare)
    for number in re.finditer(r"\d+(?:[.,]\d+)*", bare):
        start, end = max(number.start() - 30, 0), number.end() + 30
        yield number.group(), " ".join(text[start:end].split())


def typed_in_figures(code: str) -> Iterator[tuple[str, str, str]]:
    """Yield each number typed into the words of a figure in a cell's code: the argument, the number, the words."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.keyword) and node.arg in FIGURE_WORDS:
            for part in _literal_words(node.value):
                for number, around in typed_digits(part):
                    yield str(node.arg), number, around


def _literal_words(node: ast.AST) -> Iterator[str]:
    """Yield the words that an expression writes as they are: no keys, no formats, no arguments of calls."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        # What stands between two values may be half of a date, such as the day before a computed month.
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "\u241f" for part in node.values)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _literal_words(part.value)
    elif isinstance(node, ast.IfExp):
        yield from _literal_words(node.body)
        yield from _literal_words(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _literal_words(node.left)
        yield from _literal_words(node.right)
