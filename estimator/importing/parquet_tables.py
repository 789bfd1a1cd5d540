"""Parquet as a table of any layout: each distinct value of a column is written as text once.

A file with the columns that `estimate` takes in Python (``item``, ``date`` and ``quantity`` or
``grams``) is read as this program's own columns by other names.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from estimator.errors import InputError
from estimator.importing.sheet import (
    MOST_COLUMNS,
    Column,
    ColumnBlock,
    Row,
    Sheet,
    in_parts,
    number_cell,
)

PARQUET: Final = b"PAR1"
"""How such a file begins, and ends."""
_ROWS_AT_ONCE: Final = 1 << 17
_BUFFER: Final = 1 << 20
_OWN_NAMES: Final = {"item": "food_id", "grams": "quantity"}
_NOT_THERE: Final = ("food", "amount", "unit")
"""What this program's files have and records don't need."""


def parquet_sheet(
    source: bytes | Path,
    file: str,
    groups: Sequence[int] | None = None,
    first: int = 1,
    within: tuple[int, int | None] = (0, None),
) -> Sheet:
    """Open a Parquet file; its rows are counted from 1.

    Parameters
    ----------
    source : bytes or Path
    file : str
        What messages call it.
    groups : sequence of int, optional
        Which of its row groups are read; by default all.
    first : int
        Which row of the file the first one read is.
    within : tuple of int
        How many rows of those groups are passed over, and how many are read; None for all.

    Raises
    ------
    InputError
        If it is broken, or has too many columns.
    """
    parquet = open_parquet(source, file)
    names = tuple(parquet.schema_arrow.names)
    if len(names) > MOST_COLUMNS:
        raise InputError(f"{file} has {len(names):,} columns. Keep those of a diary alone.")
    chosen = range(parquet.metadata.num_row_groups) if groups is None else groups

    def blocks(places: Sequence[int]) -> Iterator[ColumnBlock]:
        wanted = [names[place] for place in dict.fromkeys(places) if place < len(names)]
        line = first
        for batch in record_batches(parquet, chosen, wanted, file, within):
            columns = {name: _column(batch[name]) for name in wanted}
            nothing = (np.zeros(len(batch), np.int32), [""])
            lines = np.arange(line, line + len(batch))
            yield ColumnBlock(
                lines,
                [columns[names[at]] if at < len(names) else nothing for at in places],
            )
            line += len(batch)

    header = _header(names)

    def rows() -> Iterator[Row]:
        for block in blocks(range(len(header))):
            texts = [[values[code] for code in codes.tolist()] for codes, values in block.columns]
            yield from zip(block.lines.tolist(), zip(*texts, strict=True), strict=True)

    return Sheet(file, "Parquet", "", header, lambda: in_parts(rows()), blocks)


def are_records(names: Sequence[str]) -> bool:
    """Return whether these are the columns of records, as `estimate` takes them in Python."""
    return {"item", "date"} <= set(names) and bool({"quantity", "grams"} & set(names))


def open_parquet(source: bytes | Path, file: str, coded: Sequence[str] = ()) -> Any:
    """Open a Parquet file.

    Parameters
    ----------
    source : bytes or Path
    file : str
        What messages call it.
    coded : sequence of str
        Columns that are read as codes of their distinct texts.

    Raises
    ------
    InputError
        If it is broken, or can't be read.
    """
    try:
        opened = io.BytesIO(source) if isinstance(source, bytes) else source
        parquet = pq.ParquetFile(opened, pre_buffer=False, buffer_size=_BUFFER)
        there = [name for name in coded if name in parquet.schema_arrow.names]
        if not there:
            return parquet
        return pq.ParquetFile(
            opened,
            metadata=parquet.metadata,
            pre_buffer=False,
            buffer_size=_BUFFER,
            read_dictionary=there,
        )
    except OSError as error:
        if error.strerror:
            raise InputError(f"{file} can't be read: {error.strerror}. Check the name.") from error
        raise broken_parquet(file) from error
    except pa.ArrowException as error:
        raise broken_parquet(file) from error


def broken_parquet(file: str) -> InputError:
    """Return the refusal of a file that ends early or holds something else."""
    return InputError(f"{file} is a broken Parquet file. Write or copy it anew.")


def _header(names: tuple[str, ...]) -> tuple[str, ...]:
    if not are_records(names):
        return names
    # Where both are there, quantity counts, as it does in Python.
    own = {} if "quantity" in names else {"grams": _OWN_NAMES["grams"]}
    renamed = [{"item": _OWN_NAMES["item"], **own}.get(name, name) for name in names]
    return (*renamed, *(name for name in _NOT_THERE if name not in renamed))


def record_batches(
    parquet: Any,
    groups: Sequence[int],
    names: Sequence[str],
    file: str,
    within: tuple[int, int | None] = (0, None),
) -> Iterator[Any]:
    """Yield the rows of some row groups, some at a time: a group may be larger than memory.

    Parameters
    ----------
    parquet : ParquetFile
    groups : sequence of int
    names : sequence of str
        Of the columns.
    file : str
        What messages call it.
    within : tuple of int
        See `parquet_sheet`.

    Raises
    ------
    InputError
        If they are broken.
    """
    start, rows = within
    stop = None if rows is None else start + rows
    seen = 0
    try:
        for batch in parquet.iter_batches(
            _ROWS_AT_ONCE, row_groups=list(groups), columns=list(names), use_threads=False
        ):
            part = batch.slice(
                max(0, start - seen), None if stop is None else stop - max(seen, start)
            )
            seen += len(batch)
            if len(part):
                yield part
            if stop is not None and seen >= stop:
                return
    except (OSError, pa.ArrowException) as error:
        raise broken_parquet(file) from error


def _column(column: Any) -> Column:
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    values = [_text(value) for value in coded.dictionary.to_pylist()]
    codes = coded.indices.fill_null(len(values)).to_numpy(zero_copy_only=False)
    return codes, [*values, ""]


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return number_cell(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value).strip()
