"""Slices of bread that are named with what is on them: "Käsebrot", "2 mackor med ost".

Where people eat open sandwiches, such a word is one slice and what lies on it, and no sandwich of
two slices.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.by_company import tell
from estimator.words.compounds import unlinked
from estimator.words.grammar import grammar
from estimator.words.line import Line
from estimator.words.quantity import number_at
from estimator.words.segments import Item as Segment
from estimator.words.text import fold
from estimator.words.usual_amounts import goes_beside

_SHORTEST_TOPPING: Final = 2


def on_slices(line: Line, segment: Segment) -> tuple[Segment, str]:
    """Part slices of bread from what is on them; say where the bread is not named."""
    slices = grammar().slices.get(line.finder.language)
    place = _end_of_amount(segment.atoms)
    number, rest = segment.atoms[:place], segment.atoms[place:]
    if slices is None or not rest or rest[0].kind != "word":
        return segment, ""
    name, *others = rest
    bread = replace(name, text=slices.bread, senses=(), named=False, strange=False)
    if name.key in slices.words or (name.key in slices.units and not others):
        named = others[bool(others) and others[0].is_("of") :]
        toppings = [named] if named else []
        guests = [*toppings, *(one[one[0].is_("with") :] for one in segment.beside[:1])]
        if guests and all(goes_on(line, bread, one) for one in guests):
            unit = [] if name.key in slices.words else [name]
            atoms = [*number, *unit, bread]
            apart = replace(segment, atoms=atoms, beside=[*toppings, *segment.beside], apart=True)
            return apart, f"“{name.text}” is read as bread." if unit else ""
        return segment, ""
    if others:
        return _on_the_last(line, segment, slices.words), ""
    return on_one_word(line, segment), ""


def on_one_word(line: Line, segment: Segment) -> Segment:
    """Part bread and what is on it that are written as one word, of whichever language."""
    place = _end_of_amount(segment.atoms)
    number, rest = segment.atoms[:place], segment.atoms[place:]
    if len(rest) != 1 or rest[0].kind != "word" or is_bread(line, rest):
        return segment
    every = grammar().slices
    own = every.get(line.finder.language)
    plain = own.bread if own else "bread"
    ways = [(plain, one.words) for one in (own, *every.values()) if one]
    if not line.best(rest)[1].sure:
        # A "Schinkenbrötchen" has a name of its own, a "Lachsbrötchen" has none.
        ways += [(one.bread, one.words) for one in grammar().rolls.values()]
    for name, words in ways:
        bread = replace(rest[0], text=name, senses=(), named=False, strange=False)
        for topping in _on_compound(rest[0], words):
            if goes_on(line, bread, [topping]):
                beside = [[topping], *segment.beside]
                return replace(segment, atoms=[*number, bread], beside=beside, apart=True)
    return segment


def as_bread(line: Line, atoms: list[Atom]) -> list[Atom]:
    """Return atoms, the bread in the place of a word for a slice that something lies on."""
    slices = grammar().slices.get(line.finder.language)
    place = _end_of_amount(atoms)
    if slices is None or len(atoms) != place + 1:
        return atoms
    if atoms[place].key not in slices.words | slices.units:
        return atoms
    bread = replace(atoms[place], text=slices.bread, senses=(), named=False, strange=False)
    return [*atoms[:place], bread]


def _end_of_amount(atoms: list[Atom]) -> int:
    """Return where the name begins, behind a number, a size and marks."""
    place = 0
    while place < len(atoms):
        if read := number_at(atoms, place):
            place += read[0]
        elif atoms[place].kind == "mark" or atoms[place].is_("size", "article"):
            place += 1
        else:
            break
    return place


def _on_the_last(line: Line, segment: Segment, breads: frozenset[str]) -> Segment:
    """Part a food from what the word before says is on it: "2 dilim reçelli ekmek", "ballı yoğurt".

    Not where a dish is called so.
    """
    *amount, topping, bread = segment.atoms
    kinds = ("number", "unit", "article", "size")
    counted = all(one.kind != "word" or one.is_(*kinds) for one in amount)
    with_it = topping.key.endswith(grammar().endings_of_with.get(line.finder.language, ()))
    if not counted or not (with_it or bread.key in breads) or line.best(segment.atoms)[1].sure:
        return segment
    if not goes_on(line, bread, [topping]):
        return segment
    beside = [[topping], *segment.beside]
    return replace(segment, atoms=[*amount, bread], beside=beside, apart=True)


def _on_compound(name: Atom, breads: frozenset[str]) -> Iterator[Atom]:
    """Yield what may be on a slice by a word written as one: "leverpostejmad"."""
    for length in range(len(name.text) - _SHORTEST_TOPPING, 0, -1):
        middle = len(name.text) - length
        if fold(name.text[middle:]) in breads:
            for form in unlinked(name.text[:middle]):
                end = name.start + middle
                yield replace(name, text=form, end=end, senses=(), strange=False)


def goes_on(line: Line, bread: Atom, atoms: Sequence[Atom]) -> bool:
    """Return whether a food is put on a bread for certain."""
    tell(line, atoms, [bread])
    return goes_beside(line.best([bread])[1], line.best(atoms)[1])


def is_bread(line: Line, atoms: Sequence[Atom]) -> bool:
    """Return whether a word is a kind of bread by itself: "Vollkornbrot"."""
    found = line.best(atoms)[1]
    return found.sure and found.items[0].item_id.startswith("bread-")
