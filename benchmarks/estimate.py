"""Time the estimate of a cohort against a plain pandas merge, DuckDB and Polars.

    python -m benchmarks.estimate [--rows 10000000]

All methods read the same Parquet file, each in a process of its own, and give the
mean intake of each form by person and ISO week; the results are checked equal.
Ours gives ranges, coverage and natto's share besides. Prints seconds, rows per
second and peak memory, the ratios to ours, and the time for one person's year.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from estimator.components import COMPONENTS, FORMS
from estimator.composition_matrix import composition_table

PERSONS: Final = 1000
WEEKS: Final = 53
FIRST_DAY: Final = np.datetime64("2025-12-29")
SEED: Final = 20260101
PERSON_YEAR_ROWS: Final = 3650
RUNS: Final = 3
REGION: Final = "world"


def make_log(rows: int, persons: int = PERSONS) -> pd.DataFrame:
    """Generate food records of persons over a year, seeded; an item each 50 to 250 g."""
    random = np.random.default_rng(SEED)
    foods = composition_table()["food_id"].drop_duplicates().to_numpy("str")
    # People eat a few foods often and many seldom.
    often = random.exponential(size=len(foods)) ** 2
    items = random.choice(len(foods), rows, p=often / often.sum())
    person = np.sort(random.integers(persons, size=rows))
    return pd.DataFrame(
        {
            "person": pd.Categorical.from_codes(
                person, pd.Index([f"person {number:04}" for number in range(persons)])
            ),
            "date": FIRST_DAY + random.integers(7 * WEEKS, size=rows),
            "item": pd.Categorical.from_codes(items, pd.Index(foods)),
            "quantity": random.integers(50, 251, size=rows).astype("float64"),
        }
    )


def wide_composition() -> pd.DataFrame:
    """Return µg/g by food, one column a form, 0 where not known."""
    table = composition_table()
    wide = table[table["region"] == REGION].pivot(
        index="food_id", columns="component", values="value_ug_per_100g"
    )
    return (wide[list(FORMS)] / 100).fillna(0.0).rename_axis(index="item").reset_index()


def ours(path: str) -> pd.DataFrame:
    """Estimate with the library."""
    from estimator.intake import estimate

    intake = estimate(pd.read_parquet(path), by="week", region=REGION).intake
    forms = intake[intake["component"].isin(FORMS)]
    return forms[["person", "period", "component", "estimate_ug"]].fillna({"estimate_ug": 0.0})


def pandas_merge(path: str) -> pd.DataFrame:
    """Merge, multiply and group, as one would at first."""
    log = pd.read_parquet(path)
    log["period"] = _iso_week(log["date"])
    merged = log.astype({"item": "str"}).merge(wide_composition(), on="item")
    for form in FORMS:
        merged[form] *= merged["quantity"]
    sums = merged.groupby(["person", "period"], observed=True)[list(FORMS)].sum()
    return _long(sums.reset_index())


def duckdb_sql(path: str) -> pd.DataFrame:
    """Join and aggregate in DuckDB."""
    import duckdb

    composition = wide_composition()
    forms = ", ".join(f"sum(quantity * {form}) AS {form}" for form in FORMS)
    connection = duckdb.connect()
    connection.register("composition", composition)
    query = f"""
        SELECT person, strftime(date, '%G-W%V') AS period, {forms}
        FROM read_parquet('{path}') JOIN composition USING (item)
        GROUP BY person, period
    """
    return _long(connection.sql(query).df())


def polars_lazy(path: str) -> pd.DataFrame:
    """Join and aggregate in Polars, lazily."""
    import polars as pl

    composition = pl.from_pandas(wide_composition()).lazy()
    result = (
        pl.scan_parquet(path)
        .with_columns(
            pl.col("item").cast(pl.String),
            (
                pl.col("date").dt.iso_year().cast(pl.String)
                + "-W"
                + pl.col("date").dt.week().cast(pl.String).str.zfill(2)
            ).alias("period"),
        )
        .join(composition, on="item")
        .group_by("person", "period")
        .agg([(pl.col("quantity") * pl.col(form)).sum().alias(form) for form in FORMS])
        .with_columns(pl.col("person").cast(pl.String))
        .collect()
    )
    return _long(pd.DataFrame(result.to_dict(as_series=False)))


METHODS: Final[dict[str, Callable[[str], pd.DataFrame]]] = {
    "ours": ours,
    "pandas merge": pandas_merge,
    "DuckDB": duckdb_sql,
    "Polars": polars_lazy,
}


def _iso_week(dates: pd.Series) -> pd.Series:
    """Return "2026-W07" for each date, computed once per distinct date."""
    distinct = dates.drop_duplicates()
    labels = distinct.dt.strftime("%G-W%V")
    return dates.map(dict(zip(distinct, labels, strict=True)))


def _long(sums: pd.DataFrame) -> pd.DataFrame:
    return sums.melt(["person", "period"], list(FORMS), "component", "estimate_ug")


def _checksum(result: pd.DataFrame) -> list[float]:
    """Return the sum of each form, and of each form times the rank of person and week."""
    ordered = result.assign(person=result["person"].astype("str")).sort_values(
        ["person", "period", "component"]
    )
    values = ordered["estimate_ug"].to_numpy().reshape(-1, len(FORMS))
    ranks = np.arange(1, len(values) + 1)[:, None]
    return [*values.sum(axis=0), *(values * ranks).sum(axis=0)]


def run_method(name: str, path: str) -> None:
    """Run one method in this process; print seconds, peak memory and checksum as JSON."""
    wide_composition()  # read by every method alike, before the clock starts
    start = time.perf_counter()
    result = METHODS[name](path)
    seconds = time.perf_counter() - start
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb, "checksum": _checksum(result)}))


def compare(rows: int) -> None:
    """Run every method a few times in turn, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "log.parquet")
        make_log(rows).to_parquet(path)
        runs: dict[str, list[dict[str, object]]] = {name: [] for name in METHODS}
        for _ in range(RUNS):
            for name in METHODS:
                command = [sys.executable, "-m", "benchmarks.estimate", "--method", name, path]
                done = subprocess.run(command, capture_output=True, check=True, text=True)
                runs[name].append(json.loads(done.stdout))
    np.testing.assert_allclose(
        [results[0]["checksum"] for results in runs.values()],
        [runs["ours"][0]["checksum"]] * len(runs),
        rtol=1e-9,
    )
    seconds = {
        name: statistics.median(run["seconds"] for run in results) for name, results in runs.items()
    }
    print(f"{rows:,} rows, {PERSONS} persons, {WEEKS} weeks; median of {RUNS}; results equal")
    print(f"{'':14}{'s':>8}{'M rows/s':>10}{'x ours':>8}{'peak MB':>9}")
    for name, results in runs.items():
        took = float(seconds[name])
        peak = max(float(run["peak_mb"]) for run in results)
        ratio = took / float(seconds["ours"])
        print(f"{name:14}{took:8.2f}{rows / took / 1e6:10.1f}{ratio:8.1f}{peak:9.0f}")


def time_person_year() -> None:
    """Print the median time of one person's year, from a frame of plain text columns."""
    from estimator.intake import estimate

    log = make_log(PERSON_YEAR_ROWS, persons=1).astype({"person": "str", "item": "str"})
    estimate(log, by="week")
    times = []
    for _ in range(200):
        start = time.perf_counter()
        estimate(log, by="week")
        times.append(time.perf_counter() - start)
    print(
        f"one person-year ({PERSON_YEAR_ROWS:,} rows, {len(COMPONENTS) - 1} components): "
        f"{1000 * statistics.median(times):.2f} ms"
    )


def main() -> None:
    """Compare, or run one method for the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--method", choices=METHODS, help=argparse.SUPPRESS)
    parser.add_argument("path", nargs="?", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.method:
        run_method(options.method, options.path)
    else:
        time_person_year()
        compare(options.rows)


if __name__ == "__main__":
    main()
