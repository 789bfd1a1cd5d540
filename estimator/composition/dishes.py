"""Dishes that stand in the food data as recipes: how many grams of each food are in a gram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from estimator.foods.data_package import FOOD_DATA, column_types, read_trusted_table
from estimator.pandas_on_use import pd


@dataclass(frozen=True, eq=False)
class Ingredients:
    """The recipes of dishes, one entry for each ingredient of each: by dish and then by food.

    Attributes
    ----------
    dish, food : ndarray of int64
        Rows of the composition matrix.
    share : ndarray of float64
        Grams of the food in one gram of the dish [g/g].
    """

    dish: npt.NDArray[np.int64]
    food: npt.NDArray[np.int64]
    share: npt.NDArray[np.float64]

    @classmethod
    def of(
        cls,
        dishes: npt.NDArray[np.int64],
        parts: npt.NDArray[np.float64],
        wanted: npt.NDArray[np.bool_],
    ) -> Ingredients:
        """Take the foods that are wanted from the dishes and parts of a `CompositionMatrix`."""
        dish, food = parts.nonzero()
        is_wanted = wanted[food]
        dish, food = dish[is_wanted], food[is_wanted]
        return cls(dishes[dish], food, parts[dish, food])


@cache
def dishes_table() -> pd.DataFrame:
    """Return ``dishes.csv``, read on first use; not to be changed."""
    return read_trusted_table(FOOD_DATA / "dishes.csv", column_types("dishes"))


def with_shares(dishes: pd.DataFrame) -> pd.DataFrame:
    """Return recipes with ``share``, the grams of each ingredient in a gram of the dish [g/g].

    Parameters
    ----------
    dishes : DataFrame
        ``food_id``, ``ingredient_id``, ``grams`` and ``yield_factor``, see ``dishes.csv``.
    """
    weight = dishes.groupby("food_id")["grams"].transform("sum") * dishes["yield_factor"]
    return dishes.assign(share=dishes["grams"] / weight)


def parts_of(
    dishes: pd.DataFrame, row_of: Mapping[str, int], n_foods: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the rows of dishes and their parts, as of `CompositionMatrix`.

    Parameters
    ----------
    dishes : DataFrame
        As of `with_shares`; an ingredient is no dish itself.
    row_of : mapping of str to int
    n_foods : int
    """
    made_of = with_shares(dishes)
    dish, ingredient = (
        made_of[name].map(row_of).to_numpy(np.int64) for name in ("food_id", "ingredient_id")
    )
    rows = np.array(sorted(set(dish.tolist())), np.int64)
    parts = np.zeros((len(rows), n_foods))
    np.add.at(parts, (np.searchsorted(rows, dish), ingredient), made_of["share"].to_numpy())
    return rows, parts


def recipe_of(food_id: str) -> pd.DataFrame:
    """Return what a dish is made of, the most first: ``dishes.csv`` with ``share``.

    No row where the food is no dish.
    """
    rows = with_shares(dishes_table())
    return rows[rows["food_id"] == food_id].sort_values("share", ascending=False, kind="stable")
