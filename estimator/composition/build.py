"""Builds the food composition table from the evidence.

`estimator.composition.release` writes it. The method is told in words in docs/method.md;
``benchmarks/calibration.py`` measures how often its 90 % intervals hold a reading that was
left out.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import pandas as pd

from estimator.components import COMPONENTS, K2_TOTAL, REGIONS
from estimator.composition.cells import Cell, apportion, assume_zero, measured_cell
from estimator.composition.dish_cells import with_dishes
from estimator.composition.evidence import (
    central_readings,
    shares_by_profile,
    usable_rows,
    with_shared_evidence,
)
from estimator.composition.modelled import MODELLED_GROUPS, with_model_ranges
from estimator.composition.predicted import Predictions, fill_in
from estimator.composition.spread import Model, learn_spread, learn_zero_ceiling, spread_groups
from estimator.composition.total_cells import total_cell
from estimator.foods.data_package import FOOD_DATA, read_table, rows_of

COMPOSITION_COLUMNS: Final = (
    "region",
    "food_id",
    "component",
    "value_ug_per_100g",
    "sd_log",
    "low_ug_per_100g",
    "high_ug_per_100g",
    "status",
    "n_readings",
    "n_sources",
    "source_ids",
)


@dataclass(frozen=True)
class Evidence:
    """The tables that the composition is built from, as `read_table` gives them."""

    foods: pd.DataFrame
    measurements: pd.DataFrame
    profiles: pd.DataFrame
    dishes: pd.DataFrame

    @cached_property
    def shared_measurements(self) -> pd.DataFrame:
        """The measurements, with all of a shared body of evidence for each food that shares it."""
        return with_shared_evidence(self.measurements, self.foods)

    @classmethod
    def read(cls, folder: Path = FOOD_DATA) -> "Evidence":
        """Read and check the tables.

        Raises
        ------
        DataError
            If a row breaks the schema.
        """
        names = ("foods", "measurements", "profiles", "dishes")
        return cls(*(read_table(name, folder) for name in names))


def predict(evidence: Evidence) -> Predictions:
    """Learn from all readings what foods hold that were not read themselves."""
    shares = shares_by_profile(rows_of(evidence.profiles))
    return Predictions.learnt(evidence.shared_measurements, evidence.foods, shares)


def learn(evidence: Evidence) -> Model:
    """Learn the spread of readings from the evidence of the whole world."""
    own = evidence.foods[evidence.foods["same_evidence_as"] == ""]["food_id"]
    readings = central_readings(usable_rows(evidence.shared_measurements, "world"))
    # Foods that share their evidence would each say the same again.
    readings = readings[readings["food_id"].isin(own)]
    spread = learn_spread(readings, spread_groups(evidence.foods))
    return Model(spread, learn_zero_ceiling(readings))


def build(
    evidence: Evidence, region: str, model: Model, predictions: Predictions | None = None
) -> pd.DataFrame:
    """Build the composition of every food for one region.

    Parameters
    ----------
    evidence : Evidence
        Foods, measurements and profiles.
    region : str
        One of ``REGIONS``.
    model : Model
        What `learn` returns.
    predictions : Predictions, optional
        What `predict` returns; without them what nobody read stays unknown, and every range
        is learnt from how far readings of one food lie apart.

    Returns
    -------
    pandas.DataFrame
        One row per food and component with ``COMPOSITION_COLUMNS``.
    """
    rows = usable_rows(evidence.shared_measurements, region)
    spread_group = spread_groups(evidence.foods)
    readings = _by_food_and_component(central_readings(rows))
    others = _by_food_and_component(rows[~rows["central"]])
    profiles = shares_by_profile(rows_of(evidence.profiles))
    said = predictions.said(region) if predictions else {}
    table: list[tuple[Any, ...]] = []
    for food in rows_of(evidence.foods):
        read, other = readings[food.food_id], others[food.food_id]
        cells = {
            component: measured_cell(
                read.get(component, []),
                # What widens a total is no part of what is split into its forms.
                [] if component == K2_TOTAL and component in read else other.get(component, []),
                model.spread.variance(spread_group[food.food_id], component),
                model.zero_ceiling,
            )
            for component in COMPONENTS
        }
        cells = apportion(cells, profiles.get(food.profile_id, {}), model.spread)
        if said and food.group in MODELLED_GROUPS:
            cells = with_model_ranges(cells, said[food.food_id])
        if food.assumed_zero:
            cells = assume_zero(cells)
        elif said:
            ceilings = {
                component: max(row.ceiling for row in limits if row.of_region)
                for component, limits in other.items()
                if any(row.of_region for row in limits)
            }
            cells = fill_in(cells, said[food.food_id], ceilings)
        cells[K2_TOTAL] = total_cell(cells, other.get(K2_TOTAL, []))
        table += [_row(region, food.food_id, name, cells[name]) for name in COMPONENTS]
    return pd.DataFrame(table, columns=list(COMPOSITION_COLUMNS))


def build_all(
    evidence: Evidence, model: Model, predictions: Predictions
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Build the composition for every region, dishes from what they are made of.

    Returns
    -------
    composition, shared_errors : DataFrame
        With ``COMPOSITION_COLUMNS``, and `estimator.composition.predicted.ERROR_COLUMNS`.
    """
    table = pd.concat(
        [build(evidence, region, model, predictions) for region in REGIONS], ignore_index=True
    )
    dish = table["food_id"].isin(evidence.dishes["food_id"])
    shared = predictions.shared_errors(table[~dish])
    return with_dishes(table, evidence.dishes, shared), shared


def figures_text(table: pd.DataFrame) -> str:
    """Return a table as CSV, its figures to five significant digits."""
    shown = table.copy()
    for column in table.select_dtypes("float64"):
        shown[column] = [format_figure(figure) for figure in table[column]]
    text: str = shown.to_csv(index=False, lineterminator="\n")
    return text


def format_figure(figure: float) -> str:
    """Write a figure to five significant digits, empty where it is not known.

    Examples
    --------
    >>> format_figure(12.345678), format_figure(0.0), format_figure(math.nan)
    ('12.346', '0', '')
    """
    return "" if math.isnan(figure) else f"{figure:.5g}"


def _by_food_and_component(frame: pd.DataFrame) -> Mapping[str, dict[str, list[Any]]]:
    grouped: defaultdict[str, dict[str, list[Any]]] = defaultdict(dict)
    for row in rows_of(frame):
        grouped[row.food_id].setdefault(row.component, []).append(row)
    return grouped


def _row(region: str, food_id: str, component: str, cell: Cell) -> tuple[Any, ...]:
    return (
        region,
        food_id,
        component,
        cell.value,
        cell.sd_log,
        cell.low,
        cell.high,
        cell.status,
        len(cell.groups),
        len(cell.source_ids),
        ";".join(sorted(cell.source_ids)),
    )
