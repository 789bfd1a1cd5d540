"""Work on a whole diary that is killed: its first start, migration, daily backup and restore."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Final

from benchmarks.killed_diary import (
    DAY,
    LARGE_DIARY,
    NOW,
    Said,
    Say,
    expect,
    not_as_expected,
    opened,
    tokens_of,
    write_diary,
)

FIRST_VERSION: Final = Path(__file__).parents[1] / "tests" / "unit" / "diary_0001.sql"
_TEN_YEARS: Final = timedelta(days=3650)


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
    expect(folder)
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
    yield from not_as_expected(folder)


def prepare_large_diary(folder: Path) -> None:
    """Put a diary of some size there."""
    write_diary(folder, LARGE_DIARY)
    expect(folder)


def keep_backup(folder: Path, say: Say) -> None:
    """Keep the backup of the day."""
    with opened(folder) as diary:
        say("begun", "backup")
        diary.backups.keep_daily()
        say("done", "backup")


def not_kept(folder: Path, said: Said) -> Iterator[str]:
    """Yield what is wrong with the diary and its backup."""
    yield from not_as_expected(folder)
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
        entries = len(tokens_of(diary))
    if entries != 20 or said.done:
        yield from not_as_expected(folder)
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
