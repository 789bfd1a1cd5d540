"""Foods that stand side by side without a word between them: "rajma chawal", "steak frites".

English puts what a dish is made of before it: a "potato bread" is no potato and no bread; but
what is drunk with a meal, and a list of many foods, are told apart. In languages that write such
words as one, or after what they qualify, a main food beside rice, bread, potatoes or vegetables is
two foods on a plate.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from estimator.foods.items import Food
from estimator.words.atoms import Atom
from estimator.words.found import PART, QUALIFIED, Found, is_drink
from estimator.words.grammar import grammar
from estimator.words.line import Line
from estimator.words.usual_amounts import goes_beside

_APART_IN: Final = frozenset(
    {"hi", "de", "nl", "da", "sv", "no", "fr", "es", "it", "pt", "pl", "tr", "ja", "ko", "zh"}
)
_VEGETABLES_IN: Final = frozenset({"hi", "fr", "es", "it", "pt", "pl", "tr"})
"""There a vegetable may stand beside a main food: "poulet haricots verts"."""

_MAINS: Final = frozenset(
    {"red meat", "poultry", "processed meat", "fish and seafood", "eggs", "mixed dishes"}
)
_PULSES: Final = ("beans", "lentils", "chickpeas", "soup-bean")
_MEATLESS: Final = (*_PULSES, "cheese-queso-blanco", "natto")
_SIDES: Final = ("french-fries", "rice-", "potato", "pasta-cooked", "noodles-", "idli", "dosa")
_BREAD: Final = ("bread-", "tortilla-")
_VEGETABLES: Final = frozenset({"fruit, vegetables and nuts", "fermented vegetables"})
_BREAKFASTS: Final = ("croissant", "crispbread", "crackers", "youtiao", "pancake", "doughnut")
_CEREALS: Final = ("breakfast-cereal", "muesli", "granola", "porridge")
_DRINKS: Final = ("milk-", "soy-milk", "ayran", "kefir", "buttermilk")
_SPREADS: Final = ("sugar-honey-jam", "butter", "margarine", "peanut-butter", "chocolate-spread")
_MILKS: Final = ("milk-whole", "milk-semi", "milk-low", "milk-skimmed", "soy-milk", "oat-milk")
_BAKED_POTATOES: Final = frozenset({"potato", "jacket-potato-cheese"})
_FILLINGS: Final = ("tuna-salad", "beans", "baked-beans", "chili-con-carne", "coleslaw")
_MOST_WORDS: Final = 8
_TWO: Final = 2
_A_LIST: Final = 3
_A_LIST_IN_ENGLISH: Final = 4
"""So many foods one after the other are a list."""


def side_by_side(line: Line, atoms: Sequence[Atom], on_another: bool = False) -> list[list[Atom]]:
    """Return the atoms of each food that stand side by side; none if they are one food.

    Three that are on another food are a list in English too.
    """
    language = line.finder.language
    # Hindi says "with" after what is eaten with it: "paratha dahi ke saath".
    joined = len(atoms) > 1 and language == "hi" and atoms[-1].is_("with")
    atoms = atoms[:-1] if joined else atoms
    words = [atom for atom in atoms if atom.kind == "word"]
    if not 1 < len(words) <= _MOST_WORDS or any(
        atom.is_("with", "without", "of", "and") for atom in atoms
    ):
        return []
    if any(atom.kind == "mark" for atom in atoms[1:]):
        return []
    whole = line.best(atoms)[1]
    if whole.sure and whole.how != PART:
        return []
    if _is_with_the_last(line, words):
        return []
    if parts := next(_ways(line, list(atoms), [], language), []):
        return parts
    listed = next(_lists(line, list(atoms)), [])
    least = _A_LIST if on_another or language in _APART_IN else _A_LIST_IN_ENGLISH
    least = _TWO if joined else least
    return listed if len(listed) >= least else []


def _is_with_the_last(line: Line, words: Sequence[Atom]) -> bool:
    """Return whether a word says by its ending what the last is eaten with: "etli nohut"."""
    ends = grammar().endings_of_with.get(line.finder.language, ())
    guest, host = words[-2:]
    return guest.key.endswith(ends) and goes_beside(line.best([host])[1], line.best([guest])[1])


def _lists(line: Line, atoms: list[Atom]) -> Iterator[list[list[Atom]]]:
    """Yield the ways to part atoms into foods that are certain, the longest first food first.

    The last word of a dish is of all before it: "bacon egg cheese roll" is one food.
    """
    if atoms[-1].is_("dish") and not atoms[-1].named:
        return
    for place in range(len(atoms), 0, -1):
        food = _food(line, atoms[:place])
        if food is None or not food.sure:
            continue
        if place == len(atoms):
            yield [atoms]
        else:
            yield from ([atoms[:place], *rest] for rest in _lists(line, atoms[place:]))


def _ways(
    line: Line, atoms: list[Atom], before: list[Found], language: str
) -> Iterator[list[list[Atom]]]:
    """Yield the ways to part atoms into foods, the longest first food first."""
    for place in range(len(atoms), 0, -1):
        if place == len(atoms) and not before:
            continue
        food = _food(line, atoms[:place])
        if food is None or not (
            not before
            or any(_go_together(one, food, language) for one in before)
            or (len(before) > 1 and _is_vegetable(food))
        ):
            continue
        if place == len(atoms):
            yield [atoms]
        for parts in _ways(line, atoms[place:], [*before, food], language):
            yield [atoms[:place], *parts]


def _food(line: Line, atoms: Sequence[Atom]) -> Found | None:
    """Return what atoms mean that are the name of a food, one that only stands in too."""
    if len(atoms) > 1 and atoms[-1].kind == "number":
        # The number of "pizza 2 beers" is of the beers.
        return None
    reading, found = line.best(atoms)
    if (
        reading is None
        or reading.stray
        or found.how > QUALIFIED
        or not found.items
        or not isinstance(found.items[0], Food)
    ):
        return None
    return found


def _go_together(first: Found, other: Found, language: str) -> bool:
    """Return whether two foods may be a meal, one of which at least is certain."""
    host, guest = first.items[0], other.items[0]
    if not (first.sure or other.sure):
        return False
    if not (isinstance(host, Food) and isinstance(guest, Food)) or host == guest:
        return False
    if first.sure and other.sure and _is_meal_and_drink(host, guest):
        return True
    if language not in _APART_IN:
        ordered = _is_ordered(host) and guest.food_id == "french-fries"
        filled = host.food_id in _BAKED_POTATOES and _is_filling(first, other)
        on_it = filled or _is_on_bread(host, guest)
        return ordered or on_it or _are_rice_and_pulses(host, guest)
    if goes_beside(first, other):
        on_it = guest.group == "spices and condiments"
        return on_it or host.food_id.startswith((*_BREAD, *_CEREALS))
    return (_is_main(host, language) and _is_side(guest, language)) or (
        _is_side(host, language) and _is_main(guest, language)
    )


def _is_filling(potato: Found, other: Found) -> bool:
    """Return whether a food is one that fills a baked potato: "jacket potato tuna mayo"."""
    food = other.items[0]
    filling = isinstance(food, Food) and food.group == "cheese"
    return filling or food.item_id.startswith(_FILLINGS) or goes_beside(potato, other)


def _is_on_bread(host: Food, guest: Food) -> bool:
    """Return whether bread or cereal stands before what is put on it: "toast jam"."""
    grain = host.food_id.startswith((*_BREAD, *_CEREALS, "scone", "crackers", "crispbread"))
    poured = host.food_id.startswith(_CEREALS) and guest.food_id.startswith(_MILKS)
    return (grain and guest.food_id.startswith(_SPREADS)) or poured


def _are_rice_and_pulses(host: Food, guest: Food) -> bool:
    """Return whether rice and beans or lentils stand side by side: "dal rice"."""
    pulses = any(one.food_id.startswith(_PULSES) for one in (host, guest))
    return pulses and any(one.food_id.startswith("rice-") for one in (host, guest))


def _is_meal_and_drink(host: Food, guest: Food) -> bool:
    """Return whether one of two foods is a drink, and the other a meal or a breakfast."""
    meal, breakfast = ("mixed dishes", (*_BREAD, *_BREAKFASTS))
    if _is_drunk(guest):
        return host.group == meal or host.food_id.startswith(breakfast)
    # What is named after a drink may be made of it: "beer bread".
    return _is_drunk(host) and (guest.group == meal or guest.food_id.startswith(_BREAKFASTS))


def _is_drunk(food: Food) -> bool:
    return is_drink(food) or food.food_id.startswith(_DRINKS)


def _is_ordered(food: Food) -> bool:
    """Return whether a food is one that is ordered with chips, by name: "big mac fries"."""
    return food.group == "mixed dishes" and food.food_id != "french-fries"


def _is_vegetable(found: Found) -> bool:
    """Return whether a food goes beside a main food and its side: "Schnitzel Pommes Salat"."""
    food = found.items[0]
    return found.sure and isinstance(food, Food) and food.group in _VEGETABLES


def _is_main(food: Food, language: str) -> bool:
    if language in _VEGETABLES_IN and food.group in _VEGETABLES:
        return True
    return food.group in _MAINS or food.food_id.startswith(_MEATLESS)


def _is_side(food: Food, language: str) -> bool:
    if language in _VEGETABLES_IN - {"hi"} and food.group in _VEGETABLES:
        return True
    return food.food_id.startswith((*_SIDES, *_BREAD, "youtiao"))
