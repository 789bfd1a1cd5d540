"""What of other tools' files is counted, and how long a long import takes.

``python -m benchmarks.importing`` reads made-up files of six shapes (`benchmarks.tool_files`):
how many of the rows that matter for K2 are counted without help, and once right proposals are
ticked; how many automatic matches are wrong; whether the grams add up and a second import adds
nothing. Then a file of Cronometer of 100,000 rows, half of whose names are no names of the table,
is looked at, imported into a new diary, looked at again and undone, in a process of its own.
"""

import argparse
import csv
import io
import math
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from benchmarks.tool_files import MadeUp, made_up_files, tool_names
from estimator.diary.diary import Diary
from estimator.foods.table import food_table
from estimator.importing.file_opening import read_sheet
from estimator.importing.matching import BY_NAME, BY_WORDS, match_of
from estimator.importing.stated_weights import stated_grams
from estimator.store import open_store

HEADER = Path(__file__).resolve().parents[1] / "tests" / "imports" / "cronometer_2025.csv"
ROWS_A_DAY = 20


@contextmanager
def new_diary() -> Iterator[Diary]:
    """Open an empty diary."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'diary.sqlite3'}"
        with closing(Diary(open_store(url))) as diary:
            yield diary


def counted(file: MadeUp, totals: Counter[str]) -> None:
    """Import a file, first as it is, then with every right first proposal ticked."""
    right = {name.name: name for name in file.rows}
    with new_diary() as diary:
        profile = diary.people.first().id

        def look(chosen: dict[str, str]):  # type: ignore[no-untyped-def]
            return diary.imports.preview(profile, read_sheet(file.data, file.file), chosen=chosen)

        read, plan = look({})
        matches = {match.name: match for match in plan.matches}
        automatic = [one for one in matches.values() if one.by in (BY_NAME, BY_WORDS) and one.item]
        wrong = {one.name for one in automatic if not right[one.name].is_right(one.item.item_id)}
        of_rows = Counter(row.name for row in read.rows)
        totals["automatic"] += sum(of_rows[one.name] for one in automatic)
        totals["wrong"] += sum(of_rows[name] for name in wrong)
        out = Counter(one.record.name for one in plan.left_out)
        matter = [name for name, one in right.items() if one.matters]
        rows = sum(of_rows[name] for name in matter)
        alone = sum(of_rows[name] - out[name] for name in matter if name not in wrong)
        ticked = {
            one.name: one.proposed[0].item_id
            for one in matches.values()
            if one.item is None
            and one.proposed
            and right[one.name].is_right(one.proposed[0].item_id)
        }
        _, helped = look(ticked)
        still_out = Counter(one.record.name for one in helped.left_out)
        with_ticks = sum(of_rows[name] - still_out[name] for name in matter if name not in wrong)
        whole = plan.totals["all rows of foods"]
        parts = sum(plan.totals[part].grams for part in ("new", "changed", "there already"))
        adds_up = abs(whole.grams - parts - plan.totals["left out"].grams) < 1e-6 * whole.grams
        stated = sum(stated_grams(row) or 0.0 for row in read.rows)
        adds_up = adds_up and abs(stated - file.grams) < 1e-6 * file.grams
        diary.imports.apply(profile, helped, ticked)
        _, again = look(ticked)
        totals.update(rows=rows, alone=alone, ticked=with_ticks, all=len(read.rows))
        print(
            f"{file.tool:<14}{len(read.rows):>6}{rows:>8}{alone / rows:>10.1%}"
            f"{with_ticks / rows:>9.1%}{len(wrong):>7}  {'yes' if adds_up else 'NO':<9}"
            f"{'nothing' if again.changes_nothing else 'SOMETHING'}"
        )
        for name in sorted(wrong):
            print(f"{'':16}wrong: {name!r} is read as {matches[name].item.name!r}")


def understood(rows: int, seed: int) -> None:
    """Print what of made-up files is counted."""
    print(
        f"{'tool':<14}{'rows':>6}{'matter':>8}{'no help':>10}{'ticks':>9}{'wrong':>7}  "
        "adds up  second time"
    )
    totals: Counter[str] = Counter()
    for file in made_up_files(rows, seed):
        counted(file, totals)
    print(
        f"{'all':<14}{totals['all']:>6}{totals['rows']:>8}"
        f"{totals['alone'] / totals['rows']:>10.1%}{totals['ticked'] / totals['rows']:>9.1%}"
        f"\nwrong rows among automatic matches: {totals['wrong'] / totals['automatic']:.2%}"
    )


def made_up(rows: int, seed: int) -> bytes:
    """Return a long file of Cronometer; of its names half are no names of the table."""
    chance = random.Random(seed)
    names = [food.name for food in food_table().foods.values()]
    makers = ["Zorvik", "Brellan's", "Quonto", "Old Fjellby", "Trimsley", "Vard & Sons", "Hupp"]
    others = [f"{chance.choice(makers)}, {one.name}" for one in tool_names() for _ in range(3)]
    with HEADER.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, header, restval="1.5")
    writer.writeheader()
    for row in range(rows):
        writer.writerow(
            {
                "Day": date(2010, 1, 1) + timedelta(days=row // ROWS_A_DAY),
                "Time": "8:30 AM",
                "Group": "Breakfast",
                "Food Name": chance.choice(others if chance.random() < 0.5 else names),
                "Amount": f"{chance.randrange(1, 300)}.00 g",
            }
        )
    return target.getvalue().encode()


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took, by the clock and the processor, and the peak of memory."""
    begun, used = time.perf_counter(), time.process_time()
    yield
    print(
        f"{what:<14} {time.perf_counter() - begun:6.2f} s,"
        f" {time.process_time() - used:5.2f} s of the processor, {peak_mb():.0f} MB at most so far"
    )


def peak_mb() -> float:
    """Return the most memory that this program has held [MB].

    What a system says of a process (``ru_maxrss``) includes the program that began it.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(held[1]) / 1024 if held else math.nan


def long_file(file: Path) -> None:
    """Import a long file, and print how long each step took."""
    data = file.read_bytes()
    with new_diary() as diary:
        profile = diary.people.first().id
        with timed("the words"):  # read once, on first use
            match_of("", "Zorvik, oat drink", food_table(), {})
        with timed("look"):
            _, plan = diary.imports.preview(profile, read_sheet(data, "servings.csv"))
        print(f"{len({match.name for match in plan.matches}):,} names")
        with timed("import"):
            print(diary.imports.apply(profile, plan))
        with timed("look again"):
            _, again = diary.imports.preview(profile, read_sheet(data, "servings.csv"))
        assert again.changes_nothing
        with timed("undo"):
            diary.history.undo(profile)


def in_its_own_process(rows: int, seed: int) -> None:
    """Import a long file as a person does, who has not made it, or read others, in the process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "servings.csv"
        file.write_bytes(data := made_up(rows, seed))
        print(f"\n{rows:,} rows, {len(data) / 1e6:.1f} MB, in a process of its own", flush=True)
        del data
        command = [sys.executable, "-m", "benchmarks.importing", "--file", str(file)]
        subprocess.run(command, check=True)


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="of the long file; 0 for none")
    parser.add_argument("--each", type=int, default=600, help="rows of the file of each tool")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.file:
        long_file(options.file)
        return
    if options.each:
        understood(options.each, options.seed)
    if options.rows:
        in_its_own_process(options.rows, options.seed)


if __name__ == "__main__":
    main()
