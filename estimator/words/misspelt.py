"""Words that nobody knows, and the words they may be a slip of by letters or by ear: to be offered.

What is chosen is corrected by `spelling`, one letter of a long word. What is only offered may
be further off: "sossage" sounds like a sausage, and "beens" are beans before they are beer.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from estimator.words.found import Word
from estimator.words.grammar import grammar, stem
from estimator.words.knowledge import Knowledge
from estimator.words.vocabulary import SHORTEST_SPOKEN

_MOST_TRIED: Final = 12
_FAR: Final = 3.0
"""How far a word is taken to be that is like no other."""

_FARTHEST: Final = 2.0
"""Farther off than this no word with another first letter is meant."""


def meant_instead(words: Sequence[Word], known: Knowledge) -> Iterator[tuple[Word, ...]]:
    """Yield what words may be that hold one that nobody knows, the likeliest first."""
    if all(is_known(word.key, known) for word in words):
        return
    choices = [
        [(0.0, word.key)]
        if is_known(word.key, known)
        else _near_enough(word.key, known) or [(_FAR, word.key)]
        for word in words
    ]
    # Of several unknown words each is sooner near than far.
    tried = sorted(product(*choices), key=lambda ways: sum(far for far, _ in ways))
    for ways in tried[:_MOST_TRIED]:
        yield tuple(
            word if one == word.key else Word(one, one)
            for word, (_, one) in zip(words, ways, strict=True)
        )


def _near_enough(key: str, known: Knowledge) -> list[tuple[float, str]]:
    """Return the words that one may be a slip of, but those that hardly anybody would mean.

    "xyzzy" is not easy.
    """
    found = known.lexicon.slips(key, known.own)
    return [(far, one) for far, one in found if one[:1] == key[:1] or far <= _FARTHEST]


def nearest(key: str, known: Knowledge) -> float:
    """Return how far the word is that one is likeliest a slip of."""
    return min((far for far, _ in known.lexicon.slips(key, known.own)), default=_FAR)


def is_known(key: str, known: Knowledge) -> bool:
    """Return whether a word is one of the person's language or of English, or no word at all."""
    if len(key) < SHORTEST_SPOKEN - 1 or not (key.isascii() and key.isalpha()):
        return True
    return any(
        known.lexicon.in_a_name(form, language)
        for language in known.own
        for form in (key, stem(key, language))
    ) or any(sense.language in known.own for sense in grammar().senses(key))
