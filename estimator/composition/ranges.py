"""The 90 % range of a food, and of a sum of foods.

A food by itself has the range that its cell has: where the next sample may lie, which need not be
a lognormal around the mean that is counted. In a sum means and variances add up to a lognormal,
and what the ends of each food's own range lie beyond those of such a lognormal is added in
quadrature: the same for one food, and less and less the more foods there are.

References
----------
L. F. Fenton (1960), The sum of log-normal probability distributions in scatter transmission
systems, doi:10.1109/TCOM.1960.1097606, for the lognormal of a sum.

G. Y. Zou, A. Donner (2008), Construction of confidence limits about effect measures: a general
approach, doi:10.1002/sim.3095, for limits of a sum from those of its parts.
"""

import numpy as np
import numpy.typing as npt

from estimator.composition.spread import Z_95

Floats = npt.NDArray[np.float64]


def lognormal_interval(mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return the 5th and 95th percentile of a lognormal with these moments.

    Parameters
    ----------
    mean : ndarray of float64
        [µg]; where it is 0 both percentiles are 0.
    variance : ndarray of float64
        [µg²]
    """
    square = mean**2
    # Where the mean is 0 so is what comes of it, whatever the variance is divided by.
    log_variance = np.log1p(variance / (square + (square == 0)))
    median = mean * np.exp(-log_variance / 2)
    factor = np.exp(Z_95 * np.sqrt(log_variance))
    return median / factor, median * factor


def interval(
    mean: Floats, variance: Floats, low_shift: Floats, high_shift: Floats
) -> tuple[Floats, Floats]:
    """Return the 5th and 95th percentile of sums over foods.

    Parameters
    ----------
    mean : ndarray of float64
        [µg]
    variance : ndarray of float64
        [µg²]
    low_shift, high_shift : ndarray of float64
        The sums of what `shifts` returns, each times the grams squared [µg²].
    """
    low, high = lognormal_interval(mean, variance)
    # A range never begins above what is counted, nor ends below it.
    return (
        np.clip(low + _signed_root(low_shift), 0.0, mean),
        np.maximum(high + _signed_root(high_shift), mean),
    )


def shifts(mean: Floats, variance: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return how far the ends of ranges lie above those of a lognormal: squared, with their sign.

    Parameters
    ----------
    mean, low, high : ndarray of float64
        [µg/g]; the ends may be NaN, where the range is that of the lognormal.
    variance : ndarray of float64
        [(µg/g)²]
    """
    ends = zip((low, high), lognormal_interval(mean, variance), strict=True)
    of_low, of_high = (np.nan_to_num(end - plain) for end, plain in ends)
    return of_low * np.abs(of_low), of_high * np.abs(of_high)


def _signed_root(square: Floats) -> Floats:
    root: Floats = np.copysign(np.sqrt(np.abs(square)), square)
    return root
