"""The hierarchical model tested on what it was not fitted to, beside the rules of the table.

`benchmarks.calibration` prints what comes out. A whole laboratory is left out and its readings
looked up, as in the test of the table; and foods are left out, as if nobody had read them, which
is what a predicted cell is. Everything is fitted anew each time.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from estimator.components import FORMS
from estimator.composition.build import Evidence, predict
from estimator.composition.cells import UNKNOWN, Cell
from estimator.composition.evidence import FLOOR_UG_PER_100G, log_level
from estimator.composition.modelled import (
    MODELLED_GROUPS,
    NARROWED,
    next_reading,
    with_model_ranges,
)
from estimator.composition.predicted import Distribution, predicted_cell
from estimator.composition.readings import MODEL_CLASS, log_readings
from estimator.composition.spread import Z_95
from estimator.foods.data_package import rows_of

PARTS: Final = 15
"""Foods are left out in so many parts, each of every 15th food."""
ENOUGH: Final = 20
"""So many readings of a group must be left out before the model may give its ranges."""
ZERO_CEILING: Final = 1.0
"""What a further reading may find where others found nothing [µg/100 g], about."""
_Floats = npt.NDArray[np.float64]
_LEVELS: Final = np.linspace(0.02, 0.98, 25)
_FACTORS: Final = tuple(np.arange(0.6, 1.301, 0.025).round(3).tolist())
_MIDDLE: Final = 0.9
"""How much a range ought to hold."""
_MISSED: Final = 2 / (1 - _MIDDLE)
"""What a miss of a 90 % interval costs for its distance (the interval score)."""


def compared_with_rules(
    found: pd.DataFrame, rules: pd.DataFrame, said: Mapping[str, Mapping[str, Distribution]]
) -> pd.DataFrame:
    """Return readings of forms left out beside their range by the rules and by the model.

    Parameters
    ----------
    found : DataFrame
        Readings of one source beside the cells of the table built without it.
    rules : DataFrame
        The table with every range learnt from how far readings of one food lie apart.
    said : mapping
        What the model says of each food and form, fitted without the source.

    Returns
    -------
    DataFrame
        The rows of ``found`` of forms in which something was found and of which the model says
        something, with the columns of `scores` once for the ``rules`` and once for the ``model``.
    """
    keys = ["food_id", "component"]
    forms = found[(found["value_ug_per_100g"] > 0) & found["component"].isin(FORMS)]
    known = [row.component in said[row.food_id] for row in rows_of(forms)]
    both = forms[np.array(known, np.bool_)][[*keys, "independent_group", "value", "status"]]
    both = both.merge(rules.drop(columns=["status", "region"]), on=keys)
    cells = [
        with_model_ranges(
            {form: UNKNOWN for form in FORMS}
            | {row.component: Cell(row.status, row.value_ug_per_100g, ceiling=ZERO_CEILING)},
            {row.component: said[row.food_id][row.component]},
        )[row.component]
        for row in rows_of(both)
    ]
    distributions = [next_reading(said[row.food_id][row.component]) for row in rows_of(both)]
    log, centre = log_level(both["value"]).to_numpy(), both["value_ug_per_100g"].to_numpy()
    sd_log = both["sd_log"].to_numpy()
    with np.errstate(divide="ignore"):
        by_rules = scores(
            log,
            np.log(centre) - sd_log**2 / 2,
            sd_log,
            (np.log(both["low_ug_per_100g"]), np.log(both["high_ug_per_100g"])),
        )
    of_total = (both["status"] == "apportioned").to_numpy()
    both["middle"] = np.where(of_total, np.log(centre), [one.mean for one in distributions])
    both["sd"] = [one.sd for one in distributions]
    by_model = scores(
        log,
        both["middle"].to_numpy(),
        both["sd"].to_numpy(),
        (np.log([cell.low for cell in cells]), np.log([cell.high for cell in cells])),
    )
    return both.join(by_rules.add_suffix("_rules")).join(by_model.add_suffix("_model"))


def chosen_by_others(both: pd.DataFrame) -> pd.DataFrame:
    """Return what ranges come to where each source is left out of the choice by group too.

    Parameters
    ----------
    both : DataFrame
        All that `compared_with_rules` returns, with ``group``.
    """
    parts = []
    for _, rows in both.groupby("group"):
        for source, of_source in rows.groupby("independent_group"):
            others = rows[rows["independent_group"] != source]
            enough = len(others) >= ENOUGH
            by_model = enough and others["crps_model"].mean() < others["crps_rules"].mean()
            taken = of_source.copy()
            if not by_model:
                for name in ("held", "width", "interval_score", "crps"):
                    taken[f"{name}_model"] = taken[f"{name}_rules"]
            parts.append(taken)
    return pd.concat(parts)


def narrowed_by_others(both: pd.DataFrame) -> pd.DataFrame:
    """Return what ranges come to where the factor for all is chosen without each source, too.

    Parameters
    ----------
    both : DataFrame
        All that `compared_with_rules` returns, with ``group``.

    Returns
    -------
    DataFrame
        ``factor`` chosen, ``held`` and ``interval_score`` of each reading of the groups that have
        the ranges of the model.
    """
    rows = both[both["group"].isin(MODELLED_GROUPS)].reset_index(drop=True)
    log, centre = log_level(rows["value"]).to_numpy(), np.log(rows["value_ug_per_100g"].to_numpy())
    middle, sd = rows["middle"].to_numpy(), rows["sd"].to_numpy() / NARROWED
    scored = {}
    for factor in _FACTORS:
        low, high = (middle + z * factor * sd for z in (-Z_95, Z_95))
        ends = np.minimum(low, centre), np.maximum(high, np.maximum(centre, math.log(ZERO_CEILING)))
        scored[factor] = scores(log, middle, factor * sd, ends)[["held", "interval_score"]]
    parts = []
    for source in rows["independent_group"].unique():
        left_out = (rows["independent_group"] == source).to_numpy()
        enough = (one for one in _FACTORS if scored[one]["held"][~left_out].mean() >= _MIDDLE)
        factor = next(enough, _FACTORS[-1])
        parts.append(scored[factor][left_out].assign(factor=factor))
    return pd.concat(parts)


def left_out_foods(evidence: Evidence) -> pd.DataFrame:
    """Return readings of foods that were left out beside what is predicted of these foods."""
    own = evidence.foods.loc[evidence.foods["same_evidence_as"] == "", "food_id"].sort_values()
    readings = log_readings(evidence.shared_measurements, evidence.foods)
    readings = readings.rename(columns={"food": "food_id"})
    readings = readings[readings["component"].isin(FORMS)]
    parts, cells = [], []
    for part in range(PARTS):
        left_out = own.iloc[part::PARTS]
        others = evidence.measurements[~evidence.measurements["food_id"].isin(left_out)]
        rows = readings[readings["food_id"].isin(left_out)]
        said = predict(replace(evidence, measurements=others)).said("world")
        # A form that only these foods were read for is foretold by none.
        known = [one.component in said[one.food_id] for one in rows_of(rows)]
        parts.append(rows[known])
        distributions = [said[one.food_id][one.component] for one in rows_of(parts[-1])]
        cells += [predicted_cell(*one) for one in distributions]
    both = pd.concat(parts, ignore_index=True)
    both["centre"] = [cell.value for cell in cells]
    low, high = (np.array([getattr(cell, end) for cell in cells]) for end in ("low", "high"))
    log = both["log"].to_numpy()
    # A reading below a limit is held where the range reaches below that limit.
    in_range = (log >= np.log(low.clip(FLOOR_UG_PER_100G))) & (log <= np.log(high))
    both["held"] = np.where(both["below"], np.log(low.clip(1e-9)) <= log, in_range)
    both["class"] = both["component"].map(MODEL_CLASS)
    return both


def scores(
    log: _Floats, mean: _Floats, sd: _Floats, ends: tuple[_Floats, _Floats] | None = None
) -> pd.DataFrame:
    """Score distributions of logarithms, all below the floor counting as the floor.

    Parameters
    ----------
    log, mean, sd : ndarray of float64
        The reading, and the normal that foretold it.
    ends : tuple of ndarray, optional
        The ends of the 90 % interval where they are not those of the normal.

    Returns
    -------
    DataFrame
        ``held``, ``width`` (high/low), ``interval_score`` and ``crps``; of the last two less
        is better.

    References
    ----------
    T. Gneiting, A. E. Raftery (2007), doi:10.1198/016214506000001437.
    """
    floor = math.log(FLOOR_UG_PER_100G)
    low, high = ends or (mean - Z_95 * sd, mean + Z_95 * sd)
    low, high = (np.nan_to_num(np.maximum(end, floor), nan=floor) for end in (low, high))
    missed = np.maximum(low - log, 0) + np.maximum(log - high, 0)
    quantiles = np.maximum(mean[:, None] + sd[:, None] * _normal_quantiles(), floor)
    error = log[:, None] - quantiles
    crps = 2 * np.maximum(_LEVELS * error, (_LEVELS - 1) * error).mean(axis=1)
    return pd.DataFrame(
        {
            "held": missed < 1e-9,
            "width": np.exp(high - low),
            "interval_score": high - low + _MISSED * missed,
            "crps": crps,
        }
    )


def side_by_side(readings: pd.DataFrame) -> "pd.Series[float]":
    """Summarise what `compared_with_rules` returns, rules and model."""
    columns: dict[str, float] = {"readings": len(readings)}
    summaries: dict[str, Callable[[pd.Series], float]] = {
        "held": lambda column: 100 * float(column.mean()),
        "width": lambda column: float(column.median()),
        "interval_score": lambda column: float(column.mean()),
        "crps": lambda column: float(column.mean()),
    }
    for name, summary in summaries.items():
        for of in ("rules", "model"):
            columns[f"{name}_{of}"] = summary(readings[f"{name}_{of}"])
    return pd.Series(columns).round(2)


def predicted_summary(readings: pd.DataFrame) -> "pd.Series[float]":
    """Summarise what `left_out_foods` returns."""
    seen = readings[~readings["below"]]
    return pd.Series(
        {
            "readings": len(readings),
            "held_pct": 100 * readings["held"].mean(),
            "of those found": len(seen),
            "held_of_found_pct": 100 * seen["held"].mean(),
            "mean_centre": seen["centre"].mean(),
            "mean_reading": seen["value"].mean(),
        }
    ).round(2)


def _normal_quantiles() -> _Floats:
    """Return the quantiles of the standard normal at the levels that CRPS is summed over."""
    grid = np.linspace(-6, 6, 4001)
    below = np.array([math.erfc(-z / math.sqrt(2)) / 2 for z in grid])
    return np.interp(_LEVELS, below, grid)
