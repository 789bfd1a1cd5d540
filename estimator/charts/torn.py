"""Bars that are cut off, so that a day of natto doesn't flatten all others."""

from collections.abc import Container, Sequence
from math import inf
from typing import Final

import pandas as pd

_LEAST_CUT_UG: Final = 50.0
"""No bar is cut off below this [µg]."""
_ROOM: Final = 1.05
"""How far the scale goes on above the highest of the other bars."""
GAP: Final = (0.9, 0.93)
"""From where to where the bar is torn, as shares of where it is cut off."""


def cut_off(totals: pd.DataFrame, torn: Container[str], drawn: Sequence[str]) -> float:
    """Return where bars are cut off [µg]: above all that is drawn of the other periods.

    Parameters
    ----------
    totals : DataFrame
        A row for each bar: ``period``, and what is drawn of it [µg].
    torn : container of str
        Periods whose bars may be cut off.
    drawn : sequence of str
        The columns that are drawn.

    Returns
    -------
    float
        Infinite where no bar is cut off.
    """
    may_be_cut = totals["period"].map(lambda period: period in torn).astype(bool)
    others = totals[~may_be_cut]
    if others.empty or not may_be_cut.any():
        return inf
    cut = max(float(others[list(drawn)].max().max()), _LEAST_CUT_UG) * _ROOM
    return cut if (totals[drawn[0]] > cut).any() else inf
