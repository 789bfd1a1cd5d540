"""A file as a table: the names of its columns, and its rows as text, whatever it was written as."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PureWindowsPath
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from estimator.errors import InputError
from estimator.measures.amounts import amount_text
from estimator.spreadsheet_csv import restore_text

LARGEST_FILE: Final = 100_000_000
"""A larger file is refused before it is read [bytes]."""

MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 1000
ROWS_AT_ONCE: Final = 1000
"""Rows that are read together: so few that they stay near the processor."""
MOST_TITLE_LINES: Final = 15
"""Lines above the names of the columns: a title, who exported it, when."""

_LONGEST_NAME: Final = 300
_LONGEST_CELL: Final = 100_000
_SMALLEST: Final = 1e-70

Row = tuple[int, Sequence[str]]
"""The line a row begins on, and its cells."""


Column = tuple[NDArray[np.integer[Any]], Sequence[str]]
"""Which of its distinct texts each row of a column has, and those texts."""


class ColumnBlock(NamedTuple):
    """Some columns of some rows of a file, none of the rows empty or longer than the header."""

    lines: NDArray[np.int64]
    """On which line each row begins."""
    columns: Sequence[Column]


Block = ColumnBlock | list[Row]
"""Rows, many at a time, by columns where that can be."""
Blocks = Iterable[Block]
Parts = Iterable[list[Row]]
"""Rows, many at a time."""
KnowsColumns = Callable[[Sequence[str]], bool]
"""Whether some names are the columns of a file that is known."""


@dataclass(frozen=True)
class Sheet:
    """The rows of a file.

    Attributes
    ----------
    file : str
        What messages call it.
    encoding, delimiter : str
        What was found out, in words; ``delimiter`` is empty where nothing parts the cells.
    header : tuple of str
        The names of the columns, as they are written.
    """

    file: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    _read: Callable[[], Parts] = field(repr=False)
    _blocks: Callable[[Sequence[int]], Blocks] | None = field(default=None, repr=False)

    def rows(self) -> Iterator[Row]:
        """Yield the line each row begins on, and its cells; empty rows are left out.

        A row may be shorter or longer than the header: that is for the reader to judge.

        Raises
        ------
        InputError
            If the file is broken, or has too many rows.
        """
        for part in self.parts():
            yield from part

    def parts(self, most: int | None = MOST_ROWS) -> Iterator[list[Row]]:
        """Yield the rows many at a time.

        Parameters
        ----------
        most : int, optional
            How many there may be; None for any number.
        """
        count = 0
        for part in self._read():
            filled = filled_rows(part)
            count += len(filled)
            if most is not None and count > most:
                raise too_many_rows(self.file)
            yield filled

    def blocks(self, places: Sequence[int], most: int | None = MOST_ROWS) -> Iterator[Block]:
        """Yield the rows many at a time, by columns where the file can be read so.

        Parameters
        ----------
        places : sequence of int
            Of the columns that are wanted; rows that come one by one have all of them.
        most : int, optional
            How many rows there may be; None for any number.
        """
        if self._blocks is None:
            yield from self.parts(most)
            return
        count = 0
        for block in self._blocks(places):
            filled = block if isinstance(block, ColumnBlock) else filled_rows(block)
            count += len(filled.lines if isinstance(filled, ColumnBlock) else filled)
            if most is not None and count > most:
                raise too_many_rows(self.file)
            yield filled


def filled_rows(rows: Iterable[Row]) -> list[Row]:
    """Return rows without those whose cells are all empty."""
    return [row for row in rows if any(map(str.strip, row[1]))]


def filled_places(columns: Iterable[Column], rows: int) -> NDArray[np.bool_]:
    """Return which of so many rows have more than blanks in any of some columns."""
    filled = np.zeros(rows, bool)
    for codes, texts in columns:
        filled |= np.array([bool(text.strip()) for text in texts], bool)[codes]
    return filled


def in_parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield rows that come one by one many at a time."""
    left = iter(rows)
    while part := list(islice(left, ROWS_AT_ONCE)):
        yield part


def too_many_rows(file: str) -> InputError:
    """Return the refusal of a file with more rows than are read."""
    return InputError(f"{file} has more than {MOST_ROWS:,} rows. Import it in parts.")


def shown_name(name: str) -> str:
    r"""Return what to call a file, without folders and what can't be seen.

    Examples
    --------
    >>> shown_name("../../etc/passwd"), shown_name("C:\\diary.csv")
    ('passwd', 'diary.csv')
    """
    plain = "".join(char for char in PureWindowsPath(name).name if char.isprintable())
    return plain[:80] or "The file"


def column_names(cells: Sequence[str], file: str, line: int) -> tuple[str, ...]:
    """Return the names of columns.

    Raises
    ------
    InputError
        If they can be none.
    """
    names = [name.strip() for name in cells]
    while names and not names[-1]:
        names.pop()  # a spreadsheet ends every line with as many commas as the longest
    if len(names) < 2 or len(names) > MOST_COLUMNS or any(len(n) > _LONGEST_NAME for n in names):
        raise InputError(
            f"{file}, line {line}: this line does not name the columns of a diary, such as a date, "
            "a food and an amount. Check that it is the right file."
        )
    return tuple(names)


def header_place(lines: Sequence[Sequence[str]], knows: KnowsColumns) -> int:
    """Return which of the first lines of a file names the columns.

    A title above them is told from them by what is known, or by its fewer cells.

    Parameters
    ----------
    lines : sequence of sequence of str
        The cells of each line.
    knows : callable
    """
    filled = [[cell for cell in map(str.strip, cells) if cell] for cells in lines]
    for place, cells in enumerate(lines):
        if len(filled[place]) > 1 and knows([cell.strip() for cell in cells]):
            return place
    for place, names in enumerate(filled):
        widest = max((len(cells) for cells in filled[place + 1 :]), default=0)
        if len(names) > 1 and 2 * len(names) > widest and not any(map(_is_number, names)):
            return place
    return next((place for place, names in enumerate(filled) if names), 0)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace(",", "", 1).isdecimal()


def number_cell(number: float) -> str:
    """Write a number as text that reads one way only.

    Examples
    --------
    >>> number_cell(2.0), number_cell(28.125), number_cell(5.4e-79)
    ('2', '28.1250', '0')
    """
    # SAS keeps a zero as the smallest number there is.
    if abs(number) < _SMALLEST:
        return "0"
    return amount_text(float(f"{number:.12g}"))


def tidy_cell(text: str) -> str:
    """Return a cell as it was meant, without space around it."""
    return restore_text(text.strip())[:_LONGEST_CELL]
