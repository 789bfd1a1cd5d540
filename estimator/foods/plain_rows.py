"""The rows of a table without pandas: from a compact copy, where there is one."""

from collections import namedtuple
from pathlib import Path
from typing import Any

from estimator.foods.compact_copy import compact_copy
from estimator.foods.data_package import checked_files, read_table


def plain_rows(name: str) -> list[Any]:
    """Return each row of a table as a named tuple, as `rows_of` does.

    Parameters
    ----------
    name : str
        Of a table of text and numbers that may be broken, see `read_table`.

    Raises
    ------
    DataError
        If a row breaks the schema.
    """
    code = Path(__file__).parent
    columns, rows = compact_copy(f"rows-{name}", checked_files(name), lambda: _read(name), code)
    of_columns: Any = namedtuple
    return list(map(of_columns("Row", columns)._make, rows))


def _read(name: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    table = read_table(name)
    return list(table.columns), list(zip(*(table[one].tolist() for one in table), strict=True))
