"""Words that are spelt wrong."""

from collections.abc import Sequence

from estimator.words.found import NAMED, Word
from estimator.words.grammar import grammar
from estimator.words.knowledge import Knowledge
from estimator.words.whole_names import named


def corrected(
    words: Sequence[Word], known: Knowledge
) -> tuple[tuple[Word, ...], tuple[str, ...], bool]:
    """Correct the spelling of the words that are in no name and no grammar.

    Also returned: what was corrected, and whether one letter of each is wrong at most.
    """
    made: list[Word] = []
    said: list[str] = []
    near = True
    for word in words:
        is_known = known.lexicon.knows(word.key) or grammar().senses(word.key)
        other, distance = (None, 0) if is_known else _correction(word.key, known)
        if other:
            near = near and distance == 1
            said.append(f"“{word.text}” is read as “{other}”.")
            made.append(Word(other, other))
        else:
            made.append(word)
    return tuple(made), tuple(said), near


def _correction(word: str, known: Knowledge) -> tuple[str | None, int]:
    """Return the one word that is meant, and how many letters of it are wrong."""
    near, distance = known.lexicon.corrections(word)
    names = {one: found for one in near if (found := named((Word(one, one),), known))}
    names = {one: found for one, found in names.items() if found.how == NAMED} or names
    foods = {found.items[0].item_id for found in names.values()}
    if len(foods) == 1:
        return next(iter(names)), distance
    return (near[0], distance) if len(near) == 1 else (None, 0)
