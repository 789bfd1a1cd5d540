"""Feeds broken files to the importers and broken lines to the box that reads what was eaten.

``python -m benchmarks.hostile_input --count 10000`` prints how many of each were refused and
how many read, the slowest, and how much memory the process came to hold: never a traceback,
a hang, or memory without bound.
"""

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from estimator.diary.imports import diary_of
from estimator.errors import InputError
from estimator.foods.table import food_table
from estimator.importing.file_opening import read_sheet
from estimator.importing.file_reading import read_file_rows
from estimator.importing.file_rows import Choices, no_progress
from estimator.importing.matching import matches_of
from estimator.importing.planner import import_plan
from estimator.importing.which_layout import chosen_layout, layout_of
from estimator.measures.units import Measures
from estimator.words import NotUnderstood, Understood, read_words

FILES = Path(__file__).resolve().parents[1] / "tests" / "imports"
TODAY = date(2026, 11, 25)
READ = "read"
LINES = ("2 eggs", "30 g gouda", "1 pack natto", "een half glas melk", "½ cup", "käse", "x 3", "of")
Input = TypeVar("Input")
NASTY = (
    b"\0", b'"', b'""', b"\r", b"\n", b"\t", b";", b",", b"'", b"=1+1", b"@SUM(A1)", b"-", b"+",
    b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xf0\x9f\xa7\x80", b"\xed\xa0\x80",
    b"NaN", b"inf", b"1e999", b"-0", b"9" * 400, b"1,000", b"1.000,5", b"../../etc/passwd", b"%n",
    b"9999-12-31", b"0000-00-00", b"0001-01-01", b"29/02/2025", b"24:61", b"((((((((((", b" " * 300,
    "²³½١٢".encode(), "ﬁ㎍µ".encode(), b"x" * 200_000, b"N/A", b"day", b"food code", b"\x1a",
)  # fmt: skip


def hostile_files(count: int, seed: int) -> Iterator[bytes]:
    """Yield broken files, made of valid ones and of nothing but noise."""
    chance = random.Random(seed)
    valid = [path.read_bytes() for path in sorted(FILES.iterdir())]
    for _ in range(count):
        if chance.random() < 0.05:
            yield chance.randbytes(chance.randrange(2000))
            continue
        data = bytearray(chance.choice(valid))
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(data) + 1)
            match chance.randrange(5):
                case 0:
                    data[place:place] = chance.choice(NASTY)
                case 1:
                    del data[place : place + chance.randrange(1, 200)]
                case 2:
                    data[place : place + 1] = bytes([chance.randrange(256)])
                case 3:
                    other = chance.choice(valid)
                    start = chance.randrange(len(other))
                    data[place:place] = other[start : start + chance.randrange(400)]
                case 4:
                    _replace_cell(data, chance)
        yield bytes(data)


def _replace_cell(data: bytearray, chance: random.Random) -> None:
    cells = bytes(data).split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(NASTY)
    data[:] = b",".join(cells)


def outcome(data: bytes) -> str:
    """Read a file as the importers do, and say what became of it: "read", or why not."""
    diary = diary_of([], [], food_table(), "metric", TODAY)
    try:
        sheet = read_sheet(data, "\0../hostile\n.csv")
        layout = layout_of(sheet)
        if layout is None:
            first, second, *rest = sheet.header
            layout = chosen_layout({"date": first, "name": second, "portion": (rest or [first])[0]})
        read = read_file_rows(sheet, Choices(layout=layout, first_day=TODAY))
        plan = import_plan(read, matches_of(read.rows, diary.table, {}), diary, no_progress)
    except InputError as error:
        return str(error)
    rows = plan.totals["all rows of foods"].rows
    parts = ("new", "changed", "there already", "left out")
    assert rows == sum(plan.totals[name].rows for name in parts)
    return READ


def hostile_lines(count: int, seed: int) -> Iterator[str]:
    """Yield lines that nobody would write, made of such as people do and of noise."""
    chance = random.Random(seed)
    noise = [part.decode("utf-8", "replace")[:3000] for part in NASTY]
    for _ in range(count):
        parts = chance.choices([*LINES, *noise], k=chance.randrange(1, 9))
        line = chance.choice(("", " ", ", ", "\n", " and ")).join(parts)
        place = chance.randrange(len(line) + 1)
        yield line[:place] + chr(chance.randrange(1, 0xD800)) + line[place:]


def line_outcome(line: str) -> str:
    """Read a line as the box does, and say what became of it: "read", or why not."""
    table = food_table()
    try:
        rows = read_words(line, table, Measures("metric", table))
    except InputError as error:
        return str(error)
    assert all(isinstance(row, Understood | NotUnderstood) for row in rows)
    return READ


def main() -> None:
    """Run the files and the lines, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    _feed("files", hostile_files(options.count, options.seed), outcome)
    _feed("lines", hostile_lines(options.count, options.seed), line_outcome)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{memory:.0f} MB at most")


def _feed(what: str, inputs: Iterable[Input], read: Callable[[Input], str]) -> None:
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for one in inputs:
        begun = time.perf_counter()
        outcomes["read" if read(one) == READ else "refused"] += 1
        slowest = max(slowest, time.perf_counter() - begun)
    print(f"{what}: {dict(outcomes)}; slowest {slowest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
