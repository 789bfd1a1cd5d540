"""Reads a column's distinct values once, and collects every cell that can't be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from estimator.errors import InputError
from estimator.pandas_on_use import pd

Result = TypeVar("Result")


@dataclass(frozen=True)
class RowProblem:
    """One cell of a frame that can't be used."""

    row: int
    """Position of the row, from 0."""
    column: str
    value: str
    """What the cell holds."""
    sentence: str
    """What is wrong, what is allowed and what to do."""


def resolve_distinct(
    values: pd.Series[Any] | NDArray[Any], resolve: Callable[[Any], Result]
) -> tuple[NDArray[np.intp], list[Result | InputError]]:
    """Call a function once for each distinct value.

    Returns
    -------
    codes : ndarray of int
        Which outcome each row has.
    outcomes : list
        What the function returned for each distinct value, or the `InputError`
        it raised.
    """
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    return codes, [_outcome(resolve, value) for value in distinct]


def _outcome(resolve: Callable[[Any], Result], value: Any) -> Result | InputError:
    try:
        return resolve(value)
    except InputError as error:
        return error


def numbers_of(outcomes: list[float | InputError]) -> NDArray[np.float64]:
    """Return the outcomes as numbers, NaN for an error."""
    return np.array(
        [np.nan if isinstance(outcome, InputError) else outcome for outcome in outcomes]
    )


def problems_of(
    column: str,
    cells: pd.Series[Any],
    codes: NDArray[np.intp],
    outcomes: list[Any],
    rows: NDArray[np.intp] | None = None,
) -> list[RowProblem]:
    """Return a problem for every cell whose outcome is an error.

    Parameters
    ----------
    column : str
        What the column is called.
    cells : Series
        The cells, as given.
    codes, outcomes : ndarray of int, list
        See `resolve_distinct`.
    rows : ndarray of int, optional
        The row of each cell, where the cells are not all of the column.
    """
    wrong = {code: str(out) for code, out in enumerate(outcomes) if isinstance(out, InputError)}
    at = np.flatnonzero(np.isin(codes, list(wrong)))
    return [
        RowProblem(
            row=int(place if rows is None else rows[place]),
            column=column,
            value=cell_text(cells.iloc[place]),
            sentence=wrong[codes[place]],
        )
        for place in at
    ]


def cell_text(value: Any) -> str:
    """Return a cell as text, ``""`` if it is missing."""
    return "" if value is None or value is pd.NA or value != value else str(value)
