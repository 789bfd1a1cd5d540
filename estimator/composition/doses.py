"""What supplements hold by their labels, as an array."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from estimator.components import COMPONENTS, FORMS, K2_TOTAL


def doses_of(supplements: Mapping[str, Mapping[str, float]]) -> npt.NDArray[np.float64]:
    """Return what one unit of each supplement holds [µg], a column for each component.

    The K2 total is the sum of the forms, or what the label says where that is more.
    """
    doses = np.zeros((len(supplements), len(COMPONENTS)))
    for row, dose_ug in enumerate(supplements.values()):
        for component, amount in dose_ug.items():
            doses[row, COMPONENTS.index(component)] = amount
    total = doses[:, COMPONENTS.index(K2_TOTAL)]
    np.maximum(total, doses[:, : len(FORMS)].sum(axis=1), out=total)
    return doses
