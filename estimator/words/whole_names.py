"""Words that are a whole name of a food, in any form."""

from collections.abc import Sequence

from estimator.words.accents import accents_fit, ending_alike, fitting
from estimator.words.choose import chosen
from estimator.words.found import INFLECTED, NAMED, Found, Word, is_rich
from estimator.words.grammar import grammar
from estimator.words.head import same_head
from estimator.words.knowledge import Knowledge
from estimator.words.name_entries import NameEntry


def named(words: Sequence[Word], known: Knowledge) -> Found | None:
    """Return what words mean as a whole name, in any form; None if they are none."""
    if not words or len(words) > known.lexicon.longest:
        return None
    keys = [word.key for word in words]
    for how, entries in (
        (NAMED, ending_alike(words, known.lexicon.exact(keys))),
        (NAMED, ending_alike(words, known.lexicon.joined(keys))),
        (INFLECTED, _inflected(words, keys, known)),
    ):
        if entries:
            return chosen(how, words, entries, known)
    return None


def _inflected(words: Sequence[Word], keys: Sequence[str], known: Knowledge) -> list[NameEntry]:
    """Return the names that are words in another form, in a language of the line if any is."""
    if all(known.only_qualifies(key) for key in keys):
        # "brown" is no brownie, and "green" are no greens.
        return []
    read = fitting(words, known.lexicon.inflected(keys, known.bases))
    if read or any(known.lexicon.languages(key) & set(known.bases) for key in keys):
        # "cheese salad" is no "cheese salada" of another language.
        return read
    others = [one for one in grammar().languages if one not in known.bases]
    return [
        e
        for e in fitting(words, known.lexicon.inflected(keys, others))
        if known.may_mean(keys, e) and not is_rich(known.table.items[e.item_id])
    ]


def of_the_same_words(
    words: Sequence[Word], content: Sequence[Word], known: Knowledge
) -> Found | None:
    """Return the foods whose name has just these words, how the food is in another place."""
    if len(content) == len(words):
        return None
    keys = [word.key for word in words]
    same = [
        entry
        for entry in known.lexicon.holding(keys)
        if len(entry.words) == len(keys)
        and accents_fit(entry, words)
        and known.may_mean(keys, entry)
        and same_head(entry, [word.key for word in content], 0, known)
    ]
    return chosen(INFLECTED, words, same, known) if same else None
