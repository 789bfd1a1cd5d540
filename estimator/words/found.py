"""What some words may be: the words, the foods, and how they were matched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from estimator.foods.items import Food, Item, Supplement
from estimator.words.folded_names import fold_name

ALTERNATIVES: Final = 8

NAMED, INFLECTED, QUALIFIED, EVERY_WORD, PART, SPELT, OFFERED, NOTHING = range(8)
"""How words are matched, the surest first."""

SURE: Final = frozenset({NAMED, INFLECTED, QUALIFIED, EVERY_WORD})

RICH_GROUPS: Final = frozenset({"organ meats", "natto and soy"})
"""Groups with the foods richest in K2: none of these is chosen unless its own name is written."""


class Word(NamedTuple):
    """A word of a food's name as it was written."""

    text: str
    key: str


@dataclass(frozen=True)
class Found:
    """What some words may be.

    Attributes
    ----------
    how : int
        `NAMED` and so on.
    items : tuple of Item
        The likeliest first; the first is meant if `sure`.
    sure : bool
        Whether the first is meant.
    said : tuple of str
        What was taken for granted, as sentences.
    beside : tuple of str
        Words that say nothing the table knows.
    """

    how: int
    items: tuple[Item, ...] = ()
    sure: bool = False
    said: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    reason: str = ""
    matched: int = 0
    """How many of the words are in the name."""
    tied: bool = False
    """Whether several foods go by the name, and any of them may be meant."""
    measure: str = ""
    """The measure that one of it is, by the name it was written with; "" for the first."""


def distinct(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return each item once, in their order."""
    return tuple({item.item_id: item for item in items}.values())


def words_of(texts: Iterable[str]) -> tuple[Word, ...]:
    """Return the words of some texts.

    Examples
    --------
    >>> words_of(["Mac & Cheese"])
    (Word(text='Mac', key='mac'), Word(text='Cheese', key='cheese'))
    """
    found = []
    for text in (text for part in texts for text in part.split()):
        keys = [key for key in fold_name(text).split() if any(map(str.isalnum, key))]
        # "MK-7" are two words; a word keeps its accents.
        found += [Word(text.rstrip(",;:") if len(keys) == 1 else key, key) for key in keys]
    return tuple(found)


def text_of(words: Sequence[Word]) -> str:
    """Return words as they were written."""
    return " ".join(word.text for word in words)


def title_of(item: Item) -> str:
    """Return what an item is called before the first comma of its name."""
    return item.name.partition(",")[0].casefold()


def is_rich(item: Item) -> bool:
    """Return whether an item is one of those richest in K2."""
    return isinstance(item, Supplement) or item.group in RICH_GROUPS


def is_dish(item: Item) -> bool:
    """Return whether an item is made of several foods."""
    return isinstance(item, Food) and item.group == "mixed dishes"


def is_drink(item: Item) -> bool:
    """Return whether an item is drunk; milk and cream are a group of their own."""
    return isinstance(item, Food) and item.group == "beverages"


def is_group(food: Food) -> bool:
    """Return whether a food stands for all of its kind, with its wide range."""
    return "unspecified" in food.food_id
