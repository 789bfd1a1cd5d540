"""Written words to foods, amounts, and how sure they are: the one place that reads them."""

from typing import Final

from estimator.words.food_names import NameMatch, match_name
from estimator.words.found import ALTERNATIVES
from estimator.words.grammar import LANGUAGES
from estimator.words.line_rows import NotUnderstood, Row, Understood, with_item
from estimator.words.lookup import find_food, search
from estimator.words.reader import LONGEST_TEXT, MOST_ITEMS, read_words
from estimator.words.status import Status

__all__: Final = [
    "ALTERNATIVES",
    "LANGUAGES",
    "LONGEST_TEXT",
    "MOST_ITEMS",
    "NameMatch",
    "NotUnderstood",
    "Row",
    "Status",
    "Understood",
    "find_food",
    "match_name",
    "read_words",
    "search",
    "with_item",
]
