"""Accents that were written are in the name too: "pâtes" is no "pâté"."""

import re
from collections.abc import Sequence
from typing import Final

from estimator.words.folded_names import fold_name
from estimator.words.found import Word, text_of
from estimator.words.grammar import stem
from estimator.words.knowledge import FEWEST_LETTERS_OF_A_FORM, Knowledge
from estimator.words.name_entries import NameEntry
from estimator.words.text import accented

_FRENCH: Final = "fr"
_END_IN_E: Final = re.compile("(e|é)s?$")


def accents_fit(entry: NameEntry, words: Sequence[Word]) -> bool:
    """Return whether no word of a name has other accents than were written."""
    for word in words:
        written = accented(word.text)
        if written.isascii() or written == word.key:
            continue
        names = [
            one
            for one in accented(entry.name.text).split()
            if stem(fold_name(one), entry.language) == stem(word.key, entry.language)
        ]
        if names and not any(agree(written, one) for one in names):
            return False
    return True


def fitting(words: Sequence[Word], entries: Sequence[NameEntry]) -> list[NameEntry]:
    """Leave out names whose accents contradict those that were written."""
    written = accented(text_of(words))
    if written.isascii():
        # Without its accent and in another form a short word is sooner another word.
        short = len(written) < FEWEST_LETTERS_OF_A_FORM
        return [e for e in entries if not short or accented(e.name.text).isascii()]
    return [entry for entry in entries if agree(written, accented(entry.name.text))]


def ending_alike(words: Sequence[Word], entries: Sequence[NameEntry]) -> Sequence[NameEntry]:
    """Leave out French names of which the last "é" is an "e", or the other way about.

    These are never the same word: "caille" is a quail and "caillé" curd, "pâte" is no "pâté". It
    is left to those who write accents at all.
    """
    written = accented(text_of(words))
    if written.isascii():
        return entries
    return [
        entry
        for entry in entries
        if entry.language != _FRENCH or _last_e(written) == _last_e(accented(entry.name.text))
    ]


def _last_e(text: str) -> list[bool]:
    """Return of each word that ends in an "e" whether that is an "é"."""
    ends = (_END_IN_E.search(word) for word in text.split())
    return [end.group(1) == "é" for end in ends if end]


def lost_accent(words: Sequence[Word], known: Knowledge) -> bool:
    """Return whether words are short and only without their accents a name, in another language."""
    written = text_of(words)
    entries = known.lexicon.exact([word.key for word in words])
    return (
        bool(entries)
        and written.isascii()
        and len(written) < FEWEST_LETTERS_OF_A_FORM
        and not any(entry.name.text.isascii() or entry.language in known.own for entry in entries)
    )


def agree(written: str, name: str) -> bool:
    """Return whether what is alike at the start of two texts has the same accents."""
    same = 0
    for one, other in zip(written, name, strict=False):
        if one == other:
            same += 1
        elif fold_name(one) == fold_name(other):
            return False
        else:
            break
    return True
