"""The names of the measures that foods have of their own."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from weakref import WeakKeyDictionary

from estimator.foods.items import Item, Supplement
from estimator.foods.table import FoodTable
from estimator.words.grammar import ENGLISH, stem
from estimator.words.text import fold


class MeasureNames:
    """The measures of the items of one table."""

    def __init__(self, table: FoodTable) -> None:
        self.names: set[str] = set()
        self.beginnings: set[str] = set()
        """The stems of their first words."""
        self.longest = 0
        found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for item in table.items.values():
            for name in _measures(item):
                words = tuple(stem(word, ENGLISH) for word in fold(name).split())
                if words:
                    self.names.add(fold(name))
                    self.beginnings.add(words[0])
                    self.longest = max(self.longest, len(words))
                    found[words].add(item.item_id)
        self._items = {words: frozenset(items) for words, items in found.items()}

    def of(self, stems: Sequence[str]) -> frozenset[str]:
        """Return the ids of the items that have a measure of these words."""
        return self._items.get(tuple(stems), frozenset())


def _measures(item: Item) -> list[str]:
    if isinstance(item, Supplement):
        return [item.unit_name]
    return [portion.measure for portion in item.portions]


_MADE: Final[WeakKeyDictionary[FoodTable, MeasureNames]] = WeakKeyDictionary()


def measure_names(table: FoodTable) -> MeasureNames:
    """Return the measures of a table, made once for each."""
    if table not in _MADE:
        _MADE[table] = MeasureNames(table)
    return _MADE[table]
