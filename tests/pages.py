"""Measure the built site as a reader on a phone meets it, and check every page: `make pages`.

Lighthouse (simulated slow phone, this machine's Chromium, a local server that compresses) on the main pages, axe on
all pages in light and dark. Prints a table for chapters/methods.md; asserts nothing but that axe finds nothing.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from axe import findings
from served import SWITCHES, TOOLS, browser, served

from lib import chapters, paper, runs

SITE = runs.BUILD / "html"
PAGES = [
    "index.html",
    *(f"chapters/{name}.html" for name in [*chapters.names(), "glossary", "methods", "sources"]),
    "figures/spending-share-change.html",
    "allies/poland.html",
    "allies.html",
    "figures.html",
]
PARTS = ("performance", "accessibility", "best-practices", "seo")


def lighthouse(address):
    """Return the scores of one page, of 100, its first content in seconds, shift, blocking time in ms and weight in KB."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = " ".join(["--headless=new", *SWITCHES, f"--user-data-dir={folder}/profile"])
        command = [
            TOOLS / ".bin" / "lighthouse",
            address,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
        ]
        options = [f"--chrome-flags={flags}", f"--only-categories={','.join(PARTS)}"]
        environment = {**os.environ, "CHROME_PATH": paper.browser()}
        subprocess.run([*command, *options], check=True, env=environment, capture_output=True)
        found = json.loads(report.read_text(encoding="utf-8"))
    audits = found["audits"]
    return [
        *(round(100 * (found["categories"][part]["score"] or 0)) for part in PARTS),
        round(audits["largest-contentful-paint"]["numericValue"] / 1000, 1),
        round(audits["cumulative-layout-shift"]["numericValue"], 3),
        round(audits["total-blocking-time"]["numericValue"]),
        round(audits["total-byte-weight"]["numericValue"] / 1024),
        sorted(id for id, audit in audits.items() if audit["score"] not in (None, 1)),
    ]


def main():
    """Print the table of Lighthouse; then the findings of axe on every page; returns 1 if there is one."""
    print(
        "page,performance,accessibility,best practices,SEO,largest picture (s),shift,blocked (ms),weight (KB)"
    )
    with served(SITE) as address:
        for page in PAGES:
            *values, below = lighthouse(f"{address}/{page}")
            print(",".join([page, *map(str, values)]), flush=True)
            print(f"    not full: {', '.join(below)}" if below else "", file=sys.stderr)
    everything = [path.as_uri() for path in sorted(SITE.rglob("*.html"))]
    with browser() as chromium:
        found = [line for scheme in ("light", "dark") for line in findings(chromium, everything, scheme)]
    print("\n".join(found) or f"axe: no finding on {len(everything)} pages, light and dark")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
