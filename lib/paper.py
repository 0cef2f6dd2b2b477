"""Which editions of the whole book, beside the site, can be made here, and making them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

# The first has no windows and no menus, and is twice as quick; all print the same.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NAME = "sharing-the-burden"


def browser() -> str:
    """Return the path of the browser that prints, or an empty text if this machine has none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None) or ""


def possible() -> list[str]:
    """Return the editions that can be made on this machine: an EPUB always, a PDF where there is a browser."""
    return ["epub", "pdf"] if browser() else ["epub"]


def write(site: Path, wanted: Sequence[str]) -> None:
    """Make some editions of a rendered site and put them into it; raises BookError if one cannot be made."""
    # What makes them is loaded only where they are made.
    from lib import epub_edition, pdf_edition

    for ending in wanted:
        {"epub": epub_edition.write, "pdf": pdf_edition.write}[ending](site, site / f"{NAME}.{ending}")
