"""The checksum of a row, as a function that SQLite calls."""

import zlib
from typing import Any, Final

from estimator.store.edition import EDITION

FUNCTION: Final = "k2_row_sum"
"""What SQLite calls it."""
ROW_SUMS: Final = "row_sums"
"""The table that keeps them."""


def is_of_the_diary(name: str | None, kind: str, _parent: object) -> bool:
    """Return whether a table, or what else Alembic finds, is part of what the diary holds."""
    return kind != "table" or name not in (ROW_SUMS, EDITION.name)


def add_function(connection: Any) -> None:
    """Let a connection of the driver ask for the sum of a row."""
    connection.create_function(FUNCTION, -1, row_sum, deterministic=True)


def row_sum(*values: Any) -> int:
    """Return the checksum of values in this order."""
    if bytes not in map(type, values):  # written as one text: a file brings many rows at once
        return zlib.crc32("".join([f"{value!r};" for value in values]).encode())
    total = 0
    for value in values:
        if isinstance(value, bytes):
            data = b"%d:%b;" % (len(value), value)
        else:
            data = b"%b;" % repr(value).encode()
        total = zlib.crc32(data, total)
    return total
