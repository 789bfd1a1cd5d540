"""Opens the diary's database: looks whether it is ours and sound, and makes its tables new."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Engine, text

from estimator.errors import UnwritableStoreError
from estimator.store.damage import check_undamaged
from estimator.store.database_url import at_rest, database_url, file_of, may_be_written
from estimator.store.edition import identity_of
from estimator.store.engine import make_engine
from estimator.store.faults import cant_be_written, store_errors
from estimator.store.health import check_tables
from estimator.store.migrate import migrate
from estimator.store.only_one import only_one
from estimator.store.row_sums import keep_row_sums
from estimator.store.store import Store


def open_store(url: str | Path | None = None) -> Store:
    """Open the diary's database; make it, and its folder, at the first start.

    One that can't be written, for want of permission or room, is opened to be looked at.

    Parameters
    ----------
    url : str or Path, optional
        Database URL of SQLAlchemy's form, or a file of SQLite. By default that of the environment
        variable ``K2_DATABASE_URL``, else a SQLite file in the person's data
        folder, which only they can read.

    Raises
    ------
    StoreError
        If the database can't be opened or made, is damaged or another program's,
        or was written by a newer version of this one. It is then left as it was.
    """
    address = _address(url)
    quiet = at_rest(address)
    if quiet is not None and not may_be_written(address):
        # What SQLite would make beside it could not be written either, once the file can be.
        return _opened(quiet, cant_be_written(address))
    try:
        with _begun_by_one(file_of(address)):
            return _opened(address)
    except UnwritableStoreError as error:
        if quiet is None:
            raise
        with suppress(UnwritableStoreError):  # what was wrong at first is what to mend
            return _opened(quiet, str(error))
        raise


def _address(url: str | Path | None) -> URL:
    if isinstance(url, Path):
        return URL.create("sqlite", database=str(url))
    return database_url(url)


@contextmanager
def _begun_by_one(path: Path | None) -> Iterator[None]:
    """Lock the place of a file while one is made there or put there."""
    if path is None or os.path.exists(path) or not os.path.isdir(path.parent):
        yield
    else:
        with only_one(path):
            yield


def _opened(address: URL, unwritable: str = "") -> Store:
    check_undamaged(address)
    engine = make_engine(address)
    file = identity_of(file_of(address))
    try:
        with store_errors(address):
            migrate(engine)
            unwritable = unwritable or _why_unwritable(engine)
            if engine.dialect.name == "sqlite":
                check_tables(engine)
                if not unwritable:
                    keep_row_sums(engine)
        return Store(engine, file, unwritable)
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
