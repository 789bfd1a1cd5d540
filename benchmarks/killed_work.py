"""The work that `benchmarks.kill` kills, and what must hold of a diary afterwards.

Each kind of work has a folder of its own with a diary in it. It says what it has begun and
what it has done, so that what was confirmed before the kill can be asked for after it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks import killed_upkeep as upkeep
from benchmarks.killed_diary import (
    DAY,
    Said,
    Say,
    entry,
    half_written,
    opened,
    tokens_of,
    write_diary,
)
from estimator.diary_values import ToLog
from estimator.importing.file_opening import read_sheet

LARGE_WRITE: Final = 1000
"""Entries of one verb."""
ALREADY_THERE: Final = 20
"""Entries of a diary that a file is imported into."""


@dataclass(frozen=True)
class Work:
    """A kind of work.

    Attributes
    ----------
    prepare : callable
        Puts a diary into an empty folder.
    do : callable
        Does the work there, saying what is begun and what is done.
    broken : callable
        Yields in words what does not hold in a folder after a kill.
    """

    prepare: Callable[[Path], None]
    do: Callable[[Path, Say], None]
    broken: Callable[[Path, Said], Iterator[str]]


def log_on(folder: Path, say: Say) -> None:
    """Log one entry after the other."""
    with opened(folder) as diary:
        me = diary.people.first().id
        for number in range(1000):
            say("begun", str(number))
            diary.entries.log(me, **entry(number))
            say("done", str(number))


def log_many(folder: Path, say: Say) -> None:
    """Log very many entries by one verb."""
    with opened(folder) as diary:
        me = diary.people.first().id
        numbers = range(LARGE_WRITE)
        say("begun", "all")
        diary.entries.log_many(me, [ToLog(**entry(number)) for number in numbers])
        say("done", "all")


def not_logged_once(folder: Path, said: Said) -> Iterator[str]:
    """Yield what was confirmed and is lost, there unasked, or doubled when logged again."""
    yield from _not_once(folder, said.begun, said.done)


def not_logged_wholly(folder: Path, said: Said) -> Iterator[str]:
    """Yield what is wrong with entries of one verb: all of them are there, or none."""
    numbers = [str(number) for number in range(LARGE_WRITE)]
    with opened(folder) as diary:
        there = len(tokens_of(diary))
    if there not in (0, LARGE_WRITE):
        yield f"{there} of {LARGE_WRITE} entries of one verb"
    yield from _not_once(folder, numbers, numbers if said.done else [])


def _not_once(folder: Path, begun: list[str], done: list[str]) -> Iterator[str]:
    with opened(folder) as diary:
        me = diary.people.first().id
        there = tokens_of(diary)
        if lost := set(done) - set(there):
            yield f"{len(lost)} confirmed entries are lost"
        if strange := set(there) - set(begun):
            yield f"{len(strange)} entries were never logged"
        yield from half_written(diary._store)
        diary.entries.log_many(me, [ToLog(**entry(int(token))) for token in begun])
        if sorted(tokens_of(diary)) != sorted(begun):
            yield "logged again, an entry is doubled or missing"
        if begun and (diary.history.undo(me) is None or len(tokens_of(diary)) >= len(begun)):
            yield "the last change can't be undone"


def import_file(folder: Path, say: Say) -> None:
    """Import a file of very many rows."""
    with opened(folder) as diary:
        me = diary.people.first().id
        _, plan = diary.imports.preview(me, read_sheet(_file(), "diary.csv"))
        say("begun", "import")
        diary.imports.apply(me, plan, {"my beans": "natto"})
        say("done", "import")


def not_imported_wholly(folder: Path, said: Said) -> Iterator[str]:
    """Yield what is wrong with an imported file: all of it is there once, or nothing."""
    with opened(folder) as diary:
        me = diary.people.first().id
        there, names = len(tokens_of(diary)), len(diary.imports.names(me))
        whole = ALREADY_THERE + LARGE_WRITE
        if (there, names) not in ((ALREADY_THERE, 0), (whole, 1)):
            yield f"{there} entries and {names} names of one import"
        if said.done and there != whole:
            yield "a confirmed import is lost"
        _, plan = diary.imports.preview(me, read_sheet(_file(), "diary.csv"))
        if len(plan.new) != whole - there:
            yield f"{len(plan.new)} rows are new when {there} entries are there"
        diary.imports.apply(me, plan, {"my beans": "natto"})
        if len(tokens_of(diary)) != whole:
            yield "imported again, an entry is doubled or missing"
        diary.history.undo(me)
        if len(tokens_of(diary)) != ALREADY_THERE:
            yield "the import can't be undone as a whole"


def _file() -> bytes:
    """Return a file whose rows have names of their own, of a day on which nothing is logged."""
    day = DAY - timedelta(days=1)
    rows = [f"{day},natto,{1 + number % 3},pack,row {number}" for number in range(LARGE_WRITE)]
    return "\n".join(["date,food,amount,unit,entry_id", *rows]).encode()


WORKS: Final[dict[str, Work]] = {
    "first start": Work(lambda folder: None, upkeep.begin, upkeep.not_begun),
    "logging": Work(lambda folder: write_diary(folder, 0), log_on, not_logged_once),
    "large write": Work(lambda folder: write_diary(folder, 0), log_many, not_logged_wholly),
    "import": Work(
        lambda folder: write_diary(folder, ALREADY_THERE), import_file, not_imported_wholly
    ),
    "migration": Work(upkeep.prepare_first_version, upkeep.migrate, upkeep.not_migrated),
    "daily backup": Work(upkeep.prepare_large_diary, upkeep.keep_backup, upkeep.not_kept),
    "restore": Work(upkeep.prepare_restore, upkeep.restore, upkeep.not_restored),
}
"""Every kind of work; the file itself is looked through after each of them."""
