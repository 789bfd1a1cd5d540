"""Every row of the diary as plain values, and back: the same on any database."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any, Final, Protocol, TypeAlias

from sqlalchemy import (
    Connection,
    Table,
    Text,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.exc import DataError, IntegrityError

from estimator.store.last_ids import go_on_above, last_ids
from estimator.store.models import Base
from estimator.store.soundness import MODELS, check_row, words_of
from estimator.store.undecodable import building

PlainRow: TypeAlias = dict[str, Any]
"""A row as JSON holds it: dates, times and moments in ISO form."""

TABLES: Final[Mapping[str, Table]] = {table.name: table for table in Base.metadata.sorted_tables}
"""The tables, each after those that its rows refer to."""

LARGEST_ROW: Final = 32 << 20
"""Bytes that a row may have as JSON; no verb is kept that needs more than half of it."""

_ROWS_AT_ONCE: Final = 2000
_LETTERS_AT_ONCE: Final = 4 << 20


class Rows(Protocol):
    """Rows of every table, as of one moment."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""

    @property
    def last_ids(self) -> Mapping[str, int]:
        """The last id that was given in each table, also where its row is gone."""

    def rows(self, table: str) -> Iterator[PlainRow]:
        """Yield the rows of a table, by id."""


class Snapshot:
    """All the diaries as of one moment.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction to which the database does not change.
    schema : str
        The revision of its tables.

    Attributes
    ----------
    tables : tuple of str
        Their names, each after those that its rows refer to.
    last_ids : dict of str to int
        The last id that was given in each table, also where its row is gone.
    """

    def __init__(self, connection: Connection, schema: str) -> None:
        self.schema = schema
        self.tables = tuple(TABLES)
        self.last_ids = last_ids(connection, TABLES)
        self._connection = connection

    def rows(self, table: str) -> Iterator[PlainRow]:
        """Yield the rows of a table, by id."""
        found = TABLES[table]
        # Of the statement: a transaction that writes goes on after it.
        some_at_once = select(found).execution_options(yield_per=_ROWS_AT_ONCE)
        # Closed also where nobody reads on, as after a row that can't be read.
        with self._connection.execute(some_at_once.order_by(found.c.id)) as rows:
            for row in rows:
                values = dict(row._mapping)
                check_row(MODELS[table], values)
                yield {name: _plain(value) for name, value in values.items()}


def raw_rows(connection: Connection, table: str) -> Iterator[str]:
    """Yield the rows of a table as PostgreSQL writes them, as JSON, in no order."""
    statement = select(cast(func.to_jsonb(literal_column(f'"{table}"')), Text)).select_from(
        TABLES[table]
    )
    with connection.execute(statement.execution_options(yield_per=_ROWS_AT_ONCE)) as rows:
        yield from rows.scalars()


def replace_all(
    connection: Connection, rows: Rows, tables: Sequence[Table] = tuple(TABLES.values())
) -> None:
    """Put these rows in the place of all there are; no id that was ever given is given again.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction that writes.
    rows : Rows
    tables : sequence of sqlalchemy.Table
        Each after those that its rows refer to.

    Raises
    ------
    ValueError, TypeError, KeyError
        If a value is not of its column, or breaks a rule of the table.
    """
    try:
        for table in reversed(tables):
            connection.execute(delete(table))
        for table in tables:
            for batch in _batches(rows.rows(table.name)):
                connection.execute(insert(table), [_values(table, row) for row in batch])
            largest = connection.scalar(select(func.max(table.c.id))) or 0
            last = max(largest, rows.last_ids[table.name])
            go_on_above(connection, {table.name: last})
    except (IntegrityError, DataError) as error:
        raise ValueError(str(error.orig)) from error


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def _values(table: Table, row: PlainRow) -> PlainRow:
    values = {}
    for column in table.columns:
        value, kind = row[column.name], column.type.python_type
        is_time = issubclass(kind, date | time) and value is not None
        values[column.name] = kind.fromisoformat(value) if is_time else value
    return values


def check_plain_row(table: str, row: PlainRow) -> None:
    """Raise if a row of a backup can't have been written by the diary.

    Raises
    ------
    UndecodableError
        It says which row, and what is wrong with it.
    """
    with building(words_of(table, row)):
        values = _values(TABLES[table], row)
    check_row(MODELS[table], values)


def _batches(rows: Iterable[PlainRow]) -> Iterator[list[PlainRow]]:
    batch: list[PlainRow] = []
    letters = 0
    for row in rows:
        batch.append(row)
        letters += sum(map(_letters, row.values()))
        if len(batch) == _ROWS_AT_ONCE or letters > _LETTERS_AT_ONCE:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _letters(value: Any) -> int:
    return len(value if isinstance(value, str) else json.dumps(value))
