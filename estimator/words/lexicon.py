"""All names of a table, a person's own first: which of them some words may be."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from estimator.foods.table import FoodTable
from estimator.words.folded_names import may_be_joined
from estimator.words.grammar import ENGLISH, grammar, stem
from estimator.words.measure_names import measure_names
from estimator.words.name_entries import NameEntry, holds
from estimator.words.text import is_cjk
from estimator.words.vocabulary import vocabularies


class Lexicon:
    """All names of a table."""

    def __init__(self, table: FoodTable) -> None:
        self._layers = vocabularies(table)
        self.measures = measure_names(table)
        self.longest = max((layer.longest for layer in self._layers), default=0)
        self.longest_word = max((layer.longest_word for layer in self._layers), default=0)

    def exact(self, words: Sequence[str]) -> list[NameEntry]:
        """Return the names that are these folded words."""
        key = " ".join(words)
        return [entry for layer in self._layers for entry in layer.by_key(key)]

    def joined(self, words: Sequence[str]) -> list[NameEntry]:
        """Return the names that are these words but for the spaces in them."""
        letters = "".join(words)
        if not may_be_joined(letters):
            return []
        return [entry for layer in self._layers for entry in layer.joined(letters)]

    def inflected(self, words: Sequence[str], languages: Iterable[str]) -> list[NameEntry]:
        """Return the names of some languages that are these words in another form."""
        found: list[NameEntry] = []
        for language in languages:
            stems = " ".join(stem(word, language) for word in words)
            for layer in self._layers:
                found += layer.by_stems(language, stems)
        return found

    def holding(self, words: Sequence[str]) -> list[NameEntry]:
        """Return the names that hold each of these words, in any form."""
        first, *rest = sorted(words, key=self._count)
        return [entry for entry in self._near([first]) if all(holds(entry, w) for w in rest)]

    def within(self, words: Sequence[str], least: Sequence[str]) -> list[NameEntry]:
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

    def closest(self, key: str) -> list[NameEntry]:
        """Return the names that as a whole are spelt most like a folded text."""
        return [entry for layer in self._layers for entry in layer.closest(key)]

    def tail(self, word: str) -> list[NameEntry]:
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

    def _near(self, words: Sequence[str]) -> Iterable[NameEntry]:
        for layer in self._layers:
            near = (entry for word in words for one in _stems(word) for entry in layer.by_stem(one))
            yield from {entry.name.place: entry for entry in near}.values()


@lru_cache(maxsize=8192)
def _stems(word: str) -> tuple[str, ...]:
    forms = (stem(word, language) for language in grammar().languages)
    return tuple(dict.fromkeys((word, *forms)))
