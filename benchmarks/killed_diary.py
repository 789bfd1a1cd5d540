"""The diary of a folder in which work is killed: begun, written, and looked through afterwards."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from estimator.diary.diary import Diary
from estimator.diary_values import ToLog
from estimator.store import Store, open_store

NOW: Final = datetime(2026, 2, 12, 12, 0, tzinfo=UTC)
DAY: Final = date(2026, 2, 10)
ITEMS: Final = (("natto", 1, "pack"), ("cheese-gouda-aged", 30, "g"), ("milk-whole", 2, "dl"))
LARGE_DIARY: Final = 2000
"""Entries of a diary that is migrated, backed up or brought back."""
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


def tokens_of(diary: Diary) -> list[str]:
    """Return the tokens of the entries of the one person."""
    (me,) = diary.people.all()
    return [str(one.token) for one in diary.entries.of(me.id)]


def expect(folder: Path) -> None:
    """Keep what is in the diary of a folder, to be compared with later."""
    with opened(folder) as diary:
        expected = json.dumps(rows_of(diary._store))
    (folder / "expected.json").write_text(expected, encoding="utf-8")


def not_as_expected(folder: Path) -> Iterator[str]:
    """Yield which tables differ from what was kept."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    with opened(folder) as diary:
        there = rows_of(diary._store)
    for table, rows in expected.items():
        if there[table] != rows:
            yield f"{table}: {len(there[table])} rows, not the {len(rows)} expected"
