"""The cells of dishes that are recipes: what their ingredients hold.

In the diary a dish is taken apart, and its cells are not used; they are for whoever looks the
dish up, or reads ``composition.csv`` without its recipe.
"""

from typing import Any, Final

import numpy as np
import pandas as pd

from estimator.composition.dishes import with_shares
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.spread import Z_95, lognormal_percentile
from estimator.composition.statuses import KNOWN_STATUSES

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
    Value and spread are those of the sum of the ingredients, as in an estimate. A cell has the
    status of the ingredient that brings most, and where none brings any that of the least sure
    one. Where something of an ingredient is not known it is ``partial``, a floor, and
    ``unknown`` where nothing is.
    """
    made_of = with_shares(dishes)
    parts = {str(food_id): of_dish for food_id, of_dish in made_of.groupby("food_id")}
    is_dish = composition["food_id"].isin(parts.keys())
    rows = []
    for region, table in composition.groupby("region", sort=False):
        shared = None
        if shared_errors is not None:
            shared = shared_errors[shared_errors["region"] == region]
        matrix = CompositionMatrix.from_frame(table, None, shared, dishes)
        cells = table.set_index(["food_id", "component"])
        for food_id, of_dish in parts.items():
            share = of_dish.set_index("ingredient_id")["share"]
            row = matrix.row_of[food_id]
            for column, component in enumerate(matrix.components):
                variance = matrix.variance[row, column] * 100**2
                made = cells.loc[[(one, component) for one in share.index]].droplevel(1)
                rows.append((region, food_id, component, *_cell(made, share, variance)))
    made_cells = pd.DataFrame(rows, columns=list(composition.columns))
    both = pd.concat([composition[~is_dish], made_cells])
    keys = ["region", "food_id", "component"]
    whole = composition[keys].merge(both, on=keys, how="left")
    return whole.astype(composition.dtypes.to_dict())


def _cell(made: pd.DataFrame, share: "pd.Series[float]", variance: float) -> tuple[Any, ...]:
    """Return value, spread, range, status and provenance of a dish's cell."""
    brought = (made["value_ug_per_100g"] * share).fillna(0.0)
    known = made["status"].isin(KNOWN_STATUSES)
    ids = sorted({one for ids in made["source_ids"] for one in ids.split(";") if one})
    provenance = (int(made["n_readings"].sum()), len(ids), ";".join(ids))
    value = float(brought.sum())
    if not known.any() and not value:
        return np.nan, np.nan, np.nan, np.nan, "unknown", 0, 0, ""
    if not known.all():
        status = "partial"
    elif value:
        status = str(made["status"].iloc[int(brought.argmax())])
    else:
        status = max(made["status"], key=_SUREST_FIRST.index)
    # What may hide in an ingredient in which none was found may be in the dish.
    hidden = float((made["high_ug_per_100g"] * share).where(brought == 0, 0.0).fillna(0.0).sum())
    sd_log = float(np.sqrt(np.log1p(variance / value**2))) if value else 0.0
    low, high = (lognormal_percentile(value, sd_log, z) for z in (-Z_95, Z_95))
    return value, sd_log, low, max(high, hidden), status, *provenance
