"""The process that does runs on a worker of a cluster: tasks come in, results go out, as pickles on its pipes."""

from __future__ import annotations

import os
import pickle
import sys

from lib.execution import Task, execute


def main() -> None:
    """Do runs until the worker closes the pipe; what kernels print goes to the error output, not between results."""
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


if __name__ == "__main__":
    main()
