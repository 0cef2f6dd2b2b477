"""`make mutants`: is a change of the book noticed, by nbval or by a test?

In copies of the book one thing at a time is changed: a cell of a table, an operator, a constant, a colour, a word, a
stored output. The report, on the screen and in _build/report/mutants.csv, says by what each mutant was caught.
"""

import argparse
import csv
import queue
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import judged
import mutations
import spoilings

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "_build" / "report" / "mutants.csv"
FEWEST, SHARE = 150, 0.98
WORKERS = 2
_MEASURES = [
    "spending",
    "revisions",
    "targets",
    "alliance",
    "definitions",
    "funding",
    "meetings",
    "support",
    "rhetoric",
    "attendance",
    "paired",
    "reliability",
    "briefs",
    "brief_leads",
    "brief_rows",
    "brief_parts",
    "brief_facts",
    "brief_table",
    "verdicts",
    "findings",
    "tolerances",
    "claims",
]

# Mutants that nothing catches, by what __str__ says of them, with the reason.
SURVIVORS: dict[str, str] = {
    "seeds/tables/attendance.csv:19 date_end of row 19: 2025-10-15 → 2025-10-16": "nothing in the book is dated on the day after this meeting, and no end of a ministerial is shown",
    "seeds/tables/events.csv:43 theme of row 43: us_nato → aid": "equal: neither theme decides anything in the book; the same events are shown",
    "lib/brief_lead_words.py:100 _level: 0 → -1": "equal: target_id is the key of the table, so one row is left, first and last",
    "lib/funding_charts.py:96 cost_shares: * → /": "equal: the factor is 1 or -1, by which dividing is multiplying",
    "lib/meetings.py:41 intervals: fill_value=True → fill_value=False": "equal: the first row, which alone is filled, is left out of the result",
    "lib/spending.py:120 rises: 9 → 8": "equal: shares have four decimals at most, so both roundings only take binary noise away",
    "lib/support_words.py:34 relative_month: > → >=": "equal: no months apart has been answered before",
    "lib/targets.py:222 beside_shares: 0 → -1": "equal: rows without a level come after all others by their kind, and share one value",
    "lib/rhetoric_charts.py:160 kappa_dots: 1 → 2": "equal: the scale begins at a fifth, so every tick has one decimal",
}


def modules(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the modules of measures, claims, words and charts, with the kinds of mutants that are made of each."""
    names = [path.stem for path in sorted((root / "lib").glob("*.py"))]
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        if name.endswith("_charts") or name == "charts":
            found[name] = ("operator+constant", "word", "colour")
        elif name.endswith("_words") or name == "brief_titles":
            found[name] = ("operator+constant", "word")
        elif name in _MEASURES or name.startswith("claims_"):
            found[name] = ("operator+constant", "condition")
    return found


def everything(root: Path) -> Iterator[mutations.Mutant]:
    """Yield all mutants of the book: the same ones as long as the book is the same."""
    yield from spoilings.of_tables(root)
    yield from spoilings.of_style(root)
    yield from spoilings.of_chapters(root)
    for name, kinds in modules(root).items():
        yield from mutations.of_module(root, f"lib/{name}.py", kinds, each=name.endswith("charts"))


def main() -> int:
    """Judge all mutants, or those that hold some text; returns 1 if too few are caught, or too few were made."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="mutants that hold this text, by kind, file or function")
    options.add_argument("--list", action="store_true", help="list them, and judge none")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as place, judged.loaded():
        copies = [judged.copy(ROOT, Path(place) / str(n)) for n in range(WORKERS)]
        chosen = [m for m in everything(copies[0]) if asked.only in f"{m.kind} {m}"]
        if asked.list:
            print(*(f"{m.kind}: {m}" for m in chosen), sep="\n")
            return 0
        if not asked.only and (wrong := untouched(copies[0], chosen)):
            print(f"the untouched copy fails: {wrong}")
            return 1
        rows = run(chosen, copies)
    report(rows)
    return 0 if asked.only or enough(rows) else 1


def enough(rows: list[dict[str, str]]) -> bool:
    """Return whether there are as many mutants as promised, and as large a part of them was caught."""
    return len(rows) >= FEWEST and sum(bool(row["caught by"]) for row in rows) >= SHARE * len(rows)


def untouched(folder: Path, chosen: list[mutations.Mutant]) -> str:
    """Return what fails in a copy without any change, or an empty text: else every mutant would seem to be caught."""
    tests = sorted(
        {test for m in chosen if m.file.startswith("lib/") for test in judged.tests_of(folder, m.file)}
    )
    chapters = sorted(path.relative_to(folder).as_posix() for path in (folder / "chapters").glob("*.ipynb"))
    asked = [("tests", [test]) for test in tests] + [("nbval", [name]) for name in chapters] + [("check", [])]
    return next((said for how, what in asked if (said := judged.ask(folder, how, what))), "")


def run(chosen: list[mutations.Mutant], copies: list[Path]) -> list[dict[str, str]]:
    """Judge mutants side by side, one copy each worker; returns a row of the report for each, in their order."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for n in range(len(chosen)):
        waiting.put(n)
    rows: dict[int, dict[str, str]] = {}
    broken: list[Exception] = []

    def work(folder: Path) -> None:
        while not broken:
            try:
                n = waiting.get_nowait()
            except queue.Empty:
                return
            m = chosen[n]
            try:
                caught, also, seconds = judged.judge(m, folder)
            except Exception as error:
                broken.append(error)
                return
            rows[n] = {
                "kind": m.kind, "file": m.file, "line": str(m.line), "of": m.of, "before": m.before, "after": m.after,
                "caught by": caught, "also by": also, "seconds": f"{seconds:.1f}",
                "reason": "" if caught else SURVIVORS.get(str(m), ""),
            }  # fmt: skip
            print(
                f"{len(rows)}/{len(chosen)} {m.kind}: {m}: {caught or 'NOT CAUGHT'} ({seconds:.1f} s)",
                flush=True,
            )

    workers = [threading.Thread(target=work, args=(folder,)) for folder in copies]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if broken:
        raise broken[0]
    return [rows[n] for n in sorted(rows)]


def report(rows: list[dict[str, str]]) -> None:
    """Write the report, and print how many were caught by kind and by what, with those that were not."""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    with REPORT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0] if rows else [])
        writer.writeheader()
        writer.writerows(rows)
    made = Counter(row["kind"] for row in rows)
    kept = Counter(row["kind"] for row in rows if not row["caught by"])
    print(f"\n{'kind':20} {'made':>6} {'caught':>6}")
    for kind, number in sorted(made.items()):
        print(f"{kind:20} {number:6} {number - kept[kind]:6}")
    total, survived = sum(made.values()), sum(kept.values())
    print(f"{'all':20} {total:6} {total - survived:6}  {100 * (total - survived) / max(total, 1):.1f} %")
    print("\ncaught by:", ", ".join(f"{how} {n}" for how, n in Counter(map(_how, rows)).most_common() if how))
    for row in rows:
        if not row["caught by"]:
            where = f"{row['file']}:{row['line']} {row['of']}: {row['before']} → {row['after']}"
            print(f"survived: {where}: {row['reason'] or 'no reason known'}")


def _how(row: dict[str, str]) -> str:
    caught = row["caught by"]
    return (
        caught.partition(":")[0]
        if caught.startswith(("nbval", "book check", "rerun"))
        else "a test"
        if caught
        else ""
    )


if __name__ == "__main__":
    sys.exit(main())
