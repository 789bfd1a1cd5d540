"""Foods side by side, and what a serving of one would add."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.foods.items import Food
from estimator.foods.own_items import PER_100_G
from estimator.measures.amounts import parse_amount
from estimator.views.foods.cells import cell_words, food_cells
from estimator.views.foods.choice import food_names, portion_g, portion_words
from estimator.views.shared.days import amount_words, form_table, headline
from estimator.views.shared.dishes import dish_intakes
from estimator.views.shared.figures import NOT_KNOWN

_SHOWN: Final = [*FORMS, K2_TOTAL]
_OFTEN: Final = {
    "once": 1,
    "twice": 2,
    "three times": 3,
    "four times": 4,
    "five times": 5,
    "six times": 6,
}
_DAYS_OF_WEEK: Final = 7
SERVINGS_PER_DAY: Final = {
    f"{often} a day": float(times) for often, times in list(_OFTEN.items())[:3]
} | {f"{often} a week": times / _DAYS_OF_WEEK for often, times in _OFTEN.items()}
"""How often a serving is eaten, in words, and what that is per day."""


def comparison_table(
    foods: PersonalFoods, region: str, food_ids: Sequence[str], per_portion: bool
) -> pd.DataFrame:
    """List the forms and the total of some foods, a column each, with ranges.

    Parameters
    ----------
    foods : PersonalFoods
    region : str
        Where the food is from.
    food_ids : sequence of str
    per_portion : bool
        Per `estimator.views.foods.choice.portion_g`, else per 100 g.

    Returns
    -------
    DataFrame
        Text, µg; a form of which nothing is known in any of them is left out.
    """
    names = food_names(foods)
    columns = {}
    for food_id in food_ids:
        food, cells = foods.table.foods[food_id], _shown_cells(foods, food_id, region)
        of, grams = (portion_words(food), portion_g(food)) if per_portion else (PER_100_G, 100.0)
        columns[names[food_id]] = [of, *cell_words(cells, grams)]
    return _with_forms(columns, ["Of"], "µg")


def how_known_table(foods: PersonalFoods, region: str, food_ids: Sequence[str]) -> pd.DataFrame:
    """List how each figure of `comparison_table` is known, in words."""
    names = food_names(foods)
    columns = {
        names[food_id]: list(_shown_cells(foods, food_id, region)["how"]) for food_id in food_ids
    }
    return _with_forms(columns, [], "Form")


def undrawn_words(
    foods: PersonalFoods, region: str, food_ids: Sequence[str], drawn: Sequence[str]
) -> str:
    """Say which foods have no bar in a chart, and why; "" where all have one.

    Parameters
    ----------
    drawn : sequence of str
        Names of those that have.
    """
    names = food_names(foods)
    missing = [food_id for food_id in food_ids if names[food_id] not in drawn]
    totals = [cell_words(_shown_cells(foods, one, region).tail(1), 100.0)[0] for one in missing]
    told = [f"{names[one]}, {total}" for one, total in zip(missing, totals, strict=True)]
    return f"Without a bar: {'; '.join(told)}." if told else ""


def added_by_serving(
    food: Food,
    amount: str,
    unit: str,
    times: str,
    foods: PersonalFoods,
    profile: Profile,
    region: str,
) -> tuple[str, pd.DataFrame]:
    """Say what a serving, so often, would add to K2 per day, in a sentence and by form.

    Parameters
    ----------
    food : Food
    amount, unit : str
        As typed; see `estimator.measures.units.Measures.quantity`.
    times : str
        One of ``SERVINGS_PER_DAY``.
    foods : PersonalFoods
    profile : Profile
        Whose cup is meant.
    region : str
        Where the food is from.

    Raises
    ------
    InputError
        If the amount or the unit can't be used.
    """
    grams = foods.measures(profile).quantity(food, amount, unit)
    per_day = {food.food_id: [(food.item_id, grams * SERVINGS_PER_DAY[times])]}
    intake = dish_intakes(per_day, foods, region)[food.food_id]
    forms = form_table(intake)[["Form", "µg", "Range", "Analysed"]]
    words = headline(intake)
    serving = amount_words(parse_amount(amount), unit, grams, is_food=True)
    eaten = f"{serving} of {food.name}, {times}"
    if words.amount == NOT_KNOWN:
        return f"{eaten}: what it would add in K2 is not known.", forms
    mean = " on average" if times.endswith("a week") else ""
    spread = f" (range {words.range})" if words.range else ""
    return f"{eaten}, would add {words.amount} of K2 a day{mean}{spread}.", forms


def _shown_cells(foods: PersonalFoods, food_id: str, region: str) -> pd.DataFrame:
    cells = food_cells(foods, food_id, region)
    return cells.set_index("component").loc[_SHOWN].reset_index()


def _with_forms(columns: dict[str, list[str]], above: list[str], corner: str) -> pd.DataFrame:
    """Return a row per form; one that is not known in any food is left out."""
    table = pd.DataFrame(columns, [*above, *(LABELS[one] for one in _SHOWN)])
    known = (table != NOT_KNOWN).any(axis="columns")
    return table[known].rename_axis(corner).reset_index()
