"""Which foods and supplements gave what, and which could not be counted."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan, nan
from typing import Final

from estimator.calculation.intake import Estimate
from estimator.calculation.not_counted import NotCounted
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.foods.table import FoodTable, food_table
from estimator.pandas_on_use import pd
from estimator.views.shared.figures import at_least, counted, figure, figure_range, percent

FOODS_LISTED: Final = 12
"""Foods of a ranked table, and of what was not counted."""
WHAT_IT_TAKES: Final = (
    "What would count them: a figure from an analysis or a label, entered as a food of your own on "
    "My foods."
)


def most_from(estimated: Estimate, table: FoodTable) -> str:
    """Say which food gave most of the K2 from food, e.g. "Natto gave 39 %."; "" for none."""
    gave = estimated.gave()
    if not gave:
        return ""
    most = max(gave, key=gave.__getitem__)
    return f"{table.name_of(most)} gave {percent(gave[most] / sum(gave.values()))}."


def food_ranking(
    contributions: pd.DataFrame, table: FoodTable, limit: int = FOODS_LISTED
) -> pd.DataFrame:
    """Rank the foods that brought the K2 of a period.

    Parameters
    ----------
    contributions : DataFrame
        Of `estimator.calculation.intake.Estimate.contributions`, of one person and period.
    table : FoodTable
        As the person has it.
    limit : int
        How many are listed.

    Returns
    -------
    DataFrame
        Text: Food, Amount, "K2, µg", "Range, µg", Share (of the K2 from food), a
        column for each form that any of them brought [µg], and Sources (address
        of the page of a food of the table, else "").
    """
    foods = contributions[contributions["source"] == "food"]
    total = _total(foods)
    whole = total["ug"].sum()
    ranked = total.head(limit)
    return pd.DataFrame(
        {
            "Food": [table.name_of(item) for item in ranked.index],
            "Amount": [f"{figure(grams)} g" for grams in ranked["quantity"]],
            "K2, µg": [
                at_least(figure(ug), float(covered))
                for ug, covered in zip(ranked["ug"], ranked["covered"], strict=True)
            ],
            "Range, µg": [
                figure_range(low, high)
                for low, high in zip(ranked["low_ug"], ranked["high_ug"], strict=True)
            ],
            "Share": [percent(ug / whole) for ug in ranked["ug"]],
            **_form_columns(foods, ranked.index),
            "Sources": [
                f"/foods?food={item}" if item in food_table().foods else "" for item in ranked.index
            ],
        }
    )


def supplement_table(contributions: pd.DataFrame, table: FoodTable) -> pd.DataFrame:
    """List what supplements brought by their labels: text, as of `food_ranking`."""
    taken = contributions[contributions["source"] == "supplement"]
    ranked = _total(taken)
    return pd.DataFrame(
        {
            "Supplement": [table.name_of(item) for item in ranked.index],
            "Amount": [f"{units:g} ×" for units in ranked["quantity"]],
            "K2 by label, µg": [figure(ug) for ug in ranked["ug"]],
            **_form_columns(taken, ranked.index),
        }
    )


def ranking_rows(
    contributions: pd.DataFrame, table: FoodTable, limit: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the same ranking as figures for a chart.

    Returns
    -------
    forms : DataFrame
        ``food`` (name), ``component`` and ``ug``, what is more than nothing.
    totals : DataFrame
        ``food``, ``ug``, ``low_ug``, ``high_ug`` and ``covered``, the richest first.
    """
    foods = contributions[contributions["source"] == "food"]
    ranked = _total(foods).head(limit)
    names = {item: table.name_of(item) for item in ranked.index}
    forms = foods[
        foods["item"].isin(ranked.index) & foods["component"].isin(FORMS) & (foods["ug"] > 0)
    ]
    return (
        forms.assign(food=forms["item"].map(names))[["food", "component", "ug"]],
        ranked.assign(food=[names[item] for item in ranked.index]).reset_index(drop=True),
    )


def not_counted_lines(
    eaten: Iterable[NotCounted], table: FoodTable, limit: int = FOODS_LISTED
) -> list[str]:
    """Say which foods made the total "at least", and which of their forms are known.

    Parameters
    ----------
    eaten : iterable of NotCounted
        Of one person and period.
    table : FoodTable
        As the person has it; gives the names.
    limit : int
        How many are named, the heaviest first.
    """
    foods = sorted((food for food in eaten if food.total_lacks), key=lambda food: -food.grams)
    lines = [
        f"{table.name_of(food.item)}, {figure(food.grams)} g: {_known(food.known)}"
        for food in foods[:limit]
    ]
    more = len(foods) - limit
    return [*lines, f"and {counted(more, 'food')} more"] if more > 0 else lines


def _known(forms: tuple[str, ...]) -> str:
    if not forms:
        return "no form was ever analysed"
    return f"known for {', '.join(LABELS[form] for form in forms)} alone"


def _total(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the K2 total of each item that brought any, the most first, by item."""
    total = rows[(rows["component"] == K2_TOTAL) & (rows["ug"] > 0)]
    return total.sort_values("ug", ascending=False, kind="stable").set_index("item")


def _form_columns(rows: pd.DataFrame, items: pd.Index[str]) -> dict[str, list[str]]:
    """Return the forms that any of these items brought, a column each; blank is not known."""
    columns = (rows[name].tolist() for name in ("item", "component", "ug"))
    brought = {(item, component): ug for item, component, ug in zip(*columns, strict=True)}
    amounts = {form: [brought.get((item, form), nan) for item in items] for form in FORMS}
    return {
        LABELS[form]: ["" if isnan(ug) else figure(ug) for ug in of_form]
        for form, of_form in amounts.items()
        if any(ug > 0 for ug in of_form)
    }
