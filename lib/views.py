"""The interactive views below figures: which figure has which, and its place on a page as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from lib import briefs, seeds

# Which figure has which view. The figures of an ally's brief have one by the end of their id.
FIGURES = {
    "spending-share-paths": "paths",
    "spending-revisions": "editions",
    "spending-growth-needed": "needs",
}
_OF_AN_ALLY = {"-share": "paths", "-editions": "editions"}
# The data sets that a view loads.
DATA = {"paths": ("shares",), "editions": ("shares",), "needs": ("needs",)}
# The folder of the data sets in the site.
FOLDER = "explore"
_PARTS = ("_static/explore.css", "_static/explore.js")
_PLACE = Markup(
    '<div class="explore" data-view="{view.kind}" data-ally="{view.ally}" data-root="{root}" data-loads="{loads}">'
    '<button type="button" aria-expanded="false">{words}</button> <span role="status"></span></div>'
)
_WORDS = {
    "paths": "Explore the numbers: allies over time",
    "editions": "Explore the numbers: edition by edition",
    "needs": "Explore the numbers: the way to a target",
}


@dataclass(frozen=True)
class View:
    """One view below a figure: its kind, and the ally (iso3) that it begins with, or nothing."""

    kind: str
    ally: str = ""


def view(record: Mapping[str, Any]) -> View | None:
    """Return the view that belongs to a figure, given its record; None if it has none."""
    id = str(record["id"])
    if id in FIGURES:
        return View(FIGURES[id])
    for ending, kind in _OF_AN_ALLY.items():
        if "ally" in record and id.endswith(ending):
            return View(kind, briefs.iso3_of(str(record["ally"]), seeds.allies()))
    return None


def place(shown: View, root: str) -> Markup:
    """Return the place of a view as HTML; `root` leads from the page to the root of the site.

    Without scripts it shows nothing, and the figure above it stands for itself. It names the files to load once the
    view is asked for.
    """
    data = (f"{FOLDER}/{name}.js" for name in DATA[shown.kind])
    loads = " ".join(f"{root}{part}" for part in (*_PARTS, *data))
    return _PLACE.format(view=shown, root=root, loads=loads, words=_WORDS[shown.kind])


def of_figure(record: Mapping[str, Any], root: str) -> Markup:
    """Return the place of a figure's view as HTML, or nothing if it has none."""
    shown = view(record)
    return place(shown, root) if shown else Markup()
