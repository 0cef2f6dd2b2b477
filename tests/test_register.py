"""The register knows every figure ever released, and tells its own files from altered ones."""

import nbformat
import pytest

from lib import chapters, register, seeds, stored
from lib.records import CallError, FigureError

RELEASED = (seeds.SEEDS / "figure-ids.txt").read_text(encoding="utf-8").split()


def of_briefs_not_run_here():
    """The ids of the figures of allies whose brief has not been run on this machine."""
    run = {stored.parameters(brief)["ally"] for brief in stored.briefs().values()}
    left = {chapters.slug(ally) for ally in set(chapters.allies()) - run}
    return {f"ally-{slug}-{kind}" for slug in left for kind in ("share", "editions")}


def test_no_figure_id_is_ever_lost_or_renamed():
    assert set(RELEASED) - set(stored.drawings()) - of_briefs_not_run_here() == set()


def test_every_new_figure_id_is_entered_in_the_list_of_released_ones():
    assert set(stored.drawings()) - set(RELEASED) == set()
    assert sorted(RELEASED) == RELEASED


def test_the_catalogue_follows_the_chapters_and_each_record_can_be_cited():
    records = register.catalogue()
    assert [record["id"] for record in records] == list(stored.drawings())
    for record in records:
        assert set(record["citations"]) == {"apa", "bibtex", "ris", "csl-json"}
        assert record["id"] in record["citations"]["apa"]


def test_a_figure_of_a_brief_is_discussed_on_the_page_of_its_ally(tmp_path, monkeypatch):
    record = {"id": "one", "title": "One", "credit": "NATO", "edition": "2026-07"}
    path, brief = "_build/briefs/north-macedonia.ipynb", nbformat.v4.new_notebook()
    parameters = nbformat.v4.new_code_cell('ally = "North Macedonia"', metadata={"tags": ["parameters"]})
    brief.cells = [parameters]
    monkeypatch.setattr(stored, "drawings", lambda root: {"one": (path, record, "")})
    monkeypatch.setattr(stored, "briefs", lambda root: {path: brief})
    (found,) = register.catalogue(tmp_path)
    assert (found["chapter"], found["page"], found["ally"]) == (
        "ally-brief",
        "allies/north-macedonia",
        "North Macedonia",
    )


def test_an_unknown_id_is_refused_with_the_nearest_one():
    with pytest.raises(CallError, match=r'no figure "spending-gp"\. Did you mean "spending-gap"'):
        register.find("spending-gp", register.catalogue())
    with pytest.raises(CallError, match=r'nothing to cite as "contxt"\. Did you mean "context"'):
        register.citable("contxt")


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A register of one figure, drawn for this test."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><desc>Data edition 2026-07.</desc><m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>one</dc:identifier></m></svg>'
    record = {
        "id": "one", "title": "One", "subtitle": "%", "credit": "NATO", "edition": "2026-07", "sources": [],
        "alt": "", "caption": "", "note": "", "rows": 1,
    }  # fmt: skip
    monkeypatch.setattr(stored, "drawings", lambda root: {"one": ("chapters/context.ipynb", record, svg)})
    folder = tmp_path / "_build" / "figures"
    folder.mkdir(parents=True)
    for ending in register.ENDINGS:
        (folder / f"one.{ending}").write_text(svg if ending == "svg" else "a,b\r\n")
    return tmp_path


def test_every_published_file_is_known_and_one_altered_byte_is_noticed(book):
    register.write(book)
    records, folder = register.published(book), book / "_build" / "figures"
    for name in ("one.svg", "one.csv", "one.json", "one.bib", "one.ris", "one.csl.json"):
        assert "unaltered" in register.identify(folder / name, records)
        (folder / name).write_text((folder / name).read_text() + " ")
        with pytest.raises(FigureError, match="not the published file"):
            register.identify(folder / name, records)


def test_a_figure_of_another_edition_is_told_apart(book):
    register.write(book)
    old = book / "report.svg"
    old.write_text((book / "_build/figures/one.svg").read_text().replace("2026-07", "2025-08"))
    with pytest.raises(FigureError, match="of data edition 2025-08, not of this release"):
        register.identify(old, register.published(book))


def test_files_of_a_figure_that_is_no_longer_published_are_removed(book):
    left = book / "_build" / "figures" / "gone.svg"
    left.write_text("<svg/>")
    register.write(book)
    assert not left.exists()
    assert (book / "_build" / "figures" / "one.svg").exists()


def test_a_missing_drawing_is_named(book):
    (book / "_build" / "figures" / "one.pdf").unlink()
    with pytest.raises(FigureError, match=r"_build/figures has no one\.pdf"):
        register.write(book)
