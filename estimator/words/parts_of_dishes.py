"""What a dish holds anyway, and is not counted on top of it: the egg of "burrito with egg"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from estimator.foods.items import Item
from estimator.foods.plain_rows import plain_rows
from estimator.words.atoms import Atom
from estimator.words.found import Found, is_dish, words_of
from estimator.words.line import Line
from estimator.words.quantity import begins_with_article, has_number, number_at, only_amount
from estimator.words.segments import Item as Segment
from estimator.words.segments import past_join
from estimator.words.usual_amounts import is_kind_of

_MEAT: Final = frozenset({"beef", "chicken", "pork", "lamb", "sausage", "bacon", "ham", "turkey"})
_WRAPPED: Final = _MEAT | {"egg", "cheese", "tortilla", "beans"}
_HELD: Final = {
    "burrito": _WRAPPED | {"rice"},
    "taco": _WRAPPED,
    "enchilada": _WRAPPED,
    "quiche": frozenset({"egg", "cheese", "bacon", "ham", "cream"}),
    "lasagne": frozenset({"beef", "pork", "cheese", "pasta", "tomato-sauce"}),
    "spaghetti-carbonara": frozenset({"egg", "bacon", "ham", "cheese", "spaghetti", "pasta"}),
    "spaghetti-bolognese": frozenset({"beef", "spaghetti", "pasta", "tomato-sauce"}),
    "hamburger": frozenset({"beef", "bread"}),
    "cheeseburger": frozenset({"beef", "bread", "cheese"}),
    "hot-dog": frozenset({"bread", "frankfurter", "sausage"}),
    "pizza": frozenset({"cheese", "tomato-sauce"}),
    "potato-mashed": frozenset({"milk"}),
    "sandwich": frozenset({"bread"}),
    "fish-pie": frozenset({"fish and seafood"}),
}
"""What dishes that no recipe stands for are made of, by how their ids begin."""

_PASTA: Final = frozenset({"pasta-cooked"})
_WITH_PASTA: Final = ("spaghetti-", "pasta-alfredo")
"""Begin the ids of dishes that are named by their sauce alone too."""

_ADDED: Final = frozenset({"extra", "more", "added", "additional", "double", "side"})


_FRUIT: Final = frozenset({"fruit, vegetables and nuts"})
_IN_CANS: Final = frozenset({"juice", "sugar-honey-jam"})
_JUICES: Final = frozenset({"juice", "juices", "syrup", "syrups"})
_IN: Final = frozenset({"in", "made w", "made with", "cooked in"})


def without_its_parts(line: Line, segment: Segment) -> tuple[Segment, str]:
    """Leave out what a dish holds, where "with" names it without an amount; say so."""
    host = line.best(segment.atoms)[1]
    if sauce := _sauce_with_pasta(line, segment, host):
        rest = [atoms for atoms in segment.beside if atoms is not sauce]
        pasta = line.text_of(segment.atoms)
        # The 200 g of "200 g Nudeln mit Bolognese" are what is on the plate.
        counted = has_number(segment.atoms)
        amount = [atom for atom in segment.atoms if counted and atom.is_of_an_amount()]
        heard = f"“{pasta}” is {'read as all of the dish' if counted else 'not counted apart'}."
        return replace(segment, atoms=[*amount, *past_join(sauce)], beside=rest), heard
    if segment.apart or not (segment.beside and host.sure):
        return segment, ""
    mixed = is_dish(host.items[0]) or host.items[0].item_id in _HELD
    kept, said = [], []
    segment = _with_amount_of_the_can(segment)
    for atoms in segment.beside:
        if _is_canned_in(line, host.items[0], atoms) or (
            mixed and _is_a_part(line, host.items[0], past_join(atoms))
        ):
            said.append(f"“{line.text_of(atoms)}” is not counted apart.")
        else:
            kept.append(atoms)
    return replace(segment, beside=kept), " ".join(said)


def _sauce_with_pasta(line: Line, segment: Segment, host: Found) -> list[Atom]:
    """Return the sauce by whose name pasta with it is meant: "Nudeln mit Bolognese"."""
    if not host.sure or not is_kind_of(host.items[0], _PASTA):
        return []
    for atoms in segment.beside:
        if has_number(segment.atoms) and has_number(atoms):
            continue
        guest = line.best(past_join(atoms))[1]
        if guest.sure and guest.items[0].item_id.startswith(_WITH_PASTA):
            return atoms
    return []


def _with_amount_of_the_can(segment: Segment) -> Segment:
    """Put an amount behind a juice or syrup to the fruit in it: "peaches in juice 1/2 cup"."""
    first, *others = segment.beside
    place = next((n for n in range(len(first)) if number_at(first, n)), 0)
    juice, amount = first[:place], first[place:]
    if has_number(segment.atoms) or not place or juice[-1].key not in _JUICES:
        return segment
    if juice[0].key not in _IN or not only_amount(amount):
        return segment
    return replace(segment, atoms=[*segment.atoms, *amount], beside=[juice, *others])


def _is_canned_in(line: Line, host: Item, atoms: Sequence[Atom]) -> bool:
    """Return whether a food lies in water, or a fruit in juice or syrup, which is no drink then."""
    if atoms[0].key not in _IN or has_number(atoms):
        return False
    guest = line.best(past_join(atoms))[1]
    if guest.sure and guest.items[0].item_id == "water":
        return True
    named = atoms[-1].key in _JUICES or (guest.sure and is_kind_of(guest.items[0], _IN_CANS))
    return named and is_kind_of(host, _FRUIT)


def _is_a_part(line: Line, dish: Item, atoms: Sequence[Atom]) -> bool:
    reading, guest = line.best(atoms)
    if reading is None or not guest.sure or not reading.quantity.is_empty:
        return False
    if begins_with_article(atoms) or any(atom.key in _ADDED for atom in atoms):
        return False
    held = _parts_of(dish.item_id)
    if not is_dish(guest.items[0]):
        return is_kind_of(guest.items[0], held)
    # "ham and cheese" is the name of a sandwich, but not in a quiche.
    each = [line.finder.find(words_of([one])) for one in line.text_of(atoms).split(" and ")]
    return len(each) > 1 and all(one.sure and is_kind_of(one.items[0], held) for one in each)


@cache
def _parts_of(dish_id: str) -> frozenset[str]:
    """Return what a dish holds: what its recipe and its id say, and what all like it hold."""
    recipe = {
        row.ingredient_id.partition("-")[0]
        for row in plain_rows("dishes")
        if row.food_id == dish_id
    }
    kinds = (held for begin, held in _HELD.items() if dish_id.startswith(begin))
    named = {word for word in dish_id.split("-") if word in _MEAT | {"egg", "cheese"}}
    return frozenset(recipe | named).union(*kinds)
