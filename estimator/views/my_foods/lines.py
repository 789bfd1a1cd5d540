"""Ready-to-draw words for own foods, recipes, supplements and saved meals."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import pandas as pd

from estimator.components import LABELS
from estimator.composition.own import shares_of_profiles
from estimator.diary.past_updates import PastUpdate
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Planned, Profile, SavedMeal
from estimator.errors import UnitError
from estimator.foods.items import Food, Supplement
from estimator.foods.own_items import PER_100_G, OwnFood, OwnItem, Recipe
from estimator.foods.table import food_table
from estimator.views.about.about import safety_topics
from estimator.views.log.repeats import lately_words
from estimator.views.shared.dishes import Amount, dish_form_notes, dish_intakes, dish_words
from estimator.views.shared.figures import NOT_KNOWN, figure, percent
from estimator.views.shared.markdown import plain
from estimator.views.shared.spans import date_words

_WARNINGS: Final = {"MK7": "MK-7 supplements", "MK4": "Menatetrenone"}
"""How the safety statement on taking a form begins."""
_FORMS_NAMED: Final = 2


@dataclass(frozen=True)
class OwnItemLine:
    """One own food, recipe or supplement, in words."""

    own: OwnItem
    k2: str
    """E.g. "12 µg K2 (8–20) per slice (25 g)"."""
    notes: tuple[str, ...]
    """Contents by form, what is not known, and where else it is used."""


@dataclass(frozen=True)
class SavedMealLine:
    """A saved meal, in words, as it would be logged now."""

    meal: SavedMeal
    k2: str
    contents: str


@lru_cache(maxsize=32)
def own_item_lines(foods: PersonalFoods, region: str) -> tuple[OwnItemLine, ...]:
    """Put what a person added to the food table in words, by name.

    Parameters
    ----------
    foods : PersonalFoods
        Of that person.
    region : str
        Where the food of recipes is from.
    """
    listed = sorted(foods.listed(), key=lambda own: own.name.casefold())
    items = [foods.table.items[own.item_id] for own in listed]
    servings = {
        item.item_id: [(item.item_id, _serving(item)[1])]
        for item in items
        if isinstance(item, Food)
    }
    intakes = dish_intakes(servings, foods, region)
    return tuple(
        _supplement_line(own, item)
        if isinstance(item, Supplement)
        else _food_line(own, item, intakes[item.item_id], foods)
        for own, item in zip(listed, items, strict=True)
    )


def saved_meal_lines(
    meals: Sequence[SavedMeal], foods: PersonalFoods, profile: Profile
) -> list[SavedMealLine]:
    """Put saved meals in words."""
    amounts: dict[str, list[Amount]] = {}
    why_not: dict[str, str] = {}
    for meal in meals:
        try:
            amounts[str(meal.id)] = _meal_amounts(meal.items, foods, profile)
        except UnitError as error:
            why_not[str(meal.id)] = f"Can't be logged as it is. {error}"
    intakes = dish_intakes(amounts, foods, profile.region)
    k2 = {meal_id: dish_words(intake) for meal_id, intake in intakes.items()} | why_not
    return [
        SavedMealLine(
            meal,
            k2.get(str(meal.id), f"K2 {NOT_KNOWN}"),
            "; ".join(lately_words(item, foods.table) for item in meal.items),
        )
        for meal in meals
    ]


def past_words(update: PastUpdate) -> str:
    """Say what updating past entries would change."""
    entries, are = ("past entry", "is") if update.entries == 1 else ("past entries", "are")
    span = date_words(update.first)
    if update.last != update.first:
        span += f" to {date_words(update.last)}"
    return (
        f"{update.entries} {entries} ({span}) {are} of an older version. K2 in all: "
        f"{_micrograms(update.before_ug)} as logged, {_micrograms(update.after_ug)} if updated."
    )


def updated_words(entries: int) -> str:
    """Say how many past entries were updated."""
    return f"Updated: {entries} past {'entry' if entries == 1 else 'entries'}. Undo is possible."


def form_warnings(forms: Iterable[str]) -> list[str]:
    """Return what was read on taking forms with a vitamin K antagonist, in Markdown."""
    starts = [plain(_WARNINGS[form]) for form in forms if form in _WARNINGS]
    statements = [statement for topic in safety_topics().values() for statement in topic]
    return [one for start in starts for one in statements if one.startswith(start)]


def dose_words(supplement: Supplement) -> str:
    """Say what one unit of a supplement holds.

    Examples
    --------
    >>> from estimator.foods.table import food_table
    >>> dose_words(food_table().supplements["supplement-mk4-500-mk7-100"])
    '500 µg MK-4 and 100 µg MK-7 per capsule, by label'
    """
    doses = [f"{figure(dose)} µg {LABELS[name]}" for name, dose in supplement.dose_ug.items()]
    return f"{' and '.join(doses)} per {supplement.unit_name}, by label"


def spoken_name(name: str) -> str:
    """Return a name for a label that screen readers read, without characters of Markdown.

    Examples
    --------
    >>> spoken_name("Gouda (30+), *mine*")
    'Gouda (30), mine'
    """
    return re.sub(r"[^\w\s,.()'-]|_", "", name)


@cache
def profile_names() -> dict[str, str]:
    """Name the profiles that split a K2 total into forms, by what they mostly hold."""
    names = {}
    for profile_id, shares in sorted(shares_of_profiles().items()):
        most = sorted(shares, key=lambda form: -shares[form])[:_FORMS_NAMED]
        split = ", ".join(f"{LABELS[form]} {percent(shares[form])}" for form in most)
        names[profile_id] = f"{profile_id.replace('-', ' ').capitalize()}: {split}"
    return names


def copyable_foods(foods: PersonalFoods) -> dict[str, str]:
    """Return the names of the foods that an own food can begin as a copy of, by id."""
    own = {one.item_id: one for one in foods.listed() if isinstance(one.definition, OwnFood)}
    names = {item_id: one.name + " (yours)" for item_id, one in own.items()}
    names |= {food_id: food.name for food_id, food in food_table().foods.items()}
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def _serving(item: Food) -> tuple[str, float]:
    """Return in words what the K2 of a food is told per, and its weight [g]."""
    if not item.portions:
        return PER_100_G, 100.0
    first = item.portions[0]
    return f"{first.measure} ({figure(first.amount_g)} g)", first.amount_g


def _food_line(own: OwnItem, item: Food, intake: pd.DataFrame, foods: PersonalFoods) -> OwnItemLine:
    used_in = ", ".join(one.name for one in foods.made_with(own.key))
    notes = [
        *dish_form_notes(intake),
        f"Also used in: {used_in}." if used_in else "",
        _outdated_note(own, foods),
    ]
    k2 = f"{dish_words(intake)} per {_serving(item)[0]}"
    return OwnItemLine(own, k2, tuple(note for note in notes if note))


def _outdated_note(own: OwnItem, foods: PersonalFoods) -> str:
    """Say which ingredients a recipe has in an older version."""
    if not isinstance(own.definition, Recipe):
        return ""
    ids = [ingredient.item_id for ingredient in own.definition.ingredients]
    older = [foods.table.items[one].name for one in ids if foods.newest(one) != one]
    if not older:
        return ""
    return f"Made with an older version of {', '.join(older)}. Save it again to take in the new."


def _supplement_line(own: OwnItem, item: Supplement) -> OwnItemLine:
    return OwnItemLine(own, dose_words(item), ())


def _meal_amounts(items: Sequence[Planned], foods: PersonalFoods, profile: Profile) -> list[Amount]:
    measures = foods.measures(profile)
    return [
        (item.item_id, measures.quantity(item, one.amount, one.unit))
        for one in items
        for item in foods.loggable([one.item_id])
    ]


def _micrograms(amount: float) -> str:
    words = figure(amount)
    return words if words == NOT_KNOWN else f"{words} µg"
