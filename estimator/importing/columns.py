"""The columns of a file that a layout names, read once; each distinct text is kept once."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimator.foods.food_codes import plain_code
from estimator.importing.layouts import Layout
from estimator.importing.sheet import Sheet, tidy_cell

_CODES: Final = frozenset({"code", "person", "meal", "deleted", "sample", "day_complete"})
"""Columns in which R and pandas write a whole number as "1.0"."""

Codes = NDArray[np.int32]
RowProgress = Callable[[int], None]
"""Called now and then with the number of rows read so far."""


@dataclass(frozen=True, eq=False)
class Columns:
    """What the columns of a layout hold in every row of a file.

    Attributes
    ----------
    lines : ndarray of int64
        On which line of the file each row begins.
    codes : mapping of str to ndarray of int32
        For each column, by its name in the layout, which of its ``texts`` each row has.
    texts : mapping of str to list of str
        The distinct texts of each column, tidied; "" for nothing.
    extra : mapping of int to tuple of str
        All cells of the rows that are longer than the first line, by row.
    """

    lines: NDArray[np.int64]
    codes: Mapping[str, Codes]
    texts: Mapping[str, list[str]]
    extra: Mapping[int, tuple[str, ...]]

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.lines)

    def distinct(self, name: str) -> list[str]:
        """Return the distinct texts of a column but for "", in the order of the file."""
        return [text for text in self.texts.get(name, ()) if text]

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield what each row holds, by column."""
        names = list(self.codes)
        cells = [map(self.texts[name].__getitem__, self.codes[name].tolist()) for name in names]
        for values in zip(*cells, strict=True):
            yield dict(zip(names, values, strict=True))

    def together(self, names: Sequence[str]) -> tuple[NDArray[np.intp], list[dict[str, str]]]:
        """Return which of the distinct rows of some columns each row is, and those rows.

        Columns that the file has not are left out.
        """
        there = [name for name in names if name in self.codes]
        if not there:
            return np.zeros(len(self), np.intp), [{}]
        mixed = self.codes[there[0]].astype(np.int64)
        for name in there[1:]:
            mixed = mixed * max(1, len(self.texts[name])) + self.codes[name]
            if len(there) > 2:  # so that the product never grows beyond 64 bits
                mixed = pd.factorize(mixed)[0].astype(np.int64)
        codes, _ = pd.factorize(mixed)
        first = np.full(int(codes.max(initial=-1)) + 1, 0, np.intp)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
        return codes, [
            {name: self.texts[name][self.codes[name][row]] for name in there} for row in first
        ]


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
    named = len(sheet.header)
    lines = array("q")
    extra: dict[int, tuple[str, ...]] = {}
    known: dict[str, dict[str, int]] = {name: {} for name in at}
    codes = {name: array("i") for name in at}
    for part in sheet.parts(None) if all_rows else sheet.parts():
        cells = [row for _, row in part]
        for place, row in enumerate(cells):
            if len(row) != named:
                row = _trimmed(row, named)
                if len(row) > named:
                    extra[len(lines) + place] = tuple(row)
                cells[place] = [*row, *[""] * (named - len(row))]
        lines.extend([line for line, _ in part])
        for name, place in at.items():
            texts_here = list(map(itemgetter(place), cells))
            number = known[name]
            for text in dict.fromkeys(texts_here):
                if text not in number:
                    number[text] = len(number)
            codes[name].extend(map(number.__getitem__, texts_here))
        progress(len(lines))
    texts, tidy_codes = {}, {}
    for name, number in known.items():
        tidied = [_tidied(text, layout, name in _CODES) for text in number]
        merged, distinct = pd.factorize(np.array(tidied, dtype=object))
        texts[name] = list(distinct)
        tidy_codes[name] = merged.astype(np.int32)[np.frombuffer(codes[name], np.int32)]
    return Columns(np.frombuffer(lines, np.int64), tidy_codes, texts, extra)


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
