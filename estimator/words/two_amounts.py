"""Reads a food with two numbers: "2 x 28 g", "150 g/5 oz", "a can (5 oz)"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.measures.unit_names import MASSES, VOLUMES
from estimator.words.amount_and_food import Reading, is_times, past_of, reading_of
from estimator.words.atoms import Atom
from estimator.words.quantity import WORDS_OF_TIMES, Number, Quantity, value_of

_BY_EYE: Final = frozenset({"tsp", "tbsp", "cup"})
WEIGHING_UNITS: Final = frozenset(unit.label for unit in (*MASSES, *VOLUMES)) - _BY_EYE
WORDS_OF_EACH: Final = frozenset({"each", "ea", "apiece"})
_SAME_SHARE: Final = 0.12
"""Two weights of one thing ("150g/5oz") differ by less than this share."""

_GRAMS: Final = {
    "g": 1.0,
    "kg": 1000.0,
    "mg": 0.001,
    "oz": 28.35,
    "lb": 453.6,
    "ml": 1.0,
    "cl": 10.0,
    "dl": 100.0,
    "l": 1000.0,
    "fl oz": 29.57,
}
"""Only to tell whether two weights are one; nothing is logged by these."""


def of_two_amounts(
    atoms: Sequence[Atom], found: Sequence[tuple[int, int, Number]], said: tuple[str, ...]
) -> Iterator[Reading]:
    """Read atoms with several numbers: "2 x 28 g", "150 g/5 oz", "1 can (5 oz)"."""
    spans = [_spanned(atoms, *one) for one in found]
    used = {place for start, end, *_ in spans for place in range(start, end)}
    food = [
        atom
        for place, atom in enumerate(atoms)
        if place not in used
        and not (is_times(atom) or atom.text in "/()~=" or atom.key in WORDS_OF_EACH)
    ]
    food = past_of(food)
    stray = atoms[found[-1][0]].text
    start, end, number, unit, text = spans[0]
    rest = [*atoms[:start], *past_of(atoms[end:])]
    named = [replace(atom, kind="word") if atom.kind == "number" else atom for atom in rest]
    # "1 capsule mk-7 90": a later number may be in the name.
    yield reading_of(Quantity(number, unit, text), named, said)
    if len(spans) == 2:
        quantity, words = _together(atoms, spans, found)
        if quantity:
            container = [atom for atom in food if atom.is_("unit")][:1]
            if container and food[0] is container[0]:
                # "a 500 g pack of mince": the pack weighs as much.
                food = past_of(food[1:])
            yield reading_of(quantity, food, (*said, *words))
            return
    yield replace(reading_of(Quantity(), food, said), stray=stray)


def _is_of_each(atoms: Sequence[Atom], span: tuple[int, int, Number, str, str]) -> bool:
    """Return whether a weight is of each of several: "3 cookies 20 g each"."""
    after = atoms[span[1] : span[1] + 1]
    return bool(after) and after[0].key in WORDS_OF_EACH


def _spanned(
    atoms: Sequence[Atom], start: int, end: int, number: Number
) -> tuple[int, int, Number, str, str]:
    """Return where an amount with its unit begins and ends."""
    if end < len(atoms) and atoms[end].is_("unit"):
        return start, end + 1, number, atoms[end].meaning("unit"), atoms[end].text
    return start, end, number, "", ""


def _together(
    atoms: Sequence[Atom],
    spans: Sequence[tuple[int, int, Number, str, str]],
    found: Sequence[tuple[int, int, Number]],
) -> tuple[Quantity | None, tuple[str, ...]]:
    """Return the one amount that two amounts are, and how it was made."""
    (_, first_end, one, one_unit, one_text), (start, _, other, unit, text) = spans
    between = [atom.text.casefold() for atom in atoms[first_end:start]]
    if one.value is None or other.value is None:
        return None, ()
    if unit in WEIGHING_UNITS and one_unit not in WEIGHING_UNITS and _is_of_each(atoms, spans[1]):
        each = value_of(other)
        return Quantity(Number("", value_of(one) * each), unit, text), (
            f"{value_of(one):g} x {each:g} {text}.",
        )
    bracketed = "(" in between or "=" in between or "~" in between
    times = any(mark in WORDS_OF_TIMES for mark in between)
    if not one_unit and one.value == 1 and unit in WEIGHING_UNITS and between and not times:
        # "1 beer 330 ml" holds that.
        return Quantity(other, unit, text), ()
    if "/" in between or (bracketed and one_unit in WEIGHING_UNITS):
        if one_unit in _GRAMS and unit in _GRAMS:
            first, second = one.value * _GRAMS[one_unit], other.value * _GRAMS[unit]
            if abs(first - second) <= _SAME_SHARE * max(first, second):
                said = f"{other.text} {text} is read as the same amount."
                return Quantity(one, one_unit, one_text), (said,)
        return None, ()
    times = times or bool(one_unit and one_unit not in WEIGHING_UNITS)
    if unit in WEIGHING_UNITS and one_unit not in WEIGHING_UNITS and (times or bracketed):
        each = value_of(other)
        if bracketed and one_unit in ("", "piece", "slice", "serving"):
            said = f"({other.text} {text}) is read as the weight of all of it."
            return Quantity(Number(other.text, each), unit, text), (said,)
        total = value_of(one) * each
        said = f"{value_of(one):g} x {each:g} {text}."
        return Quantity(Number("", total), unit, text), (said,)
    return None, ()
