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

NAME, GROUP = "book-warm", "jupyter_client.kernel_provisioners"
# Variables of the environment that the kernels started from this context get, beside those of the process.
_extra: ContextVar[Mapping[str, str] | None] = ContextVar("extra", default=None)
# The bookkeeping of multiprocessing is not made for threads.
_lock = Lock()
_can_fork = "forkserver" in multiprocessing.get_all_start_methods()


@contextmanager
def warm(environment: Mapping[str, str]) -> Iterator[None]:
    """Within the block, kernels that this thread starts are forks of the warm server and get these variables too.

    Where a process cannot fork (Windows), they are ordinary kernels; `cold_reason` says so.
    """
    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    # A checkout that was unpacked and not installed has no entry points of its own.
    factory.provisioners.setdefault(NAME, EntryPoint(NAME, "lib.kernels:WarmProvisioner", GROUP))
    factory.default_provisioner_name = NAME
    token = _extra.set(environment)
    try:
        yield
    finally:
        _extra.reset(token)
        factory.default_provisioner_name = before


def cold_reason() -> str:
    """Say why kernels start cold on this machine; empty if they start warm."""
    return "" if _can_fork else "this system cannot fork processes, so that every kernel starts cold (slower)"


class WarmProvisioner(LocalProvisioner):
    """Launches a kernel as a fork of the server; interrupting, killing and waiting are those of a local kernel."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Start the kernel and return its connection information."""
        kwargs["env"] = {**(kwargs.get("env") or os.environ), **(_extra.get() or {})}
        if not _can_fork:
            return await super().launch_kernel(cmd, **kwargs)
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        process = _fork(arguments, kwargs["env"], str(kwargs.get("cwd") or Path.cwd()))
        self.process = _Child(process)
        self.pid = self.pgid = process.pid
        return self.connection_info


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
    sys.path.insert(0, "")
    from ipykernel.kernelapp import IPKernelApp

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
