"""What is known when the words of a line are read: foods, names, languages, habits."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from estimator.foods.items import Item
from estimator.foods.names import ALIAS
from estimator.foods.table import FoodTable
from estimator.words.grammar import (
    ENGLISH,
    HEAD_FIRST,
    QUALIFIERS,
    base_language,
    grammar,
    stem,
)
from estimator.words.lexicon import Lexicon
from estimator.words.name_entries import NameEntry

FEWEST_LETTERS_OF_A_FORM: Final = 6
"""A word of another language may be shorter only as it stands in a name."""


class Knowledge:
    """What the steps of finding a food are given.

    Parameters
    ----------
    table : FoodTable
    languages : sequence of str
        The person's own, those of the line, and English; a word means what it
        means in the first of them that has it.
    familiar : sequence of str
        Ids of what the person eats often, which settle a tie and nothing else.
    equal : collection of str
        Languages that the line is as likely in: what a word means in any of them may be meant.
    person : str
        The person's language (BCP 47); "" if not known.
    told : collection of str
        Languages that the line is known to be in, the person's and English among them.
    """

    def __init__(
        self,
        table: FoodTable,
        lexicon: Lexicon,
        languages: Sequence[str] = (ENGLISH,),
        familiar: Sequence[str] = (),
        equal: Collection[str] = (),
        person: str = "",
        told: Collection[str] = (),
    ) -> None:
        self.equal = frozenset(equal)
        self.table = table
        self.lexicon = lexicon
        self.languages = tuple(languages)
        self.person = person
        self.own = frozenset(told or {base_language(person), ENGLISH} - {""})
        """The languages the line is known to be in."""
        self.bases = tuple(dict.fromkeys(map(base_language, languages)))
        self.head_first = next(iter(self.bases), ENGLISH) in HEAD_FIRST
        self._familiar = {item_id: place for place, item_id in enumerate(familiar)}

    def items(self, entries: Iterable[NameEntry]) -> tuple[Item, ...]:
        """Return the items that have some names, each once."""
        ids = dict.fromkeys(entry.item_id for entry in entries)
        return tuple(self.table.items[item_id] for item_id in ids)

    def plainest(self, entries: Iterable[NameEntry]) -> list[NameEntry]:
        """Return names that are no mere aliases, the shortest first."""
        names = (entry for entry in entries if entry.name.rank < ALIAS)
        return sorted(names, key=lambda entry: (len(entry.words), entry.name.place))

    def rank(self, entry: NameEntry) -> tuple[int, int]:
        """Return how early a name comes: of a language of the line, and of a good source."""
        known = entry.language in self.bases
        return (0 if known else 1, entry.name.rank)

    def tie(self, items: Sequence[Item]) -> Item | None:
        """Return the one of equally good matches that the person eats most often."""
        known = [item for item in items if item.item_id in self._familiar]
        return min(known, key=lambda item: self._familiar[item.item_id], default=None)

    def is_word(self, word: str) -> bool:
        """Return whether a word is in a name of any language, or a form of one of the line's.

        The endings of all languages together make a form of nearly anything: "bron" of "bro".
        """
        return bool(self.lexicon.languages(word)) or any(
            self.lexicon.in_a_name(stem(word, language), language) for language in self.bases
        )

    def only_qualifies(self, word: str) -> bool:
        """Return whether a word says how a food is, in a language the line is known to be in."""
        return any(
            sense.kind in QUALIFIERS and sense.language in self.own
            for sense in grammar().senses(word)
        )

    def may_mean(self, keys: Sequence[str], entry: NameEntry) -> bool:
        """Return whether words are a name's, and not short ones of another language bent to it.

        A short word that nobody knows is sooner a slip than a form of a foreign word: "nato" is
        no "nata".
        """
        return entry.language in self.bases or all(
            key in entry.words or len(key) >= FEWEST_LETTERS_OF_A_FORM for key in keys
        )
