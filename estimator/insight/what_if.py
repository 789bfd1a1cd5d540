"""What if: a week with foods swapped, added or left out, and the range of the change.

The change of a form is the sum over the foods of the change in grams times the content.
The same food is as rich or as poor in both weeks, so its grams are set off first, dishes
taken apart; what is more of makes a gain, what is less of a loss. Both are lognormals by
their moments, as in the estimate itself, and independent of one another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from estimator.calculation.contents import share_of
from estimator.calculation.difference import difference_interval
from estimator.calculation.quantity_table import Floats
from estimator.components import K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.composition.ranges import lognormal_interval
from estimator.errors import InputError

DAYS_PER_WEEK: Final = 7
MOST_TIMES: Final = 70
"""How often a food can be added in a week."""
LARGEST_FACTOR: Final = 100.0
_ROUNDING: Final = 1e-9
"""So little is what rounding leaves of nothing [g, units]."""


@dataclass(frozen=True)
class Swap:
    """A food of the week in whose place another is eaten, or another amount of it."""

    item: str
    to: str
    """``item`` itself where only the amount changes."""
    factor: float = 1.0
    """Grams of ``to`` for one gram of ``item``; 0 leaves it out."""
    each: float | None = None
    """In place of a factor: grams [g], or units of a supplement, each time."""
    times: int | None = None
    """How many of the times it was eaten; None for all of them."""


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
        Records of one person; see `estimator.calculation.intake.estimate`. Not empty.
    swaps : sequence of Swap
        At most one of each item. Where a food is swapped some of the times, it is
        by that share of every time, so that it makes no difference which they are.
    added : sequence of Added
        Once a week is a seventh a day: where not all days are logged, that much
        less is added, so that the mean per logged day rises by a seventh.

    Returns
    -------
    DataFrame
        As ``frame``. What is left out stays as a record of nothing: a day on which
        nothing is left is logged all the same.
    """
    kept = frame["quantity"].to_numpy(np.float64, copy=True)
    pieces = []
    for swap in swaps:
        is_item = (frame["item"] == swap.item).to_numpy()
        eaten = frame[is_item]
        share = 1.0 if swap.times is None else min(1.0, swap.times / max(len(eaten), 1))
        quantity = eaten["quantity"] * swap.factor if swap.each is None else swap.each
        pieces.append(eaten.assign(item=swap.to, quantity=quantity * share))
        kept[is_item] *= 1 - share
    more = _records(frame, added)
    return pd.concat([frame.assign(quantity=kept), *pieces, more], ignore_index=True)


def _records(frame: pd.DataFrame, added: Sequence[Added]) -> pd.DataFrame:
    """Return what is added as records of the first day of a week."""
    logged = frame["date"].nunique() / DAYS_PER_WEEK
    first = frame.iloc[0]
    return pd.DataFrame(
        {
            "person": first["person"],
            "date": first["date"],
            "meal": "",
            "item": pd.Series([one.item for one in added], dtype="str"),
            "quantity": [one.quantity * one.times * logged for one in added],
        }
    ).astype({"quantity": "float64"})


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
        food, of all the week [µg]; of what is known), ``low_ug`` and ``high_ug`` (its
        5th and 95th percentile), ``coverage`` (share of the grams that change whose
        content is known, 0 to 1; NaN where none changes that could count),
        ``analysed`` (share of the content of what there is more and less of that rests on
        analysed foods, 0 to 1; NaN where that is nothing), ``gain_known`` and
        ``loss_known`` (whether the content is known of all that there is more, and
        less, of: else there is more to gain, or to lose) and ``supplement_ug`` (by
        label [µg]).
    """
    grams, units = _more(before, after, matrix)
    mean, shared = matrix.mean, matrix.shared
    more, less = np.maximum(grams, 0.0), np.maximum(-grams, 0.0)
    gain, loss = more @ mean, less @ mean
    gain_variance, loss_variance = matrix.variance_of_sums(np.array([more, less]))
    # What was swapped may err as what it was swapped for does.
    effects = (more @ shared.loading) * (less @ shared.loading)
    covariance = effects @ shared.of_component(mean.shape[1])
    low, high = difference_interval(gain, gain_variance, loss, loss_variance, covariance)
    counts, known = matrix.counts, matrix.known
    covered, all_grams = np.abs(grams) @ (counts & known), np.abs(grams) @ counts
    analysed = np.abs(grams) @ matrix.analysed
    return pd.DataFrame(
        {
            "component": matrix.components,
            "change_ug": gain - loss,
            "low_ug": low,
            "high_ug": high,
            "coverage": share_of(covered, all_grams),
            "analysed": share_of(analysed, gain + loss),
            "gain_known": more @ (counts & ~known) == 0,
            "loss_known": less @ (counts & ~known) == 0,
            "supplement_ug": units @ matrix.dose,
        }
    )


def change_by_item(
    before: pd.DataFrame,
    after: pd.DataFrame,
    matrix: CompositionMatrix,
    component: str = K2_TOTAL,
) -> pd.DataFrame:
    """Return which foods, dishes taken apart, and supplements make a change.

    Parameters
    ----------
    before, after, matrix
        See `change_of_week`.
    component : str
        Of which the change is.

    Returns
    -------
    DataFrame
        One row per item that there is more or less of, the largest change first,
        supplements last:
        ``item``, ``source`` ("food" or "supplement"), ``quantity`` (grams [g] or
        units more), ``change_ug``, ``low_ug`` and ``high_ug`` [µg] and ``covered``
        (whether the content is known). Over the foods it adds up to the change.
    """
    column = matrix.components.index(component)
    grams, units = _more(before, after, matrix)
    foods, supplements = np.flatnonzero(grams), np.flatnonzero(units)
    change = grams[foods] * matrix.mean[foods, column]
    ends = lognormal_interval(np.abs(change), grams[foods] ** 2 * matrix.variance[foods, column])
    signed = np.sort(np.sign(change) * np.array(ends), axis=0)
    known = matrix.known[foods, column] | ~matrix.counts[foods, column]
    label = units[supplements] * matrix.dose[supplements, column]
    rows = pd.DataFrame(
        {
            "item": [matrix.items[row] for row in (*foods, *(supplements + matrix.n_foods))],
            "source": ["food"] * len(foods) + ["supplement"] * len(supplements),
            "quantity": np.append(grams[foods], units[supplements]),
            "change_ug": np.append(change, label),
            "low_ug": np.append(signed[0], label),
            "high_ug": np.append(signed[1], label),
            "covered": np.append(known, np.ones(len(supplements), np.bool_)),
        }
    )
    largest_first = (-rows["change_ug"].abs()).argsort(kind="stable")
    return rows.iloc[largest_first].sort_values("source", kind="stable", ignore_index=True)


def check_changes(swaps: Iterable[Swap], added: Iterable[Added]) -> None:
    """Raise if a factor or a number of times is out of bounds.

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
    for times in (*(swap.times for swap in swaps), *(one.times for one in added)):
        if times is not None and not 1 <= times <= MOST_TIMES:
            raise InputError(f"{times} times a week: use 1 to {MOST_TIMES}.")


def _more(
    before: pd.DataFrame, after: pd.DataFrame, matrix: CompositionMatrix
) -> tuple[Floats, Floats]:
    """Return the grams more of each food, dishes taken apart, and the units of each supplement."""
    more = _quantities(after, matrix) - _quantities(before, matrix)
    grams, units = np.split(more, [matrix.n_foods])
    return _without_rounding(matrix.taken_apart(grams)), _without_rounding(units)


def _without_rounding(more: Floats) -> Floats:
    return np.where(np.abs(more) < _ROUNDING, 0.0, more)


def _quantities(frame: pd.DataFrame, matrix: CompositionMatrix) -> Floats:
    rows = frame["item"].map(matrix.row_of.__getitem__).to_numpy(np.int64)
    quantity = frame["quantity"].to_numpy(np.float64)
    # Without any record bincount counts in whole numbers.
    return np.bincount(rows, quantity, len(matrix.row_of)).astype(np.float64, copy=False)
