"""Percentages of fat put where the names of the table have them: "milk, 2%" is "2% milk"."""

from collections.abc import Mapping, Sequence
from typing import Final

from estimator.words.in_full import InFull
from estimator.words.lexicon import Lexicon
from estimator.words.text import Token

_MOST_WORDS_OF_FAT: Final = 3
"""So many words at most name a food by its fat: "Greek yogurt 0%"."""


def percents_first(
    parts: Sequence[Token],
    lexicon: Lexicon,
    known: Mapping[int, InFull],
    bases: Sequence[str],
) -> tuple[list[Token], dict[int, InFull]]:
    """Put a percentage before the food whose name begins with it: "milk, 2%" is "2% milk".

    What is known to be written in full moves with its words.
    """
    parts = _signs_last(parts)
    made = list(parts)
    moved = dict(known)
    for last in range(len(parts) - 2):
        number = last + 1 + (parts[last + 1].text == ",")
        span = parts[number : number + 2]
        if [one.kind for one in span] != ["number", "mark"] or span[1].text != "%":
            continue
        for first in range(max(0, last - _MOST_WORDS_OF_FAT + 1), last + 1):
            words = [key for part in parts[first : last + 1] for key in part.key.split()]
            inside = any(start < first < one.end for start, one in known.items())
            kept = inside or parts[first].kind == "mark"
            if not kept and _has_percentage(span[0].key.split(), words, lexicon, bases):
                made[first : number + 2] = [*span, *parts[first:number]]
                # A name with the percentage in it stays where it is.
                within = [at for at, one in known.items() if first <= at and one.end <= number]
                moved = {at: one for at, one in moved.items() if at not in within}
                moved |= {at + 2: known[at]._replace(end=known[at].end + 2) for at in within}
                break
    return made, moved


def _signs_last(parts: Sequence[Token]) -> list[Token]:
    """Put a percent sign behind its number, as others than Turks write it: "%3" is "3%"."""
    made = list(parts)
    for place in range(len(parts) - 1):
        sign, number = parts[place : place + 2]
        first = not place or parts[place - 1].kind != "number"
        if sign.text == "%" and number.kind == "number" and number.glued and first:
            made[place : place + 2] = [number, sign]
    return made


def _has_percentage(
    number: Sequence[str], words: Sequence[str], lexicon: Lexicon, bases: Sequence[str]
) -> bool:
    """Return whether a food is named by a percentage, in the language its own name is of.

    "latte 2%" is no Italian milk where "latte" is a coffee.
    """
    languages = {entry.language for entry in lexicon.exact(words)}
    language = next((one for one in bases if one in languages), None)
    return any(
        "%" in entry.name.text and language in (entry.language, None)
        for entry in lexicon.exact([*number, *words])
    )
