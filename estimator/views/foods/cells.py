"""What one food holds, component by component, whether it is of the table or a person's own."""

from typing import Final

import numpy as np
import pandas as pd

from estimator.components import COMPONENTS
from estimator.composition.own import own_food_cells as cells_of_own_food
from estimator.diary.personal_foods import PersonalFoods
from estimator.foods.own_items import OWN_SOURCE, OwnFood, OwnItem, Recipe
from estimator.views.foods.food import composition_of, value_in_words
from estimator.views.foods.known import STATUS_WORDS, how_known
from estimator.views.shared.figures import figure_range
from estimator.views.shared.spans import date_words

FIGURES: Final = ["value_ug_per_100g", "low_ug_per_100g", "high_ug_per_100g"]
_ENTERED_WORDS: Final = STATUS_WORDS | {
    "measured": "as you entered it",
    "apportioned": "split of the total you entered",
}
_COOKED_WORDS: Final = STATUS_WORDS | {
    "measured": "from its ingredients",
    "partial": "a floor: some ingredients only",
}


def food_cells(foods: PersonalFoods, food_id: str, region: str) -> pd.DataFrame:
    """Return what a food holds.

    Parameters
    ----------
    foods : PersonalFoods
    food_id : str
        Of the table, or of an own food or recipe.
    region : str
        Where the food is from.

    Returns
    -------
    DataFrame
        One row per component: ``component``, ``value_ug_per_100g``,
        ``low_ug_per_100g``, ``high_ug_per_100g`` (90 % range), ``status``, ``how``
        (the status in words), ``n_readings`` and ``source_ids``.
    """
    own = foods.versions.get(food_id)
    if own is None:
        cells = composition_of(foods.table.foods[food_id], region)
        return cells.assign(how=how_known(food_id, cells, region))
    if isinstance(own.definition, OwnFood):
        cells, words = _entered(own.definition), _ENTERED_WORDS
    else:
        cells, words = _cooked(foods, food_id, region), _COOKED_WORDS
    source = np.where(cells["status"] == "unknown", "", OWN_SOURCE)
    return cells.assign(how=cells["status"].map(words), n_readings=0, source_ids=source)


def cell_words(cells: pd.DataFrame, grams: float) -> list[str]:
    """Write each cell with its range, e.g. "20.8 (3.78–57.6)" [µg].

    Parameters
    ----------
    cells : DataFrame
        Of `food_cells`.
    grams : float
        How much of the food [g].
    """
    scaled = cells.assign(**{name: cells[name] * grams / 100 for name in FIGURES})
    words = []
    for cell in scaled.to_dict("records"):
        value, low, high = (cell[name] for name in FIGURES)
        # Of a ceiling the range is no more than the ceiling again.
        ranged = cell["status"] != "bounded" and low != high
        span = figure_range(low, high) if ranged else ""
        words.append(value_in_words(cell) + (f" ({span})" if span and not np.isnan(value) else ""))
    return words


def own_lines(own: OwnItem, foods: PersonalFoods) -> list[str]:
    """Say that a food is a person's own, what a recipe is made of, and when it was edited."""
    edited = f"last edited on {date_words(own.created_at)}"
    if not isinstance(own.definition, Recipe):
        return [f"A food of your own, {edited}."]
    parts = ", ".join(
        f"{foods.table.name_of(one.item_id)} ({one.quantity:.4g} g)"
        for one in own.definition.ingredients
    )
    return [f"A recipe of your own, {edited}.", f"Made of: {parts}."]


def _entered(food: OwnFood) -> pd.DataFrame:
    cells = cells_of_own_food(food)
    return pd.DataFrame(
        [
            (name, cells[name].value, cells[name].low, cells[name].high, cells[name].status)
            for name in COMPONENTS
        ],
        columns=["component", *FIGURES, "status"],
    )


def _cooked(foods: PersonalFoods, food_id: str, region: str) -> pd.DataFrame:
    matrix = foods.composition(region)
    row = matrix.row_of[food_id]
    mean, known = matrix.mean[row], matrix.known[row]
    low, high = matrix.range_of(row, slice(None), 100.0)
    something = known | (mean > 0)
    status = np.select([known, something], ["measured", "partial"], "unknown")
    figures = np.where(something, [100 * mean, low, high], np.nan)
    return pd.DataFrame(
        {
            "component": matrix.components,
            **dict(zip(FIGURES, figures, strict=True)),
            "status": status.astype("object"),
        }
    )
