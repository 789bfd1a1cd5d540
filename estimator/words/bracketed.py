"""What stands in brackets after a food and is what it is made of: "omelette (3 eggs, ham)"."""

from collections.abc import Sequence
from typing import NamedTuple

from estimator.words.atoms import Atom
from estimator.words.line import Line
from estimator.words.quantity import has_number
from estimator.words.segments import pieces, split_with


class Bracketed(NamedTuple):
    """A food, and what stands in brackets after it."""

    head: list[Atom]
    inside: list[Atom]
    after: list[Atom]


def bracketed(atoms: Sequence[Atom]) -> Bracketed | None:
    """Return what stands before, in and after a pair of brackets; None if there is no one pair."""
    places = {atom.text: place for place, atom in enumerate(atoms) if atom.kind == "mark"}
    opens, closes = places.get("(", 0), places.get(")", len(atoms))
    found = Bracketed(
        list(atoms[:opens]), list(atoms[opens + 1 : closes]), list(atoms[closes + 1 :])
    )
    if not (found.head and found.inside) or sum(atom.text == "(" for atom in atoms) > 1:
        return None
    return found


def in_brackets(line: Line, atoms: Sequence[Atom]) -> Bracketed | None:
    """Return what stands before and in brackets that hold several foods; None if there are none."""
    found = bracketed(atoms)
    if found is None:
        return None
    parts = [part for piece in pieces(found.inside) for part in _foods(piece.atoms)]
    if len(parts) < 2 or not all(line.best(part)[1].sure for part in parts):
        return None
    apart = any(atom.kind != "mark" for atom in found.after) and not is_of_the_whole(line, found)
    return None if apart else found


def _foods(atoms: Sequence[Atom]) -> list[list[Atom]]:
    item = split_with(atoms)
    return [item.atoms, *(one[1:] for one in item.beside)]


def is_of_the_whole(line: Line, found: Bracketed) -> bool:
    """Return whether an amount outside of the brackets is of the food before them, which is known.

    So is "granola (oats, honey and nuts) 50 g"; "omelette (3 eggs, ham)" is what is in it.
    """
    outside = [*found.head, *found.after]
    return has_number(outside) and line.best(outside)[1].sure
