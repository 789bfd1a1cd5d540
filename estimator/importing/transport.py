"""SAS transport files (XPT), as NHANES publishes them."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import pandas as pd

from estimator.errors import InputError
from estimator.importing.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Column,
    ColumnBlock,
    Row,
    Sheet,
    filled_places,
    in_parts,
    number_cell,
    too_many_rows,
)

XPORT: Final = b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!"
"""How such a file begins."""
_CELLS_AT_ONCE: Final = 200_000
"""It is read part by part."""


def transport_sheet(data: bytes, file: str) -> Sheet:
    """Open a SAS transport file.

    Raises
    ------
    InputError
        If it is broken, or has too many rows or columns.
    """
    with _broken_transport(file), _transport(data) as parts:
        names, rows = tuple(dict.fromkeys(map(str, parts.columns))), parts.nobs
    if len(names) > MOST_COLUMNS or rows > MOST_ROWS:
        raise too_many_rows(file)
    return Sheet(
        file,
        "SAS transport file",
        "",
        names,
        lambda: in_parts(enumerate(_rows(data, file, names), 2)),
        lambda places: _blocks(data, file, names, places),
    )


def _blocks(
    data: bytes, file: str, names: Sequence[str], places: Sequence[int]
) -> Iterator[ColumnBlock | list[Row]]:
    """Yield the rows by columns: of the eighty of NHANES few are wanted."""
    with _broken_transport(file), _transport(data) as parts:
        size = max(1, _CELLS_AT_ONCE // len(names))
        for start in range(0, parts.nobs, size):
            part = parts.read(size)
            lines = np.arange(start + 2, start + 2 + len(part))
            columns = {place: _distinct(part[names[place]]) for place in set(places)}
            if filled_places(columns.values(), len(part)).all():
                yield ColumnBlock(lines, [columns[place] for place in places])
            else:  # what is empty where it matters may have something elsewhere
                cells = zip(*(_texts(part[name]) for name in part.columns), strict=True)
                yield list(zip(lines.tolist(), cells, strict=True))


def _distinct(column: "pd.Series[Any]") -> Column:
    codes, distinct = pd.factorize(column, use_na_sentinel=False)
    return codes, _texts(pd.Series(distinct, dtype=column.dtype))


def _rows(data: bytes, file: str, names: Sequence[str]) -> Iterator[Sequence[str]]:
    with _broken_transport(file), _transport(data) as parts:
        size = max(1, _CELLS_AT_ONCE // len(names))
        for _ in range(0, parts.nobs, size):
            part = parts.read(size)
            yield from zip(*(_texts(part[column]) for column in part.columns), strict=True)


@contextmanager
def _broken_transport(file: str) -> Iterator[None]:
    """Turn whatever the numbers of a broken file lead pandas to into one sentence.

    Raises
    ------
    InputError
        In place of any of that.
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        raise InputError(f"{file} is a broken SAS transport file. Download it anew.") from error


def _transport(data: bytes) -> Any:
    """Open a SAS transport file, to be read part by part."""
    return pd.read_sas(io.BytesIO(data), format="xport", encoding="latin-1", iterator=True)


def _texts(column: "pd.Series[Any]") -> list[str]:
    """Write cells as text; a whole number without decimals, a missing one empty."""
    return ["" if cell is None or cell != cell else _cell_text(cell) for cell in column]


def _cell_text(cell: object) -> str:
    return number_cell(cell) if isinstance(cell, float) else str(cell).strip()
