"""Backups of all the diaries: made, looked into, and brought back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from estimator.backup.archive import (
    Manifest,
    open_archive,
    refusing_damage,
    write_archive,
    write_raw,
)
from estimator.backup.backup_folder import (
    BEFORE_RESTORE,
    BEFORE_RESTORE_KEPT,
    DAILY,
    DAMAGED,
    DAYS_KEPT,
    KeptBackup,
    forget_oldest,
    keep,
    kept_in,
)
from estimator.backup.contents import check_contents
from estimator.backup.counts import PersonInBackup, people_in
from estimator.errors import InputError
from estimator.store import Rows, Snapshot, Store, UndecodableError, known_revisions, migrated

_CHANGED_MEANWHILE: Final = (
    "What is there now is not what was shown beside the backup: something was logged or changed "
    "meanwhile. Nothing was brought back. Look at it again, and then decide."
)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What bringing a backup back would put in the place of what there is."""

    made_at: datetime
    program: str
    food_data: str
    people: tuple[PersonInBackup, ...]


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
                people = people_in(snapshot)
            return Preview(
                made_at=manifest.made_at,
                program=manifest.program,
                food_data=manifest.food_data,
                people=people,
            )

    def now_there(self) -> tuple[PersonInBackup, ...]:
        """Return how much of each person there is now."""
        with self._store.snapshot() as snapshot:
            return people_in(snapshot)

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
            if shown is not None and people_in(replacing.before) != tuple(shown):
                raise InputError(_CHANGED_MEANWHILE)
            # To the microsecond, so that a second one never takes the place of the first.
            moment = f"{self._now():%Y-%m-%d-%H%M%S-%f}"
            try:
                before = self._keep(
                    f"{BEFORE_RESTORE}-{moment}", lambda file: self._write(file, replacing.before)
                )
            except UndecodableError:
                if replacing.is_file:
                    raise
                before = self._keep(f"{DAMAGED}-{moment}", lambda file: write_raw(file, replacing))
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
        name = f"{DAILY}-{self._now().astimezone():%Y-%m-%d}"
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
        return keep(self.folder, name, self._now, write)

    def _forget(self, how_many: int, made: KeptBackup) -> None:
        """Delete the oldest of the kind of one just made; none of a diary known to be damaged.

        One of those from before the damage may be the last good one.
        """
        if not self._store.damage:
            forget_oldest(self.folder, how_many, made)

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
