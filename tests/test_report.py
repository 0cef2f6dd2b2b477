"""When an output differs, a page shows what, old and new side by side, and `book accept` takes the new state over.

Everything here is asked of the real command in a small book of one chapter, whose table is changed in one value.
"""

import json
import re
import shutil
from html import unescape

import nbformat
import numpy as np
import pytest
from PIL import Image
from small import Book
from whole import Page

from lib import style
from lib.seeds import ROOT

TABLE = "seeds/tables/defence-expenditure.csv"
ROW = "POL,2026,defexp_pct_gdp,{}"
CODE = """
from IPython.display import display
from lib import charts, figures, numbers, provenance, seeds
style_rows = dict(edition="2026-07", indicator="defexp_pct_gdp", year=2026, iso3=["POL", "ESP"])
rows = seeds.table("defence-expenditure")
for name, value in style_rows.items():
    rows = rows[rows[name].isin(value if isinstance(value, list) else [value])]
rows = rows.sort_values("iso3")
numbers.glue("poland", rows["value"].iloc[1], 2, unit="% of GDP", how="as printed",
             rows=provenance.rows("defence-expenditure", **style_rows))
ax = charts.canvas(2)
ax.plot(rows["value"].to_list(), [1, 2], "o-")
data = rows[["iso3", "value", "unit", "source_id"]].assign(place_no=[1, 2])
figures.publish(
    ax, "spending-trial", data=data, title=f"Poland spends {rows['value'].iloc[1]} %",
    subtitle="Share of GDP, %", sources=seeds.keys(rows), credit="NATO", edition="2026-07", alt="Two dots.", caption="One line.",
)
print(f"<script>alert('{rows['value'].iloc[1]} & more')</script>")
rows[["iso3", "value"]].set_index("iso3")
"""
PROSE = "# Small?\n\nPoland spends {glue:text}`poland` per cent.\n\n## Who pays"


def set_share(book, old, new):
    text = (book.folder / TABLE).read_text(encoding="utf-8")
    assert ROW.format(old) in text
    book.write(TABLE, text.replace(ROW.format(old), ROW.format(new), 1))


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """A book whose chapter was stored under one value, and compared under another; and what the command said."""
    book = Book(tmp_path_factory.mktemp("book"))
    book.chapter("one", CODE, prose=PROSE)
    done = book("run", "one")
    assert done.returncode == 0, done.stderr
    assert "differ" not in done.stdout  # nothing had been stored
    set_share(book, "4.68", "4.98")
    return book, book("compare", "one")


@pytest.fixture
def book(compared, tmp_path):
    """A copy of that book, which a test may change."""
    copy = Book.__new__(Book)
    copy.folder, copy._names = tmp_path / "book", ["one"]
    shutil.copytree(compared[0].folder, copy.folder)
    return copy


def report(book):
    return (book.folder / "_build" / "report" / "one.html").read_text(encoding="utf-8")


def words(book):
    """The page as a reader sees it, in one line."""
    bare = re.sub(r"<(style|script)\b.*?</\1>|</?(?:ins|del|b)>", "", report(book), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def state(book):
    """What is stored of the chapter."""
    return {
        path.relative_to(book.folder).as_posix(): path.read_bytes()
        for folder in ("chapters", "_build/figures", "_build/runs/records")
        for path in (book.folder / folder).rglob("*")
        if path.is_file()
    }


def test_compare_says_in_a_few_lines_what_differs_and_ends_with_1(compared):
    _, done = compared
    assert done.returncode == 1
    assert "one: 1 figure, 1 table, 1 number and 1 text differ from what is stored" in done.stdout
    assert re.search(r"cell 3 \(from IPython.display.*\): number poland: 4.68 → 4.98", done.stdout)
    assert re.search(r"figure spending-trial: title.*row POL, column value: 4.68 → 4.98", done.stdout)
    assert "table “Who pays”: row POL, column value: 4.68 → 4.98" in done.stdout
    assert "_build/report/index.html" in done.stderr and "book accept one" in done.stderr
    assert len(done.stdout + done.stderr) < 2500 and "<path" not in done.stdout


def test_compare_stores_nothing(compared):
    book, _ = compared
    stored = nbformat.read(book.folder / "chapters" / "one.ipynb", as_version=4)
    assert "4.68" in str(stored.cells[2].outputs) and "4.98" not in str(stored.cells[2].outputs)
    assert b"4.68" in (book.folder / "_build/figures/spending-trial.csv").read_bytes()


def test_the_page_sets_old_and_new_side_by_side(compared):
    book, _ = compared
    said = words(book)
    assert "row POL, column value 4.68 4.98 +0.30" in said
    assert "poland" in said and "“Poland spends 4.98 per cent.”" in said
    assert "title Poland spends 4.68 % Poland spends 4.98 %" in said
    assert f"Since its last stored run: {TABLE} changed." in said


def test_the_page_needs_no_script_and_no_other_host(compared):
    book, _ = compared
    page = Page(book.folder / "_build" / "report" / "one.html")
    assert not page.all("script") and not page.all("link")
    places = [element[name] for _, element in page.elements for name in ("src", "href") if name in element]
    assert places and not [place for place in places if ":" in place or place.startswith("/")]
    for place in places:
        assert place.startswith("#") or (book.folder / "_build" / "report" / place).exists(), place


def test_what_an_output_says_stands_on_the_page_as_text(compared):
    book, _ = compared
    assert "<script>alert('4.98 & more')</script>" in words(book)
    assert "<script" not in report(book)


def test_the_pictures_show_the_drawing_before_and_after_and_what_differs(compared):
    book, _ = compared
    folder = book.folder / "_build" / "report" / "one"
    before, after, difference = (
        np.asarray(Image.open(folder / f"spending-trial-{name}.png").convert("RGB"))
        for name in ("before", "after", "difference")
    )
    assert before.shape == after.shape == difference.shape and (before != after).any()
    for ink in (style.OCHRE, style.BLUE):
        rgb = [int(ink[n : n + 2], 16) for n in (1, 3, 5)]
        assert (difference == rgb).all(axis=2).sum() > 20


def test_what_is_accepted_is_stored_and_no_longer_differs(book):
    done = book("accept", "one")
    assert done.returncode == 0, done.stderr
    assert book.why() == {}
    assert b"4.98" in (book.folder / "_build/figures/spending-trial.csv").read_bytes()
    assert "The new state is stored now" in words(book)
    again = book("compare")
    assert again.returncode == 0, again.stdout
    assert "nothing differs" in again.stdout
    assert not (book.folder / "_build" / "report" / "one.html").exists()


def test_what_is_accepted_is_what_a_run_would_store(book, tmp_path):
    other = Book.__new__(Book)
    other.folder, other._names = tmp_path / "other", ["one"]
    shutil.copytree(book.folder, other.folder)
    assert book("accept", "one").returncode == 0
    assert other("run", "one").returncode == 0
    accepted, ran = state(book), state(other)
    records = [json.loads(done.pop("_build/runs/records/one.json")) for done in (accepted, ran)]
    assert accepted == ran
    assert [record.pop("seconds") > 0 for record in records] == [True, True]
    assert records[0] == records[1]


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda book: set_share(book, "4.98", "4.99"), f"{TABLE} changed"),
        (
            lambda book: book.edit("one", lambda chapter: chapter.cells[0].update(source="# Other")),
            "one.ipynb changed",
        ),
        (
            lambda book: (book.folder / "_build/report/one/kept/figures/spending-trial.svg").unlink(),
            "nothing to accept",
        ),
        (
            lambda book: book.write("_build/report/one/kept/one.ipynb", "{}"),
            "cannot be read",
        ),
        (lambda book: book.write("_build/report/one/kept/state.json", "[]"), "cannot be read"),
    ],
    ids=["a table", "a sentence", "a file gone", "a file altered", "no state"],
)
def test_what_was_compared_under_other_inputs_is_not_taken_over(book, change, said):
    change(book)
    before = state(book)
    done = book("accept", "one")
    assert done.returncode in (1, 2)
    assert said in done.stderr and "book compare one" in done.stderr
    assert state(book) == before


def test_an_unknown_chapter_gets_the_nearest_name(book):
    for command in ("accept", "compare"):
        done = book(command, "onne")
        assert done.returncode == 2
        assert 'Did you mean "one"?' in done.stderr


def test_where_nothing_was_compared_there_is_nothing_to_accept(book):
    shutil.rmtree(book.folder / "_build" / "report")
    done = book("accept", "one")
    assert (done.returncode, done.stdout) == (2, "")
    assert "one: there is nothing to accept" in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_run_that_changes_what_was_stored_says_so_and_stores_it(book):
    (book.folder / "_build/report/two").mkdir()
    book.write("_build/report/two/summary.json", "spoilt")
    done = book("run", "one")
    assert done.returncode == 0, done.stderr
    line = "one: 1 figure, 1 table, 1 number and 1 text differ from what was stored: _build/report/one.html"
    assert line in done.stdout
    assert "The new state is stored now" in words(book)
    assert book("accept", "one").returncode == 2


def test_stored_outputs_that_nobody_can_read_are_named_and_run_anew(book):
    def spoil(chapter):
        for output in chapter.cells[2].outputs:
            if "image/svg+xml" in output.get("data", {}):
                output.metadata["book"] = "spoilt"

    book.edit("one", spoil)
    done = book("compare", "one")
    assert done.returncode == 1
    assert "chapters/one.ipynb: expected outputs as a run stores them" in done.stderr
    assert "book run one" in done.stderr


def test_a_figure_that_is_gone_is_shown_and_its_id_names_no_other_folder(book):
    def rename(chapter):
        for output in chapter.cells[2].outputs:
            if "caption" in (record := output.get("metadata", {}).get("book", {})):
                record["id"] = "../../../gone"

    set_share(book, "4.98", "4.68")
    book.edit("one", rename)
    done = book("compare", "one")
    assert "figure ../../../gone: the figure: Poland spends 4.68 % → (none)" in done.stdout
    assert (book.folder / "_build/report/one/_________gone-before.png").exists()
    assert not list(book.folder.rglob("gone-before.png"))


def test_a_hundredth_of_a_point_differs_at_home_and_nowhere_else(book):
    def shift(chapter):
        for output in chapter.cells[2].outputs:
            if svg := output.get("data", {}).get("image/svg+xml"):
                path = re.search(r'd="M ([\d.]+) [\d.]+ \nL [\d.]+ [\d.]+ \n" clip-path', svg)
                assert path
                moved = f"{float(path[1]) + 0.01:.6f}"
                output.data["image/svg+xml"] = svg[: path.start(1)] + moved + svg[path.end(1) :]

    set_share(book, "4.98", "4.68")
    book.edit("one", shift)
    home = book("compare", "one", BOOK_ELSEWHERE="0")
    assert home.returncode == 1 and "figure spending-trial" in home.stdout
    assert book("compare", "one", BOOK_ELSEWHERE="1").returncode == 0


def test_nbval_judges_and_the_report_speaks(book):
    (book.folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "outputs.py", book.folder / "tests")
    done = book._call("tests/outputs.py")
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "nbval: cells that are not as stored: 1 of one" in said
    assert "number poland: 4.68 → 4.98" in said and "_build/report/index.html" in said
    assert "<svg" not in said and "<path" not in said and len(said) < 4000
    assert b"4.68" in (book.folder / "_build/figures/spending-trial.csv").read_bytes()
    set_share(book, "4.98", "4.68")
    elsewhere = book._call("tests/outputs.py", BOOK_ELSEWHERE="1")
    assert elsewhere.returncode == 0 and "nothing differs" in elsewhere.stdout
