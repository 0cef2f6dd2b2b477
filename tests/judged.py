"""How a mutant is judged: in a copy of the book, by the tests of what it changes, by `book check`, by nbval.

Each question is put in a process of its own, forked from one that has loaded the libraries, so that every answer comes
from the files of the copy as they are at that moment.
"""

import hashlib
import importlib
import io
import json
import multiprocessing
import os
import re
import resource
import shutil
import signal
import sys
import time
from contextlib import contextmanager, redirect_stderr
from multiprocessing import forkserver
from pathlib import Path

import mutations

# Seconds of computing for one question, and for the kernel of a chapter: a mutant may loop for ever. Seconds of the
# clock would count what else the machine does.
LIMIT = 120
_LOADED = ["pandas", "matplotlib.pyplot", "pandera.pandas", "nbformat", "IPython.display", "pytest"]
# What is built, served or measured whole, by tests that take minutes and look at pages rather than at numbers.
_WHOLE = re.compile(
    r"def \w+\([^)]*\b(built|two_workers|page)\b|(from|import) (small|whole|served|outputs|playwright|sphinx)\b"
    r"|import [^\n]*\b(runs|site|pages|typeface|rendering|register)\b|--nbval|_build"
)
# The tests of the mutants themselves, and those that need the articles.
_APART = ("test_mutants", "test_articles_at_hand")
# What columns and tables say of the same thing; asked of every changed cell.
_AGREEING = "tests/test_agreeing_tables.py"
FOLDERS = ("lib", "seeds", "chapters", "tests")
_FILES = (
    "pyproject.toml",
    "CITATION.cff",
    "_config.yml",
    "_toc.yml",
    "README.md",
    "requirements.txt",
    "requirements.in",
)


def copy(root: Path, folder: Path) -> Path:
    """Copy what tests and chapters need of the book into a folder; returns the folder."""
    for name in FOLDERS:
        shutil.copytree(
            root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules")
        )
    for name in _FILES:
        shutil.copy(root / name, folder)
    return folder


def tests_of(root: Path, file: str) -> list[str]:
    """Return the test files that import a module, its own first, and the module itself if it has examples.

    A module without a test file of its own is also tested by the tests of those that import it. What a test file imports
    of a file beside it that holds no tests, it imports too.
    """
    name = "style" if file.endswith(".mplstyle") else Path(file).stem
    tests = {path: path.read_text(encoding="utf-8") for path in sorted((root / "tests").glob("test_*.py"))}
    beside = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((root / "tests").glob("*.py"))
        if path not in tests
    }
    fit = {
        path: text
        + "".join(beside[name] for name in beside if re.search(rf"^from {name} import", text, re.M))
        for path, text in tests.items()
        if path.stem not in _APART and not _WHOLE.search(text)
    }
    found = [path for path, text in fit.items() if path.stem == f"test_{name}" or _imports(text, name)]
    # The checks of claims are reached through lib.claims, by the ids of the claims.
    if root / "tests" / f"test_{name}.py" not in found or name.startswith("claims_"):
        modules = {
            path.stem: path.read_text(encoding="utf-8") for path in sorted((root / "lib").glob("*.py"))
        }
        above = [module for module, text in modules.items() if _imports(text, name)]
        found += [
            path for path, text in fit.items() if path not in found and any(_imports(text, m) for m in above)
        ]
    found.sort(key=lambda path: path.stem != f"test_{name}")
    examples = [file] if file.endswith(".py") and ">>> " in (root / file).read_text(encoding="utf-8") else []
    return examples + [path.relative_to(root).as_posix() for path in found]


def _imports(text: str, module: str) -> bool:
    return bool(
        re.search(
            rf"from lib\.{module} import|^from lib import (\([^)]*\b{module}\b|[^\n(]*\b{module}\b)",
            text,
            re.M,
        )
    )


def chapters_of(root: Path, file: str) -> list[str]:
    """Return the chapters that a file is an input of, those first that name it themselves, small ones first."""
    inputs = importlib.import_module("lib.inputs")
    found = []
    for path in sorted((root / "chapters").glob("*.ipynb"), key=lambda path: path.stat().st_size):
        chapter = json.loads(path.read_text(encoding="utf-8"))
        code = "".join("".join(cell["source"]) for cell in chapter["cells"] if cell["cell_type"] == "code")
        modules = inputs.modules(chapter, root)
        name = Path(file).stem
        read = any(name in (root / module).read_text(encoding="utf-8") for module in modules)
        if (
            file == path.relative_to(root).as_posix()
            or file in modules
            or (file.startswith("seeds/") and (read or name in code))
        ):
            found.append((not re.search(rf"\b{name}\b", code), path.relative_to(root).as_posix()))
    return [chapter for _, chapter in sorted(found, key=lambda pair: pair[0])]


def judge(mutant: mutations.Mutant, folder: Path) -> tuple[str, str, float]:
    """Return by what a mutant is caught in a copy (an empty text if by nothing), what else was asked, and seconds."""
    path = folder / mutant.file
    before = {path: path.read_bytes()}
    start = time.monotonic()
    try:
        path.write_text(mutant.text(before[path].decode()), encoding="utf-8")
        if mutant.file.startswith("seeds/tables/"):
            descriptor = folder / "seeds" / "datapackage.json"
            before[descriptor] = descriptor.read_bytes()
            _announce(descriptor, before[path], path.read_bytes())
        caught, also = "", []
        for how, what in questions(mutant, folder):
            if caught and how == "nbval":
                continue
            said = ask(folder, how, what)
            if said:
                also.append(said)
            caught = caught or said
            # Of a table it is also said whether the check would see it.
            if caught and mutant.kind != "table":
                break
        return caught, "; ".join(also[1:]), time.monotonic() - start
    finally:
        for file, content in before.items():
            file.write_bytes(content)


def questions(mutant: mutations.Mutant, folder: Path) -> list[tuple[str, list[str]]]:
    """Return what is asked of a mutant, in order."""
    chapters = chapters_of(folder, mutant.file)
    nbval = [("nbval", [chapter]) for chapter in chapters]
    if mutant.kind == "table":
        return [*nbval, ("check", []), ("tests", [_AGREEING])]
    if mutant.file.startswith("chapters/"):
        return [*nbval, ("check", []), ("rerun", [mutant.file])]
    tests = tests_of(folder, mutant.file)
    asked = [("tests", tests)] if tests else []
    if chapters[:1] == ["chapters/fact-check.ipynb"] or "claims" in mutant.file:
        asked.append(("check", []))
    return asked + nbval


def _announce(descriptor: Path, before: bytes, after: bytes) -> None:
    """Give a changed table its new digest, so that the check of digests does not hide what else sees the change."""
    text = descriptor.read_text(encoding="utf-8")
    entry = f'"bytes": {len(before)}'
    digest, new = (hashlib.sha256(content).hexdigest() for content in (before, after))
    place = text.index(digest)
    start = max(0, place - 400)
    near = text[start : place + 400].replace(digest, new).replace(entry, f'"bytes": {len(after)}')
    descriptor.write_text(text[:start] + near + text[place + 400 :], encoding="utf-8")


_forks = multiprocessing.get_context("forkserver")


@contextmanager
def loaded():
    """Within the block, a question finds what it needs loaded; kernels of this process start from a server of their own."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
    _forks.set_forkserver_preload(_LOADED)
    yield
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
    _forks.set_forkserver_preload([])


def ask(folder: Path, how: str, what: list[str]) -> str:
    """Put one question to a copy; returns what fails there first, or an empty text."""
    receive, send = _forks.Pipe(duplex=False)
    process = _forks.Process(target=_answer, args=(str(folder), how, what, send))
    process.start()
    send.close()
    try:
        return receive.recv()
    except EOFError:
        process.join()
        if process.exitcode == -signal.SIGXCPU:
            return f"{how}: no end within {LIMIT} s of computing"
        # It says nothing of the mutant, so it must not pass for a catch.
        log = (folder / "log").read_text(encoding="utf-8", errors="replace")
        raise RuntimeError(f"{how} {' '.join(what)}: no answer:\n{log[-2000:]}") from None
    finally:
        process.join()


def _answer(folder: str, how: str, what: list[str], send) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 5))
    os.chdir(folder)
    os.environ |= {"PYTHONPATH": folder, "BOOK_FIGURES": f"{folder}/figures", "PYTHONDONTWRITEBYTECODE": "1"}
    sys.dont_write_bytecode = True
    sys.path[:0] = [folder, f"{folder}/tests"]
    for name in [name for name in sys.modules if name.split(".")[0] == "lib"]:
        del sys.modules[name]
    log = os.open(f"{folder}/log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    answers = {"tests": _tests, "nbval": _nbval, "check": _check, "rerun": _rerun}
    send.send(answers[how](what))
    send.close()
    sys.stdout.flush()
    os._exit(0)


def _tests(what: list[str]) -> str:
    return _pytest(["--doctest-modules", *what])


def _nbval(what: list[str]) -> str:
    said = _pytest(["--nbval", *what])
    return f"nbval: {said}" if said else ""


def _pytest(arguments: list[str]) -> str:
    import pytest

    first = _First()
    code = pytest.main(
        ["-q", "-x", "-p", "no:cacheprovider", "-o", "addopts=", "--assert=plain", *arguments],
        plugins=[first],
    )
    return first.name or (f"pytest ended with {int(code)}" if code else "")


class _First:
    """Remembers what failed first."""

    name = ""

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.name = self.name or report.nodeid

    def pytest_collectreport(self, report):
        if report.failed:
            self.name = self.name or f"{report.nodeid} (not importable)"


def _check(_: list[str]) -> str:
    from lib import cli

    with redirect_stderr(io.StringIO()) as said:
        code = cli.main(["check"])
    return f"book check: {' '.join(said.getvalue().split())[:160]}" if code else ""


def _rerun(what: list[str]) -> str:
    from lib import cli

    before = Path(what[0]).read_bytes()
    code = cli.main(["run", Path(what[0]).stem])
    same = Path(what[0]).read_bytes() == before
    return (
        ""
        if code == 0 and same
        else "rerun: tests/test_reproducible.py::test_a_build_leaves_every_chapter_as_it_is_stored"
    )
