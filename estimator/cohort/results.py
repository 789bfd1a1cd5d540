"""Estimates the persons of a part, and writes its result whole."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
from numpy.typing import NDArray

from estimator.calculation.unusable_rows import UnusableRowsError
from estimator.cohort.batches import Batch, together, usable
from estimator.cohort.folder import written_whole
from estimator.cohort.memory import give_back
from estimator.files.estimated import Asked, estimated_rows
from estimator.spreadsheet_csv import csv_text

_ROWS_A_SLICE: Final = 1 << 20
_ROWS_A_TIDY_SLICE: Final = 1 << 16
"""How many records are estimated at once: their result has rows for each form."""
_PERIODS_A_TIDY_SLICE: Final = 3 << 12
"""Of so many meals, or days without any, at most."""


def write_result(batch: Batch, asked: Asked, target: Path, table: str) -> dict[str, Any]:
    """Estimate the records of whole persons; return what came of it.

    Parameters
    ----------
    batch : Batch
    asked : Asked
    target : Path
        Where the result is put, if there is any.
    table : str
        One of `estimator.cohort.plan.TABLES`.
    """
    refused: list[pd.DataFrame] = []
    rows = records = persons = 0
    person = "profile" if asked.is_weekly else "person"
    with written_whole(target) as unfinished, _Writer(unfinished, table) as writer:
        for part in _by_persons(batch, asked):
            result, counted, bad = _estimated(part, asked)
            refused.append(bad)
            if counted:
                writer.write(result)
                rows, records = rows + len(result), records + counted
                persons += result[person].nunique()  # each is in one of them
            del part, result  # before the next one is made
            give_back()
    if not rows:
        target.unlink()
    return {
        "rows": rows,
        "records": records,
        "persons": persons,
        "refused": together(refused),
    }


def _estimated(batch: Batch, asked: Asked) -> tuple[pd.DataFrame, int, pd.DataFrame]:
    """Estimate records; leave out those that can't be used, and say why."""
    try:
        return estimated_rows(batch.frame, asked), len(batch.frame), batch.refused
    except UnusableRowsError as error:
        good, why = usable(batch, error)
    kept = batch.frame[good]
    result = estimated_rows(kept, asked) if len(kept) else pd.DataFrame()
    return result, len(kept), why


def _by_persons(batch: Batch, asked: Asked) -> Iterator[Batch]:
    """Yield the records of some whole persons at a time, in the order of their names."""
    frame = batch.frame
    most = _ROWS_A_SLICE if asked.is_weekly else _ROWS_A_TIDY_SLICE
    if len(frame) <= min(most, _PERIODS_A_TIDY_SLICE) or "person" not in frame:
        if len(frame):
            yield batch
        return
    codes, labels = pd.factorize(frame["person"])
    names = [str(label) for label in labels]
    order = np.argsort(names, kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    place = np.where(codes < 0, 0, rank[codes])  # who is missing is refused with the first
    has_person = None if (codes >= 0).all() else codes >= 0
    del codes, labels  # what stands here is in memory until all are estimated
    slice_of = np.cumsum(np.bincount(place, minlength=len(order))) - 1
    slice_of //= most
    if not asked.is_weekly:
        periods = np.cumsum(np.bincount(_persons_of_periods(frame, place))) - 1
        slice_of = np.maximum(slice_of, periods // _PERIODS_A_TIDY_SLICE)
    bounds = np.append(np.unique(slice_of, return_index=True)[1], len(order)).tolist()
    if len(bounds) == 2:  # one person has more than that, and no room for a copy
        del place
        yield batch
        return
    for first, stop in pairwise(bounds):
        rows = np.flatnonzero((place >= first) & (place < stop))
        person = place[rows] - first
        if has_person is not None:
            person[~has_person[rows]] = -1
        yield _chosen(batch, rows, person, [names[number] for number in order[first:stop].tolist()])


def _persons_of_periods(frame: pd.DataFrame, place: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the place of the person of each meal, or day without any, that has records."""
    key = place.astype(np.int64)
    for name in ("date", "meal"):
        if name in frame:
            codes, values = pd.factorize(frame[name])
            key = key * (len(values) + 1) + codes + 1
    first = ~pd.Series(key).duplicated().to_numpy()
    return place[first]


def _chosen(
    batch: Batch, rows: NDArray[np.intp], person: NDArray[np.int32], names: list[str]
) -> Batch:
    """Return some rows of a batch, with the persons of these alone."""
    frame = batch.frame.iloc[rows]
    if isinstance(frame["person"].dtype, pd.CategoricalDtype):
        frame = frame.assign(person=pd.Categorical.from_codes(person, pd.Index(names, dtype="str")))
    if isinstance(frame["item"].dtype, pd.CategoricalDtype):
        frame = frame.assign(item=frame["item"].cat.remove_unused_categories())

    def places() -> tuple[Any, Any]:
        files, lines = batch.places()
        return files[rows], lines[rows]

    return Batch(frame=frame, places=places, read=len(frame), refused=batch.refused.iloc[:0])


class _Writer:
    """Writes rows to a file, some at a time."""

    def __init__(self, path: Path, table: str) -> None:
        self._path = path
        self._table = table
        self._parquet: Any = None
        path.touch()

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *_: object) -> None:
        if self._parquet is not None:
            self._parquet.close()

    def write(self, rows: pd.DataFrame) -> None:
        """Write rows."""
        if self._table == "csv":
            text = csv_text(rows)
            if self._path.stat().st_size:
                text = text[text.index("\r\n") + 2 :]
            with self._path.open("a", encoding="utf-8", newline="") as file:
                file.write(text)
            return
        table = pa.Table.from_pandas(rows, preserve_index=False)
        if self._parquet is None:
            self._parquet = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._parquet.write_table(table)


def reasons_of(refused: pd.DataFrame) -> list[tuple[str, int]]:
    """Return why rows are refused, and how many for each reason, the most first."""
    counted = Counter(refused["why"].tolist())
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))
