"""Where and when something was eaten, which is of no food: "in the pub", "throughout the day"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from estimator.words.atoms import Atom
from estimator.words.grammar import ENGLISH, Sense

_BEFORE: Final = frozenset(
    {"in", "at", "from", "on", "during", "throughout", "through", "after", "before", "by"}
)
"""Words before a place or a time; some of these join foods as well."""

_SAYS_NOTHING: Final = Sense("noise", "", ENGLISH)
_MOST_WORDS_BETWEEN: Final = 2


def without_places(atoms: Sequence[Atom]) -> list[Atom]:
    """Return atoms of which those that say where or when are words that name no food."""
    made = list(atoms)
    for place, atom in enumerate(made):
        if atom.key not in _BEFORE or atom.named:
            continue
        end = place + 1
        while end < min(len(made), place + 1 + _MOST_WORDS_BETWEEN) and (
            made[end].is_("article") and not made[end].is_("place")
        ):
            end += 1
        if end < len(made) and made[end].is_("place") and _ends(made, end + 1):
            made[place : end + 1] = [
                replace(one, senses=(_SAYS_NOTHING,)) for one in made[place : end + 1]
            ]
    return made


def _ends(atoms: Sequence[Atom], place: int) -> bool:
    """Return whether no word of a food goes on here: "from the deli counter" does."""
    if place == len(atoms):
        return True
    after = atoms[place]
    return after.kind != "word" or after.is_("and", "with", "noise", "about", "meal")
