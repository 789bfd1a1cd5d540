"""What the range of a period comes from, in words, so that one sees what would narrow it."""

import math
from collections.abc import Mapping
from typing import Any


def uncertainty_words(period: Mapping[str, Any]) -> str:
    """Say which part of what is not known comes from where; "" where nothing is unsure.

    Parameters
    ----------
    period : mapping
        One of `estimator.calculation.intake.Estimate.k2`.

    Examples
    --------
    >>> uncertainty_words({"variance_of_amounts": 0.28, "variance_of_predictions": 0.001})
    'Of the range, 72 % comes from how far foods of a kind differ and 28 % from how much was eaten.'
    """
    amounts, predictions = (
        float(period[f"variance_of_{what}"]) for what in ("amounts", "predictions")
    )
    if math.isnan(amounts):
        return ""
    parts = {
        "how far foods of a kind differ": 1 - amounts - predictions,
        "how much was eaten": amounts,
        "foods nobody analysed": predictions,
    }
    largest_first = sorted(parts.items(), key=lambda part: -part[1])
    told = [(f"{share:.0%}".replace("%", " %"), name) for name, share in largest_first]
    # What is rounded to nothing isn't told; the largest always is.
    shares = [f"{share} from {name}" for share, name in told if share != "0 %"]
    shares[0] = shares[0].replace(" from", " comes from", 1)
    *most, last = shares
    return f"Of the range, {' and '.join([', '.join(most), last] if most else [last])}."
