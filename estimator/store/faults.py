"""What goes wrong with a database while it is used, as a sentence for the person."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import URL
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

from estimator.errors import StoreError, UnwritableStoreError
from estimator.store.damage import damaged
from estimator.store.database_url import URL_VARIABLE, may_be_read, shown
from estimator.store.undecodable import UndecodableError

_NO_ROOM: Final = (
    "There is no room left on the disk of the diary {}: nothing is saved. "
    "Make room there, then try again."
)
_READ_ONLY: Final = (
    "The diary {} can't be written: nothing is saved. "
    "Make the file and its folder writable, then try again."
)
_BUSY: Final = (
    "The diary {} is being written by another program, which takes very long: nothing is saved. "
    "Try again once it is done."
)
_GONE: Final = (
    "The diary {} can't be read, because it is not there or may not be read: nothing is saved. "
    "Put the file back where it was, or let its folder and the file be read."
)
_BAD_DISK: Final = (
    "The disk of the diary {} gives an error: nothing is saved. "
    "See that the disk is there and sound, then try again."
)
_AWAY: Final = (
    "The diary's database {} can't be reached: nothing is saved. "
    "See that its server runs and that the network lets it be reached."
)
_SENTENCES: Final = (
    ("SQLITE_FULL", UnwritableStoreError, _NO_ROOM),
    # A quota, or a limit on the size of a file; and no room for what is kept beside it.
    ("SQLITE_IOERR_WRITE", UnwritableStoreError, _NO_ROOM),
    ("SQLITE_IOERR_SHMSIZE", UnwritableStoreError, _NO_ROOM),
    ("SQLITE_READONLY", UnwritableStoreError, _READ_ONLY),
    # Of a file that is there: what SQLite keeps beside it can't be made.
    ("SQLITE_CANTOPEN", UnwritableStoreError, _READ_ONLY),
    ("SQLITE_IOERR", StoreError, _BAD_DISK),
    ("SQLITE_BUSY", StoreError, _BUSY),
    ("53100", UnwritableStoreError, _NO_ROOM),
    ("25006", UnwritableStoreError, _READ_ONLY),
    # Lock and statement time-outs; of two that wait for each other, one is given up.
    ("55P03", StoreError, _BUSY),
    ("57014", StoreError, _BUSY),
    ("40", StoreError, _BUSY),
    # The connection is lost, the server stops, starts, has no room for one more connection,
    # or has given up one that was idle.
    ("08", StoreError, _AWAY),
    ("57P", StoreError, _AWAY),
    ("53", StoreError, _AWAY),
    ("25P", StoreError, _AWAY),
)
"""By how SQLite's name of an error begins, or by its SQLSTATE."""
_OF_DAMAGE: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


@contextmanager
def store_errors(url: URL) -> Iterator[None]:
    """Turn what the database reports into one sentence for the person.

    Raises
    ------
    UnwritableStoreError
        If the database can't be written, though it may be that it can be read.
    DamagedStoreError
        If what is kept can't be read.
    StoreError
        In place of any other error of the database or its driver.
    """
    try:
        yield
    except UndecodableError as error:
        raise damaged(url, str(error)) from error
    except UnicodeDecodeError as error:  # the driver can't say what it found
        raise damaged(url, "what is kept is no text") from error
    except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
        cause = getattr(error, "orig", None) or error
        name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
        if not may_be_read(url):
            raise StoreError(_GONE.format(shown(url))) from error
        # A text that is none is found by the driver, which gives it no name of SQLite's.
        undecodable = isinstance(cause, sqlite3.OperationalError) and not name
        if undecodable or name.startswith(_OF_DAMAGE):
            raise damaged(url, "what is kept can't be read") from error
        for start, kind, sentence in _SENTENCES:
            if name.startswith(start):
                raise kind(sentence.format(shown(url))) from error
        if isinstance(error, NoConnectionFreeError):
            raise StoreError(_BUSY.format(shown(url))) from error
        if _lost(error, name):
            raise StoreError(_AWAY.format(shown(url))) from error
        raise StoreError(
            f"The diary's database {shown(url)} can't be used: {_told(error, cause, name)}. "
            f"Check that it is a diary of this program and can be written, "
            f"or name another one in {URL_VARIABLE}."
        ) from error


def _told(error: Exception, cause: BaseException, name: str) -> str:
    """Return what a database says of itself; of what is kept in it, not more than a name."""
    of_the_database = (OperationalError, ProgrammingError, ArgumentError, ImportError)
    if isinstance(error, of_the_database):
        return str(cause).partition("\n")[0]
    return name or type(cause).__name__


def cant_be_written(url: URL) -> str:
    """Return what to say of a database that can be read at best."""
    return _READ_ONLY.format(shown(url))


def _lost(error: BaseException, name: str) -> bool:
    """Return whether a server could not be reached, which has then given no SQLSTATE."""
    return isinstance(error, DBAPIError) and (
        error.connection_invalidated
        or (not name and isinstance(error, OperationalError | InterfaceError))
    )
