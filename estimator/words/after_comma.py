"""What a piece after a comma is to the food before it: a table of rules, tried in order.

Most commas part two foods. What no rule here takes is a food of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from estimator.foods.items import Food, Item
from estimator.measures.unit_names import unit_name
from estimator.words.atoms import Atom
from estimator.words.bracketed import bracketed
from estimator.words.found import (
    EVERY_WORD,
    INFLECTED,
    NAMED,
    Found,
    is_dish,
    is_drink,
    is_group,
)
from estimator.words.grammar import ENGLISH, Sense
from estimator.words.line import Line
from estimator.words.own_measures import own_portion
from estimator.words.quantity import has_number, is_amount, only_amount, only_measure
from estimator.words.segments import Item as Segment
from estimator.words.segments import split_with
from estimator.words.two_amounts import WORDS_OF_EACH
from estimator.words.usual_amounts import goes_beside, is_kind_of

_SAYS_NOTHING: Final = Sense("noise", "", ENGLISH)
_PLANTS: Final = frozenset({"fruit, vegetables and nuts", "fermented vegetables"})
_SLICES: Final = frozenset({"slice", "piece"})
_MEATS: Final = frozenset({"processed meat", "red meat", "poultry"})
_FEWEST_OF_A_LIST: Final = 4
"""Words that end a list of what is in a dish: "egg and cheese biscuit"."""


@dataclass(frozen=True)
class Rule:
    """One way in which a piece after a comma belongs to the food before it.

    Attributes
    ----------
    example : str
        A line of one food, and of what is eaten with it, which this rule reads so.
    holds : callable
        Whether the piece is such a one, by the line, the food before it and its own atoms.
    add : callable
        Adds the piece to the food before it.
    of_food_alone : bool
        Whether it is not so where something is eaten with the food before it, as the piece may
        then be of either.
    """

    example: str
    holds: Callable[[Line, Segment, list[Atom]], bool]
    add: Callable[[Segment, list[Atom]], None]
    of_food_alone: bool = True


def rule_of(line: Line, last: Segment, atoms: list[Atom]) -> Rule | None:
    """Return the first rule by which a piece belongs to the food before it."""
    for rule in RULES:
        if rule.of_food_alone and last.beside:
            continue
        if rule.holds(line, last, atoms):
            return rule
    return None


def _comma(atoms: Sequence[Atom]) -> Atom:
    return Atom("mark", ",", atoms[0].start, atoms[0].start)


def _follow(last: Segment, atoms: list[Atom]) -> None:
    last.atoms += [_comma(atoms), *atoms]


def _follow_without_comma(last: Segment, atoms: list[Atom]) -> None:
    last.atoms += atoms


def _follow_the_nearest(last: Segment, atoms: list[Atom]) -> None:
    (last.beside[-1] if last.beside else last.atoms).extend([_comma(atoms), *atoms])


def _go_before(last: Segment, atoms: list[Atom]) -> None:
    last.atoms = [*atoms, *last.atoms]


def _stand_for_it(last: Segment, atoms: list[Atom]) -> None:
    kind = [replace(atom, senses=(_SAYS_NOTHING,), named=False) for atom in last.atoms]
    last.atoms = [*kind, _comma(atoms), *atoms]


def _go_beside(last: Segment, atoms: list[Atom]) -> None:
    own = split_with(atoms[1:])
    last.beside += [[atoms[0], *own.atoms], *own.beside] if own.atoms else []
    last.without += own.without


def _be_left_out(last: Segment, atoms: list[Atom]) -> None:
    last.without.append(atoms)


def _is_its_amount(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    if has_number(last.atoms) or not (is_amount(atoms) or only_measure(atoms)):
        return False
    return not _names_meat(line, last, atoms)


def _names_meat(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether a measure names a meat, and is none of the food before: "mash, 2 rashers"."""
    reading, own = line.best(atoms)
    host = line.best(last.atoms)[1]
    if reading is None or not own.sure or not is_kind_of(own.items[0], _MEATS) or not host.sure:
        return False
    food, unit = host.items[0], next((a.meaning("unit") for a in atoms if a.is_("unit")), "")
    measured = isinstance(food, Food) and bool(own_portion(food, unit))
    return not (measured and is_kind_of(food, _MEATS))


def _is_weight_of_each(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    return atoms[-1].key in WORDS_OF_EACH and has_number(last.atoms) and is_amount(atoms[:-1])


def _names_what_was_measured(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    if not only_amount(last.atoms) or has_number(atoms):
        return False
    # The "2 rashers" before ", toast" are bacon.
    return not line.best(last.atoms)[1].sure


def _is_eaten_with_it(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    return bool(last.atoms) and atoms[0].is_("with") and not atoms[0].is_("number", "unit")


def _is_left_out(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    return atoms[0].is_("without") and not has_number(atoms)


def _same_food(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether a piece names in full what the one before named in part."""
    if has_number(atoms):
        return False
    own = line.best(atoms)[1]
    if not own.sure or own.how != NAMED or _are_of_two_groups(line.best(last.atoms)[1], own):
        return False
    first, second = line.words(last.atoms), line.words(atoms)
    repeated = {word.key for word in first} & {word.key for word in second}
    if repeated or (has_number(last.atoms) and not line.finder.named((*second, *first))):
        return False
    # "fish, mackerel" is one fish, as tables of foods have it.
    whole = line.finder.find((*second, *first))
    named_so = whole.how in (NAMED, INFLECTED, EVERY_WORD) and whole.matched >= len(first) + 1
    return whole.sure and named_so and whole.items[0] == own.items[0]


def _are_of_two_groups(first: Found, second: Found) -> bool:
    """Return whether two foods are of no one kind, as those of "pasta, tomato sauce"."""
    foods = [one.items[0] for one in (first, second) if one.sure]
    groups = {food.group for food in foods if isinstance(food, Food) and not is_group(food)}
    return len(groups) > 1


def _is_a_part(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether a piece that is no food alone names one with what is before it."""
    if has_number(last.atoms) or has_number(atoms) or line.best(atoms)[1].sure:
        return False
    first, second = line.words(last.atoms), line.words(atoms)
    ways = ((*first, *second), (*second, *first)) if second else ()
    return any(whole is not None and whole.sure for whole in map(line.finder.named, ways))


def _is_listed_dish(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether a comma stands in a dish that is named by what is in it."""
    words = line.words(atoms)
    if has_number(atoms) or len(words) < _FEWEST_OF_A_LIST:
        return False
    whole = line.finder.named((*line.words(last.atoms), *words))
    return whole is not None and whole.sure and is_dish(whole.items[0])


def _is_its_kind(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether a piece is a fruit that says of which kind the food before it is.

    One who eats an olive beside the oil says how many.
    """
    if has_number(last.atoms) or has_number(atoms):
        return False
    own, words = line.best(atoms)[1], line.words(atoms)
    whole = line.finder.named((*words, *line.words(last.atoms))) if own.sure else None
    if whole is None or not whole.sure:
        return False
    host = line.best(last.atoms)[1]
    if not host.sure:
        # "Sandwich" alone is no food that is certain.
        return True
    food, kind, of_it = own.items[0], host.items[0], whole.items[0]
    if _is_on_pizza(food, of_it):
        return True
    plant = isinstance(food, Food) and food.group in _PLANTS
    # "Crisps, apple" are no apple crisp.
    alike = isinstance(kind, Food) and isinstance(of_it, Food) and kind.group == of_it.group
    return plant and alike and line.finder.is_singular(words)


def _is_on_pizza(food: Item, of_it: Item) -> bool:
    """Return whether a piece tells which pizza it is: "pizza - pepperoni - 3 slices"."""
    on_it = isinstance(food, Food) and food.group == "processed meat"
    return on_it and of_it.item_id.startswith("pizza-")


def _counts_its_kind(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether the slices of a pizza are counted by what is on it."""
    if has_number(last.atoms) or not has_number(atoms):
        return False
    reading, own = line.best(atoms)
    if reading is None or not own.sure or unit_name(reading.quantity.unit) not in _SLICES:
        return False
    whole = line.finder.named((*reading.words, *line.words(last.atoms)))
    return whole is not None and whole.sure and _is_on_pizza(own.items[0], whole.items[0])


def _is_amount_with_what_goes_in(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether a piece says how much a drink is, and in brackets what is stirred into it."""
    found = bracketed(atoms)
    if found is None or has_number(last.atoms) or not only_amount(found.head):
        return False
    host, guest = line.best(last.atoms)[1], line.best(found.inside)[1]
    return goes_beside(host, guest) and is_drink(host.items[0]) and not has_number(found.inside)


def _bring_what_goes_in(last: Segment, atoms: list[Atom]) -> None:
    if found := bracketed(atoms):
        last.atoms += [_comma(atoms), *found.head]
        last.beside.append(found.inside)


def _qualifies_with_amount(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether a piece says how the food before it is, and how much."""
    if not has_number(atoms) or has_number(last.atoms):
        return False
    words = line.words(atoms)
    return bool(words) and line.finder.only_qualifies(words)


def _only_qualifies(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    if has_number(atoms):
        return False
    words = line.words(atoms)
    if not words:
        return all(atom.kind == "mark" or atom.is_("noise", "about") for atom in atoms)
    return line.finder.only_qualifies(words)


RULES: Final = (
    Rule("butter, 10 g", _is_its_amount, _follow),
    Rule("2 burgers, 4 oz each", _is_weight_of_each, _follow_without_comma),
    Rule("100 g, gouda", _names_what_was_measured, _follow),
    Rule("quesadilla, with cheese", _is_eaten_with_it, _go_beside, of_food_alone=False),
    Rule("pasta, dry 100 g", _qualifies_with_amount, _follow),
    Rule("egg, boiled", _only_qualifies, _follow_the_nearest, of_food_alone=False),
    Rule("chicken, breast", _is_a_part, _follow),
    Rule("sausage, egg and cheese biscuit", _is_listed_dish, _follow_without_comma),
    Rule("oil, olive", _is_its_kind, _go_before),
    Rule("pizza, 3 slices pepperoni", _counts_its_kind, _go_before),
    Rule("tea, 200 ml (milk)", _is_amount_with_what_goes_in, _bring_what_goes_in),
    Rule("tea, without milk", _is_left_out, _be_left_out, of_food_alone=False),
    Rule("fish, mackerel", _same_food, _stand_for_it, of_food_alone=False),
)
"""The first that holds says what becomes of the piece."""
