"""Written words to foods, amounts, and how sure they are: the one place that reads them."""

from typing import Final

from estimator.words.find import ALTERNATIVES
from estimator.words.grammar import LANGUAGES
from estimator.words.lookup import find_food, search
from estimator.words.reader import (
    LONGEST_TEXT,
    MOST_ITEMS,
    NotUnderstood,
    Row,
    Status,
    Understood,
    read_words,
    with_item,
)

__all__: Final = [
    "ALTERNATIVES",
    "LANGUAGES",
    "LONGEST_TEXT",
    "MOST_ITEMS",
    "NotUnderstood",
    "Row",
    "Status",
    "Understood",
    "find_food",
    "read_words",
    "search",
    "with_item",
]
