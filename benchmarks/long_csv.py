"""Time ``k2 estimate`` of a long diary in CSV against DuckDB and Polars from the same file.

    python -m benchmarks.long_csv [--rows 10000000] [--runs 3]

The file is made up (fixed seed): person, date, food by name, amount and unit of as many persons as
the rows are, 20 foods on each of 28 days. Each method is a process of its own, start included, that
reads the file and writes means by person and week as CSV; the means are checked equal. "Formula"
is as in `benchmarks.estimate`: variances and coverage too. Ours gives the ranges and the rest of
its columns, and looks for what is wrong with each row. Prints seconds of the clock and of the
processor, and peak memory; medians of the runs.
"""

import argparse
import os
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

from benchmarks.estimate import (
    FIRST_DAY,
    FORMS,
    duckdb_formula_of,
    make_log,
    polars_formula_of,
    wide_composition,
)
from estimator.foods.table import food_table

ROWS: Final = 10_000_000
DAYS: Final = 28
FOODS_A_DAY: Final = 20
OURS: Final = "ours"
_WRITTEN: Final = 1_000_000
"""So many rows are written at a time, as a parent's memory counts as that of its children."""


def names() -> dict[str, str]:
    """Return how the file names each food: by its name, or by its id where others have the name."""
    table = food_table()
    return {
        food_id: food.name if len(table.named(food.name)) == 1 and "," not in food.name else food_id
        for food_id, food in table.foods.items()
    }


def write_csv(target: Path, rows: int) -> None:
    """Write the file."""
    named = names()
    a_person = DAYS * FOODS_A_DAY
    for start in range(0, rows, _WRITTEN):
        log = make_log(min(_WRITTEN, rows - start), 1)
        row = np.arange(start, start + len(log))
        part = pd.DataFrame(
            {
                "person": pd.Series(row // a_person).map("p{:06}".format),
                "date": FIRST_DAY + row // FOODS_A_DAY % DAYS,
                "food": log["item"].cat.rename_categories(named),
                "amount": log["quantity"].astype(int),
                "unit": "g",
            }
        )
        part.to_csv(target, mode="a", header=not start, index=False)


def named_composition() -> pd.DataFrame:
    """Return what `wide_composition` does, by the names of foods."""
    wide = wide_composition()
    return wide.assign(item=wide["item"].map(names()))


def polars_formula(path: str, target: str) -> None:
    """Read, sum, join and aggregate in Polars."""
    import polars as pl

    log = pl.scan_csv(path, try_parse_dates=True).select(
        "person",
        pl.col("date").dt.truncate("1w").alias("start"),
        pl.col("food").alias("item"),
        pl.col("amount").alias("quantity"),
    )
    composition = pl.from_pandas(named_composition()).lazy()
    polars_formula_of(log, composition).collect(engine="streaming").write_csv(target)


def duckdb_formula(path: str, target: str) -> None:
    """Read, sum, join and aggregate in DuckDB."""
    import duckdb

    connection = duckdb.connect()
    connection.register("composition", named_composition())
    rows = f"SELECT person, date, food AS item, amount AS quantity FROM read_csv('{path}')"
    connection.sql(duckdb_formula_of(f"({rows})", "week")).write_csv(target)


METHODS: Final[dict[str, Callable[[str, str], None]]] = {
    "Polars, formula": polars_formula,
    "DuckDB, formula": duckdb_formula,
}


def used_by(name: str, path: Path, target: Path) -> dict[str, float]:
    """Run a method in a process of its own; return what it took."""
    command = ["-m", "estimator", "estimate", str(path), "--out", str(target)]
    if name != OURS:
        command = ["-m", "benchmarks.long_csv", "--method", name, str(path), str(target)]
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{name} failed")
    return {
        "clock": time.perf_counter() - begun,
        "processor": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
    }


def _means(target: Path) -> pd.DataFrame:
    """Return the total of each form by person, all weeks together."""
    found = pd.read_csv(target)
    if "profile" in found:
        days = found["days_logged"]
        totals = {form: found[f"{form}_ug_per_day"] * days for form in FORMS}
        found = pd.DataFrame({"person": found["profile"], **totals})
    return found.groupby("person")[list(FORMS)].sum()


def compared(rows: int, runs: int) -> pd.DataFrame:
    """Run every method a few times in turn; return the median of what each took."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "diary.csv", Path(folder) / "means.csv"
        in_own = [sys.executable, "-m", "benchmarks.long_csv", "--write", "--rows", str(rows)]
        subprocess.run([*in_own, str(path)], check=True)
        for _ in range(runs):
            for name in (OURS, *METHODS):
                target.unlink(missing_ok=True)
                found.append((name, used_by(name, path, target)))
                checked = [*in_own[:3], "--check", str(target), f"{target}.ours"]
                subprocess.run(checked, check=True)
    names = list(dict.fromkeys(name for name, _ in found))
    return pd.DataFrame(
        {
            what: [
                statistics.median(one[what] for of, one in found if of == name) for name in names
            ]
            for what in ("clock", "processor", "peak_mb")
        },
        names,
    )


def check(target: Path, first: Path) -> None:
    """Check that means are those that were written first, but for what ours are rounded by."""
    if not first.exists():
        target.rename(first)
        return
    ours, others = _means(first), _means(target)
    np.testing.assert_allclose(others, ours.loc[others.index], rtol=0, atol=DAYS * 0.0006)


def main() -> None:
    """Compare, or run one method for the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--method", choices=METHODS, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.method:
        METHODS[options.method](*options.paths)
    elif options.write:
        write_csv(Path(options.paths[0]), options.rows)
    elif options.check:
        check(*map(Path, options.paths))
    else:
        table = compared(options.rows, options.runs)
        table["of ours"] = table["processor"] / table.loc[OURS, "processor"]
        print(f"{options.rows:,} rows of CSV, by week; median of {options.runs}; means equal")
        print(table.to_string(float_format="{:,.2f}".format))


if __name__ == "__main__":
    main()
