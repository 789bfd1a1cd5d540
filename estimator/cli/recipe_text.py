"""Recipes as text for a terminal, and how they are found by name."""

from collections.abc import Sequence
from typing import cast

from estimator.cli.by_name import the_named
from estimator.cli.day_text import footer, form_lines
from estimator.cli.terminal_text import aligned, harmless
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Profile
from estimator.foods.items import Food, Portion
from estimator.foods.own_items import OwnItem, Recipe
from estimator.views.shared.days import amount_words, k2_words
from estimator.views.shared.dishes import dish_intakes


def recipes_of(foods: PersonalFoods) -> list[OwnItem]:
    """Return the recipes on a person's list."""
    return [item for item in foods.listed() if isinstance(item.definition, Recipe)]


def named_recipe(foods: PersonalFoods, name: str) -> OwnItem:
    """Return the recipe of a name.

    Raises
    ------
    InputError
        If the person has none.
    """
    return the_named(recipes_of(foods), name, "recipe", "There is none yet; see recipe add --help.")


def list_lines(recipes: Sequence[OwnItem], foods: PersonalFoods, profile: Profile) -> list[str]:
    """List recipes, each with the measure it is logged in and the K2 in it."""
    if not recipes:
        name = harmless(profile.name)
        return [f'No recipe of {name} yet. Add one: recipe add NAME --ingredient "200 g gouda"']
    matrix = foods.composition(profile.region)
    rows = []
    for recipe in recipes:
        portion = _portion(recipe, foods)
        rows.append(
            (
                recipe.name,
                amount_words(1, portion.measure, portion.amount_g, is_food=True),
                k2_words(matrix, recipe.item_id, portion.amount_g),
            )
        )
    return aligned(rows, right={2})


def recipe_lines(recipe: OwnItem, foods: PersonalFoods, profile: Profile) -> list[str]:
    """Write out a recipe: its ingredients, its weight, and its K2 by form per serving."""
    dish, portion = cast(Recipe, recipe.definition), _portion(recipe, foods)
    matrix = foods.composition(profile.region)
    ingredients = [
        (
            foods.table.items[part.item_id].name,
            amount_words(part.amount, part.unit, part.quantity, is_food=True),
            k2_words(matrix, part.item_id, part.quantity),
        )
        for part in dish.ingredients
    ]
    noun = "serving" if dish.servings == 1 else "servings"
    servings = f", {dish.servings:g} {noun}" if dish.servings else ""
    serving = {recipe.item_id: [(recipe.item_id, portion.amount_g)]}
    intake = dish_intakes(serving, foods, profile.region)[recipe.item_id]
    return [
        f"{harmless(recipe.name)}: {dish.weight_g:.4g} g{servings}",
        *aligned(ingredients, right={2}, indent="  "),
        "",
        f"In 1 {portion.measure} ({portion.amount_g:.4g} g):",
        *form_lines(intake),
        "",
        *footer(profile.region),
    ]


def _portion(recipe: OwnItem, foods: PersonalFoods) -> Portion:
    """Return the measure a recipe is logged in by default."""
    return cast(Food, foods.table.items[recipe.item_id]).portions[0]
