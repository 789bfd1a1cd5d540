"""Rows of the tables of an older program, brought to those of this one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import URL, Connection, MetaData, Table

from estimator.store.edition import EDITION
from estimator.store.engine import EVERYTHING, make_engine
from estimator.store.migrate import migration_config, newest_revision
from estimator.store.portable import Rows, Snapshot, replace_all

_OF_THE_DATABASE: Final = ("alembic_version", EDITION.name)
"""Tables that say something of the database itself; no backup has them."""


@contextmanager
def migrated(schema: str, rows: Rows) -> Iterator[Snapshot]:
    """Migrate rows in a database of their own, which is gone afterwards.

    Parameters
    ----------
    schema : str
        The revision of the tables that the rows are of; see ``known_revisions``.
    rows : Rows
        Of the tables of that revision.

    Raises
    ------
    ValueError, TypeError, KeyError
        If a value is not of its column, or breaks a rule of its table.
    """
    from alembic import command  # takes longer to load than all a current diary needs

    with TemporaryDirectory() as folder:
        engine = make_engine(URL.create("sqlite", database=str(Path(folder) / "older.sqlite3")))
        try:
            with engine.execution_options(**EVERYTHING).begin() as connection:
                command.upgrade(migration_config(connection), schema)
                replace_all(connection, rows, _tables_of(connection))
                command.upgrade(migration_config(connection), "head")
            with engine.connect() as connection:
                yield Snapshot(connection, newest_revision())
        finally:
            engine.dispose()


def _tables_of(connection: Connection) -> list[Table]:
    """Return the tables as they are in the database, each after those that its rows refer to."""
    found = MetaData()
    found.reflect(connection)
    tables = [table for table in found.sorted_tables if table.name not in _OF_THE_DATABASE]
    for column in (column for table in tables for column in table.columns):
        column.type = column.type.as_generic()
    return tables
