"""What foods hold of the forms that nobody read in them: worked out from foods like them."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import pandas as pd

from estimator.components import FORMS, K2_TOTAL
from estimator.composition.cells import UNKNOWN, WIDEST_SD_LOG, Cell, Cells
from estimator.composition.evidence import FLOOR_UG_PER_100G
from estimator.composition.hierarchy import Posterior, fit
from estimator.composition.readings import (
    MODEL_CLASS,
    apportioned_readings,
    keys_of_foods,
    log_readings,
)
from estimator.composition.spread import Z_95
from estimator.foods.data_package import rows_of

ERROR_COLUMNS: Final = ("region", "food_id", "component", "effect", "sd_log")
"""The columns of ``shared_errors.csv``."""
LEAST_SHARED_UG_PER_100G: Final = 1.0
"""An error in common of cells below this moves the range of no day by a few per cent."""

_MIDDLE: Final = 0.9
"""The part of a distribution that lies within its range."""


class Distribution(NamedTuple):
    """The normal distribution of the logarithm of a content."""

    mean: float
    """[ln µg/100 g]"""
    sd: float


@dataclass(frozen=True)
class Predictions:
    """What the model says of every food, by component.

    Attributes
    ----------
    keys : DataFrame
        What `keys_of_foods` returns.
    posterior : mapping of str to Posterior
        By form. A form that was read in too few foods has none.
    """

    keys: pd.DataFrame
    posterior: Mapping[str, Posterior]

    @classmethod
    def learnt(
        cls,
        measurements: pd.DataFrame,
        foods: pd.DataFrame,
        shares: Mapping[str, Mapping[str, float]],
    ) -> "Predictions":
        """Fit the model to the measurements.

        Parameters
        ----------
        measurements, foods : DataFrame
            The tables of these names, all of a shared body of evidence with each food.
        shares : mapping of str to mapping of str to float
            The share of each form in a total, by profile.
        """
        posterior: dict[str, Posterior] = {}
        readings = model_readings(measurements, foods, shares)
        for _, of_class in readings.groupby(readings["component"].map(MODEL_CLASS)):
            posterior |= fit(of_class)
        return cls(keys_of_foods(foods), posterior)

    def said(self, region: str) -> dict[str, dict[str, Distribution]]:
        """Return what the model says for one region, by food and component."""
        said: dict[str, dict[str, Distribution]] = {str(food_id): {} for food_id in self.keys.index}
        for component, frame in self._frames(region).items():
            for food_id, mean, sd in zip(frame.index, frame["mean"], frame["sd"], strict=True):
                said[food_id][component] = Distribution(float(mean), float(sd))
        return said

    def shared_errors(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return what the errors of predicted cells have in common.

        Parameters
        ----------
        table : DataFrame
            A composition with the columns of ``composition.csv``.

        Returns
        -------
        DataFrame
            With ``ERROR_COLUMNS``: if a subgroup was predicted too low all of its foods were.
            In the total of a food those of its forms add up.
        """
        chosen = table[
            (table["status"] == "predicted")
            & (table["component"] != K2_TOTAL)
            & (table["value_ug_per_100g"] >= LEAST_SHARED_UG_PER_100G)
        ]
        keys = ["region", "food_id", "component"]
        totals = {
            (row.region, row.food_id): (row.value_ug_per_100g, row.sd_log)
            for row in rows_of(table[table["component"] == K2_TOTAL])
        }
        made, loadings = [], defaultdict[tuple[str, str], float](float)
        for region, of_region in chosen.groupby("region", sort=False):
            shares = self._shared(str(region))
            for row in rows_of(of_region):
                sd_log = row.sd_log * math.sqrt(shares[row.component][row.food_id])
                made.append((row.region, row.food_id, row.component, sd_log))
                part = row.value_ug_per_100g * math.sqrt(math.expm1(sd_log**2))
                loadings[row.region, row.food_id] += part
        for (region, food_id), loading in loadings.items():
            value, most = totals[region, food_id]
            sd_log = math.sqrt(math.log1p((loading / value) ** 2))
            made.append((region, food_id, K2_TOTAL, min(sd_log, most)))
        frame = pd.DataFrame(made, columns=[*keys, "sd_log"])
        effect = "predicted, " + frame["food_id"].map(self.keys["subgroup"])
        frame.insert(3, "effect", effect)
        # What only one food has is its own.
        several = frame.groupby(["region", "component", "effect"])["food_id"].transform("size") > 1
        order = table[keys].merge(frame[several & (frame["sd_log"] > 0)], on=keys)
        return order[list(ERROR_COLUMNS)]

    def _shared(self, region: str) -> "dict[str, pd.Series[float]]":
        """Return which part of the log-variance foods of a subgroup share, by component."""
        shares = {}
        for component, frame in self._frames(region).items():
            own = self.posterior[component].variances.of_effect["food"]
            shared = (frame["sd_level"] ** 2 - own).clip(lower=0.0)
            shares[component] = shared / frame["sd"] ** 2
        return shares

    def _frames(self, region: str) -> dict[str, pd.DataFrame]:
        """Return what the model says of each food, by component."""
        where = None if region == "world" else region
        return {
            component: posterior.predict(self.keys, where)
            for component, posterior in self.posterior.items()
        }


def model_readings(
    measurements: pd.DataFrame,
    foods: pd.DataFrame,
    shares: Mapping[str, Mapping[str, float]],
) -> pd.DataFrame:
    """Return the readings of forms, and what totals say of them."""
    readings = log_readings(measurements, foods)
    split = apportioned_readings(readings, foods, shares)
    of_form = readings[readings["component"].isin(FORMS)]
    return pd.concat([of_form, split], ignore_index=True) if len(split) else of_form


def predicted_cell(mean_log: float, sd_log: float) -> Cell:
    """Return the cell of a distribution.

    Its range is that of the distribution, its value the mean of what lies within the range: the
    far end of a lognormal, which nobody has seen, would weigh more than all that was. A value
    that is less than "not detected" counts for beside other readings is 0, as it is where
    nothing was found: a food that was read holds no less than one that was not.

    Parameters
    ----------
    mean_log, sd_log : float
        Mean and standard deviation of the logarithm [ln µg/100 g].
    """
    sd = min(sd_log, WIDEST_SD_LOG)
    value = mean_within_range(mean_log, sd)
    low, high = (math.exp(mean_log + z * sd) for z in (-Z_95, Z_95))
    if value < FLOOR_UG_PER_100G / 2:
        return Cell("predicted", value=0.0, sd_log=0.0, ceiling=high)
    return Cell("predicted", value=value, sd_log=sd, percentiles=(low, high))


def mean_within_range(mean_log: float, sd_log: float) -> float:
    """Return the mean of the part of a lognormal that lies within its 90 % range."""
    whole = math.exp(mean_log + sd_log**2 / 2)
    return whole * (_below(Z_95 - sd_log) - _below(-Z_95 - sd_log)) / _MIDDLE


def fill_in(cells: Cells, said: Mapping[str, Distribution], ceilings: Mapping[str, float]) -> Cells:
    """Put what is predicted where nothing is known of a form.

    Parameters
    ----------
    cells : mapping of str to Cell
        The cells of one food by component; ``VITK2`` holds the measured total.
    said : mapping of str to Distribution
        What the model says of each form.
    ceilings : mapping of str to float
        The upper limits printed for the region [µg/100 g], which a range holds.

    Returns
    -------
    mapping of str to Cell
        With the forms that were missing. Together they hold no more than a measured total
        leaves beside the others.
    """
    missing: Cells = {
        form: _reaching(predicted_cell(*of_form), ceilings.get(form, 0.0))
        for form, of_form in said.items()
        if not cells.get(form, UNKNOWN).known
    }
    total = cells[K2_TOTAL]
    if total.known:
        known = sum(cells[form].value for form in FORMS if cells[form].known)
        predicted_sum = sum(cell.value for cell in missing.values())
        # What is left in the last digits of two sums is nothing.
        left = 0.0 if math.isclose(total.value, known) else max(total.value - known, 0.0)
        factor = min(left / predicted_sum, 1.0) if predicted_sum else 1.0
        missing = {form: _scaled(cell, factor) for form, cell in missing.items()}
    return cells | missing


def _reaching(cell: Cell, ceiling: float) -> Cell:
    """Return a cell whose range holds an upper limit."""
    highest = max(ceiling, 0.0 if math.isnan(cell.ceiling) else cell.ceiling)
    return replace(cell, ceiling=highest) if highest else cell


def _scaled(cell: Cell, factor: float) -> Cell:
    """Return a cell with less in it; what may be in it at most stays where nothing is left."""
    if not cell.value:
        return cell
    low, high = cell.low, cell.high
    if not factor:
        return replace(cell, value=0.0, sd_log=0.0, percentiles=None, ceiling=high)
    return replace(cell, value=cell.value * factor, percentiles=(low * factor, high * factor))


def _below(z: float) -> float:
    """Return the part of a standard normal that lies below z."""
    return math.erfc(-z / math.sqrt(2)) / 2
