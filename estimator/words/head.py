"""What of some words says what a food is, and what only how it is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from estimator.foods.items import Food, Item
from estimator.words.found import PART, Found, Word, title_of
from estimator.words.grammar import ENGLISH, HEAD_FIRST, LONGEST_PHRASE, QUALIFIERS, grammar, stem
from estimator.words.knowledge import Knowledge
from estimator.words.name_entries import NameEntry


class Sorted(NamedTuple):
    """The words of a food, by what they do."""

    content: tuple[Word, ...]
    neutral: tuple[Word, ...]
    variety: tuple[Word, ...]
    other: tuple[Word, ...]
    raw: bool
    state: tuple[Word, ...] = ()
    """Of the neutral ones those that say how it was made: "boiled"."""
    skin: bool = False
    """Whether it is eaten with its skin."""


def sort_words(words: Sequence[Word], known: Knowledge) -> Sorted:
    """Tell what the words of a food do: name it, or say how it is."""
    kinds: list[str] = [""] * len(words)
    raw = skin = False
    for place in range(len(words)):
        for count in range(min(LONGEST_PHRASE, len(words) - place), 0, -1):
            phrase = " ".join(word.key for word in words[place : place + count])
            inflected = count == 1 and not known.lexicon.exact([phrase])
            senses = grammar().qualities(phrase, (*known.bases, ENGLISH), inflected)
            kind = next((one for one in QUALIFIERS if one in senses), "")
            if kind and senses[kind].meaning == "with skin":
                kind, skin = "skin", True
                senses = {kind: senses["neutral"]}
            if kind and not any(kinds[place : place + count]):
                raw = raw or (kind == "state" and senses[kind].meaning == "raw")
                kinds[place : place + count] = [kind] * count
                break

    def of(*wanted: str) -> tuple[Word, ...]:
        return tuple(w for w, kind in zip(words, kinds, strict=True) if kind in wanted)

    return Sorted(
        of(""),
        of("neutral", "size", "state"),
        of("variety", "fat"),
        of("other"),
        raw,
        of("state"),
        skin,
    )


def same_head(entry: NameEntry, keys: Sequence[str], head: int, known: Knowledge) -> bool:
    """Return whether a name and some words say the same of what the food is.

    So many of the words as `head` says stand before the first comma, 0 for all.
    """
    first = keys[:head] or keys
    ends = (first[0], first[-1]) if entry.language in HEAD_FIRST else (first[-1],)
    if entry.language in HEAD_FIRST and not known.head_first:
        ends = (first[0],)
    return any(grammar_stem in entry.heads for end in ends for grammar_stem in forms_of(end, entry))


def is_head(entry: NameEntry, key: str) -> bool:
    """Return whether a word says what the food of a name is."""
    return any(form in entry.heads for form in forms_of(key, entry))


def forms_of(key: str, entry: NameEntry) -> tuple[str, ...]:
    """Return a word as it may stand in a name."""
    return (stem(key, entry.language), key)


def with_qualities(found: Found, words: Sorted, lost: Sequence[Word], known: Knowledge) -> Found:
    """Take into account what was written about how a food is."""
    if not found.items:
        return found
    items = found.items
    said = list(found.said)
    if words.skin and (whole := _with_skin(items[0], known)):
        items = (whole, *(item for item in items if item != whole))
    if words.raw and (raw := _raw(items[0], known)):
        items = (raw, *(item for item in items if item != raw))
    elif words.raw and isinstance(items[0], Food) and items[0].state == "cooked":
        # Raw rice is no rice: what is weighed before it is cooked weighs less.
        said.append(
            f"“raw” is not told apart here: the weight is taken as that of {items[0].name}."
        )
    if words.other:
        substitute = " ".join(word.text for word in words.other)
        return replace(
            found,
            items=items,
            sure=False,
            how=max(found.how, PART),
            reason=f"No food here is {substitute} {title_of(items[0])}.",
        )
    if lost:
        quality = " ".join(word.text for word in lost)
        said.append(f"“{quality}” is not told apart here.")
    return replace(found, items=items, said=tuple(said))


def _with_skin(item: Item, known: Knowledge) -> Item | None:
    """Return the food with the skin that one is without: "chicken thigh, skin on"."""
    return known.table.items.get(item.item_id.replace("-skinless-", "-with-skin-"))


def _raw(item: Item, known: Knowledge) -> Item | None:
    """Return the raw food that a cooked one was before."""
    before = item.item_id.removesuffix("-cooked")
    for food_id in (f"{before}-raw", item.item_id.replace("-unspecified", "-raw")):
        if food_id in known.table.items and food_id != item.item_id:
            return known.table.items[food_id]
    return None


def said_raw(found: Found, words: Sequence[Word], known: Knowledge) -> Found:
    """Say of a food that is named raw and is cooked here what its weight is taken as."""
    sorted_words = sort_words(words, known)
    if not sorted_words.raw or not found.items or found.items[0].item_id.endswith("-raw"):
        return found
    return with_qualities(found, sorted_words._replace(other=()), (), known)
