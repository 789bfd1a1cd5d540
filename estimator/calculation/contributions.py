"""What each item brought to the intake of a person and period."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from estimator.calculation.codes import Ints
from estimator.calculation.quantity_table import Floats, QuantityTable
from estimator.calculation.texts import as_texts
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.ranges import interval
from estimator.pandas_on_use import pd


def contributions(
    who: pd.DataFrame,
    eaten: QuantityTable,
    matrix: CompositionMatrix,
    components: Sequence[str] | None,
    *,
    apart: bool,
) -> pd.DataFrame:
    """Return what each item brought; see `estimator.calculation.intake.Estimate.contributions`.

    Parameters
    ----------
    who : DataFrame
        ``person`` and ``period`` of each person-period.
    eaten : QuantityTable
    matrix : CompositionMatrix
    components, apart
        See there.
    """
    period, item, quantity, spread = eaten.amounts()
    if apart:
        period, item, quantity, spread = _taken_apart(period, item, quantity, spread, matrix)
    wanted = matrix.components if components is None else tuple(components)
    columns = [matrix.components.index(component) for component in wanted]
    dose = matrix.dose[:, columns]
    is_food = item < matrix.n_foods
    content = np.vstack([matrix.mean[:, columns], dose])[item]
    variance, low_shift, high_shift = (
        np.vstack([figures[:, columns], np.zeros_like(dose)])[item]
        for figures in (matrix.variance, matrix.low_shift, matrix.high_shift)
    )
    covered = np.vstack([matrix.known[:, columns], np.ones(dose.shape, np.bool_)])[item]
    amount = content * quantity[:, None]
    squares = quantity[:, None] ** 2 + spread[:, None]
    low, high = interval(
        amount,
        variance * squares + content**2 * np.where(is_food, spread, 0.0)[:, None],
        low_shift * quantity[:, None] ** 2,
        high_shift * quantity[:, None] ** 2,
    )
    for figures in (amount, low, high):
        figures[~covered & (content == 0)] = np.nan
    width = len(wanted)
    period, by_item = np.repeat(period, width), np.repeat(item, width)
    return pd.DataFrame(
        {
            "person": who["person"].array.take(period),
            "period": who["period"].array.take(period),
            "item": as_texts(matrix.items).take(by_item),
            "source": as_texts(("food", "supplement")).take(
                np.repeat(~is_food, width).astype(np.int64)
            ),
            "component": as_texts(wanted).take(np.tile(np.arange(width), len(item))),
            "quantity": np.repeat(quantity, width),
            "ug": amount.ravel(),
            "low_ug": low.ravel(),
            "high_ug": high.ravel(),
            "covered": covered.ravel(),
        }
    )


def _taken_apart(
    period: Ints, item: Ints, quantity: Floats, spread: Floats, matrix: CompositionMatrix
) -> tuple[Ints, Ints, Floats, Floats]:
    """Put the ingredients of dishes in their place, each item once in a period."""
    is_dish = np.isin(item, matrix.dishes)
    share = matrix.parts[np.searchsorted(matrix.dishes, item[is_dish])]
    dish, ingredient = share.nonzero()
    keys = np.concatenate([period[~is_dish], period[is_dish][dish]]) * len(matrix.items)
    keys += np.concatenate([item[~is_dish], ingredient])
    distinct, place = np.unique(keys, return_inverse=True)
    part = share[dish, ingredient]

    def summed(of: Floats, times: Floats) -> Floats:
        values = np.concatenate([of[~is_dish], of[is_dish][dish] * times])
        return np.bincount(place, values, len(distinct)).astype(np.float64, copy=False)

    period, item = np.divmod(distinct, len(matrix.items))
    return period, item, summed(quantity, part), summed(spread, part**2)
