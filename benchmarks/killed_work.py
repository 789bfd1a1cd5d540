"""The work that `benchmarks.kill` kills, and what must hold of a diary afterwards.

Each kind of work has a folder of its own with a diary in it. It says what it has begun and
what it has done, so that what was confirmed before the kill can be asked for after it.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeAlias

from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.importing.opening import read_sheet
from estimator.store import Store, open_store

NOW: Final = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
DAY: Final = date(2026, 2, 10)
ITEMS: Final = (("natto", 1, "pack"), ("cheese-gouda-aged", 30, "g"), ("milk-whole", 2, "dl"))
LARGE_WRITE: Final = 1000
"""Entries of one verb."""
ALREADY_THERE: Final = 20
"""Entries of a diary that a file is imported into."""
LARGE_DIARY: Final = 2000
"""Entries of a diary that is migrated, backed up or brought back."""
FIRST_VERSION: Final = Path(__file__).parents[1] / "tests" / "unit" / "diary_0001.sql"
_TEN_YEARS: Final = timedelta(days=3650)

Say: TypeAlias = Callable[[str, str], None]
"""Told ``"begun"`` or ``"done"``, and of what."""
Rows: TypeAlias = dict[str, list[dict[str, Any]]]


@dataclass
class Said:
    """What a process said before it was killed."""

    begun: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    @property
    def in_the_midst(self) -> bool:
        """Whether the last thing it had begun was not done yet."""
        return len(self.begun) > len(self.done)


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


def opened(folder: Path, now: datetime = NOW) -> "closing[Diary]":
    """Open the diary of a folder."""
    return closing(Diary(open_store(f"sqlite:///{folder / 'diary.sqlite3'}"), now=lambda: now))


def rows_of(store: Store) -> Rows:
    """Return every row of every table."""
    with store.snapshot() as snapshot:
        return {table: list(snapshot.rows(table)) for table in snapshot.tables}


def entry(number: int) -> dict[str, Any]:
    """Return what to log under the token of a number."""
    item_id, amount, unit = ITEMS[number % len(ITEMS)]
    return {"date": DAY, "item_id": item_id, "amount": amount, "unit": unit, "token": str(number)}


def write_diary(folder: Path, entries: int) -> None:
    """Begin a diary with this many entries, logged twenty at a time."""
    with opened(folder) as diary:
        me = diary.people.first().id
        for first in range(0, entries, 20):
            diary.entries.log_many(
                me, [ToLog(**entry(-number)) for number in range(first + 1, first + 21)]
            )


def unsound(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the file itself, which the program has opened once since."""
    with closing(sqlite3.connect(folder / "diary.sqlite3")) as connection:
        for check in ("integrity_check", "foreign_key_check"):
            found = connection.execute(f"PRAGMA {check}").fetchall()
            if found not in ([], [("ok",)]):
                yield f"{check}: {found[:3]}"


def half_written(store: Store) -> Iterator[str]:
    """Yield entries whose verb is not wholly there: the journal has each with all its values.

    Of what was undone the journal has entries that are gone, and of what a file brought their
    ids alone.
    """
    rows = rows_of(store)
    journal = {
        row["id"]: row
        for change in rows["changes"]
        if change["undone_at"] is None
        for row in change["after"].get("entries", [])
    }
    for row in rows["entries"]:
        logged = journal.pop(row["id"], {"token": None})
        if logged.get("token", row["token"]) != row["token"]:
            yield f"entry {row['id']} is not in the journal"
    if journal:
        yield f"{len(journal)} entries are in the journal only"


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
        there = len(_tokens(diary))
    if there not in (0, LARGE_WRITE):
        yield f"{there} of {LARGE_WRITE} entries of one verb"
    yield from _not_once(folder, numbers, numbers if said.done else [])


def _not_once(folder: Path, begun: list[str], done: list[str]) -> Iterator[str]:
    with opened(folder) as diary:
        me = diary.people.first().id
        there = _tokens(diary)
        if lost := set(done) - set(there):
            yield f"{len(lost)} confirmed entries are lost"
        if strange := set(there) - set(begun):
            yield f"{len(strange)} entries were never logged"
        yield from half_written(diary._store)
        diary.entries.log_many(me, [ToLog(**entry(int(token))) for token in begun])
        if sorted(_tokens(diary)) != sorted(begun):
            yield "logged again, an entry is doubled or missing"
        if begun and (diary.history.undo(me) is None or len(_tokens(diary)) >= len(begun)):
            yield "the last change can't be undone"


def _tokens(diary: Diary) -> list[str]:
    (me,) = diary.people.all()
    return [str(one.token) for one in diary.entries.of(me.id)]


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
        there, names = len(_tokens(diary)), len(diary.imports.names(me))
        whole = ALREADY_THERE + LARGE_WRITE
        if (there, names) not in ((ALREADY_THERE, 0), (whole, 1)):
            yield f"{there} entries and {names} names of one import"
        if said.done and there != whole:
            yield "a confirmed import is lost"
        _, plan = diary.imports.preview(me, read_sheet(_file(), "diary.csv"))
        if len(plan.new) != whole - there:
            yield f"{len(plan.new)} rows are new when {there} entries are there"
        diary.imports.apply(me, plan, {"my beans": "natto"})
        if len(_tokens(diary)) != whole:
            yield "imported again, an entry is doubled or missing"
        diary.history.undo(me)
        if len(_tokens(diary)) != ALREADY_THERE:
            yield "the import can't be undone as a whole"


def _file() -> bytes:
    """Return a file whose rows have names of their own, of a day on which nothing is logged."""
    day = DAY - timedelta(days=1)
    rows = [f"{day},natto,{1 + number % 3},pack,row {number}" for number in range(LARGE_WRITE)]
    return "\n".join(["date,food,amount,unit,entry_id", *rows]).encode()


def prepare_first_version(folder: Path) -> None:
    """Put a diary of the first version there, and what becomes of it once it is migrated."""
    path = folder / "diary.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
        columns = "profile_id, date, meal, kind, item_id, amount, unit, quantity, note, sample"
        made = "'2026-02-10 09:34:00.000000'"
        connection.executemany(
            f"INSERT INTO entries ({columns}, token, created_at, updated_at) "
            f"VALUES (1, ?, NULL, 'food', 'natto', 1, 'pack', 40, '', 0, NULL, {made}, {made})",
            [(str(DAY - timedelta(days=n)),) for n in range(LARGE_DIARY)],
        )
        # Else the migration would name them, and each time otherwise.
        connection.execute("UPDATE entries SET token = 'entry ' || id WHERE token IS NULL")
        connection.commit()
    first = path.read_bytes()
    _expect(folder)
    path.write_bytes(first)


def migrate(folder: Path, say: Say) -> None:
    """Open a diary of an older version."""
    say("begun", "migration")
    with opened(folder):
        say("done", "migration")


def not_migrated(folder: Path, said: Said) -> Iterator[str]:
    """Yield what is lost of a diary of an older version."""
    with closing(sqlite3.connect(folder / "diary.sqlite3")) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        columns = {row[1] for row in connection.execute("PRAGMA table_info(entries)")}
    if (revision == "0001") == ("eaten_at" in columns):
        yield f"half migrated: revision {revision}"
    if said.done and revision == "0001":
        yield "a finished migration is lost"
    yield from _not_as_expected(folder)


def prepare_large_diary(folder: Path) -> None:
    """Put a diary of some size there."""
    write_diary(folder, LARGE_DIARY)
    _expect(folder)


def keep_backup(folder: Path, say: Say) -> None:
    """Keep the backup of the day."""
    with opened(folder) as diary:
        say("begun", "backup")
        diary.backups.keep_daily()
        say("done", "backup")


def not_kept(folder: Path, said: Said) -> Iterator[str]:
    """Yield what is wrong with the diary and its backup."""
    yield from _not_as_expected(folder)
    yield from _backups_not_whole(folder, 1 if said.done else 0)


def prepare_restore(folder: Path) -> None:
    """Put a small diary there, and a backup of a large one."""
    prepare_large_diary(folder)
    with opened(folder) as diary, (folder / "large.zip").open("wb") as file:
        diary.backups.write(file)
    (folder / "diary.sqlite3").unlink()
    write_diary(folder, 20)


def restore(folder: Path, say: Say) -> None:
    """Bring a backup back."""
    with opened(folder) as diary, (folder / "large.zip").open("rb") as file:
        say("begun", "restore")
        diary.backups.restore(file, "large.zip")
        say("done", "restore")


def not_restored(folder: Path, said: Said) -> Iterator[str]:
    """Yield what is wrong with what was brought back, or was there before."""
    with opened(folder) as diary:
        entries = len(_tokens(diary))
    if entries != 20 or said.done:
        yield from _not_as_expected(folder)
    yield from _backups_not_whole(folder, 1 if entries != 20 else 0)


def begin(folder: Path, say: Say) -> None:
    """Start for the first time."""
    say("begun", "start")
    with opened(folder) as diary:
        diary.people.first()
        say("done", "start")


def not_begun(folder: Path, said: Said) -> Iterator[str]:
    """Yield what is wrong with a diary that has just begun."""
    with opened(folder) as diary:
        if said.done and len(diary.people.all()) != 1:
            yield "the first profile is lost"
        diary.people.first()
        if len(diary.people.all()) != 1:
            yield "the first profile is there twice"


def _expect(folder: Path) -> None:
    with opened(folder) as diary:
        expected = json.dumps(rows_of(diary._store))
    (folder / "expected.json").write_text(expected, encoding="utf-8")


def _not_as_expected(folder: Path) -> Iterator[str]:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    with opened(folder) as diary:
        there = rows_of(diary._store)
    for table, rows in expected.items():
        if there[table] != rows:
            yield f"{table}: {len(there[table])} rows, not the {len(rows)} expected"


def _backups_not_whole(folder: Path, at_least: int) -> Iterator[str]:
    """Yield backups that can't be read, are too few, or leave files that are never cleared."""
    with opened(folder, NOW + timedelta(days=1)) as diary:
        kept = diary.backups.kept()
        if len(kept) < at_least:
            yield "a confirmed backup is lost"
        for one in kept:
            with one.path.open("rb") as file:
                diary.backups.preview(file, one.path.name)
        unfinished = set(diary.backups.folder.glob("*")) - {one.path for one in kept}
        long_ago = time.time() - _TEN_YEARS.total_seconds()
        for path in unfinished:
            os.utime(path, (long_ago, long_ago))
        diary.backups.keep_daily()
        if left := [path.name for path in unfinished if path.exists()]:
            yield f"left behind for good: {left}"


WORKS: Final[dict[str, Work]] = {
    "first start": Work(lambda folder: None, begin, not_begun),
    "logging": Work(lambda folder: write_diary(folder, 0), log_on, not_logged_once),
    "large write": Work(lambda folder: write_diary(folder, 0), log_many, not_logged_wholly),
    "import": Work(
        lambda folder: write_diary(folder, ALREADY_THERE), import_file, not_imported_wholly
    ),
    "migration": Work(prepare_first_version, migrate, not_migrated),
    "daily backup": Work(prepare_large_diary, keep_backup, not_kept),
    "restore": Work(prepare_restore, restore, not_restored),
}
"""Every kind of work; the file itself is looked through after each of them."""
