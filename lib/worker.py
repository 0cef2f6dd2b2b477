"""The process that does runs on a worker of a cluster: tasks come in, results go out, as pickles on its pipes."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time

from lib.execution import Task, execute


def main() -> None:
    """Do runs until the worker closes the pipe; what kernels print goes to the error output, not between results."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while True:
        try:
            task = Task(**pickle.load(sys.stdin.buffer))
        except EOFError:
            return
        result = execute(task)
        about = {name: getattr(result, name) for name in ("notebook", "figures", "reads", "seconds", "error")}
        pickle.dump(about, out)
        out.flush()


def _end_with(parent: int) -> None:
    """End this process when the worker is gone, even in the middle of a run; its kernels then end too."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    main()
