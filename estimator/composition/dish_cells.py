"""The cells of dishes that are recipes: what their ingredients hold.

In the diary a dish is taken apart, and its cells are not used; they are for whoever looks the
dish up, or reads ``composition.csv`` without its recipe.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from estimator.composition.dishes import with_shares
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.statuses import KNOWN_STATUSES

_LOOKED_UP: Final = (
    "value_ug_per_100g",
    "status",
    "n_readings",
    "source_ids",
)
_SUREST_FIRST: Final = ("assumed_zero", "measured", "apportioned", "borrowed", "predicted")


def with_dishes(
    composition: pd.DataFrame, dishes: pd.DataFrame, shared_errors: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Put what the ingredients hold into the cells of dishes.

    Parameters
    ----------
    composition : DataFrame
        The columns of ``composition.csv``, of any regions; a row for every cell, those of
        dishes too, which are replaced.
    dishes : DataFrame
        The columns of ``dishes.csv``.
    shared_errors : DataFrame, optional
        The columns of ``shared_errors.csv``: ingredients that share an error are less sure
        together.

    Returns
    -------
    DataFrame
        As ``composition``, its rows in the same order.

    Notes
    -----
    Value, spread and range are those of the sum of the ingredients, as in an estimate. A cell
    has the status of the ingredient that brings most, and where none brings any that of the least
    sure one. Where something of an ingredient is not known it is ``partial``, a floor, and
    ``unknown`` where nothing is.
    """
    made_of = with_shares(dishes)
    parts = {str(food_id): of_dish for food_id, of_dish in made_of.groupby("food_id")}
    is_dish = composition["food_id"].isin(parts.keys())
    rows: list[tuple[Any, ...]] = []
    for region, table in composition.groupby("region", sort=False):
        shared = None
        if shared_errors is not None:
            shared = shared_errors[shared_errors["region"] == region]
        matrix = CompositionMatrix.from_frame(table, None, shared, dishes)
        cells = _Cells(table)
        for food_id, of_dish in parts.items():
            row = matrix.row_of[food_id]
            variance = matrix.variance[row] * 100**2
            ends = matrix.range_of(row, slice(None), 100.0)
            made = cells.of(of_dish["ingredient_id"], matrix.components)
            dish = _dish_cells(made, of_dish["share"].to_numpy(), variance, ends)
            rows += (
                (region, food_id, component, *cell)
                for component, cell in zip(matrix.components, dish, strict=True)
            )
    made_cells = pd.DataFrame(rows, columns=list(composition.columns))
    both = pd.concat([composition[~is_dish], made_cells])
    keys = ["region", "food_id", "component"]
    whole = composition[keys].merge(both, on=keys, how="left")
    return whole.astype(composition.dtypes.to_dict())


class _Cells:
    """The columns of a region's table, to be looked up food by food."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._rows = pd.MultiIndex.from_frame(table[["food_id", "component"]])
        self._columns = {name: table[name].to_numpy() for name in _LOOKED_UP}

    def of(self, foods: Iterable[str], components: Sequence[str]) -> dict[str, NDArray[Any]]:
        """Return each column as a row per component, with its cell of every food."""
        wanted = list(foods)
        pairs = pd.MultiIndex.from_product([components, wanted]).swaplevel()
        places = self._rows.get_indexer(pairs).reshape(len(components), len(wanted))
        return {name: values[places] for name, values in self._columns.items()}


def _dish_cells(
    made: Mapping[str, NDArray[Any]],
    share: NDArray[np.float64],
    variance: NDArray[np.float64],
    ends: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> Iterator[tuple[Any, ...]]:
    """Yield value, spread, range, status and provenance of each cell of a dish."""
    brought = np.nan_to_num(made["value_ug_per_100g"] * share)
    values, (low, high) = brought.sum(axis=1), ends
    counts = made["n_readings"].sum(axis=1)
    for place, value in enumerate(values.tolist()):
        statuses = made["status"][place].tolist()
        known = [status in KNOWN_STATUSES for status in statuses]
        if not any(known) and not value:
            yield np.nan, np.nan, np.nan, np.nan, "unknown", 0, 0, ""
            continue
        if not all(known):
            status = "partial"
        elif value:
            status = statuses[int(brought[place].argmax())]
        else:
            status = max(statuses, key=_SUREST_FIRST.index)
        ids = sorted({one for ids in made["source_ids"][place] for one in ids.split(";") if one})
        sd_log = float(np.sqrt(np.log1p(variance[place] / value**2))) if value else 0.0
        provenance = (int(counts[place]), len(ids), ";".join(ids))
        yield value, sd_log, float(low[place]), float(high[place]), status, *provenance
