"""The languages that a line may be in, told by its words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from estimator.words.grammar import ENGLISH, LANGUAGES, base_language, grammar
from estimator.words.lexicon import Lexicon
from estimator.words.text import Token
from estimator.words.unspaced import words_without_spaces

_EVIDENCE: Final = frozenset(
    {"with", "and", "unit", "number", "without", "state", "size", "of", "noise", "meal"}
)


_SPOKEN_AS: Final = {
    **dict.fromkeys(("en-AU", "en-IE", "en-NZ", "en-ZA"), "en-GB"),
    "en-CA": "en-US",
    "en-IN": "hi",
}
"""English of whose foods the names are those of another country: a biscuit is one of Britain's."""

_LEAST_SHARE: Final = 0.6
_OTHERS_READ: Final = 3


class LineLanguages(NamedTuple):
    """The languages a line may be in."""

    order: tuple[str, ...]
    """The person's own, those of its words, English."""
    equal: frozenset[str]
    """Those that it is as likely in, and that are neither the person's nor English."""
    told: frozenset[str] = frozenset()
    """The person's, English, and those that two words of it are of and neither of these is."""


def spoken_by(person: str) -> str:
    """Return the language (BCP 47) by whose names a person calls foods."""
    return _SPOKEN_AS.get(person.replace("_", "-"), person)


def languages_of_line(found: Sequence[Token], lexicon: Lexicon, person: str) -> LineLanguages:
    """Return the languages a line may be in."""
    scores: defaultdict[str, float] = defaultdict(float)
    own = {base_language(person), ENGLISH} - {""}
    foreign: Counter[str] = Counter()
    for token in (part for one in found for part in words_without_spaces(one, lexicon)):
        if token.kind not in ("word", "cjk"):
            continue
        key = token.key
        if len(key) < 3 and key.isascii():
            continue
        senses = {s.language for s in grammar().senses(key) if s.kind in _EVIDENCE}
        of_word = lexicon.languages(key) | senses
        for language in of_word:
            scores[language] += 1 / len(of_word)
        if own.isdisjoint(of_word):
            foreign.update(of_word)
    # Sums of the same shares in another order differ in their last digits.
    places = {language: place for place, language in enumerate(LANGUAGES)}
    best = sorted(
        scores, key=lambda one: (-round(scores[one], 6), places.get(one, len(places)), one)
    )
    most = scores[best[0]] if best else 0.0
    read = [one for one in best if scores[one] >= _LEAST_SHARE * most][:_OTHERS_READ]
    order = tuple(dict.fromkeys(filter(None, (spoken_by(person), *read, ENGLISH))))
    likeliest = {one for one in read if round(scores[one], 6) == round(most, 6)}
    told = own | {language for language, count in foreign.items() if count > 1}
    return LineLanguages(
        order, frozenset() if own & likeliest else frozenset(likeliest), frozenset(told)
    )
