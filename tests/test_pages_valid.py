"""Every page is valid HTML, and pages of every kind are accessible in light and dark."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from axe import findings
from served import TOOLS, browser, missing, served

from lib import chapters

pytestmark = pytest.mark.proof

KINDS = [
    "index.html",
    "figures.html",
    "figures/spending-share-change.html",
    "allies.html",
    "allies/poland.html",
    "allies/iceland.html",
    "numbers.html",
    "data/index.html",
    "data/allies.html",
    "search.html?q=Poland",
    "404.html",
    *(f"chapters/{name}.html" for name in [*chapters.names(), "glossary", "methods", "sources"]),
]


@pytest.fixture(scope="module")
def site(built):
    return built / "_build" / "html"


def test_every_page_is_valid_html(site):
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.exists() or not shutil.which("java"):
        missing("the checker of HTML (vnu-jar) or Java is not installed")
    command: list[str | Path] = [
        "java",
        "-jar",
        jar,
        "--skip-non-html",
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    done = subprocess.run([*command, site], capture_output=True, text=True, check=True)
    wrong = [
        f"{message['url'].rpartition('/html/')[2]}, line {message['lastLine']}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
    ]
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_of_every_kind(site, scheme):
    with served(site) as top, browser() as chromium:
        addresses = [f"{top}/{page}" for page in KINDS]
        assert findings(chromium, addresses, scheme) == []
        assert findings(chromium, addresses[:3], scheme, width=360) == []
