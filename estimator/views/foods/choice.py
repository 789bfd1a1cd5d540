"""The foods that a person can look up, as they are named and measured."""

import reprlib
from typing import Final

from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import UnknownFoodError
from estimator.foods.items import Food
from estimator.foods.own_items import PER_100_G
from estimator.views.shared.figures import counted
from estimator.words import find_food

MOST_COMPARED: Final = 4
"""Foods that are compared; more do not fit beside one another."""


def food_names(foods: PersonalFoods) -> dict[str, str]:
    """Return the names of all foods by id, in alphabetical order.

    Own foods and recipes are there in their newest version, marked as own: one of
    them may have the name of a food of the table.
    """
    names = {
        food_id: f"{food.name} (yours)" if food_id in foods.versions else food.name
        for food_id, food in foods.table.foods.items()
        if food_id not in foods.versions
        or (foods.offers(food_id) and foods.newest(food_id) == food_id)
    }
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def food_named(foods: PersonalFoods, text: str) -> Food:
    """Return the food whose id, name or alias is the text, an own one in its newest version.

    Raises
    ------
    UnknownFoodError
        If there is none.
    """
    found = find_food(text, foods.table)
    item = foods.table.get(foods.newest(found.item_id))
    if not isinstance(item, Food):
        raise UnknownFoodError(
            f"{item.name} is a supplement: it counts by its label and has no measurements. "
            "Choose a food."
        )
    if not foods.offers(item.food_id):
        raise UnknownFoodError(f"{item.name} is no longer among your foods. Choose a food.")
    return item


def foods_asked_for(foods: PersonalFoods, asked: str) -> tuple[list[str], str]:
    """Read which foods an address compares.

    Parameters
    ----------
    foods : PersonalFoods
    asked : str
        Ids with commas between them.

    Returns
    -------
    food_ids : list of str
        Those that can be compared, each once, at most ``MOST_COMPARED``.
    left_out : str
        What could not be taken and what to do; "" where all could.
    """
    ids = list(dict.fromkeys(foods.newest(one) for one in asked.split(",") if one))
    names = food_names(foods)
    unknown = [reprlib.repr(one) for one in ids if one not in names]
    known = [one for one in ids if one in names]
    problems = []
    if unknown:
        problems.append(
            f"No food is called {' or '.join(unknown[:MOST_COMPARED])}. Choose foods from the list."
        )
    if len(known) > MOST_COMPARED:
        problems.append(
            f"{counted(len(known), 'food')} are asked for, and up to {MOST_COMPARED} are compared: "
            "the first are shown. Take one out to add another."
        )
    return known[:MOST_COMPARED], " ".join(problems)


def portion_g(food: Food) -> float:
    """Return the weight of a portion: the first household measure, else 100 g [g]."""
    return food.portions[0].amount_g if food.portions else 100.0


def portion_words(food: Food) -> str:
    """Name the portion of `portion_g`, e.g. "slice, 25 g"."""
    if not food.portions:
        return PER_100_G
    first = food.portions[0]
    return f"{first.measure}, {first.amount_g:g} g"
