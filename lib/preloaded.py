"""What the server of warm kernels has loaded before it forks: imported by that server alone, never by a chapter."""

from __future__ import annotations

import os
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
# Modules of the book that run chapters or pages, and that no chapter imports.
_APART = (
    "preloaded",
    "kernels",
    "cli",
    "runs",
    "building",
    "execution",
    "cluster",
    "worker",
    "rendering",
    "site",
)

for _name in _LIBRARIES:
    import_module(_name)
for _path in sorted(Path(__file__).parent.glob("*.py")):
    if _path.stem not in _APART and not _path.stem.startswith("__") and not _path.stem.endswith("_site"):
        import_module(f"lib.{_path.stem}")

import pandas as pd  # noqa: E402  (after the variable above)

from lib import seeds, style  # noqa: E402

# pandas asks once, when it is imported, whether it is in a notebook; then it shows this many columns.
pd.set_option("display.max_columns", 20)

style.use()
for _name in seeds.names():
    seeds.table(_name)
seeds.sources()
seeds.documents()
