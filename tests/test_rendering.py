"""Rendering in a process of our own: what fails says why, and leaves no half of a site behind."""

import pytest

from lib import rendering
from lib.records import BookError


@pytest.fixture
def book(tmp_path):
    """A book of one page."""

    def write(text):
        root = tmp_path / "book"
        root.mkdir(exist_ok=True)
        (root / "_config.yml").write_text("title: Small\nexecute:\n  execute_notebooks: 'off'\n")
        (root / "_toc.yml").write_text("format: jb-book\nroot: index\n")
        (root / "index.md").write_text(text)
        return root

    return write


def test_a_warning_is_an_error_that_names_its_line_and_the_log(book, tmp_path):
    root = book("# Small\n\n[Nowhere](missing.md)\n")
    with pytest.raises(
        BookError, match=r"(?s)could not be rendered:.*WARNING.*missing\.md.*the whole log: "
    ) as raised:
        rendering.render(root, tmp_path / "stage")
    log = root / "_build" / "render.log"
    assert str(log) in str(raised.value) and "missing.md" in log.read_text()


def test_nothing_of_an_earlier_rendering_is_left(book, tmp_path):
    left = tmp_path / "stage" / "_build" / "html" / "gone.html"
    left.parent.mkdir(parents=True)
    left.write_text("of a chapter that is no more")
    pages = rendering.render(book("# Small\n\nText.\n"), tmp_path / "stage")
    assert (pages / "index.html").exists() and not left.exists()
