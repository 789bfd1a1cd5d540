"""Words that are written as one and say what a food is and how: "agurkeskiver", "감자구이"."""

from collections.abc import Iterator, Sequence
from typing import Final

from estimator.words.grammar import grammar
from estimator.words.lexicon import Lexicon
from estimator.words.text import is_hangul

_LANGUAGES: Final = ("de", "nl", "da", "sv", "no")
"""Those of Latin letters that write such words as one."""

_LINKS: Final = ("", "s", "e", "n", "en", "er", "es")
_AFTER: Final = frozenset({"state", "neutral", "variety", "fat"})
_BEFORE: Final = frozenset({"state", "variety", "fat"})
"""A colour before a food makes another food of it: "Rotkohl"."""

_CUT: Final = frozenset({"slice", "piece", "cube", "stick", "fillet"})
_SHORTEST: Final = 4
_SHORTEST_HANGUL: Final = 2


def parts_of(word: str, lexicon: Lexicon, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the food and the qualifiers a folded word is made of; none if it is not.

    Parameters
    ----------
    word : str
    lexicon : Lexicon
    languages : sequence of str
        Those of the line.
    """
    found = _hangul(word, lexicon) if is_hangul(word) else _latin(word, lexicon, languages)
    return next(found, ())


def _hangul(word: str, lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    for middle in range(len(word) - 1, 0, -1):
        first, last = word[:middle], word[middle:]
        if _is_food(first, lexicon, _SHORTEST_HANGUL) and _qualifies(last, "ko", _AFTER):
            yield first, last
        if _is_food(last, lexicon, _SHORTEST_HANGUL) and _qualifies(first, "ko", _AFTER):
            yield first, last


def _latin(word: str, lexicon: Lexicon, languages: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for middle in range(len(word) - 3, 2, -1):
        first, last = word[:middle], word[middle:]
        for language in languages:
            if language not in _LANGUAGES:
                continue
            cut = any(
                sense.kind == "unit" and sense.meaning in _CUT and sense.language == language
                for sense in grammar().senses(last)
            )
            for begun in unlinked(first) if cut or _qualifies(last, language, _AFTER) else ():
                if _is_food(begun, lexicon, _SHORTEST - 1, language):
                    yield (begun,) if cut else (begun, last)
            if _qualifies(first, language, _BEFORE) and _is_food(
                last, lexicon, _SHORTEST, language
            ):
                yield first, last


def unlinked(word: str) -> Iterator[str]:
    """Yield how a word may be spelt by itself, without the letters that link it to the next."""
    for link in _LINKS:
        if word.endswith(link):
            yield word[: len(word) - len(link)]
    yield f"{word}e"
    yield f"{word}a"


def _qualifies(word: str, language: str, kinds: frozenset[str]) -> bool:
    return any(s.kind in kinds and s.language == language for s in grammar().senses(word))


def _is_food(word: str, lexicon: Lexicon, shortest: int, language: str = "ko") -> bool:
    return len(word) >= shortest and any(
        entry.language == language for entry in lexicon.exact([word])
    )
