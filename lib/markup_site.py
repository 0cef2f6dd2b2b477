"""The Sphinx side of texts: HTML in them becomes an element only if it is one of a few that can do no harm.

Texts of chapters hold words that others wrote (quotations, notes, names). HTML that a cell puts out as HTML, such as a
table, is escaped where it is made, and stays as it is.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

# A link within the site, words in another language, a comment; what a chapter writes by hand.
_HARMLESS = re.compile(
    r"""<a\ href="(?:\#[\w-]+|(?:\.\./)?[\w/-]+\.html(?:\#[\w-]+)?)">|</a>|<span\ lang="[a-z]{2}">|</span>"""
    r"""|<!--(?:(?!-->).)*-->""",
    re.VERBOSE | re.DOTALL,
)


class HtmlAsText(SphinxTransform):
    """Let HTML in a text be text, but for the few elements that a chapter may write."""

    # After the texts of notebooks are there, before anything is made of them.
    default_priority = 390

    def apply(self, **kwargs: Any) -> None:
        """Replace such HTML by its text."""
        for raw in list(self.document.findall(nodes.raw)):
            if "html" not in raw.get("format", "").split() or "text_html" in raw["classes"]:
                continue
            if _HARMLESS.fullmatch(raw.astext().strip()):
                continue
            text: nodes.Node = nodes.Text(raw.astext())
            if not isinstance(raw.parent, nodes.TextElement):
                text = nodes.paragraph("", "", text)
            raw.replace_self(text)


def escape_titles(app: Sphinx) -> list[Any]:
    """Escape the titles of sections in the index of the search, which shows titles as markup; yields no page.

    Sphinx hands over as text the titles of the pages that it has read; whoever adds others escapes them.
    """
    indexer: Any = getattr(app.builder, "indexer", None)
    for name in app.env.found_docs if indexer else ():
        titles = indexer._all_titles.get(name, [])
        indexer._all_titles[name] = [(escape(title), anchor) for title, anchor in titles]
    return []


def setup(app: Sphinx) -> dict[str, Any]:
    """Add both to Sphinx."""
    app.add_transform(HtmlAsText)
    app.connect("html-collect-pages", escape_titles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
