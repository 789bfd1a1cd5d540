"""Why figures of foods differ between two versions of the food data, in words."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS, PHYLLOQUINONE
from estimator.composition.version_differences import (
    ADDED,
    CORRECTED,
    DROPPED,
    NOT_THERE,
    changed_cells,
    changed_readings,
)
from estimator.composition.versions import DataVersion
from estimator.foods.sources import Citation, citations_of, short_name
from estimator.foods.table import FoodTable
from estimator.views.foods.food import value_in_words
from estimator.views.shared.figures import figure_range

SIDES: Final = ("before", "after")
NOW_A_RECIPE: Final = "it counts as its ingredients now, before by figures of its own"
OTHER_RECIPE: Final = "made of other ingredients or amounts"
OTHER_REASON: Final = "same readings; how a range is made from all readings changed"
_RowsOfFood: TypeAlias = defaultdict[str, list[dict[Hashable, Any]]]
_WHAT: Final = (CORRECTED, ADDED, DROPPED)


class Reasons:
    """Why figures of foods differ between two versions, for one region.

    Parameters
    ----------
    before, after : DataVersion
    region : str
    """

    def __init__(self, before: DataVersion, after: DataVersion, region: str) -> None:
        self._before, self._after = before, after
        cells = changed_cells(before, after, region)
        self.cells = cells[cells["component"] != PHYLLOQUINONE]
        readings = changed_readings(before, after)
        self._readings = readings[readings["component"].isin((*FORMS, K2_TOTAL))]
        self._cells_of = _by_food(self.cells)
        self._readings_of = _by_food(self._readings)
        self._recipes = tuple(_by_food(version.table("dishes")) for version in (before, after))

    def content(self, item: str) -> str:
        """Write what a food holds of K2 by either version, with ranges [µg/100 g]."""
        for cell in self._cells_of[item]:
            if cell["component"] == K2_TOTAL:
                return " → ".join(_cell_words(cell, side) for side in SIDES)
        return ""

    def words(self, item: str) -> str:
        """Say why a figure of a food differs: by which sources, or because the food is new."""
        cells, readings = self._cells_of[item], self._readings_of[item]
        if cells and all(cell["status_before"] == NOT_THERE for cell in cells):
            return f"new in {self._after.version}"
        if cells and all(cell["status_after"] == NOT_THERE for cell in cells):
            return f"not in {self._after.version} any more"
        was, is_now = (recipes.get(item) for recipes in self._recipes)
        if is_now and is_now != was:
            return OTHER_RECIPE if was else NOW_A_RECIPE
        parts = [
            f"{what}: {_sources_and_forms(rows)}"
            for what in _WHAT
            if (rows := [row for row in readings if row["what"] == what])
        ]
        return "; ".join(parts) or OTHER_REASON

    def citations(self, items: Iterable[str]) -> list[Citation]:
        """Return the citations of the sources whose readings of some foods differ."""
        named = self._readings[self._readings["food_id"].isin(list(items))]["source_id"]
        known = {
            **citations_of(self._before.table("sources")),
            **citations_of(self._after.table("sources")),
        }
        return [known[source] for source in sorted(set(named)) if source in known]

    def name(self, item: str, table: FoodTable) -> str:
        """Return the name of a food, also of one that only the earlier version has."""
        if item in table.items:
            return table.name_of(item)
        foods = self._before.table("foods")
        return next(iter(foods.loc[foods["food_id"] == item, "name"]), item)


def cell_table(reasons: Reasons, table: FoodTable) -> pd.DataFrame:
    """List every figure of K2 that differs, eaten or not: text."""
    why = {item: reasons.words(item) for item in reasons.cells["food_id"].unique()}
    rows = [
        {
            "Food": reasons.name(row["food_id"], table),
            "Form": LABELS[row["component"]],
            "Before, µg/100 g": _cell_words(row, "before"),
            "After, µg/100 g": _cell_words(row, "after"),
            "Why": why[row["food_id"]],
        }
        for row in reasons.cells.to_dict("records")
    ]
    columns = ["Food", "Form", "Before, µg/100 g", "After, µg/100 g", "Why"]
    return pd.DataFrame(rows, columns=columns)


def _cell_words(cell: Mapping[Hashable, Any], side: str) -> str:
    status = cell[f"status_{side}"]
    if status == NOT_THERE:
        return "not in the data"
    value, low, high = (cell[f"{name}_{side}"] for name in ("value", "low", "high"))
    words = value_in_words({"value_ug_per_100g": value, "high_ug_per_100g": high, "status": status})
    spread = "" if status == "bounded" else figure_range(low, high)
    return f"{words} ({spread})" if spread else words


def _sources_and_forms(readings: Iterable[Mapping[Hashable, Any]]) -> str:
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for row in readings:
        forms[short_name(row["source_id"])].append(LABELS[row["component"]])
    return ", ".join(f"{source} ({', '.join(of)})" for source, of in sorted(forms.items()))


def _by_food(rows: pd.DataFrame) -> _RowsOfFood:
    by_food: _RowsOfFood = defaultdict(list)
    for row in rows.to_dict("records"):
        by_food[row["food_id"]].append(row)
    return by_food


@lru_cache(maxsize=16)
def reasons_of(before: DataVersion, after: DataVersion, region: str) -> Reasons:
    """Return why figures differ between two versions, worked out on first use."""
    return Reasons(before, after, region)
