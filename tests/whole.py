"""The whole book as it is built here, for all tests that read its pages and leave them as they are."""

from functools import cache
from html.parser import HTMLParser

import pytest
from small import built_here


class Page(HTMLParser):
    """The elements of a page, the ids in it and the text of its scripts that hold data."""

    def __init__(self, path):
        super().__init__()
        self.elements, self.ids, self.linked_data, self.text = [], set(), "", ""
        self._inside = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.elements.append((tag, found))
        self.ids |= {found[name] for name in ("id", "name") if found.get(name)}
        self._inside = "data" if found.get("type") == "application/ld+json" else tag

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        self.text += data
        if self._inside == "data":
            self.linked_data += data

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture(scope="session")
def built():
    """The folder of the built pages; another than conftest's of this name, so that test files ask for it by name."""
    return built_here() / "_build" / "html"


@cache
def read(folder):
    """Return all pages of a built book by their paths, in order."""
    return {path: Page(path) for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts}


@pytest.fixture(scope="session")
def built_pages(built):
    """The pages of the built book by their paths."""
    return read(built)
