"""K2 by form of each person-period: estimate, 90 % range, what it rests on, supplements."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from estimator.calculation.distinct import Columns
from estimator.calculation.quantity_table import Floats, QuantityTable
from estimator.calculation.threads import each
from estimator.components import COMPONENTS, FORMS, K2_TOTAL
from estimator.composition.blas import one_thread
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.ranges import interval
from estimator.composition.shared_errors import SharedErrors

_K2: Final = COMPONENTS.index(K2_TOTAL)
_N_FORMS: Final = len(FORMS)
_ROUNDING: Final = 1e-12
"""By so much a sum may miss the sum of the same parts."""
_LARGE: Final = 1 << 22
"""So many cells (person-period × item) are work for two threads, and like columns are sought."""
_Cells = TypeVar("_Cells", Floats, npt.NDArray[np.bool_])


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums over the items eaten, one row per person-period.

    What is of food has a column for each component of the matrix, and one more for
    the K2 without natto.

    Attributes
    ----------
    food, low, high : ndarray of float64
        Estimate, and its 5th and 95th percentile [µg]; NaN where nothing is known of
        anything that was eaten.
    coverage : ndarray of float64
        Share of the grams eaten whose content is known, 0 to 1; NaN where nothing
        was eaten that could count.
    analysed : ndarray of float64, shape (person-periods, components)
        Share of the estimate that rests on analysed foods, 0 to 1; NaN where there is none.
    predicted : ndarray of float64, shape (person-periods,)
        How much of the K2 from food is predicted [µg].
    natto_share : ndarray of float64, shape (person-periods,)
        Of the K2 from food, 0 to 1; NaN where there is none.
    supplement : ndarray of float64, shape (person-periods, components)
        By label [µg].
    of_amounts, of_predictions : ndarray of float64, shape (person-periods,)
        The part of the variance of the K2 from food that is due to amounts, and to foods that
        nobody analysed, 0 to 1; NaN where there is none.
    """

    food: Floats
    low: Floats
    high: Floats
    coverage: Floats
    analysed: Floats
    predicted: Floats
    natto_share: Floats
    supplement: Floats
    of_amounts: Floats
    of_predictions: Floats


@one_thread()
def sums_of(eaten: QuantityTable, matrix: CompositionMatrix) -> Sums:
    """Sum up what was eaten, by person-period.

    Parameters
    ----------
    eaten : QuantityTable
    matrix : CompositionMatrix
        Of the items in ``eaten``.
    """
    n_foods = int(np.searchsorted(eaten.items, matrix.n_foods))
    foods = eaten.items[:n_foods]
    dishes, ingredients, share = _parts_of_dishes(foods, matrix)
    supplements = eaten.items[n_foods:] - matrix.n_foods
    is_natto = matrix.is_natto[foods, None]
    mean = _and_without_natto(matrix.mean[foods], is_natto)
    variances = _and_without_natto(matrix.variance[foods], is_natto)
    width = variances.shape[1]
    shared = _shared_and_without_natto(matrix.shared.of_foods(foods), is_natto, width - 1)
    own_variances, of_component = shared.own_variance(variances), shared.of_component(width)
    counts = _and_without_natto(matrix.counts[foods], is_natto)
    known = matrix.known[foods][:, [*range(len(matrix.components)), _K2]]
    weights = (
        mean,
        counts & known,
        counts & ~known,
        matrix.analysed[foods],
        matrix.predicted[foods][:, [_K2]],
        mean[:, [_K2]] * is_natto,
    )
    # How much was eaten varies on its own, and in a dish all of its ingredients together do.
    second_moments = mean**2 + variances
    low_shift, high_shift = (
        _and_without_natto(figures[foods], is_natto)
        for figures in (matrix.low_shift, matrix.high_shift)
    )
    of_predicted = own_variances[:, [_K2]] * _predicted_part(matrix, foods)[:, None]
    large = eaten.n_periods * len(eaten.items) >= _LARGE
    linear = Columns.of(*weights, shared.loading, find=large)
    square = Columns.of(own_variances, low_shift, high_shift, of_predicted, find=large)
    # In a dish a food is the same food as by itself, so a dish counts by what it is made of.
    for columns in (linear, square):
        columns.figures[dishes] = 0.0
    doses = matrix.dose[supplements]

    first_sums, second_sums = (
        np.empty((eaten.n_periods, columns.figures.shape[1])) for columns in (linear, square)
    )
    supplement = np.empty((eaten.n_periods, doses.shape[1]))

    def sum_up(table: Callable[[], Iterator[tuple[slice, Floats]]]) -> None:
        for periods, quantities in table():
            grams = quantities[:, :n_foods]
            if len(dishes):
                grams[:, ingredients] += grams[:, dishes] @ share
            np.matmul(quantities[:, n_foods:], doses, out=supplement[periods])
            np.matmul(grams, linear.figures, out=first_sums[periods])
            # One food is fully correlated with itself, so its grams add up before squaring.
            np.matmul(np.square(grams, out=grams), square.figures, out=second_sums[periods])

    each(sum_up, eaten.tables(), large=large)
    food, covered, uncovered, analysed, predicted, natto, effects = linear.taken_from(first_sums)
    variance, low_shift, high_shift, of_predictions = square.taken_from(second_sums)
    # So does what foods share: so far that is what their predictions err by.
    effects_of_component = np.square(effects) @ of_component
    variance += effects_of_component
    of_predictions = of_predictions[:, 0] + effects_of_component[:, _K2]
    of_amounts = np.zeros_like(variance)
    for periods, squares in eaten.variance_strips():
        np.matmul(squares[:, :n_foods], second_moments, out=of_amounts[periods])
    variance += of_amounts
    natto_share = share_of(natto[:, 0], food[:, _K2])
    analysed_share = share_of(analysed, food[:, :-1])
    coverage = share_of(covered, covered + uncovered)
    # Where no content of anything eaten is known, the sum is not known: NaN, not zero.
    food[(coverage == 0) & (food == 0)] = np.nan
    low, high = interval(food, variance, low_shift, high_shift)
    return Sums(
        food,
        low,
        high,
        coverage,
        analysed_share,
        predicted[:, 0],
        natto_share,
        supplement,
        share_of(of_amounts[:, _K2], variance[:, _K2]),
        share_of(of_predictions, variance[:, _K2]),
    )


def _predicted_part(matrix: CompositionMatrix, foods: npt.NDArray[np.int64]) -> Floats:
    """Return which part of what varies in the K2 of each food is predicted, by its forms."""
    variance = matrix.variance[foods][:, :_N_FORMS]
    of_predicted = np.where(matrix.predicted[foods][:, :_N_FORMS] > 0, variance, 0.0)
    part = share_of(of_predicted.sum(axis=1), variance.sum(axis=1))
    return np.nan_to_num(part)


def _parts_of_dishes(
    foods: npt.NDArray[np.int64], matrix: CompositionMatrix
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
    """Return the places of dishes and of their ingredients among some foods, and the share."""
    eaten = np.isin(matrix.dishes, foods)
    share = matrix.parts[eaten][:, foods]
    ingredients = np.flatnonzero(share.any(axis=0))
    places = np.searchsorted(foods, matrix.dishes[eaten])
    return places, ingredients, share[:, ingredients]


def _and_without_natto(cells: _Cells, is_natto: npt.NDArray[np.bool_]) -> _Cells:
    """Add a column: that of the K2 total, with nothing where the food is natto."""
    without: _Cells = np.where(is_natto, np.zeros_like(cells[:, :1]), cells[:, [_K2]])
    return np.hstack([cells, without])


def _shared_and_without_natto(
    shared: SharedErrors, is_natto: npt.NDArray[np.bool_], column: int
) -> SharedErrors:
    """Add the effects of the K2 total once more, in a column for that without natto."""
    without = np.where(is_natto, 0.0, shared.loading[:, shared.component == _K2])
    return SharedErrors(
        np.hstack([shared.loading, without]),
        np.append(shared.component, np.full(without.shape[1], column)),
    )


def share_of(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, 1 where it is but for rounding; NaN where the whole is nothing."""
    share = np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    share[share > 1 - _ROUNDING] = 1.0
    return share
