"""The results of an estimate as frames."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from estimator.calculation.contributions import as_texts
from estimator.calculation.person_periods import PersonPeriods
from estimator.calculation.sums import Sums
from estimator.pandas_on_use import pd
from estimator.periods import Days


def intake_frame(periods: PersonPeriods, components: tuple[str, ...], sums: Sums) -> pd.DataFrame:
    """Return `Estimate.intake`: a row for each person, period and component."""
    width = len(components)
    period = np.repeat(np.arange(len(periods)), width)
    return pd.DataFrame(
        {
            "person": periods.person.take(period),
            "period": periods.label.take(period),
            "component": as_texts(components).take(np.tile(np.arange(width), len(periods))),
            "estimate_ug": sums.food[:, :width].ravel(),
            "low_ug": sums.low[:, :width].ravel(),
            "high_ug": sums.high[:, :width].ravel(),
            "coverage": sums.coverage[:, :width].ravel(),
            "supplement_ug": sums.supplement.ravel(),
            "days_logged": periods.days_logged[period],
            "analysed": sums.analysed.ravel(),
        },
        copy=False,
    )


def periods_frame(periods: PersonPeriods, sums: Sums) -> pd.DataFrame:
    """Return `Estimate.periods`: a row for each person and period."""
    # A column of a table would keep all of it in memory.
    return pd.DataFrame(
        {
            "person": periods.person,
            "period": periods.label,
            "start": _dates(periods.start),
            "end": _dates(periods.end),
            "days_logged": periods.days_logged,
            "entries": periods.entries,
            "natto_share": sums.natto_share,
            "without_natto_ug": sums.food[:, -1].copy(),
            "without_natto_low_ug": sums.low[:, -1].copy(),
            "without_natto_high_ug": sums.high[:, -1].copy(),
            "without_natto_coverage": sums.coverage[:, -1].copy(),
            "predicted_ug": sums.predicted,
            "variance_of_amounts": sums.of_amounts,
            "variance_of_predictions": sums.of_predictions,
        },
        copy=False,
    )


def _dates(days: Days) -> npt.NDArray[np.datetime64]:
    return days.astype("datetime64[D]").astype("datetime64[s]")
