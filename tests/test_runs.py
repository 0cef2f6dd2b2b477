"""Running a chapter: only what is stale runs, the reason is said beforehand, a failure loses nothing.

Everything here is asked of the real command in a small book.
"""

import json

import nbformat
import pytest
from small import Book

ONE = "from lib import helper, seeds\nprint(helper.count(seeds.table('themes')))"
TWO = "from lib import seeds\nprint(edition, target_pct, len(seeds.table('editions')))"
HELPER = 'def count(rows):\n    """Count."""\n    return len(rows)\n\n\nPAGE = "note.html"\n'


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A book whose two chapters have just run."""
    book = Book(tmp_path_factory.mktemp("book"))
    book.write("lib/helper.py", HELPER)
    book.write("lib/templates/note.html", "<p></p>")
    book.chapter("one", ONE)
    book.chapter("two", TWO)
    for name in ("one", "two"):
        done = book("run", name)
        assert done.returncode == 0, done.stderr
    return book


@pytest.fixture
def book(stored):
    """The same book; whatever a test changes in it is put back afterwards."""
    kept = {path: path.read_bytes() for path in stored.folder.rglob("*") if path.is_file()}
    yield stored
    for path in [path for path in stored.folder.rglob("*") if path.is_file()]:
        if path not in kept:
            path.unlink()
    for path, content in kept.items():
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def change(book, path, old, new):
    text = (book.folder / path).read_text(encoding="utf-8")
    assert old in text
    book.write(path, text.replace(old, new, 1))


def test_what_has_just_run_is_not_stale(book):
    assert book.why() == {}


def test_a_helper_used_by_one_chapter_makes_that_chapter_alone_stale(book):
    change(book, "lib/helper.py", "return len(rows)", "return len(rows) + 0")
    assert book.why() == {"one": "lib/helper.py changed"}


def test_a_helper_of_a_helper_counts_too(book):
    change(book, "lib/helper.py", "def count", "from lib import page\n\n\ndef count")
    assert "lib/page.py is new" in book.why()["one"]


def test_a_table_makes_only_the_chapters_that_read_it_stale(book):
    path = "seeds/tables/editions.csv"
    change(book, path, "top rows only", "top rows alone")
    assert book.why() == {"two": f"{path} changed"}


def test_a_template_that_a_helper_names_makes_its_chapter_stale(book):
    book.write("lib/templates/note.html", "<p>other</p>")
    assert book.why() == {"one": "lib/templates/note.html changed"}


def test_the_lock_file_makes_everything_stale(book):
    book.write("requirements.txt", "pandas==99\n")
    assert book.why() == dict.fromkeys(("one", "two"), "requirements.txt changed")


def test_what_runs_a_chapter_makes_everything_stale(book):
    change(book, "lib/execution.py", "One run of one chapter", "A run of one chapter")
    assert book.why() == dict.fromkeys(("one", "two"), "lib/execution.py changed")


def test_another_default_of_a_parameter_makes_its_chapter_stale(book):
    def other(chapter):
        chapter.cells[1].source = chapter.cells[1].source.replace("3.5", "2.0")

    book.edit("two", other)
    assert book.why() == {"two": "the chapter's code changed"}


def test_prose_makes_no_chapter_stale(book):
    def other(chapter):
        chapter.cells[0].source = "# Another question?"

    book.edit("one", other)
    assert book.why() == {}


def test_a_new_hash_in_the_descriptor_is_no_change_of_a_table(book):
    change(book, "seeds/datapackage.json", '"hash": "sha256:', '"hash": "sha256:0')
    assert book.why() == {}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"inputs": 3}'])
def test_a_record_that_cannot_be_read_means_run_again(book, content):
    (record,) = (book.folder / "_build" / "runs" / "records").glob("one.json")
    record.write_text(content, encoding="utf-8")
    assert book.why() == {"one": "the record of its last run cannot be read"}


def test_a_missing_record_means_run_again(book):
    (book.folder / "_build" / "runs" / "records" / "two.json").unlink()
    assert book.why() == {"two": "it has not run here yet"}


def test_outputs_that_were_changed_by_hand_are_not_trusted(book):
    def other(chapter):
        chapter.cells[2].outputs[0].text = "99\n"

    book.edit("two", other)
    assert book.why() == {"two": "the stored outputs are not those of its last run"}


def test_a_chapter_runs_to_the_same_file_again(book):
    path = book.folder / "chapters" / "one.ipynb"
    before = path.read_bytes()
    assert book("run", "one").returncode == 0
    assert path.read_bytes() == before
    assert b"papermill" not in before


def test_a_chapter_that_fails_changes_nothing_and_says_where_and_how_to_rerun_it(book):
    path = book.chapter("one", "rows = 1\nrows / 0")
    before = path.read_bytes()
    done = book("run", "one")
    assert done.returncode == 1
    assert "one, cell 3 (rows = 1): ZeroDivisionError" in done.stderr
    assert "rerun it alone with: book run one" in done.stderr
    assert path.read_bytes() == before
    assert not [file for file in book.folder.rglob("*.partial")]


def test_a_number_that_is_missing_names_the_sentence_it_stands_in(book):
    code = (
        "from lib import numbers, provenance\n"
        "numbers.glue('gap', float('nan'), unit='points', how='-', rows=provenance.rows('themes'))"
    )
    book.chapter("one", code, prose="# Q?\n\nThe gap is {glue:text}`gap` points. Another sentence.")
    done = book("run", "one")
    assert done.returncode == 1
    assert "it stands in: The gap is {glue:text}`gap` points." in done.stderr


def test_a_kernel_that_dies_is_told_and_nothing_is_stored(book):
    path = book.chapter("one", "import os\nos.kill(os.getpid(), 9)")
    before = path.read_bytes()
    done = book("run", "one")
    assert done.returncode == 1
    assert "one, cell 3 (import os): the kernel stopped" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before


def test_a_varied_run_never_touches_the_stored_chapter(book):
    path = book.folder / "chapters" / "two.ipynb"
    before = path.read_bytes()
    done = book("run", "two", "-p", "edition=2024-06", "-p", "target_pct=5")
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before
    result = book.folder / "_build" / "runs" / "two-2024-06-5.0" / "two.ipynb"
    assert "2024-06 5.0" in result.read_text(encoding="utf-8")
    refused = book("run", "two", "--out", str(path.parent))
    assert refused.returncode == 2
    assert "holds the stored chapters" in refused.stderr


def test_a_sweep_runs_every_combination_and_tells_of_a_failure_with_the_others_finished(book):
    book.chapter("two", "1 / (0 if edition == '2025-08' else 1)\nprint(edition, target_pct)")
    done = book("run", "two", "--each", "edition=2024-06,2025-08", "--each", "target_pct=2,5")
    assert done.returncode == 1
    assert done.stderr.count("ZeroDivisionError") == 2
    assert "book run two -p edition=2025-08 -p target_pct=5.0" in done.stderr
    made = sorted((book.folder / "_build" / "runs").glob("two-2024-06-*/two.ipynb"))
    texts = [nbformat.read(path, as_version=4).cells[-1].outputs[0].text for path in made]
    assert texts == ["2024-06 2.0\n", "2024-06 5.0\n"]


def test_a_record_names_every_input_with_its_digest(book):
    record = json.loads(
        (book.folder / "_build" / "runs" / "records" / "one.json").read_text(encoding="utf-8")
    )
    expected = {
        "the chapter's code",
        "the parameters",
        "lib/helper.py",
        "seeds/tables/themes.csv",
        "requirements.txt",
    }
    assert expected <= set(record["inputs"])
    assert "seeds/tables/editions.csv" not in record["inputs"]


ALLIES = (
    "iso3,ally,region,joined,has_armed_forces,source_id,note\n"
    "EST,Estonia,Europe,2004-03-29,true,wikipedia-nato-enlargement-copy,\n"
    "ISL,Iceland,Europe,1949-04-04,false,wikipedia-nato-members-2018-09,\n"
)


@pytest.fixture(scope="module")
def briefs(tmp_path_factory):
    """A book of one brief, which has just run for its two allies."""
    book = Book(tmp_path_factory.mktemp("briefs"))
    book.write("seeds/tables/allies.csv", ALLIES)
    code = "from lib import seeds\nprint(ally, len(seeds.table('themes')) if ally == 'Estonia' else 0)"
    book.chapter("ally-brief", code, parameters='ally = "Estonia"\ntarget_pct = 3.5')
    done = book.python("from lib import runs; runs.run_stored(runs.tasks(), 2, '', print)")
    assert done.returncode == 0, done.stderr
    return book


def test_a_brief_runs_for_every_ally_and_is_not_stale_afterwards(briefs):
    assert briefs.why() == {}
    made = {
        path.stem: path.read_text(encoding="utf-8")
        for path in (briefs.folder / "_build" / "briefs").iterdir()
    }
    assert sorted(made) == ["estonia", "iceland"]
    assert "Iceland 0" in made["iceland"]


def test_a_brief_runs_to_the_same_file_again(briefs):
    path = briefs.folder / "_build" / "briefs" / "iceland.ipynb"
    before = path.read_bytes()
    (briefs.folder / "_build" / "runs" / "records" / "ally-brief-iceland.json").unlink()
    done = briefs.python("from lib import runs; runs.run_stored([runs.tasks()[-1]], 1, '', print)")
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before


def test_another_value_of_a_parameter_makes_a_brief_stale(briefs):
    path = briefs.folder / "_build" / "runs" / "records" / "ally-brief-iceland.json"
    kept = path.read_text(encoding="utf-8")
    record = json.loads(kept)
    record["inputs"]["the parameters"] = "those of another target"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert briefs.why() == {"ally-brief Iceland": "the parameters changed"}
    path.write_text(kept, encoding="utf-8")


def test_a_table_that_only_some_briefs_read_makes_only_those_stale(briefs):
    table = briefs.folder / "seeds" / "tables" / "themes.csv"
    kept = table.read_text(encoding="utf-8")
    table.write_text(kept.replace("added to the thirteen", "added to thirteen"), encoding="utf-8")
    assert set(briefs.why()) == {"ally-brief", "ally-brief Estonia"}
    table.write_text(kept, encoding="utf-8")
