"""Buttons lead to the page's own source: one setting gives the addresses of GitHub, Binder and Colab."""

import re

import pytest
import whole
import yaml

from lib import page_body, rerun_links, seeds, stored

built, built_pages = whole.built, whole.built_pages
URL = yaml.safe_load((seeds.ROOT / "_config.yml").read_text(encoding="utf-8"))["repository"]["url"]
NAME = URL.removeprefix("https://github.com/")


@pytest.fixture
def at(monkeypatch, tmp_path):
    """Set the address of the sources."""

    def put(url, branch="main"):
        (tmp_path / "_config.yml").write_text(yaml.safe_dump({"repository": {"url": url, "branch": branch}}))
        monkeypatch.setattr(rerun_links, "ROOT", tmp_path)
        monkeypatch.setattr(rerun_links.inputs, "note", lambda path: None)
        rerun_links._repository.cache_clear()

    yield put
    rerun_links._repository.cache_clear()


def test_every_address_is_made_from_the_one_setting(at):
    at("https://github.com/someone/else/", "next")
    found = rerun_links.links("chapters/a b.ipynb")
    assert found == rerun_links.Links(
        edit="https://github.com/someone/else/edit/next/chapters/a%20b.ipynb",
        binder="https://mybinder.org/v2/gh/someone/else/next?urlpath=lab%2Ftree%2Fchapters%2Fa%20b.ipynb",
        colab="https://colab.research.google.com/github/someone/else/blob/next/chapters/a%20b.ipynb",
        colab_cell="!git clone https://github.com/someone/else && pip install -r else/requirements.txt "
        "&& pip install --no-deps -e else",
    )


@pytest.mark.parametrize("url", ["", "https://example.org/someone/else"])
def test_without_a_repository_on_github_no_button_leads_nowhere(at, url):
    at(url)
    assert rerun_links.links("chapters/one.ipynb") is None
    said = page_body.reruns("one", None)
    assert "<a " not in said and "book run one" in said


def test_every_chapter_can_be_rerun_elsewhere_and_every_text_edited(built, built_pages):
    texts = [*stored.notebooks(), "chapters/glossary.md", "chapters/methods.md", "chapters/sources.md"]
    for path in texts:
        page = built_pages[built / re.sub(r"\.\w+$", ".html", path)]
        leads = [link.get("href") for link in page.all("a")]
        assert leads.count(f"{URL}/edit/main/{path}") == 1
        elsewhere = [
            address for address in leads if "mybinder" in str(address) or "colab.research" in str(address)
        ]
        assert len(elsewhere) == (2 if path.endswith(".ipynb") else 0)
        assert all(NAME in address and path.rpartition("/")[2] in address for address in elsewhere)
        assert all((seeds.ROOT / path).exists() for path in texts)
