"""Resolves and checks the ingredients of a recipe."""

from estimator.diary.own_item_checks import MAX_YIELD_G, check_number
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.foods.items import Food, Supplement
from estimator.foods.own_items import Ingredient, Recipe
from estimator.measures.units import parse_amount


def resolved_ingredient(
    profile: Profile, foods: PersonalFoods, item_id: str, amount: str | float, unit: str
) -> Ingredient:
    """Return an ingredient in the newest version of its item.

    Parameters
    ----------
    profile : Profile
        Whose recipe it is.
    foods : PersonalFoods
        Of that person.
    item_id, amount, unit
        As in a log.

    Raises
    ------
    InputError
        If it is a supplement or is not in the table, or the amount or unit can't be used.
    """
    food = _food(foods, foods.newest(item_id))
    return Ingredient(
        item_id=food.item_id,
        amount=parse_amount(amount),
        unit=unit.strip(),
        quantity=foods.measures(profile).quantity(food, amount, unit),
    )


def check_ingredients(recipe: Recipe, foods: PersonalFoods, key: str | None) -> None:
    """Raise if ingredients are missing, circular or weigh nothing.

    Parameters
    ----------
    recipe : Recipe
    foods : PersonalFoods
        Of the person whose recipe it is.
    key : str or None
        Of the recipe where it is there already.

    Raises
    ------
    InputError
        If an ingredient is a supplement, is not in the table, weighs nothing or too
        much, or has the recipe in it.
    """
    for ingredient in recipe.ingredients:
        food = _food(foods, ingredient.item_id)
        check_number(f"The weight of {food.name}", ingredient.quantity, MAX_YIELD_G, "g")
        if key is None or not foods.contains(food.item_id, key):
            continue
        if foods.versions[food.item_id].key == key:
            raise InputError(
                f"{recipe.name} can't be an ingredient of itself. Take it out of the ingredients."
            )
        raise InputError(
            f"{recipe.name} can't have {food.name} in it, which has {recipe.name} in it. "
            "Take that ingredient out."
        )


def _food(foods: PersonalFoods, item_id: str) -> Food:
    item = foods.table.get(item_id)
    if isinstance(item, Supplement):
        raise InputError(
            f"{item.name} is a supplement, which is counted apart from food. Log it by itself."
        )
    return item
