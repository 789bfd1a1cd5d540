"""A food behind the name of a maker that nobody knows: it is offered, and the name is said."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from estimator.words.found import ALTERNATIVES, PART, Found, Word, distinct, text_of, title_of
from estimator.words.grammar import grammar
from estimator.words.knowledge import Knowledge
from estimator.words.whole_names import named

_MOST_WORDS: Final = 3
"""So many words at most are the name of a maker."""


def past_brand(words: Sequence[Word], found: Found | None, known: Knowledge) -> Found | None:
    """Offer the food that is named in full behind the name of a maker; None if there is none.

    It is not taken: a maker's cheddar or butter may be one of plants.
    """
    for count in range(1, min(_MOST_WORDS + 1, len(words))):
        if not _is_unknown(words[count - 1], known):
            return None
        food = named(words[count:], known)
        # The "slice" of an unknown cake is a measure, and no drink of that name.
        measure = all(grammar().senses(word.key) for word in words[count:])
        if food and food.sure and not measure:
            title = title_of(food.items[0])
            others = found.items if found else ()
            return replace(
                food,
                how=PART,
                items=distinct((*food.items[:1], *others))[:ALTERNATIVES],
                sure=False,
                reason=f"“{text_of(words[:count])}” is not known of {title}. Is it one of these?",
                said=(),
                beside=tuple(word.text for word in words[:count]),
            )
    return None


def _is_unknown(word: Word, known: Knowledge) -> bool:
    """Return whether a word is no food alone and says nothing, as the "s" of "Rachel's" does."""
    says = grammar().senses(word.key) or known.lexicon.exact([word.key])
    return word.key == "s" or not says
