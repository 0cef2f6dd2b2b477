"""Two builds give the same bytes: in another folder, as another user, elsewhere in the world, on a cluster.

The book is built in a copy of the checkout; then `book verify` builds it anew from nothing, under conditions that
differ in everything that has ever made two builds differ, and compares every file.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small import book

from lib import manifest, verifying
from lib.records import BookError
from lib.seeds import ROOT

pytestmark = pytest.mark.proof

LOCALES = Path("/usr/share/i18n/locales")


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """The variables of a locale that writes a comma before decimals."""
    if not (LOCALES / "de_DE").exists():
        assert "CI" not in os.environ, (
            "the sources of locales are missing; .ci/run installs the package locales"
        )
        pytest.skip("this system cannot make the locale de_DE: the sources of locales are not installed")
    folder = tmp_path_factory.mktemp("locales")
    subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", folder / "de_DE.UTF-8"], check=True)
    return {"LOCPATH": str(folder), "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}


@pytest.fixture(scope="module")
def other_user():
    """What runs a command as user 1000, who owns what the present user owns, on one core."""
    before = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "taskset", "--cpu-list", "0"]
    if subprocess.run([*before, "true"], capture_output=True).returncode:
        assert "CI" not in os.environ, "user namespaces are needed: see .github/workflows/book.yml"
        pytest.skip("this system gives a process no user of its own (unshare --user)")
    return before


def test_a_build_elsewhere_by_somebody_else_on_a_cluster_has_the_same_bytes(
    built, german, other_user, two_workers, tmp_path
):
    address, _ = two_workers
    conditions = german | {
        "HOME": str(tmp_path),
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "4321",
        "SOURCE_DATE_EPOCH": "86400",
    }
    done = book(built, "verify", "--scheduler", address, before=other_user, umask=0o077, **conditions)
    assert done.returncode == 0, done.stderr
    made = json.loads((built / "_build" / "manifest.json").read_text(encoding="utf-8"))
    assert f"{len(made['files']):,} files, each the same to the byte" in done.stdout
    kinds = {Path(name).suffix for name in made["files"]}
    assert {".html", ".png", ".pdf", ".svg", ".csv", ".js", ".css"} <= kinds
    assert not (built / "_build" / "verify").exists()


def test_the_conditions_are_other_ones_indeed(german, other_user):
    code = "import locale, os, time; locale.setlocale(locale.LC_ALL, ''); print(os.getuid(), f'{1.5:n}', time.tzname[0])"
    command = [*other_user, sys.executable, "-c", code]
    environment = {**os.environ, **german, "TZ": "Pacific/Kiritimati"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1000", "1,5", "+14"]


def test_a_manifest_names_inputs_lock_editions_and_every_file(built):
    made = json.loads((built / "_build" / "manifest.json").read_text(encoding="utf-8"))
    assert made["tables"]["seeds/tables/defence-expenditure.csv"]["editions"][:2] == ["2008", "2009-02"]
    assert made["lock"]["requirements.txt"] == made["inputs"]["requirements.txt"]
    site = built / "_build" / "html"
    assert made["files"] == manifest.digests(site, site.rglob("*"))
    assert made["edition"] == "2026.11"


def test_a_copy_without_git_is_at_no_commit_even_inside_of_a_checkout():
    assert manifest.commit(ROOT) is not None
    assert manifest.commit(ROOT / "seeds") is None


def test_an_altered_file_of_a_site_is_named():
    expected = {"files": {"index.html": "a" * 64, "gone.html": "b" * 64}}
    found = {"inputs": {}, "files": {"index.html": "c" * 64, "new.html": "d" * 64}}
    assert verifying.differences(expected, found) == [
        "3 of 2 files of the site differ:",
        "  gone.html: missing here, in what was expected",
        "  index.html: SHA-256 cccccccccccc…, expected aaaaaaaaaaaa…",
        "  new.html: here, not in what was expected",
    ]


def test_another_input_is_told_with_the_commit_to_check_out():
    expected = {"commit": "abc", "inputs": {"lib/a.py": "1"}, "files": {}}
    found = {"inputs": {"lib/a.py": "2"}, "files": {}}
    lines = verifying.differences(expected, found)
    assert lines[0] == (
        "this is not the book that the manifest was made from. It was made from commit abc: check that out."
    )
    assert lines[1].startswith("  lib/a.py: SHA-256 2")


def test_a_release_that_was_altered_is_refused_before_anything_is_built(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("altered")
    made = {"inputs": {}, "runs": {}, "files": {"index.html": "0" * 64}}
    (tmp_path / manifest.NAME).write_text(manifest.text_of(made))
    with pytest.raises(BookError, match=r"is not what it was made as:\n  index.html: SHA-256"):
        verifying.verify(tmp_path, 0, "", print)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no manifest. Run: make book"),
        ("[]", "expected a manifest with"),
        ("{", "expected a manifest"),
    ],
)
def test_what_is_no_manifest_is_refused_in_a_line(tmp_path, content, said):
    path = tmp_path / "m.json"
    if content is not None:
        path.write_text(content)
    done = book(ROOT, "verify", str(path))
    assert done.returncode == 2
    assert said in done.stderr and done.stderr.count("\n") == 1
