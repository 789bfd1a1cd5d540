"""How the diary's database is opened, and its transactions begun."""

from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event

from estimator.errors import StoreError
from estimator.store.address import URL_VARIABLE, file_of, is_uri
from estimator.store.faults import store_errors

BUSY_TIMEOUT_S: Final = 15
"""How long a writer waits for another one to finish [s]."""
_POSTGRESQL_LOCK: Final = 726583
"""Any number that no other program on the same database locks by."""

# synchronous: what was confirmed outlives a power cut too, for 0.5 ms more per verb.
# secure_delete: what is erased is overwritten, not only unlinked, in every build of SQLite.
_SQLITE_SETTINGS: Final = ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON")


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


def _make_private_file(url: URL) -> None:
    """Make an empty file that only its owner can read; SQLite would make it for all."""
    path = file_of(url)
    if path is None or is_uri(url):
        return
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
