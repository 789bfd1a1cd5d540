"""What the range of a period comes from, in words, so that one sees what would narrow it."""

import math
from typing import Any

import pandas as pd


def uncertainty_words(period: "pd.Series[Any]") -> str:
    """Say which part of what is not known comes from where; "" where nothing is unsure.

    Parameters
    ----------
    period : Series
        A row of `estimator.calculation.intake.Estimate.periods`.

    Examples
    --------
    >>> uncertainty_words(
    ...     pd.Series({"variance_of_amounts": 0.28, "variance_of_predictions": 0.02})
    ... )
    'How far foods of a kind differ 70 %, how much was eaten 28 %, foods nobody analysed 2 %.'
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
    shares = ", ".join(f"{name} {share:.0%}".replace("%", " %") for name, share in largest_first)
    return f"{shares[0].upper()}{shares[1:]}."
