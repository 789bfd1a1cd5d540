"""Whether a diary that is open is sound: at the start, in a glance; once a day, all of it."""

from sqlalchemy import Engine, false, select, text
from sqlalchemy.exc import OperationalError

from estimator.store.damage import damaged
from estimator.store.portable import TABLES, Snapshot
from estimator.store.row_sums import changed_rows


def check_for_damage(engine: Engine) -> None:
    """Look through all that a diary holds, which takes a second or so for years of entries.

    Raises
    ------
    DamagedStoreError, StoreError
        If anything is not as it was written.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            found = connection.execute(text("PRAGMA integrity_check(1)")).scalar_one()
            if found != "ok":
                raise damaged(engine.url, " ".join(str(found).split()))
            if changed := changed_rows(connection):
                raise damaged(engine.url, f"not as they were written: {'; '.join(changed)}")
        snapshot = Snapshot(connection, "")
        for table in snapshot.tables:
            for _ in snapshot.rows(table):
                pass


def check_tables(engine: Engine) -> None:
    """Look whether every table of a SQLite diary is as its revision says.

    Raises
    ------
    DamagedStoreError
        If one can't be asked for its columns.
    """
    try:
        with engine.connect() as connection:
            for table in TABLES.values():
                connection.execute(select(table).where(false()))
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorname", "") != "SQLITE_ERROR":
            raise
        raise damaged(engine.url, str(error.orig)) from error
