"""Identifies the diary, so that one put in its place is never mistaken for it.

A diary keeps the name of its edition, which is new whenever another diary is put in its place: a
backup brought back, or a file begun anew. Numbers of people and entries mean something within one
edition only. Of SQLite, the file is known by its number on the disk too.
"""

from pathlib import Path
from typing import Final, TypeAlias
from uuid import uuid4

from sqlalchemy import Column, Connection, MetaData, String, Table, select, update

from estimator.errors import ReplacedStoreError, StoreError

FileIdentity: TypeAlias = tuple[int, int]
"""Device and number of a file on it."""

# Of this database, and of no backup: what is brought back is another edition.
EDITION: Final = Table("edition", MetaData(), Column("name", String(32), nullable=False))

_NAME: Final = select(EDITION.c.name)
_REPLACED: Final = (
    "Another diary is here now: a backup was brought back, or the file was set aside or moved. "
    "Nothing was done. Look at what is here now, and do it again if it is still meant."
)


def edition_of(connection: Connection) -> str:
    """Return the name of the edition that is in the database."""
    return str(connection.scalar(_NAME))


def check_edition(connection: Connection, edition: str) -> None:
    """Check that it is still this edition, in a transaction.

    Raises
    ------
    ReplacedStoreError
        If it is another one.
    """
    if edition_of(connection) != edition:
        raise ReplacedStoreError(_REPLACED)


def begin_edition(connection: Connection) -> None:
    """Name what is in the database as of now."""
    connection.execute(update(EDITION).values(name=uuid4().hex))


def identity_of(file: Path | None) -> FileIdentity | None:
    """Return what identifies a file on its disk; None where it is missing or can't be reached."""
    try:
        found = file.stat() if file else None
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found else None


def check_file(file: Path | None, identity: FileIdentity | None) -> None:
    """Check that no other file is in the place of the one that was opened.

    Whether there is any is found out by whoever then reads it.

    Raises
    ------
    ReplacedStoreError
        If it is another one.
    """
    if identity_of(file) not in (identity, None):
        raise ReplacedStoreError(_REPLACED)


def check_written(file: Path | None, identity: FileIdentity | None) -> None:
    """Check that what was just written is in the diary, and not in a file that was moved meanwhile.

    Raises
    ------
    ReplacedStoreError
        If another file is in its place.
    StoreError
        If there is none.
    """
    check_file(file, identity)
    if identity_of(file) != identity:
        raise StoreError(
            f"The file of the diary {file} was taken away while it was written. Put it back, and "
            "see whether the last change is in it."
        )
