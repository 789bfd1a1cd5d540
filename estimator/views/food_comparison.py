"""Up to four foods side by side, and what a serving of one would add."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from estimator.amounts import parse_amount
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.foods import Food
from estimator.intake import lognormal_interval
from estimator.records import Profile
from estimator.units import Measures
from estimator.views.days import form_table, headline
from estimator.views.dishes import dish_intakes
from estimator.views.figures import NOT_KNOWN, at_least, figure, figure_range
from estimator.views.food_list import known_status, listed_foods, portion_words

MOST: Final = 4
"""Foods that are compared; more do not fit beside one another."""
TIMES: Final = {"a day": 1.0, "twice a day": 2.0, "a week": 1 / 7, "three times a week": 3 / 7}


def compared_foods(foods: PersonalFoods, asked: str) -> list[str]:
    """Read the ids of an address, which have commas between them.

    Raises
    ------
    InputError
        If there are too many, or one is not known.
    """
    ids = [one for one in asked.split(",") if one]
    known = set(listed_foods(foods))
    for one in ids:
        if one not in known:
            raise InputError(f"No food is called {one!r}. Choose foods from the list.")
    if len(ids) > MOST:
        raise InputError(f"{len(ids)} foods are asked for; up to {MOST} are compared.")
    return ids


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
        Per first household measure, else per 100 g.

    Returns
    -------
    DataFrame
        Text, µg; a form of which nothing is known in any of them is left out.
    """
    matrix = foods.composition(region)
    columns: dict[str, list[str]] = {}
    shown = [*FORMS, K2_TOTAL]
    for food_id in food_ids:
        food, row = foods.table.foods[food_id], matrix.row_of[food_id]
        grams = food.portions[0].amount_g if per_portion and food.portions else 100.0
        mean = matrix.mean[row] * grams
        low, high = lognormal_interval(mean, matrix.variance[row] * grams**2)
        places = [matrix.components.index(component) for component in shown]
        cells = [
            _cell(float(mean[at]), float(low[at]), float(high[at]), bool(matrix.known[row, at]))
            for at in places
        ]
        of = portion_words(food) if per_portion and food.portions else "100 g"
        columns[food.name] = [of, *cells, known_status(foods, region, food_id)]
    table = pd.DataFrame(columns, ["Of", *(LABELS[one] for one in shown), "Total known as"])
    known = (table != NOT_KNOWN).any(axis="columns")
    return table[known].rename_axis("µg").reset_index()


def serving_words(
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
        As typed; see `estimator.units.Measures.quantity`.
    times : str
        One of ``TIMES``.
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
    grams = Measures(profile.cup, foods.table).quantity(food, amount, unit)
    per_day = {food.food_id: [(food.item_id, grams * TIMES[times])]}
    intake = dish_intakes(per_day, foods, region)[food.food_id]
    words = headline(intake)
    serving = f"{parse_amount(amount):g} {unit} of {food.name} {times} ({grams:.4g} g each time)"
    if words.amount == NOT_KNOWN:
        return f"{serving}: what it would add in K2 is not known.", form_table(intake)
    spread = f", range {words.range}" if words.range else ""
    return f"{serving} would add {words.amount} of K2 a day{spread}.", form_table(intake)


def _cell(mean: float, low: float, high: float, known: bool) -> str:
    if not known and not mean:
        return NOT_KNOWN
    amount = at_least(figure(mean), float(known))
    spread = figure_range(low, high)
    return f"{amount} ({spread})" if spread and not np.isclose(low, high) else amount
