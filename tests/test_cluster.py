"""Runs on a Dask cluster give the bytes of one process, in folders without a checkout, and survive a lost worker."""

import re
import signal

import nbformat
import pytest
from small import notebook

from lib import cluster, execution
from lib.execution import Task
from lib.records import CallError

DRAW = """
import time
from lib import charts, figures, seeds
rows = seeds.table("common-funding").head(3)
ax = charts.canvas(2)
ax.plot([1, 2, 3], rows["value"].to_list())
figures.publish(
    ax, "spending-trial-{n}", data=rows[["value", "unit", "source_id"]].assign(n_count=[1, 2, 3]), title="A trial",
    subtitle="EUR million", sources=seeds.keys(rows), credit="NATO", edition="2026-07", alt="A line.", caption="One line.",
)
time.sleep({seconds})
"""


def task(n, seconds=0.0):
    return Task(
        f"trial {n}",
        "trial",
        nbformat.writes(notebook(DRAW.format(n=n, seconds=seconds))),
        {"horizon": 2030 + n},
    )


def bytes_of(results):
    return {result.task.id: (result.error, result.notebook, dict(result.figures)) for result in results}


def test_a_cluster_gives_the_bytes_of_one_process_and_survives_the_loss_of_a_worker(two_workers):
    address, workers = two_workers
    tasks = [task(n, seconds=1.5) for n in range(6)]
    results = []
    for result in cluster.run(tasks, address, lambda line: None):
        results.append(result)
        if len(results) == 1:
            workers[0].send_signal(signal.SIGKILL)
    here = [execution.execute(task) for task in tasks]
    assert bytes_of(results) == bytes_of(here)
    assert {name for result in results for name in result.figures} >= {
        "spending-trial-0.svg",
        "spending-trial-5.png",
    }


def test_a_run_that_fails_on_a_worker_is_reported_with_the_others_finished(two_workers):
    address, _ = two_workers
    wrong = Task("wrong", "wrong", nbformat.writes(notebook("1 / 0")))
    results = {result.task.id: result for result in cluster.run([task(1), wrong], address, lambda line: None)}
    assert results["trial 1"].error == ""
    assert "wrong, cell 3 (1 / 0): ZeroDivisionError" in results["wrong"].error


def test_an_address_without_a_scheduler_is_refused_in_a_line(monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.5)
    with pytest.raises(CallError, match=r'no Dask scheduler at "tcp://127.0.0.1:9"'):
        list(cluster.run([task(1)], "tcp://127.0.0.1:9", lambda line: None))


def test_the_package_of_a_run_is_the_same_on_every_day_and_holds_no_output():
    sent = cluster.package()
    assert sent == cluster.package()
    names = re.findall(rb"[\w./-]+\.(?:py|csv|ipynb|pyc)", sent)
    assert b"lib/execution.py" in names
    assert not [name for name in names if name.endswith((b".pyc", b".ipynb"))]
