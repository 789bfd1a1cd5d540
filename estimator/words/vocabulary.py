"""Which names the words of a text may be: exactly, inflected, among others, or misspelt.

A vocabulary is made once for each table of names, on first use.
"""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from estimator.foods.compact_copy import compact_copy
from estimator.foods.data_package import table_path
from estimator.foods.name_index import NameIndex
from estimator.foods.names import ALIAS, Names
from estimator.foods.table import FoodTable
from estimator.words.folded_names import FoldedNames
from estimator.words.name_entries import NameEntry
from estimator.words.slips import Slips
from estimator.words.text import is_cjk

SHORTEST_CORRECTED: Final = 6
"""Shorter words are never corrected: too many are one letter from another food."""

TWO_EDITS_FROM: Final = 8

SHORTEST_SPOKEN: Final = 3
"""A word of fewer letters is no slip of another."""

_SIMILAR: Final = 78.0
"""From this similarity (0 to 100) a name is offered for another."""

_MOST_CLOSE: Final = 5
_MOST_REMEMBERED: Final = 4096
_SHORTEST_TAIL: Final = 4
_LAST_ALPHABET: Final = "\u3000"


class Vocabulary:
    """The names of one table, each in its language."""

    def __init__(self, names: Names, folded: FoldedNames) -> None:
        self._names = names
        self._folded = folded
        self.languages = folded.languages_of
        self.beginnings = folded.beginnings
        self.longest = max(map(len, folded.words), default=0)
        """The most words a name has."""
        self.longest_word = max(map(len, folded.languages_of), default=0)
        """The most letters a word of a name has."""
        self._made: list[NameEntry | None] = [None] * len(folded.words)
        self._by_stems: dict[str, dict[str, list[int]]] = {}
        self._near: dict[str, dict[str, int]] = {}
        self._closest: dict[str, list[NameEntry]] = {}
        self._stems: dict[str, set[str]] = {}
        self._slips: dict[frozenset[str], Slips] = {}

    def entry(self, place: int) -> NameEntry:
        """Return the entry of one name."""
        made = self._made[place]
        if made is None:
            words, stems, languages, *_ = self._folded
            name = self._names[place]
            made = self._made[place] = NameEntry(name, words[place], stems[place], languages[place])
        return made

    def by_key(self, key: str) -> list[NameEntry]:
        """Return the names with a key."""
        return self._entries(self._folded.by_key.get(key, ()))

    def by_stem(self, stem_of_word: str) -> list[NameEntry]:
        """Return the names that hold a stem."""
        return self._entries(self._folded.by_stem.get(stem_of_word, ()))

    def has(self, key: str) -> bool:
        """Return whether a key is that of a name."""
        return key in self._folded.by_key

    def holds_stem(self, stem_of_word: str) -> bool:
        """Return whether a name holds a stem."""
        return stem_of_word in self._folded.by_stem

    def count(self, stem_of_word: str) -> int:
        """Return how many names hold a stem."""
        return len(self._folded.by_stem.get(stem_of_word, ()))

    def joined(self, letters: str) -> list[NameEntry]:
        """Return the names that are some letters but for the spaces in them."""
        keys = (letters, self._folded.keys_joined.get(letters, ""))
        return [entry for key in keys for entry in self.by_key(key)]

    def by_stems(self, language: str, stems: str) -> list[NameEntry]:
        """Return the names of one language with all of these stems, and no other."""
        if language not in self._by_stems:
            found: defaultdict[str, list[int]] = defaultdict(list)
            for place in self._of_language.get(language, ()):
                found[" ".join(self._folded.stems[place])].append(place)
            self._by_stems[language] = found
        return self._entries(self._by_stems[language].get(stems, ()))

    @cached_property
    def _of_language(self) -> dict[str, list[int]]:
        """The names of each language."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, language in enumerate(self._folded.languages):
            places[language].append(place)
        return places

    def _entries(self, places: Iterable[int]) -> list[NameEntry]:
        return [self.entry(place) for place in places]

    @cached_property
    def words(self) -> list[str]:
        """The words that another may be a misspelling of."""
        return sorted(word for word in self.languages if len(word) >= SHORTEST_CORRECTED - 1)

    def near(self, word: str) -> dict[str, int]:
        """Return the words that a word may be a misspelling of, and by how many letters."""
        if len(word) < SHORTEST_CORRECTED or not word.isalpha() or is_cjk(word):
            return {}
        if word not in self._near:
            if len(self._near) >= _MOST_REMEMBERED:
                self._near.clear()
            most = 2 if len(word) >= TWO_EDITS_FROM else 1
            found = process.extract(
                word, self.words, scorer=OSA.distance, score_cutoff=most, limit=8
            )
            # The first letter is hardly ever the one that is wrong.
            self._near[word] = {
                other: int(distance) for other, distance, _ in found if other[0] == word[0]
            }
        return self._near[word]

    def closest(self, key: str) -> list[NameEntry]:
        """Return the names that as a whole are spelt most like a folded text, nearest first."""
        if key not in self._closest:
            if len(self._closest) >= _MOST_REMEMBERED:
                self._closest.clear()
            found = process.extract(
                key, self.keys, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=_MOST_CLOSE
            )
            self._closest[key] = [self.by_key(other)[0] for other, *_ in found]
        return self._closest[key]

    def in_a_name(self, form: str, language: str) -> bool:
        """Return whether a word, or its stem, is in a name of a language."""
        if language not in self._stems:
            self._stems[language] = {
                one
                for place, other in enumerate(self._folded.languages)
                if other == language
                for one in (*self._folded.words[place], *self._folded.stems[place])
            }
        return form in self._stems[language]

    def slips(self, word: str, languages: frozenset[str]) -> list[tuple[float, str]]:
        """Return words that people use in some languages that one may be a slip of."""
        if languages not in self._slips:
            counts = self._spoken_words(languages)
            self._slips[languages] = Slips(sorted(counts, key=lambda one: (-counts[one], one)))
        return self._slips[languages].near(word)

    def _spoken_words(self, languages: frozenset[str]) -> Counter[str]:
        """Return the words of names that people use in some languages, and in how many each is."""
        ranks = self._names.columns.rank
        return Counter(
            word
            for words, language, rank in zip(
                self._folded.words, self._folded.languages, ranks, strict=True
            )
            if language in languages and rank < ALIAS
            for word in set(words)
            if len(word) >= SHORTEST_SPOKEN and word.isascii() and word.isalpha()
        )

    @cached_property
    def keys(self) -> list[str]:
        """All names, folded."""
        return list(self._folded.by_key)

    def tail(self, key: str) -> list[NameEntry]:
        """Return the names of one word that may end a longer word: "brot" of "Vollkornbrot"."""
        long = len(key) >= _SHORTEST_TAIL or (len(key) > 1 and is_cjk(key))
        return self.by_key(key) if long and " " not in key else []

    @cached_property
    def cjk(self) -> dict[str, int]:
        """Names written without spaces, and by their first letter the longest."""
        longest: defaultdict[str, int] = defaultdict(int)
        for key in self._folded.by_key:
            if key[0] > _LAST_ALPHABET and is_cjk(key):
                longest[key[0]] = max(longest[key[0]], len(key))
        return dict(longest)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Stop garbage collection while many objects are made that all stay."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


_MADE: "WeakKeyDictionary[NameIndex, Vocabulary]" = WeakKeyDictionary()


def vocabularies(table: FoodTable) -> list[Vocabulary]:
    """Return the vocabularies of a table, a person's own names first."""
    made = []
    for index in table.indexes:
        if index not in _MADE:
            with _uncollected():
                _MADE[index] = Vocabulary(index.names, _folded(index))
        made.append(_MADE[index])
    return made


def _folded(index: NameIndex) -> FoldedNames:
    if not index.files:  # a person's own names are kept nowhere else
        return FoldedNames.of(index.names)
    files = (*index.files, table_path("grammar"))
    made = compact_copy(
        "words", files, lambda: tuple(FoldedNames.of(index.names)), Path(__file__).parent
    )
    return FoldedNames(*made)
