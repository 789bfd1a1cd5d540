"""The food table as a list to browse: searched, filtered by group, sorted by any form."""

import math
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.composition.table import composition_table
from estimator.diary.personal_foods import PersonalFoods
from estimator.foods.names import plain_text
from estimator.foods.table import FoodTable
from estimator.views.foods.choice import food_names, portion_g, portion_words
from estimator.views.foods.known import STATUS_WORDS
from estimator.views.shared.figures import counted
from estimator.words import search

FIGURES_NOTE: Final = (
    "µg per 100 g of the edible part; blank = not known. Where only some forms are known, the "
    "total is a floor."
)
PORTION_NOTE: Final = (
    "µg per portion, the first household measure of each food; blank = not known. Where only some "
    "forms are known, the total is a floor."
)
OWN_FOOD: Final = "a food of your own"
_SIGNIFICANT_DIGITS: Final = 3
_NAMES_SHOWN: Final = 3


def browse_table(
    foods: PersonalFoods,
    region: str,
    group: str | None,
    text: str,
    sort_by: str | None = None,
    *,
    status: str | None = None,
    per_portion: bool = False,
) -> pd.DataFrame:
    """List foods with their K2 by form.

    Parameters
    ----------
    foods : PersonalFoods
        The foods, as the person has them.
    region : str
        One of ``REGIONS``.
    group : str or None
        A food group, or None for all.
    text : str
        What to search for; "" for all.
    sort_by : str or None
        One of `sortable`, the richest food first and what is not known last; by
        default the best match comes first or, without a search, the richest in K2.
    status : str or None
        One of `known_as`, or None for all.
    per_portion : bool
        Whether figures are of the first household measure, not of 100 g.

    Returns
    -------
    pandas.DataFrame
        One row per food: ``food_id``, Food, Portion (of a list by portion), each of
        `sortable` of which anything is known in these foods [µg/100 g or µg], NaN
        where it is not, how the total is known, and Group.
    """
    values = contents(foods, region, per_portion)
    found = (
        [hit.item.item_id for hit in search(text, foods.table, len(foods.table.items))]
        if text
        else values.sort_values(K2_TOTAL, ascending=False, kind="stable").index
    )
    statuses = _statuses(foods, region)
    chosen = [
        food_id
        for food_id in found
        if food_id in values.index
        and group in (None, foods.table.foods[food_id].group)
        and status in (None, statuses[food_id])
    ]
    figures = values.loc[chosen, list(sortable())]
    if sort_by or (per_portion and not text):
        figures = figures.sort_values(sort_by or K2_TOTAL, ascending=False, kind="stable")
    listed = [foods.table.foods[food_id] for food_id in figures.index]
    figures = figures.dropna(axis="columns", how="all").map(_significant).rename(columns=LABELS)
    figures.insert(0, "Food", pd.Series(food_names(foods), dtype="str").reindex(figures.index))
    if per_portion:
        portions = pd.Series(map(portion_words, listed), figures.index, dtype="str")
        figures.insert(1, "Portion", portions)
    figures["K2 total is"] = statuses.reindex(figures.index)
    figures["Group"] = pd.Series([food.group for food in listed], figures.index, dtype="str")
    return figures.rename_axis("food_id", axis="index").rename_axis(None, axis=1).reset_index()


def contents(foods: PersonalFoods, region: str, per_portion: bool = False) -> pd.DataFrame:
    """Return what each food holds, a row per food and a column per component.

    Parameters
    ----------
    foods : PersonalFoods
        Own foods and recipes too, each in its newest version.
    region : str
    per_portion : bool
        Per `estimator.views.foods.choice.portion_g` [µg], else per 100 g [µg/100 g].

    Returns
    -------
    DataFrame
        In the order of their names; NaN where not known.
    """
    ids = list(food_names(foods))
    values = pd.concat([_table_contents(region), _own_contents(foods, region)]).reindex(ids)
    if not per_portion:
        return values
    grams = pd.Series([portion_g(foods.table.foods[food_id]) for food_id in ids], ids)
    return values.mul(grams / 100, axis="index")


def ranking(
    foods: PersonalFoods,
    region: str,
    food_ids: Sequence[str],
    component: str | None,
    per_portion: bool,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the forms and the ranges of some foods, for a chart.

    Parameters
    ----------
    foods, region, per_portion
        See `browse_table`.
    food_ids : sequence of str
    component : str or None
        The form they are ranked by; None for all forms.

    Returns
    -------
    forms, totals : DataFrame
        See `estimator.charts.contributions.ranking_chart`; foods in which nothing
        is known to be are left out.
    """
    matrix, names = foods.composition(region), food_names(foods)
    ids = list(food_ids)
    rows = [matrix.row_of[food_id] for food_id in ids]
    column = matrix.components.index(component or K2_TOTAL)
    grams = np.array(
        [portion_g(foods.table.foods[food_id]) if per_portion else 100.0 for food_id in ids]
    )
    mean = matrix.mean[rows, column] * grams
    low, high = matrix.range_of(np.array(rows), column, grams)
    totals = pd.DataFrame(
        {
            "food": [names[food_id] for food_id in ids],
            "ug": mean,
            "low_ug": low,
            "high_ug": high,
            "covered": matrix.known[rows, column],
        }
    )
    shown = [component] if component in FORMS else list(FORMS)
    forms = contents(foods, region, per_portion).loc[ids, shown]
    forms.index = pd.Index(totals["food"])
    long = forms.rename_axis("food").reset_index().melt("food", None, "component", "ug")
    return long[long["ug"] > 0], totals[totals["ug"] > 0]


@cache
def known_as() -> tuple[str, ...]:
    """Return how a total can be known, in words."""
    return (*STATUS_WORDS.values(), OWN_FOOD)


@cache
def sortable() -> tuple[str, ...]:
    """Return the K2 total and each form that was found in some food."""
    composition = composition_table()
    found = set(composition.loc[composition["value_ug_per_100g"] > 0, "component"])
    return tuple(component for component in (K2_TOTAL, *FORMS) if component in found)


def list_note(
    table: FoodTable, rows: pd.DataFrame, group: str | None, text: str, per_portion: bool = False
) -> str:
    """Say what a list of foods shows; where it is empty or holds similar names only, say so."""
    hits = search(text, table, len(table.items))
    if rows.empty and not text:
        return "No food is known in this way. Choose another group, or another way it is known."
    if rows.empty:
        where = f" in the group {group}" if group else ""
        names = ", ".join(hit.item.name for hit in hits[:_NAMES_SHOWN])
        nearest = f" Nearest elsewhere: {names}." if names else ""
        return f"No food matches “{text}”{where}.{nearest} Try one word, in any language."
    meaning = PORTION_NOTE if per_portion else FIGURES_NOTE
    count = f"{counted(len(rows), 'food')}; {meaning}"
    if text and not _holds_every_word(hits[0].matched, text):
        return f"No food is called “{text}”; these names are spelled like it. {count}"
    return count


def _holds_every_word(name: str, text: str) -> bool:
    padded = f" {plain_text(name)}"
    return all(f" {word}" in padded for word in plain_text(text).split())


def _significant(value: float) -> float:
    return value if math.isnan(value) else float(f"{value:.{_SIGNIFICANT_DIGITS}g}")


def _statuses(foods: PersonalFoods, region: str) -> "pd.Series[str]":
    """Return how the total of each food is known, in words."""
    own = pd.Series(OWN_FOOD, [one for one in food_names(foods) if one in foods.versions])
    return pd.concat([_table_statuses(region), own.astype("str")])


def _own_contents(foods: PersonalFoods, region: str) -> pd.DataFrame:
    """Return what own foods and recipes hold [µg/100 g]."""
    matrix = foods.composition(region)
    ids = [food_id for food_id in food_names(foods) if food_id in foods.versions]
    rows = [matrix.row_of[food_id] for food_id in ids]
    something = matrix.known[rows] | (matrix.mean[rows] > 0)
    return pd.DataFrame(
        np.where(something, 100 * matrix.mean[rows], np.nan), ids, list(matrix.components)
    )


@cache
def _table_contents(region: str) -> pd.DataFrame:
    composition = composition_table()
    return composition[composition["region"] == region].pivot(
        index="food_id", columns="component", values="value_ug_per_100g"
    )


@cache
def _table_statuses(region: str) -> "pd.Series[str]":
    composition = composition_table()
    chosen = (composition["region"] == region) & (composition["component"] == K2_TOTAL)
    return composition[chosen].set_index("food_id")["status"].map(STATUS_WORDS)
