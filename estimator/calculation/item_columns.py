"""Which column of a table of quantities each item has: those eaten often stand together."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from estimator.calculation.codes import Codes, Ints
from estimator.composition.matrix import CompositionMatrix

_SELDOM: Final = 64
"""A food eaten in fewer than one of so many person-periods is quicker looked up where it was
eaten than multiplied where it was not."""
_COUNTED: Final = 1 << 17
"""So many records at most are counted to tell which foods are eaten often."""


@dataclass(frozen=True, eq=False)
class ItemColumns:
    """Foods eaten often, foods eaten seldom, dishes made of them, and supplements.

    Attributes
    ----------
    items : ndarray of int64
        The row of the composition matrix of each column; each kind in order.
    n_often, n_plain, n_foods : int
        How many are foods eaten often, foods that are no dishes, and foods.
    share : ndarray of float64, shape (dishes, foods that are no dishes)
        Grams of each food in a gram of each dish [g/g].
    """

    items: Ints
    n_often: int
    n_plain: int
    n_foods: int
    share: npt.NDArray[np.float64]

    @classmethod
    def of(
        cls, items: Ints, item: Codes, n_periods: int, matrix: CompositionMatrix
    ) -> "ItemColumns":
        """Place items, by how often they are eaten.

        Parameters
        ----------
        items : ndarray of int64
            Rows of the matrix, in order, with the ingredients of the dishes among them.
        item : ndarray of int
            Of each record, its place in ``items``.
        n_periods : int
            How many person-periods there are.
        matrix : CompositionMatrix
        """
        step = max(1, len(item) // _COUNTED)
        times = np.bincount(item[::step], minlength=len(items)) * step
        n_foods = int(np.searchsorted(items, matrix.n_foods))
        is_dish = np.isin(items[:n_foods], matrix.dishes)
        plain, dishes = np.flatnonzero(~is_dish), np.flatnonzero(is_dish)
        share = matrix.parts[np.searchsorted(matrix.dishes, items[dishes])]
        share = share[:, items[plain]]
        # Who eats a dish eats what it is made of.
        is_often = (times[plain] + times[dishes] @ (share > 0)) * _SELDOM >= n_periods
        first = np.concatenate([np.flatnonzero(is_often), np.flatnonzero(~is_often)])
        places = np.concatenate([plain[first], dishes, np.arange(n_foods, len(items))])
        return cls(
            items[places], int(is_often.sum()), len(plain), n_foods, share.take(first, axis=1)
        )


class Recipes:
    """What the dishes of a table are made of, ready to be put in their place."""

    def __init__(self, columns: ItemColumns) -> None:
        """Prepare for the dishes among some columns."""
        dish, self._ingredient = columns.share.nonzero()
        self._share = columns.share[dish, self._ingredient]
        self._times = np.bincount(dish, minlength=len(columns.share))
        self._first = np.cumsum(self._times) - self._times
        self._dishes = slice(columns.n_plain, columns.n_foods)

    def take_apart(self, quantities: npt.NDArray[np.float64]) -> None:
        """Add what was eaten in dishes to their ingredients; the dishes stay in their columns.

        Parameters
        ----------
        quantities : ndarray of float64, shape (person-periods, items)
            Of each item [g], changed in place.
        """
        if not len(self._times):
            return
        grams = quantities[:, self._dishes]
        period, dish = np.divmod(np.flatnonzero(grams != 0), len(self._times))
        times = self._times[dish]
        eaten = np.repeat(np.arange(len(dish)), times)
        part = np.arange(len(eaten)) + (self._first[dish] - np.cumsum(times) + times)[eaten]
        cell = (period * quantities.shape[1])[eaten] + self._ingredient[part]
        np.add.at(quantities.reshape(-1), cell, grams[period, dish][eaten] * self._share[part])
