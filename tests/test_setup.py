"""One list of requirements, one lock with hashes, two doors to the same environment."""

import re
import tomllib

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
    assert environment["dependencies"][-1] == {"pip": ["-r requirements.txt", "-e ."]}
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
