"""Which pieces of a line are of one food, and what only qualifies the food before it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food, Item
from estimator.words.after_comma import rule_of
from estimator.words.atoms import Atom
from estimator.words.by_company import tell
from estimator.words.found import is_dish
from estimator.words.goes_into import cups_behind
from estimator.words.grammar import grammar
from estimator.words.line import Line
from estimator.words.on_slices import as_bread
from estimator.words.parted import parted_by_amounts
from estimator.words.quantity import (
    begins_with_article,
    has_number,
    is_amount,
    number_at,
    only_measure,
)
from estimator.words.segments import Item as Segment
from estimator.words.segments import Piece, is_picture, pieces, split_with
from estimator.words.side_by_side import side_by_side
from estimator.words.usual_amounts import OF_A_DISH, amount_beside, goes_beside, is_kind_of

_COMPANY: Final = frozenset(
    {"butter and fats", "spices and condiments", "milk and cream", "sugar-honey-jam", "creamer"}
    | {"soy-milk", "oat-milk", "almond-milk", "peanut-butter", "chocolate-spread"}
)
"""What is hardly eaten by itself."""

_BREAD: Final = "bread-"
_TWO: Final = 2
_FRUIT: Final = frozenset({"fruit, vegetables and nuts"})
_MILKS: Final = frozenset({"milk", "soy-milk", "oat-milk", "almond-milk"})
_CEREALS: Final = frozenset({"breakfast-cereal", "muesli", "granola", "porridge"})
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
        if last is not None and (another := _another_slice(line, last, piece)):
            segments.append(another)
            continue
        if last is not None and last.atoms and _is_seasoning(piece.atoms):
            last.without.append(piece.atoms)
            continue
        if last is not None and _belongs(line, last, piece.atoms, piece.after):
            continue
        if _is_milk_of_cereal(line, segments[-2:], piece):
            fruit = segments.pop()
            segments[-1].beside += [fruit.atoms, piece.atoms]
            segments[-1].apart = True
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
    segment.without += [one for one in segment.beside if _is_seasoning(one)]
    beside = [one for one in segment.beside if not _is_seasoning(one)]
    segment.beside = [part for one in beside for part in _each(line, one)]
    if (segment.beside or segment.without) and (parts := side_by_side(line, segment.atoms)):
        # "pizza cola with ice"
        return replace(segment, atoms=parts[0], beside=[*parts[1:], *segment.beside], apart=True)
    return segment


def _another_slice(line: Line, last: Segment, piece: Piece) -> Segment | None:
    """Return more slices of the bread before with something else on: "2 skiver med ost og en med".

    The bread is not written again; a number alone stands for it.
    """
    read = number_at(piece.atoms, 0)
    guest = piece.atoms[read[0] :] if read else []
    name = [atom for atom in last.atoms if atom.kind == "word" and not number_at([atom], 0)]
    if not (last.beside and name and len(guest) > 1 and guest[0].is_("with")):
        return None
    if not goes_beside(line.best(name)[1], line.best(guest[1:])[1]):
        return None
    number = piece.atoms[: len(piece.atoms) - len(guest)]
    start, end = number[0].start, number[-1].end
    bread = [replace(atom, start=start, end=end) for atom in name]
    return Segment([*number, *bread], beside=[guest], after=piece.after)


def _is_seasoning(atoms: Sequence[Atom]) -> bool:
    """Return whether atoms name but what is strewn on a food, and is none itself: "with salt"."""
    words = [atom for atom in atoms if atom.kind == "word"]
    among = ("seasoning", "with", "and", "vague", "article", "of", "noise", "unit", "number")
    return any(atom.is_("seasoning") for atom in words) and all(atom.is_(*among) for atom in words)


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
    if after == "," and _is_of_all(last, atoms):
        # "pho with rare beef, large"
        last.atoms += atoms
        return True
    if after == "," and _are_its_slices(line, last, atoms):
        last.atoms += atoms
        return True
    if after == "," and (rule := rule_of(line, last, atoms)) is not None:
        rule.add(last, atoms)
        return True
    if after == "and" and _is_left_out_too(line, last, atoms):
        last.without[-1] += atoms
        return True
    own = split_with(atoms)
    joined = [own.atoms, *(one[1:] for one in own.beside)]
    if not last.beside and all(_is_company(line, last, one, after) for one in joined):
        # "tea, milk no sugar", "cornflakes, milk with sugar"
        last.beside += joined
        last.without += own.without
        last.apart = True
        return True
    if after == "and" and last.beside and not has_number(last.atoms):
        guest, cups = cups_behind(line, last.atoms, atoms)
        if cups:
            last.beside.append(guest)
            last.atoms += cups
            return True
    if has_number(atoms) or begins_with_article(atoms):
        return False
    if last.beside and after:
        return _add_beside(line, last, atoms)
    return after == "and" and _add_to_dish(line, last, split_with(atoms))


def _is_left_out_too(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether a piece is denied with what is before it: "coffee without milk and sugar".

    The fries of "burger without bun and fries" may be eaten.
    """
    if not last.without or not last.atoms or has_number(atoms):
        return False
    if not last.without[-1][0].is_("without"):  # but seasoning, which takes nothing away
        return False
    guest = line.best(atoms)[1]
    return guest.sure and is_kind_of(guest.items[0], _COMPANY)


def _add_beside(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Add a piece to what the food before it is eaten with: "toast with butter and jam"."""
    joined = split_with(atoms)
    if joined.beside or joined.without or not _goes_beside(line, last, atoms):
        return False
    last.beside.append(atoms)
    return True


def _add_to_dish(line: Line, last: Segment, dish: Segment) -> bool:
    """Add what follows an "and" to the food before it, if both are one dish."""
    if not dish.atoms or not _one_dish(line, last, dish.atoms):
        return False
    last.atoms += dish.atoms
    last.beside += dish.beside
    last.without += dish.without
    return True


def _is_of_all(last: Segment, atoms: list[Atom]) -> bool:
    """Return whether an amount is of a food with all that is in it: a size, bowls and plates."""
    if not last.beside or last.apart:
        return False
    counted = any(has_number(one) for one in (last.atoms, *last.beside))
    sized = all(atom.is_("size") for atom in atoms if atom.kind != "mark")
    served = any(atom.meaning("unit") in OF_A_DISH for atom in atoms)
    return sized or (served and not counted and (is_amount(atoms) or only_measure(atoms)))


def _are_its_slices(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether slices are of the bread before what is on it: "toast, jam, 2 slices"."""
    if not (last.beside and is_amount(atoms)) or has_number(last.atoms):
        return False
    host = line.best(last.atoms)[1]
    sliced = any(atom.meaning("unit") == "slice" for atom in atoms)
    return sliced and host.sure and host.items[0].item_id.startswith(_BREAD)


def _is_company(line: Line, last: Segment, atoms: list[Atom], after: str) -> bool:
    """Return whether a piece is a little that goes with the food before it: "toast and butter".

    So are the milk of "tea, milk and sugar" and the jam of "toast, jam"; a glass of milk has an
    amount, and a slice of cheese lies there for itself.
    """
    if not (after and last.atoms and atoms) or has_number(atoms):
        return False
    host, (reading, guest) = line.best(last.atoms)[1], line.best(atoms)
    if reading is None or reading.quantity.unit:
        return False
    return goes_beside(host, guest) and is_kind_of(guest.items[0], _COMPANY)


def _is_milk_of_cereal(line: Line, segments: Sequence[Segment], piece: Piece) -> bool:
    """Return whether milk goes into the cereal before a fruit: "cornflakes, banana and milk"."""
    if len(segments) < _TWO or split_with(piece.atoms).beside:
        return False
    cereal, fruit = segments
    guest, food = line.best(piece.atoms)[1], line.best(fruit.atoms)[1]
    if fruit.beside or fruit.without or not (guest.sure and food.sure):
        return False
    if not (is_kind_of(food.items[0], _FRUIT) and is_kind_of(guest.items[0], _MILKS)):
        return False
    host = line.best(cereal.atoms)[1]
    is_cereal = host.sure and is_kind_of(host.items[0], _CEREALS)
    return is_cereal and _is_company(line, cereal, piece.atoms, piece.after)


def _goes_beside(line: Line, last: Segment, atoms: list[Atom]) -> bool:
    """Return whether what follows goes on with what a food is eaten with."""
    bread = as_bread(line, last.atoms)
    tell(line, atoms, bread)
    host = line.best(bread)[1]
    guest = line.best(atoms)[1]
    if not (host.sure and guest.sure):
        return False
    if is_dish(guest.items[0]):
        return False
    return amount_beside(host.items[0], guest.items[0]) is not None or is_dish(host.items[0])


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
