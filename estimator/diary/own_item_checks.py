"""Checks own foods, supplements and recipes, whatever a form let through."""

import reprlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from estimator.components import COMPONENTS, FORMS, K2_TOTAL, LABELS
from estimator.composition.own import shares_of_profiles
from estimator.diary.checks import clean_name
from estimator.errors import InputError
from estimator.foods.own_items import (
    PER_100_G,
    Content,
    Definition,
    OwnFood,
    OwnSupplement,
    Recipe,
)
from estimator.measures.unit_names import (
    COMPONENT_MASSES,
    INTERNATIONAL_UNITS,
    MASSES,
    MAX_ENTRY_G,
    by_key,
    unit_key,
    unit_name,
)

MAX_CONTENT_UG_PER_G: Final = 1_000_000.0
"""Nothing holds more of a vitamin than itself [µg/g]."""
MAX_DOSE_UG: Final = 1_000_000.0
"""More than a gram of a vitamin in one unit is a slip [µg]."""
MAX_MEASURES: Final = 30
MAX_INGREDIENTS: Final = 100
MAX_YIELD_G: Final = 100_000.0
"""Of a dish, and of one ingredient."""
MAX_SERVINGS: Final = 1000.0
MEASURE_LENGTH: Final = 40
DENSITIES_G_PER_ML: Final = (0.1, 3.0)
LEAST: Final = 0.001
"""A smaller weight, dose or number of servings is a slip, or too small to divide by."""
LEAST_YIELD: Final = 0.01
"""A dish that loses more than all but this share of its weight is a slip."""
_UNITS_OF_WEIGHT: Final = by_key(*MASSES, *COMPONENT_MASSES).keys() | INTERNATIONAL_UNITS
_ROUNDING: Final = 1.05
"""Forms may add up to this much more than their total, as both are rounded."""


def checked_definition(definition: Definition, groups: Collection[str]) -> Definition:
    """Check a definition, and tidy its names.

    Parameters
    ----------
    definition : OwnFood, OwnSupplement or Recipe
        The ingredients of a recipe are resolved already.
    groups : collection of str
        The food groups of the table.

    Raises
    ------
    InputError
        If anything of it can't be used.
    """
    match definition:
        case OwnFood():
            return _checked_food(definition, groups)
        case OwnSupplement():
            return _checked_supplement(definition)
        case Recipe():
            return _checked_recipe(definition)


def _checked_food(food: OwnFood, groups: Collection[str]) -> OwnFood:
    if food.group not in groups:
        raise InputError(
            f"{reprlib.repr(food.group)} is no food group. "
            f"Choose one of {', '.join(sorted(groups))}."
        )
    portions = tuple(
        replace(portion, measure=clean_name(portion.measure, "A measure", MEASURE_LENGTH))
        for portion in food.portions
    )
    _check_measures([portion.measure for portion in portions])
    for portion in portions:
        check_number(f"The weight of {portion.measure!r}", portion.amount_g, MAX_ENTRY_G, "g")
    basis = " ".join(food.basis.split())
    if basis != PER_100_G and basis not in {portion.measure for portion in portions}:
        raise InputError(
            f"The contents are given per {reprlib.repr(basis)}, which is no measure of the food. "
            f"Add the measure with its weight, or give them per {PER_100_G}."
        )
    least, most = DENSITIES_G_PER_ML
    if food.density_g_per_ml is not None and not least <= food.density_g_per_ml <= most:
        raise InputError(
            f"The density {food.density_g_per_ml:g} g/ml can't be right. "
            f"Give {least:g} to {most:g}, or leave it empty."
        )
    checked = replace(food, name=clean_name(food.name, "The name"), portions=portions, basis=basis)
    for component, content in checked.contents.items():
        _check_content(component, content, checked.basis_g)
    _check_profile(checked)
    _check_sum(checked)
    return checked


def _check_measures(measures: Sequence[str]) -> None:
    if len(measures) > MAX_MEASURES:
        raise InputError(
            f"A food has up to {MAX_MEASURES} measures; this one has {len(measures)}. "
            "Leave some out."
        )
    taken = set()
    for measure in measures:
        # A cup of a food can be weighed; what a gram is can't be said anew.
        if _is_reserved(measure):
            raise InputError(
                f"The measure {measure!r} is a unit of its own, or has no letters. "
                "Give it another name, such as slice or bowl."
            )
        if unit_name(measure) in taken:
            raise InputError(
                f"The measure {measure!r} is there already. Give each measure another name."
            )
        taken.add(unit_name(measure))


def _is_reserved(name: str) -> bool:
    key = unit_key(name)
    return not key or key == unit_key(PER_100_G) or key in _UNITS_OF_WEIGHT


def _check_content(component: str, content: Content, basis_g: float) -> None:
    if component not in COMPONENTS:
        raise InputError(
            f"{reprlib.repr(component)} is no component. Use one of {', '.join(COMPONENTS)}."
        )
    label, most = LABELS[component], MAX_CONTENT_UG_PER_G * basis_g
    figures = [content.value, content.low, content.high]
    for figure in figures:
        if figure is not None and not 0 <= figure <= most:
            raise InputError(
                f"{label}: {figure:g} µg can't be right. Give 0 to {most:,.0f} µg, "
                "or leave it empty where it is not known."
            )
    if (content.low is None) != (content.high is None):
        raise InputError(f"{label}: a range needs both ends. Give both, or neither.")
    if content.low is not None and not content.low <= content.value <= (content.high or 0.0):
        raise InputError(
            f"{label}: {content.value:g} µg lies outside its range {content.low:g} to "
            f"{content.high:g} µg. The range must hold the value."
        )


def _check_profile(food: OwnFood) -> None:
    if not food.profile_id:
        return
    if food.profile_id not in shares_of_profiles():
        raise InputError(
            f"{reprlib.repr(food.profile_id)} is no profile of a K2 total. "
            "Choose one of food_data/profiles.csv, or none."
        )
    if K2_TOTAL not in food.contents:
        raise InputError(
            "A profile splits a K2 total into forms, but no K2 total is given. "
            "Give the total, or choose no profile."
        )


def _check_sum(food: OwnFood) -> None:
    total = food.contents.get(K2_TOTAL)
    forms = sum(food.contents[form].value for form in FORMS if form in food.contents)
    if total is not None and forms > total.value * _ROUNDING:
        raise InputError(
            f"The forms add up to {forms:g} µg, more than the K2 total of {total.value:g} µg. "
            "Correct one of them, or leave the total empty."
        )


def _checked_supplement(supplement: OwnSupplement) -> OwnSupplement:
    unit = clean_name(supplement.unit_name, "The unit", MEASURE_LENGTH)
    if _is_reserved(unit):
        raise InputError(f"{unit!r} is no unit of a supplement. Use capsule, drop, tablet or such.")
    allowed = [component for component in COMPONENTS if component != K2_TOTAL]
    doses = {component: dose for component, dose in supplement.dose_ug.items() if dose != 0}
    for component, dose in doses.items():
        if component not in allowed:
            raise InputError(
                f"{reprlib.repr(component)} can't be the content of a supplement. "
                f"Use one of {', '.join(allowed)}."
            )
        check_number(f"{LABELS[component]} per {unit}", dose, MAX_DOSE_UG, "µg")
    if not doses:
        raise InputError("A supplement holds something. Give the amount of at least one form.")
    return replace(
        supplement, name=clean_name(supplement.name, "The name"), unit_name=unit, dose_ug=doses
    )


def _checked_recipe(recipe: Recipe) -> Recipe:
    if not 1 <= len(recipe.ingredients) <= MAX_INGREDIENTS:
        raise InputError(
            f"A recipe has 1 to {MAX_INGREDIENTS} ingredients; this one has "
            f"{len(recipe.ingredients)}."
        )
    if recipe.yield_g is not None:
        check_number("The cooked weight", recipe.yield_g, MAX_YIELD_G, "g")
        goes_in = sum(ingredient.quantity for ingredient in recipe.ingredients)
        if recipe.yield_g < goes_in * LEAST_YIELD:
            raise InputError(
                f"The cooked weight of {recipe.yield_g:g} g is next to nothing of the "
                f"{goes_in:g} g that go in. Give it in grams."
            )
    if recipe.servings is not None:
        check_number("The number of servings", recipe.servings, MAX_SERVINGS, "servings")
    return replace(recipe, name=clean_name(recipe.name, "The name"))


def check_number(what: str, value: float, most: float, unit: str) -> None:
    """Raise if a number is absurdly small or large.

    Parameters
    ----------
    what : str
        What the message calls it, e.g. "The cooked weight".
    value, most : float
        In ``unit``.
    unit : str

    Raises
    ------
    InputError
        If it can't be used.
    """
    if not LEAST <= value <= most:
        raise InputError(f"{what} can't be {value:g}. Give {LEAST:g} to {most:,.0f} {unit}.")
