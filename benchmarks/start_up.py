"""Time how long commands take from their start to their end, in processes of their own.

    python -m benchmarks.start_up [--rounds 5]

Each command runs on a diary of 150 entries, in turn with the others. Prints the median
processor seconds, which say more than the clock on a machine with other work, and how they
compare with what `import pandas` takes by itself; and the first run, which makes the copies of
the food data that the others read. Modules are compiled once and kept, as Python does unless it is
told not to.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.generated_diary import write_diary

ROOT: Final = Path(__file__).resolve().parents[1]
ROUNDS: Final = 5
ENTRIES: Final = 150
YARDSTICK: Final = "import pandas"
OURS: Final = ("-m", "estimator")
COMMANDS: Final = {
    YARDSTICK: ("-c", "import pandas"),
    "k2 --version": (*OURS, "--version"),
    "k2 foods show natto": (*OURS, "foods", "show", "natto"),
    "k2 foods search cheese": (*OURS, "foods", "search", "cheese"),
    "k2 day": (*OURS, "day"),
    "k2 log, a trial": (*OURS, "log", "--dry-run", "2 eggs, 30 g gouda"),
    "k2 --help": (*OURS, "--help"),
}


def processor_seconds(command: tuple[str, ...]) -> float:
    """Return what a command takes of the processors, its system calls included [s]."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(rounds: int) -> dict[str, tuple[float, float, float]]:
    """Return for each command the median, how often pandas' import, and the first run [s]."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["K2_DATABASE_URL"] = f"sqlite:///{folder}/diary.sqlite3"
        write_diary(os.environ["K2_DATABASE_URL"], ENTRIES)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["K2_CACHE_FOLDER"] = f"{folder}/copies"
        first = {name: processor_seconds(command) for name, command in COMMANDS.items()}
        times = [
            {name: processor_seconds(command) for name, command in COMMANDS.items()}
            for _ in range(rounds)
        ]
    return {
        name: (
            statistics.median(one[name] for one in times),
            statistics.median(one[name] / one[YARDSTICK] for one in times),
            first[name],
        )
        for name in COMMANDS
    }


def main() -> None:
    """Run, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    print("command                   cpu s   of pandas   first run")
    for name, (median, ratio, first) in measured(options.rounds).items():
        print(f"{name:24}{median:7.2f}{ratio:12.1f}{first:12.2f}")


if __name__ == "__main__":
    main()
