"""The names of foods and supplements, and how they are folded so that spellings compare equal."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

LONGEST_QUERY: Final = 120
"""What follows in a longer text is not read by a search; no name is as long."""

ENGLISH: Final = "en"
OWN, SPOKEN, TITLE, ALIAS = range(4)
"""Where a name is from: a person, the words people use, the food's title, a source's table."""

NEAREST, COUNTED_AS = 1, 2
"""An item that is not what its name says: only the nearest of the table, or near enough."""


class Name(NamedTuple):
    """One name of one item."""

    item_id: str
    text: str
    key: str
    """The name, folded by `name_key`."""
    rank: int
    """`OWN`, `SPOKEN`, `TITLE` or `ALIAS`; the first goes before the others."""
    language: str
    """BCP 47 tag."""
    composite: bool
    """Whether the item is a dish, a sweet or a supplement; these come after plain foods."""
    place: int
    """Where it stands in the table."""
    measure: str
    """The household measure that one of it is; "" for the food's first."""
    stands_in: int
    """`NEAREST` or `COUNTED_AS` where the item is not what the name says, else 0."""

    @property
    def head(self) -> str:
        """What stands before its first comma: "milk" of "Milk, whole"."""
        return name_key(self.text.partition(",")[0])


class NameColumns(NamedTuple):
    """The names of an index as columns, plain values that a copy can hold; see `Name`."""

    item_id: tuple[str, ...]
    text: tuple[str, ...]
    key: tuple[str, ...]
    rank: tuple[int, ...]
    language: tuple[str, ...]
    composite: tuple[bool, ...]
    measure: tuple[str, ...]
    stands_in: tuple[int, ...]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str, int, str, bool, str, int]]) -> "NameColumns":
        """Fold names, each a tuple of all but its key, into columns."""
        rows = [(item_id, text, name_key(text), *rest) for item_id, text, *rest in names]
        return cls(*zip(*rows, strict=True)) if rows else cls(*((),) * len(cls._fields))


class Names:
    """Names in the order of the table, each made when it is first asked for.

    Of the many that a table has, few ever are.
    """

    def __init__(self, columns: NameColumns) -> None:
        self.columns = columns
        self._made: list[Name | None] = [None] * len(columns.text)

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[Name]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, place: int) -> Name:
        made = self._made[place]
        if made is None:
            columns = self.columns
            made = self._made[place] = Name(
                columns.item_id[place],
                columns.text[place],
                columns.key[place],
                columns.rank[place],
                columns.language[place],
                columns.composite[place],
                place,
                columns.measure[place],
                columns.stands_in[place],
            )
        return made


def name_key(text: str) -> str:
    """Fold a name as `plain_text` does; one without any letter or digit stays as it is."""
    return plain_text(text) or " ".join(text.casefold().split())


def query_key(text: str) -> str:
    """Fold a text to search for as names are, cut to `LONGEST_QUERY`."""
    return name_key(text[:LONGEST_QUERY])[:LONGEST_QUERY].strip()


def plain_text(text: str) -> str:
    """Fold case, accents, punctuation and µ or u, so that spellings compare equal.

    Examples
    --------
    >>> plain_text("Crème fraîche, 38 %"), plain_text("MK-7, 90 µg")
    ('creme fraiche 38', 'mk 7 90 ug')
    """
    letters = text.casefold()
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters).replace("μ", "u")
        letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", letters).strip()


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """Take the ending of an English plural off; in other words it may do harm.

    Examples
    --------
    >>> [singular(word) for word in ("eggs", "berries", "tomatoes", "swiss", "gas")]
    ['egg', 'berry', 'tomato', 'swiss', 'gas']
    """
    if len(word) <= 3 or not word.endswith("s") or word.endswith("ss"):
        return word
    word = re.sub(r"(?:(?<=[xo])|(?<=[sc]h))e$", "", word[:-1])
    return re.sub(r"(?<=\w\w)ie$", "y", word)


def singular_key(key: str) -> str:
    """Take the plural off each word of a folded name."""
    return " ".join(map(singular, key.split()))
