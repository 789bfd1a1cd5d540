"""K2 by form of each person-period: estimate, 90 % range, what it rests on, supplements."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from estimator.calculation.contents import Contents, share_of
from estimator.calculation.distinct import Columns
from estimator.calculation.quantity_table import Floats, QuantityTable
from estimator.calculation.threads import each
from estimator.components import COMPONENTS, K2_TOTAL
from estimator.composition.blas import one_thread
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.ranges import interval

_K2: Final = COMPONENTS.index(K2_TOTAL)
_LARGE: Final = 1 << 22
"""So many cells (person-period × item) are work for two threads, and like columns are sought."""


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums over the items eaten, one row per person-period.

    Attributes
    ----------
    food, low, high : ndarray of float64, shape (person-periods, components)
        Estimate, and its 5th and 95th percentile [µg]; NaN where nothing is known of
        anything that was eaten.
    coverage : ndarray of float64, shape (person-periods, components)
        Share of the grams eaten whose content is known, 0 to 1; NaN where nothing
        was eaten that could count.
    analysed : ndarray of float64, shape (person-periods, components)
        Share of the estimate that rests on analysed foods, 0 to 1; NaN where there is none.
    supplement : ndarray of float64, shape (person-periods, components)
        By label [µg].
    without_natto : ndarray of float64, shape (4, person-periods)
        The ``food``, ``low``, ``high`` and ``coverage`` of the K2 without natto.
    of_k2 : ndarray of float64, shape (4, person-periods)
        How much of the K2 from food is predicted [µg]; natto's share of it, 0 to 1; the part of
        its variance that is due to amounts, and to foods that nobody analysed, 0 to 1. NaN where
        there is none.
    """

    food: Floats
    low: Floats
    high: Floats
    coverage: Floats
    analysed: Floats
    supplement: Floats
    without_natto: Floats
    of_k2: Floats

    @classmethod
    def none(cls, n_periods: int, n_components: int) -> "Sums":
        """Return sums that are to be filled."""
        shape = n_periods, n_components
        food, low, high, coverage, analysed = (np.empty(shape) for _ in range(5))
        without_natto, of_k2 = (np.empty((4, n_periods)) for _ in range(2))
        return cls(food, low, high, coverage, analysed, np.zeros(shape), without_natto, of_k2)

    def only(self, place: int) -> "Sums":
        """Return those of one person-period by itself."""
        one = slice(place, place + 1)
        return Sums(
            self.food[one],
            self.low[one],
            self.high[one],
            self.coverage[one],
            self.analysed[one],
            self.supplement[one],
            self.without_natto[:, one],
            self.of_k2[:, one],
        )


@one_thread()
def sums_of(eaten: QuantityTable, matrix: CompositionMatrix) -> Sums:
    """Sum up what was eaten, by person-period.

    Parameters
    ----------
    eaten : QuantityTable
    matrix : CompositionMatrix
        Of the items in ``eaten``.
    """
    columns, n_periods = eaten.columns, eaten.n_periods
    n_often, n_plain, n_foods = columns.n_often, columns.n_plain, columns.n_foods
    large = n_periods * len(eaten.items) >= _LARGE
    contents = Contents.of(eaten.items[:n_foods], n_plain, matrix, find=large)
    doses = matrix.dose[eaten.items[n_foods:] - matrix.n_foods]
    of_amounts = np.zeros((n_periods if eaten.amount_kind is not None else 0, contents.width))
    for periods, squares in eaten.variance_strips():
        np.matmul(squares[:, :n_foods], contents.second_moments, out=of_amounts[periods])
    sums = Sums.none(n_periods, len(matrix.components))

    def sum_up(table: Callable[[], Iterator[tuple[slice, Floats]]]) -> None:
        for periods, quantities in table():
            # In a dish a food is the same food as by itself: a dish counts by what it is made of.
            columns.recipes.take_apart(quantities)
            if len(doses):
                np.matmul(quantities[:, n_foods:], doses, out=sums.supplement[periods])
            often, seldom = quantities[:, :n_often], quantities[:, n_often:n_plain]
            at = _Places.of(seldom)
            linear = _summed(contents.linear, often, at)
            # One food is fully correlated with itself, so its grams add up before squaring.
            np.square(often, out=often)
            np.square(at.quantity, out=at.quantity)
            square = _summed(contents.square, often, at)
            _finish(contents, linear, square, of_amounts[periods], sums, periods)

    each(sum_up, eaten.tables(), large=large)
    return sums


@dataclass(frozen=True, eq=False)
class _Places:
    """Where in a strip foods are that few eat: a product with all of it would be mostly zeros."""

    period: npt.NDArray[np.int64]
    food: npt.NDArray[np.int64]
    quantity: Floats

    @classmethod
    def of(cls, quantities: Floats) -> "_Places":
        places = np.flatnonzero(quantities != 0)
        period, food = np.divmod(places, max(quantities.shape[1], 1))
        return cls(period, food, quantities[period, food])

    def add(self, figures: Floats, sums: Floats) -> None:
        """Add the quantity at each place, times the figures of its food, to those of its period."""
        if len(self.period):
            products = figures.take(self.food, axis=0)
            products *= self.quantity[:, None]
            # Of flat arrays numpy adds a figure in the time of one multiplication.
            cells = self.period[:, None] * sums.shape[1] + np.arange(products.shape[1])
            np.add.at(sums.reshape(-1), cells.reshape(-1), products.reshape(-1))


def _summed(columns: Columns, often: Floats, at: _Places) -> list[Floats]:
    """Return the sums of what foods hold, times how much was eaten."""
    n_often = often.shape[1]
    sums = np.zeros((len(often), columns.figures.shape[1] + 1))
    np.matmul(often, columns.figures[:n_often], out=sums[:, :-1])
    at.add(columns.figures[n_often:], sums)
    return columns.taken_from(sums)


def _finish(
    contents: Contents,
    linear: list[Floats],
    square: list[Floats],
    of_amounts: Floats,
    sums: Sums,
    rows: slice,
) -> None:
    """Make the results of some person-periods of their sums of what goes with grams and squares."""
    food, covered, counted, analysed, predicted, natto, effects = linear
    variance, low_shift, high_shift, of_predictions = square
    # Foods' common effects add up as one food's grams do: so far that is what predictions err by.
    effects_of_component = np.square(effects) @ contents.of_component
    variance += effects_of_component
    unsure = of_predictions[:, 0] + effects_of_component[:, _K2]
    if len(of_amounts):
        variance += of_amounts
    coverage = share_of(covered, counted)
    sums.analysed[rows] = share_of(analysed, food[:, :-1])
    amounts = of_amounts[:, _K2] if len(of_amounts) else np.zeros(len(food))
    k2, k2_variance = food[:, _K2], variance[:, _K2]
    sums.of_k2[0, rows] = predicted[:, 0]
    sums.of_k2[1:, rows] = share_of(
        np.stack([natto[:, 0], amounts, unsure]), np.stack([k2, k2_variance, k2_variance])
    )
    # Where no content of anything eaten is known, the sum is not known: NaN, not zero.
    food[(coverage == 0) & (food == 0)] = np.nan
    results = (food, *interval(food, variance, low_shift, high_shift), coverage)
    wholes = (sums.food, sums.low, sums.high, sums.coverage)
    for whole, without, result in zip(wholes, sums.without_natto, results, strict=True):
        whole[rows], without[rows] = result[:, :-1], result[:, -1]
