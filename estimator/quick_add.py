"""Reads "2 eggs, 30 g gouda, 1 pack natto" into foods, amounts and units.

The grammar, in which a food is any name of the food table::

    text    =  item { separator item }
    separator = "," ";" "+" "&" or a line break; "and", "und", "et", "en", "y", "och"
    item    =  [ amount ] [ unit ] [ "of" ] food
            |  food amount [ unit ]
            |  food "x" amount
    amount  =  "2", "1,5", "1 1/2", "½", "two", "half a", "one and a half", "a dozen";
               "x" or "×" may stand beside it
    unit    =  any unit or household measure of the food, in singular or plural

A comma between two digits is a decimal one. Items that together are one name of
the table ("Gouda, aged") are one item. Nothing is guessed in silence: what was
taken for granted is said of each row, and what can't be read is a row as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from estimator.errors import InputError, UnitError
from estimator.foods import Food, FoodTable, Hit, Item
from estimator.name_index import plain_text
from estimator.number_words import NUMBER, number_text
from estimator.unit_names import (
    COMPONENT_MASSES,
    INTERNATIONAL_UNITS,
    MASSES,
    VOLUMES,
    by_key,
    implied_portion,
    unit_key,
    unit_name,
)
from estimator.units import Measures, check_entry_quantity, parse_amount

LONGEST_TEXT: Final = 2000
MOST_ITEMS: Final = 50
ALTERNATIVES: Final = 6
MOST_PIECES_OF_A_NAME: Final = 6
"""A name of the table has no more commas in it than this."""
LONGEST_UNIT_WORDS: Final = 5
LARGEST_COUNT: Final = 24.0
"""A larger number without a unit is no count of portions."""

_SEPARATOR: Final = re.compile(
    r"[;+&\n\r]+|(?<!\d),|,(?!\d)"
    r"|\s(?:and|und|et|en|y|och)\s(?!an? (?:half|quarter)|½|¼|¾|\d+/\d)",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    rf"(?:[x×]\s?)?(?P<amount>{NUMBER})(?:\s?[x×](?=\s|\d|$))?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TRAILING: Final = re.compile(
    rf"(?P<food>.*?\S)\s+\(?(?:[x×]\s?)?(?P<amount>{NUMBER})\s?[x×]?(?P<unit>[^\d]*?)\)?",
    re.IGNORECASE | re.DOTALL,
)
_FILLER: Final = re.compile(r"^(?:of|de|di|von|van)\s+(?=\S)", re.IGNORECASE)
_BEGINS_AS_NUMBER: Final = re.compile(r"[-−+.,]?\d")
_WORTH_NOTHING: Final = 0
_GENERIC: Final = frozenset(by_key(*MASSES, *VOLUMES, *COMPONENT_MASSES)) | INTERNATIONAL_UNITS


@dataclass(frozen=True)
class Understood:
    """An item that was read.

    Attributes
    ----------
    text : str
        The item as it was written.
    quantity : float
        Grams of a food [g], units of a supplement.
    alternatives : tuple of Item
        What the name may mean, the item chosen first.
    doubtful : bool
        Whether the name isn't that of one item alone.
    amount_given, unit_given : bool
        Whether they were written; else the first measure of the food is taken.
    """

    text: str
    item: Item
    amount: float
    unit: str
    quantity: float
    alternatives: tuple[Item, ...]
    doubtful: bool
    amount_given: bool
    unit_given: bool

    @property
    def assumed(self) -> str:
        """What was taken for granted, as a sentence; empty for nothing."""
        if self.unit_given and self.amount_given:
            return ""
        each = self.quantity / self.amount
        size = f" ({each:.4g} g)" if isinstance(self.item, Food) else ""
        missing = "unit" if self.amount_given else "amount"
        return f"No {missing} given: {self.amount:g} x {self.unit}{size}."


@dataclass(frozen=True)
class NotUnderstood:
    """An item that could not be read, why not, and the foods nearest to it."""

    text: str
    reason: str
    nearest: tuple[Item, ...] = ()


Row: TypeAlias = Understood | NotUnderstood


@dataclass(frozen=True)
class _Reading:
    """One way to read an item: its amount and unit as written, and the name of the food."""

    amount: str
    unit: str
    name: str


def read_quick_add(
    text: str, table: FoodTable, measures: Measures, familiar: Sequence[str] = ()
) -> list[Row]:
    """Read what somebody ate.

    Parameters
    ----------
    text : str
        See the grammar of this module.
    table : FoodTable
        As the person has it.
    measures : Measures
        With the person's cup and the same table.
    familiar : sequence of str
        Ids of what the person eats often, which come first where a name is doubtful.

    Returns
    -------
    list of Understood or NotUnderstood
        One for each item, in the order they were written.

    Raises
    ------
    InputError
        If the text or the list is too long.
    """
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"The text has {len(text):,} characters, but {LONGEST_TEXT:,} are read at once. "
            "Log it in parts."
        )
    reader = _Reader(table, measures, tuple(familiar))
    items = list(reader.items(text))
    if len(items) > MOST_ITEMS:
        raise InputError(
            f"These are {len(items)} items, but {MOST_ITEMS} are read at once. Log them in parts."
        )
    return [reader.row(item) for item in items]


def with_item(row: Understood, item: Item, measures: Measures) -> Row:
    """Return a row for another of its alternatives, in the same amount and unit."""
    if item == row.item:
        return row
    others = (item, *(other for other in row.alternatives if other != item))
    return _row(
        row.text,
        others,
        row.amount,
        row.unit if row.unit_given else "",
        measures,
        doubtful=row.doubtful,
        amount_given=row.amount_given,
    )


class _Reader:
    """Reads the items of one text."""

    def __init__(self, table: FoodTable, measures: Measures, familiar: tuple[str, ...]) -> None:
        self._table = table
        self._measures = measures
        self._familiar = familiar

    def items(self, text: str) -> Iterator[str]:
        """Split a text into items; pieces that are one name together stay together."""
        ends = [match.span() for match in _SEPARATOR.finditer(text)]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(text)]
        place = 0
        while place < len(starts):
            last = min(place + MOST_PIECES_OF_A_NAME, len(starts)) - 1
            while last > place and not self._is_one_name(text[starts[place] : stops[last]]):
                last -= 1
            if item := text[starts[place] : stops[last]].strip():
                yield item
            place = last + 1

    def row(self, text: str) -> Row:
        """Read one item: the way in which the most of it makes sense."""
        worth, row = max(
            (self._read(text, reading) for reading in _readings(text)), key=lambda read: read[0]
        )
        if worth > _WORTH_NOTHING:
            return row
        if _BEGINS_AS_NUMBER.match(text):
            try:
                parse_amount(text.split()[0])
            except UnitError as error:
                return NotUnderstood(text, str(error))
        return NotUnderstood(text, "No food has a name like this. Try another name for it.")

    def _is_one_name(self, text: str) -> bool:
        """Return whether pieces are one item: what separates them is in its name or measure."""
        separators = len(_SEPARATOR.findall(text))
        for reading in _readings(text.strip()):
            inside = len(_SEPARATOR.findall(reading.name)) + len(_SEPARATOR.findall(reading.unit))
            if inside < separators:
                continue
            for hit in self._search(reading.name):
                measures = {"", *map(unit_name, self._measures.units_for(hit.item))}
                if _as_written(hit.matched) == _as_written(reading.name) and (
                    unit_name(reading.unit) in measures or unit_key(reading.unit) in _GENERIC
                ):
                    return True
        return False

    def _search(self, name: str) -> list[Hit]:
        return _found(self._table, name, self._familiar)

    def _read(self, text: str, reading: _Reading) -> tuple[int, Row]:
        """Return a reading and how much sense it makes."""
        nothing = _WORTH_NOTHING, NotUnderstood(text, "")
        hits = self._search(reading.name) if any(map(str.isalpha, reading.name)) else []
        if not hits:
            return nothing
        meant = self._meant(reading.name, hits)
        if not meant and self._would_lose(reading, text, hits[0]):
            return nothing
        items = {item.item_id: item for item in (*meant, *(hit.item for hit in hits))}
        row = self._measured(text, reading, tuple(items.values()), doubtful=len(meant) != 1)
        understood, own_measure = isinstance(row, Understood), reading.unit == reading.name
        if own_measure and not understood:
            return nothing
        if unit_key(reading.unit) in _GENERIC:
            understood = True  # "2 dl gouda" is a question of the unit, not of the name
        return 4 * (bool(meant) or own_measure) + 2 * understood + bool(reading.unit), row

    def _meant(self, name: str, hits: list[Hit]) -> list[Item]:
        """Return the items that have this very name, as few as it can mean."""
        key = unit_key(plain_text(name))
        named = [hit.item for hit in hits if unit_key(plain_text(hit.matched)) == key]
        # A name goes before an alias, and one that the person gave before both.
        titled = [item for item in named if unit_key(plain_text(item.name)) == key]
        own = [item for item in titled if item.item_id in self._table.own_ids]
        return own or titled or named

    def _would_lose(self, reading: _Reading, text: str, hit: Hit) -> bool:
        """Return whether an amount or a measure would pass for a part of a similar name."""
        if not reading.amount and _BEGINS_AS_NUMBER.match(text):
            return True
        first = unit_key(plain_text(reading.name).split(" ")[0])
        return (
            not reading.unit
            and first in _measure_words(self._table)
            and first not in map(unit_key, plain_text(hit.matched).split())
        )

    def _measured(
        self, text: str, reading: _Reading, items: tuple[Item, ...], doubtful: bool
    ) -> Row:
        try:
            amount = parse_amount(number_text(reading.amount)) if reading.amount else 1.0
        except UnitError as error:
            return NotUnderstood(text, str(error), items)
        return _row(
            text,
            items,
            amount,
            reading.unit,
            self._measures,
            doubtful=doubtful,
            amount_given=bool(reading.amount),
        )


def _row(
    text: str,
    items: tuple[Item, ...],
    amount: float,
    unit: str,
    measures: Measures,
    *,
    doubtful: bool,
    amount_given: bool,
) -> Row:
    """Measure the first of the items; without a unit in its first measure."""
    item = items[0]
    try:
        label = _label(item, unit, measures) if unit else _first_measure(item, amount)
        quantity = measures.quantity(item, amount, label)
        check_entry_quantity(item, quantity)
    except UnitError as error:
        return NotUnderstood(text, str(error), items)
    return Understood(
        text, item, amount, label, quantity, items, doubtful, amount_given, bool(unit)
    )


def _label(item: Item, unit: str, measures: Measures) -> str:
    """Return a unit as the item lists it."""
    name = unit_name(unit)
    for label in measures.units_for(item):
        if unit_name(label) == name:
            return label
    portion = implied_portion(item, name) if isinstance(item, Food) else None
    return portion.measure if portion else unit


def _first_measure(item: Item, amount: float) -> str:
    """Return the measure that is meant where none is written.

    Raises
    ------
    UnitError
        If the item has none of its own, or the amount is no count.
    """
    if amount > LARGEST_COUNT:
        raise UnitError(
            f"{amount:.12g} of what? Write the unit, such as {amount:.12g} g {item.name}."
        )
    if not isinstance(item, Food):
        return item.unit_name
    if not item.portions:
        raise UnitError(
            f"How much {item.name}? Write the amount and its unit, such as 100 g {item.name}."
        )
    return item.portions[0].measure


@lru_cache(maxsize=16)
def _measure_words(table: FoodTable) -> frozenset[str]:
    """Return the words that household measures and units begin with."""
    measures = (portion.measure for food in table.foods.values() for portion in food.portions)
    return _GENERIC | {unit_key(plain_text(measure).split(" ")[0]) for measure in measures}


@lru_cache(maxsize=1024)
def _found(table: FoodTable, name: str, familiar: tuple[str, ...]) -> list[Hit]:
    # While somebody types, the items before the last one are read again and again.
    return table.search(name, ALTERNATIVES, familiar)


def _readings(text: str) -> Iterator[_Reading]:
    """Return every way to split an item into amount, unit and name."""
    yield _Reading("", "", text)
    if not _BEGINS_AS_NUMBER.match(text):
        yield from _with_unit("", text)
    if match := _LEADING.fullmatch(text):
        rest = match["rest"]
        glued = rest[:1] not in (" ", "") and match["amount"][-1:].isalpha()
        if not glued and not re.match(r"[\^%/.,\d]", rest):
            yield from _with_unit(match["amount"], rest.strip())
    if match := _TRAILING.fullmatch(text):
        yield _Reading(match["amount"], match["unit"].strip(), match["food"])


def _with_unit(amount: str, rest: str) -> Iterator[_Reading]:
    words = rest.split()
    for count in range(min(LONGEST_UNIT_WORDS, len(words) - 1), 0, -1):
        name = _FILLER.sub("", " ".join(words[count:]), count=1)
        yield _Reading(amount, " ".join(words[:count]), name)
    if amount and words:
        # "2 eggs" and "1 large egg": the food is its own measure.
        yield _Reading(amount, rest, rest)
        yield _Reading(amount, "", rest)


def _as_written(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())
