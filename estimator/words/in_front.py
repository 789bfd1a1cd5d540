"""What a plain food is eaten with and is named before it: "chicken pasta", "ghee rice".

English puts what a dish is made of first. Where no dish of the table is called so, and what
stands first is rich enough in vitamin K2 to count, both are eaten, in the amount that goes with
the plain food.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food
from estimator.words.atoms import Atom
from estimator.words.found import NAMED, PART, SPELT, Found, is_dish
from estimator.words.grammar import ENGLISH
from estimator.words.line import Line
from estimator.words.quantity import has_number, number_at
from estimator.words.segments import Item as Segment
from estimator.words.usual_amounts import goes_beside, is_kind_of, is_plain

_SPOKEN: Final = frozenset({ENGLISH, "hi"})
_EGG_DISHES: Final = frozenset({"omelette-plain", "egg-scrambled"})
_MEATS: Final = frozenset({"poultry", "red meat", "processed meat"})
_FISH: Final = frozenset({"fish and seafood"})
_CHEESE: Final = frozenset({"cheese"})
_WITHOUT_MEAT: Final = {
    "quesadilla": _MEATS | _FISH,
    "mac-and-cheese": _MEATS | _FISH,
    "nachos-cheese": _MEATS,
    "pasta-alfredo": _MEATS | _FISH,
    "risotto": _MEATS | _FISH,
    "pancake": _MEATS,
    "croissant": _MEATS | _CHEESE,
    "lettuce-leaf": _MEATS | _CHEESE,
}
"""Of which groups a food is that the table has these without, and that may be named before them.

A salad of fish or shellfish may be one with mayonnaise: "seafood salad" is asked about.
"""

_SERVED: Final = frozenset({"bowl", "plate", "serving"})
"""Measures of a meal that say little of how much of each food is in it."""

_MOST_WORDS: Final = 6
_EGGS: Final = frozenset({"egg", "eggs"})
_FLATBREADS: Final = frozenset({"bread-naan", "bread-chapati", "bread-paratha", "dosa", "idli"})
_SPREAD: Final = frozenset({"butter", "ghee"})
_EATEN_IN: Final = frozenset(
    {"cheese", "eggs", "poultry", "red meat", "processed meat", "organ meats", "natto and soy"}
    | {"fish and seafood", "yogurt and fermented milk"}
)
_OF_DOUGH: Final = frozenset({"pasta-cooked", "noodles"})
_IN_DOUGH: Final = frozenset({"eggs"})
"""In "egg pasta" the egg is in the dough."""

_GRILLED_CHEESE: Final = "sandwich-cheese"
_IN_GRILLED_CHEESE: Final = frozenset({"cheese", "processed meat", "poultry"})
_ON_FLATBREAD: Final = _SPREAD | {"cheese", "eggs"}


def named_in_front(line: Line, segment: Segment) -> Segment:
    """Part a plain food from what is named before it, where no dish is called so.

    A weight is of both: "200 g chicken pasta" is asked about.
    """
    if line.finder.language not in _SPOKEN or len(segment.atoms) < 2:
        return segment
    count = _of_one(segment.atoms)
    amount, names = segment.atoms[:count], segment.atoms[count:]
    if len(names) > _MOST_WORDS or has_number(names) or not all(map(_is_plain_word, names)):
        return segment
    whole = line.best(segment.atoms)[1]
    for place in range(len(names) - 1, 0, -1):
        guest, host = names[:place], names[place:]
        if _is_grilled_cheese(line.best(guest)[1], line.best(host)[1]):
            return replace(segment, atoms=[*amount, *host], beside=[guest, *segment.beside])
        if _is_dish_of_it(whole, line.best(host)[1]):
            continue
        if _is_eaten_in(line.best(guest)[1], line.best(host)[1]):
            return replace(
                segment, atoms=[*amount, *host], beside=[guest, *segment.beside], apart=True
            )
    return segment


def _of_one(atoms: Sequence[Atom]) -> int:
    """Return where an amount ends that is of the plain food: of "2 butter naan", "a bowl of".

    So is the one of what it is made of, as of a "3 egg ham omelette".
    """
    read = number_at(atoms, 0)
    place = read[0] if read else 0
    if place and atoms[place : place + 1] and atoms[place].key in _EGGS:
        return place + 1
    if place == len(atoms) or atoms[place].meaning("unit") not in _SERVED:
        return place
    return place + 1 + (len(atoms) > place + 1 and atoms[place + 1].is_("of"))


def _is_plain_word(atom: Atom) -> bool:
    return atom.kind == "word" and not atom.is_("unit", "with", "without", "and", "of", "number")


def _is_grilled_cheese(guest: Found, host: Found) -> bool:
    """Return whether a cheese, or what else is in it, stands before a "grilled cheese"."""
    if not (guest.sure and host.sure and host.items[0].item_id == _GRILLED_CHEESE):
        return False
    food = guest.items[0]
    return host.how == NAMED and isinstance(food, Food) and food.group in _IN_GRILLED_CHEESE


def _is_dish_of_it(whole: Found, host: Found) -> bool:
    """Return whether all words are another food than the plain one they end in.

    The name of a "butter naan" that is but a naan loses its butter.
    """
    return whole.sure and whole.how != PART and whole.items[:1] != host.items[:1]


def _is_eaten_in(guest: Found, host: Found) -> bool:
    """Return whether one of two foods is eaten in the other, and both are certain."""
    if not (guest.sure and host.sure) or max(guest.how, host.how) > SPELT:
        return False
    food, plain = guest.items[0], host.items[0]
    if not (isinstance(food, Food) and isinstance(plain, Food)) or is_dish(food) or food == plain:
        return False
    if is_kind_of(plain, _FLATBREADS):
        return is_kind_of(food, _ON_FLATBREAD) and goes_beside(host, guest)
    if plain.food_id in _WITHOUT_MEAT:
        return food.group in _WITHOUT_MEAT[plain.food_id]
    if not (is_plain(plain) or plain.food_id in _EGG_DISHES):
        return False
    if is_kind_of(plain, _OF_DOUGH) and is_kind_of(food, _IN_DOUGH):
        return False
    return food.group in _EATEN_IN or (is_kind_of(food, _SPREAD) and goes_beside(host, guest))
