"""The food table: foods and supplements by id and by name, and search.

The tables are read once, on first use. Names and aliases are matched without
regard to case, accents and punctuation.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Final

from estimator.errors import UnknownFoodError
from estimator.foods.compact_copy import compact_copy
from estimator.foods.items import Food, Item, Portion, Supplement
from estimator.foods.name_index import NameIndex, best_matches, is_plain_variety, nearest_names
from estimator.foods.names import (
    ALIAS,
    ENGLISH,
    LONGEST_QUERY,
    OWN,
    SPOKEN,
    TITLE,
    NameColumns,
    name_key,
    query_key,
)
from estimator.foods.table_rows import SpokenName, name_files, plain_tables, spoken_names
from estimator.foods.version import data_version

# Composite foods come after plain ones when both match a search equally well.
_COMPOSITE_GROUPS: Final = frozenset(
    {"mixed dishes", "sweets and chocolate", "spices and condiments", "beverages"}
)
_PLACES_OF_EXACT: Final = 3
"""An item of exactly the name searched for is among this many first ones."""


@dataclass(frozen=True)
class Hit:
    """One answer of a search."""

    item: Item
    matched: str
    """The name or alias that matched."""


class FoodTable:
    """All foods and supplements, by id and by name.

    Parameters
    ----------
    foods : mapping of str to Food
        By ``food_id``.
    supplements : mapping of str to Supplement
        By ``supplement_id``.
    version : str
        Version of the data, ``YYYY.N``.
    make_index : callable, optional
        Makes the index of their names, when it is first asked for; by default of those that
        the items have, in English.

    Attributes
    ----------
    items : dict
        Foods and supplements by id.
    own_ids : frozenset of str
        Ids of those that a person added.
    """

    def __init__(
        self,
        foods: Mapping[str, Food],
        supplements: Mapping[str, Supplement],
        version: str,
        make_index: Callable[[], NameIndex] | None = None,
    ) -> None:
        self.foods = dict(foods)
        self.supplements = dict(supplements)
        self.version = version
        self.items: dict[str, Item] = {**self.foods, **self.supplements}
        self.own_ids: frozenset[str] = frozenset()
        items = self.items
        make_index = make_index or (lambda: NameIndex(_columns(_names(items, {}), items)))
        self._layers: tuple[Callable[[], NameIndex], ...] = (_once(make_index),)

    @property
    def indexes(self) -> tuple[NameIndex, ...]:
        """Return the names: a person's own ones, then those of the table."""
        return tuple(layer() for layer in self._layers)

    def extended(
        self,
        items: Iterable[Item],
        hidden: Collection[str] = (),
        names: Iterable[tuple[str, str]] = (),
    ) -> "FoodTable":
        """Return a table with further items, a person's own; this one stays as it is.

        An own item may have the name of a food of the table: `find` returns the
        own one, `search` both.

        Parameters
        ----------
        items : iterable of Food or Supplement
            Own foods, supplements and recipes.
        hidden : collection of str
            Ids of those that are former versions or removed: they can be got by
            id, but no name finds them.
        names : iterable of tuple
            Further names, each with the id of its item.
        """
        own = {item.item_id: item for item in items}
        table = copy(self)
        table.foods = self.foods | {k: v for k, v in own.items() if isinstance(v, Food)}
        table.supplements = self.supplements | {
            k: v for k, v in own.items() if isinstance(v, Supplement)
        }
        table.items = self.items | own
        table.own_ids = frozenset(own)
        shown = [item for item in own.values() if item.item_id not in hidden]
        titles = ((name, item.item_id) for item in shown for name in _all_names(item))
        called = [(OWN, SpokenName(name, ENGLISH, item_id)) for name, item_id in (*titles, *names)]
        own_names = NameIndex(_columns(called, table.items))
        table._layers = (lambda: own_names, *self._layers)
        return table

    def get(self, item_id: str) -> Item:
        """Return the food or supplement with this id.

        Raises
        ------
        UnknownFoodError
            If there is none.
        """
        try:
            return self.items[item_id]
        except KeyError:
            raise self._unknown(item_id) from None

    def name_of(self, item_id: str) -> str:
        """Return the name of an item; its id where the table has no such item any more."""
        item = self.items.get(item_id)
        return item_id if item is None else item.name

    def find(self, text: str) -> Item:
        """Return the one item whose id, name or alias is the text.

        Raises
        ------
        UnknownFoodError
            If there is none; its ``nearest`` names the closest.
        """
        if text in self.items:
            return self.items[text]
        key = name_key(text)
        for index in self.indexes:
            for name in index.keyed(key):
                return self.items[name.item_id]
        raise self._unknown(text)

    def named(self, text: str) -> list[Hit]:
        """Return the names and aliases that are a text, in singular or plural, own ones first."""
        key = name_key(text)
        names = (name for index in self.indexes for name in index.named(key))
        once = {name.item_id: name for name in reversed(list(names))}
        return [Hit(self.items[name.item_id], name.text) for name in reversed(once.values())]

    def search(self, text: str, limit: int = 20, familiar: Sequence[str] = ()) -> list[Hit]:
        """Return the items that match a text best, best first, each once.

        A name equal to the text comes first, then varieties of it ("Milk,
        whole"), then names that begin with it as whole words, then names that
        begin with its letters, then names holding each of its words. Only where
        none does, names with a similar word for each, and then names as a whole
        of similar spelling. Among equals a person's own items come first, and
        plain foods before dishes, sweets and supplements.

        Parameters
        ----------
        text : str
            Any text; past `estimator.foods.names.LONGEST_QUERY` it is not read.
        limit : int
            How many to return at most.
        familiar : sequence of str
            Ids of what the person eats often or ate lately, best first. Those
            that match lead, but leave an item of exactly this name in the first
            three places; dishes and weaker matches come after it.
        """
        query = query_key(text)
        best = best_matches(self.indexes, query)
        exact = [item_id for item_id, name in best.items() if name.key == query]
        known = [item_id for item_id in familiar if item_id in best]
        lead = known
        if exact:
            plain = [item_id for item_id in known if is_plain_variety(best[item_id], query)]
            lead = plain[: max(0, _PLACES_OF_EXACT - len(exact))]
        order = dict.fromkeys((*lead, *exact, *known, *best))
        return [Hit(self.items[item_id], best[item_id].text) for item_id in islice(order, limit)]

    def nearest(self, text: str, limit: int = 3) -> list[Hit]:
        """Return the items with the most similar spelling, best first."""
        nearest = nearest_names(self.indexes, query_key(text), limit).items()
        return [Hit(self.items[item_id], name.text) for item_id, name in nearest]

    def _unknown(self, text: str) -> UnknownFoodError:
        nearest = [hit.item.name for hit in self.nearest(text)]
        hint = f" Nearest: {', '.join(nearest)}." if nearest else ""
        return UnknownFoodError(
            f"{text[:LONGEST_QUERY]!r} is not in the food table.{hint} "
            "Use a name, an alias or a food_id of it.",
            nearest,
        )


@cache
def food_table() -> FoodTable:
    """Return the food table that ships with the program, read on first use.

    Returns
    -------
    FoodTable
        Foods and supplements by id (``items``, ``get``), by name in any language
        (``find``) and by what is like it (``search``); each food with its
        household measures [g] and density [g/ml].

    Raises
    ------
    DataError
        If a table breaks its schema.

    Examples
    --------
    >>> from estimator import food_table
    >>> natto = food_table().find("Natto")
    >>> natto.food_id, natto.portions[0].measure, natto.portions[0].amount_g
    ('natto', 'pack', 40.0)
    """
    plain = plain_tables()
    foods = {
        fields[0]: Food(*(*fields, tuple(Portion(*one) for one in portions), aliases))
        for *fields, portions, aliases in plain.foods
    }
    supplements = {fields[0]: Supplement(*fields) for fields in plain.supplements}
    items: dict[str, Item] = {**foods, **supplements}

    def all_names() -> Iterator[tuple[int, SpokenName]]:
        yield from ((SPOKEN, name) for name in spoken_names())
        yield from _names(items, plain.languages)

    def make_index() -> NameIndex:
        files = name_files()
        columns = compact_copy(
            "names", files, lambda: tuple(_columns(all_names(), items)), Path(__file__).parent
        )
        return NameIndex(NameColumns(*columns), files)

    return FoodTable(foods, supplements, data_version(), make_index)


def _once(make: Callable[[], NameIndex]) -> Callable[[], NameIndex]:
    """Return a function that makes an index when it is first asked for: it takes a second."""
    lock = Lock()
    made: list[NameIndex] = []

    def index() -> NameIndex:
        with lock:
            if not made:
                made.append(make())
        return made[0]

    return index


def _columns(names: Iterable[tuple[int, SpokenName]], items: Mapping[str, Item]) -> NameColumns:
    """Put names, each with where it is from, into the columns of an index."""
    composite = {item_id: _is_composite(item) for item_id, item in items.items()}
    return NameColumns.of(
        (n.item_id, n.text, rank, n.language, composite[n.item_id], n.measure, n.stands_in)
        for rank, n in names
    )


def _is_composite(item: Item) -> bool:
    return isinstance(item, Supplement) or item.group in _COMPOSITE_GROUPS


def _all_names(item: Item) -> tuple[str, ...]:
    return (item.name, *item.aliases) if isinstance(item, Food) else (item.name,)


def _names(
    items: Mapping[str, Item], languages: Mapping[str, str]
) -> Iterator[tuple[int, SpokenName]]:
    for item in items.values():
        for place, name in enumerate(_all_names(item)):
            rank = ALIAS if place else TITLE
            yield rank, SpokenName(name, languages.get(name, ENGLISH), item.item_id)
