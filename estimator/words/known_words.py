"""Which food some words mean that are all spelt as they are."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from estimator.foods.items import Item
from estimator.words.folded_names import fold_name
from estimator.words.found import QUALIFIED, Found, Word
from estimator.words.head import Sorted, sort_words, with_qualities
from estimator.words.knowledge import Knowledge
from estimator.words.longer_names import of_every_word
from estimator.words.part_names import of_a_kind, of_some_words
from estimator.words.whole_names import named, of_the_same_words

_MOST_WAYS: Final = 3
"""How many of the words that say how a food is are tried as a part of its name."""

_MOST_STATES: Final = 2


def of_known_words(words: tuple[Word, ...], head: int, known: Knowledge) -> Found | None:
    """Return what words mean, all spelt as they are."""
    sorted_words = sort_words(words, known)
    content = sorted_words.content
    if not content:
        return None
    if turned := of_the_same_words(words, content, known):
        return turned
    if varied := _of_its_kind(words, sorted_words, known):
        return varied
    if found := _of_another_name(sorted_words, known):
        return found
    made = (*content, *sorted_words.variety, *sorted_words.state)
    told = tuple(word for word in words if word in made)
    if sorted_words.state and not sorted_words.raw and len(told) < len(words):
        # "egg, whole, boiled" is a boiled egg.
        whole = named(told, known) or of_the_same_words(told, content, known)
        if whole and whole.sure:
            return with_qualities(
                replace(whole, how=max(whole.how, QUALIFIED)), sorted_words, (), known
            )
    found = None
    keep = sorted_words.variety
    for kept in (tuple(word for word in words if word in (*content, *keep)), content):
        if len(kept) == len(words):
            found = of_every_word(kept, head, known)
        elif whole := named(kept, known):
            found = replace(whole, how=max(whole.how, QUALIFIED))
        else:
            found = of_every_word(kept, head, known)
        if found:
            lost = [word for word in keep if word not in kept]
            found = with_qualities(found, sorted_words, lost, known)
            break
    if not found and (kind := of_a_kind(content, known)):
        return with_qualities(kind, sorted_words, keep, known)
    return found or of_some_words(words, sorted_words, head, known)


def _of_its_kind(words: Sequence[Word], qualities: Sorted, known: Knowledge) -> Found | None:
    """Return the food that is named with its kind, wherever that stands.

    "Beef, lean, ground, cooked" is ground beef before it is lean or cooked beef.
    """
    kept = [word for word in words if word in (*qualities.content, *qualities.variety)]
    if not qualities.variety or len(kept) == len(words):
        return None
    whole = named(kept, known) or of_the_same_words(kept, qualities.content, known)
    if not (whole and whole.sure):
        return None
    return with_qualities(replace(whole, how=max(whole.how, QUALIFIED)), qualities, (), known)


def _of_another_name(qualities: Sorted, known: Knowledge) -> Found | None:
    """Return the food of a name with a word in it that elsewhere only says how it is.

    "Fried green beans" are green beans before they are beans.
    """
    content = qualities.content
    plain = named(content, known)
    made = () if qualities.raw else qualities.state[:_MOST_STATES]
    ways = [way for way in qualities.neutral if way not in qualities.state][:_MOST_WAYS]
    ways += made
    for count in range(len(ways), 0, -1):
        # Whatever their order, the same are tried first: how it was made last.
        some = sorted(
            combinations(ways, count), key=lambda part: (bool(set(part) & set(made)), part)
        )
        for part in some:
            for order in dict.fromkeys((part, part[::-1])):
                whole = named((*order, *content), known) or named((*content, *order), known)
                if whole and whole.sure and _differs(whole.items[0], plain, qualities):
                    name = set(fold_name(whole.items[0].name).split())
                    lost = [word for word in qualities.variety if word.key not in name]
                    whole = replace(whole, how=max(whole.how, QUALIFIED))
                    return with_qualities(whole, qualities, lost, known)
    return None


def _differs(item: Item, plain: Found | None, qualities: Sorted) -> bool:
    """Return whether a food is another one than that of the name alone, and not a raw one."""
    if item.item_id.endswith("-raw") and qualities.state:
        return False
    return not (plain and plain.items[0] == item)
