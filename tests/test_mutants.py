"""A change of the book is noticed, whatever is changed: a fixed sample of `make mutants`, and how mutants are made."""

from pathlib import Path

import judged
import mutants
import mutations
import pytest
import spoilings

# One mutant of each kind, where it is judged quickly: the first one of its kind, in this file.
SAMPLE = {
    "table": "seeds/tables/counts-at-2pct.csv",
    "colour": "lib/style.py",
    "operator": "lib/spending.py",
    "constant": "lib/funding.py",
    "word": "lib/funding_charts.py",
    "caption": "chapters/ally-brief.ipynb",
    "stored number": "chapters/ally-brief.ipynb",
    "stored drawing": "chapters/ally-brief.ipynb",
    "execution count": "chapters/ally-brief.ipynb",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    with judged.loaded():
        yield judged.copy(mutants.ROOT, tmp_path_factory.mktemp("book"))


def of_kind(kind, folder):
    file = SAMPLE[kind]
    if kind == "table":
        made = spoilings.of_tables(folder)
    elif kind == "colour":
        made = spoilings.of_style(folder)
    elif file.startswith("chapters/"):
        made = spoilings.of_chapters(folder)
    else:
        made = mutations.of_module(folder, file, (kind,))
    return next(m for m in made if m.kind == kind and m.file == file)


@pytest.mark.parametrize("kind", SAMPLE)
def test_a_mutant_is_caught_and_the_copy_is_whole_again(kind, copy):
    m = of_kind(kind, copy)
    caught, _, _ = judged.judge(m, copy)
    assert caught, str(m)
    assert (copy / m.file).read_bytes() == (mutants.ROOT / m.file).read_bytes()


def test_a_change_that_changes_nothing_is_caught_by_nothing(copy):
    file = "lib/reliability.py"
    text = (copy / file).read_text(encoding="utf-8")
    said = judged.ask(copy, "tests", judged.tests_of(copy, file))
    with_comment = mutations.mutant("word", file, "the module", text, f"{text}# nothing\n")
    (copy / file).write_text(with_comment.text(text), encoding="utf-8")
    assert said == judged.ask(copy, "tests", judged.tests_of(copy, file)) == ""


def made(source, kind, folder):
    (folder / "lib").mkdir()
    (folder / "lib" / "one.py").write_text(source)
    return [(m.of, m.before, m.after) for m in mutations.of_module(folder, "lib/one.py", (kind,))]


@pytest.mark.parametrize(
    ("source", "kind", "changed"),
    [
        ("def f(a, b):\n    return a - b\n", "operator", ("f", "-", "+")),
        ("def f(a):\n    return a if a else 0\n", "condition", ("f", "a", "not a")),
        (
            "def f(ax):\n    ax.plot(color=style.TEAL)\n",
            "colour",
            ("f", "color=style.TEAL", "color=style.RED"),
        ),
        ('def f(a):\n    return f"{a} has risen"\n', "word", ("f", "has", "hxs")),
    ],
)
def test_a_mutant_names_the_function_and_what_is_changed(source, kind, changed, tmp_path):
    assert made(source, kind, tmp_path) == [changed]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("def f(a: int | None) -> int | None:\n    return a\n", "operator"),
        ('def f(a):\n    """Return what is a sum."""\n', "word"),
        ('def f(a):\n    raise ValueError("a is wrong")\n', "word"),
        ("@cache(maxsize=8)\ndef f(a):\n    return a\n", "constant"),
        ("def f(a, b):\n    return zip(a, b, strict=True)\n", "constant"),
        ('def f(ax):\n    ax.annotate(textcoords="offset points")\n', "word"),
    ],
)
def test_what_is_no_value_makes_no_mutant(source, kind, tmp_path):
    assert made(source, kind, tmp_path) == []


def test_a_mutant_refuses_a_file_that_is_no_longer_what_it_was():
    m = mutations.mutant("constant", "lib/one.py", "f", "limit = 2\n", "limit = 3\n")
    with pytest.raises(ValueError, match=r"lib/one\.py is no longer what it was"):
        m.text("limits = 2\n")


def test_every_table_that_a_number_rests_on_has_mutants():
    used = spoilings._used(mutants.ROOT)
    assert {Path(m.file).stem for m in spoilings.of_tables(mutants.ROOT)} == set(used)
    assert len(used) > 15


def test_too_few_or_too_many_uncaught_are_a_failure():
    caught = [{"caught by": "a test"}] * 147
    assert mutants.enough(caught + [{"caught by": ""}] * 3)
    assert not mutants.enough(caught + [{"caught by": ""}] * 4)
    assert not mutants.enough(caught)
