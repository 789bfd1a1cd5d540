"""Inserts many rows at once, past what SQLAlchemy does for each: a file may bring 100,000."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import Column, Connection, Table

_ROWS_AT_ONCE: Final = 1000
"""SQLite takes 32,766 parameters in one statement, PostgreSQL 65,535."""


def insert_rows(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> list[int]:
    """Insert rows into a table, and return their ids in no order.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction that writes.
    table : sqlalchemy.Table
        With an ``id`` that the database gives.
    names : sequence of str
        Of the columns that are given.
    rows : iterable of sequence
        The values of each row, in the order of the names.

    Returns
    -------
    list of int
    """
    columns = [table.c[name] for name in names]
    rows = iter(rows)
    ids: list[int] = []
    while part := list(islice(rows, _ROWS_AT_ONCE)):
        bound = [
            _bound(connection, column, cells)
            for column, cells in zip(columns, zip(*part, strict=True), strict=True)
        ]
        parameters = tuple(chain.from_iterable(zip(*bound, strict=True)))
        statement = _insertion(connection, columns, len(part))
        ids += connection.exec_driver_sql(statement, parameters).scalars().all()
    return ids


def _bound(connection: Connection, column: Column[Any], cells: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a column as the driver takes them, each distinct one made once."""
    dialect = connection.dialect
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return cells
    if column.type.python_type is float:  # 0.0 and -0.0 are equal, and not the same
        return [process(cell) for cell in cells]
    made = {cell: process(cell) for cell in set(cells)}
    return [made[cell] for cell in cells]


def _insertion(connection: Connection, columns: Sequence[Column[Any]], rows: int) -> str:
    """Return the statement that inserts so many rows: one, as each has a price of its own."""
    quoted = connection.dialect.identifier_preparer.quote
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    names = ", ".join(quoted(column.name) for column in columns)
    values = ", ".join([f"({', '.join([mark] * len(columns))})"] * rows)
    return f"INSERT INTO {quoted(columns[0].table.name)} ({names}) VALUES {values} RETURNING id"
