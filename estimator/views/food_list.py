"""The food table as a list to browse: searched, filtered by group, sorted by any form."""

import math
from functools import cache
from typing import Final

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.composition.matrix import composition_table
from estimator.errors import UnknownFoodError
from estimator.foods import Food, FoodTable
from estimator.name_index import plain_text
from estimator.views.foods import STATUS_WORDS

FIGURES_NOTE: Final = (
    "µg per 100 g of the edible part; blank = not known. Where only some forms are known, the "
    "total is a floor."
)
_SIGNIFICANT_DIGITS: Final = 3
_NAMES_SHOWN: Final = 3


def browse_table(
    table: FoodTable, region: str, group: str | None, text: str, sort_by: str | None = None
) -> pd.DataFrame:
    """List foods with their K2 by form.

    Parameters
    ----------
    table : FoodTable
        The foods.
    region : str
        One of ``REGIONS``.
    group : str or None
        A food group, or None for all.
    text : str
        What to search for; "" for all.
    sort_by : str or None
        One of `sortable`, the richest food first and what is not known last; by
        default the best match comes first or, without a search, the richest in K2.

    Returns
    -------
    pandas.DataFrame
        One row per food: ``food_id``, Food, each of `sortable` of which anything is
        known in these foods [µg/100 g], NaN where it is not, how the total is
        known, and Group.
    """
    values = _by_component(region, "value_ug_per_100g")
    found = (
        [hit.item.item_id for hit in table.search(text, len(table.items))]
        if text
        else values.sort_values(K2_TOTAL, ascending=False).index
    )
    chosen = [
        food_id
        for food_id in found
        if food_id in table.foods and group in (None, table.foods[food_id].group)
    ]
    figures = values.loc[chosen, list(sortable())]
    if sort_by:
        figures = figures.sort_values(sort_by, ascending=False, kind="stable")
    foods = [table.foods[food_id] for food_id in figures.index]
    figures = figures.dropna(axis="columns", how="all").map(_significant).rename(columns=LABELS)
    figures.insert(0, "Food", pd.Series([food.name for food in foods], figures.index, dtype="str"))
    statuses = _by_component(region, "status").loc[figures.index, K2_TOTAL]
    figures["Total known as"] = statuses.map(STATUS_WORDS)
    figures["Group"] = pd.Series([food.group for food in foods], figures.index, dtype="str")
    return figures.rename_axis("food_id", axis="index").rename_axis(None, axis=1).reset_index()


@cache
def sortable() -> tuple[str, ...]:
    """Return the K2 total and each form that was found in some food."""
    composition = composition_table()
    found = set(composition.loc[composition["value_ug_per_100g"] > 0, "component"])
    return tuple(component for component in (K2_TOTAL, *FORMS) if component in found)


def list_note(table: FoodTable, rows: pd.DataFrame, group: str | None, text: str) -> str:
    """Say what a list of foods shows; where it is empty or holds similar names only, say so."""
    hits = table.search(text, len(table.items))
    if rows.empty:
        where = f" in the group {group}" if group else ""
        names = ", ".join(hit.item.name for hit in hits[:_NAMES_SHOWN])
        nearest = f" Nearest elsewhere: {names}." if names else ""
        return f"No food matches “{text}”{where}.{nearest} Try one word, in any language."
    count = f"{len(rows)} {'food' if len(rows) == 1 else 'foods'}; {FIGURES_NOTE}"
    if text and not _holds_every_word(hits[0].matched, text):
        return f"No food is called “{text}”; these names are spelled like it. {count}"
    return count


def food_named(table: FoodTable, text: str) -> Food:
    """Return the food whose id, name or alias is the text.

    Raises
    ------
    UnknownFoodError
        If there is none.
    """
    item = table.find(text)
    if isinstance(item, Food):
        return item
    raise UnknownFoodError(
        f"{item.name} is a supplement: it counts by its label and has no measurements. "
        "Choose a food."
    )


def _holds_every_word(name: str, text: str) -> bool:
    padded = f" {plain_text(name)}"
    return all(f" {word}" in padded for word in plain_text(text).split())


def _significant(value: float) -> float:
    return value if math.isnan(value) else float(f"{value:.{_SIGNIFICANT_DIGITS}g}")


@cache
def _by_component(region: str, column: str) -> pd.DataFrame:
    """Return a column of the composition table, a row per food and a column per component."""
    composition = composition_table()
    return composition[composition["region"] == region].pivot(
        index="food_id", columns="component", values=column
    )
