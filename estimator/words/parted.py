"""Foods that nothing parts but their amounts: "200 g chicken 150 g rice", "a banana a yogurt".

So one speaks into a telephone, and lists a meal by weight. Parted is only what is no food as a
whole, where each part has one amount, at the same end, and is one food for certain.
"""

from collections.abc import Sequence
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.found import Found, is_drink
from estimator.words.line import Line
from estimator.words.quantity import number_at
from estimator.words.segments import Piece, split_with
from estimator.words.side_by_side import side_by_side
from estimator.words.text import is_cjk, is_hangul
from estimator.words.usual_amounts import amount_beside, is_kind_of

_STIRRED_IN: Final = frozenset({"sugar-honey-jam", "cream", "creamer", "milk"})


def parted_by_amounts(line: Line, piece: Piece) -> list[Piece]:
    """Return the pieces that a piece is by its amounts; itself if it is one."""
    starts = _amounts(piece.atoms)
    if counted := _with_what_goes_in(line, piece, starts):
        return counted
    ways = (_before_each, _after_each, _before_later) if len(starts) > 1 else (_before_later,)
    found = [cuts for way in ways if starts and len(cuts := way(piece.atoms, starts)) > 1]
    if not found or _is_one(line, piece.atoms):
        return [piece]
    for cuts in found:
        parts = [piece.atoms[start:end] for start, end in zip(cuts, [*cuts[1:], None], strict=True)]
        if all(_are_foods(line, part) for part in parts):
            return [
                Piece(part, "and" if place else piece.after) for place, part in enumerate(parts)
            ]
    return [piece]


def _with_what_goes_in(line: Line, piece: Piece, amounts: Sequence[tuple[int, int]]) -> list[Piece]:
    """Return a drink and what is counted into it: "coffee 2 creams", "tea with milk 1 sugar"."""
    atoms = piece.atoms
    cuts = [start for start, end in amounts if start and _counts_food(atoms, start, end)]
    parts = [atoms[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    if not cuts or not _is_one(line, parts[0]):
        return []
    drink = line.best(split_with(parts[0]).atoms)[1]
    guests = [line.best(part)[1] for part in parts[1:]]
    if not drink.sure or not all(one.sure and _goes_with(drink, one) for one in guests):
        return []
    return [Piece(part, "and" if place else piece.after) for place, part in enumerate(parts)]


def _goes_with(drink: Found, guest: Found) -> bool:
    """Return whether a food is stirred into another, or eaten with a drink: "tea 2 biscuits"."""
    host, food = drink.items[0], guest.items[0]
    if is_kind_of(food, _STIRRED_IN):
        return amount_beside(host, food) is not None
    return is_drink(host) and not is_drink(food)


def _counts_food(atoms: Sequence[Atom], start: int, end: int) -> bool:
    """Return whether a number without a unit stands between two words of foods."""
    if end >= len(atoms) or atoms[start].is_("article", "size"):
        return False
    before, after = atoms[start - 1], atoms[end]
    joins = ("with", "and", "of", "unit", "noise", "without")
    return before.kind == after.kind == "word" and not after.is_(*joins)


def _amounts(atoms: Sequence[Atom]) -> list[tuple[int, int]]:
    """Return where amounts begin and end, their units and brackets with them."""
    found = []
    place = 0
    while place < len(atoms):
        read = number_at(atoms, place)
        sized = atoms[place].is_("size") and place + 1 < len(atoms)
        if not read and not sized:
            place += 1
            continue
        end = place + (read[0] if read else 1)
        while end < len(atoms) and atoms[end].is_("unit", "size"):
            end += 1
        start = place
        if place and atoms[place - 1].text == "(" and end < len(atoms) and atoms[end].text == ")":
            start, end = place - 1, end + 1
        found.append((start, end))
        place = end
    return found


def _before_each(atoms: Sequence[Atom], amounts: Sequence[tuple[int, int]]) -> list[int]:
    """Return where parts begin that each begin with an amount; one that says when may go before."""
    opens = all(
        atom.kind == "mark" or atom.is_("noise", "about", "neutral")
        for atom in atoms[: amounts[0][0]]
    )
    return [0, *(start for start, _ in amounts[1:])] if opens else [0]


def _before_later(atoms: Sequence[Atom], amounts: Sequence[tuple[int, int]]) -> list[int]:
    """Return where parts begin that begin with an amount, as any but the first surely does.

    An article or a size begins a food, and so does an amount before an "of": "big mac large fries",
    "toast a banana". "chicken 100 g rice" may be either.
    """
    later = [
        start
        for start, end in amounts
        if start
        and (
            atoms[start].is_("article", "size")
            or (end < len(atoms) and (atoms[end].is_("of") or _leans_on_next(atoms, start, end)))
        )
    ]
    return [0, *later] if len(later) >= len(amounts) - (amounts[0][0] == 0) else [0]


def _leans_on_next(atoms: Sequence[Atom], start: int, end: int) -> bool:
    """Return whether an amount is written as one with what is after it: "宫保鸡丁 二两米饭"."""
    return is_cjk(atoms[end].text) and atoms[end].glued and not atoms[start].glued


def _after_each(atoms: Sequence[Atom], amounts: Sequence[tuple[int, int]]) -> list[int]:
    """Return where parts begin that each end with an amount."""
    ends = [end for _, end in amounts]
    # Of words only an amount that begins a food is sure to be one, but in Korean, and where it is
    # written as one with the food: "김밥 한 줄", "米饭两碗 啤酒一罐".
    digits = all(any(one.kind == "number" for one in atoms[a:b]) for a, b in amounts)
    leans = all(is_cjk(atoms[a].text) and atoms[a].glued for a, _ in amounts)
    behind = digits or leans or is_hangul(atoms[0].text)
    closes = behind and amounts[0][0] > 0 and ends[-1] == len(atoms)
    return [0, *ends[:-1]] if closes else [0]


def _is_one(line: Line, atoms: Sequence[Atom]) -> bool:
    """Return whether atoms are one food for certain, with what it is eaten with or without it."""
    reading, found = line.best(atoms)
    if reading is not None and found.sure and not reading.stray and reading.words:
        return True
    item = split_with(atoms)
    parts = [item.atoms, *(one[1:] for one in item.beside)]
    return len(parts) > 1 and all(line.best(one)[1].sure for one in parts)


def _are_foods(line: Line, atoms: Sequence[Atom]) -> bool:
    """Return whether atoms are one food for certain, or several that stand side by side."""
    return _is_one(line, atoms) or bool(side_by_side(line, atoms))
