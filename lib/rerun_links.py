"""Where a page can be rerun or changed: the addresses of its source on GitHub, Binder and Colab, from one setting."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from urllib.parse import quote

import yaml

from lib import inputs
from lib.seeds import ROOT

_GITHUB = "https://github.com/"


class Links(NamedTuple):
    """The addresses that rerun or change one source file; `binder` and `colab` are for notebooks."""

    edit: str
    binder: str
    colab: str
    colab_cell: str


def links(path: str) -> Links | None:
    """Return the addresses of a source file, named by its path in the repository; None if none is set, or elsewhere.

    The one setting is `repository` in _config.yml. Binder builds the environment of environment.yml; Colab has one of its
    own, and `colab_cell` is the text of the cell that adds the book's to it.
    """
    inputs.note(ROOT / "_config.yml")
    url, branch = _repository()
    if not url.startswith(_GITHUB):
        return None
    name, file = url.removeprefix(_GITHUB), quote(path)
    clone = name.rpartition("/")[2]
    return Links(
        edit=f"{url}/edit/{branch}/{file}",
        binder=f"https://mybinder.org/v2/gh/{name}/{branch}?urlpath={quote(f'lab/tree/{path}', safe='')}",
        colab=f"https://colab.research.google.com/github/{name}/blob/{branch}/{file}",
        colab_cell=f"!git clone {url} && pip install -r {clone}/requirements.txt && pip install --no-deps -e {clone}",
    )


@cache
def _repository() -> tuple[str, str]:
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    found = config.get("repository", {})
    return str(found.get("url", "")).rstrip("/"), str(found.get("branch", "main"))
