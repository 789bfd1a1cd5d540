"""Damage the file of a diary at random, and try every way to it.

    python -m benchmarks.bit_flips [--flips 200] [--overwritten 50] [--seed 1] [--no-pages]

Each damaged file is a copy of one diary in which one bit is flipped, or 64 bytes are
overwritten by random ones. On each the program is started; the diary is looked through, its
daily backup kept, a backup downloaded, undo tried, and a good backup brought back; and where
any row, or how the file is built, is not as it was, every command is run and every page
drawn. Whatever comes of these but a sentence is a fault, and printed.

Prints how many files came to what: refused at the start, found by the daily look, not found
though a row reads differently, or as before.
"""

import argparse
import hashlib
import io
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.every_door import command_faults, page_faults, verb_faults
from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.foods.own_items import Content, OwnFood
from estimator.importing.import_plan import ImportPlan
from estimator.store import open_store

NOW: Final = datetime.now(UTC)
TODAY: Final = NOW.date()
OVERWRITTEN: Final = 64
"""Bytes."""
ROUNDS: Final = 12
"""Of the verbs that fill the diary."""
TABLES: Final = (
    *("profiles", "entries", "days", "own_items", "saved_meals", "favourites", "food_names"),
    "changes",
)


def write_diary(path: Path) -> bytes:
    """Write a diary with rows in every table into a file, closed; return a backup of it."""
    with closing(Diary(open_store(f"sqlite:///{path}"), now=lambda: NOW)) as diary:
        ada = diary.people.add("Ada", region="EU", time_zone="Europe/Amsterdam").id
        diary.people.add("Bo")
        for number in range(ROUNDS):
            cheese = diary.own_foods.save(
                ada,
                OwnFood(
                    name=f"Käse {number}",
                    group="cheese",
                    contents={"MK9": Content(value=5.0 + number, low=1.0, high=40.0)},
                ),
            )
            diary.own_foods.save_recipe(
                ada, f"Brot {number}", [(cheese.item_id, 30, "g"), ("butter", 5, "g")], servings=2
            )
            made = diary.entries.log_many(
                ada,
                [
                    ToLog(
                        date=TODAY,
                        item_id=item,
                        amount=1 + number,
                        unit=unit,
                        note=f"Nr. {number}",
                        meal="lunch",
                    )
                    for item, unit in ((cheese.item_id, "g"), ("natto", "pack"), ("egg-whole", "g"))
                    if item in diary.foods(ada).table.items
                ],
            )
            diary.meals.save(ada, f"Usual {number}", [entry.id for entry in made])
            diary.days.mark(ada, TODAY, note=f"tired {number}", complete=True)
        diary.sample_week.add(ada)
        diary.repeats.set_favourite(ada, "natto", True)
        diary.imports.apply(ada, ImportPlan(), {"Stinky beans": "natto"})
        diary.entries.delete(ada, [made[0].id])
        target = io.BytesIO()
        diary.backups.write(target)
    return target.getvalue()


def rows_of(path: Path) -> dict[str, object]:
    """Return by table what its rows are to SQLite, or that they can't be read."""
    found: dict[str, object] = {}
    for table in TABLES:
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as it:
                it.text_factory = bytes
                rows = it.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
        except (sqlite3.Error, UnicodeDecodeError):
            found[table] = "unreadable"
    return found


def is_sound(path: Path) -> bool:
    """Return whether SQLite finds nothing wrong with how the file is built."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as it:
            it.text_factory = bytes
            (found,) = it.execute("PRAGMA integrity_check(1)").fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return bool(found == b"ok")


def damage(path: Path, chance: random.Random, how: str) -> str:
    """Damage a file; return where."""
    data = bytearray(path.read_bytes())
    if how == "flipped bit":
        place, bit = chance.randrange(len(data)), chance.randrange(8)
        data[place] ^= 1 << bit
        where = f"bit {bit} of byte {place}"
    else:
        place = chance.randrange(len(data) - OVERWRITTEN)
        data[place : place + OVERWRITTEN] = chance.randbytes(OVERWRITTEN)
        where = f"{OVERWRITTEN} bytes from {place}"
    path.write_bytes(data)
    return where


def attack(
    good: Path, backup: bytes, chance: random.Random, how: str, *, pages: bool
) -> tuple[str, list[str]]:
    """Damage a copy of a diary and use it; return what it came to, and the faults."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "diary.sqlite3"
        shutil.copy(good, path)
        before = rows_of(path)
        where = damage(path, chance, how)
        damaged = path.read_bytes()
        rows, sound = rows_of(path), is_sound(path)
        reads_otherwise = rows != before
        faults = []
        backup_file = folder / "good.zip"
        backup_file.write_bytes(backup)
        url = f"sqlite:///{path}"
        if reads_otherwise or not sound:
            if pages:
                faults += page_faults(url)
                begin_anew(folder, path, damaged)
            faults += command_faults(url, folder, backup_file)
            begin_anew(folder, path, damaged)
        verbs, said = verb_faults(url, TODAY, backup)
        faults += verbs
        if "start" in said:
            outcome = "refused at the start"
        elif "look through" in said:
            outcome = "found by the daily look"
        elif reads_otherwise:
            outcome = "READS OTHERWISE, NOT FOUND"
        else:
            outcome = "reads as before"
        if "start" not in said and "restore" in said:
            faults.append(f"a good backup is not brought back: {said['restore']}")
        return outcome, [f"{where}: {fault}" for fault in faults]


def begin_anew(folder: Path, path: Path, damaged: bytes) -> None:
    """Put the damaged file back as it was."""
    for beside in folder.glob("diary.sqlite3*"):
        with suppress(FileNotFoundError):
            beside.unlink()
    path.write_bytes(damaged)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--overwritten", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-pages", dest="pages", action="store_false")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    outcomes: Counter[tuple[str, str]] = Counter()
    n_faults = 0
    with tempfile.TemporaryDirectory() as folder:
        good = Path(folder) / "good.sqlite3"
        backup = write_diary(good)
        print(f"A diary of {good.stat().st_size:,} bytes, seed {options.seed}")
        for how, count in (("flipped bit", options.flips), ("overwritten", options.overwritten)):
            for _ in range(count):
                outcome, faults = attack(good, backup, chance, how, pages=options.pages)
                outcomes[how, outcome] += 1
                n_faults += len(faults)
                for fault in faults:
                    print(f"FAULT, {how}, {fault}", flush=True)
    for (how, outcome), count in sorted(outcomes.items()):
        print(f"{how:12} {outcome:28} {count:4}")
    print(f"faults: {n_faults}")
    return 1 if n_faults else 0


if __name__ == "__main__":
    sys.exit(main())
