"""What the status of a cell says: known or not, analysed or predicted, free of K2."""

from typing import Final

import numpy as np
import numpy.typing as npt

from estimator.components import COMPONENTS, FORMS, K2_TOTAL

KNOWN_STATUSES: Final = ("measured", "apportioned", "borrowed", "predicted", "assumed_zero")
"""A food counts as covered where its value has one of these statuses: nothing is lacking."""
ANALYSED_STATUSES: Final = ("measured", "apportioned")
"""Of a value that rests on analyses of the food itself, or of one close to it."""
PREDICTED_STATUSES: Final = ("predicted",)
"""Of a value that was worked out from other foods."""

_N_FORMS: Final = len(FORMS)


def part_of_mean(
    mean: npt.NDArray[np.float64], chosen: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Return how much of each mean is of a kind, by the columns of `CompositionMatrix`.

    Of a form it is all or nothing. The K2 total goes by its forms: one of this kind is of
    it but for the forms that are not, one of another kind is not but for the forms that are.

    Parameters
    ----------
    mean : ndarray of float64, shape (foods, components)
        [µg/g]
    chosen : ndarray of bool, shape (foods, components)
        Whether the status of the cell is of the kind.
    """
    part = np.where(chosen, mean, 0.0)
    total = COMPONENTS.index(K2_TOTAL)
    whole, of_forms = mean[:, total], part[:, :_N_FORMS].sum(axis=1)
    other_forms = mean[:, :_N_FORMS].sum(axis=1) - of_forms
    of_total = np.where(chosen[:, total], whole - other_forms, of_forms)
    # A total that was analysed may be less than forms that were not.
    part[:, total] = of_total.clip(0.0, whole)
    return part


def free_of_k2(
    mean: npt.NDArray[np.float64], known: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Return which foods hold none of any form, by the columns of `CompositionMatrix`."""
    free: npt.NDArray[np.bool_] = (known & (mean == 0))[:, :_N_FORMS].all(axis=1)
    return free
