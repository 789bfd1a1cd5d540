"""Time the estimate of a cohort against a plain pandas merge, DuckDB and Polars.

    python -m benchmarks.estimate [--rows 10000000]

All methods read the same Parquet file and give the mean intake of each form by
person and ISO week, grouped by its Monday; the results are checked equal. Each runs
twice in a process of its own: "first" includes what the machine takes to hand out
memory, "again" hardly does; rows per second and the ratios to ours are of that one.

The "means" give no more than that. The "formula" gives variances and coverage as
well, for which each food's grams are summed first; ours gives all that, the K2 total
and natto's share. Where there is a compiler, "limit in C" is one loop over the rows, means
alone: a line to look at. Prints peak memory too, and the time for one person's year.
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
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from benchmarks import limit
from estimator.components import COMPONENTS, FORMS
from estimator.composition.table import composition_matrix, composition_table

if TYPE_CHECKING:
    import polars

PERSONS: Final = 1000
WEEKS: Final = 53
FIRST_DAY: Final = np.datetime64("2025-12-29")
SEED: Final = 20260101
PERSON_YEAR_ROWS: Final = 3650
RUNS: Final = 5
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
    """Return by food, for each form: µg/g (0 where not known), variance, whether uncovered."""
    matrix = composition_matrix(REGION)
    forms = slice(0, len(FORMS))
    uncovered = (matrix.counts & ~matrix.known).astype(float)
    columns = {"": matrix.mean, "_variance": matrix.variance, "_uncovered": uncovered}
    return pd.concat(
        [
            pd.DataFrame(values[:, forms]).set_axis([f"{form}{name}" for form in FORMS], axis=1)
            for name, values in columns.items()
        ],
        axis=1,
    ).assign(item=matrix.items[: matrix.n_foods], counted=matrix.counts[:, 0].astype(float))


def ours(path: str) -> pd.DataFrame:
    """Estimate with the library."""
    from estimator.calculation.intake import estimate

    return estimate(pd.read_parquet(path), by="week", region=REGION).intake


def pandas_merge(path: str) -> pd.DataFrame:
    """Merge, multiply and group, as one would at first."""
    log = pd.read_parquet(path)
    log["monday"] = log["date"] - pd.to_timedelta(log["date"].dt.weekday, unit="D")
    merged = log.merge(wide_composition()[["item", *FORMS]], on="item")
    for form in FORMS:
        merged[form] *= merged["quantity"]
    sums = merged.groupby(["person", "monday"], observed=True)[list(FORMS)].sum()
    return sums.reset_index()


def duckdb_means(path: str) -> pd.DataFrame:
    """Join and aggregate in DuckDB, means alone."""
    return _duckdb(
        f"SELECT person, date_trunc('week', date) AS monday, {_sums_sql()} "
        f"FROM read_parquet('{path}') JOIN composition USING (item) GROUP BY ALL"
    )


def duckdb_formula(path: str) -> pd.DataFrame:
    """Sum each food's grams first, as variances need, then join and aggregate in DuckDB."""
    moments = ", ".join(
        f"sum(quantity * quantity * {form}_variance) AS {form}_variance, "
        f"1 - sum(quantity * {form}_uncovered) / sum(quantity * counted) AS {form}_coverage"
        for form in FORMS
    )
    return _duckdb(
        f"SELECT person, monday, {_sums_sql()}, {moments} FROM ("
        "SELECT person, date_trunc('week', date) AS monday, item, sum(quantity) AS quantity "
        f"FROM read_parquet('{path}') GROUP BY ALL) JOIN composition USING (item) GROUP BY ALL"
    )


def _sums_sql() -> str:
    return ", ".join(f"sum(quantity * {form}) AS {form}" for form in FORMS)


def _duckdb(query: str) -> pd.DataFrame:
    import duckdb

    connection = duckdb.connect()
    connection.register("composition", wide_composition())
    return connection.sql(query).df()


def polars_means(path: str) -> pd.DataFrame:
    """Join and aggregate in Polars, means alone."""
    log, composition = _polars_inputs(path)
    means = log.join(composition, on="item").group_by("person", "monday").agg(_sums_polars())
    return means.collect().to_pandas()


def polars_formula(path: str) -> pd.DataFrame:
    """Sum each food's grams first, as variances need, then join and aggregate in Polars."""
    import polars as pl

    log, composition = _polars_inputs(path)
    grams = pl.col("quantity")
    counted = (grams * pl.col("counted")).sum()
    moments = []
    for form in FORMS:
        variance = (grams * grams * pl.col(f"{form}_variance")).sum()
        coverage = 1 - (grams * pl.col(f"{form}_uncovered")).sum() / counted
        moments += [variance.alias(f"{form}_variance"), coverage.alias(f"{form}_coverage")]
    eaten = log.group_by("person", "monday", "item").agg(grams.sum())
    result = (
        eaten.join(composition, on="item")
        .group_by("person", "monday")
        .agg(_sums_polars() + moments)
    )
    return result.collect().to_pandas()


def _polars_inputs(path: str) -> tuple["polars.LazyFrame", "polars.LazyFrame"]:
    """Return the log with its weeks and the composition, joined on the file's categories."""
    import polars as pl

    log = pl.scan_parquet(path).with_columns(pl.col("date").dt.truncate("1w").alias("monday"))
    composition = pl.from_pandas(wide_composition()).lazy()
    return log, composition.cast({"item": log.collect_schema()["item"]})


def _sums_polars() -> list["polars.Expr"]:
    import polars as pl

    return [(pl.col("quantity") * pl.col(form)).sum().alias(form) for form in FORMS]


def limit_means(path: str) -> pd.DataFrame:
    """Run one loop in C over the rows, means alone."""
    # Dishes count by what they are made of, which is in their rows of the matrix as well.
    return limit.means(path, wide_composition(), list(FORMS), FIRST_DAY, WEEKS)


METHODS: Final[dict[str, Callable[[str], pd.DataFrame]]] = {
    "ours": ours,
    "pandas merge, means": pandas_merge,
    "DuckDB, means": duckdb_means,
    "Polars, means": polars_means,
    "DuckDB, formula": duckdb_formula,
    "Polars, formula": polars_formula,
    **({"limit in C, means": limit_means} if limit.can_be_made() else {}),
}


def _checksum(result: pd.DataFrame) -> list[float]:
    """Return the sum of each form, and of each form times the rank of person and week."""
    if "component" in result:
        tall = result.astype({"component": "str"}).pivot(
            index=["person", "period"], columns="component", values="estimate_ug"
        )
        wide = tall.fillna(0.0)
    else:
        wide = result.astype({"person": "str"}).set_index(["person", "monday"])
    values = wide.sort_index()[list(FORMS)].to_numpy()
    ranks = np.arange(1, len(values) + 1)[:, None]
    return [*values.sum(axis=0), *(values * ranks).sum(axis=0)]


def run_method(name: str, path: str) -> None:
    """Run one method in this process; print seconds, peak memory and checksum as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        # Imports and cached tables are no part of the time.
        small = str(Path(folder) / "small.parquet")
        make_log(PERSON_YEAR_ROWS).to_parquet(small)
        METHODS[name](small)
    seconds = []
    for _ in ("first", "again"):
        start = time.perf_counter()
        result = METHODS[name](path)
        seconds.append(time.perf_counter() - start)
        checksum = _checksum(result)
        del result
        if len(seconds) == 1:
            peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first, again = seconds
    print(json.dumps({"first": first, "again": again, "peak_mb": peak_mb, "checksum": checksum}))


def _in_own_process(*arguments: str) -> str:
    # A child takes over its parent's peak memory, so this process has to stay small.
    command = [sys.executable, "-m", "benchmarks.estimate", *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def compared(rows: int, runs: int = RUNS) -> pd.DataFrame:
    """Run every method a few times in turn; return the median seconds and memory of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "log.parquet")
        _in_own_process("--rows", str(rows), "--write", path)
        results = [
            (name, json.loads(_in_own_process("--method", name, path)))
            for _ in range(runs)
            for name in METHODS
        ]
    checksums = np.array([run["checksum"] for _, run in results])
    np.testing.assert_allclose(checksums, checksums[[0] * len(results)], rtol=1e-9)
    columns = ["first", "again", "peak_mb"]
    table = pd.DataFrame([run for _, run in results], [name for name, _ in results], columns)
    return table.groupby(level=0, sort=False).median()


def compare(rows: int) -> None:
    """Compare all methods, and print a table."""
    table = compared(rows)
    table.insert(2, "M rows/s", rows / table["again"] / 1e6)
    table.insert(3, "x ours", table["again"] / table.loc["ours", "again"])
    print(f"{rows:,} rows, {PERSONS} persons, {WEEKS} weeks; median of {RUNS}; results equal")
    names = {"first": "first, s", "again": "again, s", "peak_mb": "peak, MB"}
    print(table.rename(columns=names).to_string(float_format="{:,.2f}".format))


def time_person_year() -> None:
    """Print the median time of one person's year, from a frame of plain text columns."""
    from estimator.calculation.intake import estimate

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
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("path", nargs="?", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.method:
        run_method(options.method, options.path)
    elif options.write:
        make_log(options.rows).to_parquet(options.path)
    else:
        time_person_year()
        compare(options.rows)


if __name__ == "__main__":
    main()
