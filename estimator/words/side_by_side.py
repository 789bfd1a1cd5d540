"""Foods that stand side by side without a word between them: "rajma chawal", "steak frites".

English and the languages of the East put what a dish is made of before it: a "potato bread" is no
potato and no bread. Where such words are written as one, or follow what they qualify, a main food
beside rice, bread, potatoes or vegetables is two foods on a plate.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from estimator.foods.items import Food
from estimator.words.atoms import Atom
from estimator.words.found import PART, QUALIFIED, Found
from estimator.words.line import Line
from estimator.words.usual_amounts import amount_beside

_APART_IN: Final = frozenset({"hi", "de", "nl", "da", "sv", "no", "fr", "es", "it", "pt"})
_VEGETABLES_IN: Final = frozenset({"hi", "fr", "es", "it", "pt"})
"""There a vegetable may stand beside a main food: "poulet haricots verts"."""

_MAINS: Final = frozenset(
    {"red meat", "poultry", "processed meat", "fish and seafood", "eggs", "mixed dishes"}
)
_PULSES: Final = ("beans", "lentils", "chickpeas", "soup-bean", "cheese-queso-blanco")
_SIDES: Final = ("french-fries", "rice-", "potato", "pasta-cooked", "noodles-")
_BREAD: Final = ("bread-", "tortilla-")
_VEGETABLES: Final = "fruit, vegetables and nuts"
_MOST_WORDS: Final = 6


def side_by_side(line: Line, atoms: Sequence[Atom]) -> list[list[Atom]]:
    """Return the atoms of each food that stand side by side; none if they are one food."""
    language = line.finder.language
    words = [atom for atom in atoms if atom.kind == "word"]
    if language not in _APART_IN or not 1 < len(words) <= _MOST_WORDS:
        return []
    if any(atom.kind != "word" for atom in atoms[1:]) or any(a.is_("with", "of") for a in atoms):
        return []
    whole = line.best(atoms)[1]
    if whole.sure and whole.how != PART:
        return []
    return next(_ways(line, list(atoms), [], language), [])


def _ways(
    line: Line, atoms: list[Atom], before: list[Found], language: str
) -> Iterator[list[list[Atom]]]:
    """Yield the ways to part atoms into foods, the longest first food first."""
    for place in range(len(atoms), 0, -1):
        if place == len(atoms) and not before:
            continue
        food = _food(line, atoms[:place])
        if food is None or not (
            not before or any(_go_together(one, food, language) for one in before)
        ):
            continue
        if place == len(atoms):
            yield [atoms]
        for parts in _ways(line, atoms[place:], [*before, food], language):
            yield [atoms[:place], *parts]


def _food(line: Line, atoms: Sequence[Atom]) -> Found | None:
    """Return what atoms mean that are the name of a food, one that only stands in too."""
    found = line.best(atoms)[1]
    if found.how > QUALIFIED or not found.items or not isinstance(found.items[0], Food):
        return None
    return found


def _go_together(first: Found, other: Found, language: str) -> bool:
    """Return whether two foods may be a meal, one of which at least is certain."""
    host, guest = first.items[0], other.items[0]
    if not (first.sure or other.sure):
        return False
    if not (isinstance(host, Food) and isinstance(guest, Food)) or host == guest:
        return False
    if first.sure and other.sure and amount_beside(host, guest) is not None:
        return host.food_id.startswith(_BREAD)
    return (_is_main(host, language) and _is_side(guest, language)) or (
        _is_side(host, language) and _is_main(guest, language)
    )


def _is_main(food: Food, language: str) -> bool:
    if language in _VEGETABLES_IN and food.group == _VEGETABLES:
        return True
    return food.group in _MAINS or food.food_id.startswith(_PULSES)


def _is_side(food: Food, language: str) -> bool:
    sides = (*_SIDES, *_BREAD) if language == "hi" else _SIDES
    if language in _VEGETABLES_IN - {"hi"} and food.group == _VEGETABLES:
        return True
    return food.food_id.startswith(sides)
