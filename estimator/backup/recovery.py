"""Goes on after the file of a diary was damaged: it is set aside, and a backup brought back."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from estimator.backup.backups import Backups
from estimator.backup.counts import PersonInBackup
from estimator.errors import DamagedStoreError, InputError, StoreError
from estimator.store import identity_of, only_one, open_store, set_aside


def bring_back(
    backups: Backups,
    opened: Callable[[], IO[bytes]],
    name: str,
    shown: Sequence[PersonInBackup] | None,
    now: Callable[[], datetime],
) -> Path:
    """Put a backup in the place of all there is, also where that can't be read.

    Parameters
    ----------
    backups : Backups
        Of the diary that is there.
    opened : callable
        Opens the backup, as often as it is asked.
    name : str
        What to call it in messages.
    shown : sequence of PersonInBackup or None
        What the person was told is there now.
    now : callable
        Returns this moment, with a time zone.

    Returns
    -------
    Path
        A backup of what was there before; where it is too damaged to be kept as one, or to be
        replaced, the file itself, set aside.

    Raises
    ------
    InputError, StoreError
        For the reasons of `Backups.restore` and `go_on_after_damage`.
    """
    try:
        with opened() as file:
            return backups.restore(file, name, shown)
    except DamagedStoreError as damaged:
        return put_in_place(damaged, opened, name, now)


def go_on_after_damage(
    damaged: DamagedStoreError, backup: Path | None, now: Callable[[], datetime]
) -> Path:
    """Put a backup, or an empty diary, in the place of a damaged file, which is set aside.

    The new diary is made whole before anything is touched, and another program waits meanwhile.

    Parameters
    ----------
    damaged : DamagedStoreError
        What was found when the file was opened.
    backup : Path or None
        None to begin anew.
    now : callable
        Returns this moment, with a time zone.

    Returns
    -------
    Path
        Where the damaged file is now.

    Raises
    ------
    InputError
        If the file is not the damaged one any more, or the backup can't be read or is none.
    StoreError
        If the file can't be moved, or the new one not be written.
    """
    if backup is None:
        return _put_aside_for(damaged, lambda _: None, now)

    def opened() -> IO[bytes]:
        try:
            return backup.open("rb")
        except OSError as error:
            raise InputError(
                f"{backup} can't be read: {error.strerror}. Nothing was changed. "
                "Choose another backup."
            ) from error

    return put_in_place(damaged, opened, backup.name, now)


def put_in_place(
    damaged: DamagedStoreError,
    opened: Callable[[], IO[bytes]],
    name: str,
    now: Callable[[], datetime],
) -> Path:
    """Put a backup, which can be opened so, in the place of a damaged file, as said above."""

    def fill(backups: Backups) -> None:
        with opened() as file:
            backups.fill(file, name)

    return _put_aside_for(damaged, fill, now)


def _put_aside_for(
    damaged: DamagedStoreError, fill: Callable[[Backups], None], now: Callable[[], datetime]
) -> Path:
    path = damaged.path
    with only_one(path):
        _check_still_damaged(damaged)
        try:
            with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
                new = Path(folder) / path.name
                _begin(new, damaged.path, fill, now)
                aside = set_aside(path, now())
                new.rename(path)
        except OSError as error:
            raise StoreError(
                f"A new diary can't be put in the place of {path}: {error.strerror}. "
                "Make room there, or make the folder writable."
            ) from error
    return aside


def _check_still_damaged(seen: DamagedStoreError) -> None:
    """Look again at a file of which somebody was told that it is damaged."""
    if identity_of(seen.path) == seen.file:
        try:
            with closing(open_store(seen.path)) as store:
                store.check_for_damage()
        except DamagedStoreError:
            return
    raise InputError(
        f"{seen.path} is not any more the damaged file that was shown: another one is in its "
        "place, or it was mended. Nothing was changed. Look at what is there now."
    )


def _begin(
    new: Path, damaged: Path, fill: Callable[[Backups], None], now: Callable[[], datetime]
) -> None:
    with closing(open_store(new)) as store:
        with store.replacing() as replacing:
            replacing.go_on_far_above(damaged)
        fill(Backups(store, now))
