"""Whether the bars of natto are drawn in full, though they flatten all others."""

from typing import Final

import streamlit as st

from estimator.calculation.intake import Estimate
from estimator.views.shared.caveat import flattening_periods

TORN_NOTE: Final = "↑: a bar is cut off there."


def draw_true_scale(estimated: Estimate) -> frozenset[str]:
    """Ask for the true scale where natto flattens the rest; return the periods to cut off."""
    natto = flattening_periods(estimated)
    if natto and not st.toggle(
        "Natto at its true scale", key="true-scale", persist_state="session"
    ):
        return natto
    return frozenset()
