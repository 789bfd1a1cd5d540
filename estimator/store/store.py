"""An open database of the diary: what is read and written in it, each in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import Lock, local

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from estimator.errors import (
    DamagedRowsError,
    DamagedStoreError,
    ReplacedStoreError,
    UnwritableStoreError,
)
from estimator.store.database_url import backup_folder, file_of
from estimator.store.edition import (
    FileIdentity,
    begin_edition,
    check_edition,
    check_file,
    check_written,
    edition_of,
)
from estimator.store.engine import EVERYTHING, ONE_PERSON
from estimator.store.faults import store_errors
from estimator.store.health import check_for_damage
from estimator.store.last_ids import far_above_damaged, go_on_above
from estimator.store.migrate import newest_revision
from estimator.store.portable import TABLES, Rows, Snapshot, raw_rows, replace_all
from estimator.store.reading import Reader
from estimator.store.snapshot import Look
from estimator.store.writing import Writer


class Replacing:
    """A transaction that replaces the whole diary, in which nobody else writes.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction that writes.

    Attributes
    ----------
    before : Snapshot
        What is there.
    is_file : bool
        Whether all of it is a file, which can be kept as it is.
    """

    def __init__(self, connection: Connection) -> None:
        self.before = Snapshot(connection, newest_revision())
        self.is_file = connection.dialect.name == "sqlite"
        self._connection = connection

    def put(self, rows: Rows) -> None:
        """Put these rows in the place of all there are: another edition, whose ids are new.

        Raises
        ------
        ValueError, TypeError, KeyError
            If a value is not of its column, or breaks a rule of its table.
        """
        replace_all(self._connection, rows)
        begin_edition(self._connection)

    def raw_rows(self, table: str) -> Iterator[str]:
        """Yield the rows of a table as PostgreSQL writes them, as JSON, whatever is in them."""
        return raw_rows(self._connection, table)

    def go_on_far_above(self, damaged: Path) -> None:
        """Give no id that a damaged file of SQLite may have given."""
        go_on_above(self._connection, far_above_damaged(damaged, TABLES))


class Store:
    """An open database of one edition of the diary; threads may share it.

    Once another diary is in its place, everything but closing it is refused.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        Of a database whose tables are those of this program.
    file : tuple of int or None
        What the file was known by before the engine opened it, of SQLite.
    unwritable : str
        Why nothing can be saved in it; "" where it can.

    Attributes
    ----------
    edition : str
        The name of the edition.
    file : tuple of int or None
        What the file is known by.
    unwritable : str
        As it was found when the database was opened.
    damage : str
        What the last look through all of it found; "" where nothing.

    Raises
    ------
    StoreError
        If the database can't be read.
    """

    def __init__(
        self, engine: Engine, file: FileIdentity | None = None, unwritable: str = ""
    ) -> None:
        self.engine = engine
        self.unwritable = unwritable
        self.damage = ""
        self.file = file
        self._path = file_of(engine.url)
        # SQLite has one writer at a time, and those that wait look again now and then, in no
        # order, and give up. Writers of this program stand in a queue instead.
        self._queue = Lock() if engine.dialect.name == "sqlite" else nullcontext()
        self._looks = local()
        with store_errors(engine.url), engine.connect() as connection:
            self.edition = edition_of(connection)
        self._check_file()

    @property
    def backup_folder(self) -> Path:
        """Where the backups of this database, and of no other one, are kept."""
        return backup_folder(self.engine.url)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read in one transaction.

        Raises
        ------
        ReplacedStoreError
            If another diary is in its place.
        StoreError
            If the database can't be read.
        """
        look: Look | None = getattr(self._looks, "now", None)
        if look is None or look.reader is None:
            self._check_file()
        if look is None:
            with store_errors(self.engine.url), Session(self.engine) as session:
                check_edition(session.connection(), self.edition)
                yield Reader(session)
            return
        with store_errors(self.engine.url):
            try:
                yield self._reader_of(look)
            except BaseException:
                look.end()  # whatever went wrong, the next question is asked anew
                raise

    @contextmanager
    def look(self) -> Iterator[None]:
        """Read in one transaction all that this thread reads until the end, as a page does.

        What it writes meanwhile ends the transaction: what is read after that is as it then is.
        """
        if getattr(self._looks, "now", None) is not None:
            yield  # a part of what looks already
            return
        look = self._looks.now = Look()
        try:
            yield
        finally:
            self._looks.now = None
            with store_errors(self.engine.url):
                look.end()

    def _reader_of(self, look: Look) -> Reader:
        if look.reader is None or look.session is None:
            reader = look.begin(Session(self.engine))
        elif self.engine.dialect.name == "sqlite":
            return look.reader  # in a transaction it sees one moment as it is
        else:
            reader = look.reader
        assert look.session is not None
        check_edition(look.session.connection(), self.edition)
        return reader

    def _end_look(self) -> None:
        """Let what is read after a change be read anew."""
        look: Look | None = getattr(self._looks, "now", None)
        if look is not None:
            look.end()

    def is_here(self) -> bool:
        """Return whether no other diary is in its place.

        Raises
        ------
        StoreError
            If the database can't be read.
        """
        try:
            with self.read():
                return True
        except ReplacedStoreError:
            return False

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
        ReplacedStoreError
            If another diary is in its place.
        StoreError
            If the database can't be written, or refuses a row.
        """
        with (
            self._one_writer(),
            Session(
                self.engine.execution_options(**(EVERYTHING if everybody else ONE_PERSON))
            ) as session,
            session.begin(),
        ):
            check_edition(session.connection(), self.edition)
            yield Writer(session, moment)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Read everything as it is at one moment, whatever is written meanwhile.

        Raises
        ------
        ReplacedStoreError
            If another diary is in its place.
        StoreError
            If the database can't be read.
        """
        repeatable = {"isolation_level": "REPEATABLE READ"}
        self._check_file()
        with store_errors(self.engine.url), self.engine.connect() as connection:
            # A transaction of SQLite sees one moment as it is.
            if connection.dialect.name != "sqlite":
                connection = connection.execution_options(**repeatable)
            check_edition(connection, self.edition)
            yield Snapshot(connection, newest_revision())

    def check_for_damage(self) -> None:
        """Look for damage in all that is kept: how the file is built, and every row.

        Raises
        ------
        StoreError
            If there is any: DamagedStoreError where the diary is a file, else
            DamagedRowsError.
        """
        try:
            with store_errors(self.engine.url):
                check_for_damage(self.engine)
            self.damage = ""
        except (DamagedRowsError, DamagedStoreError) as error:
            self.damage = str(error)
            raise

    @contextmanager
    def replacing(self) -> Iterator[Replacing]:
        """Put another diary in the place of this one, in one transaction in which nobody writes.

        Raises
        ------
        ReplacedStoreError
            If another diary is in its place already.
        StoreError
            If the database can't be written.
        """
        with (
            self._one_writer(),
            self.engine.execution_options(**EVERYTHING).begin() as connection,
        ):
            check_edition(connection, self.edition)
            yield Replacing(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _check_file(self) -> None:
        check_file(self._path, self.file)

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """Refuse where nothing may be written; else wait, and look that it was written here."""
        if self.unwritable:
            raise UnwritableStoreError(self.unwritable)
        self._check_file()
        self._end_look()
        with self._queue, store_errors(self.engine.url):
            yield
        check_written(self._path, self.file)
