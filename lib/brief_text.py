"""The sentences of an ally's brief as HTML: MyST's roles and links as on the chapters' pages, without Sphinx.

Sphinx takes a fifth of a second for a page of this size, for all allies longer than for the rest of the book.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from lib.records import Source


@dataclass
class Context:
    """What the text of a brief may speak of, and what it turned out to lack.

    `numbers` are the entries of its numbers by key, `figures` the numbers of its figures by id, `titles` the titles
    of the chapters by name. `sections` and `lacking` are filled while the text is written.
    """

    numbers: Mapping[str, Mapping[str, Any]]
    figures: Mapping[str, int]
    sources: Mapping[str, Source]
    titles: Mapping[str, str]
    sections: list[tuple[str, str]] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def html(text: str, context: Context) -> Markup:
    """Return some text of a brief as HTML; what cannot be written is named in `context.lacking`."""
    return Markup(_MARKDOWN.render(text, {"context": context}))


def anchor(title: str) -> str:
    """Return the id of a section, made from its title.

    >>> anchor("How far, and how fast")
    'how-far-and-how-fast'
    """
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def number(about: Mapping[str, Any], first: bool) -> str:
    """Return a number in the text as the link that asks where it comes from; its first place has an id.

    A whole sentence is not underlined: a small link behind it asks.
    """
    id = f' id="number-{about["key"]}"' if first else ""
    address, text = f"#{about['id']}", escape(about["text"])
    if not about["sentence"]:
        return f'<a class="book-number" href="{address}"{id}>{text}</a>'
    return f"<span{id}>{text}</span>{basis(address)}"


def basis(address: str) -> str:
    """Return the small link behind a sentence that asks how it is known."""
    return f'\u00a0<a class="book-number book-basis" href="{escape(address)}" data-asks="How this is known">how?</a>'


def _role(self: RendererHTML, tokens: Sequence[Token], n: int, options: Any, env: dict[str, Any]) -> str:
    context: Context = env["context"]
    name, content = tokens[n].meta["name"], tokens[n].content
    writers = {"glue:text": _glued, "numref": _figure, "cite": _cited}
    if name not in writers:
        context.lacking.append(f"no role {{{name}}} is known to briefs; known: {', '.join(writers)}")
        return str(escape(content))
    return writers[name](content, context)


def _glued(key: str, context: Context) -> str:
    if key not in context.numbers:
        context.lacking.append(f'no cell computes the number "{key}"')
        return str(escape(key))
    first = key not in context.seen
    context.seen.add(key)
    return number(context.numbers[key], first)


def _figure(id: str, context: Context) -> str:
    if id not in context.figures:
        context.lacking.append(f'no cell publishes the figure "{id}"')
        return str(escape(id))
    return f'<a class="reference internal" href="#{id}">Fig. {context.figures[id]}</a>'


def _cited(keys: str, context: Context) -> str:
    links = []
    for key in (part.strip() for part in keys.split(",")):
        if key not in context.sources:
            context.lacking.append(f'sources.bib has no "{key}"')
            continue
        known = context.sources[key]
        label = ", ".join(filter(None, (known.publisher, known.published[:4]))) or key
        links.append(
            f'<a class="reference internal" href="../chapters/sources.html#source-{key}" '
            f'title="{escape(known.title)}">{escape(label)}</a>'
        )
    return f'<span class="bibtex-citation">[{"; ".join(links)}]</span>'


def _link(self: RendererHTML, tokens: Sequence[Token], n: int, options: Any, env: dict[str, Any]) -> str:
    """Let a link to a chapter's file lead to its page; a link without words has the title of the chapter."""
    context: Context = env["context"]
    token = tokens[n]
    file, _, place = str(token.attrs.get("href", "")).partition("#")
    path, words = PurePosixPath(file), ""
    if "://" not in file and path.suffix in (".md", ".ipynb"):
        if path.stem not in context.titles:
            context.lacking.append(f"there is no chapter {file}")
        token.attrs["href"] = f"../chapters/{path.stem}.html{f'#{place}' if place else ''}"
        if tokens[n + 1].type == "link_close":
            words = str(escape(context.titles.get(path.stem, path.stem)))
    return self.renderToken(tokens, n, options, env) + words


def _heading(self: RendererHTML, tokens: Sequence[Token], n: int, options: Any, env: dict[str, Any]) -> str:
    title = tokens[n + 1].content
    tokens[n].attrs["id"] = anchor(title)
    if tokens[n].tag == "h2":
        env["context"].sections.append((anchor(title), title))
    return self.renderToken(tokens, n, options, env)


def _heading_end(
    self: RendererHTML, tokens: Sequence[Token], n: int, options: Any, env: dict[str, Any]
) -> str:
    place = anchor(tokens[n - 1].content)
    return f'<a class="headerlink" href="#{place}" title="Link to this heading">#</a></{tokens[n].tag}>\n'


def _nothing(self: RendererHTML, tokens: Sequence[Token], n: int, options: Any, env: dict[str, Any]) -> str:
    return ""


def _made() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.use(myst_role_plugin).use(deflist_plugin).use(myst_block_plugin)
    rules = {"myst_role": _role, "link_open": _link, "heading_open": _heading, "heading_close": _heading_end}
    rules |= {"myst_line_comment": _nothing, "myst_block_break": _nothing}
    for name, rule in rules.items():
        made.add_render_rule(name, rule)
    return made


_MARKDOWN = _made()
