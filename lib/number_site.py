"""The Sphinx side of the numbers: each one in the text leads to where it comes from, and all are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole
from sphinx.writers.html5 import HTML5Translator

from lib import brief_text, columns, number_pages, number_texts, pages, prose, search_site, seeds, stored
from lib.search import Record

PAGE = "numbers"
TITLE = "All numbers"

logger = logging.getLogger(__name__)


class BookNumber(nodes.inline):
    """A computed number in the text: a link on a page of the site, and text everywhere else."""


def _visit_number(self: HTML5Translator, node: BookNumber) -> None:
    if number_texts.is_sentence(node.astext()):
        self.body.append(self.starttag(node, "span", ""))
    else:
        self.body.append(self.starttag(node, "a", "", CLASS="book-number", href=node["address"]))


def _depart_number(self: HTML5Translator, node: BookNumber) -> None:
    whole = number_texts.is_sentence(node.astext())
    self.body.append(f"</span>{brief_text.basis(node['address'])}" if whole else "</a>")


class NumberRole(SphinxRole):
    """Write {glue:text}`key`, or {glue:text}`chapter.ipynb::key:s`, as a number that knows where it comes from.

    Takes the place of MyST-NB's role of this name, whose numbers are bare text.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number; warn, naming chapter and sentence, where no cell computes it."""
        page = Path(self.env.docname).name
        role = prose.GLUED.fullmatch(f"{{glue:text}}`{self.text}`")
        name = number_texts.named(role, page) if role else (page, self.text)
        known = self.env.book_numbers  # type: ignore[attr-defined]
        if name not in known:
            text = self.env.book_texts.get(page, "")  # type: ignore[attr-defined]
            stands = prose.using(text, name[1]) or [self.text]
            logger.warning(
                '%s: no cell of %s computes the number "%s"; it stands in: "%s". Glue it there, then run that chapter.',
                page,
                *name,
                stands[0],
                location=self.get_location(),
            )
            return [nodes.Text(name[1])], []
        self.env.note_dependency(str(Path(self.env.srcdir) / "chapters" / f"{name[0]}.ipynb"))
        text = known[name]["text"]
        return [BookNumber(self.rawtext, text, number=name)], []


class PlainWhereNoLinkCanBe(SphinxTransform):
    """In a heading, or inside another link, a number stays text."""

    # Before anything collects titles.
    default_priority = 400

    def apply(self, **kwargs: Any) -> None:
        """Replace such numbers by their text."""
        closed = (nodes.title, nodes.reference, addnodes.pending_xref, addnodes.download_reference)
        for number in list(self.document.findall(BookNumber)):
            above = number.parent
            while above is not None and not isinstance(above, closed):
                above = above.parent
            if above is not None:
                number.replace_self(nodes.Text(number.astext()))


def load_numbers(app: Sphinx) -> None:
    """Read what the stored chapters say of their numbers, and let our role take the place of MyST-NB's."""
    root = Path(app.srcdir)
    has_chapters = any((root / "chapters").glob("*.ipynb"))
    app.env.book_numbers = number_pages.entries(root) if has_chapters else {}  # type: ignore[attr-defined]
    app.env.book_texts = number_texts.page_texts(root) if has_chapters else {}  # type: ignore[attr-defined]


def replace_role(app: Sphinx, config: Any) -> None:
    """Register our role; only now, since the domain is there once every extension is loaded."""
    if app.registry.has_domain("glue"):
        app.add_role_to_domain("glue", "text", NumberRole(), override=True)


def name_cells(app: Sphinx, doctree: nodes.document) -> None:
    """Give every code cell of a chapter an id, so that a number can lead to the cell that computes it."""
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    cells = stored.read(path).cells
    for container in doctree.findall(nodes.container):
        if container.get("nb_element") == "cell_code":
            container["ids"].append(f"cell-{cells[container['cell_index']]['id']}")


def link_numbers(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let each number of a page lead to its entry in the list; its first place on the page gets an id."""
    if app.builder.format != "html":
        return
    seen = set()
    for number in doctree.findall(BookNumber):
        name = tuple(number["number"])
        about = app.env.book_numbers[name]  # type: ignore[attr-defined]
        number["address"] = f"{app.builder.get_relative_uri(docname, PAGE)}#{about['id']}"
        if name not in seen:
            number["ids"] = [number_pages.anchor(name, Path(docname).name)]
        seen.add(name)


def name_sources(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give every entry of a bibliography an id made from its key, for links from numbers and rows."""
    if "cite" not in app.env.domains:
        return
    cited = app.env.get_domain("cite").citations  # type: ignore[attr-defined]
    keys = {citation.citation_id: citation.key for citation in cited}
    for entry in doctree.findall(nodes.citation):
        entry["ids"] += [f"source-{keys[id]}" for id in entry["ids"] if id in keys]


def find_sources(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Let the search find each source in the list of all."""
    page = "chapters/sources"
    if page in app.env.found_docs:
        known = map(pages.source, seeds.sources(Path(app.srcdir) / "seeds").values())
        search_site.add(
            app,
            (
                Record(
                    kind="Source",
                    title=source["title"],
                    address=f"{page}.html#source-{source['id']}",
                    place=", ".join(filter(None, (source["publisher"], source["published"]))),
                    keys=source["id"],
                )
                for source in known
            ),
        )
    yield from ()


def add_panels(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put what the numbers of a page say of themselves on the page, for the script to show beside them."""
    known = app.env.book_numbers  # type: ignore[attr-defined]
    context["has_numbers"] = bool(known)
    names = [tuple(number["number"]) for number in doctree.findall(BookNumber)] if doctree else []
    if doctree and any(node.get("nb_element") == "cell_code" for node in doctree.findall(nodes.container)):
        names = names or [()]
    if not names:
        return
    app.add_js_file("numbers.js", loading_method="defer")
    about = {
        "root": context["content_root"],
        "numbers": [known[name] for name in dict.fromkeys(names) if name],
        "page": app.builder.get_relative_uri(pagename, PAGE),
    }
    context["body"] += app.builder.templates.render("number-panels.html", about)


def escape_title(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Escape the title that the theme repeats for print as it is: a number in a heading may hold any sign."""
    if doctree and "pagetitle" in context:
        context["pagetitle"] = Markup.escape(context["pagetitle"])


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the list of all numbers, and make it findable by the site's search."""
    known = app.env.book_numbers  # type: ignore[attr-defined]
    if not known:
        return
    texts = app.env.book_texts  # type: ignore[attr-defined]
    titles = {page: app.env.titles[f"chapters/{page}"].astext() for page in texts}
    chapters = number_pages.by_chapter(known, texts)
    contents = "".join(
        f'<li><a href="#{part["chapter"]}">{Markup.escape(titles[part["chapter"]])}</a></li>'
        for part in chapters
    )
    yield (
        PAGE,
        {
            "title": TITLE,
            "pagetitle": TITLE,
            "chapters": chapters,
            "titles": titles,
            "count": len(known),
            "narrowing": columns.narrowing(len(known), "numbers"),
            "folded": number_pages.FOLDED,
            "toc": f'<ul><li><a href="#">…</a><ul>{contents}</ul></li></ul>',
        },
        "number-list.html",
    )
    search_site.add_page(app, Record("List", TITLE, f"{PAGE}.html", text="Every number of the text."))
    search_site.add(app, (_found(about, titles[name[0]]) for name, about in known.items()))


def _found(about: Mapping[str, Any], place: str) -> Record:
    """Return what the search knows of a number; a computed sentence is found in the text itself."""
    return Record(
        kind="Number",
        title=f"{about['name']} {about['unit']}".strip(),
        address=f"{PAGE}.html#{about['id']}",
        place=place,
        text=about["how"],
        keys=about["key"],
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the numbers to Sphinx."""
    app.setup_extension("lib.search_site")
    app.add_node(BookNumber, html=(_visit_number, _depart_number))
    app.add_transform(PlainWhereNoLinkCanBe)
    app.connect("config-inited", replace_role)
    app.connect("builder-inited", load_numbers)
    app.connect("doctree-read", name_cells)
    app.connect("doctree-resolved", link_numbers)
    app.connect("doctree-resolved", name_sources)
    app.connect("html-page-context", add_panels)
    app.connect("html-page-context", escape_title, priority=900)
    app.connect("html-collect-pages", collect_pages)
    app.connect("html-collect-pages", find_sources)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
