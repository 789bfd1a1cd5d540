"""What a gram of each food adds to the sums that an estimate is made of."""

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from estimator.calculation.distinct import Columns
from estimator.components import COMPONENTS, FORMS, K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.shared_errors import SharedErrors

_Floats = npt.NDArray[np.float64]
_K2: Final = COMPONENTS.index(K2_TOTAL)
_N_FORMS: Final = len(FORMS)
_ROUNDING: Final = 1e-12
"""By so much a sum may miss the sum of the same parts."""
_Cells = TypeVar("_Cells", _Floats, npt.NDArray[np.bool_])


@dataclass(frozen=True, eq=False)
class Contents:
    """What goes with the grams of foods, and what with their squares.

    Each table has a column for each component, and one more for the K2 without natto, where
    nothing else is said.

    Attributes
    ----------
    linear : Columns
        By food that is no dish: mean content [µg/g]; whether it counts in the coverage and is
        known; whether it counts and is not; the analysed mean, without the last column; the
        predicted K2; the K2 of natto; the loading of each effect that foods share.
    square : Columns
        By food that is no dish: its own variance [(µg/g)²], and how far the ends of its range lie
        from those of a lognormal; the predicted part of the variance of K2.
    second_moments : ndarray of float64
        By food, dishes last: how much was eaten varies on its own, and in a dish all of its
        ingredients together do [(µg/g)²].
    of_component : ndarray of float64
        Which effect is of which column.
    """

    linear: Columns
    square: Columns
    second_moments: _Floats
    of_component: _Floats

    @classmethod
    def of(
        cls, foods: npt.NDArray[np.int64], n_plain: int, matrix: CompositionMatrix, *, find: bool
    ) -> "Contents":
        """Look up foods, the first so many of which are no dishes.

        Parameters
        ----------
        foods : ndarray of int64
            Rows of the matrix.
        n_plain : int
        matrix : CompositionMatrix
        find : bool
            Whether columns that are alike are sought, as is worth it for many sums.
        """
        is_natto = matrix.is_natto[foods, None]
        mean = _and_without_natto(matrix.mean[foods], is_natto)
        variances = _and_without_natto(matrix.variance[foods], is_natto)
        second_moments = mean**2 + variances
        foods, is_natto = foods[:n_plain], is_natto[:n_plain]
        mean, variances = mean[:n_plain], variances[:n_plain]
        width = variances.shape[1]
        shared = _shared_and_without_natto(matrix.shared.of_foods(foods), is_natto, width - 1)
        own_variances = shared.own_variance(variances)
        counts = _and_without_natto(matrix.counts[foods], is_natto)
        known = matrix.known[foods][:, [*range(len(matrix.components)), _K2]]
        low_shift, high_shift = (
            _and_without_natto(figures[foods], is_natto)
            for figures in (matrix.low_shift, matrix.high_shift)
        )
        of_predicted = own_variances[:, [_K2]] * _predicted_part(matrix, foods)[:, None]
        linear = Columns.of(
            mean,
            counts & known,
            counts & ~known,
            matrix.analysed[foods],
            matrix.predicted[foods][:, [_K2]],
            mean[:, [_K2]] * is_natto,
            shared.loading,
            find=find,
        )
        square = Columns.of(own_variances, low_shift, high_shift, of_predicted, find=find)
        return cls(linear, square, second_moments, shared.of_component(width))

    @property
    def width(self) -> int:
        """How many components there are, and one for the K2 without natto."""
        return len(self.of_component.T)


def _predicted_part(matrix: CompositionMatrix, foods: npt.NDArray[np.int64]) -> _Floats:
    """Return which part of what varies in the K2 of each food is predicted, by its forms."""
    variance = matrix.variance[foods][:, :_N_FORMS]
    of_predicted = np.where(matrix.predicted[foods][:, :_N_FORMS] > 0, variance, 0.0)
    part = share_of(of_predicted.sum(axis=1), variance.sum(axis=1))
    return np.nan_to_num(part)


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


def share_of(part: _Floats, whole: _Floats) -> _Floats:
    """Return part / whole, 1 where it is but for rounding; NaN where the whole is nothing."""
    share = np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    share[share > 1 - _ROUNDING] = 1.0
    return share
