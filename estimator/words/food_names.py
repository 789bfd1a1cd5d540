"""The name of one food, as a file or another tool writes it: what it may be, and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from estimator.foods.items import Item
from estimator.foods.table import FoodTable
from estimator.words.find import Finder
from estimator.words.found import INFLECTED, SURE, Found, words_of
from estimator.words.grammar import base_language, grammar
from estimator.words.lexicon import Lexicon
from estimator.words.line_languages import languages_of_line
from estimator.words.status import Status
from estimator.words.text import Token, tokens

LONGEST_NAME: Final = 300
"""What follows in a longer text is not read; no name is as long."""

_JOINS: Final = frozenset({"with", "and", "of", "article"})
_WITH: Final = frozenset({"with"})


@dataclass(frozen=True)
class NameMatch:
    """What the name of one food may be.

    Attributes
    ----------
    name : str
        As it was written.
    items : tuple of Food or Supplement
        The likeliest first; empty if the table has none.
    status : Status
        ``CERTAIN``: it is a name of the first item, in any form. ``ASSUMED``: the first item
        is meant, and `said` tells what was taken for granted. ``DOUBTFUL``: one of the
        items may be meant, and none may be taken without asking. ``NOT_UNDERSTOOD``: none.
    said : tuple of str
        What was taken for granted, as sentences.
    reason : str
        Why it is not sure, as a sentence; "" if it is.
    """

    name: str
    items: tuple[Item, ...]
    status: Status
    said: tuple[str, ...] = ()
    reason: str = ""

    @property
    def item(self) -> Item | None:
        """The item that is meant; None if somebody has to choose."""
        return self.items[0] if self.status in (Status.CERTAIN, Status.ASSUMED) else None


def match_name(
    text: str, table: FoodTable, familiar: Sequence[str] = (), language: str = ""
) -> NameMatch:
    """Return what the name of one food may be, without an amount.

    Numbers, commas and brackets belong to the name: "Milk, lowfat, 1%", "Beef (80/20)".

    Parameters
    ----------
    text : str
        A name in any form: plural, with qualifiers in any order, in any language that is read.
    table : FoodTable
        As the person has it.
    familiar : sequence of str
        Ids of what the person eats often, which settle a tie and nothing else.
    language : str
        The language of the name (BCP 47); "" if not known.

    Examples
    --------
    >>> from estimator import food_table
    >>> match = match_name("Eggs, boiled", food_table())
    >>> match.item.item_id, match.status
    ('egg-whole-boiled', <Status.CERTAIN: 'certain'>)
    >>> match_name("zog of liver", food_table()).status
    <Status.DOUBTFUL: 'doubtful'>
    """
    found = found_name(text[:LONGEST_NAME], table, familiar, language)
    if not found.items:
        return NameMatch(text, (), Status.NOT_UNDERSTOOD, reason="No food has a name like this.")
    if found.sure:
        exact = found.how <= INFLECTED and not found.said
        return NameMatch(text, found.items, Status.CERTAIN if exact else Status.ASSUMED, found.said)
    return NameMatch(
        text, found.items, Status.DOUBTFUL, found.said, found.reason or "Is it one of these?"
    )


def found_name(text: str, table: FoodTable, familiar: Sequence[str], language: str) -> Found:
    """Find the food of a name, the whole of it first, then without what only joins its words."""
    lexicon = Lexicon(table)
    read = tokens(text)
    languages, equal, told = languages_of_line(read, lexicon, language)
    finder = Finder(table, lexicon, languages, familiar, equal, language, told)
    named = [token for token in read if token.kind != "mark"]
    words = words_of(token.text for token in named)
    whole = finder.named(words)
    if whole and whole.sure:
        return whole
    bases = {*map(base_language, languages)}
    kept = [token for token in named if not _joins(token, bases)] or named
    head = [token for token in kept if token.start < _end_of_head(read, bases)]
    found = finder.find(words_of(t.text for t in kept), len(words_of(t.text for t in head)))
    if found.sure and found.how not in SURE and len(kept) < len(named):
        # What follows "with" may be a food of its own.
        return finder.asked(found)
    return found


def _joins(token: Token, languages: set[str], kinds: frozenset[str] = _JOINS) -> bool:
    return any(
        sense.kind in kinds and sense.language in languages for sense in grammar().senses(token.key)
    )


def _end_of_head(read: Sequence[Token], languages: set[str]) -> int:
    """Return where the first comma, bracket or "with" stands, or the end."""
    ends = (t.start for t in read[1:] if t.text in ",(" or _joins(t, languages, _WITH))
    return next(ends, LONGEST_NAME)
