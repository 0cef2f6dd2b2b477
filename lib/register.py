"""The register of all published figures: their records, their citations, and which of them a file is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lib import chapters, citation, edition, inputs, stored
from lib.records import BookError, CallError, FigureError, nearest, quoted
from lib.seeds import ROOT

ENDINGS = ("svg", "png", "pdf", "csv")
_NAMED = 12  # more missing files than this are counted, not named
_CITATION_FILES = {ending: style for style, ending in citation.FILES.items()}


def catalogue(root: Path = ROOT) -> list[dict[str, Any]]:
    """Return the record of every figure that the stored chapters publish, in the order of the book.

    Each adds to what the chapter published: the chapter, the page that discusses the figure, the ally if the page is
    an ally's brief, the address, the licence, the book's edition, and the citations by style. It needs no file but
    the chapters themselves, and the briefs that have been run.
    """
    records = []
    briefs = stored.briefs(root)
    for path, record, _ in stored.drawings(root).values():
        item = citation.figure(record)
        of_an_ally = path in briefs
        about = {
            "chapter": chapters.BRIEF if of_an_ally else Path(path).stem,
            "page": f"{'allies' if of_an_ally else 'chapters'}/{Path(path).stem}",
            **({"ally": stored.parameters(briefs[path])["ally"]} if of_an_ally else {}),
            "address": item["URL"],
            "licence": edition.LICENCE,
            "book_edition": item["edition"],
            "citations": {style: citation.cite(item, style) for style in citation.STYLES},
        }
        records.append(record | about)
    return records


def write(root: Path = ROOT) -> list[dict[str, Any]]:
    """Write record and citations of each figure beside its drawings in `_build/figures`, and catalogue.json.

    Files of figures that no chapter publishes any more are removed.
    Returns the records, each with size and SHA-256 of its drawings and data under "files".
    Raises FigureError naming the drawings that no chapter has written yet, the first of them if they are many.
    """
    folder = root / "_build" / "figures"
    records = catalogue(root)
    missing = [f"{r['id']}.{e}" for r in records for e in ENDINGS if not (folder / f"{r['id']}.{e}").exists()]
    if missing:
        more = f" and {len(missing) - _NAMED} other files" if len(missing) > _NAMED else ""
        raise FigureError(
            f"_build/figures has no {', '.join(missing[:_NAMED])}{more}. Run the chapters: book build"
        )
    kept = {record["id"] for record in records}
    for file in folder.iterdir():
        if file.name.partition(".")[0] not in kept:
            file.unlink()
    for record in records:
        contents = {ending: (folder / f"{record['id']}.{ending}").read_bytes() for ending in ENDINGS}
        record["files"] = {
            ending: {"sha256": inputs.digest(content), "bytes": len(content)}
            for ending, content in contents.items()
        }
        (folder / f"{record['id']}.json").write_text(_json(record), encoding="utf-8", newline="")
        for ending, style in _CITATION_FILES.items():
            text = record["citations"][style]
            (folder / f"{record['id']}.{ending}").write_text(text, encoding="utf-8", newline="")
    (folder / "catalogue.json").write_text(_json(records), encoding="utf-8", newline="")
    return records


def published(root: Path = ROOT) -> list[dict[str, Any]]:
    """Return the records as the last build wrote them, with the digests of the files."""
    path = root / "_build" / "figures" / "catalogue.json"
    if not path.exists():
        raise CallError("there is no built register to compare with. Run: make book")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BookError(
            f"_build/figures/catalogue.json: expected the built register, found {error}. Remove _build/html, then: make book"
        ) from None


def find(id: str, records: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the record with this id; CallError names the nearest one if there is none."""
    for record in records:
        if record["id"] == id:
            return record
    known = [record["id"] for record in records]
    raise CallError(f"There is no figure {quoted(id)}.{nearest(id, known)} All figures: book figures")


def citable(id: str, root: Path = ROOT) -> dict[str, Any]:
    """Return the CSL-JSON item of what can be cited under this name: "book", a chapter, a figure's id, or a claim's.

    The id of a claim is that of its entry, such as claim-c24. CallError names the nearest id if there is none.
    """
    from lib import claims, ledger

    titles = stored.titles(root)
    figures = {record["id"]: record for _, record, _ in stored.drawings(root).values()}
    if id == "book":
        return citation.book()
    if id in titles:
        return citation.chapter(id, titles[id])
    if id in figures:
        return citation.figure(figures[id])
    verdicts = {ledger.anchor(item.claim.id): item for item in claims.judged()}
    if id in verdicts:
        return citation.claim(ledger.citable(verdicts[id]))
    known = ["book", *titles, *figures, *verdicts]
    raise CallError(
        f"There is nothing to cite as {quoted(id)}.{nearest(id, known)} All figures: book figures"
    )


def identify(path: Path, records: Sequence[Mapping[str, Any]]) -> str:
    """Say which figure a file is, of which edition, and that it is unaltered.

    `records` is what `published` returns. Raises FigureError if the file is altered or belongs to another
    edition, CallError if it is no figure of the book or no file of a kind that the book publishes.
    """
    from lib import exports  # here, since it loads what draws, and the register draws nothing

    record = find(exports.identity(path), records)
    known = (
        f'figure "{record["id"]}", data edition {record["edition"]}, book edition {record["book_edition"]}'
    )
    digest = inputs.digest(path.read_bytes())
    texts = [_json(record), *(record["citations"][style] for style in _CITATION_FILES.values())]
    digests = {inputs.digest(text.encode("utf-8")) for text in texts}
    if digest in digests | {file["sha256"] for file in record["files"].values()}:
        return f"{path.name}: {known}: unaltered"
    stated = exports.data_edition(path)
    if stated and stated != record["edition"]:
        raise FigureError(
            f'{path.name}: figure "{record["id"]}" of data edition {stated}, not of this release of the book, '
            f"which draws it from {record['edition']}. Compare it with the release that it came from."
        )
    raise FigureError(
        f"{path.name}: says it is {known}, but is not the published file (SHA-256 {digest[:12]}…): it was "
        f"altered, or comes from another release. The published one: {record['address']}"
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
