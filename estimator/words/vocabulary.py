"""Which names the words of a text may be: exactly, inflected, among others, or misspelt.

A vocabulary is made once for each table of names, on first use.
"""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from estimator.foods.compact_copy import compact_copy
from estimator.foods.data_package import table_path
from estimator.foods.name_index import NameIndex
from estimator.foods.names import ALIAS, OWN, Name, Names
from estimator.foods.table import FoodTable
from estimator.words.folded_names import FoldedNames, fold_name, may_be_joined
from estimator.words.grammar import ENGLISH, HEAD_FIRST, grammar, stem
from estimator.words.measure_names import measure_names
from estimator.words.slips import Slips
from estimator.words.text import accented, fold, is_cjk

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
NOT_A_HEAD: Final = frozenset({"of", "with", "in", "and", "or", "from", "on", "to"})


class Entry(NamedTuple):
    """One name of one item, as its words are matched."""

    name: Name
    words: tuple[str, ...]
    """Folded."""
    stems: tuple[str, ...]
    language: str
    """The language of the name, without its country."""

    @property
    def heads(self) -> frozenset[str]:
        """The stems of the words that say what it is, and not how."""
        return _heads(self.name.text, self.language)

    @property
    def item_id(self) -> str:
        """Whose name it is."""
        return self.name.item_id


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
        self._made: list[Entry | None] = [None] * len(folded.words)
        self._by_stems: dict[str, dict[str, list[int]]] = {}
        self._near: dict[str, dict[str, int]] = {}
        self._closest: dict[str, list[Entry]] = {}
        self._stems: dict[str, set[str]] = {}
        self._slips: dict[frozenset[str], Slips] = {}

    def entry(self, place: int) -> Entry:
        """Return the entry of one name."""
        made = self._made[place]
        if made is None:
            words, stems, languages, *_ = self._folded
            name = self._names[place]
            made = self._made[place] = Entry(name, words[place], stems[place], languages[place])
        return made

    def by_key(self, key: str) -> list[Entry]:
        """Return the names with a key."""
        return self._entries(self._folded.by_key.get(key, ()))

    def by_stem(self, stem_of_word: str) -> list[Entry]:
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

    def joined(self, letters: str) -> list[Entry]:
        """Return the names that are some letters but for the spaces in them."""
        keys = (letters, self._folded.keys_joined.get(letters, ""))
        return [entry for key in keys for entry in self.by_key(key)]

    def by_stems(self, language: str, stems: str) -> list[Entry]:
        """Return the names of one language with all of these stems, and no other."""
        if language not in self._by_stems:
            found: defaultdict[str, list[int]] = defaultdict(list)
            for place, other in enumerate(self._folded.languages):
                if other == language:
                    found[" ".join(self._folded.stems[place])].append(place)
            self._by_stems[language] = found
        return self._entries(self._by_stems[language].get(stems, ()))

    def _entries(self, places: Iterable[int]) -> list[Entry]:
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

    def closest(self, key: str) -> list[Entry]:
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

    def tail(self, key: str) -> list[Entry]:
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
    """Keep the collector of garbage from walking again and again through what is made to stay."""
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


class Lexicon:
    """All names of a table."""

    def __init__(self, table: FoodTable) -> None:
        self._layers = vocabularies(table)
        self.measures = measure_names(table)
        self.longest = max((layer.longest for layer in self._layers), default=0)
        self.longest_word = max((layer.longest_word for layer in self._layers), default=0)

    def exact(self, words: Sequence[str]) -> list[Entry]:
        """Return the names that are these folded words."""
        key = " ".join(words)
        return [entry for layer in self._layers for entry in layer.by_key(key)]

    def joined(self, words: Sequence[str]) -> list[Entry]:
        """Return the names that are these words but for the spaces in them."""
        letters = "".join(words)
        if not may_be_joined(letters):
            return []
        return [entry for layer in self._layers for entry in layer.joined(letters)]

    def inflected(self, words: Sequence[str], languages: Iterable[str]) -> list[Entry]:
        """Return the names of some languages that are these words in another form."""
        found: list[Entry] = []
        for language in languages:
            stems = " ".join(stem(word, language) for word in words)
            for layer in self._layers:
                found += layer.by_stems(language, stems)
        return found

    def holding(self, words: Sequence[str]) -> list[Entry]:
        """Return the names that hold each of these words, in any form."""
        first, *rest = sorted(words, key=self._count)
        return [entry for entry in self._near([first]) if all(holds(entry, w) for w in rest)]

    def within(self, words: Sequence[str], least: Sequence[str]) -> list[Entry]:
        """Return the names each of whose words is one of these, and that hold one of others."""
        allowed: dict[str, set[str]] = {}
        found = []
        for entry in self._near(least):
            language = entry.language
            if language not in allowed:
                allowed[language] = {stem(word, language) for word in words}
            if entry.stems and allowed[language].issuperset(entry.stems):
                found.append(entry)
        return found

    def knows(self, word: str) -> bool:
        """Return whether a word, or a form of it, is in a name of any language."""
        return bool(self.languages(word)) or any(
            layer.holds_stem(stem(word, language))
            for layer in self._layers
            for language in (ENGLISH, *grammar().languages)
        )

    def languages(self, word: str) -> frozenset[str]:
        """Return the languages in which a folded word is in a name."""
        return frozenset().union(*(layer.languages.get(word, ()) for layer in self._layers))

    def corrections(self, word: str) -> tuple[list[str], int]:
        """Return the words that a word is most likely a misspelling of, and how far they are."""
        near: dict[str, int] = {}
        for layer in self._layers:
            near |= layer.near(word)
        least = min(near.values(), default=0)
        return [one for one, distance in near.items() if distance == least], least

    def in_a_name(self, form: str, language: str) -> bool:
        """Return whether a word, or its stem, is in a name of a language."""
        return any(layer.in_a_name(form, language) for layer in self._layers)

    def slips(self, word: str, languages: frozenset[str]) -> list[tuple[float, str]]:
        """Return words that people use in some languages that one may be a slip of, and how far."""
        near = {one: far for layer in self._layers for far, one in layer.slips(word, languages)}
        return sorted((far, one) for one, far in near.items())

    def closest(self, key: str) -> list[Entry]:
        """Return the names that as a whole are spelt most like a folded text."""
        return [entry for layer in self._layers for entry in layer.closest(key)]

    def tail(self, word: str) -> list[Entry]:
        """Return the longest name that ends a word."""
        for start in range(1 if is_cjk(word) else 2, len(word)):
            rest = word[start:]
            for form in (rest, stem(rest, "de")):
                if entries := [entry for layer in self._layers for entry in layer.tail(form)]:
                    return entries
        return []

    def longest_cjk(self, letter: str) -> int:
        """Return how long the longest name is that begins with a letter."""
        return max((layer.cjk.get(letter, 0) for layer in self._layers), default=0)

    def begins(self, words: Sequence[str]) -> bool:
        """Return whether a name begins with these folded words; with none, any does."""
        key = " ".join(words)
        return not key or any(key in layer.beginnings for layer in self._layers)

    def has(self, key: str) -> bool:
        """Return whether a folded text is a name."""
        return any(layer.has(key) for layer in self._layers)

    def _count(self, word: str) -> int:
        return sum(layer.count(one) for layer in self._layers for one in _stems(word))

    def _near(self, words: Sequence[str]) -> Iterable[Entry]:
        for layer in self._layers:
            near = (entry for word in words for one in _stems(word) for entry in layer.by_stem(one))
            yield from {entry.name.place: entry for entry in near}.values()


def holds(entry: Entry, word: str) -> bool:
    """Return whether a name holds a word in any form."""
    form = stem(word, entry.language)
    return any(one in names for names in (entry.words, entry.stems) for one in (word, form))


def fits_accents(entry: Entry, written: str) -> bool:
    """Return whether a name has the very accents that were written."""
    return accented(entry.name.text) == accented(written)


@lru_cache(maxsize=8192)
def _stems(word: str) -> tuple[str, ...]:
    forms = (stem(word, language) for language in grammar().languages)
    return tuple(dict.fromkeys((word, *forms)))


@lru_cache(maxsize=65536)
def _heads(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words that say what something is.

    The head of "Milk, whole" is "milk", and "Beef mince or plain burger patty,
    cooked" has two: "mince" and "patty".
    """
    heads = set()
    for part in text.partition(",")[0].replace("(", " or ").split(" or "):
        words: list[str] = []
        for word in fold(part).split():
            if word in NOT_A_HEAD and words:
                break
            words.append(word)
        if words:
            heads.add(stem(words[0] if language in HEAD_FIRST else words[-1], language))
    return frozenset(heads)


__all__ = ["OWN", "Entry", "Lexicon", "Vocabulary", "fits_accents", "fold_name", "holds"]
