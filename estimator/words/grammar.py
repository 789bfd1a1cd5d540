"""The words of the grammar in each language that is read: numbers, units, "with", meals.

They are data, ``food_data/grammar.csv``; nothing here is of one language.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from estimator.foods.names import singular
from estimator.foods.plain_rows import plain_rows
from estimator.words.text import fold

ENGLISH: Final = "en"
LANGUAGES: Final = {
    "en": "English",
    "de": "German",
    "nl": "Dutch",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "pl": "Polish",
    "da": "Danish",
    "sv": "Swedish",
    "no": "Norwegian",
    "tr": "Turkish",
    "hi": "Hindi (in Latin letters)",
    "ja": "Japanese",
    "zh": "Chinese",
    "ko": "Korean",
}
"""The languages that are read, by their tags."""

HEAD_FIRST: Final = frozenset({"fr", "es", "it", "pt", "pl"})
"""Languages in which what a food is stands before how it is: "jambon cru"."""

ALWAYS: Final = frozenset({"and", "with", "unit", "meal", "about"})
"""Kinds whose words are read in a line of any language, if they have three letters or more."""

QUALIFIERS: Final = ("other", "fat", "variety", "state", "neutral", "size")
"""Kinds whose words say how a food is; a word of several is of the first."""

LONGEST_PHRASE: Final = 5
"""So many words and marks at most are one phrase: "c.à.s"."""
_SHORT: Final = 3
_ALWAYS_AND: Final = frozenset({"and", "und", "et", "en", "y", "och"})
_SHORTEST_STEM: Final = 2
_SHORTEST_INFLECTED: Final = 5


class Sense(NamedTuple):
    """What a word or phrase of the grammar may be."""

    kind: str
    meaning: str
    language: str


class Slices(NamedTuple):
    """How slices of bread are called in a language that something lies on."""

    bread: str
    """The plain name of bread."""
    words: frozenset[str]
    """Words for such a slice, folded."""
    units: frozenset[str]
    """Words for a slice of anything, folded."""


class Grammar:
    """The words of all languages, by their folded spelling."""

    def __init__(self) -> None:
        self._senses: defaultdict[str, list[Sense]] = defaultdict(list)
        self.endings: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        """By language: each ending with what stands in its place, the longest first."""
        self.any_ending: dict[str, tuple[str, ...]] = {}
        self.endings_of_with: dict[str, tuple[str, ...]] = {}
        """By language: what ends a word and says that a food is on another or in it."""
        self.suffixes: dict[str, tuple[str, ...]] = {}
        """By language: what ends a word and says that a food is left out."""
        self.slices: dict[str, Slices] = {}
        """By language: how slices of bread are called that something lies on."""
        self.rolls: dict[str, Slices] = {}
        """The same of rolls, in the languages that write what is on them before as one word."""
        self._case_matters: dict[str, Sense] = {}
        for row in plain_rows("grammar"):
            if row.kind in ("bread", "roll"):
                units = self._units_of(row.language, "slice")
                words = frozenset(map(fold, row.words.split("; ")))
                of_it = self.slices if row.kind == "bread" else self.rolls
                of_it[row.language] = Slices(row.meaning, words, units)
                continue
            if row.kind == "suffix":
                ends = self.suffixes if row.meaning == "without" else self.endings_of_with
                ends[row.language] = tuple(map(fold, row.words.split("; ")))
                continue
            for word in row.words.split("; "):
                if row.kind == "ending":
                    self.endings[row.language].append((fold(word), fold(row.meaning)))
                elif word in ("t", "T"):
                    # "2 T butter" are tablespoons, "2 t" are teaspoons.
                    self._case_matters[word] = Sense(row.kind, row.meaning, row.language)
                else:
                    self._senses[fold(word)].append(Sense(row.kind, row.meaning, row.language))
        self._qualifiers: dict[tuple[str, str], Sense] | None = None
        for endings in self.endings.values():
            endings.sort(key=lambda pair: -len(pair[0]))
        self.any_ending = {
            language: tuple(ending for ending, _ in endings)
            for language, endings in self.endings.items()
        }
        self.languages = tuple(dict.fromkeys(s.language for v in self._senses.values() for s in v))

    def _units_of(self, language: str, unit: str) -> frozenset[str]:
        return frozenset(
            word for word, senses in self._senses.items() if Sense("unit", unit, language) in senses
        )

    def senses(self, key: str) -> Sequence[Sense]:
        """Return what a folded word or phrase may be, in any language."""
        return self._senses.get(key, ())

    def senses_in(self, text: str, languages: Iterable[str]) -> list[Sense]:
        """Return what a word or phrase may be in a line of some languages."""
        if text in self._case_matters:
            return [self._case_matters[text]]
        key = fold(text)
        active = set(languages)
        foreign = len(key.replace(" ", "")) >= _SHORT or not key.isascii()
        return [
            sense
            for sense in self._senses.get(key, ())
            if sense.language in active
            or (foreign and sense.kind in ALWAYS)
            or (sense.kind == "and" and key in _ALWAYS_AND)
        ]

    def qualities(self, key: str, languages: Iterable[str], inflected: bool) -> dict[str, Sense]:
        """Return how a food is by a folded phrase: its senses of some languages, by their kind.

        Parameters
        ----------
        key : str
        languages : iterable of str
        inflected : bool
            Whether another form of a word will do: "grigliate" for "grigliata".
        """
        found = {sense.kind: sense for sense in self.senses(key) if sense.language in languages}
        if found or not inflected or len(key) < _SHORTEST_INFLECTED:
            return found
        if self._qualifiers is None:
            self._qualifiers = {
                (sense.language, stem(word, sense.language)): sense
                for word, senses in self._senses.items()
                for sense in senses
                if sense.kind in QUALIFIERS and " " not in word
            }
        forms = ((one, stem(key, one)) for one in languages if one != ENGLISH)
        return {
            sense.kind: sense for form in forms if (sense := self._qualifiers.get(form)) is not None
        }

    def languages_of(self, key: str) -> frozenset[str]:
        """Return the languages in which a word is one of the grammar."""
        return frozenset(sense.language for sense in self._senses.get(key, ()))

    def words_of(self, kind: str) -> frozenset[str]:
        """Return all folded words of one kind."""
        return frozenset(
            key for key, senses in self._senses.items() if any(s.kind == kind for s in senses)
        )


@cache
def grammar() -> Grammar:
    """Read the grammar, on first use.

    Raises
    ------
    DataError
        If the table breaks its schema.
    """
    return Grammar()


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """Take the ending off a folded word: of the plural, the article, the case.

    Two words of one stem are one word in two forms; the stem itself is no word.

    Examples
    --------
    >>> stem("eggs", "en"), stem("eier", "de"), stem("uova", "it") == stem("uovo", "it")
    ('egg', 'ei', True)
    """
    if language == ENGLISH:
        return singular(word)
    if not word.endswith(grammar().any_ending.get(language, ())):
        return word
    for ending, instead in grammar().endings.get(language, ()):
        if instead and word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)] + instead
            break
    for ending, instead in grammar().endings.get(language, ()):
        if (
            not instead
            and word.endswith(ending)
            and len(word) - len(ending) >= _SHORTEST_STEM + (len(ending) == 1)
        ):
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=256)
def base_language(tag: str) -> str:
    """Return the language of a tag.

    Examples
    --------
    >>> base_language("en-GB"), base_language("pt_BR"), base_language("nb"), base_language("")
    ('en', 'pt', 'no', '')
    """
    base = tag.replace("_", "-").partition("-")[0].casefold()
    return "no" if base in ("nb", "nn") else base
