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
    # In one piece, and with no call for what is NULL: a file brings many rows at once.
    return zlib.crc32(
        b"".join(
            [
                b"None;"
                if value is None
                else b"%d:%b;" % (len(value), value)
                if type(value) is bytes
                else repr(value).encode() + b";"
                for value in values
            ]
        )
    )
