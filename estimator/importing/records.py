"""The food records of a file for an estimate, and why some of its rows are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from estimator.diary_values import EARLIEST_DATE
from estimator.importing.layout import Layout
from estimator.measures.unit_names import MAX_ENTRY_G
from estimator.pandas_on_use import pd

_LINES_SHOWN: Final = 5

Rows = NDArray[np.intp]
Numbers = NDArray[np.float64]


class ReadAs(NamedTuple):
    """How what reads two ways was read, as the file itself or somebody told.

    Attributes
    ----------
    date_order, decimal_mark : str
        See `estimator.importing.file_rows.Choices`; "" where nothing told, or nothing asked.
    asks : tuple of str
        What nothing told, though some rows need it.
    """

    date_order: str
    decimal_mark: str
    asks: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """Why some rows can't be used.

    Attributes
    ----------
    column : str
        What is wrong: "date", "food", "amount", "unit", "meal" or "row".
    sentence : str
    rows : ndarray of int
        Which rows of the file, from 0.
    """

    column: str
    sentence: str
    rows: Rows


@dataclass(frozen=True, kw_only=True)
class Records:
    """What is in a file.

    Attributes
    ----------
    file : str
    layout : Layout
    said : tuple of str
        What was found out about the file, a sentence each.
    frame : DataFrame
        Of the rows that can be used, what `estimator.calculation.intake.estimate` takes:
        ``person`` ("" where the file has none), ``date`` (datetime64), ``meal``, ``item`` (id)
        and ``quantity`` (grams [g], or units of a supplement).
    faults : tuple of Fault
        Why the others can't, in the order of the file.
    lines : ndarray of int
        On which line each row of the file begins.
    grams : ndarray of float64
        What each row weighs by the file [g]; NaN where it doesn't say.
    empty : int
        Rows that say that nothing was eaten.
    read_as : ReadAs
    rows : ndarray of int
        Which row of the file each row of the frame is, from 0.
    """

    file: str
    layout: Layout
    said: tuple[str, ...]
    frame: pd.DataFrame
    faults: tuple[Fault, ...]
    lines: NDArray[np.integer[Any]]
    grams: Numbers
    empty: int
    read_as: ReadAs
    rows: NDArray[np.int32]

    @property
    def bad_rows(self) -> Rows:
        """Return the rows that can't be used."""
        return np.unique(np.concatenate([np.zeros(0, np.intp), *(f.rows for f in self.faults)]))

    def fault_lines(self) -> list[str]:
        """Say what is wrong, a line for each distinct fault, with lines of the file."""
        return [
            f"{self.file}, {self._where(fault.rows)}, {fault.column}: {fault.sentence}"
            for fault in self.faults
        ]

    def doubts(self) -> list[str]:
        """Say what is used as it stands, but is hardly what was meant."""
        if not len(self.lines):
            return [f"{self.file} has no rows below the names of its columns."]
        doubted = (
            (
                self.frame["quantity"].to_numpy() > MAX_ENTRY_G,
                f"of more than {MAX_ENTRY_G / 1000:g} kg of one food",
            ),
            (
                self.frame["date"].to_numpy() < np.datetime64(EARLIEST_DATE),
                f"of a day before {EARLIEST_DATE}",
            ),
        )
        said = []
        for which, what in doubted:
            rows = np.unique(self.rows[which]).astype(np.intp)
            if len(rows):
                noun = "row is" if len(rows) == 1 else "rows are"
                said.append(
                    f"{self.file}: {len(rows):,} {noun} counted, but {what}: check "
                    f"{self._where(rows)}."
                )
        return said

    def _where(self, rows: Rows) -> str:
        shown = [str(self.lines[row]) for row in rows[:_LINES_SHOWN]]
        more = len(rows) - len(shown)
        noun = "line" if len(rows) == 1 else "lines"
        return f"{noun} {', '.join(shown)}" + (f" and {more} more" if more else "")


def together(files: Sequence[Records]) -> pd.DataFrame:
    """Return the food records of several files as one frame."""
    frames = [one.frame for one in files]
    if len(frames) == 1:
        return frames[0]
    columns = {
        name: pd.api.types.union_categoricals([frame[name] for frame in frames])
        for name in ("person", "meal", "item")
    }
    return pd.concat([frame.drop(columns=list(columns)) for frame in frames]).assign(**columns)


def refused_rows(files: Sequence[Records]) -> pd.DataFrame:
    """Return a row for everything that is wrong with a row of the files."""
    rows = [
        (one.file, int(one.lines[row]), fault.column, one.grams[row], fault.sentence)
        for one in files
        for fault in one.faults
        for row in fault.rows
    ]
    table = pd.DataFrame(rows, columns=["file", "line", "column", "grams", "why"])
    return table.sort_values(["file", "line"], kind="stable", ignore_index=True)
