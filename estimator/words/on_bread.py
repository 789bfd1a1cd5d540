"""Bread and what English names before it: "avocado toast", "prawn sandwich"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food
from estimator.words.atoms import Atom
from estimator.words.grammar import ENGLISH, Sense
from estimator.words.line import Line
from estimator.words.on_slices import goes_on, is_bread, on_one_word, on_slices
from estimator.words.quantity import has_number, number_at, value_of
from estimator.words.segments import Item as Segment

_BREAD: Final = "bread"
_TOAST: Final = "toast"
_SANDWICHES: Final = frozenset(
    {"sandwich", "sandwiches", "sarnie", "sarnies", "butty", "butties", "toastie", "toasties"}
    | {"sanga", "sangas", "sanger", "sangers", "sammie", "sammies", "sambo", "sambos"}
)
_BREADS: Final = frozenset(
    {"bagel", "bagels", "bap", "baps", "roll", "rolls", "wrap", "wraps", "bun", "buns"}
    | {"croissant", "croissants", "pitta", "pittas", "pita", "pitas", "cob", "cobs"}
)
_SLICES: Final = 2
"""So many slices of bread are in a sandwich."""

_SHORTEST_COMPOUND: Final = 6

_FILLINGS: Final = frozenset(
    {"red meat", "processed meat", "poultry", "fish and seafood", "organ meats", "cheese", "eggs"}
)
_BESIDE_FILLINGS: Final = frozenset(
    {"fruit, vegetables and nuts", "fermented vegetables", "spices and condiments"}
)
_IN_DOUGH: Final = frozenset({"eggs", "organ meats"})
_SPREADS: Final = (
    "hummus",
    "liver-pate",
    "mushrooms",
    "avocado",
    "tuna-salad",
    "pulled-pork",
    "egg-salad",
)

_SPREADS_OF_SANDWICHES: Final = frozenset({"peanut-butter", "chocolate-spread", "yeast-extract"})
"""A "nutella roll" may be a cake."""


def on_bread(line: Line, segment: Segment) -> tuple[Segment, str]:
    """Part bread and what is on it, where no dish is called so; say what a sandwich is read as."""
    if line.finder.language != ENGLISH:
        return on_slices(line, segment)
    *before, bread = segment.atoms or [Atom("mark", "", 0, 0)]
    if bread.key == _BREAD and any(one[0].is_("with") for one in segment.beside[:1]):
        return replace(segment, apart=True), ""  # a "cheese bread" is something else
    if bread.kind == "word" and len(bread.key) >= _SHORTEST_COMPOUND:
        segment = on_one_word(line, segment)
    if not before or bread.kind != "word" or segment.atoms[-1] is not bread:
        return segment, ""
    count = _count(before)
    number, topping = before[:count], before[count:]
    if not topping or line.best(segment.atoms)[1].sure:
        return segment, ""
    if bread.key == _TOAST:
        if segment.beside or not goes_on(line, bread, topping):
            return segment, ""
        return replace(segment, atoms=[*number, bread], beside=[topping]), ""
    if bread.key not in _SANDWICHES | _BREADS:
        return segment, ""
    fillings = [one for part in _each(topping) for one in _side_by_side(line, part)]
    alone = len(fillings) == 1
    held = [_is_filling(line, one, bread.key, alone) for one in fillings]
    if not any(held) or not all(
        one or _is_beside_a_filling(line, atoms) for one, atoms in zip(held, fillings, strict=True)
    ):
        return segment, ""
    atoms, said = [*number, bread], ""
    if bread.key in _SANDWICHES:
        each = number_at(number, 0) if number else None
        slices = _SLICES * (value_of(each[1]) if each else 1.0)
        if slices < _SLICES:
            return segment, ""
        kind = next((one for one in segment.beside if _tells_the_bread(line, one)), None)
        segment = replace(segment, beside=[one for one in segment.beside if one is not kind])
        atoms = _slices_of(kind[1:] if kind else [], bread, slices, number)
        said = f"“{bread.text}” is read as {slices:g} slices of bread."
    return replace(segment, atoms=atoms, beside=[*fillings, *segment.beside], apart=True), said


def _tells_the_bread(line: Line, atoms: Sequence[Atom]) -> bool:
    """Return whether "on rye bread" says of which bread a sandwich is."""
    return is_bread(line, atoms[1:]) and not has_number(atoms)


def _count(atoms: Sequence[Atom]) -> int:
    """Return how many atoms say how many: "2", "a", "two slices of"."""
    read = number_at(atoms, 0)
    count = read[0] if read else 0
    if count and len(atoms) > count and atoms[count].meaning("unit") in ("slice", "piece"):
        count += 1 + (len(atoms) > count + 1 and atoms[count + 1].is_("of"))
    return count


def _each(atoms: Sequence[Atom]) -> Iterator[list[Atom]]:
    """Yield what stands between "and" and commas."""
    part: list[Atom] = []
    for atom in atoms:
        if atom.is_("and") or (atom.kind == "mark" and atom.text in ",&+"):
            if part:
                yield part
            part = []
        else:
            part.append(atom)
    if part:
        yield part


def _side_by_side(line: Line, atoms: list[Atom]) -> list[list[Atom]]:
    """Return two foods that stand side by side, as the "and" between them says no more by now."""
    if not line.best(atoms)[1].sure:
        for place in range(1, len(atoms)):
            parts = [atoms[:place], atoms[place:]]
            if all(line.best(part)[1].sure for part in parts):
                return parts
    return [atoms]


def _is_filling(line: Line, atoms: Sequence[Atom], bread: str, alone: bool) -> bool:
    """Return whether atoms are one food for certain that is put on a bread.

    An "egg bagel" may be made with egg.
    """
    food = line.best(atoms)[1]
    if not food.sure or not isinstance(food.items[0], Food):
        return False
    if bread in _BREADS and alone and food.items[0].group in _IN_DOUGH:
        return False
    if bread in _SANDWICHES and food.items[0].food_id in _SPREADS_OF_SANDWICHES:
        return True
    return food.items[0].group in _FILLINGS or food.items[0].food_id.startswith(_SPREADS)


def _is_beside_a_filling(line: Line, atoms: Sequence[Atom]) -> bool:
    """Return whether atoms are a plant or a sauce that lies on a bread with something else."""
    found = line.best(atoms)[1]
    if not found.sure or not isinstance(found.items[0], Food):
        return False
    return found.items[0].group in _BESIDE_FILLINGS


def _slices_of(
    kind: Sequence[Atom], bread: Atom, slices: float, number: Sequence[Atom]
) -> list[Atom]:
    """Return the atoms of so many slices of a kind of bread, where a sandwich is written."""
    start = number[0].start if number else bread.start
    amount = Atom("number", f"{slices:g}", start, bread.start)
    unit = replace(bread, text="slices", senses=(Sense("unit", "slice", ENGLISH),), named=False)
    return [amount, unit, *(kind or [replace(bread, text="bread", senses=(), named=False)])]
