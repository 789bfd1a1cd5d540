"""Which column of a table of quantities each item has: those eaten often stand together."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from estimator.calculation.codes import CodedValues, Ints
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
    recipes : Recipes
        Of the dishes.
    """

    items: Ints
    n_often: int
    n_plain: int
    n_foods: int
    recipes: "Recipes"

    @classmethod
    def of(
        cls, items: Ints, item: CodedValues, n_periods: int, matrix: CompositionMatrix
    ) -> "ItemColumns":
        """Place items, by how often they are eaten.

        Parameters
        ----------
        items : ndarray of int64
            Rows of the matrix, in order, with the ingredients of the dishes among them.
        item : CodedValues
            Of each record, its place in ``items``.
        n_periods : int
            How many person-periods there are.
        matrix : CompositionMatrix
        """
        step = max(1, len(item) // _COUNTED)
        times = np.bincount(item.at(slice(None, None, step)), minlength=len(items)) * step
        n_foods = int(np.searchsorted(items, matrix.n_foods))
        place = np.full(matrix.n_foods, -1)
        place[items[:n_foods]] = np.arange(n_foods)
        dishes = place[matrix.dishes]
        dishes = dishes[dishes >= 0]
        is_plain = np.ones(n_foods, np.bool_)
        is_plain[dishes] = False
        made_of = matrix.ingredients
        dish = place[made_of.dish]
        eaten = dish >= 0
        dish, ingredient = dish[eaten], place[made_of.food[eaten]]
        # Who eats a dish eats what it is made of.
        np.add.at(times, ingredient, times[dish])
        is_often = times[:n_foods] * _SELDOM >= n_periods
        often, seldom = np.flatnonzero(is_plain & is_often), np.flatnonzero(is_plain & ~is_often)
        places = np.concatenate([often, seldom, dishes, np.arange(n_foods, len(items))])
        column = np.argsort(places)
        n_plain = len(often) + len(seldom)
        columns = slice(n_plain, n_foods)
        recipes = Recipes(columns, column[dish], column[ingredient], made_of.share[eaten])
        return cls(items[places], len(often), n_plain, n_foods, recipes)


class Recipes:
    """What the dishes of a table are made of, ready to be put in their place."""

    def __init__(
        self, dishes: slice, dish: Ints, ingredient: Ints, share: npt.NDArray[np.float64]
    ) -> None:
        """Prepare for the dishes of some columns.

        Parameters
        ----------
        dishes : slice
            Their columns.
        dish, ingredient : ndarray of int
            The columns of each ingredient of each dish, by dish.
        share : ndarray of float64
            Grams of the one in a gram of the other [g/g].
        """
        self._dishes, self._ingredient, self._share = dishes, ingredient, share
        n_dishes = dishes.stop - dishes.start
        self._times = np.bincount(dish - dishes.start, minlength=n_dishes)
        self._first = np.cumsum(self._times) - self._times

    def take_apart(self, quantities: npt.NDArray[np.float64]) -> None:
        """Add what was eaten in dishes to their ingredients; the dishes stay in their columns.

        Parameters
        ----------
        quantities : ndarray of float64, shape (person-periods, items)
            Of each item [g], changed in place.
        """
        if not len(self._times):
            return
        all_cells = quantities.reshape(-1)
        is_eaten = quantities[:, self._dishes] != 0
        period, dish = np.divmod(np.flatnonzero(is_eaten), len(self._times))
        row = period * quantities.shape[1]
        grams = all_cells.take(row + dish + self._dishes.start)
        times = self._times.take(dish)
        eaten = np.repeat(np.arange(len(dish)), times)
        part = np.arange(len(eaten))
        part += (self._first.take(dish) - np.cumsum(times) + times).take(eaten)
        cell = row.take(eaten)
        cell += self._ingredient.take(part)
        np.add.at(all_cells, cell, grams.take(eaten) * self._share.take(part))
