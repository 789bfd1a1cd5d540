"""One way to read the atoms of a food: an amount, and the words that name the food."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from estimator.words.atoms import Atom
from estimator.words.found import Word
from estimator.words.quantity import WORDS_OF_TIMES, Quantity


@dataclass(frozen=True)
class Reading:
    """One way to read how much of what."""

    quantity: Quantity
    words: tuple[Word, ...]
    head: int
    """How many of the words stand before the first comma or bracket."""
    said: tuple[str, ...] = ()
    stray: str = ""
    """A number that has no place in this reading."""
    made_of: bool = False
    """Whether the unit is what it is made of: "an omelette of 3 eggs"."""


def reading_of(
    quantity: Quantity, atoms: Sequence[Atom], said: tuple[str, ...], before: int = 0
) -> Reading:
    """Make a reading of the atoms that name the food."""
    words: list[Word] = []
    head = 0
    for place, atom in enumerate(atoms):
        if atom.kind == "mark" and atom.text in ",(" and words and not head and place >= before:
            head = len(words)
        if atom.kind == "mark" and not atom.named:
            continue
        if not atom.named and atom.is_("of", "article") and not atom.is_("unit"):
            continue
        if not quantity.size and atom.is_("size") and not atom.is_("unit"):
            # "eggs, large, 2"
            quantity = replace(quantity, size=atom.meaning("size"))
        words += atom.words()
    return Reading(quantity, tuple(words), head, said)


def past_of(atoms: Sequence[Atom]) -> list[Atom]:
    """Return atoms without the "of", "a" or comma before the first that names something."""
    rest = list(atoms)
    while rest and not rest[0].named and (rest[0].is_("of", "article") or rest[0].text in ",)"):
        rest = rest[1:]
    return rest


def is_times(atom: Atom) -> bool:
    """Return whether an atom is the "x" of "2 x 28 g"."""
    return not atom.named and atom.text.casefold() in WORDS_OF_TIMES


def spaced(atoms: Sequence[Atom]) -> str:
    """Return the folded words of atoms, a space between them, without the marks."""
    return " ".join(key for atom in atoms if (key := atom.key) and any(map(str.isalnum, key)))
