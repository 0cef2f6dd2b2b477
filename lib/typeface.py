"""The typeface of the charts, cut down to the characters of the pages and packed for browsers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import font_source_sans_pro

# Three cuts are all that the pages use; a bold italic is slanted from the bold.
CUTS = {"regular": "Regular", "semibold": "Semibold", "italic": "It"}
# What the files and the stylesheet call it.
FAMILY = "Book Sans"
# Latin with the accents of the allies' languages, and the signs that texts and tables use.
CHARACTERS = "".join(
    [
        *map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100))),
        "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŸŹźŻżŽž",
        "–—‘’‚“”„•…‹›€−≤≥≠≈←↑→↓↕\u2009\u202f\u2011",
    ]
)
_FEATURES = ["kern", "liga", "tnum", "lnum"]


def write(folder: Path, characters: Iterable[str] = CHARACTERS) -> None:
    """Write each cut as WOFF2 into a folder, with the licence that has to go along; the same bytes every time."""
    # Loaded here, since only the rendering of the pages needs it.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    folder.mkdir(parents=True, exist_ok=True)
    files = Path(next(iter(font_source_sans_pro.font_files_ttf.values()))).parent
    unicodes = [ord(character) for character in characters]
    for name, cut in CUTS.items():
        font = TTFont(files / f"SourceSansPro-{cut}.ttf", recalcTimestamp=False)
        options = Options(layout_features=_FEATURES, hinting=False, name_IDs=[0, 13, 14])
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=unicodes)
        subsetter.subset(font)
        # Its licence reserves the name for the whole typeface.
        for n, text in {
            1: FAMILY,
            2: name,
            4: f"{FAMILY} {name}",
            6: f"{FAMILY}-{name}".replace(" ", ""),
        }.items():
            font["name"].setName(text, n, 3, 1, 0x409)
        font.flavor = "woff2"
        font.save(folder / f"{name}.woff2", reorderTables=False)
    (folder / "typeface-licence.txt").write_bytes((files / "LICENSE.txt").read_bytes())
