"""Looks at the files of a cohort: what each is, its hash, and where it can be cut."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]

from estimator.cohort.cutting import text_pieces
from estimator.cohort.plan import (
    RECORDS,
    TABLE,
    TEXT,
    WHOLE,
    FilePiece,
    FileSettings,
    Input,
    Person,
)
from estimator.errors import InputError
from estimator.importing.file_opening import is_text, read_sheet
from estimator.importing.file_reading import layout_for
from estimator.importing.layout import NUTRIENTS
from estimator.importing.parquet_tables import PARQUET, are_records, open_parquet, parquet_sheet
from estimator.importing.text_tables import CsvShape, csv_shape, held
from estimator.importing.which_layout import known_columns, places

_HEAD: Final = 1 << 20
_BYTES_A_ROW: Final = 8
"""Of a text; fewer than a row has, as reading it takes more memory than estimating."""
_ENDINGS: Final = frozenset({".parquet", ".pq", ".csv", ".tsv", ".txt", ".xlsx", ".xpt", ".zip"})
"""Of the files of a folder, those that are read; a file that is named is read whatever its name."""


def files_in(inputs: Sequence[str | Path]) -> list[Path]:
    """Return the files, those of folders in the order of their names.

    Raises
    ------
    InputError
        If there are none.
    """
    files: list[Path] = []
    for path in map(Path, inputs):
        inside = [path]
        if path.is_dir():
            inside = sorted(
                one
                for one in path.rglob("*")
                # Spark and Dask put files of their own beside the data.
                if one.suffix.lower() in _ENDINGS and not one.name.startswith(("_", "."))
            )
            if not inside:
                raise InputError(
                    f"{path} has no files to read: {', '.join(sorted(_ENDINGS))}. Check the name."
                )
        files += inside
    return files


def look(path: str, reading: FileSettings, rows: int) -> tuple[Input, list[FilePiece]]:
    """Look at a file, of which all is read once for its hash.

    Parameters
    ----------
    path : str
    reading : FileSettings
    rows : int
        How many are read together, about.

    Raises
    ------
    InputError
        If it can't be read, or names no columns that are known.
    """
    try:
        status = Path(path).stat()
        with Path(path).open("rb") as file:
            head = file.read(_HEAD)
            is_whole = len(head) == status.st_size
            if not head.startswith(PARQUET) and is_text(head):
                head = head if is_whole else head[: head.rfind(b"\n") + 1]
                shape = _shape(head, path, reading)
                if shape is not None and shape.start is not None:
                    codec, sha256, pieces = text_pieces(file, shape, rows * _BYTES_A_ROW)
                    return _input(path, status, sha256, TEXT, shape.start, codec), pieces
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}. Check the name.") from error
    if head.startswith(PARQUET):
        kind, pieces = _parquet_pieces(Path(path), reading, rows)
        return _input(path, status, sha256, kind), pieces
    return _input(path, status, sha256, WHOLE), [
        FilePiece(input=0, start=0, stop=status.st_size, first=1, rows=status.st_size // _ROW_BYTES)
    ]


_ROW_BYTES: Final = 50
"""How long a row of a file is that is not looked into [bytes]."""


def _input(path: str, status: Any, sha256: str, kind: str, head: int = 0, codec: str = "") -> Input:
    return Input(
        path=path,
        bytes=status.st_size,
        modified=status.st_mtime_ns,
        sha256=sha256,
        kind=kind,
        head=head,
        codec=codec,
    )


def _shape(head: bytes, path: str, reading: FileSettings) -> CsvShape | None:
    """Return how a text is written; None where its rows must be read together."""
    choices = reading.choices()
    sheet = read_sheet(head, path, any_size=True)
    layout = layout_for(sheet, choices)
    # Where one row tells what another weighs, all are needed.
    if layout.weight_varies or places(layout, sheet.header).keys() & set(NUTRIENTS):
        return None
    return csv_shape(held(head), path, known_columns)


def _parquet_pieces(path: Path, reading: FileSettings, rows: int) -> tuple[str, list[FilePiece]]:
    parquet = open_parquet(path, path.name)
    names = parquet.schema_arrow.names
    kind = RECORDS if not reading.columns and are_records(names) else TABLE
    if kind == TABLE:
        layout_for(parquet_sheet(path, path.name), reading.choices())
    place = names.index("person") if "person" in names else None
    bounded = kind == RECORDS and (place is None or _has_order(parquet.schema_arrow.field(place)))
    sizes = [parquet.metadata.row_group(n).num_rows for n in range(parquet.metadata.num_row_groups)]
    first = [0, *accumulate(sizes)]
    pieces = []
    for start, stop in _together(sizes, rows):
        low, high = _persons(parquet.metadata, start, stop, place) if bounded else (None, None)
        whole = FilePiece(
            input=0,
            start=start,
            stop=stop,
            first=first[start] + 1,
            rows=first[stop] - first[start],
            low=low,
            high=high,
        )
        pieces += _of_size(whole, rows)
    return kind, pieces


def _of_size(whole: FilePiece, rows: int) -> list[FilePiece]:
    """Cut a row group that has more rows than are read together."""
    if whole.rows <= 2 * rows:
        return [whole]
    return [
        replace(whole, first=whole.first + skip, skip=skip, rows=min(rows, whole.rows - skip))
        for skip in range(0, whole.rows, rows)
    ]


def _has_order(column: Any) -> bool:
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    return bool(
        pa.types.is_integer(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind)
    )


def _together(sizes: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Yield row groups that are read together: one, or several small ones."""
    start, rows = 0, 0
    for group, size in enumerate(sizes):
        if rows and rows + size > most:
            yield start, group
            start, rows = group, 0
        rows += size
    if sizes:
        yield start, len(sizes)


def _persons(
    metadata: Any, start: int, stop: int, place: int | None
) -> tuple[Person | None, Person | None]:
    """Return the first and the last person of some row groups, as the file says."""
    if place is None:
        return "", ""
    lows, highs = [], []
    for group in range(start, stop):
        told = metadata.row_group(group).column(place).statistics
        if told is None or not told.has_min_max or told.null_count is None or told.null_count:
            return None, None
        lows.append(told.min)
        highs.append(told.max)
    return min(lows), max(highs)
