"""The records of the five source articles: what must hold within them, and against the texts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from lib.records import Claim, Document, Problem, nearest, quoted

KINDS = ("number", "date", "attendance", "quote", "forecast", "first-time", "institution")
VERDICTS = ("supported", "contradicted", "outdated", "unverifiable")
LONGEST_QUOTATION = 40  # words; the articles are other people's texts
_MOST_BYTES = 5_000_000  # the longest of the five has some thousands


def problems(documents: Iterable[Document], sources: Collection[str]) -> Iterator[Problem]:
    """Find claims with an unknown kind, verdict or source, a second use of an id, or too long a quotation."""
    seen: dict[str, str] = {}
    for document in documents:
        file = f"seeds/documents/{Path(document.file).stem}.yml"
        if document.source_id not in sources:
            yield _unknown_source(file, "source_id", document.source_id, sources)
        for claim in document.claims:
            if claim.id in seen:
                yield Problem(
                    file, claim.id, "an id used once", f"it again after {seen[claim.id]}", "Take a new id."
                )
            seen[claim.id] = file
            yield from _claim_problems(file, claim, sources)


def _claim_problems(file: str, claim: Claim, sources: Collection[str]) -> Iterator[Problem]:
    for name, value, known in (("kind", claim.kind, KINDS), ("verdict", claim.verdict, VERDICTS)):
        if value not in known:
            remedy = f"Correct it.{nearest(value, known)}"
            yield Problem(file, f"{claim.id}, {name}", f"one of {', '.join(known)}", quoted(value), remedy)
    for key in claim.evidence:
        if key not in sources:
            yield _unknown_source(file, f"{claim.id}, evidence", key, sources)
    if claim.verdict in ("supported", "contradicted") and not claim.evidence and not claim.facts.get("note"):
        yield Problem(
            file, f"{claim.id}, evidence", "a source or a note", "neither", "Say what the verdict rests on."
        )
    words = len(claim.quotation["text"].split()) if claim.quotation else 0
    if words > LONGEST_QUOTATION:
        yield Problem(
            file,
            f"{claim.id}, quotation",
            f"at most {LONGEST_QUOTATION} words",
            str(words),
            "Shorten the quotation.",
        )


def _unknown_source(file: str, place: str, key: str, sources: Collection[str]) -> Problem:
    remedy = f"Add the source, or correct the key.{nearest(key, sources)}"
    return Problem(file, place, "a key of sources.bib", quoted(key), remedy)


def text_problems(documents: Iterable[Document], folder: Path) -> Iterator[Problem]:
    """Hold every record against the article's text: its digest, its length, each place and each quotation."""
    for document in documents:
        path = folder / document.file
        if not path.is_file():
            yield Problem(
                document.file, "", "the article's text", f"no such file in {folder}", "Put it there."
            )
            continue
        if (size := path.stat().st_size) > _MOST_BYTES:
            yield Problem(
                document.file, "", "the text of an article", f"{size:,} bytes", "Put the text there."
            )
            continue
        content = path.read_bytes()
        # In another encoding the signs that are no UTF-8 count as one each, so that its places can be told.
        text = content.decode("utf-8", errors="replace")
        if hashlib.sha256(content).hexdigest() != document.sha256:
            yield Problem(
                document.file,
                "",
                f"the text that was read (SHA-256 {document.sha256[:12]}…)",
                "another text",
                "Compare the two; the record holds for the text it was made from.",
            )
        if len(text) != document.characters:
            yield Problem(
                document.file,
                "",
                f"{document.characters} characters",
                str(len(text)),
                "Compare the two texts.",
            )
        for claim in document.claims:
            yield from _place_problems(document.file, claim, text)


def _place_problems(file: str, claim: Claim, text: str) -> Iterator[Problem]:
    start, end = claim.place["start"], claim.place["end"]
    span = text[start:end]
    if hashlib.sha256(span.encode()).hexdigest() != claim.place["sha256"]:
        yield Problem(
            file,
            f"{claim.id}, characters {start} to {end}",
            "the words of the claim",
            quoted(span[:60]),
            "Find the place again and record its span and SHA-256.",
        )
    if claim.quotation and claim.quotation["text"] not in span:
        yield Problem(
            file,
            f"{claim.id}, quotation",
            "words that stand at the claim's place",
            quoted(claim.quotation["text"][:60]),
            "Quote the article's own words.",
        )
