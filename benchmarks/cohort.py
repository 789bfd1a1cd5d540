"""Time a cohort in one process, in two, and on a cluster of Dask; the results are checked equal.

    python -m benchmarks.cohort [--rows 10000000] [--runs 3] [--ways serial processes dask mixed]

The records are made up as in `benchmarks.estimate`, a million rows of a hundred persons in each of
as many Parquet files as are needed; "mixed" has as many of all persons in each file, in the order
of days, so that all are read and sorted by person first. Each way is the command itself, start and
hashes included.
Prints seconds of the clock and of the processor, rows per second, how often the time of one
process, and the peak memory of the largest process. A way is judged by its median.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from benchmarks.estimate import make_log

ROWS_A_FILE: Final = 1_000_000
PERSONS_A_FILE: Final = 100
WAYS: Final = ("serial", "processes", "threads", "dask", "mixed")


def write_files(folder: Path, rows: int, *, mixed: bool) -> None:
    """Write a file for each million rows, of persons of its own, or each of all persons."""
    folder.mkdir()
    files = max(1, rows // ROWS_A_FILE)
    persons = PERSONS_A_FILE * (files if mixed else 1)
    log = make_log(min(rows, ROWS_A_FILE), persons)
    if mixed:
        log = log.sort_values("date", kind="stable")
    for number in range(files):
        if not mixed:
            names = [f"centre {number:04} {person:04}" for person in range(persons)]
            log["person"] = log["person"].cat.rename_categories(names)
        log.to_parquet(folder / f"part {number:04}.parquet")


@contextmanager
def cluster() -> Iterator[Any]:
    """Run a cluster of two processes, each with one thread."""
    distributed: Any = __import__("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as running,
        distributed.Client(running) as client,
    ):
        yield client


def run(way: str, data: Path, out: Path, client: Any = None) -> dict[str, Any]:
    """Estimate the files in one way."""
    command = [sys.executable, "-m", "estimator", "cohort", str(data), "--out", str(out)]
    command += {
        "serial": ["--workers", "1"],
        "threads": ["--workers", "2", "--threads"],
        "dask": ["--scheduler", client.scheduler.address if client else ""],
    }.get(way, ["--workers", "2"])
    begun = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=_one_thread())
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{way} failed")
    peak, processor = used.ru_maxrss, used.ru_utime + used.ru_stime
    if client:
        workers = client.run(_used).values()
        peak = max(peak, *(one[0] for one in workers))
        processor = sum(one[1] for one in workers)  # since they began
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    return {
        "seconds": seconds,
        "processor": processor,
        "peak_mb": peak / 1024,
        "rows": manifest["rows"]["counted"],
        "results": [one["sha256"] for one in manifest["results"]],
    }


def _used() -> tuple[int, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_maxrss, used.ru_utime + used.ru_stime


def _one_thread() -> dict[str, str]:
    return {**os.environ, "OPENBLAS_NUM_THREADS": "1"}


def measure(rows: int, runs: int, ways: list[str], folder: Path) -> dict[str, dict[str, float]]:
    """Return seconds, processor, peak_mb and rows by way, each the median of its runs."""
    found: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for name in {way == "mixed" for way in ways}:
        write_files(folder / ("mixed" if name else "sorted"), rows, mixed=name)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # of the workers of the cluster, too
    with cluster() if "dask" in ways else nullcontext() as client:
        for number in range(runs):
            for way in ways:
                data = folder / ("mixed" if way == "mixed" else "sorted")
                out = folder / f"{way} {number}"
                found[way].append(run(way, data, out, client if way == "dask" else None))
    same = {tuple(one["results"]) for way in ways if way != "mixed" for one in found[way]}
    if len(same) > 1:
        raise SystemExit("the results differ")
    names = ("seconds", "processor", "peak_mb", "rows")
    return {
        way: {name: statistics.median(one[name] for one in found[way]) for name in names}
        for way in ways
    }


def measure_apart(rows: int, runs: int, ways: list[str]) -> dict[str, dict[str, float]]:
    """Measure in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return measure(rows, runs, ways, Path(folder))


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS))
    options = parser.parse_args()
    found = measure_apart(options.rows, options.runs, options.ways)
    print(f"{options.rows:,} rows, by week; median of {options.runs}; results equal")
    print(f"{'way':10} {'clock, s':>9} {'processor, s':>13} {'M rows/s':>9} {'x serial':>9} MB")
    first = found.get("serial", next(iter(found.values())))
    for way, one in found.items():
        print(
            f"{way:10} {one['seconds']:9.2f} {one['processor']:13.2f} "
            f"{one['rows'] / one['seconds'] / 1e6:9.2f} {one['seconds'] / first['seconds']:9.2f} "
            f"{one['peak_mb']:.0f}"
        )


if __name__ == "__main__":
    main()
