"""Which of several foods is meant that words match equally well: by language, source, accents."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Prefix

from estimator.foods.items import Food, Item
from estimator.foods.names import COUNTED_AS, OWN, Name
from estimator.words.found import (
    ALTERNATIVES,
    INFLECTED,
    Found,
    Word,
    distinct,
    is_dish,
    is_group,
    text_of,
)
from estimator.words.grammar import base_language
from estimator.words.knowledge import Knowledge
from estimator.words.name_entries import NameEntry
from estimator.words.text import accented


def chosen(
    how: int, words: Sequence[Word], entries: Sequence[NameEntry], known: Knowledge
) -> Found:
    """Choose among names that match equally well, by language, source and accents."""
    meant = _meant(entries, text_of(words), known)
    items = known.items(meant)
    others = known.items(entries)
    if len(items) > 1:
        tied = known.tie(items)
        if not tied:
            return asked_which(how, words, distinct((*items, *others)))
        items = (tied,)
    names = [entry.name for entry in meant if entry.item_id == items[0].item_id]
    name = _nearest(names, words) if how == INFLECTED else names[0]
    found = Found(
        how,
        distinct((*items, *others))[:ALTERNATIVES],
        True,
        matched=len(words),
        measure=name.measure,
    )
    return _standing_in(found, text_of(words), name.stands_in) if name.stands_in else found


def _nearest(names: Sequence[Name], words: Sequence[Word]) -> Name:
    """Return the one of a food's names that begins most like what was written.

    "pomidorem" is "pomidor", a tomato, and no "pomidorki", cherry tomatoes; both have its stem.
    """
    key = " ".join(word.key for word in words)
    return min(names, key=lambda name: (-Prefix.similarity(name.key, key), len(name.key)))


def asked_which(how: int, words: Sequence[Word], items: Sequence[Item]) -> Found:
    """Return several foods one of which is meant, none of them chosen."""
    return Found(
        how,
        distinct(items)[:ALTERNATIVES],
        reason=f"Which “{text_of(words)}” is meant?",
        matched=len(words),
        tied=True,
    )


def _standing_in(found: Found, written: str, how: int) -> Found:
    """Say that a food is not what was written; ask if it is only the nearest and K2 may differ."""
    nearest = found.items[0]
    if how == COUNTED_AS:
        said = f"“{written}” is counted as {nearest.name}, the nearest in the table."
        return replace(found, said=(said,))
    # A soup that nobody knows may hold what a vegetable soup doesn't.
    plain = isinstance(nearest, Food) and nearest.assumed_zero and not is_dish(nearest)
    if plain or (isinstance(nearest, Food) and is_group(nearest)):
        said = f"“{written}” is not in the table; it is counted as {nearest.name}."
        return replace(found, said=(said,))
    reason = f"“{written}” is not in the table. The nearest is {nearest.name}: is that it?"
    return replace(found, sure=False, reason=reason)


def _meant(entries: Sequence[NameEntry], written: str, known: Knowledge) -> list[NameEntry]:
    """Return the names of the first language that has any; a person's own before all."""
    own = [entry for entry in entries if entry.name.rank == OWN]
    if own:
        titled = [
            entry for entry in own if entry.name.text == known.table.items[entry.item_id].name
        ]
        return titled or own
    for language in known.languages:
        base = base_language(language)
        of_it = [entry for entry in entries if entry.language == base]
        if of_it and base in known.equal:
            return [
                entry
                for one in known.bases
                if one in known.equal
                for entry in _best([e for e in entries if e.language == one], written)
            ]
        if of_it:
            exact = [entry for entry in of_it if _same_country(entry.name.language, language)]
            return _best(exact or of_it, written)
    by_language = {entry.language for entry in entries}
    return [
        entry
        for language in sorted(by_language)
        for entry in _best([e for e in entries if e.language == language], written)
    ]


def _best(entries: Sequence[NameEntry], written: str) -> list[NameEntry]:
    """Return the names from the best source, and of these the ones with the same accents."""
    if not entries:
        return []
    marked = [entry for entry in entries if accented(entry.name.text) == accented(written)]
    entries = marked or entries
    best = min(entry.name.rank for entry in entries)
    return [entry for entry in entries if entry.name.rank == best]


def _same_country(name: str, language: str) -> bool:
    name, language = name.replace("_", "-"), language.replace("_", "-")
    return name == language or ("-" not in name and "-" in language) or "-" not in language
