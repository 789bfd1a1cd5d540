"""The results of an estimate as frames."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from estimator.calculation.person_periods import PersonPeriods, Texts
from estimator.calculation.sums import Sums
from estimator.calculation.texts import as_texts
from estimator.pandas_on_use import pd
from estimator.periods import Days


def intake_frame(periods: PersonPeriods, components: tuple[str, ...], sums: Sums) -> pd.DataFrame:
    """Return `Estimate.intake`: a row for each person, period and component."""
    width = len(components)
    period = np.repeat(np.arange(len(periods)), width)
    return pd.DataFrame(
        {
            "person": periods.persons.take(periods.person[period]),
            "period": periods.labels.take(periods.label[period]),
            "component": _component_texts(components).take(np.tile(np.arange(width), len(periods))),
            "estimate_ug": sums.food.ravel(),
            "low_ug": sums.low.ravel(),
            "high_ug": sums.high.ravel(),
            "coverage": sums.coverage.ravel(),
            "supplement_ug": sums.supplement.ravel(),
            "days_logged": periods.days_logged[period],
            "analysed": sums.analysed.ravel(),
        },
        copy=False,
    )


def periods_frame(periods: PersonPeriods, sums: Sums) -> pd.DataFrame:
    """Return `Estimate.periods`: a row for each person and period."""
    names = ("ug", "low_ug", "high_ug", "coverage")
    predicted, natto_share, of_amounts, of_predictions = sums.of_k2
    return pd.DataFrame(
        {
            "person": periods.persons.take(periods.person),
            "period": periods.labels.take(periods.label),
            "start": _dates(periods.start),
            "end": _dates(periods.end),
            "days_logged": periods.days_logged,
            "entries": periods.entries,
            "natto_share": natto_share,
            **{
                f"without_natto_{name}": of
                for name, of in zip(names, sums.without_natto, strict=True)
            },
            "predicted_ug": predicted,
            "variance_of_amounts": of_amounts,
            "variance_of_predictions": of_predictions,
        },
        copy=False,
    )


@cache
def _component_texts(components: tuple[str, ...]) -> Texts:
    return as_texts(components)


def _dates(days: Days) -> npt.NDArray[np.datetime64]:
    return days.astype("datetime64[D]").astype("datetime64[s]")
