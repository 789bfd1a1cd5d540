"""What a gram of each food adds to the sums that an estimate is made of."""

from dataclasses import dataclass
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from estimator.calculation.distinct import Columns
from estimator.components import COMPONENTS, FORMS, K2_TOTAL
from estimator.composition.matrix import RANGED, CompositionMatrix
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
        known; whether it counts; the analysed mean, without the last column; the
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
        table = _by_food(matrix)
        second_moments = table.second_moments.take(foods, axis=0)
        foods = foods[:n_plain]
        linear, square = table.linear.take(foods, axis=0), table.square.take(foods, axis=0)
        loading = linear[:, sum(table.widths[:-1]) :]
        # An effect that only one of the foods has is no shared one.
        loading[:, np.count_nonzero(loading[:, table.effect], axis=0) < 2] = 0.0
        width = table.of_component.shape[1]
        own_variance = SharedErrors(loading, table.component).own_variance(square[:, :width])
        square[:, :width] = own_variance
        square[:, -1] *= own_variance[:, _K2]
        return cls(
            Columns.of(linear, table.widths, find=find),
            Columns.of(square, (width, width, width, 1), find=find),
            second_moments,
            table.of_component,
        )

    @property
    def width(self) -> int:
        """How many components there are, and one for the K2 without natto."""
        return len(self.of_component.T)


@dataclass(frozen=True, eq=False)
class _ByFood:
    """What is the same for all foods of a matrix whatever was eaten, a row for each.

    Attributes
    ----------
    linear : ndarray of float64
        As of `Contents`.
    widths : tuple of int
        How many of its columns each kind has; effects are the last.
    square : ndarray of float64
        As of `Contents`, with the whole variance, and which part of what varies in the K2 is
        predicted.
    second_moments : ndarray of float64
    component, effect : ndarray of int64
        The column of the component of each effect, and in which one it stands first: those of the
        K2 total stand once more, for that without natto.
    of_component : ndarray of float64
    """

    linear: _Floats
    widths: tuple[int, ...]
    square: _Floats
    second_moments: _Floats
    component: npt.NDArray[np.int64]
    effect: npt.NDArray[np.int64]
    of_component: _Floats

    @classmethod
    def of(cls, matrix: CompositionMatrix) -> "_ByFood":
        is_natto = matrix.is_natto[:, None]
        mean, variances, low_shift, high_shift = (
            _and_without_natto(getattr(matrix, name), is_natto) for name in RANGED
        )
        counts = _and_without_natto(matrix.counts, is_natto)
        known = matrix.known[:, [*range(len(matrix.components)), _K2]]
        shared = _shared_and_without_natto(matrix.shared, is_natto, mean.shape[1] - 1)
        effects = np.arange(len(matrix.shared.component))
        tables = (
            mean,
            counts & known,
            counts,
            matrix.analysed,
            matrix.predicted[:, [_K2]],
            mean[:, [_K2]] * is_natto,
            shared.loading,
        )
        return cls(
            np.hstack(tables, dtype=np.float64),
            tuple(table.shape[1] for table in tables),
            np.hstack([variances, low_shift, high_shift, _predicted_part(matrix)[:, None]]),
            mean**2 + variances,
            shared.component,
            np.append(effects, effects[matrix.shared.component == _K2]),
            shared.of_component(mean.shape[1]),
        )


_made: Final[WeakKeyDictionary[CompositionMatrix, _ByFood]] = WeakKeyDictionary()


def _by_food(matrix: CompositionMatrix) -> _ByFood:
    """Return it, made once: to look up some of its rows takes less than to make those."""
    table = _made.get(matrix)
    if table is None:
        table = _made[matrix] = _ByFood.of(matrix)
    return table


def _predicted_part(matrix: CompositionMatrix) -> _Floats:
    """Return which part of what varies in the K2 of each food is predicted, by its forms."""
    variance = matrix.variance[:, :_N_FORMS]
    of_predicted = np.where(matrix.predicted[:, :_N_FORMS] > 0, variance, 0.0)
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
    share: _Floats = part / np.where(whole > 0, whole, np.nan)
    share[share > 1 - _ROUNDING] = 1.0
    return share
