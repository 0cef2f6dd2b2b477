"""Which scripts of the book a page needs, by what stands on it; no page loads one for nothing."""

from __future__ import annotations

# What stands in the text of a page, and the script that works on it.
_WORKS_ON = {
    '<div class="explore"': "views.js",
    "sortable": "tables.js",
    '<p class="row-filter"': "tables.js",
}


def names(body: str) -> list[str]:
    """Return the names of the scripts for the HTML of a text, each once.

    >>> names('<div class="explore"></div>'), names("<p>Words</p>")
    (['views.js'], [])
    """
    return list(dict.fromkeys(script for mark, script in _WORKS_ON.items() if mark in body))


def elements(body: str, root: str) -> str:
    """Return the elements that load them, for the head of a page; `root` leads from it to the root of the site."""
    return "".join(f'\n<script src="{root}_static/{name}" defer></script>' for name in names(body))
