"""Reads "2 eggs, 30 g gouda, 1 pack natto" into foods, amounts and units.

The grammar, in which a food is any name of the food table::

    text      =  item { separator item }
    separator =  "," ";" "+" "&" or a line break; "and", "und", "et", "en", "y", "och"
    item      =  [ amount [ "x" ] ] [ unit ] [ "of" ] food
              |  food [ "," ] [ "x" ] amount [ unit ]
    amount    =  "2", "1,5", "1 1/2", "½", "two", "half a", "one and a half", "a dozen"
    unit      =  any unit or household measure of the food, in singular or plural

A comma between two digits is a decimal one; "+" right after a digit is part of a
name ("48+ kaas"). Pieces that together are one name of the table ("Gouda, aged")
are one item. An item is read as the exact name of a food if that can be; only
else as a similar one, which is then doubtful.

Nothing is guessed in silence. Without an amount it is one of the food's first
measure; without a unit it is that many pieces, if the food is one that is counted
in pieces. Either is said. What can't be read is a row of its own, and says why.
"""

import reprlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from estimator.errors import InputError, UnitError
from estimator.foods.name_index import name_key, singular_key, unlike_word
from estimator.foods.table import Food, FoodTable, Hit, Item, Supplement
from estimator.measures.amounts import number_of_no_amount
from estimator.measures.units import Measures
from estimator.quick_add.measures import measured
from estimator.quick_add.readings import (
    Reading,
    bare_amount,
    keeps_marks,
    known_unit,
    pieces,
    readings,
    stray_number,
    unit_words,
)

LONGEST_TEXT: Final = 2000
MOST_ITEMS: Final = 50
ALTERNATIVES: Final = 8
_MOST_PIECES_OF_A_NAME: Final = 12


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
    reading : Reading
        The amount, unit and food as they were written.
    """

    text: str
    item: Item
    amount: float
    unit: str
    quantity: float
    alternatives: tuple[Item, ...]
    doubtful: bool
    reading: Reading

    @property
    def assumed(self) -> str:
        """What was taken for granted, as a sentence; empty for nothing."""
        if self.reading.amount is not None and self.reading.unit:
            return ""
        missing = "amount" if self.reading.amount is None else "unit"
        each = "" if self.amount == 1 else " each"
        size = (
            f" ({self.quantity / self.amount:.4g} g{each})" if isinstance(self.item, Food) else ""
        )
        return f"No {missing} given: {self.amount:g} x {self.unit}{size}."


@dataclass(frozen=True)
class NotUnderstood:
    """An item that could not be read, why not, and the foods nearest to it."""

    text: str
    reason: str
    nearest: tuple[Item, ...] = ()


Row: TypeAlias = Understood | NotUnderstood


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
        With the person's cup.
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
    reader = _Reader(table, measures, familiar)
    items = [item for line in text.splitlines() for item in reader.items(line)]
    if len(items) > MOST_ITEMS:
        raise InputError(
            f"These are {len(items)} items, but {MOST_ITEMS} are read at once. Log them in parts."
        )
    return [row or reader.similar(item) for item, row in items]


def with_item(row: Understood, item: Item, measures: Measures) -> Row:
    """Return a row for another of its alternatives, in the amount and unit that were written."""
    if item == row.item:
        return row
    others = (item, *(other for other in row.alternatives if other != item))
    return _row(row.text, row.reading, others, measures, row.doubtful)


class _Reader:
    """Reads the items of one text."""

    def __init__(self, table: FoodTable, measures: Measures, familiar: Sequence[str]) -> None:
        self._table = table
        self._measures = measures
        self._familiar = familiar
        self._units = unit_words(table)

    def items(self, line: str) -> Iterator[tuple[str, Row | None]]:
        """Split a line into items, each with its row if its food is named exactly."""
        spans = pieces(line)
        while spans:
            count, row = self._first_item(line, spans[:_MOST_PIECES_OF_A_NAME])
            yield line[spans[0][0] : spans[count - 1][1]], row
            spans = spans[count:]

    def _first_item(self, line: str, spans: Sequence[tuple[int, int]]) -> tuple[int, Row | None]:
        """Return how many pieces together are the first item, and its row."""
        start = spans[0][0]
        for count in range(len(spans), 0, -1):
            text = line[start : spans[count - 1][1]]
            if row := self._exact(text):
                break
        if count < len(spans) and isinstance(row, Understood) and row.reading.food == text:
            # "natto, 1 pack": the amount stands after a comma.
            amount = line[slice(*spans[count])]
            measured = self._exact(f"{text} {amount}") if self._is_amount(amount) else None
            if isinstance(measured, Understood) and measured.reading.unit:
                return count + 1, replace(measured, text=line[start : spans[count][1]])
        return count, row

    def _exact(self, text: str) -> Row | None:
        """Read an item whose food is named exactly; None if none is."""
        refused = None
        if "∞" in text:  # names are compared without signs
            return None
        for reading in readings(text, self._is_unit):
            named = self._named(reading.food)
            if not named:
                continue
            meant = self._meant(reading.food, named)
            items = [*meant, *named, *(hit.item for hit in self._search(reading.food))]
            row = self._row(text, reading, items, doubtful=len(meant) > 1)
            if isinstance(row, Understood):
                return row
            refused = refused or row
        return refused

    def similar(self, text: str) -> Row:
        """Read an item whose food is named inexactly, as a food with a similar name."""
        if self._is_amount(text):
            return NotUnderstood(text, "No food is named here. Write it too, such as 30 g gouda.")
        if number := number_of_no_amount(text):
            return NotUnderstood(
                text,
                f"{reprlib.repr(number)} is no amount that can be used. "
                "Write a number above zero, such as 30 g gouda.",
            )
        whole, *parted = readings(text, self._is_unit)
        if not any(reading.amount and reading.unit for reading in parted):
            parted.append(whole)
        refused = None
        for reading in parted:
            row = self._resembling(text, reading)
            if isinstance(row, Understood) or (row and reading.unit):
                return row
            refused = refused or row
        return refused or NotUnderstood(
            text, "No food has a name like this. Try another name for it."
        )

    def _resembling(self, text: str, reading: Reading) -> Row | None:
        """Read an item as one of the foods with similar names; None if there are none."""
        hits = self._search(reading.food)
        if not hits:
            return None
        stray = [stray_number(reading.food, hit.matched) for hit in hits]
        likely = [hit for hit, number in zip(hits, stray, strict=True) if not number]
        if not likely:
            return NotUnderstood(
                text,
                f"It is not clear what {reprlib.repr(stray[0])} is. "
                "Write one amount, its unit and the food, such as 30 g gouda.",
                tuple(hit.item for hit in hits),
            )
        if reading.amount and not reading.unit:
            # "1 box eggs": a word that is in no such name may well be a measure.
            word = unlike_word(name_key(reading.food), name_key(likely[0].matched))
            reading = reading._replace(unit=word or "")
        items = [hit.item for hit in likely]
        rows = [self._row(text, reading, [item, *items], doubtful=True) for item in items]
        understood = [row for row in rows if isinstance(row, Understood)]
        # 100 µg of MK-7 are rather one capsule of 100 µg than two of 45.
        one = [row for row in understood if isinstance(row.item, Supplement) and row.quantity == 1]
        return next(iter((*one, *understood, *rows)))

    def _named(self, name: str) -> list[Item]:
        """Return the items that have exactly this name or alias."""
        hits = (hit for hit in self._table.named(name) if keeps_marks(name, hit.matched))
        return list({hit.item.item_id: hit.item for hit in hits}.values())

    def _meant(self, name: str, named: list[Item]) -> list[Item]:
        """Return the items that an exact name means, as few as it can mean."""
        # A name goes before an alias, and one that the person gave before both.
        key = singular_key(name_key(name))
        titled = [item for item in named if singular_key(name_key(item.name)) == key]
        own = [item for item in titled if item.item_id in self._table.own_ids]
        return own or titled or named

    def _row(self, text: str, reading: Reading, items: Sequence[Item], doubtful: bool) -> Row:
        distinct = tuple({item.item_id: item for item in items}.values())[:ALTERNATIVES]
        return _row(text, reading, distinct, self._measures, doubtful)

    def _search(self, name: str) -> list[Hit]:
        return self._table.search(name, ALTERNATIVES, self._familiar)

    def _is_unit(self, text: str) -> bool:
        return known_unit(text, self._units)

    def _is_amount(self, text: str) -> bool:
        return bare_amount(text, self._is_unit) and self._exact(text) is None


def _row(
    text: str, reading: Reading, items: tuple[Item, ...], measures: Measures, doubtful: bool
) -> Row:
    """Measure the first of the items."""
    try:
        amount, unit, quantity = measured(reading, items[0], measures)
    except UnitError as error:
        return NotUnderstood(text, str(error), items)
    return Understood(text, items[0], amount, unit, quantity, items, doubtful, reading)
