"""A page filled into a frame is the page that Sphinx itself would have rendered."""

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from test_site import EVIL

from lib import frames, seeds

TITLES = ("Plain", "5 % & more, “said” 'he'", EVIL)
TOC = frames.contents([("data", "Data & more")])


@pytest.fixture
def app(tmp_path):
    """An empty book, rendered, so that the templates are ready."""
    (tmp_path / "index.rst").write_text("Book\n====\n\nText.\n")
    settings = {
        "extensions": [],
        "html_theme": "basic",
        "html_baseurl": "https://book.example/",
        "templates_path": [str(seeds.ROOT / "lib" / "templates")],
    }
    with patch_docutils(), docutils_namespace():
        made = Sphinx(
            tmp_path, None, tmp_path / "html", tmp_path / "trees", "html", settings, status=None, warning=None
        )
        made.build()
        yield made


def leaves():
    around = [None, *(frames.Neighbour(f"page-{n}.html", title) for n, title in enumerate(TITLES)), None]
    for n, title in enumerate(TITLES):
        yield frames.Leaf(
            name=f"figures/page-{n}",
            title=title,
            body=f"\n<p>Text {n} frame-mark-title-frame</p>",
            head=f'\n<meta name="n" content="{n}">',
            toc=TOC,
            previous=around[n],
            next=around[n + 2],
        )


def whole(app, leaf):
    """The page as Sphinx renders it."""
    neighbour = {None: None} | {
        side: {"link": side.link, "title": frames.escape(side.title)}
        for side in (leaf.previous, leaf.next)
        if side
    }
    context = {
        "title": frames.escape(leaf.title),
        "pagetitle": frames.escape(leaf.title),
        "leaf_head": leaf.head,
        "leaf_body": leaf.body,
        "prev": neighbour[leaf.previous],
        "next": neighbour[leaf.next],
        "toc": leaf.toc,
    }
    path = app.outdir / "whole.html"
    app.builder.handle_page(leaf.name, context, "leaf.html", outfilename=str(path))
    return path.read_text(encoding="utf-8")


def test_each_page_is_what_sphinx_makes_of_it(app):
    pages = list(leaves())
    frames.write(app, pages)
    for leaf in pages:
        assert (app.outdir / f"{leaf.name}.html").read_text(encoding="utf-8") == whole(app, leaf)


def test_no_title_becomes_markup(app):
    frames.write(app, leaves())
    html = (app.outdir / "figures" / "page-2.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html and "<b>more" not in html
