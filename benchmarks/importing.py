"""Times a long import: ``python -m benchmarks.importing --rows 100000``.

A file of Cronometer is made up of foods of the table and of names that are not in it; it is looked
at, imported into a new diary, looked at again and undone.
"""

import argparse
import csv
import io
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from estimator.diary.diary import Diary
from estimator.foods.table import food_table
from estimator.importing.opening import read_sheet
from estimator.store import open_store

HEADER = Path(__file__).resolve().parents[1] / "tests" / "imports" / "cronometer_2025.csv"
ROWS_A_DAY = 20


def made_up(rows: int, seed: int) -> bytes:
    """Return a file of Cronometer; one name in five is not in the table."""
    chance = random.Random(seed)
    names = [food.name for food in food_table().foods.values()]
    with HEADER.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, header, restval="1.5")
    writer.writeheader()
    for row in range(rows):
        unknown = chance.random() < 0.2
        writer.writerow(
            {
                "Day": date(2010, 1, 1) + timedelta(days=row // ROWS_A_DAY),
                "Time": "8:30 AM",
                "Group": "Breakfast",
                "Food Name": f"Brand {chance.randrange(3000)} cheese"
                if unknown
                else chance.choice(names),
                "Amount": f"{chance.randrange(1, 300)}.00 g",
            }
        )
    return target.getvalue().encode()


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took."""
    begun = time.perf_counter()
    yield
    print(f"{what:<12} {time.perf_counter() - begun:6.2f} s")


def main() -> None:
    """Import a file, and print how long each step took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    data = made_up(options.rows, options.seed)
    print(f"{options.rows:,} rows, {len(data) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'diary.sqlite3'}"
        with closing(Diary(open_store(url))) as diary:
            profile = diary.people.first().id
            with timed("look"):
                _, plan = diary.imports.preview(profile, read_sheet(data, "servings.csv"))
            with timed("import"):
                print(diary.imports.apply(profile, plan))
            with timed("look again"):
                _, again = diary.imports.preview(profile, read_sheet(data, "servings.csv"))
            assert again.changes_nothing
            with timed("undo"):
                diary.history.undo(profile)
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
