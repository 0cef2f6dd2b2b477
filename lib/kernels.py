"""Kernels that start warm: forked from a server that has the imports, the tables and the typeface loaded.

An ordinary kernel spends over a second on imports before its first cell. Here a server process imports once; each run
gets a fork of it, which nobody has run anything in, so that no state leaks from one run into the next. Papermill and
ipykernel are the ordinary ones: only the launching of the process is ours (a kernel provisioner).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.metadata import EntryPoint
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from lib import guard, private

NAME, GROUP = "book-warm", "jupyter_client.kernel_provisioners"
TEXT_LIMIT = 1_000_000  # the longest text, in characters, that a cell may print
# Variables of the environment that the kernels started from this context get, beside those of the process.
_extra: ContextVar[Mapping[str, str] | None] = ContextVar("extra", default=None)
# The bookkeeping of multiprocessing is not made for threads.
_lock = Lock()
_ordinary = ""  # the provisioner outside of all blocks of `warm`
_within = 0  # blocks of `warm` that are open now, in all threads
_can_fork = "forkserver" in multiprocessing.get_all_start_methods()


@contextmanager
def warm(environment: Mapping[str, str]) -> Iterator[None]:
    """Within the block, kernels that this thread starts are forks of the warm server and get these variables too.

    Where a process cannot fork (Windows), they are ordinary kernels; `cold_reason` says so.
    """
    global _within, _ordinary
    with _lock:
        factory = KernelProvisionerFactory.instance()  # two threads at once would make two
        if not _within:
            # A checkout that was unpacked and not installed has no entry points of its own.
            factory.provisioners.setdefault(NAME, EntryPoint(NAME, "lib.kernels:WarmProvisioner", GROUP))
            _ordinary, factory.default_provisioner_name = factory.default_provisioner_name, NAME
        _within += 1
    token = _extra.set(environment)
    try:
        yield
    finally:
        _extra.reset(token)
        with _lock:
            _within -= 1
            # A thread that is about to start its kernel still needs ours.
            if not _within:
                factory.default_provisioner_name = _ordinary


def cold_reason() -> str:
    """Say why kernels start cold on this machine; empty if they start warm."""
    return "" if _can_fork else "this system cannot fork processes, so that every kernel starts cold (slower)"


class WarmProvisioner(LocalProvisioner):
    """Launches a kernel as a fork of the server; interrupting, killing and waiting are those of a local kernel."""

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Prepare the start; the file by which the kernel is found goes with the folder of its run."""
        if folder := (_extra.get() or {}).get("JUPYTER_RUNTIME_DIR"):
            self.parent.connection_file = str(Path(folder) / "kernel.json")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Start the kernel, without the secrets of our environment, and return its connection information."""
        kwargs["env"] = {**private.public(kwargs.get("env") or os.environ), **(_extra.get() or {})}
        if _can_fork:
            arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
            process = _fork(arguments, kwargs["env"], str(kwargs.get("cwd") or Path.cwd()))
            self.process = _Child(process)
            self.pid = self.pgid = process.pid
        else:
            await super().launch_kernel(cmd, **kwargs)
        guard.watch(self.pid or 0)
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the end of the kernel; what it has started and left ends with it."""
        group = self.pid
        code = await super().wait()
        guard.end(group or 0)
        return code


def _fork(arguments: list[str], environment: dict[str, str], folder: str) -> BaseProcess:
    context = multiprocessing.get_context("forkserver")
    with _lock:
        context.set_forkserver_preload(["lib.preloaded"])
        process = context.Process(target=_run, args=(arguments, environment, folder), daemon=True)
        # Every fork would otherwise run the main program of this process again, up to its guard.
        main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
        try:
            process.start()
        finally:
            sys.modules["__main__"] = main
    return process


def _run(arguments: list[str], environment: dict[str, str], folder: str) -> None:
    """Be a kernel: what the command line of an ordinary one does, in a process that is there already."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    # What a cell's own processes print is in the chapter and need not be on the terminal as well.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.path.insert(0, "")
    from ipykernel.iostream import OutStream
    from ipykernel.kernelapp import IPKernelApp

    # A longer text is not sent, only so much of it that the run fails for its length.
    write = OutStream.write
    setattr(OutStream, "write", lambda stream, text: write(stream, text[: TEXT_LIMIT + 1]))  # noqa: B010
    app = IPKernelApp.instance()
    # The kernel ends by itself when the process that it looks to is gone: here that is the server.
    app.initialize([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    app.start()


class _Child:
    """A forked kernel with the methods of subprocess.Popen that a local provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        with _lock:
            return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self.poll()

    def send_signal(self, signum: int) -> None:
        os.kill(self._process.pid or 0, signum)

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()
