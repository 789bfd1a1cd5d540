"""A cohort whose workers are killed, whose disk is full, whose process ends: the rest goes on."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from estimator.cohort.cohort import CohortError
from estimator.cohort.crews import Crew, InThisProcess, crew_of
from estimator.cohort.running import Running
from tests.cohort.conftest import PART_ROWS, contents, made_up, run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def log(tmp_path):
    """Records of which persons are spread over the file: they are read, and then estimated."""
    path = tmp_path / "log.parquet"
    made_up(rows=4000).sort_values("date", kind="stable").to_parquet(path, row_group_size=100)
    return path


@pytest.fixture
def alone(log, tmp_path):
    """What one process makes of them."""
    run(log, tmp_path / "alone")
    return contents(tmp_path / "alone")


def test_a_worker_that_is_killed_is_replaced_and_results_are_those_of_one_process(
    log, alone, tmp_path
):
    killed = []

    def kill_one(progress):
        children = multiprocessing.active_children()
        if progress.what not in killed and progress.done and children:
            killed.append(progress.what)
            os.kill(children[0].pid, signal.SIGKILL)

    crew = crew_of(2)
    try:
        run(log, tmp_path / "out", crew=crew, tell=kill_one)
    finally:
        crew.close()
    assert {"read", "part"} <= set(killed)
    assert contents(tmp_path / "out") == alone


def test_threads_make_the_same(log, alone, tmp_path):
    crew = crew_of(3, threads=True)
    try:
        run(log, tmp_path / "out", crew=crew)
    finally:
        crew.close()
    assert contents(tmp_path / "out") == alone


def test_a_task_that_ends_each_worker_keeps_no_other():
    came = {}
    crew = crew_of(2)
    try:
        Running(crew, lambda task: (ended_by_three, (task,))).run(
            range(8), lambda task, value, why: came.__setitem__(task, value or why)
        )
    finally:
        crew.close()
    why = came.pop(3)
    assert why.startswith("Its worker was ended each time")
    assert came == {number: number + 100 for number in (0, 1, 2, 4, 5, 6, 7)}


def ended_by_three(task):
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task + 100


@pytest.mark.parametrize("sign", ["work/done/read-00003.json", "results/part-00002.parquet"])
def test_a_program_that_is_killed_goes_on_where_it_was(log, alone, tmp_path, sign):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "estimator", "cohort", str(log), "--out", str(out)]
    command += ["--workers", "1", "--part-rows", str(PART_ROWS)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        while not (out / sign).exists():
            assert process.poll() is None
    finally:
        process.kill()
        process.wait()
    assert not (out / "manifest.json").exists()
    done = {path: path.stat().st_mtime_ns for path in (out / "work" / "done").glob("*.json")}
    assert subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300).returncode == 0
    assert contents(out) == alone
    assert (
        done.items()
        <= {path: path.stat().st_mtime_ns for path in (out / "work" / "done").iterdir()}.items()
    )


def test_a_full_disk_leaves_nothing_half_written(log, alone, disk):
    out = disk.folder / "out"
    filled = []

    def fill(progress):
        if progress.what == "part" and progress.done == 3 and not filled:
            filled.append(True)
            disk.fill()

    with pytest.raises(CohortError, match="can't be written"):
        run(log, out, tell=fill)
    there = {path.name: path.read_bytes() for path in (out / "results").glob("part-*")}
    assert len(there) >= 3
    assert there.items() <= alone.items()
    assert not (out / "manifest.json").exists()
    disk.free()
    run(log, out)
    assert contents(out) == alone


def test_an_executor_that_breaks_and_is_not_ours_is_told():
    class Broken(InThisProcess):
        def submit(self, fn, /, *args, **kwargs):
            future = super().submit(len, ())
            future._exception = multiprocessing.ProcessError("gone")
            return future

    came = {}
    Running(Crew(Broken(), 1), lambda task: (len, ((),))).run(
        range(3), lambda task, value, why: came.__setitem__(task, why)
    )
    assert came == dict.fromkeys(range(3), "ProcessError: gone")
