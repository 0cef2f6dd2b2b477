"""The whole book as it is built, rendered once for all tests that read its pages."""

import shutil
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lib import register, rendering, seeds, stored


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


def apart(call):
    """Run chapters in a process of their own: kernels leave connections open until theirs ends."""
    program = f"from pathlib import Path; from lib import runs; {call}"
    subprocess.run([sys.executable, "-c", program], cwd=seeds.ROOT, check=True)


@cache
def rendered(folder):
    """Render the book, once for all test files. What no build has left behind is made first: figures of chapters, and the briefs of some allies."""
    scratch = folder / "whole"
    scratch.mkdir()
    target = seeds.ROOT / "_build" / "figures"
    lacking = {
        path
        for id, (path, _, _) in stored.drawings().items()
        if any(not (target / f"{id}.{ending}").exists() for ending in register.ENDINGS)
    }
    for path in lacking & stored.notebooks().keys():
        name = Path(path).stem
        apart(
            f"runs.run_sweep({name!r}, [{{}}], Path({str(scratch / name)!r}), jobs=1, scheduler='', tell=print)"
        )
        target.mkdir(parents=True, exist_ok=True)
        for file in (scratch / name / "figures").iterdir():
            shutil.copyfile(file, target / file.name)
    briefs = stored.briefs()
    allies = {stored.parameters(briefs[path])["ally"] for path in lacking & briefs.keys()}
    allies |= set() if briefs else {"Iceland", "Poland", "Türkiye"}
    if allies:
        chosen = f"[task for task in runs.tasks() if task.parameters.get('ally') in {sorted(allies)!r}]"
        apart(f"runs.run_stored({chosen}, 2, '', print)")
    return rendering.render(seeds.ROOT, scratch / "stage")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the rendered book; another than conftest's of this name, so that test files ask for it by name."""
    return rendered(tmp_path_factory.getbasetemp())


@cache
def read(folder):
    """Return all pages of a rendered book by their paths, in order."""
    return {path: Page(path) for path in sorted(folder.rglob("*.html")) if "_static" not in path.parts}


@pytest.fixture(scope="session")
def built_pages(built):
    """The pages of the rendered book by their paths."""
    return read(built)
