"""Which pieces of a line are of one food, and what only qualifies the food before it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food, Item
from estimator.words.atoms import Atom
from estimator.words.found import EVERY_WORD, INFLECTED, NAMED, is_dish
from estimator.words.grammar import ENGLISH, Sense, grammar
from estimator.words.line import Line
from estimator.words.parted import parted_by_amounts
from estimator.words.quantity import (
    begins_with_article,
    has_number,
    is_amount,
    only_amount,
    only_measure,
)
from estimator.words.segments import Item as Segment
from estimator.words.segments import Piece, is_picture, pieces, split_with
from estimator.words.side_by_side import side_by_side
from estimator.words.usual_amounts import amount_beside

_SAYS_NOTHING: Final = Sense("noise", "", ENGLISH)
_PLANTS: Final = frozenset({"fruit, vegetables and nuts", "fermented vegetables"})
_FEWEST_OF_A_LIST: Final = 4
"""Words that end a list of what is in a dish: "egg and cheese biscuit"."""

_APART: Final = frozenset({"beverages", "mixed dishes", "sweets and chocolate"})
"""Groups of which a food is no part of the dish that follows: "coffee and a ham sandwich"."""


def foods_of(line: Line, atoms: Sequence[Atom]) -> Iterator[Segment]:
    """Put together the pieces that are one food, and part what it is eaten with."""
    segments: list[Segment] = []
    cut = pieces(atoms)
    for piece in (part for one in cut for part in parted_by_amounts(line, one)):
        if len(cut) > 1 and _is_decoration(line, piece, cut):
            continue
        last = segments[-1] if segments else None
        if last is not None and all(a.kind == "mark" and not a.named for a in piece.atoms):
            last.atoms.extend(piece.atoms)
            continue
        if last is not None and _belongs(line, last, piece.atoms, piece.after):
            continue
        segment = _apart(line, piece.atoms)
        segment.after = piece.after
        segments.append(segment)
    yield from segments


def _apart(line: Line, atoms: list[Atom]) -> Segment:
    """Part foods that stand side by side, or with "with" between them."""
    if parts := side_by_side(line, atoms):
        return Segment(parts[0], beside=parts[1:], apart=True)
    segment = split_with(atoms)
    segment.beside = [part for one in segment.beside for part in _each(line, one)]
    if segment.beside and (parts := side_by_side(line, segment.atoms)):
        # "pizza cola with ice"
        return replace(segment, atoms=parts[0], beside=[*parts[1:], *segment.beside], apart=True)
    return segment


def _each(line: Line, beside: list[Atom]) -> list[list[Atom]]:
    """Part what a food is eaten with where it is a list: "with lettuce tomato mayo"."""
    parts = side_by_side(line, beside[1:], True)
    return [[beside[0], *parts[0]], *parts[1:]] if parts else [beside]


def _is_decoration(line: Line, piece: Piece, others: Sequence[Piece]) -> bool:
    """Return whether a piece is but the picture of a food that is written: "banana 🍌"."""
    if not all(map(is_picture, piece.atoms)):
        return False
    shown = line.best(piece.atoms)[1].items[:1]
    written = [
        item
        for other in others
        if not all(map(is_picture, other.atoms))
        for one in (split_with(other.atoms).atoms, *split_with(other.atoms).beside)
        for item in line.best(one)[1].items[:1]
    ]
    return any(_sort(item) == _sort(one) for item in shown for one in written)


def _sort(item: Item) -> str:
    return item.item_id.partition("-")[0]


def _belongs(line: Line, last: Segment, atoms: list[Atom], after: str) -> bool:
    """Add a piece to the food before it, if it belongs there."""
    if after == ";":
        return False
    mark = [Atom("mark", ",", atoms[0].start, atoms[0].start)]
    alone = is_amount(atoms) or only_measure(atoms)
    if after == "," and not last.beside and not has_number(last.atoms) and alone:
        last.atoms += mark + atoms
        return True
    if after == "," and not last.beside and only_amount(last.atoms) and not has_number(atoms):
        # "1 cup, shredded Gouda"
        last.atoms += mark + atoms
        return True
    if after == "," and last.atoms and atoms[0].is_("with") and not atoms[0].is_("number", "unit"):
        # "quesadilla, with cheese"
        last.beside.append(atoms)
        return True
    if after == "," and not last.beside and _qualifies_with_amount(line, last, atoms):
        last.atoms += mark + atoms
        return True
    if after == "," and _only_qualifies(line, atoms):
        (last.beside[-1] if last.beside else last.atoms).extend(mark + atoms)
        return True
    if after == "," and not last.beside and _is_a_part(line, last.atoms, atoms):
        last.atoms += mark + atoms
        return True
    if after == "," and not last.beside and _is_listed_dish(line, last.atoms, atoms):
        last.atoms += atoms
        return True
    if after == "," and not last.beside and _is_its_kind(line, last.atoms, atoms):
        last.atoms = [*atoms, *last.atoms]
        return True
    if after == "," and atoms[0].is_("without") and not has_number(atoms):
        last.without.append(atoms)
        return True
    if after == "," and _same_food(line, last.atoms, atoms):
        kind = [replace(atom, senses=(_SAYS_NOTHING,), named=False) for atom in last.atoms]
        last.atoms = [*kind, *mark, *atoms]
        return True
    if has_number(atoms) or begins_with_article(atoms):
        return False
    if last.beside and after:
        joined = split_with(atoms)
        if joined.beside or joined.without or not _goes_beside(line, last, atoms):
            return False
        last.beside.append(atoms)
        return True
    dish = split_with(atoms)
    if after == "and" and dish.atoms and _one_dish(line, last, dish.atoms):
        last.atoms += dish.atoms
        last.beside += dish.beside
        last.without += dish.without
        return True
    return False


def _goes_beside(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether what follows goes on with what a food is eaten with."""
    host = line.best(last.atoms)[1]
    guest = line.best(atoms)[1]
    if not (host.sure and guest.sure):
        return False
    if isinstance(guest.items[0], Food) and guest.items[0].group == "mixed dishes":
        return False
    return amount_beside(host.items[0], guest.items[0]) is not None or is_dish(host.items[0])


def _same_food(line: Line, before: list[Atom], atoms: list[Atom]) -> bool:
    """Return whether a piece names in full what the one before named in part."""
    if has_number(atoms):
        return False
    own = line.best(atoms)[1]
    if not own.sure or own.how != NAMED:
        return False
    first, second = line.words(before), line.words(atoms)
    repeated = {word.key for word in first} & {word.key for word in second}
    if repeated or (has_number(before) and not line.finder.named((*second, *first))):
        return False
    # "fish, mackerel" is one fish, as tables of foods have it.
    whole = line.finder.find((*second, *first))
    named_so = whole.how in (NAMED, INFLECTED, EVERY_WORD) and whole.matched >= len(first) + 1
    return whole.sure and named_so and whole.items[0] == own.items[0]


def _is_a_part(line: Line, before: list[Atom], atoms: list[Atom]) -> bool:
    """Return whether a piece that is no food alone names one with what is before it.

    "Chicken, breast" is a chicken breast.
    """
    if has_number(before) or has_number(atoms) or line.best(atoms)[1].sure:
        return False
    first, second = line.words(before), line.words(atoms)
    ways = ((*first, *second), (*second, *first)) if second else ()
    return any(whole is not None and whole.sure for whole in map(line.finder.named, ways))


def _is_listed_dish(line: Line, before: list[Atom], atoms: list[Atom]) -> bool:
    """Return whether a comma stands in a dish that is named by what is in it.

    "Sausage, egg and cheese biscuit" is one food, and so is a "bacon, lettuce and tomato sandwich".
    """
    words = line.words(atoms)
    if has_number(atoms) or len(words) < _FEWEST_OF_A_LIST:
        return False
    whole = line.finder.named((*line.words(before), *words))
    return whole is not None and whole.sure and is_dish(whole.items[0])


def _is_its_kind(line: Line, before: list[Atom], atoms: list[Atom]) -> bool:
    """Return whether a piece is a fruit that says of which kind the food before it is.

    "Oil, olive" is olive oil: one who eats an olive says how many.
    """
    if has_number(before) or has_number(atoms):
        return False
    own, words = line.best(atoms)[1], line.words(atoms)
    whole = line.finder.named((*words, *line.words(before))) if own.sure else None
    if whole is None or not whole.sure:
        return False
    host = line.best(before)[1]
    if not host.sure:
        # "Sandwich" alone is no food that is certain.
        return True
    food, kind, of_it = own.items[0], host.items[0], whole.items[0]
    plant = isinstance(food, Food) and food.group in _PLANTS
    # "Crisps, apple" are no apple crisp.
    alike = isinstance(kind, Food) and isinstance(of_it, Food) and kind.group == of_it.group
    return plant and alike and line.finder.is_singular(words)


def _qualifies_with_amount(line: Line, last: Segment, atoms: Sequence[Atom]) -> bool:
    """Return whether a piece says how the food before it is, and how much: "pasta, dry 100 g"."""
    if not has_number(atoms) or has_number(last.atoms):
        return False
    words = line.words(atoms)
    return bool(words) and line.finder.only_qualifies(words)


def _only_qualifies(line: Line, atoms: Sequence[Atom]) -> bool:
    if has_number(atoms):
        return False
    words = line.words(atoms)
    if not words:
        return all(atom.kind == "mark" or atom.is_("noise", "about") for atom in atoms)
    return line.finder.only_qualifies(words)


def _one_dish(line: Line, last: Segment, atoms: Sequence[Atom]) -> bool:
    """Return whether "cheese and tomato sandwich" is one dish."""
    words = line.words(atoms)
    if not words or last.beside or last.after == ",":
        return False
    ends = {words[-1].key, words[0].key}

    if (
        not any(sense.kind == "dish" for end in ends for sense in grammar().senses(end))
        or len(words) < 2
    ):
        return False
    own = line.best(last.atoms)[1]
    if not own.items or (isinstance(own.items[0], Food) and own.items[0].group in _APART):
        return False
    whole = line.finder.find((*line.words(last.atoms), *words))
    # Nor is a dish that nobody knows cut apart: "spinach and artichoke dip" is asked about.
    return whole.sure or not line.best(atoms)[1].sure
