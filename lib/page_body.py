"""The text of a page as it is published: what notebooks, pandas and highlighting leave in it, made calm."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import escape

from lib import columns as table_columns
from lib import rerun_links

# Words of prose that a reader takes in within a minute.
WORDS_A_MINUTE = 220

_DRAWING = '<div class="drawing" role="group" aria-label="Chart" tabindex="0">'
_TABLE = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">'
_RULES = [
    # A page may set no style in its text; pandas does, for what the stylesheet says anyway.
    (re.compile(r"<style scoped>.*?</style>\s*", re.DOTALL), ""),
    (re.compile(r'<tr style="text-align: right;">'), "<tr>"),
    # Only keywords, texts and remarks have a colour; a span around every name and bracket is half of a page.
    (
        re.compile(r'<span class="(?:n|o|p|w|nn|nf|nc|fm|nb|bp|mi|mf|si|se|sa|kc|vm|nd)">([^<]*)</span>'),
        r"\1",
    ),
    # Long lines are reached by keyboard.
    (re.compile(r"<pre>(?:<span></span>)?"), '<pre tabindex="0">'),
    # The role that Docutils gives to a source is given up; the sources stand in a list.
    (re.compile(r' role="doc-biblioentry"'), ' role="listitem"'),
    (re.compile(r'<span class="pre">([^<]*)</span>'), r"\1"),
    # What opens the code is named by its own words.
    (
        re.compile(
            r'<details class="admonition hide above-input">\s*<summary[^>]*>\s*'
            r'<p class="collapsed admonition-title">(.*?)</p>\s*'
            r'<p class="expanded admonition-title">(.*?)</p>\s*</summary>',
            re.DOTALL,
        ),
        r'<details class="code"><summary><span class="closed">\1</span><span class="opened">\2</span></summary>',
    ),
    # Cells of code that follow each other, with nothing shown between them, are opened together.
    (
        re.compile(
            r'</details>\s*</div>\s*<div class="cell tag_hide-input[^"]*" id="([^"]*)">\s*'
            r'<details class="code"><summary>.*?</summary>\s*<div class="cell_input[^"]*"'
        ),
        r'<div class="cell_input" id="\1"',
    ),
    # A wide drawing keeps its letters readable on a phone and moves sideways inside its own box.
    (re.compile(r"(<figure\b[^>]*>\s*)(<img\b[^>]*>(?:\s*<img\b[^>]*>)*)"), rf"\1{_DRAWING}\2</div>"),
]
_TABLES = re.compile(r'<table (?:border="1" )?class="(?:dataframe|docutils)[^>]*>.*?</table>', re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
# A cell of a body or a head without a class of its own, or with the one that Sphinx gives all heads.
_CELL = re.compile(r'(<t[hd](?: scope="\w+")?)(?: class="head")?(>)')
# What stands in a column of numbers: numbers with sign, commas and unit sign, or nothing.
_NUMBER = re.compile(r"[+−-]?[\d,]*\.?\d* ?%?|–|")
_IMAGE = re.compile(r"<img\b(?![^>]*\bloading=)")
_TITLE = re.compile(r"(<h1\b.*?</h1>\s*)(<p>.*?</p>)?", re.DOTALL)


def calm(body: str) -> str:
    """Return the HTML of a page without styles and needless elements, its tables and drawings in boxes of their own.

    Every picture is loaded when it comes near.

    >>> calm('<figure><img loading="lazy" src="a.svg"></figure>')
    '<figure><div class="drawing" role="group" aria-label="Chart" tabindex="0"><img loading="lazy" src="a.svg"></div></figure>'
    """
    for pattern, instead in _RULES:
        body = pattern.sub(instead, body)
    body = _TABLES.sub(lambda found: _table(found[0]), body)
    return _IMAGE.sub('<img loading="lazy" decoding="async"', body)


def _table(html: str) -> str:
    """Give the headers of a table their direction, set columns of numbers to the right, and let it scroll inside itself."""
    head, end, rest = html.partition("</thead>")
    head = head.replace('border="1" ', "").replace("<th></th>", "<td></td>")
    head = re.sub(r"<th(?=[ >])", '<th scope="col"', head)
    rest = re.sub(r"<th(?=[ >])", '<th scope="row"', rest)
    columns = list(zip(*(_texts(row) for row in _ROW.findall(rest)), strict=False))
    numeric = {n for n, texts in enumerate(columns) if any(texts) and all(map(_NUMBER.fullmatch, texts))}

    behind = {n: iter(table_columns.fillers(columns[n])) for n in numeric}

    def aligned(row: re.Match[str], fill: bool) -> str:
        return _CELL.sub(partial(_aligned, cells=iter(range(len(columns))), behind=behind, fill=fill), row[0])

    head = _ROW.sub(partial(aligned, fill=False), head)
    rest = _ROW.sub(partial(aligned, fill=True), rest)
    # A table of things with a measure each can be sorted; one with heads above heads, or of words alone, cannot.
    if numeric and head.count("<tr") == 1 and "span=" not in head:
        head = head.replace('<table class="', '<table class="sortable ', 1)
    return f"{table_columns.narrowing(len(_ROW.findall(rest)))}{_TABLE}{head}{end}{rest}</div>"


def _aligned(
    cell: re.Match[str], cells: Iterator[int], behind: Mapping[int, Iterator[str]], fill: bool
) -> str:
    """Return the beginning of a cell, marked if its column holds numbers, with what fills up its decimals."""
    n = next(cells, -1)
    if n not in behind:
        return cell[0]
    zeros = next(behind[n]) if fill else ""
    return f'{cell[1]} class="number"{_pad(zeros)}{cell[2]}'


def _pad(zeros: str) -> str:
    return f' data-pad="{zeros}"' if zeros else ""


def _texts(row: str) -> list[str]:
    return [re.sub(r"<[^>]*>", "", f"<{cell}").strip() for cell in re.split(r"<t[hd]\b", row)[1:]]


def reruns(name: str, places: rerun_links.Links | None) -> str:
    """Return the HTML that says how to rerun a chapter: elsewhere, if its repository is known, and in a checkout."""
    here = (
        f"<p>In a checkout, after <code>make book</code>: <code>.venv/bin/book run {name}</code>; "
        "<code>-p NAME=VALUE</code> sets one of the parameters that stand in the first cell of code.</p>"
    )
    if not places:
        return f'<details class="rerun"><summary>How to rerun this chapter</summary>{here}</details>\n'
    return (
        f'<p class="rerun-elsewhere"><a href="{escape(places.binder)}">Rerun on Binder</a> '
        f'<a href="{escape(places.colab)}">Open in Colab</a></p>\n'
        f'<details class="rerun"><summary>How to rerun this chapter</summary>{here}\n'
        "<p>Binder sets up the whole book, which takes some minutes. Colab opens the notebook alone: run this in a first "
        f"cell.</p>\n<pre>{escape(places.colab_cell)}</pre></details>\n"
    )


def opened(body: str, facts: str, answer: bool, below: str = "") -> str:
    """Return the HTML of a chapter with some facts below its title, and its first paragraph as the answer at a glance.

    `facts` is HTML, and so is what stands `below` them; `answer` says whether the first paragraph is one.
    """

    def begin(found: re.Match[str]) -> str:
        first = found[2] or ""
        if answer and first:
            first = f'<div class="at-a-glance"><p class="label">At a glance</p>\n{first}</div>'
        return f'{found[1]}<p class="page-facts">{facts}</p>\n{below}{first}'

    return _TITLE.sub(begin, body, count=1)


def narrowed(body: str) -> str:
    """Return the HTML of a page with something to narrow its sources by before the first of them, if they are many."""
    count = body.count('<div class="citation"')
    before = body.rfind("<section", 0, body.find('<div class="citation"'))
    return f"{body[:before]}{table_columns.narrowing(count, 'sources')}{body[before:]}"


def minutes(words: int) -> str:
    """Say how long some words take to read.

    >>> minutes(100), minutes(1300)
    ('1 minute', '6 minutes')
    """
    count = max(1, math.ceil(words / WORDS_A_MINUTE))
    return f"{count} minute{'' if count == 1 else 's'}"


def sentence_start(text: str, limit: int = 300) -> str:
    """Return as many whole sentences of a text as a description of a page holds; of a long first one, its beginning.

    >>> sentence_start("One. Two and more.", 8)
    'One.'
    """
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[:limit]
    whole = max(cut.rfind(". "), cut.rfind("? "))
    return cut[: whole + 1] if whole > 0 else f"{cut[: cut.rfind(' ')]} …"


def rebased(html: str, folder: str, root: str) -> str:
    """Return a page of some folder with addresses that hold elsewhere: each begins with `root`, from the site's root.

    >>> rebased('<a href="../figures.html">', "chapters", "")
    '<a href="figures.html">'
    >>> rebased('<a href="chapters/context.html"><a href="#main">', "", "/book/")
    '<a href="/book/chapters/context.html"><a href="#main">'
    """

    def move(found: re.Match[str]) -> str:
        name, address = found.groups()
        parts = [part for part in folder.split("/") if part]
        while address.startswith(("../", "./")):
            up, _, address = address.partition("/")
            parts = parts[:-1] if up == ".." else parts
        return f'{name}="{root}{"/".join([*parts, address])}"'

    return re.sub(r'\b(href|src|action|data-content_root)="(?![a-z]+:|[#/])([^"]*)"', move, html)
