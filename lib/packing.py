"""Files that are passed on: a folder as a zip that has the same bytes on every day and machine."""

from __future__ import annotations

import os
import stat
import time
import zipfile
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path

from lib import edition
from lib.records import CallError

NAME = "sharing-the-burden"


def released() -> int:
    """Return the midnight, in UTC, that begins the day of the edition, in seconds since 1970."""
    day = datetime.fromisoformat(str(edition.record()["date-released"]))
    return int(day.replace(tzinfo=UTC).timestamp())


def moment() -> int:
    """Return the time that files of a release bear, in seconds since 1970: SOURCE_DATE_EPOCH, or the day of the edition.

    Raises CallError if SOURCE_DATE_EPOCH is set and no whole number of seconds
    (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return released()
    if not given.isdecimal():
        raise CallError(f'SOURCE_DATE_EPOCH: expected whole seconds since 1970, found "{given}". Unset it.')
    return int(given)


def pack_site(site: Path, target: Path) -> Path:
    """Write a built site as a zip file to take along, in a folder of the name of the edition; returns its path.

    Unpacked, it is read from the disk at its index.html, the search included.
    """
    name = f"{NAME}-{edition.record()['version']}-site"
    packed = target / f"{name}.zip"
    pack(site, packed, name)
    return packed


def pack(folder: Path, target: Path, top: str) -> None:
    """Write a folder as a zip file with all in a folder `top`."""
    files = {
        f"{top}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    pack_files(target, files)


def pack_files(
    target: Path, files: Mapping[str, bytes], stored: Collection[str] = (), when: int | None = None
) -> None:
    """Write files, by their names in the archive and in that order, as a zip file.

    It has the same bytes on every day and machine: each file has the same time, `when` (in seconds since 1970; none is
    that of `moment`), and the same rights. The names in `stored` are not compressed.
    """
    # The form knows no year before 1980.
    bears = max(time.gmtime(moment() if when is None else when)[:6], (1980, 1, 1, 0, 0, 0))
    partial = target.with_name(f"{target.name}.partial")
    with zipfile.ZipFile(partial, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, bears)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever packs it
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, content)
    partial.replace(target)
