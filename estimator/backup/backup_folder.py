"""The folder of an installation where backups are kept: the newest stay, whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final

from estimator.errors import StoreError
from estimator.store.database_url import backups_beside as backups_beside

DAYS_KEPT: Final = 14
BEFORE_RESTORE_KEPT: Final = 5
DAILY: Final = "k2-diary"
BEFORE_RESTORE: Final = "k2-diary-before-restore"
DAMAGED: Final = "damaged-k2-diary"
"""No backup, so it is not offered as one."""
_UNFINISHED: Final = ".part"
_LONGEST_WRITE: Final = timedelta(hours=1)
"""An unfinished backup that is older is of a program that was ended meanwhile."""


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
    for path in folder.glob(f"{DAILY}-*.zip"):
        with suppress(OSError):  # taken away meanwhile
            found.append(_kept(path))
    return sorted(found, key=lambda one: one.kept_at, reverse=True)


def _kept(path: Path) -> KeptBackup:
    state = path.stat()
    return KeptBackup(
        path=path,
        kept_at=datetime.fromtimestamp(state.st_mtime).astimezone(),
        before_restore=path.name.startswith(BEFORE_RESTORE),
        bytes=state.st_size,
    )


def keep(
    folder: Path, name: str, now: Callable[[], datetime], write: Callable[[IO[bytes]], object]
) -> KeptBackup:
    """Write a backup into a folder; it has its name only once it is whole.

    Raises
    ------
    StoreError
        If it can't be written.
    """
    path = folder / f"{name}.zip"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear_unfinished(folder, now())
        with NamedTemporaryFile(dir=folder, prefix=".", suffix=_UNFINISHED, delete=False) as file:
            try:
                write(file)
                file.flush()
                os.fsync(file.fileno())
                os.utime(file.name, (now().timestamp(),) * 2)
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise StoreError(
            f"A backup can't be kept in {folder}: {error.strerror}. "
            "Make room there, or make the folder writable."
        ) from error
    return _kept(path)


def _clear_unfinished(folder: Path, moment: datetime) -> None:
    """Delete what was being written when the program, or the computer, was ended."""
    for path in folder.glob(f".*{_UNFINISHED}"):
        with suppress(FileNotFoundError):  # finished meanwhile
            if abs(moment.timestamp() - path.stat().st_mtime) > _LONGEST_WRITE.total_seconds():
                path.unlink()


def forget_oldest(folder: Path, how_many: int, made: KeptBackup) -> None:
    """Delete the oldest backups of the kind of one just made, all but so many.

    A backup from after that one is of a clock that was wrong, then or now: it is older,
    whatever it says.
    """
    others = [
        one
        for one in kept_in(folder)
        if one.before_restore == made.before_restore and one.path != made.path
    ]
    others.sort(key=lambda one: (one.kept_at <= made.kept_at, one.kept_at))
    for one in others[: max(0, len(others) + 1 - how_many)]:
        with suppress(OSError):  # it is tried again tomorrow
            one.path.unlink()
