"""Dashes with a space on both sides, which part foods or join a food and its amount."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.quantity import is_amount

BREAKS: Final = ",;&|+"
"""Marks between two foods."""


def is_dash(atoms: Sequence[Atom], place: int) -> bool:
    """Return whether a dash stands between two words, with a space on both sides."""
    atom = atoms[place]
    if atom.named or atom.text != "-" or atom.glued or not 0 < place < len(atoms) - 1:
        return False
    return not atoms[place + 1].glued


def without_dashes_before_amounts(atoms: Sequence[Atom]) -> list[Atom]:
    """Leave out the dash of "butter - 5 g, toast - 2", which joins a food and its amount.

    Of "pizza - pepperoni - 3 slices" both stay: the amount is of the pizza.
    """
    return [
        atom
        for place, atom in enumerate(atoms)
        if not (
            is_dash(atoms, place)
            and atoms[place - 1].kind != "number"
            and not _is_behind_a_dash(atoms, place)
            and is_amount(
                [
                    atom
                    for atom in takewhile(_is_no_break, atoms[place + 1 :])
                    if not atom.is_("state", "variety", "fat")
                ]
            )
        )
    ]


def _is_behind_a_dash(atoms: Sequence[Atom], place: int) -> bool:
    before = takewhile(lambda at: _is_no_break(atoms[at]), range(place - 1, -1, -1))
    return any(is_dash(atoms, at) for at in before)


def _is_no_break(atom: Atom) -> bool:
    return atom.kind != "mark" or atom.text not in BREAKS
