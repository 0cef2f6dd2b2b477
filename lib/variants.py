"""A chapter under another edition: what the edition cannot fill is left out, with a word on why, never wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import nbformat

from lib import prose, seeds, stored, style

# A cell tagged "needs:equipment_share_pct" rests on that indicator of NATO's tables.
_NEEDS = "needs:"
_NAMES = {
    "defexp_pct_gdp": "shares of GDP",
    "defexp_real_change_pct": "real growth",
    "defexp_usd_constant_m": "dollars at constant prices",
    "defexp_usd_current_m": "dollars at current prices",
    "defexp_per_capita_usd_constant": "dollars per inhabitant",
    "equipment_share_pct": "shares for equipment",
    "gdp_usd_constant_m": "GDP at constant prices",
    "gdp_usd_current_m": "GDP at current prices",
    "military_personnel_k": "numbers of personnel",
}


def lacking(notebook: nbformat.NotebookNode, edition: str) -> set[str]:
    """Return the indicators that cells of a chapter need and that an edition of NATO's tables does not give."""
    needed = {need for cell in notebook.cells for need in _needs(cell)}
    rows = seeds.table("defence-expenditure")
    return needed - set(rows.loc[rows["edition"] == edition, "indicator"])


def _needs(cell: nbformat.NotebookNode) -> list[str]:
    return [tag.removeprefix(_NEEDS) for tag in cell.metadata.get("tags", []) if str(tag).startswith(_NEEDS)]


def without(notebook: nbformat.NotebookNode, missing: Collection[str], edition: str) -> nbformat.NotebookNode:
    """Return a chapter without the cells that need what is missing; their headings stay, with a note on why."""
    cells: list[nbformat.NotebookNode] = []
    open_gap = False
    for cell in notebook.cells:
        absent = sorted(set(_needs(cell)) & set(missing))
        if not absent:
            cells.append(cell)
            open_gap = False
            continue
        headings = re.findall(r"^#+ .*$", cell.source, re.MULTILINE) if cell.cell_type == "markdown" else []
        if headings:
            cells.append(_told_instead("\n\n".join(headings), len(cells)))
        if headings or not open_gap:
            names = style.listing(_NAMES[name] for name in absent)
            note = f"*Left out: the edition of {style.edition_name(edition)}, as far as it was found, has no {names}.*"
            cells.append(_told_instead(note, len(cells)))
        open_gap = True
    kept = nbformat.v4.new_notebook(cells=cells, metadata=notebook.metadata)
    return nbformat.from_dict({**kept, "nbformat_minor": notebook.nbformat_minor})


def _told_instead(text: str, place: int) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(text, id=f"left-out-{place}")


def readable(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Put the numbers of an executed chapter into its sentences; a sentence without its number is left out."""
    known = {key: prose.literal(text) for key, text in stored.printed(notebook).items()}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _complete(cell.source, known)
    notebook.cells = [cell for cell in notebook.cells if cell.source]
    return notebook


def _complete(text: str, known: Mapping[str, str]) -> str:
    """Return a text with its numbers in place, without the sentences whose numbers are not known.

    >>> _complete("There are {glue:text}`all`. Of these {glue:text}`some` pay. The rest do not say.", {"all": "32"})
    'There are 32. The rest do not say.'
    """
    blocks = []
    for block in re.split(r"\n\s*\n", text):
        lost = [role for role in prose.GLUED.finditer(block) if not role["page"] and role["key"] not in known]
        if lost:
            kept = [line for line in prose.sentences(block) if _told(line, known)]
            # An item of a list begins a line of its own.
            block = "".join(f"\n{line}" if line.startswith("- ") else f" {line}" for line in kept).strip()
        if block.strip():
            blocks.append(prose.resolve(block, known))
    return "\n\n".join(blocks)


def _told(sentence: str, known: Mapping[str, str]) -> bool:
    return all(role["page"] or role["key"] in known for role in prose.GLUED.finditer(sentence))
