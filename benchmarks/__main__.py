"""The ratios of all benchmarks that have any, in one table.

    python -m benchmarks [NAME ...] [--quick] [--write]

Without names all are run, with ``--quick`` one round or two of each, which takes some minutes.
``--write`` puts the table into docs/benchmarks.md. Benchmarks of how right figures and words are
(calibration, model, words, importing) print tables of their own.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.ratios import Machine, Ratio, table

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
BEGIN: Final = "<!-- made by python -m benchmarks --write -->"
END: Final = "<!-- end of what was made -->"


def _estimate(quick: bool) -> list[Ratio]:
    from benchmarks.estimate import SHAPES, compared

    measures = (("again", "s"), ("processor", "s of the processor"), ("peak_mb", "MB"))
    return [
        Ratio(
            "estimate",
            f"{rows / 1e6:.3g} M rows of a {shape} by {by}",
            found.loc["ours", what],
            unit,
            str(name),
            found.loc["ours", what] / found.loc[name, what],
        )
        for shape, (by, rows) in SHAPES.items()
        for found in (compared(shape, rows, 1 if quick else 5),)
        for name in found.index.drop("ours")
        for what, unit in measures
    ]


def _cohort(quick: bool) -> list[Ratio]:
    from benchmarks.cohort import WAYS, measure_apart

    rows = 10_000_000
    found = measure_apart(rows, 1 if quick else 3, list(WAYS))
    first = found["serial"]
    return [
        Ratio(
            "cohort",
            f"{rows / 1e6:.0f} M rows, {way}",
            one[what],
            unit,
            "serial",
            one[what] / first[what],
        )
        for way, one in found.items()
        for what, unit in (("seconds", "s"), ("processor", "s of the processor"), ("peak_mb", "MB"))
    ]


def _start_up(quick: bool) -> list[Ratio]:
    from benchmarks.start_up import YARDSTICK, measured

    return [
        Ratio("start_up", name, median, "s of the processor", YARDSTICK, ratio)
        for name, (median, ratio, _) in measured(2 if quick else 5).items()
        if name != YARDSTICK
    ]


def _survey(quick: bool) -> list[Ratio]:
    from benchmarks.survey import measured

    rows = 120_000
    found, other = measured(rows, rows // 16, 1 if quick else 3)
    return [
        Ratio(
            "survey",
            f"{rows:,} rows by code, by day",
            found[what],
            unit,
            "pandas reading the file",
            found[what] / other[what],
        )
        for what, unit in (("processor", "s of the processor"), ("peak_mb", "MB"))
    ]


def _clicks(quick: bool) -> list[Ratio]:
    from benchmarks.clicks import measured

    rounds = 3 if quick else 10
    one, many = measured(1, rounds), measured(100, rounds)
    return [
        Ratio(
            "clicks",
            f"Log with 100 entries, {what}",
            many[what],
            unit,
            "with one entry",
            many[what] / one[what],
        )
        for what, unit in (("script", "ms of the processor"), ("SQL", "statements"))
    ]


def _load(quick: bool) -> list[Ratio]:
    from benchmarks.load import measure

    people = 50
    alone, found = measure(1, 2, 1), measure(people, 2, 1 if quick else 3)
    log, runs = float(np.percentile(found.log_s, 95)), found.runs_per_s
    return [
        Ratio(
            "load", f"{people} people log at once, p95", log, "s", "one alone", log / alone.log_s[0]
        ),
        Ratio(
            "load",
            f"{people} people, a run",
            1000 * found.processor_s,
            "ms of the processor",
            "one alone",
            found.processor_s / alone.processor_s,
        ),
        Ratio(
            "load",
            f"{people} people, seconds a run",
            1 / runs,
            "s",
            "one alone",
            alone.runs_per_s / runs,
        ),
        Ratio(
            "load",
            f"{people} people, memory at the end",
            found.memory_mb[-1],
            "MB",
            "after the first round",
            found.memory_mb[-1] / found.memory_mb[1],
        ),
    ]


def _menus(quick: bool) -> list[Ratio]:
    from benchmarks.menus import compared

    return [
        Ratio(
            "menus",
            f"{row['menu']}, {row['component']}",
            row["estimate"],
            "µg/day",
            f"published: {row['published']}",
            row["ratio"],
        )
        for _, row in compared().iterrows()
    ]


ALL: Final[dict[str, Callable[[bool], list[Ratio]]]] = {
    "estimate": _estimate,
    "cohort": _cohort,
    "survey": _survey,
    "start_up": _start_up,
    "clicks": _clicks,
    "load": _load,
    "menus": _menus,
}


def main() -> None:
    """Run them, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(ALL)}")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if unknown := set(options.names) - set(ALL):
        parser.error(f"no such benchmark with ratios: {', '.join(sorted(unknown))}")
    before, found = Machine.now(), []
    for name in options.names or ALL:
        print(f"{name} ...", file=sys.stderr, flush=True)
        found += ALL[name](options.quick)
    made = table(found, before, Machine.now(), date.today())
    print(made)
    if options.write:
        page = PAGE.read_text("utf-8")
        head, _, rest = page.partition(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
