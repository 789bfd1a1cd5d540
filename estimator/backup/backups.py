"""Backups of all the diaries: made, kept day by day, looked into, and brought back."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final

from estimator.backup.archive import (
    Manifest,
    open_archive,
    refusing_damage,
    write_archive,
    write_raw,
)
from estimator.backup.contents import check_contents
from estimator.diary_values import NAME_LENGTH
from estimator.errors import InputError, StoreError
from estimator.store import (
    Rows,
    Snapshot,
    Store,
    UndecodableError,
    known_revisions,
    migrated,
)
from estimator.store.address import backups_beside as backups_beside

DAYS_KEPT: Final = 14
BEFORE_RESTORE_KEPT: Final = 5
_DAILY: Final = "k2-diary"
_BEFORE: Final = "k2-diary-before-restore"
_DAMAGED: Final = "damaged-k2-diary"
"""No backup, so it is not offered as one."""
_UNFINISHED: Final = ".part"
_LONGEST_WRITE: Final = timedelta(hours=1)
"""An unfinished backup that is older is of a program that was ended meanwhile."""
_CHANGED_MEANWHILE: Final = (
    "What is there now is not what was shown beside the backup: something was logged or changed "
    "meanwhile. Nothing was brought back. Look at it again, and then decide."
)


@dataclass(frozen=True, kw_only=True)
class PersonInBackup:
    """How much of one person is in a backup."""

    name: str
    entries: int
    first: date | None
    """The first day with an entry."""
    last: date | None
    deleted: bool


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What bringing a backup back would put in the place of what there is."""

    made_at: datetime
    program: str
    food_data: str
    people: tuple[PersonInBackup, ...]


@dataclass(frozen=True, kw_only=True)
class KeptBackup:
    """A backup in the folder of the installation."""

    path: Path
    kept_at: datetime
    before_restore: bool
    """Whether it is of what was there before another backup was brought back."""
    bytes: int


def kept_in(folder: Path) -> list[KeptBackup]:
    """Return the backups in a folder, the newest first."""
    found = []
    for path in folder.glob(f"{_DAILY}-*.zip"):
        with suppress(OSError):  # taken away meanwhile
            found.append(_kept(path))
    return sorted(found, key=lambda one: one.kept_at, reverse=True)


def _kept(path: Path) -> KeptBackup:
    state = path.stat()
    return KeptBackup(
        path=path,
        kept_at=datetime.fromtimestamp(state.st_mtime).astimezone(),
        before_restore=path.name.startswith(_BEFORE),
        bytes=state.st_size,
    )


class Backups:
    """The backups of an installation.

    Parameters
    ----------
    store : Store
        The open database.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self.folder = store.backup_folder

    def write(self, target: IO[bytes]) -> None:
        """Write a backup of everything, as of this moment."""
        with self._store.snapshot() as snapshot:
            self._write(target, snapshot)

    def preview(self, file: IO[bytes], name: str) -> Preview:
        """Say what is in a backup, having read and checked all of it.

        Raises
        ------
        InputError
            If it is no backup, a damaged one, or one of a newer program.
        """
        with self._opened(file, name) as (manifest, snapshot):
            for table in snapshot.tables:
                if table not in ("profiles", "entries"):
                    for _ in snapshot.rows(table):
                        pass
            with refusing_damage(name):
                people = _people(snapshot)
            return Preview(
                made_at=manifest.made_at,
                program=manifest.program,
                food_data=manifest.food_data,
                people=people,
            )

    def now_there(self) -> tuple[PersonInBackup, ...]:
        """Return how much of each person there is now."""
        with self._store.snapshot() as snapshot:
            return _people(snapshot)

    def restore(
        self, file: IO[bytes], name: str, shown: Sequence[PersonInBackup] | None = None
    ) -> Path:
        """Put a backup in the place of all there is: all of it, or nothing if it can't be.

        What is there then is another edition of the diary, to be opened anew.

        Parameters
        ----------
        file : binary file
        name : str
            What to call it in messages.
        shown : sequence of PersonInBackup, optional
            What the person was told is there now.

        Returns
        -------
        Path
            A backup of what was there before, kept in the folder; where it can't be read, and
            is on a server, its rows as they are.

        Raises
        ------
        InputError
            If it is no backup, a damaged one, or one of a newer program, or what is there
            is not what was shown.
        StoreError
            If what is there can't be kept first, or the database can't be written.
        """
        with self._opened(file, name) as (_, rows), self._store.replacing() as replacing:
            if shown is not None and _people(replacing.before) != tuple(shown):
                raise InputError(_CHANGED_MEANWHILE)
            # To the microsecond, so that a second one never takes the place of the first.
            moment = f"{self._now():%Y-%m-%d-%H%M%S-%f}"
            try:
                before = self._keep(
                    f"{_BEFORE}-{moment}", lambda file: self._write(file, replacing.before)
                )
            except UndecodableError:
                if replacing.is_file:
                    raise
                before = self._keep(f"{_DAMAGED}-{moment}", lambda file: write_raw(file, replacing))
            with refusing_damage(name):
                replacing.put(rows)
        if before.before_restore:
            self._forget(BEFORE_RESTORE_KEPT, before)
        return before.path

    def fill(self, file: IO[bytes], name: str) -> None:
        """Put a backup into a diary that was just begun, of which nothing need be kept.

        Raises
        ------
        InputError
            If it is no backup, a damaged one, or one of a newer program.
        StoreError
            If the database can't be written.
        """
        with (
            self._opened(file, name) as (_, rows),
            self._store.replacing() as replacing,
            refusing_damage(name),
        ):
            replacing.put(rows)

    def keep_daily(self) -> Path | None:
        """Keep a backup of today, the first time this is asked on a day with something logged.

        Returns
        -------
        Path or None
            The backup of today; None where nothing was ever logged, so there is none.

        Raises
        ------
        StoreError
            If it can't be written.
        """
        name = f"{_DAILY}-{self._now().astimezone():%Y-%m-%d}"
        path = self.folder / f"{name}.zip"
        if path.exists():
            return path
        with self._store.read() as reader:
            if not any(logged.entries for logged in reader.logged().values()):
                return None
        with self._store.snapshot() as snapshot:
            kept = self._keep(name, lambda file: self._write(file, snapshot))
        self._forget(DAYS_KEPT, kept)
        return path

    def kept(self) -> list[KeptBackup]:
        """Return the backups in the folder, the newest first."""
        return kept_in(self.folder)

    def _write(self, target: IO[bytes], snapshot: Snapshot) -> None:
        write_archive(target, snapshot, self._now())

    def _keep(self, name: str, write: Callable[[IO[bytes]], object]) -> KeptBackup:
        """Write a backup into the folder; it has its name only once it is whole."""
        path = self.folder / f"{name}.zip"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._clear_unfinished()
            with NamedTemporaryFile(
                dir=self.folder, prefix=".", suffix=_UNFINISHED, delete=False
            ) as file:
                try:
                    write(file)
                    file.flush()
                    os.fsync(file.fileno())
                    os.utime(file.name, (self._now().timestamp(),) * 2)
                    os.replace(file.name, path)
                except BaseException:
                    os.unlink(file.name)
                    raise
        except OSError as error:
            raise StoreError(
                f"A backup can't be kept in {self.folder}: {error.strerror}. "
                "Make room there, or make the folder writable."
            ) from error
        return _kept(path)

    def _clear_unfinished(self) -> None:
        """Delete what was being written when the program, or the computer, was ended."""
        now = self._now().timestamp()
        for path in self.folder.glob(f".*{_UNFINISHED}"):
            with suppress(FileNotFoundError):  # finished meanwhile
                if abs(now - path.stat().st_mtime) > _LONGEST_WRITE.total_seconds():
                    path.unlink()

    def _forget(self, how_many: int, made: KeptBackup) -> None:
        """Delete the oldest backups of the kind of one just made, all but so many.

        A backup from after that one is of a clock that was wrong, then or now: it is older,
        whatever it says. Of a diary known to be damaged none is deleted: one of those from
        before the damage may be the last good one.
        """
        if self._store.damage:
            return
        others = [
            one
            for one in self.kept()
            if one.before_restore == made.before_restore and one.path != made.path
        ]
        others.sort(key=lambda one: (one.kept_at <= made.kept_at, one.kept_at))
        for one in others[: max(0, len(others) + 1 - how_many)]:
            with suppress(OSError):  # it is tried again tomorrow
                one.path.unlink()

    @contextmanager
    def _opened(self, file: IO[bytes], name: str) -> Iterator[tuple[Manifest, Rows]]:
        """Open a backup; one of older tables comes with its rows in those of this program."""
        with ExitStack() as stack:
            archive = stack.enter_context(open_archive(file, name))
            manifest = archive.manifest
            *older, newest = known_revisions()
            if manifest.schema not in (*older, newest):
                raise InputError(
                    f"{name}: made by a newer version of this program. "
                    "Update the program to bring it back."
                )
            rows: Rows = archive
            if manifest.schema in older:
                with refusing_damage(name):
                    rows = stack.enter_context(migrated(manifest.schema, archive))
            check_contents(rows, name)
            yield manifest, rows


def _people(snapshot: Rows) -> tuple[PersonInBackup, ...]:
    people: dict[int, PersonInBackup] = {}
    for row in snapshot.rows("profiles"):
        people[row["id"]] = PersonInBackup(
            name=str(row["name"])[:NAME_LENGTH],
            entries=0,
            first=None,
            last=None,
            deleted=row["deleted_at"] is not None,
        )
    entries: Counter[int] = Counter()
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    for row in snapshot.rows("entries"):
        person, day = row["profile_id"], date.fromisoformat(row["date"])
        if person in people:
            entries[person] += 1
            first[person] = min(day, first.get(person, day))
            last[person] = max(day, last.get(person, day))
    return tuple(
        replace(one, entries=entries[key], first=first.get(key), last=last.get(key))
        for key, one in people.items()
    )
