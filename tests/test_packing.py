"""A zip that is passed on has the same bytes whenever and by whomever it is packed."""

import io
import os
import zipfile

import pytest

from lib import packing
from lib.records import CallError


def packed(folder, tmp_path, name):
    target = tmp_path / name
    packing.pack(folder, target, "top")
    return target.read_bytes()


def test_a_zip_has_the_same_bytes_whenever_and_by_whomever_its_files_were_written(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764028800")
    for n, name in enumerate(("one", "two")):
        for file in sorted(("b", "a"), reverse=bool(n)):
            path = tmp_path / name / file
            path.parent.mkdir(exist_ok=True)
            path.write_text("the same")
            path.chmod(0o600 if n else 0o644)
            os.utime(path, (n, n))
    first = packed(tmp_path / "one", tmp_path, "one.zip")
    assert first == packed(tmp_path / "two", tmp_path, "two.zip")
    entry = zipfile.ZipFile(io.BytesIO(first)).infolist()[0]
    assert (entry.filename, entry.date_time[:3]) == ("top/a", (2025, 11, 25))


def test_the_time_of_a_release_is_source_date_epoch_or_the_day_of_the_edition(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert packing.moment() == 1795392000  # 23 November 2026, midnight UTC
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12")
    assert packing.moment() == 12
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(CallError, match='expected whole seconds since 1970, found "yesterday"'):
        packing.moment()
