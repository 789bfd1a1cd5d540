"""What stands above foods and is none: the "tea" and "cheeses" of an evening."""

from collections.abc import Sequence
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.belonging import foods_of
from estimator.words.found import QUALIFIED
from estimator.words.line import Line
from estimator.words.quantity import has_number
from estimator.words.usual_amounts import amount_beside, is_kind_of

_MADE: Final = frozenset({"mixed dishes", "bread and cereal"})
"""Groups of foods that one makes of what is listed with its amounts."""


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
    if recipe and not has_number(head) and is_kind_of(name.items[0], _MADE):
        # "overnight oats: 50 g oats, 100 ml milk"
        return True
    return not goes and not whole.sure


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
