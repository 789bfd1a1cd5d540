"""How the diary's database is opened, and its transactions begun."""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

from estimator.errors import StoreError
from estimator.store.checksum import add_function
from estimator.store.database_url import URL_VARIABLE, file_of, is_uri, opened_by
from estimator.store.edition import identity_of
from estimator.store.faults import store_errors
from estimator.store.sqlite_values import check_types

ONE_PERSON: Final = {"writes": "one person"}
"""Option of a transaction that writes to the diary of one person, whom it locks first."""
EVERYTHING: Final = {"writes": "everything"}
"""Option of a transaction that writes to anything else: it is alone while it lasts."""

BUSY_TIMEOUT_S: Final = 15
"""How long a writer waits for another one to finish [s]."""
STATEMENT_TIMEOUT_S: Final = 30
"""How long PostgreSQL may take over a statement, but of a transaction that is alone [s]."""
IDLE_TIMEOUT_S: Final = 60
"""How long a program that has stopped in the midst of a transaction keeps its locks [s]."""
_POSTGRESQL_LOCK: Final = 726583
"""Any number that no other program on the same database locks by."""

# Of libpq. A server that is gone without a word is given up after about 20 s, in the midst
# of a transaction as well.
_PATIENCE: Final = {
    "connect_timeout": 5,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
_LIBPQ_DRIVERS: Final = ("psycopg", "psycopg2")
_TIMEOUTS: Final = {
    "lock_timeout": BUSY_TIMEOUT_S,
    "statement_timeout": STATEMENT_TIMEOUT_S,
    "idle_in_transaction_session_timeout": IDLE_TIMEOUT_S,
}

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
            engine = create_engine(
                url,
                pool_pre_ping=True,
                hide_parameters=True,
                pool_timeout=BUSY_TIMEOUT_S,
                connect_args=_patience(url),
            )
        if url.get_backend_name() == "postgresql":
            event.listen(engine, "connect", _set_up_postgresql)
            event.listen(engine, "begin", _begin_postgresql)
        return engine
    _make_private_file(url)
    engine = create_engine(
        url,
        hide_parameters=True,
        max_overflow=-1,  # a page that reads takes a connection; they cost next to nothing
        connect_args={"timeout": BUSY_TIMEOUT_S},
    )
    check_types(engine)
    event.listen(engine, "connect", _set_up_sqlite)
    file = file_of(url)
    if file is not None and not is_uri(url):
        _stay_with_the_file(engine, file)
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
    add_function(connection)


def _stay_with_the_file(engine: Engine, file: Path) -> None:
    """Open the existing file only: never make a new one, or go on with one that was moved."""

    def connect(dialect: Any, _record: object, _positional: object, named: dict[str, Any]) -> Any:
        # SQLite by itself would begin an empty diary in the place of one that is away.
        return dialect.connect(opened_by(file, "rw"), **named, uri=True)

    def remember(_connection: object, record: Any) -> None:
        record.info["file"] = identity_of(file)

    def check(_connection: object, record: Any, _proxy: object) -> None:
        if record.info["file"] != identity_of(file):
            raise InvalidatePoolError(f"{file} is not the file it was")

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", remember)
    event.listen(engine, "checkout", check)


def _patience(url: URL) -> dict[str, Any]:
    """Return how long to wait for a server, where the address doesn't say so itself."""
    if url.get_driver_name() not in _LIBPQ_DRIVERS:
        return {}
    return {name: value for name, value in _PATIENCE.items() if name not in url.query}


def _set_up_postgresql(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        for name, seconds in _TIMEOUTS.items():
            cursor.execute(f"SET {name} = '{seconds}s'")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes can't wait for another writer:
    # SQLite fails it at once. One that says at its start that it will write waits.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    # One writer at a time for each person: what a verb has looked at stays so until it has
    # written. Whoever writes for one person takes this lock together with others of their
    # kind, and the row of the person next; whoever writes for all takes it alone, and no row
    # after it that somebody could hold. Always in this order, so no two wait for each other.
    writes = _writes(connection)
    if writes == ONE_PERSON["writes"]:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock_shared({_POSTGRESQL_LOCK})")
    elif writes:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def _writes(connection: Connection) -> str | None:
    writes: str | None = connection.get_execution_options().get("writes")
    return writes
