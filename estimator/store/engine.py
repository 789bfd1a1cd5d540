"""Where the diary's database is, and how it is opened."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from estimator.errors import StoreError

APP_NAME: Final = "k2-intake-estimator"
FILE_NAME: Final = "diary.sqlite3"
URL_VARIABLE: Final = "K2_DATABASE_URL"
BUSY_TIMEOUT_S: Final = 15
"""How long a writer waits for another one to finish [s]."""
_POSTGRESQL_LOCK: Final = 726583
"""Any number that no other program on the same database locks by."""

# secure_delete: what is erased is overwritten, not only unlinked, in every build of SQLite.
_SQLITE_SETTINGS: Final = ("foreign_keys = ON", "synchronous = NORMAL", "secure_delete = ON")


def database_url(url: str | None = None) -> URL:
    """Return the URL given, else that of ``K2_DATABASE_URL``, else the person's own file.

    Raises
    ------
    StoreError
        If it isn't a URL of SQLAlchemy's form.
    """
    text = url or os.environ.get(URL_VARIABLE)
    if text is None or not text.strip():
        file = user_data_path(APP_NAME, appauthor=False) / FILE_NAME
        return URL.create("sqlite", database=str(file))
    try:
        return make_url(text.strip())
    except ArgumentError as error:
        raise StoreError(
            "The address of the diary's database is not a database URL. Write it as "
            "sqlite:////folder/diary.sqlite3 or postgresql+psycopg://user@host/name."
        ) from error


def data_folder(url: URL) -> Path:
    """Return the folder of a SQLite file; for other databases, the person's data folder."""
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).resolve().parent
    return user_data_path(APP_NAME, appauthor=False)


def make_engine(url: URL) -> Engine:
    """Make the engine; a SQLite file and its folder are made where they are missing.

    Raises
    ------
    StoreError
        If the file can't be made, or the driver of the database is not installed.
    """
    if url.get_backend_name() != "sqlite":
        with store_errors(url):
            engine = create_engine(url, pool_pre_ping=True)
        if url.get_backend_name() == "postgresql":
            event.listen(engine, "begin", _begin_postgresql)
        return engine
    _make_private_file(url)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def store_errors(url: URL) -> Iterator[None]:
    """Turn what the database reports into one sentence for the person.

    Raises
    ------
    StoreError
        In place of any error of the database or its driver.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise StoreError(
            f"The diary's database {shown(url)} can't be used: {reason}. "
            f"Check that it is a diary of this program and can be written, "
            f"or name another one in {URL_VARIABLE}."
        ) from error


def shown(url: URL) -> str:
    """Return the URL as a message may show it: the path of a file, never a password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.set(query={}).render_as_string(hide_password=True)


def _make_private_file(url: URL) -> None:
    """Make an empty file that only its owner can read; SQLite would make it for all."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return
    path = Path(url.database)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise StoreError(
            f"The diary can't be kept in {path}: {error.strerror}. "
            f"Make its folder writable, or name another database in {URL_VARIABLE}."
        ) from error


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, and too late; _begin_sqlite does it.
    connection.isolation_level = None
    for setting in _SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes can't wait for another writer:
    # SQLite fails it at once. One that says at its start that it will write waits.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    # One writer at a time here too: what a verb has looked at stays so until it has written.
    if _writes(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))
