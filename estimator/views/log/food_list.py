"""What the box offers while one types: foods with their usual portion and what it holds."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from estimator.composition.matrix import CompositionMatrix
from estimator.composition.table import composition_matrix
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Planned, Profile
from estimator.errors import UnitError
from estimator.foods.items import Food, Item
from estimator.foods.table import food_table
from estimator.measures.unit_names import base_unit
from estimator.views.log.repeats import planned_text
from estimator.views.shared.days import amount_words, k2_words
from estimator.words.grammar import ENGLISH, LANGUAGES, base_language, grammar

_COUNTS: Final = ("number", "article", "vague", "about", "part", "size")
_MEASURES: Final = ("unit", "of")
_BETWEEN: Final = ("and", "with", "without")


class Offer(NamedTuple):
    """A food that a person has, or had of late."""

    name: str
    portion: str
    k2: str
    text: str
    """What the box reads as so much of it."""


@lru_cache(maxsize=32)
def food_list(region: str, language: str) -> dict[str, list[list[str]] | list[str]]:
    """Return all foods of the table to choose from, and the words that are no foods.

    Parameters
    ----------
    region : str
        Where the food is from.
    language : str
        Tag of a language whose names are searched beside the English ones.

    Returns
    -------
    dict
        ``foods``: of each its name, its usual portion, the K2 of that, and its other names; plain
        foods first, and of these any kind before one kind, cooked before raw. ``counts``,
        ``measures``, ``between``: words of amounts, and those between two foods.
    """
    table, matrix = food_table(), composition_matrix(region)
    spoken = base_language(language)
    wanted = {ENGLISH, spoken if spoken in LANGUAGES else ENGLISH}
    others: defaultdict[str, dict[str, None]] = defaultdict(dict)
    composite: dict[str, bool] = {}
    for index in table.indexes:
        names = index.names.columns
        for item_id, name, tag, is_composite, stands_in in zip(
            names.item_id,
            names.text,
            names.language,
            names.composite,
            names.stands_in,
            strict=True,
        ):
            composite[item_id] = is_composite
            if base_language(tag) in wanted and not stands_in:
                others[item_id][name] = None
    items = sorted(
        table.items.values(),
        key=lambda item: (composite.get(item.item_id, True), *_special(item)),
    )
    return {
        "foods": [
            [
                item.name,
                *_usual_portion(item, matrix),
                *(name for name in others[item.item_id] if name != item.name),
            ]
            for item in items
        ],
        "counts": _words(_COUNTS),
        "measures": _words(_MEASURES),
        "between": _words(_BETWEEN),
    }


def personal_offers(
    profile: Profile, foods: PersonalFoods, lately: Sequence[Planned]
) -> list[Offer]:
    """Return what the person had of late, as it was, and their own foods.

    Parameters
    ----------
    profile : Profile
    foods : PersonalFoods
        Of that person.
    lately : sequence of Planned
        Favourites, and what was logged last.
    """
    matrix, measures = foods.composition(profile.region), foods.measures(profile)
    offers = {}
    for planned in lately:
        item = foods.table.items[planned.item_id]
        try:
            quantity = measures.quantity(item, planned.amount, planned.unit)
        except UnitError:
            continue
        portion = amount_words(planned.amount, planned.unit, quantity, isinstance(item, Food))
        k2 = k2_words(matrix, item.item_id, quantity)
        offers[item.item_id] = Offer(item.name, portion, k2, planned_text([planned], foods.table))
    for own in foods.listed():
        if own.item_id not in offers:
            item = own.as_item()
            offers[own.item_id] = Offer(item.name, *_usual_portion(item, matrix), item.name)
    return list(offers.values())


def _special(item: Item) -> tuple[bool, bool]:
    """Return what puts a food after others: one kind of many, and raw."""
    if not isinstance(item, Food):
        return True, False
    is_any = "unspecified" in item.name or "not stated" in item.name
    return not is_any, item.state == "raw"


def _usual_portion(item: Item, matrix: CompositionMatrix) -> tuple[str, str]:
    """Return how much of an item is usual, and what K2 is in that, in words."""
    if not isinstance(item, Food):
        return amount_words(1, item.unit_name, 1, False), k2_words(matrix, item.item_id, 1)
    if not item.portions:
        return amount_words(100, base_unit(item), 100, True), k2_words(matrix, item.item_id, 100)
    portion = item.portions[0]
    words = amount_words(1, portion.measure, portion.amount_g, True)
    return words, k2_words(matrix, item.item_id, portion.amount_g)


def _words(kinds: Sequence[str]) -> list[str]:
    return sorted({word for kind in kinds for word in grammar().words_of(kind)})
