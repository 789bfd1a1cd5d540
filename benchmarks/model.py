"""The hierarchical model tested on what it was not fitted to, beside the rules of the table.

`benchmarks.calibration` prints what comes out. A whole laboratory is left out and its readings
looked up, as in the test of the table; and foods are left out, as if nobody had read them, which
is what a predicted cell is. Everything is fitted anew each time.
"""

import math
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from estimator.composition.build import Evidence, shares_by_profile
from estimator.composition.evidence import FLOOR_UG_PER_100G, log_level
from estimator.composition.hierarchy import fit
from estimator.composition.predicted import model_readings, predicted_cell
from estimator.composition.readings import MODEL_CLASS, keys_of_foods, log_readings
from estimator.composition.spread import Z_95

PARTS: Final = 15
"""Foods are left out in so many parts, each of every 15th food."""
_Floats = npt.NDArray[np.float64]
_LEVELS: Final = np.linspace(0.02, 0.98, 25)
_MISSED: Final = 2 / 0.1
"""What a miss of a 90 % interval costs for its distance (the interval score)."""


def left_out_sources(evidence: Evidence, found: pd.DataFrame) -> pd.DataFrame:
    """Return readings of forms left out beside what the model and the table say of them.

    Parameters
    ----------
    evidence : Evidence
    found : DataFrame
        What `benchmarks.calibration.left_out_readings` returns for the world.

    Returns
    -------
    DataFrame
        The rows of ``found`` of which the model says something, with the columns of `scores`
        once for the ``table`` and once for the ``model``.
    """
    parts = []
    for group, rows in found[found["component"].isin(MODEL_CLASS)].groupby("independent_group"):
        others = evidence.measurements[evidence.measurements["independent_group"] != group]
        said = _said(evidence, others, rows)
        parts.append(rows.merge(said, on=["food_id", "component"]))
    both = pd.concat([part for part in parts if len(part)], ignore_index=True)
    log = log_level(both["value"]).to_numpy()
    centre, sd_log = both["value_ug_per_100g"].to_numpy(), both["sd_log"].to_numpy()
    with np.errstate(divide="ignore"):
        table = scores(
            log,
            np.log(centre) - sd_log**2 / 2,
            sd_log,
            (np.log(both["low_ug_per_100g"]), np.log(both["high_ug_per_100g"])),
        )
    model = scores(log, both["mean"].to_numpy(np.float64), both["sd"].to_numpy(np.float64))
    return both.join(table.add_suffix("_table")).join(model.add_suffix("_model"))


def left_out_foods(evidence: Evidence) -> pd.DataFrame:
    """Return readings of foods that were left out beside what is predicted of these foods."""
    own = evidence.foods.loc[evidence.foods["same_evidence_as"] == "", "food_id"].sort_values()
    readings = log_readings(evidence.shared_measurements, evidence.foods)
    readings = readings.rename(columns={"food": "food_id"})
    parts = []
    for part in range(PARTS):
        left_out = own.iloc[part::PARTS]
        others = evidence.measurements[~evidence.measurements["food_id"].isin(left_out)]
        rows = readings[readings["food_id"].isin(left_out)]
        parts.append(rows.merge(_said(evidence, others, rows), on=["food_id", "component"]))
    both = pd.concat([part for part in parts if len(part)], ignore_index=True)
    cells = [predicted_cell(*row) for row in zip(both["mean"], both["sd"], strict=True)]
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
    """Summarise what `left_out_sources` returns, table and model."""
    columns: dict[str, float] = {"readings": len(readings)}
    summaries: dict[str, Callable[[pd.Series], float]] = {
        "held": lambda column: 100 * float(column.mean()),
        "width": lambda column: float(column.median()),
        "interval_score": lambda column: float(column.mean()),
        "crps": lambda column: float(column.mean()),
    }
    for name, summary in summaries.items():
        for of in ("table", "model"):
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


def _said(evidence: Evidence, measurements: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """Return what the model fitted to some measurements says of the foods of some rows."""
    others = Evidence(evidence.foods, measurements, evidence.profiles, evidence.dishes)
    readings = model_readings(
        others.shared_measurements, evidence.foods, shares_by_profile(evidence.profiles)
    )
    of_class = readings["component"].map(MODEL_CLASS)
    keys = keys_of_foods(evidence.foods)
    said = []
    for name in sorted({MODEL_CLASS[component] for component in wanted["component"]}):
        for component, posterior in fit(readings[of_class == name]).items():
            foods = wanted.loc[wanted["component"] == component, "food_id"].unique()
            if len(foods):
                rows = posterior.predict(keys.loc[foods], None)
                said.append(rows.assign(component=component).rename_axis("food_id").reset_index())
    columns = ["food_id", "component", "mean", "sd"]
    # A form that only one laboratory read is foretold by none.
    return pd.concat(said)[columns] if said else pd.DataFrame(columns=columns, dtype="object")


def _normal_quantiles() -> _Floats:
    """Return the quantiles of the standard normal at the levels that CRPS is summed over."""
    grid = np.linspace(-6, 6, 4001)
    below = np.array([math.erfc(-z / math.sqrt(2)) / 2 for z in grid])
    return np.interp(_LEVELS, below, grid)
