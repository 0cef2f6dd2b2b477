"""An edition of the book as an archive can take it in: sources, site, figures, manifest and an RO-Crate, as folder and zip."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lib import building, chapters, edition, inputs, manifest, packing, register, runs, seeds
from lib.records import BookError, CallError

NAME = packing.NAME
CRATE = "ro-crate-metadata.json"
_MIT = "https://spdx.org/licenses/MIT"
_FORMS = {
    ".bib": "application/x-bibtex",
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".yml": "application/yaml",
}


def release(jobs: int, scheduler: str, tell: runs.Tell) -> Path:
    """Make the folder and the zip of the present edition from the present commit; returns the zip.

    Raises CallError if the checkout is at no commit or differs from it, BookError if the book cannot be built.
    """
    root = inputs.ROOT
    commit = manifest.commit(root)
    if commit is None:
        raise CallError("a release is made from a commit, and this folder is no checkout. Run: git clone …")
    if commit.endswith("+changes"):
        changed = _git(root, "status", "--short").splitlines()
        raise CallError("\n".join(["a release is made from a commit; commit or undo first:", *changed]))
    site = building.build(jobs, scheduler, tell, on_paper=True)
    folder = runs.BUILD / "release" / str(edition.record()["version"])
    stage = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(stage, ignore_errors=True)
    for name in _git(root, "ls-files", "-z").split("\0"):
        _copy(root / name, stage / name)
    shutil.copytree(site, stage / "site")
    for path in sorted(runs.FIGURES.iterdir()):
        _copy(path, stage / "figures" / path.name)
    _copy(building.manifest_path(), stage / manifest.NAME)
    (stage / CRATE).write_text(crate(stage, commit), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    stage.replace(folder)
    packed = folder.with_name(f"{NAME}-{folder.name}.zip")
    tell(f"packing {packed.name} …")
    packing.pack(folder, packed, f"{NAME}-{folder.name}")
    return packed


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as error:
        raise BookError(f"git {' '.join(arguments)} failed: {error.stderr.strip()}") from error
    return done.stdout.rstrip("\n\0")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def crate(folder: Path, commit: str) -> str:
    """Return the text of ro-crate-metadata.json (RO-Crate 1.3) that describes a release in a folder."""
    from rocrate.model import ContextEntity, File
    from rocrate.rocrate import ROCrate

    made = ROCrate(version="1.3")
    about = edition.record()
    day = datetime.fromtimestamp(packing.moment(), UTC).date().isoformat()
    licence = made.add(_licence(made, edition.LICENCE_ADDRESS, edition.LICENCE, "For text and figures."))
    code = made.add(_licence(made, _MIT, "MIT", "For the code: lib, tests and the code in the chapters."))
    authors = [
        made.add(ContextEntity(made, f"#author-{n}", _organisation(name)))
        for n, name in enumerate(edition.authors(), start=1)
    ]
    code_state = made.add(ContextEntity(made, "#commit", _property("git commit", commit)))
    root: Any = made.root_dataset
    made.name, made.license = about["title"], licence
    made.description = (
        "A research book whose chapters can be rerun and whose every number leads to its row and its source: "
        "the pages, the figures in all their formats, the inputs, the code, and a manifest with the SHA-256 of each file."
    )
    root["datePublished"], root["author"], root["url"] = day, _one(authors), edition.address()
    root["version"], root["keywords"] = str(about["version"]), ", ".join(about["keywords"])
    root["publisher"] = authors[0]
    root["identifier"] = code_state

    def file(path: Path, words: str, **more: Any) -> File:
        name = path.relative_to(folder).as_posix()
        known = {
            "name": path.name,
            "description": words,
            "contentSize": str(path.stat().st_size),
            "sha256": inputs.digest(path.read_bytes()),
            "encodingFormat": _FORMS.get(path.suffix, "application/octet-stream"),
        }
        return made.add_file(path, name, properties=known | more)

    def dataset(name: str, words: str, parts: Iterable[File]) -> None:
        described = {"name": words.partition(":")[0], "description": words, "license": licence}
        made.add_dataset(folder / name, name, properties=described).append_to("hasPart", list(parts))

    tables = [
        file(folder / "seeds" / entry["path"], entry["description"], name=entry["title"])
        for entry in seeds.descriptor()["resources"]
    ]
    about_tables = [
        file(
            folder / "seeds" / "datapackage.json",
            "Every field of the tables: type, unit, allowed values, keys",
        ),
        file(folder / "seeds" / "sources.bib", "The bibliography, which is the register of sources too"),
    ]
    dataset("seeds/", "Inputs: tables, bibliography, records of the five articles", [*tables, *about_tables])
    titles = {record["id"]: record["title"] for record in register.published()}
    dataset(
        "figures/",
        "Figures: each as SVG, PNG and PDF, with its data as CSV and its citations",
        [
            file(path, titles[path.stem])
            for path in sorted((folder / "figures").iterdir())
            if path.suffix.removeprefix(".") in register.ENDINGS
        ],
    )
    dataset(
        "chapters/",
        "Chapters: notebooks and pages of text, with the outputs of their last run",
        [
            file(path, "A chapter of the book, as it is run or rendered", license=code)
            for path in sorted((folder / "chapters").iterdir())
        ],
    )
    pages = ["index.html", *(f"chapters/{name}.html" for name in chapters.names())]
    dataset(
        "site/",
        "Site: the rendered book, to be opened at index.html",
        [file(folder / "site" / page, "A page of the book") for page in pages],
    )
    file(folder / manifest.NAME, "Inputs, editions of the tables, and the SHA-256 of every file of the site")
    file(folder / "CITATION.cff", "How to cite the book")
    file(folder / "README.md", "How to rerun the book")
    file(folder / "LICENSE", "The licences of code, text and figures", encodingFormat="text/plain")
    return json.dumps(made.metadata.generate(), indent=1, ensure_ascii=False) + "\n"


def _licence(made: Any, address: str, name: str, words: str) -> Any:
    from rocrate.model import ContextEntity

    return ContextEntity(made, address, {"@type": "CreativeWork", "name": name, "description": words})


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name, "url": edition.address()}


def _property(name: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "name": name, "propertyID": name, "value": value}


def _one(values: list[Any]) -> Any:
    # The standard wants a single value outside of a list.
    return values[0] if len(values) == 1 else values
