"""What a serving of food holds beside what a capsule does, from the tables themselves."""

from functools import cache
from typing import Final

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.foods.items import Food, Supplement
from estimator.foods.table import food_table
from estimator.views.foods.food import composition_of
from estimator.views.shared.figures import figure, figure_range
from estimator.views.shared.markdown import plain

AGAINST_SUPPLEMENTS: Final = (
    "A supplement holds one form or two, food many: cheese brings MK-8 and MK-9, which no capsule "
    "in the table does. A supplement is counted by its label; a food differs from one to the next, "
    "as its range says. This app counts them apart, and sets neither against a target."
)
SERVINGS_NOTE: Final = (
    "Servings as in the food table, of readings from the whole world; the capsules hold what their "
    "labels say, nobody analysed them. Form: of a food the one that gives most."
)
_NATTO: Final = "natto"
_FOODS: Final = (
    "cheese-gouda-aged",
    "egg-unspecified",
    "chicken-leg-cooked",
    "butter",
    "sauerkraut",
)
_COLUMNS: Final = ("What", "K2, µg", "Range (90 %)", "Form")


@cache
def food_and_supplement_rows() -> pd.DataFrame:
    """Return what the usual serving of some foods holds beside what capsules do.

    Returns
    -------
    DataFrame
        Markdown: What (a food leads to its page), "K2, µg", "Range (90 %)" and Form
        (of a food the one that gives most).
    """
    table = food_table()
    rows = [_serving_row(table.foods[food_id]) for food_id in (_NATTO, *_FOODS)]
    rows += [_capsule_row(one) for one in table.supplements.values() if _forms_of(one)]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


@cache
def serving_sentence() -> str:
    """Say how far apart the servings of food lie, and how far the capsules do."""
    table = food_table()
    natto_ug, *others_ug = (_serving_ug(table.foods[one])[0] for one in (_NATTO, *_FOODS))
    capsules_ug = [
        one.dose_ug["MK7"] for one in table.supplements.values() if _forms_of(one) == ["MK7"]
    ]
    return (
        f"A serving of the foods below holds about {figure(min(others_ug))} to "
        f"{figure(max(others_ug))} µg, a pack of natto {figure(natto_ug)} µg; a capsule of MK-7 "
        f"in the table holds {figure(min(capsules_ug))} to {figure(max(capsules_ug))} µg."
    )


def _serving_ug(food: Food) -> tuple[float, float, float]:
    """Return the K2 of the usual serving of a food and the ends of its range [µg]."""
    row = composition_of(food, "world").set_index("component").to_dict("index")[K2_TOTAL]
    share = food.portions[0].amount_g / 100
    return (
        row["value_ug_per_100g"] * share,
        row["low_ug_per_100g"] * share,
        row["high_ug_per_100g"] * share,
    )


def _serving_row(food: Food) -> tuple[str, ...]:
    portion, (ug, low_ug, high_ug) = food.portions[0], _serving_ug(food)
    forms = composition_of(food, "world").set_index("component")["value_ug_per_100g"]
    return (
        f"[{plain(food.name)}](/foods?food={food.food_id}), "
        + plain(f"{portion.measure} ({portion.amount_g:g} g)"),
        figure(ug),
        figure_range(low_ug, high_ug),
        LABELS[str(forms.reindex(list(FORMS)).idxmax())],
    )


def _capsule_row(supplement: Supplement) -> tuple[str, ...]:
    forms = _forms_of(supplement)
    dose_ug = sum(supplement.dose_ug[form] for form in forms)
    names = " and ".join(LABELS[form] for form in forms)
    return plain(supplement.name), figure(dose_ug), "by label", names


def _forms_of(supplement: Supplement) -> list[str]:
    return [form for form in FORMS if form in supplement.dose_ug]
