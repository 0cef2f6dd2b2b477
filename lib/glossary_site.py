"""The Sphinx side of the glossary: where a chapter first uses a term, it leads to its definition and shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from lib import frames, search, search_site
from lib.number_site import BookNumber
from lib.search import Record

# Terms that the text also uses in everyday senses: a link there would define the wrong word.
EVERYDAY = {"Claim", "Commitment", "Outcome", "Verdict"}
# Pages of lists, in which no term is explained.
_LISTS = {"sources"}
# Where a term stays as it is: headings, links, code, figures, numbers, tables, and lists of words with their meaning.
_CLOSED = (
    nodes.title,
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.raw,
    nodes.figure,
    nodes.table,
    nodes.term,
    nodes.citation,
    addnodes.pending_xref,
    addnodes.download_reference,
    BookNumber,
)
_FRENCH = re.compile(r'<span lang="fr">')


@dataclass(frozen=True)
class Entry:
    """A term of the glossary: its id on the page, other words for it, its names in French, its definition as text."""

    id: str
    term: str
    also: tuple[str, ...]
    french: tuple[str, ...]
    definition: str


class Term(nodes.inline):
    """The first use of a term on a page."""


def _visit_term(self: HTML5Translator, node: Term) -> None:
    self.body.append(self.starttag(node, "a", "", CLASS="term", href=node["address"]))


def _depart_term(self: HTML5Translator, node: Term) -> None:
    self.body.append("</a>")


def entries(doctree: nodes.document) -> Iterator[Entry]:
    """Yield the terms that a page defines, in its order.

    The first paragraph of an entry is the definition; the second gives other words ("Also: …") and French ones, which
    are marked as French.
    """
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            term: Any = item.next_node(nodes.term)
            definition: Any = item.next_node(nodes.definition)
            first, *more = definition.findall(nodes.paragraph)
            words = "".join(search_site.said(paragraph) for paragraph in more)
            also = words.partition("In French:")[0].strip().removeprefix("Also:").rstrip(". ").strip()
            yield Entry(
                id=term["ids"][0],
                term=search_site.said(term),
                also=tuple(also.split(", ")) if also else (),
                french=tuple(_french(more)),
                definition=search.tidy(search_site.said(first)),
            )


def _french(paragraphs: Iterable[nodes.paragraph]) -> Iterator[str]:
    """Yield what stands between the marks of French."""
    for paragraph in paragraphs:
        words: list[str] | None = None
        for child in paragraph.children:
            if isinstance(child, nodes.raw):
                if words is not None:
                    yield "".join(words)
                words = [] if _FRENCH.fullmatch(child.astext()) else None
            elif words is not None:
                words.append(child.astext())


def forms(known: Iterable[Entry]) -> tuple[re.Pattern[str], dict[str, Entry]]:
    """Return a pattern for all words that mean a term, in the singular and plural, and the entry of each in small letters."""
    found: dict[str, Entry] = {}
    for entry in known:
        for word in (entry.term, *entry.also):
            if entry.term not in EVERYDAY:
                found |= dict.fromkeys((word.lower(), *_plurals(word.lower())), entry)
    longest_first = sorted(map(re.escape, found), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first) or '(?!)'})(?![\w-])", re.IGNORECASE), found


def _plurals(word: str) -> tuple[str, ...]:
    """Return the plurals that a term may have.

    >>> _plurals("ally"), _plurals("share of gdp"), _plurals("estimate")
    (('allies',), ('share of gdps', 'shares of gdp'), ('estimates',))
    """
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    head, of, rest = word.partition(" of ")
    return (plural, f"{head}s{of}{rest}") if of else (plural,)


def read_entries(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the terms that a page defines, and let the search find them by all their names."""
    found = list(entries(doctree))
    if not found:
        return
    page = app.env.docname
    app.env.book_terms = (page, found)  # type: ignore[attr-defined]
    records = [
        Record(
            kind="Glossary",
            title=entry.term,
            address=f"{page}.html#{entry.id}",
            text=entry.definition,
            place=", ".join(entry.french),
            keys="; ".join((*entry.also, *entry.french)),
        )
        for entry in found
    ]
    app.env.search_records.setdefault(page, []).extend(records)  # type: ignore[attr-defined]


def merge_entries(app: Sphinx, env: Any, docnames: Iterable[str], other: Any) -> None:
    """Take over what another process has read."""
    if hasattr(other, "book_terms") and other.book_terms[0] in docnames:
        env.book_terms = other.book_terms


def link_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let the first use of each term on a page lead to its definition."""
    page, known = getattr(app.env, "book_terms", ("", []))
    if app.builder.format != "html" or not known or docname == page or docname.rpartition("/")[2] in _LISTS:
        return
    pattern, meant = forms(known)
    address = app.builder.get_relative_uri(docname, page)
    seen: set[str] = set()
    for text in list(doctree.findall(nodes.Text)):
        if not _is_closed(text):
            pieces = _pieces(text.astext(), pattern, meant, seen, address)
            if len(pieces) > 1:
                text.parent.replace(text, pieces)


def _is_closed(text: nodes.Text) -> bool:
    above = text.parent
    while above is not None:
        if isinstance(above, _CLOSED):
            return True
        above = above.parent
    return False


def _is_quoted(before: str) -> bool:
    """Say whether a text stops within quotation marks: the words of others are not explained by ours."""
    return before.count("“") > before.count("”")


def _pieces(
    text: str, pattern: re.Pattern[str], meant: dict[str, Entry], seen: set[str], address: str
) -> list[nodes.Node]:
    """Cut a text at the terms that the page has not had before."""
    pieces: list[nodes.Node] = []
    end = 0
    for found in pattern.finditer(text):
        entry = meant[found[0].lower()]
        if entry.id in seen or _is_quoted(text[: found.start()]):
            continue
        seen.add(entry.id)
        term = Term("", found[0], address=f"{address}#{entry.id}", entry=entry.id)
        pieces += [nodes.Text(text[end : found.start()]), term]
        end = found.end()
    return [*pieces, nodes.Text(text[end:])]


def add_panels(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the definitions of a page's terms on the page, for a script to show; list all terms beside the glossary."""
    page, known = getattr(app.env, "book_terms", ("", []))
    if pagename == page:
        context["toc"] = frames.contents((entry.id, entry.term) for entry in known)
    used = [term["entry"] for term in doctree.findall(Term)] if doctree else []
    if not used:
        return
    app.add_js_file("numbers.js", loading_method="defer")
    about = {
        "entries": [entry for entry in known if entry.id in used],
        "page": app.builder.get_relative_uri(pagename, page),
    }
    context["body"] += app.builder.templates.render("term-panels.html", about)


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the glossary to Sphinx."""
    app.setup_extension("lib.search_site")
    app.add_node(Term, html=(_visit_term, _depart_term))
    # After the search has put the page on record.
    app.connect("doctree-read", read_entries, priority=600)
    app.connect("env-merge-info", merge_entries)
    app.connect("doctree-resolved", link_terms)
    app.connect("html-page-context", add_panels)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
