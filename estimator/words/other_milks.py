"""Drinks of milk that are made with another milk than whole milk: "oat milk latte", "skinny latte".

A plant milk leaves no milk of a cow in them, a leaner milk its own share of fat.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from estimator.foods.plain_rows import plain_rows
from estimator.words.atoms import Atom
from estimator.words.eaten_with import row_beside
from estimator.words.found import Found, distinct, text_of, title_of, words_of
from estimator.words.line import Line
from estimator.words.line_rows import NotUnderstood, Row
from estimator.words.quantity import Quantity, has_number, number_at
from estimator.words.segments import Item as Segment
from estimator.words.segments import past_join
from estimator.words.usual_amounts import is_kind_of

_MILKS: Final = frozenset({"oat-milk", "soy-milk", "almond-milk", "coconut-milk"})
_LEANER: Final = frozenset({"milk-skimmed", "milk-semi-skimmed", "milk-low-fat-1"})
_OF_FAT: Final = {
    "free": "skimmed milk",
    "low": "low-fat milk",
    "less": "low-fat milk",
    "half": "semi-skimmed milk",
}
"""The milk that a word of its fat stands for."""

_PLANTS: Final = frozenset({"oat", "oatmilk", "oatly", "soy", "soya", "almond", "rice", "coconut"})
_LATTE: Final = "coffee-latte"
_COFFEE: Final = "coffee"
_HOSTS: Final = frozenset({_LATTE, "hot-chocolate", "milkshake"})


def of_another_milk(line: Line, segment: Segment, meal: str) -> list[Row]:
    """Return the rows of a drink that is made with another milk; none if it is none.

    A latte is its share of coffee, and that milk in the place of whole milk; of which
    parts other drinks are made nobody says, and they are asked about.
    """
    drink, milk, others = _drink_and_milk(line, segment)
    if not milk:
        return []
    reading, host = line.best(drink)
    milk_read, guest = line.best(milk)
    if reading is None or milk_read is None:
        return []
    whole = line.text_of([*segment.atoms, *milk])
    row = line.row(line.text_of(drink), reading, host, meal)
    if host.items[0].item_id != _LATTE or isinstance(row, NotUnderstood):
        return [line.row(whole, reading, _asked(host, guest), meal)]
    coffee = line.finder.find(words_of([_COFFEE]))
    of_coffee = round(row.quantity * _share_of_coffee(), 1)
    of_milk = round(row.quantity - of_coffee, 1)
    plant = is_kind_of(guest.items[0], _MILKS)
    kind = title_of(guest.items[0]) if plant else guest.items[0].name
    called = text_of(reading.words) if plant else line.text_of(segment.atoms)
    said = f"“{called}” is read as coffee and {kind}."
    alone = replace(reading, quantity=Quantity())
    named = drink if plant else segment.atoms
    text = line.text_of([*named, *(atom for one in segment.without for atom in one)])
    first = line.row(text, alone, coffee, meal, (said,), of_coffee)
    beside = (row_beside(line, atoms, first, segment, meal) for atoms in others)
    return [first, line.row(line.text_of(milk), milk_read, guest, meal, (), of_milk), *beside]


def _asked(host: Found, guest: Found) -> Found:
    drink, milk = title_of(host.items[0]), title_of(guest.items[0])
    items = distinct((*host.items[:1], *guest.items[:1], *host.items[1:]))
    return replace(host, items=items, sure=False, reason=f"No {drink} of {milk} is in the table.")


@cache
def _share_of_coffee() -> float:
    """Return how much of a latte is coffee, by its recipe."""
    grams = {row.ingredient_id: row.grams for row in plain_rows("dishes") if row.food_id == _LATTE}
    return float(grams[_COFFEE] / sum(grams.values()))


def _drink_and_milk(
    line: Line, segment: Segment
) -> tuple[list[Atom], list[Atom], list[list[Atom]]]:
    """Return a drink of milk, the other milk that it is made with, and what else is in it."""
    latte = _is(line, segment.atoms, frozenset({_LATTE}))
    for place, atoms in enumerate(segment.beside):
        milk = list(past_join(atoms))
        plant = _is(line, milk, _MILKS) and _is(line, segment.atoms, _HOSTS)
        if plant or (not has_number(milk) and _is(line, milk, _LEANER) and latte):
            others = [one for at, one in enumerate(segment.beside) if at != place]
            return segment.atoms, milk, others
    fat = next((atom for atom in segment.atoms if atom.meaning("fat") in _OF_FAT), None)
    if fat and latte:
        drink = [atom for atom in segment.atoms if atom is not fat]
        milk = [replace(fat, text=_OF_FAT[fat.meaning("fat")], senses=())]
        if _is(line, drink, frozenset({_LATTE})) and _is(line, milk, _LEANER):
            return drink, milk, segment.beside
    if any(not _PLANTS.isdisjoint(atom.key.split()) for atom in segment.atoms):
        return *_named_before(line, segment.atoms), segment.beside
    return [], [], []


def _named_before(line: Line, atoms: Sequence[Atom]) -> tuple[list[Atom], list[Atom]]:
    """Part "2 large oat lattes" into the lattes and what they are made with."""
    start = _end_of_amount(atoms)
    for place in range(start + 1, len(atoms)):
        drink = [*atoms[:start], *atoms[place:]]
        if not _is(line, drink, _HOSTS):
            continue
        milk = list(atoms[start:place])
        end = milk[-1].end
        for named in (milk, [*milk, Atom("word", "milk", end, end)]):
            if _is(line, named, _MILKS):
                return drink, named
    return [], []


def _end_of_amount(atoms: Sequence[Atom]) -> int:
    read = number_at(atoms, 0)
    place = read[0] if read else 0
    while place < len(atoms) and atoms[place].is_("unit", "size", "of", "article"):
        place += 1
    return place


def _is(line: Line, atoms: Sequence[Atom], kinds: frozenset[str]) -> bool:
    """Return whether atoms are a food of some kinds for certain."""
    found = line.best(atoms)[1]
    return found.sure and is_kind_of(found.items[0], kinds)
