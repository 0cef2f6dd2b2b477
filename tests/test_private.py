"""No stored output names whoever ran the book, where, or a secret of their environment."""

import getpass

import pytest
from small import Book

from lib import private


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return Book(tmp_path_factory.mktemp("book"))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("import os\nprint(os.environ['HOME'])", "the path of your home"),
        ("import pathlib\npathlib.Path.cwd()", "the path of this copy of the book"),
        ("print('the word is', 'sesame' + '-open')", "the value of the variable MY_API_KEY"),
        ("import getpass\nprint('by', getpass.getuser(), 'at work')", "the name of your account"),
    ],
)
def test_an_output_with_something_private_is_refused_and_the_private_thing_not_repeated(
    book, tmp_path, code, what
):
    path = book.chapter("one", code)
    before = path.read_bytes()
    given = {"MY_API_KEY": "sesame-open", "HOME": str(tmp_path), "LOGNAME": "zuleika-dobson"}
    done = book("run", "one", **given)
    assert done.returncode == 1
    assert f"one, cell 3: the output would publish {what}: let the cell not show it" in done.stderr
    assert "rerun it alone with: book run one" in done.stderr
    assert path.read_bytes() == before
    assert not [value for value in given.values() if value in done.stdout + done.stderr]


def test_a_kernel_gets_no_secret(book):
    code = "import os\nprint([name for name in os.environ if name.startswith('MY_')])"
    path = book.chapter("one", code)
    secrets = {f"MY_{name}": "sesame-open" for name in ("TOKEN", "SECRET", "PASSWORD", "APIKEY")}
    done = book("run", "one", MY_WORD="open", **secrets)
    assert done.returncode == 0, done.stderr
    assert "['MY_WORD']" in path.read_text(encoding="utf-8")


@pytest.fixture
def somebody(monkeypatch):
    """Somebody with a home, a name and a secret."""
    monkeypatch.setenv("HOME", "/home/zuleika")
    monkeypatch.setenv("THE_TOKEN", "abracadabra")
    monkeypatch.setattr(getpass, "getuser", lambda: "zuleika")


def output(text):
    return [[], [{"output_type": "display_data", "data": {"text/html": ["<b>", text]}}]]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("see /home/zuleika/x", "the path of your home"),
        ("file:///home/zuleika", "the name of your account"),
        ("said zuleika.", "the name of your account"),
        ("(abracadabra)", "the value of the variable THE_TOKEN"),
    ],
)
def test_what_is_private_is_found_in_every_part_of_an_output(somebody, text, what):
    assert private.found(output(text), {}) == (what, "cell 2")


@pytest.mark.parametrize(
    "text", ["/home/zuleikas", "zuleikas", "abracadabras", "https://example.org/home/zuleik"]
)
def test_a_longer_word_or_another_path_is_something_else(somebody, text):
    assert private.found(output(text), {}) is None


def test_the_files_of_figures_are_looked_through(somebody):
    files = {"a.csv": b"x", "b.svg": b"<!-- /home/zuleika -->"}
    assert private.found([], files) == ("the path of your home", "b.svg")


def test_a_name_that_the_book_uses_itself_is_nobodys(somebody, monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "Estonia")
    assert private.found(output("Estonia spends more"), {}) is None


def test_a_short_value_is_no_secret(monkeypatch):
    monkeypatch.setenv("KEYBOARD", "us")
    assert private.found(output("us"), {}) is None


def test_who_has_no_name_and_no_home_can_run_the_book(monkeypatch):
    def nobody():
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pathlib.Path.home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert private.found(output("text"), {}) is None
