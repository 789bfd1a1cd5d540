"""Builds the food composition table from the evidence.

`estimator.composition.release` writes it. The method is told in words in docs/method.md;
``benchmarks/calibration.py`` measures how often its 90 % intervals hold a reading that was
left out.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from estimator.components import COMPONENTS, K2_TOTAL, REGIONS
from estimator.composition.cells import (
    Cell,
    apportion,
    assume_zero,
    measured_cell,
    total_cell,
)
from estimator.composition.dish_cells import with_dishes
from estimator.composition.evidence import central_readings, usable_rows
from estimator.composition.spread import Model, learn_spread, learn_zero_ceiling
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


def learn(evidence: Evidence) -> Model:
    """Learn the spread of readings from the evidence of the whole world."""
    readings = central_readings(usable_rows(evidence.measurements, "world"))
    group_of_food = evidence.foods.set_index("food_id")["group"]
    return Model(learn_spread(readings, group_of_food), learn_zero_ceiling(readings))


def build(evidence: Evidence, region: str, model: Model) -> pd.DataFrame:
    """Build the composition of every food for one region.

    Parameters
    ----------
    evidence : Evidence
        Foods, measurements and profiles.
    region : str
        One of ``REGIONS``.
    model : Model
        What `learn` returns.

    Returns
    -------
    pandas.DataFrame
        One row per food and component with ``COMPOSITION_COLUMNS``.
    """
    rows = usable_rows(evidence.measurements, region)
    readings = _by_food_and_component(central_readings(rows))
    others = _by_food_and_component(rows[~rows["central"]])
    profiles = shares_by_profile(evidence.profiles)
    table: list[tuple[Any, ...]] = []
    for food in rows_of(evidence.foods):
        cells = {
            component: measured_cell(
                readings[food.food_id].get(component, []),
                others[food.food_id].get(component, []),
                model.spread.variance(food.group, component),
                model.zero_ceiling,
            )
            for component in COMPONENTS
        }
        cells = apportion(cells, profiles.get(food.profile_id, {}), model.spread)
        if food.assumed_zero:
            cells = assume_zero(cells)
        cells[K2_TOTAL] = total_cell(cells, others[food.food_id].get(K2_TOTAL, []))
        table += [_row(region, food.food_id, name, cells[name]) for name in COMPONENTS]
    return pd.DataFrame(table, columns=list(COMPOSITION_COLUMNS))


def shares_by_profile(profiles: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return the share of each form in a total, by ``profile_id`` and component."""
    return {
        str(profile_id): dict(zip(shares["component"], shares["share"], strict=True))
        for profile_id, shares in profiles.groupby("profile_id")
    }


def build_all(evidence: Evidence, model: Model) -> pd.DataFrame:
    """Build the composition for every region, dishes from what they are made of."""
    table = pd.concat([build(evidence, region, model) for region in REGIONS], ignore_index=True)
    return with_dishes(table, evidence.dishes)


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
