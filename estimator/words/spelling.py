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
        is_known = known.is_word(word.key) or grammar().senses(word.key)
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
    spoken = {*known.bases, *known.own}
    own = [one for one in near if known.lexicon.languages(one) & spoken]
    names = {one: found for one in own or near if (found := named((Word(one, one),), known))}
    names = {one: found for one, found in names.items() if found.how == NAMED} or names
    foods = {found.items[0].item_id for found in names.values()}
    if not own:
        # "fruche" is a slip, but not into a language that nobody wrote in.
        return _of_the_same_food(word, foods, known), distance
    if len(foods) == 1:
        return next(iter(names)), distance
    return (near[0], distance) if len(near) == 1 else (None, 0)


def _of_the_same_food(word: str, foods: set[str], known: Knowledge) -> str | None:
    """Return the word of the line's languages that means the one food that a slip may be of."""
    for _, one in known.lexicon.slips(word, known.own):
        found = named((Word(one, one),), known)
        if found and found.sure:
            return one if foods == {found.items[0].item_id} else None
    return None
