"""The words of names, folded: what a vocabulary looks up, as plain values that a copy can hold."""

from functools import cache
from typing import Final, NamedTuple

from estimator.foods.names import Names
from estimator.words.grammar import base_language, stem
from estimator.words.text import fold, spelt_out

_SHORTEST_JOINED: Final = 5
_SHORTEST_JOINED_SYLLABLES: Final = 3
_NO_LANGUAGE: Final[frozenset[str]] = frozenset()
_SPELT_OUT_IN: Final = frozenset({"de", "da", "no", "sv"})


class FoldedNames(NamedTuple):
    """The words of names, as plain values that a copy can hold; names by their places."""

    words: list[tuple[str, ...]]
    stems: list[tuple[str, ...]]
    languages: list[str]
    """The language of each name, without its country."""
    by_key: dict[str, list[int]]
    by_stem: dict[str, list[int]]
    languages_of: dict[str, frozenset[str]]
    """The languages in which a folded word is in a name."""
    beginnings: set[str]
    """How names begin, word by word."""
    keys_joined: dict[str, str]
    """The key of each name by its letters without spaces."""

    @classmethod
    def of(cls, names: Names) -> "FoldedNames":
        """Fold names."""
        made = cls([], [], [], {}, {}, {}, set(), {})
        # A word is in many names: each of its forms is made, and kept in a copy, once.
        same: dict[tuple[str, ...], tuple[str, ...]] = {}
        for text, tag in zip(names.columns.text, names.columns.language, strict=True):
            language = base_language(tag)
            words = tuple(fold(text).split())
            stems = tuple([stem(word, language) for word in words])
            made._add(text, same.setdefault(words, words), same.setdefault(stems, stems), language)
        return made

    def _add(
        self, text: str, words: tuple[str, ...], stems: tuple[str, ...], language: str
    ) -> None:
        place = len(self.words)
        self.words.append(words)
        self.stems.append(stems)
        self.languages.append(language)
        key = " ".join(words) or fold_name(text)
        self.by_key.setdefault(key, []).append(place)
        if " " in key and may_be_joined(key):
            self.keys_joined.setdefault(key.replace(" ", ""), key)
        if language in _SPELT_OUT_IN and not text.isascii():
            other = spelt_out(text)
            if other != key:
                self.by_key.setdefault(other, []).append(place)
        for one in dict.fromkeys(stems):
            self.by_stem.setdefault(one, []).append(place)
        begun = ""
        for word in words:
            known = self.languages_of.get(word, _NO_LANGUAGE)
            if language not in known:
                # Most words are of a few languages: the same sets serve them all.
                self.languages_of[word] = _with(known, language)
            begun = f"{begun} {word}" if begun else word
            self.beginnings.add(begun)


def fold_name(text: str) -> str:
    """Fold a name; one without a letter or digit stays as it is."""
    return fold(text) or " ".join(text.casefold().split())


def may_be_joined(letters: str) -> bool:
    """Return whether a text is long enough to be told from others without its spaces."""
    return len(letters) >= (_SHORTEST_JOINED if letters.isascii() else _SHORTEST_JOINED_SYLLABLES)


@cache
def _with(languages: frozenset[str], language: str) -> frozenset[str]:
    return languages | {language}
