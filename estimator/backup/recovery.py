"""Goes on after the file of a diary was damaged: it is set aside, and a backup brought back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from estimator.backup.backups import Backups
from estimator.errors import InputError
from estimator.store import open_store, set_aside


def go_on_after_damage(path: Path, backup: Path | None, now: Callable[[], datetime]) -> Path:
    """Set a damaged file aside, and bring a backup back in its place, or begin anew.

    Parameters
    ----------
    path : Path
        The damaged file.
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
        If the backup can't be read or is none; the damaged file is set aside by then.
    StoreError
        If the file can't be moved, or the new one not be written.
    """
    aside = set_aside(path, now())
    if backup is not None:
        store = open_store(f"sqlite:///{path}")
        try:
            with backup.open("rb") as file:
                Backups(store, now).restore(file, backup.name)
        except OSError as error:
            raise InputError(
                f"{backup} can't be read: {error.strerror}. Choose another backup on Files."
            ) from error
        finally:
            store.close()
    return aside
