"""What stands above foods and is none: the "tea" and "cheeses" of an evening."""

from collections.abc import Sequence
from typing import Final

from estimator.foods.items import Item
from estimator.words.atoms import Atom
from estimator.words.belonging import foods_of
from estimator.words.found import QUALIFIED, Found, is_dish, is_drink
from estimator.words.line import Line
from estimator.words.quantity import has_number
from estimator.words.segments import heading_of
from estimator.words.usual_amounts import amount_beside, is_kind_of

_OF_GRAIN: Final = frozenset({"bread and cereal"})
_MADE: Final = _OF_GRAIN | {"mixed dishes"}
"""Groups of foods that one makes of what is listed with its amounts."""

_LISTED: Final = {
    **dict.fromkeys(("salad", "burrito", "taco", "smoothie", "stir"), ""),
    "omelette": "egg-",
    "porridge": "porridge-oats",
    "pancake": "flour-",
    "sandwich": "bread-",
}
"""Dishes that are told by what is in them, with what the list of all of it has to hold."""

_LISTED_BY_NAME: Final = frozenset({"stir fry", "salad", "smoothie", "poke", "bowl"})
_WRAPS: Final = frozenset({"wrap", "wraps"})
"""Of these the list names no bread: what it is wrapped in holds no K2."""

_FEWEST_IN_A_DISH: Final = 2


def meal_that_opens(line: Line, atoms: list[Atom]) -> tuple[str, list[Atom]]:
    """Return the evening meal that "tea" is where another meal was told of before it.

    So is the tea of "Lunch soup. Tea chilli with rice", and not that of "Tea with milk".
    """
    meal = atoms[0].meaning("meal or drink") if len(atoms) > 1 else ""
    if not meal or atoms[1].kind == "mark" or atoms[1].is_("with", "and", "of", "without"):
        return "", atoms
    first = next(foods_of(line, atoms[1:]))
    whole, food = line.best(atoms)[1], line.best(first.atoms)[1]
    if not food.sure or (whole.sure and whole.how <= QUALIFIED):
        return "", atoms
    return meal, atoms[1:]


def names_what_is_below(line: Line, head: Sequence[Atom], body: Sequence[Atom]) -> bool:
    """Return whether a food before a colon is the name of those below it: "cheeses: 40 g brie".

    Each of these is one for certain, and their first is not the food itself: "tea: milk, sugar"
    is tea with milk, and "raclette: 200 g cheese" raclette.
    """
    below = list(foods_of(line, body))
    amounts = [line.best(segment.atoms) for segment in below]
    if not all(found.sure and found.how <= QUALIFIED for _, found in amounts):
        return False
    whole, name = line.best([*head, *below[0].atoms])[1], line.best(head)[1]
    goes = amount_beside(name.items[0], amounts[0][1].items[0]) is not None
    recipe = len(below) > 1 and all(has_number(segment.atoms) for segment in below)
    if recipe and not has_number(head) and _is_made_of(name.items[0], [one for _, one in amounts]):
        # "overnight oats: 50 g oats, 100 ml milk"
        return True
    return not goes and not whole.sure


def _is_made_of(item: Item, below: Sequence[Found]) -> bool:
    """Return whether a food is made of what is counted below it; toast is not made of 2 eggs."""
    of_grain = is_kind_of(item, _MADE) and any(is_kind_of(one.items[0], _MADE) for one in below)
    return is_dish(item) or of_grain


def is_eaten_with(line: Line, head: Sequence[Atom], body: Sequence[Atom]) -> bool:
    """Return whether a food before a colon is eaten with what follows: "lasagne: salad, coke".

    So is the toast of "toast: 2 eggs, 10 g butter", which is made of none of these.
    """
    host, below = line.best(head)[1], [line.best(one.atoms)[1] for one in foods_of(line, body)]
    if not host.sure or len(below) < _FEWEST_IN_A_DISH or not all(one.sure for one in below):
        return False
    item, foods = host.items[0], [one.items[0] for one in below]
    if is_dish(item):
        return any(map(_is_eaten_beside, foods))
    apart = is_kind_of(item, _OF_GRAIN) and amount_beside(item, foods[0]) is None
    return apart and not any(is_kind_of(one, _MADE) for one in foods)


def _is_eaten_beside(item: Item) -> bool:
    """Return whether a food is eaten with a dish, and is nothing in it."""
    return is_dish(item) or is_drink(item)


def dish_before_a_dash(line: Line, atoms: Sequence[Atom]) -> tuple[list[Atom], list[Atom]]:
    """Part a dish from the list of what is in it behind a dash: "cobb salad - romaine, egg, ham".

    So are parted words that name no food: "full English - 2 sausages, beans"; the first words of
    "pie - chips, peas" are eaten with the others.
    """
    head, body = heading_of(atoms, "-")
    below = list(foods_of(line, body)) if head else []
    if len(below) < _FEWEST_IN_A_DISH or has_number(head):
        return [], list(atoms)
    parts = [line.best(one.atoms)[1] for one in below]
    found = line.best(head)[1]
    if not all(one.sure for one in parts):
        return [], list(atoms)
    if found.sure:
        part = _LISTED.get(found.items[0].item_id.partition("-")[0])
        has = part is not None and any(one.items[0].item_id.startswith(part) for one in parts)
        drunk = found.items[0].item_id.startswith("smoothie")
        sides = not drunk and any(_is_eaten_beside(one.items[0]) for one in parts)
        wraps = not _WRAPS.isdisjoint(atom.key for atom in head)
        heads = (has or wraps) and not sides
    else:
        listed = any(atom.key in _LISTED_BY_NAME for atom in head)
        heads = listed or not any(atom.is_("dish") or line.best([atom])[1].sure for atom in head)
    return (head, body) if heads else ([], list(atoms))


def meal_named_like_a_drink(line: Line, head: Sequence[Atom], body: Sequence[Atom]) -> str:
    """Return the meal that "tea: fish fingers" is; "" for the drink of "tea: milk, 1 sugar"."""
    meal = head[0].meaning("meal or drink") if len(head) == 1 else ""
    drink, foods = line.best(head)[1], foods_of(line, body)
    first = line.best(next(foods).atoms)[1] if meal else None
    if first is None or (
        drink.sure and first.items and amount_beside(drink.items[0], first.items[0]) is not None
    ):
        return ""
    return meal
