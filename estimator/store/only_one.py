"""A lock between programs, held while the database file itself is moved or replaced."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from estimator.errors import StoreError

LONGEST_WAIT_S: Final = 60
"""How long to wait for another program [s]; to bring back a large backup takes seconds."""


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Keep every other program, and thread, from here until this is done with a file.

    The lock is SQLite's own, on an empty file beside this one that stays there: it ends with
    the program, however that ends, and holds on every system.

    Raises
    ------
    StoreError
        If another program has it for too long, or the file can't be made.
    """
    lock = path.with_name(f"{path.name}.lock")
    try:
        lock.touch(mode=0o600, exist_ok=True)
        connection = sqlite3.connect(lock, timeout=LONGEST_WAIT_S, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"Nothing can be done to {path}, because {lock} can't be made: {error}. "
            "Make room there, or make the folder writable."
        ) from error
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise StoreError(
                f"Another program is at work on {path}: {error}. Try again once it is done."
            ) from error
        yield
