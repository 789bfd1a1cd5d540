"""Dask does the tasks: real processes of a cluster, one of which is killed."""

import os
import signal

import pandas as pd
import pytest

from estimator import estimate_cohort
from estimator.cohort.cohort import run_cohort
from estimator.cohort.crews import crew_of
from estimator.errors import InputError
from tests.cohort.conftest import PART_ROWS, contents, made_up, results, run, settings

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.parquet"
    made_up(rows=4000).sort_values("date", kind="stable").to_parquet(path, row_group_size=100)
    return path


def test_a_cluster_makes_what_one_process_does_though_a_worker_is_killed(cluster, log, tmp_path):
    run(log, tmp_path / "alone")
    killed = []

    def kill_one(progress):
        if progress.what == "part" and progress.done and not killed:
            (process, *_) = (worker.process.process for worker in cluster.workers.values())
            killed.append(process.pid)
            os.kill(process.pid, signal.SIGKILL)

    crew = crew_of(scheduler=cluster.scheduler_address)
    try:
        run_cohort([log], tmp_path / "out", settings(), crew, tell=kill_one)
    finally:
        crew.close()
    assert killed
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")


def test_a_frame_of_dask_is_estimated(cluster, tmp_path):
    dataframe = pytest.importorskip("dask.dataframe")
    records = made_up()
    done = estimate_cohort(
        dataframe.from_pandas(records, npartitions=4),
        tmp_path / "out",
        part_rows=PART_ROWS,
        scheduler=cluster.scheduler_address,
    )
    assert done["rows"]["counted"] == len(records)
    records.to_parquet(tmp_path / "log.parquet")
    run(tmp_path / "log.parquet", tmp_path / "alone")
    pd.testing.assert_frame_equal(results(tmp_path / "out"), results(tmp_path / "alone"))


def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("estimator.cohort.crews._SCHEDULER_SECONDS", 1)
    with pytest.raises(InputError, match=r"No scheduler of Dask answers at 'tcp://127\.0\.0\.1:9'"):
        crew_of(scheduler="tcp://127.0.0.1:9")
