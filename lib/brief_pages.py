"""What the page of an ally's brief says: an executed notebook in, plain values and HTML out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup

from lib import brief_text, chapters, number_pages, pages, search, seeds, stored
from lib.records import BookError

_TITLE = re.compile(r"\A# .*\n*")
_PARAGRAPH = re.compile(r"<(?P<tag>p|li)\b[^>]*>(?P<words>.*?)</(?P=tag)>", re.DOTALL)
_BESIDE = re.compile(r'<a class="(?:headerlink|book-number book-basis)".*?</a>', re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def briefs(root: Path = seeds.ROOT) -> list[dict[str, Any]]:
    """Return slug, ally, path and notebook of each brief that has been run, in the order of the allies' names."""
    found = [
        {
            "slug": Path(path).stem,
            "ally": stored.parameters(notebook)["ally"],
            "path": path,
            "notebook": notebook,
        }
        for path, notebook in stored.briefs(root).items()
    ]
    return sorted(found, key=lambda brief: brief["slug"])


def page(brief: Mapping[str, Any], titles: Mapping[str, str], root: Path = seeds.ROOT) -> dict[str, Any]:
    """Return all that the page of one brief says; `titles` holds the titles of the chapters by name.

    Keys: slug, ally, blocks (HTML, or a figure, or plain text), sections (anchor and title), numbers (their entries),
    rerun (the command), weight (of the notebook), chapter.
    Raises BookError naming everything in the text that nothing stands for.
    """
    notebook, slug = brief["notebook"], brief["slug"]
    shown = {record["id"]: n for n, (_, record) in enumerate(stored.figures(notebook), start=1)}
    numbers = number_pages.of_brief(slug, notebook, root)
    context = brief_text.Context(numbers, shown, seeds.sources(root / "seeds"), titles)
    blocks = list(_blocks(notebook, context))
    if context.lacking:
        raise BookError(
            f"{brief['path']}: {'; '.join(context.lacking)}. Correct the text of chapters/{chapters.BRIEF}.ipynb, then "
            f"run it: book run {chapters.BRIEF} -p ally={shlex.quote(brief['ally'])}"
        )
    return {
        "slug": slug,
        "ally": brief["ally"],
        "blocks": blocks,
        "sections": [*context.sections, ("numbers", "The numbers of this brief")],
        "numbers": list(numbers.values()),
        "rerun": command(stored.parameters(notebook)),
        "chapter": chapters.BRIEF,
        "weight": pages.weight((root / brief["path"]).stat().st_size),
    }


def command(parameters: Mapping[str, Any]) -> str:
    """Return the command that makes a brief again.

    >>> command({"ally": "North Macedonia", "edition": "2026-07"})
    "book run ally-brief -p 'ally=North Macedonia' -p edition=2026-07"
    """
    given = (f"-p {shlex.quote(f'{name}={value}')}" for name, value in parameters.items())
    return " ".join(["book run", chapters.BRIEF, *given])


def words(about: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the search finds a brief by: its paragraphs, without marks and links beside them, and its figures' titles."""
    for block in about["blocks"]:
        if "html" in block:
            for paragraph in _PARAGRAPH.finditer(block["html"]):
                yield search.tidy(Markup(_BESIDE.sub("", paragraph["words"])).striptags())
        elif "figure" in block:
            yield block["figure"]["title"]


def own_words(pages: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return for each brief the words that the search finds it by, without the paragraphs that all of several share."""
    said = [list(words(about)) for about in pages]
    shared = set.intersection(*map(set, said)) if len(said) > 1 else set()
    return [" ".join(line for line in lines if line not in shared) for lines in said]


def _blocks(notebook: nbformat.NotebookNode, context: brief_text.Context) -> Iterator[dict[str, Any]]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            # The chapter's own title; the page has the name of the ally.
            text = _TITLE.sub("", cell.source)
            if text.strip():
                yield {"html": brief_text.html(text, context)}
            continue
        for output in cell.get("outputs", []):
            record, data = output.get("metadata", {}).get("book", {}), output.get("data", {})
            if "caption" in record:
                drawing = pages.drawing(f"../figures/{record['id']}", record["alt"], data["image/svg+xml"])
                n = context.figures[record["id"]]
                caption = pages.caption(record["caption"])
                yield {"figure": record, "number": n, "drawing": drawing, "caption": caption}
            elif table := _TABLE.search(data.get("text/html", "")):
                # pandas puts a style before each of its tables; the book's own style sheet has that.
                yield {"html": Markup(f'<div class="cell_output brief-table">{table.group()}</div>')}
            elif output.output_type == "stream" or (data.keys() == {"text/plain"}):
                yield {"text": output.get("text") or data["text/plain"]}
