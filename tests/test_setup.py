"""One list of requirements, one lock with hashes, two doors to the same environment."""

import importlib.metadata
import json
import os
import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement

from lib.seeds import ROOT

LOCK = (ROOT / "requirements.txt").read_text()


def wanted():
    lines = (ROOT / "requirements.in").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def locked():
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", LOCK, flags=re.MULTILINE))


def test_every_requirement_is_locked_at_a_version_that_it_allows():
    versions = {name.lower().replace("_", "-"): version for name, version in locked().items()}
    for requirement in wanted():
        name = requirement.name.lower().replace("_", "-")
        assert requirement.specifier.contains(versions[name]), name


def test_every_locked_package_has_a_hash_and_the_lock_names_no_index():
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK)
    packages = [block for block in blocks if re.match(r"[A-Za-z0-9_.-]+==", block)]
    assert len(packages) > 50
    assert [block.splitlines()[0] for block in packages if "--hash=sha256:" not in block] == []
    assert not re.search(r"https?://|index-url", LOCK)


def test_jupyter_book_stays_on_version_1_which_reads_the_configuration():
    assert locked()["jupyter-book"].startswith("1.")


def test_the_package_takes_its_requirements_from_the_list_and_not_from_a_second_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["dynamic"] == ["dependencies", "optional-dependencies"]
    assert project["tool"]["setuptools"]["dynamic"]["dependencies"] == {"file": ["requirements.in"]}


def test_conda_and_binder_get_the_locked_packages_and_a_python_that_the_book_supports():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    assert environment["dependencies"][-1] == {"pip": ["-r requirements.txt"]}
    # A package without a hash in the same list would be refused.
    assert "pip install --no-deps --editable ." in (ROOT / "postBuild").read_text()
    assert os.access(ROOT / "postBuild", os.X_OK)
    python = next(item for item in environment["dependencies"] if str(item).startswith("python="))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    version = f"{python.removeprefix('python=')}.0"
    assert Requirement(f"python{project['project']['requires-python']}").specifier.contains(version)


def test_every_requirement_says_what_it_is_for():
    text = (ROOT / "requirements.in").read_text()
    for block in re.split(r"\n(?=#)", text):
        names = [line for line in block.splitlines() if line and not line.startswith("#")]
        assert not names or block.startswith("#"), names


def test_workflow_actions_are_pinned_by_commit():
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        uses = re.findall(r"uses: (\S+)", path.read_text())
        assert uses
        assert [action for action in uses if not re.search(r"@[0-9a-f]{40}$", action)] == []


# Licences under which the book may be built, read and passed on; a package needs one of them.
OPEN = (
    "0BSD", "Apache", "Artistic", "BSD", "CC0", "GNU Lesser", "GNU Library", "ISC", "LGPL", "MIT", "MPL", "Mozilla", "PSF",
    "Python Software Foundation", "SIL Open Font", "W3C",
)  # fmt: skip
# What says nothing of its licence in its metadata, and what the file LICENSE in it is.
SAID_IN_A_FILE = {"currencyconverter": "Apache 2.0", "resvg-py": "MIT"}


def licences():
    found = json.loads((ROOT / "requirements-licences.json").read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", item["Name"]).lower(): item for item in found}


def test_the_list_of_licences_is_that_of_the_locked_packages():
    def plain(name):
        return re.sub(r"[-_.]+", "-", name).lower()

    pairs = re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", LOCK, flags=re.MULTILINE)
    # A package may be locked at another version for another Python, or for another system alone.
    versions = {(plain(name), version) for name, version in pairs}
    listed = {(name, item["Version"]) for name, item in licences().items()}
    assert listed <= versions, "run: make lock"
    here = {plain(found.name) for found in importlib.metadata.distributions()}
    unlisted = {name for name, _ in versions if name in here} - {name for name, _ in listed}
    # The list's own tool leaves out itself, what it needs, and what installs.
    assert unlisted <= {"pip", "pip-licenses", "prettytable", "wcwidth", "setuptools", "tomli", "wheel"}


def test_every_package_has_a_licence_under_which_the_book_may_be_passed_on():
    closed = [
        f"{name}: {item['License'][:60]}"
        for name, item in licences().items()
        if name not in SAID_IN_A_FILE and not any(word in item["License"] for word in OPEN)
    ]
    assert closed == []
    for name in SAID_IN_A_FILE:
        assert licences()[name]["License"] == "UNKNOWN", f"{name} now says its licence itself"


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.stem
)
class TestWorkflow:
    def test_its_actions_are_pinned_by_commit(self, path):
        used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
        assert used
        assert [name for name in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name)] == []

    def test_it_may_only_read_unless_a_job_publishes_the_pages(self, path):
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {"contents": "read"}
        for job in workflow["jobs"].values():
            assert set(job.get("permissions", {})) <= {"pages", "id-token"}
            if "permissions" in job:
                assert job["if"] == "github.event_name == 'push' && github.ref == 'refs/heads/main'"

    def test_no_secret_is_within_reach_of_a_pull_request(self, path):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"secrets\.|pull_request_target|workflow_run|GITHUB_TOKEN", text)
        assert "${{ github.event." not in text and "${{ github.head_ref" not in text
        assert text.count("actions/checkout@") == text.count("persist-credentials: false")


def test_the_scheduled_workflow_audits_what_is_locked():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "audit.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["audit"]["steps"][-1] == {"run": "make audit"}
    assert "pip-audit --requirement requirements.txt --require-hashes" in (ROOT / "Makefile").read_text()
