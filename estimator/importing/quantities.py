"""Resolves the amount in a row of a file to grams, where the file and the table allow it."""

import re
from typing import Final, NamedTuple

from estimator.errors import UnitError
from estimator.foods.table import Food, Item
from estimator.importing.file_rows import FileRow
from estimator.importing.values import number
from estimator.measures.unit_names import (
    LONGEST_UNIT,
    SERVINGS,
    base_unit,
    named_portion,
    unit_key,
    unit_name,
)
from estimator.measures.units import Measures, check_entry_quantity, grams_in, parse_amount

_STATED_GRAMS: Final = re.compile(r"[(\[-]\s*([\d.,]+)\s*(?:g|grams?)\s*[)\]]?$", re.IGNORECASE)


class Resolved(NamedTuple):
    """An amount in a unit of an item, and what it is."""

    amount: float
    unit: str
    quantity: float
    """Grams of a food [g], units of a supplement."""


def resolved(record: FileRow, item: Item, measures: Measures) -> Resolved:
    """Return how much of an item a record says.

    Raises
    ------
    UnitError
        If it can't be resolved: nothing is guessed.
    """
    found = _resolved(record, item, measures)
    check_entry_quantity(item, found.quantity)
    return found


def stated_grams(record: FileRow) -> float | None:
    """Return what a record weighs by the file alone [g], or None if it doesn't say."""
    if record.kind == "supplement":
        return None
    if record.quantity is not None:
        return record.quantity
    if record.grams is not None:
        return record.grams
    each = grams_in(record.unit)
    return None if each is None or record.amount is None else record.amount * each


def _resolved(record: FileRow, item: Item, measures: Measures) -> Resolved:
    if record.quantity is not None:
        quantity = parse_amount(record.quantity)
        if record.amount is None or not record.unit:
            return Resolved(quantity, base_unit(item), quantity)
        return Resolved(parse_amount(record.amount), record.unit[:LONGEST_UNIT], quantity)
    if record.grams is not None and isinstance(item, Food):
        weight = parse_amount(record.grams)
        return Resolved(weight, "g", weight)
    amount = parse_amount(record.amount)
    told = _STATED_GRAMS.search(record.unit) if isinstance(item, Food) and amount == 1 else None
    if told and (grams := number(told[1], ".")) is not None:
        return Resolved(parse_amount(grams), "g", grams)
    unit = _unit(record.unit, item, measures)
    return Resolved(amount, unit, measures.quantity(item, amount, unit))


def _unit(text: str, item: Item, measures: Measures) -> str:
    """Return the unit of an item that a text names, such as "cup, mashed".

    Raises
    ------
    UnitError
        If there is none like it.
    """
    if not text:
        raise UnitError("The file does not say of what: it has an amount without a unit.")
    if (
        isinstance(item, Food)
        and unit_key(text[:LONGEST_UNIT]) in SERVINGS
        and named_portion(item, "serving") is None
    ):
        # A serving of another tool's food is not a serving of ours.
        raise UnitError("What a serving weighs is not in the file. Give its grams there.")
    try:
        measures.unit_size(item, text)
        return text
    except UnitError as error:
        head = re.split(r"[,(]| - ", text, maxsplit=1)[0].strip()
        own = isinstance(item, Food) and named_portion(item, unit_name(head[:LONGEST_UNIT]))
        if head and head != text and (own or grams_in(head) is not None):
            return head
        raise error
