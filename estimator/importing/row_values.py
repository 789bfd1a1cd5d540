"""What some rows of a file say, as columns: of each which of a few values every row has."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from estimator.importing.file_columns import Columns
from estimator.importing.records import Fault, Numbers, Rows

YES: Final = frozenset({"1", "true", "yes", "y"})

Ints = NDArray[np.integer[Any]]
T = TypeVar("T")


class Coded(NamedTuple, Generic[T]):
    """What each of some rows has, of a few values."""

    codes: Ints
    values: Sequence[T]

    def each(self) -> list[T]:
        """Return the value of each row."""
        return [self.values[code] for code in self.codes.tolist()]

    def are(self, test: Callable[[T], object]) -> NDArray[np.bool_]:
        """Return in which rows a test holds; each distinct value is tested once."""
        return np.array([bool(test(value)) for value in self.values], bool)[self.codes]

    def of(self, rows: NDArray[np.bool_] | slice) -> "Coded[T]":
        """Return the values of some of the rows."""
        return Coded(self.codes[rows], self.values)


@dataclass(frozen=True, eq=False, kw_only=True)
class RowColumns:
    """What some rows of a file say, a value for each row.

    Attributes
    ----------
    rows : ndarray of int
        Which rows of the file they are, from 0.
    person, kind, meal, unit : Coded of str
        "" for none.
    day : Coded of date
        None where it can't be read, or an own item is described.
    eaten_at : Coded of time
    food : Coded of (str, str)
        Its code, with the system that it is of where that is known, as in "fndds:14104100"; and
        its name.
    amount, grams, quantity : ndarray of float64
        NaN where the file doesn't say; ``grams`` in [g].
    problem : Coded of str
        The first thing that is wrong with a row; "" for nothing.
    faults : tuple of Fault
        All that is.
    empty : int
        Rows that say that nothing was eaten; they are not among these.
    """

    rows: Rows
    person: Coded[str]
    kind: Coded[str]
    day: Coded[date | None]
    eaten_at: Coded[time | None]
    meal: Coded[str]
    food: Coded[tuple[str, str]]
    unit: Coded[str]
    amount: Numbers
    grams: Numbers
    quantity: Numbers
    problem: Coded[str]
    faults: tuple[Fault, ...]
    empty: int

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)


def texts_of(columns: Columns, name: str, rows: Rows) -> Coded[str]:
    """Return the texts of some rows in a column, "" where the file has no such column."""
    if name not in columns.codes:
        return Coded(np.zeros(len(rows), np.intp), [""])
    return Coded(columns.codes_at(name, rows), columns.texts[name])


def says(
    columns: Columns, name: str, words: Collection[str], rows: slice = slice(None)
) -> NDArray[np.bool_]:
    """Return in which of some rows a column says one of some words, in letters of any case."""
    if name not in columns.codes:
        return np.zeros(len(columns.lines[rows]), bool)
    said = [text.casefold() in words for text in columns.texts[name]]
    return np.array(said, bool)[columns.codes[name][rows]]


def each_fault(sentences: Mapping[int, str], codes: Ints) -> list[tuple[str, Rows]]:
    """Return what is wrong with the codes of some rows, all places of a code together."""
    if not sentences:
        return []
    bad = np.flatnonzero(np.isin(codes, list(sentences)))
    if not len(bad):
        return []
    bad = bad[np.argsort(codes[bad], kind="stable")]
    found, starts = np.unique(codes[bad], return_index=True)
    parts = np.split(bad, starts[1:])
    return [(sentences[int(code)], part) for code, part in zip(found, parts, strict=True)]
