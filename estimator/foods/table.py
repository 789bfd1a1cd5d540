"""The food table: foods, their household measures, supplements, and search.

The tables are read once, on first use. Names and aliases are matched without
regard to case, accents and punctuation.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from threading import Lock
from typing import Final, NamedTuple

from estimator.errors import UnknownFoodError
from estimator.foods.data_package import read_table, rows_of
from estimator.foods.name_index import (
    ALIAS,
    ENGLISH,
    LONGEST_QUERY,
    OWN,
    SPOKEN,
    TITLE,
    NameIndex,
    best_matches,
    is_plain_variety,
    name_key,
    nearest_names,
    query_key,
)
from estimator.foods.version import data_date as data_date
from estimator.foods.version import data_version as data_version

# Composite foods come after plain ones when both match a search equally well.
_COMPOSITE_GROUPS: Final = frozenset(
    {"mixed dishes", "sweets and chocolate", "spices and condiments", "beverages"}
)
_PLACES_OF_EXACT: Final = 3
"""An item of exactly the name searched for is among this many first ones."""


@dataclass(frozen=True)
class Portion:
    """A household measure of one food."""

    measure: str
    amount_g: float
    source_id: str
    note: str


@dataclass(frozen=True)
class Food:
    """A food a person would log."""

    food_id: str
    name: str
    group: str
    state: str
    description: str
    density_g_per_ml: float | None
    assumed_zero: bool
    region_note: str
    portions: tuple[Portion, ...]
    """Household measures, the default one first."""
    aliases: tuple[str, ...] = field(repr=False)

    @property
    def item_id(self) -> str:
        """The id that diary entries and the composition table use."""
        return self.food_id


@dataclass(frozen=True)
class Supplement:
    """A supplement or medicine, with its content by label."""

    supplement_id: str
    name: str
    dose_ug: Mapping[str, float]
    """Content of one unit by component [µg]."""
    unit_name: str
    note: str

    @property
    def item_id(self) -> str:
        """The id that diary entries use."""
        return self.supplement_id


Item = Food | Supplement


@dataclass(frozen=True)
class Hit:
    """One answer of a search."""

    item: Item
    matched: str
    """The name or alias that matched."""


class SpokenName(NamedTuple):
    """What people call a food in one language."""

    text: str
    language: str
    item_id: str
    measure: str = ""
    """The household measure that one of it is; "" for the food's first."""
    stands_in: int = 0
    """`NEAREST` or `COUNTED_AS` where the item is not what the name says, else 0."""


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
    spoken : iterable of SpokenName
        What people call them, beside names and aliases.
    languages : mapping of str to str
        The language of each alias; those that it lacks are English.

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
        spoken: Iterable[SpokenName] = (),
        languages: Mapping[str, str] | None = None,
    ) -> None:
        self.foods = dict(foods)
        self.supplements = dict(supplements)
        self.version = version
        self.items: dict[str, Item] = {**self.foods, **self.supplements}
        self.own_ids: frozenset[str] = frozenset()
        items = self.items

        def make_index() -> NameIndex:
            said = ((SPOKEN, name) for name in spoken)
            return _index([*said, *_names(items.values(), languages or {})], items)

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
        own_names = _index(called, table.items)
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
            if key in index.by_key:
                return self.items[index.by_key[key][0].item_id]
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
            Any text; past `estimator.foods.name_index.LONGEST_QUERY` it is not read.
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
    named = read_table("aliases")
    aliases = named.groupby("food_id")["alias"].agg(tuple).to_dict()
    portions = _portions()
    foods = {
        row.food_id: Food(
            food_id=row.food_id,
            name=row.name,
            group=row.group,
            state=row.state,
            description=row.description,
            density_g_per_ml=None if math.isnan(row.density_g_per_ml) else row.density_g_per_ml,
            assumed_zero=bool(row.assumed_zero),
            region_note=row.region_note,
            portions=tuple(portions.get(row.food_id, ())),
            aliases=aliases.get(row.food_id, ()),
        )
        for row in rows_of(read_table("foods"))
    }
    languages = dict(zip(named["alias"], named["language"], strict=True))
    return FoodTable(foods, _supplements(), data_version(), _spoken_names(), languages)


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


def _index(names: Iterable[tuple[int, SpokenName]], items: Mapping[str, Item]) -> NameIndex:
    """Index names, each with where it is from."""
    composite = {item_id: _is_composite(item) for item_id, item in items.items()}
    return NameIndex(
        (n.item_id, n.text, rank, n.language, composite[n.item_id], n.measure, n.stands_in)
        for rank, n in names
    )


def _is_composite(item: Item) -> bool:
    return isinstance(item, Supplement) or item.group in _COMPOSITE_GROUPS


def _all_names(item: Item) -> tuple[str, ...]:
    return (item.name, *item.aliases) if isinstance(item, Food) else (item.name,)


def _names(items: Iterable[Item], languages: Mapping[str, str]) -> Iterator[tuple[int, SpokenName]]:
    for item in items:
        for place, name in enumerate(_all_names(item)):
            rank = ALIAS if place else TITLE
            yield rank, SpokenName(name, languages.get(name, ENGLISH), item.item_id)


def _spoken_names() -> Iterator[SpokenName]:
    """Read what people call the foods in each language, the plainest words first."""
    for row in rows_of(read_table("generic_names")):
        yield SpokenName(row.name, row.language, row.food_id, row.measure, row.stands_in)
    grid = read_table("everyday_names")
    for language in grid.columns.drop("food_id"):
        for food_id, cell in zip(grid["food_id"], grid[language], strict=True):
            for name in filter(None, cell.split("; ")):
                yield SpokenName(name, language.replace("_", "-"), food_id)


def _portions() -> dict[str, list[Portion]]:
    table = read_table("portions").sort_values("is_default", ascending=False, kind="stable")
    portions: dict[str, list[Portion]] = {}
    for row in rows_of(table):
        portions.setdefault(row.food_id, []).append(
            Portion(row.measure, row.amount_g, row.source_id, row.note)
        )
    return portions


def _supplements() -> dict[str, Supplement]:
    supplements = {}
    for supplement_id, rows in read_table("supplements").groupby("supplement_id", sort=False):
        first = rows.iloc[0]
        supplements[str(supplement_id)] = Supplement(
            supplement_id=str(supplement_id),
            name=first["name"],
            dose_ug=dict(zip(rows["component"], rows["amount_ug_per_unit"], strict=True)),
            unit_name=first["unit_name"],
            note=first["note"],
        )
    return supplements
