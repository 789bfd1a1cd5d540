"""The food table: foods, their household measures, supplements, and search.

The tables are read once, on first use. Names and aliases are matched without
regard to case, accents and punctuation.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Final

from rapidfuzz import fuzz, process

from estimator.errors import UnknownFoodError
from estimator.tables import FOOD_DATA, read_table, rows_of

# Composite foods come after plain ones when both match a search equally well.
_COMPOSITE_GROUPS: Final = frozenset(
    {"mixed dishes", "sweets and chocolate", "spices and condiments", "beverages"}
)
_FUZZY_CUTOFF: Final = 70.0
"""Below this similarity (0 to 100) a name is not offered for a misspelt one."""


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
    """

    def __init__(
        self, foods: Mapping[str, Food], supplements: Mapping[str, Supplement], version: str
    ) -> None:
        self.foods = dict(foods)
        self.supplements = dict(supplements)
        self.version = version
        self.items: dict[str, Item] = {**self.foods, **self.supplements}
        self._by_name: dict[str, tuple[str, str]] = {}
        for item in self.items.values():
            for name in _names(item):
                self._by_name.setdefault(plain_text(name), (item.item_id, name))
        self._padded = [(f" {key}", *found) for key, found in self._by_name.items()]

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

    def find(self, text: str) -> Item:
        """Return the one item whose id, name or alias is the text.

        Raises
        ------
        UnknownFoodError
            If there is none; its ``nearest`` names the closest.
        """
        if text in self.items:
            return self.items[text]
        try:
            return self.items[self._by_name[plain_text(text)][0]]
        except KeyError:
            raise self._unknown(text) from None

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Return the items that match a text best, best first.

        A name equal to the text comes first, then names that begin with it as
        whole words, then names that begin with its letters, then names holding
        each of its words, and only where none does, similar spellings; plain
        foods come before dishes and sweets. Each item is returned once.
        """
        query = plain_text(text)
        if not query:
            return []
        words = [f" {word}" for word in query.split()]
        ranked = sorted(
            (self._rank(query, padded, item_id), item_id, name)
            for padded, item_id, name in self._padded
            if all(word in padded for word in words)
        )
        found = ((item_id, name) for _, item_id, name in ranked)
        hits = list(islice(self._once(found), limit))
        return hits or self.nearest(text, limit)

    def nearest(self, text: str, limit: int = 3) -> list[Hit]:
        """Return the items with the most similar spelling, best first."""
        similar = process.extract(
            plain_text(text),
            self._by_name.keys(),
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_FUZZY_CUTOFF,
            limit=5 * limit,
        )
        return list(islice(self._once(self._by_name[name] for name, *_ in similar), limit))

    def _once(self, found: Iterator[tuple[str, str]]) -> Iterator[Hit]:
        seen: set[str] = set()
        for item_id, name in found:
            if item_id not in seen:
                seen.add(item_id)
                yield Hit(self.items[item_id], name)

    def _rank(self, query: str, padded: str, item_id: str) -> tuple[int, bool, int, int]:
        item, name = self.items[item_id], padded[1:]
        if name == query:
            tier = 0
        elif f"{name} ".startswith(f"{query} "):
            tier = 1 if name == plain_text(item.name) else 2
        else:
            tier = 3 if name.startswith(query) else 4
        composite = isinstance(item, Supplement) or item.group in _COMPOSITE_GROUPS
        return tier, composite, len(name.split()), len(name)

    def _unknown(self, text: str) -> UnknownFoodError:
        nearest = [hit.item.name for hit in self.nearest(text)]
        hint = f" Nearest: {', '.join(nearest)}." if nearest else ""
        return UnknownFoodError(
            f"{text!r} is not in the food table.{hint} Use a name, an alias or a food_id of it.",
            nearest,
        )


@cache
def food_table() -> FoodTable:
    """Read the food table that ships with the program.

    Raises
    ------
    DataError
        If a table breaks its schema.
    """
    aliases = read_table("aliases").groupby("food_id")["alias"].agg(tuple).to_dict()
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
    return FoodTable(foods, _supplements(), data_version())


def data_version() -> str:
    """Return the version of the data, ``YYYY.N``."""
    return (FOOD_DATA / "VERSION").read_text(encoding="utf-8").split()[0]


def plain_text(text: str) -> str:
    """Fold case, accents and punctuation, so that spellings compare equal.

    Examples
    --------
    >>> plain_text("Crème fraîche, 38 %")
    'creme fraiche 38'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", letters).strip()


def _names(item: Item) -> tuple[str, ...]:
    return (item.name, *item.aliases) if isinstance(item, Food) else (item.name,)


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
