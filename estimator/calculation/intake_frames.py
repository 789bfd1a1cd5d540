"""The results of an estimate as frames."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from estimator.calculation.person_periods import PersonPeriods, Texts
from estimator.calculation.quantity_table import Floats
from estimator.calculation.sums import Sums
from estimator.calculation.texts import as_texts
from estimator.components import K2_TOTAL
from estimator.pandas_on_use import pd
from estimator.periods import Days


def intake_frame(periods: PersonPeriods, components: tuple[str, ...], sums: Sums) -> pd.DataFrame:
    """Return `Estimate.intake`: a row for each person, period and component."""
    width = len(components)
    period = np.repeat(np.arange(len(periods)), width)
    figures = {name: of.ravel() for name, of in _by_component(sums).items()}
    return pd.DataFrame(
        {
            "person": periods.persons.take(periods.person[period]),
            "period": periods.labels.take(periods.label[period]),
            "component": _component_texts(components).take(np.tile(np.arange(width), len(periods))),
            **{name: of for name, of in figures.items() if name != "analysed"},
            "days_logged": periods.days_logged[period],
            "analysed": figures["analysed"],
        },
        copy=False,
    )


def periods_frame(periods: PersonPeriods, sums: Sums) -> pd.DataFrame:
    """Return `Estimate.periods`: a row for each person and period."""
    return pd.DataFrame(
        {
            "person": periods.persons.take(periods.person),
            "period": periods.labels.take(periods.label),
            "start": _dates(periods.start),
            "end": _dates(periods.end),
            "days_logged": periods.days_logged,
            "entries": periods.entries,
            **_of_k2(sums),
        },
        copy=False,
    )


def k2_rows(
    periods: PersonPeriods, components: tuple[str, ...], sums: Sums
) -> list[dict[str, Any]]:
    """Return `Estimate.k2`: what both frames say of the K2 total of each period."""
    column = components.index(K2_TOTAL)
    columns = {
        "period": periods.labels.take(periods.label).tolist(),
        "days_logged": periods.days_logged.tolist(),
        **{name: of[:, column].tolist() for name, of in _by_component(sums).items()},
        **{name: of.tolist() for name, of in _of_k2(sums).items()},
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _by_component(sums: Sums) -> dict[str, Floats]:
    return {
        "estimate_ug": sums.food,
        "low_ug": sums.low,
        "high_ug": sums.high,
        "coverage": sums.coverage,
        "supplement_ug": sums.supplement,
        "analysed": sums.analysed,
    }


def _of_k2(sums: Sums) -> dict[str, Floats]:
    names = ("ug", "low_ug", "high_ug", "coverage")
    predicted, natto_share, of_amounts, of_predictions = sums.of_k2
    return {
        "natto_share": natto_share,
        **{f"without_natto_{name}": of for name, of in zip(names, sums.without_natto, strict=True)},
        "predicted_ug": predicted,
        "variance_of_amounts": of_amounts,
        "variance_of_predictions": of_predictions,
    }


@cache
def _component_texts(components: tuple[str, ...]) -> Texts:
    return as_texts(components)


def _dates(days: Days) -> npt.NDArray[np.datetime64]:
    return days.astype("datetime64[D]").astype("datetime64[s]")
