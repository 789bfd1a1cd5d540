"""A checksum of every row of a SQLite diary, by which a row that changed by itself is found.

SQLite finds damage to how its file is built, but not a flipped bit in a number or a text.
Triggers keep the sum of each row in a table of its own, in the transaction that writes the
row. Other databases can keep checksums of their pages by themselves.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, Engine, Table, event, text

from estimator.store.checksum import FUNCTION, ROW_SUMS, row_sum
from estimator.store.engine import EVERYTHING
from estimator.store.migrate import newest_revision
from estimator.store.portable import TABLES

_SHOWN: Final = 5
"""How many rows are named."""
_NUMBERS: Final = (int, bool, float)
_MAKE_TABLE: Final = (
    f"CREATE TABLE IF NOT EXISTS {ROW_SUMS} (table_name TEXT NOT NULL, row_id INTEGER NOT NULL,"
    " sum INTEGER NOT NULL, PRIMARY KEY (table_name, row_id)) WITHOUT ROWID"
)


def keep_row_sums(engine: Engine) -> None:
    """Keep the sums from here on; take those of the rows that are there, where none are kept.

    After a migration they are taken anew.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        Of a SQLite diary with the tables of this program, which can be written.
    """
    with engine.connect() as connection:
        kept = _is_kept(connection)
    if not kept:
        with engine.execution_options(**EVERYTHING).begin() as connection:
            if not _is_kept(connection):
                _take(connection)
    # Before the transaction is begun, which might be taken back with the triggers in it.
    event.listen(engine, "begin", _add_triggers, insert=True)


def changed_rows(connection: Connection) -> list[str]:
    """Return in words which rows are not as they were written, by table; [] where all are."""
    said = []
    for table in TABLES.values():
        query = (
            f"SELECT id FROM {table.name} AS t LEFT JOIN {ROW_SUMS} AS s"
            f" ON s.table_name = '{table.name}' AND s.row_id = t.id"
            f" WHERE s.sum IS NOT {_sum(table, 't')} OR {_is_blob(table)}"
            f" UNION SELECT row_id FROM {ROW_SUMS} WHERE table_name = '{table.name}'"
            f" AND row_id <> 0 AND row_id NOT IN (SELECT id FROM {table.name})"
        )
        if found := connection.execute(text(query)).scalars().all():
            rows = ", ".join(str(row) for row in found[:_SHOWN])
            more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            said.append(f"{table.name} {rows}{more}")
    return said


def _sum(table: Table, row: str) -> str:
    # Texts as bytes, because a damaged one may be none to Python.
    values = (
        f"{row}.{column.name}"
        if column.type.python_type in _NUMBERS
        else f"CAST({row}.{column.name} AS BLOB)"
        for column in table.columns
    )
    return f"{FUNCTION}({', '.join(values)})"


def _is_blob(table: Table) -> str:
    return " OR ".join(f"typeof(t.{column.name}) = 'blob'" for column in table.columns)


def _is_kept(connection: Connection) -> bool:
    there = connection.execute(
        text("SELECT count(*) FROM sqlite_master WHERE name = :name"), {"name": ROW_SUMS}
    )
    if not there.scalar_one():
        return False
    taken = connection.execute(text(f"SELECT table_name, sum FROM {ROW_SUMS} WHERE row_id = 0"))
    return {name: total for name, total in taken} == _marks()


def _marks() -> Mapping[str, int]:
    """Return by table what tells the tables of this program from older ones."""
    revision = newest_revision()
    return {name: row_sum(revision, *table.columns.keys()) for name, table in TABLES.items()}


def _take(connection: Connection) -> None:
    for statement in _statements():
        connection.execute(text(statement))
    for name, mark in _marks().items():
        connection.execute(
            text(f"INSERT INTO {ROW_SUMS} VALUES (:name, 0, :mark)"), {"name": name, "mark": mark}
        )


def _statements() -> Sequence[str]:
    return [
        _MAKE_TABLE,
        f"DELETE FROM {ROW_SUMS}",
        *(
            f"INSERT INTO {ROW_SUMS} SELECT '{table.name}', id, {_sum(table, table.name)}"
            f" FROM {table.name}"
            for table in TABLES.values()
        ),
    ]


def _add_triggers(connection: Connection) -> None:
    """Add the triggers to a connection, the first time that it writes.

    They are its own and not of the file, so that the file can be written, if need be, by
    programs that don't know the function.
    """
    if not connection.get_execution_options().get("writes") or ROW_SUMS in connection.info:
        return
    for table in TABLES.values():
        name = table.name
        for when in ("INSERT", "UPDATE"):
            connection.exec_driver_sql(
                f"CREATE TEMP TRIGGER {ROW_SUMS}_{name}_{when} AFTER {when} ON main.{name} BEGIN"
                f" REPLACE INTO {ROW_SUMS} VALUES ('{name}', NEW.id, {_sum(table, 'NEW')}); END"
            )
        connection.exec_driver_sql(
            f"CREATE TEMP TRIGGER {ROW_SUMS}_{name}_DELETE AFTER DELETE ON main.{name} BEGIN"
            f" DELETE FROM {ROW_SUMS} WHERE table_name = '{name}' AND row_id = OLD.id; END"
        )
    connection.info[ROW_SUMS] = True
