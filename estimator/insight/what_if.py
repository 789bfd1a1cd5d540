"""What if: a week with foods swapped, added or left out, and the range of the change.

The change of a form is the sum over the foods of the change in grams times the content.
The same food is as rich or as poor in both weeks, so its grams are set off first, dishes
taken apart; what is more of makes a gain, what is less of a loss. Both are lognormals by
their moments, as in the estimate itself, and independent of one another.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from estimator.composition.matrix import CompositionMatrix
from estimator.composition.spread import Z_95
from estimator.eaten import Floats
from estimator.errors import InputError
from estimator.intake import lognormal_interval

DAYS_OF_A_WEEK: Final = 7
MOST_TIMES: Final = 70
"""How often a food can be added in a week."""
LARGEST_FACTOR: Final = 100.0

# The trapezoidal rule, which converges fast for a function that vanishes at both ends.
_NODES: Final = np.linspace(-8.0, 8.0, 201)
_PROBABILITIES: Final = np.exp(-(_NODES**2) / 2) / np.exp(-(_NODES**2) / 2).sum()
_HALVINGS: Final = 45
_BEYOND: Final = 9.0
"""Standard deviations within which a quantile is looked for."""
_erf = np.frompyfunc(math.erf, 1, 1)


@dataclass(frozen=True)
class Swap:
    """A food of the week in whose place another is eaten, or another amount of it."""

    item: str
    to: str
    """``item`` itself where only the amount changes."""
    factor: float
    """Grams of ``to`` for one gram of ``item``; 0 leaves it out."""


@dataclass(frozen=True)
class Added:
    """A food or supplement eaten on top, so many times a week."""

    item: str
    quantity: float
    """Each time: grams of a food [g], units of a supplement."""
    times: int


def changed_week(
    frame: pd.DataFrame, swaps: Sequence[Swap], added: Sequence[Added]
) -> pd.DataFrame:
    """Return a copy of a week's records with the changes made.

    Parameters
    ----------
    frame : DataFrame
        Records of one person; see `estimator.intake.estimate`. Not empty.
    swaps : sequence of Swap
        At most one of each item.
    added : sequence of Added
        Once a week is a seventh a day: where not all days are logged, that much
        less is added, so that the mean per logged day rises by a seventh.
    """
    by_item = {swap.item: swap for swap in swaps}
    item = frame["item"].map(lambda one: by_item[one].to if one in by_item else one)
    factor = frame["item"].map(lambda one: by_item[one].factor if one in by_item else 1.0)
    week = frame.assign(item=item.astype("str"), quantity=frame["quantity"] * factor)
    logged = frame["date"].nunique() / DAYS_OF_A_WEEK
    more = pd.DataFrame(
        {
            "item": [one.item for one in added],
            "quantity": [one.quantity * one.times * logged for one in added],
        }
    ).astype({"item": "str", "quantity": "float64"})
    first = frame.iloc[0]
    more = more.assign(person=first["person"], date=first["date"], meal="")
    # A day on which nothing is left is logged all the same.
    return pd.concat([week, more[frame.columns]], ignore_index=True)


def change_of_week(
    before: pd.DataFrame, after: pd.DataFrame, matrix: CompositionMatrix
) -> pd.DataFrame:
    """Return how much more of each component a changed week holds.

    Parameters
    ----------
    before, after : DataFrame
        Records of one person and week.
    matrix : CompositionMatrix
        As the person has it.

    Returns
    -------
    DataFrame
        One row per component of the matrix: ``component``, ``change_ug`` (from
        food, of all the week [µg]), ``low_ug`` and ``high_ug`` (its 5th and 95th
        percentile), ``coverage`` (share of the grams that change whose content
        is known, 0 to 1; NaN where none changes that could count) and
        ``supplement_ug`` (by label [µg]).
    """
    grams = _food_grams(after, matrix) - _food_grams(before, matrix)
    foods = slice(0, len(grams))
    mean, variance = matrix.mean[foods], matrix.variance[foods]
    more, less = np.maximum(grams, 0.0), np.maximum(-grams, 0.0)
    gain, loss = more @ mean, less @ mean
    low, high = difference_interval(gain, more**2 @ variance, loss, less**2 @ variance)
    counts, known = matrix.counts[foods], matrix.known[foods]
    covered, all_grams = np.abs(grams) @ (counts & known), np.abs(grams) @ counts
    coverage = np.divide(covered, all_grams, out=np.full_like(covered, np.nan), where=all_grams > 0)
    return pd.DataFrame(
        {
            "component": matrix.components,
            "change_ug": gain - loss,
            "low_ug": low,
            "high_ug": high,
            "coverage": coverage,
            "supplement_ug": (_units(after, matrix) - _units(before, matrix)) @ matrix.dose,
        }
    )


def difference_interval(
    gain: Floats, gain_variance: Floats, loss: Floats, loss_variance: Floats
) -> tuple[Floats, Floats]:
    """Return the 5th and 95th percentile of a gain less a loss, independent lognormals.

    The distribution function of the wider one is averaged over the narrower one
    on a grid of standard deviations, and solved by bisection; no random numbers. With
    one of them zero it is that of `lognormal_interval`.

    Parameters
    ----------
    gain, loss : ndarray of float64
        Means [µg].
    gain_variance, loss_variance : ndarray of float64
        [µg²]
    """
    low, high = np.empty_like(gain), np.empty_like(gain)
    gain_low, gain_high = lognormal_interval(gain, gain_variance)
    loss_low, loss_high = lognormal_interval(loss, loss_variance)
    for place in range(len(gain)):
        if gain_variance[place] == 0 or loss_variance[place] == 0:
            # One of them is a number, which only shifts the other.
            low[place] = gain_low[place] - loss_high[place]
            high[place] = gain_high[place] - loss_low[place]
            continue
        up = _Lognormal.of(gain[place], gain_variance[place])
        down = _Lognormal.of(loss[place], loss_variance[place])
        if gain_variance[place] >= loss_variance[place]:
            low[place] = _quantile(up, down, -Z_95)
            high[place] = _quantile(up, down, Z_95)
        else:  # mirrored, so that the wider one comes first
            low[place] = -_quantile(down, up, Z_95)
            high[place] = -_quantile(down, up, -Z_95)
    return low, high


@dataclass(frozen=True)
class _Lognormal:
    """Mean and standard deviation of the logarithm."""

    mu: float
    sigma: float

    @classmethod
    def of(cls, mean: float, variance: float) -> "_Lognormal":
        log_variance = math.log1p(variance / mean**2)
        return cls(math.log(mean) - log_variance / 2, math.sqrt(log_variance))

    def at(self, z: npt.ArrayLike) -> Floats:
        """Return the quantile of so many standard deviations."""
        quantile: Floats = np.exp(self.mu + self.sigma * np.asarray(z, np.float64))
        return quantile

    def below(self, x: Floats) -> Floats:
        """Return the probability of less than x."""
        positive = x > 0
        z = (np.log(np.where(positive, x, 1.0)) - self.mu) / self.sigma
        erf = np.asarray(_erf(z / math.sqrt(2)), np.float64)
        return np.where(positive, 0.5 + 0.5 * erf, 0.0)


def _quantile(wider: _Lognormal, narrower: _Lognormal, z: float) -> float:
    """Return the quantile, of so many standard deviations, of the wider less the narrower."""
    wanted = 0.5 + 0.5 * math.erf(z / math.sqrt(2))
    taken = narrower.at(_NODES)
    low, high = -float(narrower.at(_BEYOND)), float(wider.at(_BEYOND))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _PROBABILITIES @ wider.below(middle + taken) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def check_changes(swaps: Iterable[Swap], added: Iterable[Added]) -> None:
    """Refuse amounts that nobody could mean.

    Raises
    ------
    InputError
        If a factor or a number of times is out of bounds.
    """
    for swap in swaps:
        if not 0 <= swap.factor <= LARGEST_FACTOR:
            raise InputError(
                f"{swap.factor:g} times as much can't be eaten. Use 0 to {LARGEST_FACTOR:g}."
            )
    for one in added:
        if not 1 <= one.times <= MOST_TIMES:
            raise InputError(f"{one.times} times a week: use 1 to {MOST_TIMES}.")


def _food_grams(frame: pd.DataFrame, matrix: CompositionMatrix) -> Floats:
    """Return the grams of each food that is no recipe."""
    quantity = _quantities(frame, matrix)[: matrix.n_foods]
    n_others = matrix.n_foods - len(matrix.parts)
    if not len(matrix.parts):
        return quantity
    grams: Floats = quantity[:n_others] + quantity[n_others:] @ matrix.parts
    return grams


def _units(frame: pd.DataFrame, matrix: CompositionMatrix) -> Floats:
    """Return the units of each supplement."""
    return _quantities(frame, matrix)[matrix.n_foods :]


def _quantities(frame: pd.DataFrame, matrix: CompositionMatrix) -> Floats:
    rows = frame["item"].map(matrix.row_of.__getitem__).to_numpy(np.int64)
    quantity = frame["quantity"].to_numpy(np.float64)
    # Without any record bincount counts in whole numbers.
    return np.bincount(rows, quantity, len(matrix.row_of)).astype(np.float64, copy=False)
