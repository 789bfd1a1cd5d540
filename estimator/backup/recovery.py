"""Goes on after the file of a diary was damaged: it is set aside, and a backup brought back."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from estimator.backup.backups import Backups
from estimator.errors import DamagedStoreError, InputError, StoreError
from estimator.store import identity_of, only_one, open_store, set_aside


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
    path = damaged.path
    with only_one(path):
        _check_still_damaged(damaged)
        try:
            with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
                new = Path(folder) / path.name
                _begin(new, damaged.path, backup, now)
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
                store.look_through()
        except DamagedStoreError:
            return
    raise InputError(
        f"{seen.path} is not any more the damaged file that was shown: another one is in its "
        "place, or it was mended. Nothing was changed. Look at what is there now."
    )


def _begin(new: Path, damaged: Path, backup: Path | None, now: Callable[[], datetime]) -> None:
    with closing(open_store(new)) as store:
        with store.replacing() as replacing:
            replacing.go_on_far_above(damaged)
        if backup is None:
            return
        try:
            file = backup.open("rb")
        except OSError as error:
            raise InputError(
                f"{backup} can't be read: {error.strerror}. Nothing was changed. "
                "Choose another backup."
            ) from error
        with file:
            Backups(store, now).fill(file, backup.name)
