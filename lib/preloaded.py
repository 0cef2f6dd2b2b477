"""What the server of warm kernels has loaded before it forks: imported by that server alone, never by a chapter."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path

# What ipykernel sets for matplotlib in a kernel of its own, and matplotlib reads when it is imported.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
# The debugger that every kernel loads would otherwise warn that it may miss breakpoints.
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")

_LIBRARIES = (
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_pdf",
    "matplotlib.backends.backend_svg",
    "pandas.io.formats.html",
)
# What chapters import of the book: its charts and sentences, and beside them these. One that is not named here is
# imported when a chapter asks for it, a little later.
_KINDS = ("*_charts.py", "*_words.py")
_BESIDES = (
    "brief_leads",
    "brief_rows",
    "brief_table",
    "brief_titles",
    "briefs",
    "definitions",
    "figures",
    "funding",
    "ledger",
    "numbers",
    "page",
    "paired",
    "targets",
)

for _name in _LIBRARIES:
    import_module(_name)
for _name in (*_BESIDES, *(path.stem for kind in _KINDS for path in Path(__file__).parent.glob(kind))):
    # What is wrong with a module goes wrong again in the chapter that needs it, and is told there.
    with suppress(Exception):
        import_module(f"lib.{_name}")

import pandas as pd  # noqa: E402  (after the variable above)

# pandas asks once, when it is imported, whether it is in a notebook; then it shows this many columns.
pd.set_option("display.max_columns", 20)

with suppress(Exception):
    from lib import style

    style.use()
with suppress(Exception):
    from lib import seeds

    for _name in seeds.names():
        with suppress(Exception):
            seeds.table(_name)
    seeds.sources()
    seeds.documents()
