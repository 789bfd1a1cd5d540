"""Rows that were read, kept by the part that their person is of until all of it is there.

A file of Arrow for each piece, with a batch for each part, its rows by person: a part is then read
of all of them without what is of others.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray

from estimator.calculation.coded_records import CodedRecords
from estimator.measures.amount_kinds import AMOUNT_KINDS

_MEALS: Final = b"meals"
_SECONDS_OF_A_DAY: Final = 86_400


def write_rows(path: Path, coded: CodedRecords, parts: int) -> None:
    """Write the rows of a piece.

    Parameters
    ----------
    path : Path
    coded : CodedRecords
        The rows that can be used.
    parts : int
        How many parts the persons of all files are dealt to, by their names.
    """
    persons = [str(person) for person in coded.persons]
    of_person = np.array([crc32(person.encode()) % parts for person in persons], np.int64)
    order_of_persons = np.argsort(of_person, kind="stable")
    rank = np.empty(len(persons), np.int64)
    rank[order_of_persons] = np.arange(len(persons))
    place = rank[coded.person]
    order = np.argsort(place, kind="stable")
    rows_of = np.bincount(place, minlength=len(persons))  # of each person, in that order
    columns: dict[str, NDArray[Any]] = {
        "day": coded.day[order].astype(np.int32),
        "item": coded.items[coded.item.at(order)].astype(np.int32),
        "quantity": coded.quantity[order],
        "kind": _codes(coded.amount_kind, order),
        "meal": _codes(coded.meal, order),
    }
    sorted_persons = [persons[number] for number in order_of_persons.tolist()]
    bounds = np.searchsorted(of_person[order_of_persons], np.arange(parts + 1))
    ends = np.concatenate([[0], np.cumsum(rows_of)])
    schema = pa.schema(
        [
            ("person", pa.run_end_encoded(pa.int32(), pa.string())),
            *((name, pa.from_numpy_dtype(values.dtype)) for name, values in columns.items()),
        ],
        {_MEALS: json.dumps([str(meal) for meal in coded.meals])},
    )
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for first, stop in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            begin, end = int(ends[first]), int(ends[stop])
            there = np.flatnonzero(rows_of[first:stop]) + first
            runs = pa.RunEndEncodedArray.from_arrays(
                pa.array(ends[there + 1] - begin, pa.int32()),
                pa.array([sorted_persons[number] for number in there.tolist()], pa.string()),
            )
            values = [pa.array(values[begin:end]) for values in columns.values()]
            writer.write_batch(pa.record_batch([runs, *values], schema=schema))


def read_rows(paths: Sequence[Path], part: int, items: Sequence[str]) -> pd.DataFrame:
    """Return the rows of a part, those of each file in turn.

    Parameters
    ----------
    paths : sequence of Path
    part : int
    items : sequence of str
        The ids of items by their number.
    """
    read = [_read(path, part) for path in paths]
    persons = np.concatenate([np.array(texts, object) for texts, _, _, _ in read])
    lengths = np.concatenate([lengths for _, lengths, _, _ in read])
    of_run, labels = pd.factorize(persons)
    of_run = of_run.astype(np.int32)
    meals = list(dict.fromkeys(meal for _, _, _, meals in read for meal in meals)) or [""]
    meal = [
        np.array([meals.index(one) for one in names] or [0], np.int8)[columns.pop("meal")]
        for _, _, columns, names in read
    ]
    # Column by column, so that no more than one is in memory twice.
    whole = {
        name: np.concatenate([columns.pop(name) for _, _, columns, _ in read])
        for name in ("day", "item", "quantity", "kind")
    }
    eaten = np.flatnonzero(np.bincount(whole["item"], minlength=1))
    place = np.zeros(int(eaten.max(initial=0)) + 1, np.int32)
    place[eaten] = np.arange(len(eaten))
    frame = pd.DataFrame(
        {
            "person": _categories(np.repeat(of_run, lengths), [str(label) for label in labels]),
            "date": _dates(whole.pop("day")),
            "meal": _categories(np.concatenate(meal), meals),
            "item": _categories(place[whole.pop("item")], [items[row] for row in eaten.tolist()]),
            "quantity": whole["quantity"],
        },
        copy=False,
    )
    if whole["kind"].any():
        frame["amount_kind"] = _categories(whole["kind"], list(AMOUNT_KINDS))
    return frame


def _read(
    path: Path, part: int
) -> tuple[list[str], NDArray[np.int64], dict[str, NDArray[Any]], list[str]]:
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as reader:
        batch = reader.get_batch(part)
        persons = batch["person"]
        ends = persons.run_ends.to_numpy().astype(np.int64)
        columns = {
            name: batch[name].to_numpy().copy() for name in batch.schema.names if name != "person"
        }
        meals = json.loads(reader.schema.metadata[_MEALS])
        return persons.values.to_pylist(), np.diff(ends, prepend=0), columns, meals


def _codes(codes: Any, order: NDArray[np.intp]) -> NDArray[np.int8]:
    return np.zeros(len(order), np.int8) if codes is None else codes[order].astype(np.int8)


def _dates(days: NDArray[np.int32]) -> NDArray[np.datetime64]:
    # By way of numpy's days it would be in memory a third time.
    return np.multiply(days, _SECONDS_OF_A_DAY, dtype=np.int64).view("datetime64[s]")


def _categories(codes: NDArray[Any], values: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, pd.Index(values, dtype="str"))
