"""Names that are a part of what was written: the food, and what is said beside it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from estimator.foods.items import Food, Item
from estimator.words.accents import accents_fit
from estimator.words.choose import asked_which, chosen
from estimator.words.folded_names import fold_name
from estimator.words.found import (
    ALTERNATIVES,
    PART,
    QUALIFIED,
    Found,
    Word,
    is_dish,
    is_group,
    is_rich,
    text_of,
    title_of,
)
from estimator.words.grammar import ENGLISH, stem
from estimator.words.head import Sorted, is_head, with_qualities
from estimator.words.knowledge import Knowledge
from estimator.words.longer_names import PLAIN_WORDS
from estimator.words.name_entries import NOT_A_HEAD, NameEntry, holds
from estimator.words.usual_amounts import is_plain
from estimator.words.whole_names import named

_FILLING: Final = frozenset({"mixed dishes", "sweets and chocolate", "bread and cereal"})
"""Groups whose foods are called by what is in them: "cheese omelette", "apple cake"."""

_ONLY_SUGAR: Final = "sugar-honey-jam"

_K2_GROUPS: Final = frozenset(
    {"cheese", "eggs", "poultry", "red meat", "processed meat", "fish and seafood"}
)

_EATEN_WITH: Final = frozenset({"butter and fats", "yogurt and fermented milk"})


def of_some_words(
    words: Sequence[Word], sorted_words: Sorted, head: int, known: Knowledge
) -> Found | None:
    """Return the food that some of the words name, its head among them."""
    content = sorted_words.content
    best: list[tuple[int, tuple[tuple[int, int], int], NameEntry]] = []
    keys = [word.key for word in content]
    kept = [word.key for word in (*content, *sorted_words.variety, *sorted_words.neutral)]
    ends = {keys[-1]} if not known.head_first else {keys[0], keys[-1]}
    if head and head < len(words):
        before = [word.key for word in words[:head] if word in content]
        ends = {before[0] if known.head_first else before[-1]} if before else ends
    for entry in known.lexicon.within(kept, tuple(ends)):
        if not accents_fit(entry, content) or not known.may_mean(list(ends), entry):
            continue
        covered = sum(holds(entry, key) for key in keys)
        if covered and any(is_head(entry, end) for end in ends):
            best.append((-covered, (known.rank(entry), entry.name.place), entry))
    best.sort(key=lambda one: one[:2])
    if not best:
        return _tailed(words, content, known)
    covered = -best[0][0]
    nearest = [entry for minus, _, entry in best if minus == best[0][0]]
    which = chosen(PART, content, nearest, known)
    items = which.items
    entry = next(one for one in nearest if one.item_id == items[0].item_id)
    rest = [word for word in content if not holds(entry, word.key)]
    lost = [word for word in sorted_words.variety if not holds(entry, word.key)]
    further = _holding_head(ends, items, known)
    found = Found(PART, (*items, *further)[:ALTERNATIVES], matched=covered)
    if which.sure and _takes(known.table.items[entry.item_id], words, rest, known):
        beside = " ".join(word.text for word in rest)
        return with_qualities(
            replace(found, sure=True, said=(f"“{beside}” is not counted apart.",)),
            sorted_words,
            lost,
            known,
        )
    if not rest:
        # "cream, sour": each word is in the name, and the name has no other.
        return with_qualities(replace(found, how=QUALIFIED, sure=True), sorted_words, lost, known)
    beside = " ".join(word.text for word in rest)
    # "natto rice" is of two foods, and no dish that is known: either can be chosen.
    other = named(rest, known) if rest else None
    if other and other.sure and other.items[0] not in found.items:
        offered = (*found.items[:1], other.items[0], *found.items[1:])
        found = replace(found, items=offered[:ALTERNATIVES])
    return with_qualities(
        replace(
            found,
            beside=tuple(word.text for word in rest),
            reason=f"“{beside}” is not known of {title_of(items[0])}. Is it one of these?",
        ),
        sorted_words,
        (),
        known,
    )


def of_a_kind(words: Sequence[Word], known: Knowledge) -> Found | None:
    """Return the food that is named beside the word for all of its kind: "focaccia bread"."""
    if len(words) < 2:
        return None
    rest, kind = (words[1:], words[:1]) if known.head_first else (words[:-1], words[-1:])
    own, whole = named(rest, known), named(kind, known)
    if not (own and own.sure and whole and whole.sure) or whole.said:
        return None
    food, other = own.items[0], whole.items[0]
    if not (isinstance(food, Food) and isinstance(other, Food) and food.group == other.group):
        return None
    sort = other.food_id.partition("-")[0]
    # "beef" stands for all meat as well, but "lamb beef" is no lamb.
    all_of_it = is_group(other) and sort in other.group
    plain = named((Word(sort, sort),), known)
    same_sort = plain is not None and plain.items[0] == other
    if not all_of_it and not (same_sort and sort == food.food_id.partition("-")[0]):
        return None
    said = f"“{text_of(words)}” is read as {food.name}."
    return replace(own, how=QUALIFIED, matched=len(words), said=(said, *own.said))


def _takes(host: Item, words: Sequence[Word], rest: Sequence[Word], known: Knowledge) -> bool:
    """Return whether a food may be called by what else is in it: "cheese omelette"."""
    if not (rest and isinstance(host, Food) and host.group in _FILLING):
        return False
    if host.food_id == _ONLY_SUGAR:
        # "lassi sweet" and "scone jam" are more than sugar.
        return False
    written = {form for word in words for form in (word.key, stem(word.key, ENGLISH))}
    title = re.split(r" or |, ", host.name)
    if not any(
        all(
            w in written or stem(w, ENGLISH) in written or w in PLAIN_WORDS | NOT_A_HEAD
            for w in part
        )
        for part in (fold_name(text).split() for text in title)
    ):
        # "mutton curry" is no chicken curry.
        return False
    for word in rest:
        if not known.is_word(word.key):
            return False
        guest = named((word,), known)
        if guest and guest.items and _matters(guest.items[0], host):
            return False
    return True


def _matters(guest: Item, host: Food) -> bool:
    """Return whether a food is too rich to be passed over in another."""
    if is_rich(guest):
        return True
    if not isinstance(guest, Food):
        return False
    if guest.group == "bread and cereal" and host.assumed_zero:
        # "oatmeal maple brown sugar" is no sugar.
        return True
    if is_dish(guest):
        # "kung pao chicken rice" is more than rice.
        return not is_dish(host)
    if guest.group in _EATEN_WITH and is_plain(host):
        # "bowl of ghee rice" is more than rice; a "butter biscuit" is made with it.
        return True
    return guest.group in _K2_GROUPS and (not is_dish(host) or host.assumed_zero)


def _tailed(words: Sequence[Word], content: Sequence[Word], known: Knowledge) -> Found | None:
    """Return the food that ends a long word, as "Brot" ends "Dinkelbrot"."""
    last = content[0 if known.head_first else -1]
    entries = known.lexicon.tail(last.key)
    if not entries:
        return None
    items = chosen(PART, (last,), entries, known).items
    if is_rich(items[0]):
        return None
    return asked_which(PART, words, items)


def _holding_head(ends: Iterable[str], items: Sequence[Item], known: Knowledge) -> list[Item]:
    """Return other foods of the same head, for a person to choose from."""
    found = [entry for end in ends for entry in known.lexicon.holding([end]) if is_head(entry, end)]
    return [item for item in known.items(known.plainest(found)) if item not in items]
