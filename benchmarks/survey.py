"""How long ``estimate`` takes for a cycle of a survey by food codes, in a process of its own.

    python -m benchmarks.survey [--rows 120000] [--persons 7500]

The file is made up (fixed seed) in the shape of a first recall of NHANES (DR1IFF): its columns of
person, time, occasion, code and grams, and as many columns of nutrients beside them as there are
there. Codes are drawn from those of the FNDDS that are known, the first ones oftener. Prints
seconds of the clock and of the processor, start of the program included, and peak memory.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

CODES: Final = Path(__file__).resolve().parents[1] / "food_data" / "codes.csv"
NUTRIENTS: Final = 65
SEED: Final = 1


def made_up(target: Path, rows: int, persons: int) -> None:
    """Write a file of food records by code."""
    chance = random.Random(SEED)
    with CODES.open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file) if row["system"] == "fndds"]
    often = [1 / (place + 5) for place in range(len(codes))]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        nutrients = [f"DR1I{number:03}" for number in range(NUTRIENTS)]
        writer.writerow(["SEQN", "DR1_020", "DR1_030Z", "DR1IFDCD", "DR1IGRMS", *nutrients])
        for row, code in enumerate(chance.choices(codes, often, k=rows)):
            person = 130_378 + row * persons // rows
            grams = round(chance.lognormvariate(4, 1), 2)
            seconds, meal = 60 * chance.randrange(24 * 60), chance.randrange(1, 20)
            contents = [round(grams * chance.random(), 3) for _ in nutrients]
            writer.writerow([person, seconds, meal, code, grams, *contents])


def measured(rows: int, persons: int, runs: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return what `estimate` takes of a file, and what pandas takes to read it."""
    with tempfile.TemporaryDirectory() as folder:
        file, result = Path(folder) / "DR1IFF.csv", Path(folder) / "intake.csv"
        made_up(file, rows, persons)
        ours = ["-m", "estimator", "estimate", str(file), "--by", "day"]
        ours += ["--left-out", os.devnull, "--out", str(result)]
        pandas = ["-c", f"import pandas; pandas.read_csv({str(file)!r})"]
        used = [(_used(ours), _used(pandas)) for _ in range(runs)]
    return min((one for one, _ in used), key=_processor), min(
        (one for _, one in used), key=_processor
    )


def _processor(used: dict[str, float]) -> float:
    return used["processor"]


def _used(arguments: list[str]) -> dict[str, float]:
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} failed")
    return {
        "clock": time.perf_counter() - begun,
        "processor": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
    }


def main() -> None:
    """Make the file, and estimate it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=120_000)
    parser.add_argument("--persons", type=int, default=7_500)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(f"{options.rows:,} rows of {options.persons:,} persons; the best of {options.runs}")
    found = measured(options.rows, options.persons, options.runs)
    for name, one in zip(("estimate", "pandas reads the file"), found, strict=True):
        print(
            f"{name:22} {one['clock']:5.2f} s, {one['processor']:5.2f} s of the processor, "
            f"{one['peak_mb']:.0f} MB"
        )


if __name__ == "__main__":
    main()
