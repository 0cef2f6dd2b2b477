"""A release holds all that an archive needs, describes itself as an RO-Crate, and packs to the same bytes."""

import importlib.resources
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import urllib3
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from small import book

from lib import manifest, register, release
from lib.records import CallError
from lib.seeds import ROOT

pytestmark = pytest.mark.proof

CONTEXT = "https://w3id.org/ro/crate/1.3/context"
# What the standard recommends of an author that is an organisation; the project has neither and invents none.
NOT_OURS = {
    "An Organization entity SHOULD have a ROR identifier as its @id (e.g., https://ror.org/03f0f6041)",
    "An Organization's contactPoint SHOULD reference a ContactPoint contextual entity",
    "At least one author or publisher Person/Organization SHOULD have a contactPoint property",
}


def git(folder, *arguments):
    names = ["-c", "user.name=Reader", "-c", "user.email=reader@example.org"]
    subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def made(built):
    """The folder of a release that the real command has made from the only commit of a copy of the book."""
    (built / ".gitignore").write_text("_build/\n__pycache__/\n")
    for name in ("README.md", "LICENSE", "Makefile"):
        shutil.copy(ROOT / name, built)
    git(built, "init", "--quiet")
    git(built, "add", "--all")
    git(built, "commit", "--quiet", "--message", "All of it")
    done = book(built, "release")
    assert done.returncode == 0, done.stderr
    yield built / "_build" / "release" / "2026.11"
    shutil.rmtree(built / ".git")


def test_a_release_holds_sources_site_figures_and_a_manifest_of_its_commit(made, built):
    top = {path.name for path in made.iterdir()}
    assert {"site", "figures", "seeds", "lib", "chapters", "README.md", "manifest.json", release.CRATE} <= top
    said = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    head = (built / ".git" / "HEAD").read_text().removeprefix("ref: ").strip()
    assert said["commit"] == (built / ".git" / head).read_text().strip()
    assert said["files"] == manifest.digests(made / "site", (made / "site").rglob("*"))
    assert said["inputs"] == manifest.digests(made, manifest.sources(made))


def test_the_zip_holds_the_same_files_with_one_time_and_one_set_of_rights(made):
    with zipfile.ZipFile(made.with_name("sharing-the-burden-2026.11.zip")) as archive:
        names = {name.removeprefix("sharing-the-burden-2026.11/") for name in archive.namelist()}
        assert names == {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


class Stored(HTTPAdapter):
    """Answers every request with the context that the library rocrate has in store."""

    def send(self, request, *_, **__):
        content = importlib.resources.files("rocrate").joinpath("data", "ro-crate.jsonld").read_bytes()
        answer = urllib3.HTTPResponse(
            io.BytesIO(content),
            {"Content-Type": "application/ld+json"},
            200,
            preload_content=False,
            request_url=request.url,
        )
        return self.build_response(request, answer)


def test_the_description_passes_the_checker_of_ro_crate_with_its_recommendations(made, tmp_path):
    with CachedSession(str(tmp_path / "cache"), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", Stored())
        session.get(CONTEXT)
    report = tmp_path / "report.json"
    command: list[str | Path] = [
        Path(sys.executable).with_name("rocrate-validator"),
        "--no-interactive",
        "validate",
        "--offline",
    ]
    options = ["--cache-path", tmp_path / "cache", "-l", "recommended", "-f", "json", "-o", report, made]
    done = subprocess.run(
        [*command, *options], capture_output=True, text=True, env={**os.environ, "HOME": str(tmp_path)}
    )
    assert report.exists(), done.stdout + done.stderr
    issues = json.loads(report.read_text(encoding="utf-8"))["issues"]
    assert {issue["message"] for issue in issues} <= NOT_OURS


def test_every_figure_and_table_is_described_with_its_checksum(made):
    graph = json.loads((made / release.CRATE).read_text(encoding="utf-8"))["@graph"]
    known = {part["@id"]: part for part in graph}
    drawn = [path for ending in register.ENDINGS for path in (made / "figures").glob(f"*.{ending}")]
    for path in [*drawn, *(made / "seeds" / "tables").iterdir()]:
        part = known[path.relative_to(made).as_posix()]
        assert part["sha256"] == release.inputs.digest(path.read_bytes())
        assert part["contentSize"] == str(path.stat().st_size)


def test_a_release_is_refused_while_files_differ_from_the_commit(made, built):
    (built / "CITATION.cff").write_text((built / "CITATION.cff").read_text() + "# changed\n")
    done = book(built, "release")
    git(built, "checkout", "CITATION.cff")
    assert done.returncode == 2
    assert "commit or undo first" in done.stderr and "CITATION.cff" in done.stderr


def test_a_release_is_refused_where_there_is_no_commit(monkeypatch):
    monkeypatch.setattr(release.inputs, "ROOT", Path("/"))
    with pytest.raises(CallError, match="this folder is no checkout"):
        release.release(0, "", print)
