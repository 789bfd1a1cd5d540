"""How sure it is how much was eaten.

An amount in grams is taken as weighed. Eggs and packs are of a size; slices, cups and servings
differ more from what a scale would have shown, and most an amount that was not said at all. The
error of one use of a food is a lognormal around the amount. A part of it is the same in all of a
person's uses of that food, whose slices are large or small on every day, so it doesn't average
out over a week.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from estimator.measures.amount_kinds import AMOUNT_KINDS, ASSUMED, COUNTED, MEASURED, WEIGHED


@dataclass(frozen=True)
class AmountSpread:
    """How far one kind of amount lies from what a scale would show.

    Attributes
    ----------
    sd_log : float
        Standard deviation of the logarithm.
    lasting : float
        The part of the log-variance that is the same in all uses of a food, 0 to 1.
    """

    sd_log: float
    lasting: float

    @property
    def of_all_uses(self) -> float:
        """How much of the grams goes with the error that lasts, by gram: it adds up over uses."""
        return math.sqrt(math.expm1(self.lasting * self.sd_log**2))

    @property
    def of_each_use(self) -> float:
        """Relative variance of each use by itself."""
        return math.exp(self.sd_log**2) - math.exp(self.lasting * self.sd_log**2)


AMOUNT_SPREADS: Final = {
    WEIGHED: AmountSpread(0.0, 0.0),
    COUNTED: AmountSpread(0.1, 0.5),
    MEASURED: AmountSpread(0.47, 0.5),
    ASSUMED: AmountSpread(0.6, 0.5),
}
"""By kind of amount; docs/method.md says where the figures are from."""


def spreads_of(
    kinds: npt.NDArray[np.signedinteger],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return ``of_all_uses`` and ``of_each_use`` of amounts, by their place in `AMOUNT_KINDS`."""
    spreads = [AMOUNT_SPREADS[kind] for kind in AMOUNT_KINDS]
    return (
        np.array([spread.of_all_uses for spread in spreads])[kinds],
        np.array([spread.of_each_use for spread in spreads])[kinds],
    )
