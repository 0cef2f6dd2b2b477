"""A warm kernel is an ordinary one that starts sooner: nothing leaks, the same outputs, the same ways to stop it."""

import time

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from small import notebook

from lib import execution, kernels
from lib.execution import Task

WIDE = (
    "import pandas as pd\nimport matplotlib.pyplot as plt\n"
    "display(pd.DataFrame([range(30)], columns=[f'a column {n}' for n in range(30)]))\n"
    "print(plt.get_backend())\nplt.plot([1, 2])\nplt.close()\n(1, 'two')"
)


def task(code):
    return Task("small", "small", nbformat.writes(notebook(code)))


def outputs(result):
    assert result.error == ""
    return [cell.get("outputs") for cell in nbformat.reads(result.notebook, as_version=4).cells]


def test_nothing_that_a_run_does_is_there_in_the_next():
    outputs(execution.execute(task("import builtins, pandas\nbuiltins.left = 1\npandas.left = 1")))
    (said,) = outputs(
        execution.execute(
            task("import builtins, pandas\nprint(hasattr(builtins, 'left'), hasattr(pandas, 'left'))")
        )
    )[-1]
    assert said["text"] == "False False\n"


def test_a_warm_kernel_and_a_cold_one_give_the_same_outputs(monkeypatch):
    warm = outputs(execution.execute(task(WIDE)))
    monkeypatch.setattr(kernels, "_can_fork", False)
    assert outputs(execution.execute(task(WIDE))) == warm


def test_where_a_process_cannot_fork_the_reason_is_said(monkeypatch):
    assert kernels.cold_reason() == ""
    monkeypatch.setattr(kernels, "_can_fork", False)
    assert "cannot fork" in kernels.cold_reason()


@pytest.fixture
def kernel():
    """A warm kernel that is running, and its client."""
    manager = KernelManager(kernel_name="python3")
    with kernels.warm({"BOOK_MARK": "here"}):
        manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=30)
    yield manager, client
    client.stop_channels()
    if manager.is_alive():
        manager.shutdown_kernel(now=True)


def ends(manager):
    deadline = time.monotonic() + 20
    while manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not manager.is_alive()


def test_a_warm_kernel_is_interrupted_as_any_other(kernel):
    manager, client = kernel
    running = client.execute("import time\nprint('began')\ntime.sleep(60)")
    while client.get_iopub_msg(timeout=20)["msg_type"] != "stream":
        pass
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=20)
    assert reply["parent_header"]["msg_id"] == running
    assert reply["content"]["ename"] == "KeyboardInterrupt"


def test_a_warm_kernel_is_killed_as_any_other(kernel):
    manager, client = kernel
    client.execute("while True: pass")
    manager.shutdown_kernel(now=True)
    assert ends(manager)


def test_a_warm_kernel_shuts_down_as_any_other(kernel):
    manager, _ = kernel
    manager.shutdown_kernel()
    assert ends(manager)


def test_a_warm_kernel_gets_the_variables_of_its_run(kernel):
    _, client = kernel
    client.execute("import os\nprint(os.environ['BOOK_MARK'])")
    while (message := client.get_iopub_msg(timeout=20))["msg_type"] != "stream":
        pass
    assert message["content"]["text"] == "here\n"
