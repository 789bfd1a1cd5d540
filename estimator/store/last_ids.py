"""The last id given in each table: no id is given twice, even after its row is deleted."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sqlalchemy import Connection, text

FAR: Final = 1_000_000
"""How far above what a damaged file says its numbers go on: what it says may be too small."""
LARGEST_BELIEVED: Final = 100_000_000
"""No diary has given so many numbers; a damaged file that says so is wrong."""


def last_ids(connection: Connection, tables: Iterable[str]) -> dict[str, int]:
    """Return the last id that was given in each table, also where its row is gone."""
    if connection.dialect.name == "sqlite":
        sequences = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        found: dict[str, int] = {name: last for name, last in sequences}
        return {table: found.get(table, 0) for table in tables}
    last = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM"
    return {
        table: int(connection.execute(text(f"{last} {_sequence(table)}")).scalar_one())
        for table in tables
    }


def go_on_above(connection: Connection, ids: Mapping[str, int]) -> None:
    """Give only ids above these, by table, and above all given so far."""
    given = last_ids(connection, ids)
    for table, last in ids.items():
        _set_last_id(connection, table, max(last, given[table]))


def far_above_damaged(path: Path, tables: Iterable[str]) -> dict[str, int]:
    """Return ids, by table, that a damaged file of SQLite can't have given."""
    found = dict.fromkeys(tables, 0)
    # Not a byte of it is written, and nothing beside it.
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    with suppress(sqlite3.Error), closing(sqlite3.connect(address, uri=True)) as connection:
        for table in found:
            for query in (
                f"SELECT max(id) FROM {table}",
                f"SELECT max(seq) FROM sqlite_sequence WHERE name = '{table}'",
            ):
                with suppress(sqlite3.Error):
                    (said,) = connection.execute(query).fetchone()
                    if isinstance(said, int) and said <= LARGEST_BELIEVED:
                        found[table] = max(found[table], said)
    return {table: last + FAR for table, last in found.items()}


def _set_last_id(connection: Connection, table: str, last: int) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table}
        )
        connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"),
            {"table": table, "last": last},
        )
    else:
        # A sequence that has given no id can't be set to 0.
        connection.execute(
            text("SELECT setval(:sequence, :value, :called)"),
            {"sequence": _sequence(table), "value": max(last, 1), "called": last > 0},
        )


def _sequence(table: str) -> str:
    return f"{table}_id_seq"
