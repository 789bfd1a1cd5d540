"""The diary's database: SQLite in the person's data folder, or any other by its URL.

SQL lives in this package only; what goes in and out are the plain values of
``estimator.diary_values``.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine, text
from sqlalchemy.orm import Session

from estimator.errors import DamagedStoreError, UnwritableStoreError
from estimator.store.address import at_rest, data_folder, database_url, may_be_written
from estimator.store.damage import check_undamaged, set_aside
from estimator.store.engine import EVERYTHING, ONE_PERSON, make_engine
from estimator.store.faults import cant_be_written, store_errors
from estimator.store.health import check_tables, look_through
from estimator.store.migrate import known_revisions, migrate, newest_revision
from estimator.store.older import migrated
from estimator.store.portable import (
    LARGEST_ROW,
    PlainRow,
    Rows,
    Snapshot,
    check_plain_row,
    replace_all,
)
from estimator.store.reading import Change, Reader, Touched
from estimator.store.row_sums import keep_row_sums
from estimator.store.undecodable import UndecodableError
from estimator.store.writing import Writer

__all__: Final = [
    "LARGEST_ROW",
    "Change",
    "PlainRow",
    "Reader",
    "Rows",
    "Snapshot",
    "Store",
    "Touched",
    "UndecodableError",
    "Writer",
    "check_plain_row",
    "known_revisions",
    "migrated",
    "open_store",
    "set_aside",
]


class Store:
    """An open database of the diary; threads may share it.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        Of a database whose tables are those of this program.
    unwritable : str
        Why nothing can be saved in it; "" where it can.

    Attributes
    ----------
    unwritable : str
        As it was found when the database was opened.
    damage : str
        What the last look through all of it found; "" where nothing.
    """

    def __init__(self, engine: Engine, unwritable: str = "") -> None:
        self.engine = engine
        self.unwritable = unwritable
        self.damage = ""

    @property
    def folder(self) -> Path:
        """Where files beside the database are kept."""
        return data_folder(self.engine.url)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read in one transaction.

        Raises
        ------
        StoreError
            If the database can't be read.
        """
        with store_errors(self.engine.url), Session(self.engine) as session:
            yield Reader(session)

    @contextmanager
    def write(self, moment: datetime, *, everybody: bool = False) -> Iterator[Writer]:
        """Write in one transaction: all of it at the end, or nothing after an error.

        Parameters
        ----------
        moment : datetime
            When the rows are said to be written; with a time zone.
        everybody : bool
            Whether it concerns more than the diary of one person, so that nobody else may
            write meanwhile. Otherwise the first thing is to ``lock`` that person.

        Raises
        ------
        StoreError
            If the database can't be written, or refuses a row.
        """
        self._refuse_where_unwritable()
        with (
            store_errors(self.engine.url),
            Session(
                self.engine.execution_options(**(EVERYTHING if everybody else ONE_PERSON))
            ) as session,
            session.begin(),
        ):
            yield Writer(session, moment)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Read everything as it is at one moment, whatever is written meanwhile.

        Raises
        ------
        StoreError
            If the database can't be read.
        """
        repeatable = {"isolation_level": "REPEATABLE READ"}
        with store_errors(self.engine.url), self.engine.connect() as connection:
            # A transaction of SQLite sees one moment as it is.
            if connection.dialect.name != "sqlite":
                connection = connection.execution_options(**repeatable)
            yield Snapshot(connection, newest_revision())

    def look_through(self) -> None:
        """Look for damage in all that is kept: how the file is built, and every row.

        Raises
        ------
        StoreError
            If there is any; DamagedStoreError where the diary is a file.
        """
        try:
            with store_errors(self.engine.url):
                look_through(self.engine)
            self.damage = ""
        except DamagedStoreError as error:
            self.damage = str(error)
            raise

    def replace_all(self, rows: Rows) -> None:
        """Put these rows in the place of everything: all of it, or nothing after an error.

        Raises
        ------
        StoreError
            If the database can't be written.
        ValueError, TypeError, KeyError
            If a value is not of its column, or breaks a rule of its table.
        """
        self._refuse_where_unwritable()
        with (
            store_errors(self.engine.url),
            self.engine.execution_options(**EVERYTHING).begin() as connection,
        ):
            replace_all(connection, rows)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _refuse_where_unwritable(self) -> None:
        if self.unwritable:
            raise UnwritableStoreError(self.unwritable)


def open_store(url: str | None = None) -> Store:
    """Open the diary's database; make it, and its folder, at the first start.

    One that can't be written, for want of permission or room, is opened to be looked at.

    Parameters
    ----------
    url : str, optional
        Database URL of SQLAlchemy's form. By default that of the environment
        variable ``K2_DATABASE_URL``, else a SQLite file in the person's data
        folder, which only they can read.

    Raises
    ------
    StoreError
        If the database can't be opened or made, is damaged or another program's,
        or was written by a newer version of this one. It is then left as it was.
    """
    address = database_url(url)
    quiet = at_rest(address)
    if quiet is not None and not may_be_written(address):
        # What SQLite would make beside it could not be written either, once the file can be.
        return _opened(quiet, cant_be_written(address))
    try:
        return _opened(address)
    except UnwritableStoreError as error:
        if quiet is None:
            raise
        with suppress(UnwritableStoreError):  # what was wrong at first is what to mend
            return _opened(quiet, str(error))
        raise


def _opened(address: URL, unwritable: str = "") -> Store:
    check_undamaged(address)
    engine = make_engine(address)
    try:
        with store_errors(address):
            migrate(engine)
            unwritable = unwritable or _why_unwritable(engine)
            if engine.dialect.name == "sqlite":
                check_tables(engine)
                if not unwritable:
                    keep_row_sums(engine)
        return Store(engine, unwritable)
    except BaseException:
        engine.dispose()
        raise


def _why_unwritable(engine: Engine) -> str:
    """Return what the database says to a write that changes nothing; "" where it lets it."""
    try:
        with store_errors(engine.url), engine.begin() as connection:
            connection.execute(text("DELETE FROM alembic_version WHERE 1 = 0"))
    except UnwritableStoreError as error:
        return str(error)
    return ""
