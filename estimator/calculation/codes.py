"""Look-up and counting of integer codes, block by block.

Numpy copies every index to 64 bits before it uses it. A block at a time, that copy stays
in the processor's cache, and the columns themselves can be kept in fewer bits.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from estimator.calculation.threads import each

Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.signedinteger[Any]]
_Part = TypeVar("_Part")

BLOCK_ROWS: Final = 1 << 16
_LARGE: Final = 1 << 20
"""So many rows are work for two threads."""


def row_blocks(n_rows: int, block_rows: int = BLOCK_ROWS) -> Iterator[slice]:
    """Yield the rows of each block, in order."""
    for first in range(0, n_rows, block_rows):
        yield slice(first, first + block_rows)


def each_block(work: Callable[[slice], object], n_rows: int) -> None:
    """Do some work for the rows of each block."""
    each_part(work, list(row_blocks(n_rows)), n_rows)


def each_part(work: Callable[[_Part], object], parts: Sequence[_Part], n_rows: int) -> None:
    """Do some work for each part of so many rows, none of which is in the way of another."""
    each(work, parts, large=n_rows >= _LARGE)


def narrowed(values: Ints, largest: int) -> Codes:
    """Return values as int32 if -largest to largest fit in it, else as int64."""
    return values.astype(np.promote_types(np.int32, np.min_scalar_type(-largest - 1)), copy=False)


def values_of_codes(values: Codes, codes: Codes) -> Codes:
    """Return the value of each code; code -1 gives the last value."""
    result = np.empty(len(codes), values.dtype)

    def look_up(rows: slice) -> None:
        result[rows] = values.take(codes[rows])

    each_block(look_up, len(codes))
    return result


@dataclass(frozen=True, eq=False)
class CodedValues:
    """A value for each row by its code, looked up when it is wanted and not kept.

    Attributes
    ----------
    of_code : ndarray of int
        The value of each code; code -1 has the last.
    code : ndarray of int
        Of each row.
    """

    of_code: Codes
    code: Codes

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.code)

    def at(self, rows: slice | Ints) -> Codes:
        """Return the values of some rows."""
        return values_of_codes(self.of_code, self.code[rows])

    def all(self) -> Codes:
        """Return the values of all rows."""
        return self.at(slice(None))


def count_codes(codes: Codes, size: int) -> Ints:
    """Return how often each code from 0 to size - 1 occurs."""
    counts = np.zeros(size, np.int64)
    # Each block costs a pass over the counts.
    for rows in row_blocks(len(codes), max(BLOCK_ROWS, size)):
        counts += np.bincount(codes[rows], minlength=size)
    return counts
