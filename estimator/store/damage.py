"""A damaged SQLite file: found when it is opened, and set aside when somebody says so."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from estimator.errors import DamagedRowsError, DamagedStoreError, StoreError
from estimator.store.database_url import file_of, shown
from estimator.store.edition import identity_of

_BESIDE: Final = ("-wal", "-shm", "")
"""What SQLite keeps beside the file, and the file.

The file comes last: what was beside it must never be found beside the one that follows it.
"""


def check_undamaged(url: URL) -> None:
    """Look through the file of a diary, where it is one of SQLite.

    Raises
    ------
    DamagedStoreError
        If it is damaged, or no database at all; it is left as it is.
    """
    path = file_of(url)
    if path is None or not os.path.isfile(path) or not os.path.getsize(path):
        return
    (where, *_), options = url.get_dialect()().create_connect_args(url)
    try:
        with closing(sqlite3.connect(where, uri=options.get("uri", False))) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:
        return  # in use, or not to be written: whoever opens it says so
    except sqlite3.DatabaseError as error:
        found = str(error)
    except UnicodeDecodeError:
        found = "what is kept is no text"  # of the definition of a table, in the driver's words
    if found != "ok":
        raise damaged(url, " ".join(found.split()))


def damaged(url: URL, why: str) -> StoreError:
    """Return what says that a diary is damaged, and why."""
    path = file_of(url)
    if path is None:
        return DamagedRowsError(
            f"The diary {shown(url)} is damaged, or not one of this program: {why}. It was left "
            "as it is. Bring back a backup with backup restore."
        )
    return DamagedStoreError(
        f"The diary {path} is damaged, or not a database: {why}. It was left as it is. "
        "Set it aside and bring back a backup: in the app, or with backup restore.",
        path,
        identity_of(path),
    )


def set_aside(path: Path, moment: datetime) -> Path:
    """Move a damaged file out of the way, with what SQLite keeps beside it; return where to.

    Raises
    ------
    StoreError
        If it can't be moved.
    """
    target = path.with_name(f"{path.name}.damaged-{moment:%Y%m%d-%H%M%S}")
    try:
        for suffix in _BESIDE:
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(target.with_name(target.name + suffix))
    except OSError as error:
        raise StoreError(
            f"{path} can't be set aside: {error.strerror}. Make its folder writable."
        ) from error
    return target
