"""Longer names that hold every word, and name the same thing."""

from collections.abc import Sequence
from typing import Final

from estimator.foods.items import Food, Supplement
from estimator.foods.names import NEAREST
from estimator.words.accents import accents_fit
from estimator.words.choose import asked_which
from estimator.words.folded_names import fold_name
from estimator.words.found import (
    EVERY_WORD,
    Found,
    Word,
    distinct,
    is_dish,
    is_rich,
    text_of,
    title_of,
    words_of,
)
from estimator.words.grammar import ENGLISH, stem
from estimator.words.head import forms_of, same_head
from estimator.words.knowledge import Knowledge
from estimator.words.name_entries import NameEntry

PLAIN_WORDS: Final = frozenset(
    {"cooked", "boiled", "baked", "fresh", "farmed", "sliced", "lean", "loin"}
    | {"unspecified", "skinless", "plain", "whole", "regular", "type"}
    | {"age", "not", "stated", "as", "eaten"}
)
"""Words of a name that say what is meant where nothing else is said."""

_RAW_WORDS: Final = frozenset({"raw", "uncooked"})
_FEWEST_LETTERS: Final = 3
_ANIMAL_GROUPS: Final = frozenset(
    {"cheese", "eggs", "poultry", "red meat", "processed meat", "organ meats", "fish and seafood"}
)


def of_every_word(words: Sequence[Word], head: int, known: Knowledge) -> Found | None:
    """Return the foods of which a longer name holds every word, and has the same head."""
    keys = [word.key for word in words]
    joined = "".join(keys)
    if len(joined) < _FEWEST_LETTERS and joined.isascii():
        return None
    best: dict[str, tuple[int, NameEntry]] = {}
    for entry in known.lexicon.holding(keys):
        item = known.table.items[entry.item_id]
        if not accents_fit(entry, words) or not known.may_mean(keys, entry):
            continue
        if is_rich(item) and not _written_in(entry, keys):
            continue
        if not _has_letters(entry, keys):
            continue
        if not (isinstance(item, Supplement) or same_head(entry, keys, head, known)):
            continue
        far = _distance(entry, keys) + (not isinstance(item, Supplement) and is_dish(item))
        if entry.item_id not in best or far < best[entry.item_id][0]:
            best[entry.item_id] = (far, entry)
    if not best:
        return None
    order = sorted(
        best.values(), key=lambda pair: (pair[0], known.rank(pair[1]), pair[1].name.place)
    )
    nearest = [entry for far, entry in order if far == order[0][0]]
    items = known.items(entry for _, entry in order)
    if len(keys) == 1 and order[0][0] > 1:
        # One word of a longer name is no name of it; foods that are called so come first.
        so = [item for item in items if keys[0] in {w.key for w in words_of([title_of(item)])}]
        return asked_which(EVERY_WORD, words, (*so, *items))
    if len({entry.item_id for entry in nearest}) > 1:
        tied = known.tie(known.items(nearest))
        if not tied:
            return asked_which(EVERY_WORD, words, items)
        items = distinct((tied, *items))
    entry = next(one for one in nearest if one.item_id == items[0].item_id)
    if entry.name.stands_in == NEAREST or _holds_meat(entry, keys, known):
        return asked_which(EVERY_WORD, words, items)
    return Found(
        EVERY_WORD,
        items,
        True,
        (f"“{text_of(words)}” is read as {items[0].name}.",),
        matched=len(words),
    )


def _distance(entry: NameEntry, keys: Sequence[str]) -> int:
    """Return how much more a name says than was written; what it says last counts half."""
    before = len(fold_name(entry.name.text.partition(",")[0]).split())
    far = 0
    for place, (word, one) in enumerate(zip(entry.words, entry.stems, strict=True)):
        if not any(_holds_word(entry, one, word, key) for key in keys):
            plain = word in PLAIN_WORDS
            far += (1 if word in _RAW_WORDS else 0) if plain else (2 if place < before else 1)
            far += 2 * (word in _RAW_WORDS)
    return far


def _holds_meat(entry: NameEntry, keys: Sequence[str], known: Knowledge) -> bool:
    """Return whether a dish is named by meat, fish, egg or cheese of a kind that is not written.

    A "rice casserole" is no "chicken casserole with rice", nor a "ham omelette" one with cheese.
    """
    if not is_dish(known.table.items[entry.item_id]):
        return False
    written: set[str] = set()
    unwritten: set[str] = set()
    for word, one in zip(entry.words, entry.stems, strict=True):
        held = any(_holds_word(entry, one, word, key) for key in keys)
        (written if held else unwritten).update(_groups_of_animals(word, known))
    return not unwritten <= written


def _groups_of_animals(word: str, known: Knowledge) -> set[str]:
    """Return of which groups the food of a word is, if it is of an animal."""
    return {
        food.group
        for food in known.items(known.lexicon.exact([word])[:1])
        if isinstance(food, Food) and food.group in _ANIMAL_GROUPS
    }


def _holds_word(entry: NameEntry, stem_: str, word: str, key: str) -> bool:
    """Return whether a word of a name is a written one, in any form."""
    return word == key or stem_ in forms_of(key, entry)


def _has_letters(entry: NameEntry, keys: Sequence[str]) -> bool:
    """Return whether the single letters among some words stand so in a name.

    The "s" of "lamb's liver" does, and the "S" of "S chicken" is not that of "General Tso's".
    """
    pairs = set(zip(entry.words, entry.words[1:], strict=False))
    return all(
        place > 0 and (keys[place - 1], key) in pairs
        for place, key in enumerate(keys)
        if len(key) == 1 and key.isascii() and key.isalpha()
    )


def _written_in(entry: NameEntry, keys: Sequence[str]) -> bool:
    """Return whether a name has each of some words, in the singular or plural of English."""
    names = {stem(word, ENGLISH) for word in entry.words}
    return all(stem(key, ENGLISH) in names for key in keys)
