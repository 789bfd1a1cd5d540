"""The columns of a file that a layout names, read once; each distinct text is kept once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from estimator.foods.food_codes import plain_code
from estimator.importing.layout import Layout
from estimator.importing.sheet import MOST_ROWS, ColumnBlock, Row, Sheet, tidy_cell
from estimator.pandas_on_use import pd

_CODES: Final = frozenset({"code", "person", "meal", "deleted", "sample", "day_complete"})
"""Columns in which R and pandas write a whole number as "1.0"."""

Codes = NDArray[np.signedinteger[Any]]
"""As narrow as the number of texts allows; widened for some rows at a time."""
RowProgress = Callable[[int], None]
"""Called with the number of rows read so far, after each part of a file."""


def now_and_then(tell: RowProgress, every: int) -> RowProgress:
    """Return a progress callback that is called once in so many rows at most.

    Examples
    --------
    >>> tell = now_and_then(print, 100)
    >>> for rows in (60, 120, 180, 240):
    ...     tell(rows)
    120
    240
    """
    told = 0

    def tell_of(rows: int) -> None:
        nonlocal told
        if rows - told >= every:
            told = rows
            tell(rows)

    return tell_of


@dataclass(frozen=True, eq=False)
class Columns:
    """What the columns of a layout hold in every row of a file.

    Attributes
    ----------
    lines : ndarray of int
        On which line of the file each row begins.
    codes : mapping of str to ndarray of int
        For each column, by its name in the layout, which of its ``texts`` each row has.
    texts : mapping of str to list of str
        The distinct texts of each column, tidied; "" for nothing.
    extra : mapping of int to tuple of str
        All cells of the rows that are longer than the first line, by row.
    """

    lines: NDArray[np.integer[Any]]
    codes: Mapping[str, Codes]
    texts: Mapping[str, list[str]]
    extra: Mapping[int, tuple[str, ...]]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.lines)

    def codes_at(self, name: str, rows: NDArray[np.intp]) -> NDArray[np.int32]:
        """Return which of its texts some rows have in a column that the file has."""
        return self.codes[name][rows].astype(np.int32)

    def distinct(self, name: str) -> list[str]:
        """Return the distinct texts of a column but for "", in the order of the file."""
        return [text for text in self.texts.get(name, ()) if text]

    def together(
        self, names: Sequence[str], rows: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], list[dict[str, str]]]:
        """Return which of the distinct rows of some columns each row is, and those rows.

        Columns that the file has not are left out.

        Parameters
        ----------
        names : sequence of str
        rows : ndarray of int
            Which rows of the file.
        """
        there = [name for name in names if name in self.codes]
        codes, first = codes_of(len(rows), *(self.codes_at(name, rows) for name in there))
        return codes, [
            {name: self.texts[name][self.codes[name][row]] for name in there} for row in rows[first]
        ]


def codes_of(
    rows: int, *columns: NDArray[np.integer[Any]] | NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return which of the distinct rows of some columns each row is, and where each is first."""
    mixed, size = np.zeros(rows, np.intp), min(rows, 1)
    for column in columns:
        codes, of_column = _numbered(column)
        # Told apart anew each time, so that the product never grows beyond 64 bits.
        mixed, size = _in_order(mixed * of_column + codes, size * of_column)
    return mixed, _first_of(mixed, size)


def _numbered(
    column: NDArray[np.integer[Any]] | NDArray[np.float64],
) -> tuple[NDArray[Any], int]:
    """Return numbers from 0 for the values of a column, and how many these may be."""
    if column.dtype.kind == "i" and column.min(initial=0) >= 0:
        return column, int(column.max(initial=0)) + 1
    codes, distinct = pd.factorize(column, use_na_sentinel=False)
    return codes, len(distinct)


def _in_order(key: NDArray[np.intp], size: int) -> tuple[NDArray[np.intp], int]:
    """Return the number of each key by where it is first, and how many there are."""
    if size > len(key):
        codes, distinct = pd.factorize(key)
        return codes.astype(np.intp, copy=False), len(distinct)
    first = _first_of(key, size)
    order = np.argsort(first, kind="stable")
    count = int(np.count_nonzero(first < len(key)))
    number = np.empty(size, np.intp)
    number[order] = np.arange(size)
    return number[key], count


def _first_of(codes: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    """Return where each code is first; behind the last where it isn't."""
    first = np.full(size, len(codes), np.intp)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


def read_columns(
    sheet: Sheet,
    layout: Layout,
    at: Mapping[str, int],
    progress: RowProgress = lambda rows: None,
    *,
    all_rows: bool = False,
) -> Columns:
    """Read the columns of a file.

    Parameters
    ----------
    sheet : Sheet
    layout : Layout
    at : mapping of str to int
        Where each column is.
    progress : callable
        Told how many rows are read.
    all_rows : bool
        Whether more rows are read than fit into one diary.

    Raises
    ------
    InputError
        If the file is broken, or has too many rows.
    """
    gathered = _Gathered(at, len(sheet.header))
    for part in sheet.blocks([*at.values()], None if all_rows else MOST_ROWS):
        if isinstance(part, ColumnBlock):
            gathered.add_columns(part)
        else:
            gathered.add_rows(part)
        progress(gathered.rows)
    return gathered.columns(layout)


class _Gathered:
    """Gathers the columns of a file from its parts."""

    def __init__(self, at: Mapping[str, int], named: int) -> None:
        self._at = at
        self._named = named
        self._lines: list[NDArray[np.integer[Any]]] = []
        self._extra: dict[int, tuple[str, ...]] = {}
        self._known: dict[str, dict[str, int]] = {name: {} for name in at}
        self._codes: dict[str, list[Codes]] = {name: [] for name in at}
        self.rows = 0

    def add_columns(self, part: ColumnBlock) -> None:
        """Add rows that come by columns."""
        self._lines.append(_narrowed(part.lines))
        for name, (codes, texts) in zip(self._at, part.columns, strict=True):
            number = self._known[name]
            of_text = [number.setdefault(text, len(number)) for text in texts]
            self._codes[name].append(_narrowed(np.array(of_text, np.int32))[codes])
        self.rows += len(part.lines)

    def add_rows(self, part: Sequence[Row]) -> None:
        """Add rows that come one by one."""
        cells = [row for _, row in part]
        for place, row in enumerate(cells):
            if len(row) != self._named:
                row = _trimmed(row, self._named)
                if len(row) > self._named:
                    self._extra[self.rows + place] = tuple(row)
                cells[place] = [*row, *[""] * (self._named - len(row))]
        self._lines.append(_narrowed(np.array([line for line, _ in part], np.int64)))
        for name, place in self._at.items():
            texts_here = list(map(itemgetter(place), cells))
            number = self._known[name]
            for text in dict.fromkeys(texts_here):
                number.setdefault(text, len(number))
            codes = map(number.__getitem__, texts_here)
            self._codes[name].append(_narrowed(np.fromiter(codes, np.int32, len(cells))))
        self.rows += len(cells)

    def columns(self, layout: Layout) -> Columns:
        """Return the columns gathered so far, their texts tidied."""
        texts, codes = {}, {}
        for name, number in self._known.items():
            tidied = [_tidied(text, layout, name in _CODES) for text in number]
            merged, distinct = pd.factorize(np.array(tidied, dtype=object))
            texts[name] = list(distinct)
            # One column after the other, so that little of it is there twice.
            whole = np.concatenate([np.zeros(0, np.int8), *self._codes.pop(name)])
            codes[name] = whole if len(distinct) == len(number) else _narrowed(merged)[whole]
        lines = np.concatenate([np.zeros(0, np.int32), *self._lines])
        return Columns(lines, codes, texts, self._extra)


def _narrowed(numbers: NDArray[np.integer[Any]]) -> NDArray[np.signedinteger[Any]]:
    """Return whole numbers from 0 in as few bytes as hold the greatest."""
    greatest = int(numbers.max(initial=0))
    kinds = (np.int8, np.int16, np.int32, np.int64)
    narrow = next(kind for kind in kinds if greatest <= np.iinfo(kind).max)
    return numbers.astype(narrow, copy=False)


def _trimmed(cells: Sequence[str], named: int) -> Sequence[str]:
    """Take off empty cells at the end of a row that is longer than the first line."""
    count = len(cells)
    while count > named and not cells[count - 1].strip():
        count -= 1
    return cells[:count]


def _tidied(raw: str, layout: Layout, is_code: bool) -> str:
    text = tidy_cell(raw)
    if text.casefold() in layout.missing:
        return ""
    return plain_code(text) if is_code else text
