"""Time the estimate of a cohort against a plain pandas merge, DuckDB and Polars.

    python -m benchmarks.estimate [--shape diary] [--rows 10000000]

All methods read the same Parquet file and give the mean intake of each form by
person and period; the results are checked equal. A "diary" is of a thousand persons over a
year, by ISO week, grouped by its Monday; a "survey" of two days of 18 foods each of as many
persons as the rows are, by day. Each method runs
twice in a process of its own: "first" includes what the machine takes to hand out
memory, "again" hardly does; rows per second and the ratios to ours are of that one. Processor
seconds, of all threads together, are of that one too.

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


SHAPES: Final = {"diary": ("week", 10_000_000), "survey": ("day", 1_080_000)}
"""What the periods are, and how many rows there are, by the shape of the file."""
SURVEY_DAYS: Final = 2
SURVEY_FOODS: Final = 18


def make_survey(rows: int) -> pd.DataFrame:
    """Generate two days of 18 foods of each person, in order."""
    log = make_log(rows, rows // (SURVEY_DAYS * SURVEY_FOODS))
    persons = np.arange(rows) // (SURVEY_DAYS * SURVEY_FOODS)
    names = pd.Index([f"person {number:07}" for number in range(persons[-1] + 1)])
    return log.assign(
        person=pd.Categorical.from_codes(persons, names),
        date=FIRST_DAY + np.arange(rows) // SURVEY_FOODS % SURVEY_DAYS,
    )


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


def ours(path: str, by: str) -> pd.DataFrame:
    """Estimate with the library."""
    from estimator.calculation.intake import estimate

    # The codes that texts have in the file are taken over as they are.
    log = pd.read_parquet(path, dtype_backend="pyarrow")
    return estimate(log, by=by, region=REGION).intake


def pandas_merge(path: str, by: str) -> pd.DataFrame:
    """Merge, multiply and group, as one would at first."""
    log = pd.read_parquet(path)
    log["start"] = log["date"]
    if by == "week":
        log["start"] -= pd.to_timedelta(log["date"].dt.weekday, unit="D")
    merged = log.merge(wide_composition()[["item", *FORMS]], on="item")
    for form in FORMS:
        merged[form] *= merged["quantity"]
    sums = merged.groupby(["person", "start"], observed=True)[list(FORMS)].sum()
    return sums.reset_index()


def duckdb_means(path: str, by: str) -> pd.DataFrame:
    """Join and aggregate in DuckDB, means alone."""
    return _duckdb(
        f"SELECT person, date_trunc('{by}', date) AS start, {_sums_sql()} "
        f"FROM read_parquet('{path}') JOIN composition USING (item) GROUP BY ALL"
    )


def duckdb_formula(path: str, by: str) -> pd.DataFrame:
    """Sum each food's grams first, as variances need, then join and aggregate in DuckDB."""
    return _duckdb(duckdb_formula_of(f"read_parquet('{path}')", by))


def duckdb_formula_of(rows: str, by: str) -> str:
    """Return the formula as SQL, of some rows."""
    moments = ", ".join(
        f"sum(quantity * quantity * {form}_variance) AS {form}_variance, "
        f"1 - sum(quantity * {form}_uncovered) / sum(quantity * counted) AS {form}_coverage"
        for form in FORMS
    )
    return (
        f"SELECT person, start, {_sums_sql()}, {moments} FROM ("
        f"SELECT person, date_trunc('{by}', date) AS start, item, sum(quantity) AS quantity "
        f"FROM {rows} GROUP BY ALL) JOIN composition USING (item) GROUP BY ALL"
    )


def _sums_sql() -> str:
    return ", ".join(f"sum(quantity * {form}) AS {form}" for form in FORMS)


def _duckdb(query: str) -> pd.DataFrame:
    import duckdb

    connection = duckdb.connect()
    connection.register("composition", wide_composition())
    return connection.sql(query).df()


def polars_means(path: str, by: str) -> pd.DataFrame:
    """Join and aggregate in Polars, means alone."""
    log, composition = _polars_inputs(path, by)
    means = log.join(composition, on="item").group_by("person", "start").agg(_sums_polars())
    return means.collect().to_pandas()


def polars_formula(path: str, by: str) -> pd.DataFrame:
    """Sum each food's grams first, as variances need, then join and aggregate in Polars."""
    log, composition = _polars_inputs(path, by)
    return polars_formula_of(log, composition).collect().to_pandas()


def polars_formula_of(
    log: "polars.LazyFrame", composition: "polars.LazyFrame"
) -> "polars.LazyFrame":
    """Return the formula of some rows."""
    import polars as pl

    grams = pl.col("quantity")
    counted = (grams * pl.col("counted")).sum()
    moments = []
    for form in FORMS:
        variance = (grams * grams * pl.col(f"{form}_variance")).sum()
        coverage = 1 - (grams * pl.col(f"{form}_uncovered")).sum() / counted
        moments += [variance.alias(f"{form}_variance"), coverage.alias(f"{form}_coverage")]
    eaten = log.group_by("person", "start", "item").agg(grams.sum())
    joined = eaten.join(composition, on="item")
    return joined.group_by("person", "start").agg(_sums_polars() + moments)


def _polars_inputs(path: str, by: str) -> tuple["polars.LazyFrame", "polars.LazyFrame"]:
    """Return the log with its weeks and the composition, joined on the file's categories."""
    import polars as pl

    log = pl.scan_parquet(path).with_columns(
        pl.col("date").dt.truncate({"day": "1d", "week": "1w"}[by]).alias("start")
    )
    composition = pl.from_pandas(wide_composition()).lazy()
    return log, composition.cast({"item": log.collect_schema()["item"]})


def _sums_polars() -> list["polars.Expr"]:
    import polars as pl

    return [(pl.col("quantity") * pl.col(form)).sum().alias(form) for form in FORMS]


def limit_means(path: str, by: str) -> pd.DataFrame:
    """Run one loop in C over the rows, means alone."""
    # Dishes count by what they are made of, which is in their rows of the matrix as well.
    days, periods = {"day": (1, SURVEY_DAYS), "week": (7, WEEKS)}[by]
    return limit.means(path, wide_composition(), list(FORMS), FIRST_DAY, days, periods)


METHODS: Final[dict[str, Callable[[str, str], pd.DataFrame]]] = {
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
        wide = result.astype({"person": "str"}).set_index(["person", "start"])
    values = wide.sort_index()[list(FORMS)].to_numpy()
    ranks = np.arange(1, len(values) + 1)[:, None]
    return [*values.sum(axis=0), *(values * ranks).sum(axis=0)]


def run_method(name: str, by: str, path: str) -> None:
    """Run one method in this process; print seconds, peak memory and checksum as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        # Imports and cached tables are no part of the time.
        small = str(Path(folder) / "small.parquet")
        (make_log if by == "week" else make_survey)(PERSON_YEAR_ROWS).to_parquet(small)
        METHODS[name](small, by)
    seconds = []
    for _ in ("first", "again"):
        start, processor = time.perf_counter(), time.process_time()
        result = METHODS[name](path, by)
        seconds.append(time.perf_counter() - start)
        processor = time.process_time() - processor
        checksum = _checksum(result)
        del result
        if len(seconds) == 1:
            peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first, again = seconds
    found = {"first": first, "again": again, "processor": processor, "peak_mb": peak_mb}
    print(json.dumps({**found, "checksum": checksum}))


def _in_own_process(*arguments: str) -> str:
    # A child takes over its parent's peak memory, so this process has to stay small.
    command = [sys.executable, "-m", "benchmarks.estimate", *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def compared(shape: str, rows: int = 0, runs: int = RUNS) -> pd.DataFrame:
    """Run every method a few times in turn; return the median seconds and memory of each."""
    of_shape = ["--shape", shape]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "log.parquet")
        _in_own_process(*of_shape, "--rows", str(rows), "--write", path)
        results = [
            (name, json.loads(_in_own_process(*of_shape, "--method", name, path)))
            for _ in range(runs)
            for name in METHODS
        ]
    checksums = np.array([run["checksum"] for _, run in results])
    np.testing.assert_allclose(checksums, checksums[[0] * len(results)], rtol=1e-9)
    columns = ["first", "again", "processor", "peak_mb"]
    table = pd.DataFrame([run for _, run in results], [name for name, _ in results], columns)
    return table.groupby(level=0, sort=False).median()


def compare(shape: str, rows: int, runs: int) -> None:
    """Compare all methods, and print a table."""
    rows = rows or SHAPES[shape][1]
    table = compared(shape, rows, runs)
    table.insert(2, "M rows/s", rows / table["again"] / 1e6)
    table.insert(3, "x ours", table["again"] / table.loc["ours", "again"])
    table.insert(5, "x our processor", table["processor"] / table.loc["ours", "processor"])
    print(f"{shape}, {rows:,} rows, by {SHAPES[shape][0]}; median of {runs}; results equal")
    names = {"first": "first, s", "again": "again, s", "peak_mb": "peak, MB"}
    print(table.rename(columns=names).to_string(float_format="{:,.2f}".format))


def time_person_year() -> None:
    """Print the median time of one person's year, from plain text columns to frames."""
    from estimator.calculation.intake import estimate

    log = make_log(PERSON_YEAR_ROWS, persons=1).astype({"person": "str", "item": "str"})
    times = []
    for _ in range(201):
        start = time.process_time()
        estimated = estimate(log, by="week")
        frames = [estimated.intake]
        with_intake = time.process_time()
        frames.append(estimated.periods)
        times.append((with_intake - start, time.process_time() - start))
    with_intake, with_both = (1000 * statistics.median(of) for of in zip(*times[1:], strict=True))
    print(
        f"one person-year ({PERSON_YEAR_ROWS:,} rows, {len(COMPONENTS) - 1} components): "
        f"{with_intake:.2f} ms of the processor, {with_both:.2f} with the periods"
    )


def main() -> None:
    """Compare, or run one method for the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shape", choices=SHAPES, default="diary")
    parser.add_argument("--rows", type=int, default=0, help="by default as many as the shape has")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--method", choices=METHODS, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("path", nargs="?", help=argparse.SUPPRESS)
    options = parser.parse_args()
    by, rows = SHAPES[options.shape]
    if options.method:
        run_method(options.method, by, options.path)
    elif options.write:
        make = make_log if by == "week" else make_survey
        make(options.rows or rows).to_parquet(options.path)
    else:
        time_person_year()
        compare(options.shape, options.rows, options.runs)


if __name__ == "__main__":
    main()
