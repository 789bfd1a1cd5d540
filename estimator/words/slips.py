"""The words that one may be a slip of, by letters or by ear."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_MOST_FOUND: Final = 4
_FEWEST_LETTERS: Final = 2
_LONG: Final = (6, 8)
"""From so many letters on two may be wrong, and three."""

_BY_EAR: Final = 0.4
"""What is added where two words only sound alike: letters that are the same count more."""

_OTHER_FIRST_LETTER: Final = 0.7
_MOST_REMEMBERED: Final = 4096
_SOUNDS: Final = (
    (re.compile(r"tch|sch"), "ch"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q(?!u)|c(?![eiyh])"), "k"),
    (re.compile(r"qu"), "kw"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"wh"), "w"),
    (re.compile(r"^kn"), "n"),
    (re.compile(r"(?<=[aeiou])gh"), ""),
    (re.compile(r"au|aw|oa|ow|ou|oo"), "o"),
    (re.compile(r"ea|ee|ie|ei|ey|y"), "i"),
    (re.compile(r"ai|ay"), "e"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=..)e$"), ""),
)


class Slips:
    """The words that others may be slips of.

    Parameters
    ----------
    words : iterable of str
        Folded, the commonest first: of two as near it is meant.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)
        self._sounds = [sound_of(word) for word in self._words]
        self._known: dict[str, list[tuple[float, str]]] = {}

    def near(self, word: str) -> list[tuple[float, str]]:
        """Return the words nearest to one, each with how far it is, the nearest first."""
        if word not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[word] = self._near(word)
        return self._known[word]

    def _near(self, word: str) -> list[tuple[float, str]]:
        best: dict[int, float] = {}
        for against, text, more in (
            (self._words, word, 0.0),
            (self._sounds, sound_of(word), _BY_EAR),
        ):
            if len(text) < _FEWEST_LETTERS:
                continue
            found = process.extract(
                text,
                against,
                scorer=OSA.distance,
                score_cutoff=1 + sum(len(text) >= long for long in _LONG),
                limit=4 * _MOST_FOUND,
            )
            for _, far, place in found:
                other = self._words[place][0] != word[0]
                told = far + more + (_OTHER_FIRST_LETTER if other else 0.0)
                best[place] = min(told, best.get(place, told))
        order = sorted(best, key=lambda place: (best[place], place))
        return [(best[place], self._words[place]) for place in order[:_MOST_FOUND]]


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """Return roughly how a word sounds.

    Examples
    --------
    >>> sound_of("sossage") == sound_of("sausage"), sound_of("lettus"), sound_of("lettuce")
    (True, 'letus', 'letus')
    """
    for written, said in _SOUNDS:
        word = written.sub(said, word)
    return word
