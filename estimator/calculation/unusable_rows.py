"""Rows of food records that can't be used: each fault with its column, sentence and rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from estimator.calculation.codes import Ints
from estimator.errors import InputError

_SHOWN: Final = 20


@dataclass(frozen=True)
class UnusableRows:
    """Rows that can't be used for one reason.

    Attributes
    ----------
    column : str
        What is wrong: "person", "item", "date", "amount" or "unit".
    rows : ndarray of int
        Which rows of the frame, from 0.
    say : callable
        Says what is wrong with one of them.
    """

    column: str
    rows: Ints
    say: Callable[[int], str]


class UnusableRowsError(InputError):
    """Some rows can't be used; the message names the first of them.

    Attributes
    ----------
    found : tuple of UnusableRows
        All of them.
    """

    def __init__(self, message: str, found: Sequence[UnusableRows] = ()) -> None:
        super().__init__(message)
        self.found = tuple(found)


class BadRows:
    """Collects the rows that can't be used, each with its reason."""

    def __init__(self) -> None:
        self._found: list[UnusableRows] = []

    def add(self, column: str, wrong: npt.NDArray[np.bool_], say: Callable[[int], str]) -> None:
        """Note rows that can't be used, with a function that says why of each."""
        self._found.append(UnusableRows(column, np.flatnonzero(wrong), say))

    def refuse(self) -> None:
        """Raise one `UnusableRowsError` that names the bad rows, if there are any."""
        rows = sorted({row for one in self._found for row in one.rows.tolist()})
        if not rows:
            return
        noun = "row" if len(rows) == 1 else "rows"
        lines = [f"{len(rows)} {noun} can't be used (rows are counted from 1):"]
        for row in rows[:_SHOWN]:
            why = (one.say(row).rstrip(".") for one in self._found if row in one.rows)
            lines.append(f"Row {row + 1}: {'; '.join(why)}.")
        if len(rows) > _SHOWN:
            lines.append(f"... and {len(rows) - _SHOWN} more.")
        raise UnusableRowsError("\n".join(lines), self._found)
