"""Runs spread over a Dask cluster: code, tables and chapter travel with the task, outputs come back as bytes.

A worker needs the locked environment and nothing else: no checkout, no shared disk. What it is sent is unpacked in its
own folder, and a process of its own runs the chapters there, so that the worker itself stays as it was. Dask gives the
runs of a lost worker to another one.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lib import inputs
from lib.execution import Result, Task
from lib.records import CallError

_CONNECT_SECONDS = 10
# All that a run needs beside its chapter.
_SENT = ("lib", "seeds", "CITATION.cff", "_config.yml", "_toc.yml", "pyproject.toml", inputs.LOCK)
_DATE = (1980, 1, 1, 0, 0, 0)  # the same files make the same package on every day


def package(root: Path = inputs.ROOT) -> bytes:
    """Return code and tables as a zip, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _SENT:
            top = root / name
            for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
                if path.is_file() and "__pycache__" not in path.parts:
                    about = zipfile.ZipInfo(path.relative_to(root).as_posix(), _DATE)
                    about.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(about, path.read_bytes())
        archive.writestr(zipfile.ZipInfo("chapters/.here", _DATE), b"")
    return buffer.getvalue()


def run(tasks: Sequence[Task], scheduler: str, tell: Any) -> Iterator[Result]:
    """Do some runs on the cluster at an address; yields each result as it comes, failures among them.

    Raises CallError if there is no scheduler at the address, or Dask is not installed.
    """
    try:
        import cloudpickle
        from distributed import Client, as_completed
    except ImportError:
        raise CallError(
            "--scheduler needs Dask. Install it: pip install 'sharing-the-burden[cluster]'"
        ) from None
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise CallError(
            f'There is no Dask scheduler at "{scheduler}" ({type(error).__name__}). Start one: dask scheduler'
        ) from None
    # The worker has no module `lib` to look the function up in.
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    try:
        with client:
            tell(f"{len(client.scheduler_info(n_workers=-1)['workers'])} workers at {scheduler}")
            sent, by_key = package(), {}
            work = cloudpickle.dumps(_work)
            for task in tasks:
                future = client.submit(_unpacked, work, sent, asdict(task), pure=False)
                by_key[future.key] = (future, task)
            for done in as_completed([future for future, _ in by_key.values()], loop=client.loop):
                task = by_key.pop(done.key)[1]
                if done.status == "finished":
                    yield Result(task, **done.result())
                else:
                    said = repr(done.exception())
                    yield Result(
                        task,
                        error=f"{task.id}: no worker could run it: {said}\n"
                        f"  what was stored is unchanged; rerun it alone with: {task.rerun}",
                    )
    finally:
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])


def _unpacked(work: bytes, sent: bytes, task: dict[str, Any]) -> dict[str, Any]:
    import cloudpickle

    return cloudpickle.loads(work)(sent, task)


def _work(sent: bytes, task: dict[str, Any]) -> dict[str, Any]:
    """Do one run on a worker, in the process that this thread keeps for this package."""
    import hashlib
    import io
    import os
    import pickle
    import subprocess
    import sys
    import threading
    import zipfile
    from pathlib import Path

    from distributed import get_worker

    worker = get_worker()
    key = hashlib.sha256(sent).hexdigest()[:16]
    root = Path(worker.local_directory) / f"book-{key}"
    if not root.exists():
        partial = root.with_name(f"{root.name}-{threading.get_ident()}")
        with zipfile.ZipFile(io.BytesIO(sent)) as archive:
            archive.extractall(partial)
        try:
            partial.rename(root)
        except OSError:
            if not root.exists():
                raise
    if not hasattr(worker, "book_processes"):
        worker.book_processes = {}
    kept, mine = worker.book_processes, (key, threading.get_ident())
    if mine not in kept or kept[mine].poll() is not None:
        kept[mine] = subprocess.Popen(
            [sys.executable, "-m", "lib.worker"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
    process = kept[mine]
    pickle.dump(task, process.stdin)
    process.stdin.flush()
    try:
        return pickle.load(process.stdout)
    except EOFError:
        code = process.wait()
        raise RuntimeError(
            f"the process of the run ended on its worker (code {code}), perhaps for want of memory"
        ) from None
