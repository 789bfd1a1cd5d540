"""Finds names by their words, by how they begin, and by similar spelling.

A name is folded once, and looked up by its words from the first search on, which goes
through all names only where no word is like any of the query's.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz, process

from estimator.foods.names import (
    ENGLISH,
    SPOKEN,
    TITLE,
    Name,
    NameColumns,
    Names,
    singular,
    singular_key,
)

_SIMILAR_WORD: Final = 80.0
"""Below this similarity (0 to 100) a word is not taken for a misspelt other one."""

_BEGUN_WORD: Final = 90.0
"""So similar (0 to 100) is a word to a longer one that begins with it."""

_SIMILAR_NAME: Final = 80.0
"""Below this similarity (0 to 100) a name is not offered for a misspelt one."""

_SIMILAR_WORDS: Final = 60.0
"""Below this mean similarity (0 to 100) of its words a name is not offered."""

_ALIKE: Final = 20.0
"""Names whose words are less similar by more than this than those of the best are left out."""

_SHORTEST_MISSPELT: Final = 3
_MOST_MISSPELT: Final = 8
_PAST_ANY_LETTER: Final = "\U0010ffff"


class NameIndex:
    """The names of some items.

    Parameters
    ----------
    columns : NameColumns
        The names, in the order of the table.
    files : tuple of Path
        The tables that they all are from, so that a copy may be kept of what is made of
        them; empty if some are a person's own.
    """

    def __init__(self, columns: NameColumns, files: tuple[Path, ...] = ()) -> None:
        self.names = Names(columns)
        self.files = files

    def keyed(self, key: str) -> list[Name]:
        """Return the names with this key."""
        return [self.names[place] for place in self._by_key.get(key, ())]

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        return _places(self.names.columns.key)

    @cached_property
    def _by_singular_key(self) -> dict[str, list[int]]:
        return _places(singular_key(key) for key in self.names.columns.key)

    @cached_property
    def _by_word(self) -> dict[str, set[int]]:
        by_word: defaultdict[str, set[int]] = defaultdict(set)
        for place, key in enumerate(self.names.columns.key):
            for word in key.split():
                by_word[word].add(place)
        return dict(by_word)

    @cached_property
    def _by_singular(self) -> dict[str, set[int]]:
        by_singular: defaultdict[str, set[int]] = defaultdict(set)
        for word, places in self._by_word.items():
            by_singular[singular(word)] |= places
        return dict(by_singular)

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self._by_word)

    def holding(self, words: Sequence[str]) -> list[Name]:
        """Return the names with each of the words, in singular or plural, or begun."""
        places = self._places_of(words[0])
        for word in words[1:]:
            if not places:
                break
            places = places & self._places_of(word)
        return [self.names[place] for place in places]

    def named(self, key: str) -> list[Name]:
        """Return the names with this key, or else those that differ only in their plural."""
        places = self._by_key.get(key) or self._by_singular_key.get(singular_key(key))
        return [self.names[place] for place in places or ()]

    def resembling(self, words: Sequence[str]) -> list[tuple[float, Name]]:
        """Return the names with words similar to these, after the mean similarity."""
        totals: defaultdict[int, float] = defaultdict(float)
        for word in words:
            for place, score in _similar_places(self, word).items():
                totals[place] += score
        least = max(
            _SIMILAR_WORDS * len(words), max(totals.values(), default=0.0) - _ALIKE * len(words)
        )
        return [
            (total / len(words), self.names[place])
            for place, total in totals.items()
            if total >= least
        ]

    def nearest(self, query: str, limit: int) -> list[tuple[float, Name]]:
        """Return the names that as a whole are spelt most like the query, after how much."""
        return [
            (score, name)
            # The first forgives a missing space, the other words in another order.
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
            for key, score, _ in process.extract(
                query, self._by_key.keys(), scorer=scorer, score_cutoff=_SIMILAR_NAME, limit=limit
            )
            for name in self.keyed(key)
        ]

    def _places_of(self, word: str) -> set[int]:
        start = bisect_left(self._words, word)
        end = bisect_left(self._words, word + _PAST_ANY_LETTER, start)
        begun = (self._by_word[longer] for longer in self._words[start:end])
        return set().union(self._by_singular.get(singular(word), ()), *begun)

    def similar_to(self, word: str) -> dict[int, float]:
        """Return the places of names with a word similar to this one, and how similar."""
        found: dict[int, float] = {}
        for other, score, _ in process.extract(
            word, self._words, scorer=fuzz.ratio, score_cutoff=_SIMILAR_WORD, limit=None
        ):
            for place in self._by_word[other]:
                found[place] = max(score, found.get(place, 0.0))
        whole = self._by_word.get(word, set()) | self._by_singular.get(singular(word), set())
        begun = dict.fromkeys(self._places_of(word), _BEGUN_WORD)
        return found | begun | dict.fromkeys(whole, 100.0)


def _places(keys: Iterable[str]) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    return dict(places)


def best_matches(indexes: Sequence[NameIndex], query: str) -> dict[str, Name]:
    """Return the best matching name of each item that matches a query, best first.

    Parameters
    ----------
    indexes : sequence of NameIndex
        Among equal matches, names of the first one come first.
    query : str
        Folded by `query_key`.
    """
    words = list(dict.fromkeys(query.split()))
    if not words:
        return {}
    matches: list[tuple[Any, ...]] = [
        (tier, layer, *_order(tier, name), name.key.count(" "), name)
        for layer, index in enumerate(indexes)
        for name in index.holding(words)
        for tier in (_tier(query, name),)
    ]
    words = [word for word in words if len(word) >= _SHORTEST_MISSPELT]
    if not matches and 1 <= len(words) <= _MOST_MISSPELT:
        matches = [
            (-round(score), layer, *_order(1, name), name.key.count(" "), name)
            for layer, index in enumerate(indexes)
            for score, name in index.resembling(words)
        ]
    return _best_by_item(matches) or nearest_names(indexes, query, limit=20)


def nearest_names(indexes: Sequence[NameIndex], query: str, limit: int) -> dict[str, Name]:
    """Return the best name of each item whose name is spelt most like a query, best first."""
    matches = [
        (-score, layer, name)
        for layer, index in enumerate(indexes)
        for score, name in index.nearest(query, 5 * limit)
    ]
    return dict(islice(_best_by_item(matches).items(), limit))


def is_plain_variety(name: Name, query: str) -> bool:
    """Return whether a name is of a plain food and begins with a query as whole words."""
    return not name.composite and f"{name.key} ".startswith(f"{query} ")


@lru_cache(maxsize=1024)
def _similar_places(index: NameIndex, word: str) -> dict[int, float]:
    # While somebody types, the words before the last one are looked up again and again.
    return index.similar_to(word)


def unlike_word(query: str, key: str) -> str | None:
    """Return a word of a folded text that resembles no word of a folded name.

    Examples
    --------
    >>> unlike_word("box chiken eggs", "chicken egg"), unlike_word("chiken eggs", "chicken egg")
    ('box', None)
    """
    words = key.split()
    for word in query.split():
        similar = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=_SIMILAR_WORD)
        begun = any(other.startswith(word) for other in words)
        if len(word) >= _SHORTEST_MISSPELT and not (similar or begun):
            return word
    return None


def _tier(query: str, name: Name) -> int:
    """Return how well a name that holds the words of a query matches it, 0 best."""
    if name.key == query:
        return 0
    if not name.key.startswith(query):
        return 4
    if name.head == query:
        return 1
    return 2 if name.key[len(query)] == " " else 3


def _order(tier: int, name: Name) -> tuple[bool, bool, bool, bool]:
    """Return what decides between names that match equally well."""
    # What a word means when it is eaten goes before what a source calls so.
    return (
        tier == 0 and name.rank > SPOKEN,
        name.composite,
        not name.language.startswith(ENGLISH),
        name.rank > TITLE,
    )


def _best_by_item(matches: Iterable[tuple[Any, ...]]) -> dict[str, Name]:
    """Return the names that end the tuples, in their order, the first one of each item."""
    best: dict[str, Name] = {}
    for *_, name in sorted(matches, key=_with_place):
        best.setdefault(name.item_id, name)
    return best


def _with_place(match: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*match[:-1], match[-1].place)
