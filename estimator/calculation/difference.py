"""The 90 % range of the difference of two lognormal amounts.

There is no closed formula. For a fixed value of one amount the distribution function of the
other gives that of the difference; it is averaged over the first by quadrature, and the
percentile is found by bisection. No random numbers: the same amounts always give the same range.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from estimator.calculation.quantity_table import Floats
from estimator.composition.ranges import lognormal_interval

_NODES: Final = np.linspace(-6.0, 6.0, 513)
_WEIGHTS: Final = np.exp(-(_NODES**2) / 2) / np.exp(-(_NODES**2) / 2).sum()
_CLOSEST: Final = 0.999
"""Amounts are taken to be correlated no closer: there would be nothing left to find."""
_HALVINGS: Final = 24
_LOW: Final = 0.05
_HIGH: Final = 0.95
_Z: Final = np.linspace(-8.0, 8.0, 4097)
_NORMAL: Final = np.array([0.5 + 0.5 * math.erf(z / math.sqrt(2)) for z in _Z])
"""The normal distribution function at ``_Z``; between them a line is right to 5e-7."""


def difference_interval(
    gain: Floats,
    gain_variance: Floats,
    loss: Floats,
    loss_variance: Floats,
    covariance: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Return the 5th and 95th percentile of gain less loss, lognormals.

    With one of them zero it is that of `lognormal_interval`. For standard deviations up to
    four times the mean it is right within a thousandth of its width.

    Parameters
    ----------
    gain, loss : ndarray of float64, shape (n,)
        Means [µg].
    gain_variance, loss_variance : ndarray of float64, shape (n,)
        [µg²]
    covariance : ndarray of float64, shape (n,), optional
        Of gain and loss, 0 or more [µg²]; by default they are independent.

    Returns
    -------
    low, high : ndarray of float64, shape (n,)
        [µg]

    References
    ----------
    L. N. Trefethen and J. A. C. Weideman (2014), The exponentially convergent trapezoidal
    rule, doi:10.1137/130932132.
    """
    gain_low, gain_high = lognormal_interval(gain, gain_variance)
    loss_low, loss_high = lognormal_interval(loss, loss_variance)
    # An amount without variance only shifts the other.
    low, high = gain_low - loss_high, gain_high - loss_low
    both = (gain_variance > 0) & (loss_variance > 0)
    if covariance is None:
        covariance = np.zeros_like(gain)
    if both.any():
        difference = _Difference.of(
            gain[both], gain_variance[both], loss[both], loss_variance[both], covariance[both]
        )
        # The difference is no more than the gain, and no less than what is lost.
        low[both] = difference.percentile(_LOW, -loss_high[both], gain_low[both])
        high[both] = difference.percentile(_HIGH, -loss_low[both], gain_high[both])
    return low, high


@dataclass(frozen=True)
class _Difference:
    """n differences (gain less loss), integrated over the narrower of the two."""

    narrower: Floats
    """Its quantiles at the nodes [µg], shape (n, nodes)."""
    mu: Floats
    sigma: Floats
    """Mean and standard deviation of the logarithm of the wider one where the narrower one is
    known, shape (n, nodes) and (n, 1)."""
    sign: Floats
    """1 where the gain is the wider one, -1 where the loss is, shape (n,)."""

    @classmethod
    def of(
        cls,
        gain: Floats,
        gain_variance: Floats,
        loss: Floats,
        loss_variance: Floats,
        covariance: Floats,
    ) -> "_Difference":
        gains = gain_variance >= loss_variance
        mu, sigma = _logarithm(
            np.where(gains, gain, loss), np.where(gains, gain_variance, loss_variance)
        )
        narrow_mu, narrow_sigma = _logarithm(
            np.where(gains, loss, gain), np.where(gains, loss_variance, gain_variance)
        )
        log_covariance = np.log1p(covariance / (gain * loss))[:, None]
        correlation = np.minimum(log_covariance / (sigma * narrow_sigma), _CLOSEST)
        return cls(
            np.exp(narrow_mu + narrow_sigma * _NODES),
            mu + correlation * sigma * _NODES,
            sigma * np.sqrt(1 - correlation**2),
            np.where(gains, 1.0, -1.0),
        )

    def percentile(self, share: float, low: Floats, high: Floats) -> Floats:
        """Find the percentile of the difference by bisection between two bounds [µg]."""
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            is_low = self._below(middle) < share
            low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
        return (low + high) / 2

    def _below(self, difference: Floats) -> Floats:
        """Return the probability of less than a difference."""
        wider = self.narrower + (self.sign * difference)[:, None]
        z = (np.log(np.maximum(wider, np.finfo(np.float64).tiny)) - self.mu) / self.sigma
        below: Floats = np.interp(z, _Z, _NORMAL) @ _WEIGHTS
        return np.where(self.sign > 0, below, 1 - below)


def _logarithm(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the logarithm of lognormals, shape (n, 1)."""
    log_variance = np.log1p(variance / mean**2)
    mu: Floats = np.log(mean) - log_variance / 2
    return mu[:, None], np.sqrt(log_variance)[:, None]
