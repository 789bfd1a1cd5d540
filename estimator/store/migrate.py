"""Brings the database to the tables of this program, and refuses what isn't its own.

To add a migration after a change of ``models.py``, on a database made before it::

    with store.engine.connect() as connection:
        command.revision(migration_config(connection), "what it does", autogenerate=True)
"""

import re
import sqlite3
import time
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, Connection, Engine, inspect, text

from estimator.errors import StoreError
from estimator.store.damage import damaged
from estimator.store.database_url import file_of, shown
from estimator.store.engine import BUSY_TIMEOUT_S, EVERYTHING

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parent / "migrations"
_VERSION_TABLE: Final = "alembic_version"
_OURS: Final = frozenset({"profiles", "entries"})
"""Tables that there are in every revision."""


def migration_config(connection: Connection) -> "Config":
    """Return Alembic's configuration, made here and not read from any file."""
    from alembic.config import Config

    config = Config()
    # Alembic reads % in a path as the start of a variable.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate(engine: Engine) -> None:
    """Bring the database to the newest tables, all of it or nothing.

    Of two programs that start at once, the second waits for the first.

    Raises
    ------
    StoreError
        If the database is newer than this program, or another program's, or doesn't say
        which revision it is of. It is then left as it was.
    """
    with engine.connect() as connection:
        if _is_current(connection):
            return
    if engine.dialect.name == "sqlite":
        _use_write_ahead_log(engine)
    with engine.execution_options(**EVERYTHING).begin() as connection:
        if not _is_current(connection):
            from alembic import command  # takes longer to load than all a current diary needs

            command.upgrade(migration_config(connection), "head")


@cache
def known_revisions() -> tuple[str, ...]:
    """Return the revisions of the tables that this program can read, the oldest first.

    Each is the number in the name of its file, which follows the one before.
    """
    names = (path.stem for path in (MIGRATIONS / "versions").glob("v[0-9]*.py"))
    return tuple(sorted(name.partition("_")[0].removeprefix("v") for name in names))


def newest_revision() -> str:
    """Return the revision of the tables of this program."""
    return known_revisions()[-1]


def _is_current(connection: Connection) -> bool:
    # In this order: another program may be making the tables at this moment.
    tables = set(inspect(connection).get_table_names())
    url, known = connection.engine.url, known_revisions()
    found = _revisions_named(connection) if _VERSION_TABLE in tables else []
    if not found and tables and not tables.issuperset(_OURS):
        raise StoreError(
            f"{shown(url)} is the database of another program. "
            f"It was left as it is; name another file for the diary."
        )
    if len(found) != 1 and tables:
        raise _undated(url, f"names {len(found)} revisions of its tables where it should name one")
    current = str(found[0]) if found else None
    if current is not None and current not in known:
        # Ours are numbers, and only a later one can be of a later program.
        if not re.fullmatch("[0-9]{4}", current) or current < known[-1]:
            raise _undated(url, "names a revision of its tables that there never was")
        raise StoreError(
            f"The diary {shown(url)} was written by a newer version of "
            f"this program. It was left as it is; update the program to open it."
        )
    return current == known[-1]


def _revisions_named(connection: Connection) -> list[str | None]:
    """Return the revisions that the database says its tables are of; it should be one."""
    return list(connection.scalars(text(f"SELECT version_num FROM {_VERSION_TABLE}")))


def _undated(url: URL, why: str) -> StoreError:
    """Return what says that it can't be known which program wrote the tables."""
    if file_of(url):
        return damaged(url, f"it {why}")
    return StoreError(
        f"The diary {shown(url)} {why}, in alembic_version. It was left as it is. Restore that "
        "table from a backup of the server, or name an empty database and bring a backup back "
        "there."
    )


def _use_write_ahead_log(engine: Engine) -> None:
    """Let readers go on while one writes; the file remembers it."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            # The driver's own connection, because this can't be done in a transaction.
            with closing(engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            # The one statement for which SQLite itself doesn't wait for another program.
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
