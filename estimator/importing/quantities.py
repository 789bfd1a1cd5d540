"""Resolves the amount in a row of a file to grams, where the file and the table allow it."""

import re
from dataclasses import replace
from typing import Final, NamedTuple

from estimator.errors import UnitError
from estimator.foods.items import Food, Item, Portion
from estimator.importing.file_rows import FileRow
from estimator.importing.stated_weights import size_in_words
from estimator.measures.registry import grams_in
from estimator.measures.unit_names import (
    COMPONENT_MASSES,
    LONGEST_UNIT,
    SERVINGS,
    base_unit,
    by_key,
    named_portion,
    unit_key,
    unit_name,
)
from estimator.measures.units import Measures, check_entry_quantity, parse_amount
from estimator.words import LANGUAGES
from estimator.words.amount import measured
from estimator.words.grammar import grammar
from estimator.words.quantity import Number, Quantity

_SIZES: Final = {
    "small": "small",
    "medium": "medium",
    "large": "large",
    "extra large": "extra large",
    "x-large": "extra large",
    "jumbo": "jumbo",
}
_EACH: Final = frozenset({"each", "piece", "item", "unit", "whole", "ea", "pc", "count", "ct"})
_DOSES: Final = (
    _EACH
    | SERVINGS
    | frozenset(
        {"capsule", "tablet", "softgel", "soft gel", "pill", "cap", "tab", "1", "", "caplet"}
    )
)
"""What one of a supplement is called."""
_COMPONENT_MASSES: Final = by_key(*COMPONENT_MASSES)
ORDINARY: Final = "a serving is taken as the ordinary portion"
NO_SERVING: Final = (
    "What a serving weighs is not in the file. Give its grams there, or let servings be ordinary "
    "portions."
)
_ALIKE: Final = 0.2
"""How far a measure of the table may be from the weight that the file tells."""
_NEARLY: Final = 0.1


class Resolved(NamedTuple):
    """An amount in a unit of an item, and what it is."""

    amount: float
    unit: str
    quantity: float
    """Grams of a food [g], units of a supplement."""
    said: str = ""
    """How the weight was worked out, where neither the file nor the table state it."""


class Sizes:
    """How much one of each unit of each item is, worked out once for a file.

    Parameters
    ----------
    measures : Measures
    ordinary_servings : bool
        Whether a serving of which nothing says the weight is the ordinary portion of its food.
    """

    def __init__(self, measures: Measures, *, ordinary_servings: bool = False) -> None:
        self.measures = measures
        self._ordinary = ordinary_servings
        self._known: dict[tuple[str, str], float | UnitError | None] = {}

    def of(self, unit: str, item: Item) -> float | None:
        """Return how much one of a unit is, or None if it depends on how many there are.

        Parameters
        ----------
        unit : str
        item : Food or Supplement
            Of one table, where each has an id of its own.

        Returns
        -------
        float or None
            Grams of a food [g], units of a supplement.

        Raises
        ------
        UnitError
            If the unit says nothing of the item.
        """
        key = item.item_id, unit
        if key not in self._known:
            try:
                assumed = self.assumed(unit, item)
                self._known[key] = (
                    assumed.amount_g if assumed else _size_in(unit, item, self.measures)
                )
            except UnitError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, UnitError):
            raise UnitError(str(found))
        return found

    def assumed(self, unit: str, item: Item) -> Portion | None:
        """Return the portion that a serving of another tool is taken for; None if it is none."""
        if not (self._ordinary and isinstance(item, Food) and item.portions):
            return None
        return item.portions[0] if _is_unknown_serving(unit, item) else None


def resolved(record: FileRow, item: Item, sizes: Sizes, share: float = 1.0) -> Resolved:
    """Return how much of an item a record says.

    Parameters
    ----------
    record : FileRow
    item : Food or Supplement
    sizes : Sizes
    share : float
        Grams of the food per gram of what the record names.

    Raises
    ------
    UnitError
        If it can't be resolved, or is more than anybody eats at once: nothing is guessed.
    """
    found = resolved_of_any_size(record, item, sizes)
    if share < 1:
        grams = round(found.quantity * share, 4)
        of_dish = f"{100 * share:.3g} % of what its code names"
        said = "; ".join(filter(None, (found.said, of_dish)))
        found = Resolved(grams, "g", grams, said)
    check_entry_quantity(item, found.quantity)
    return found


def is_component_mass(unit: str) -> bool:
    """Return whether a unit is one of a vitamin's, such as µg."""
    return unit_key(unit[:LONGEST_UNIT]) in _COMPONENT_MASSES


def resolved_of_any_size(record: FileRow, item: Item, sizes: Sizes) -> Resolved:
    """Return how much of an item a record says, as the file of a cohort may hold totals.

    Raises
    ------
    UnitError
        If it can't be resolved.
    """
    if record.quantity is not None:
        quantity = parse_amount(record.quantity)
        if record.amount is None or not record.unit:
            return Resolved(quantity, base_unit(item), quantity)
        return Resolved(parse_amount(record.amount), record.unit[:LONGEST_UNIT], quantity)
    if not isinstance(item, Food):
        return _dose(record, item, sizes.measures)
    if record.grams is not None:
        weight = parse_amount(record.grams)
        return Resolved(weight, "g", weight)
    if record.worked_out is None:
        return _measured(record, item, sizes)
    grams, amount = record.worked_out, record.amount
    if amount and unit_key(record.unit) in ("", "1") and _near(amount, grams, _NEARLY):
        return Resolved(amount, "g", amount, f"{record.worked_out_by}: {grams:.4g} g")
    try:
        found = _measured(record, item, sizes)
    except UnitError:
        found = None
    if found is not None and _near(found.quantity, grams, _ALIKE):
        return found
    return Resolved(round(grams, 1), "g", round(grams, 1), record.worked_out_by)


def _near(one: float, other: float, share: float) -> bool:
    return abs(one - other) <= share * other


def _dose(record: FileRow, item: Item, measures: Measures) -> Resolved:
    amount = parse_amount(record.amount)
    unit = _dose_unit(record.unit, item)
    return Resolved(amount, unit, measures.quantity(item, amount, unit))


def _dose_unit(unit: str, item: Item) -> str:
    return base_unit(item) if unit_key(unit[:LONGEST_UNIT]) in _DOSES else unit


def _is_unknown_serving(unit: str, food: Food) -> bool:
    serving = unit_key(unit[:LONGEST_UNIT]) in SERVINGS
    return serving and named_portion(food, "serving") is None


def _size_in(unit: str, item: Item, measures: Measures) -> float | None:
    if not isinstance(item, Food):
        return measures.unit_size(item, _dose_unit(unit, item))
    if not unit or unit_key(unit[:LONGEST_UNIT]) == "1":
        raise UnitError("The file does not say of what: it has an amount without a unit.")
    if _is_unknown_serving(unit, item):
        # A serving of another tool's food is not a serving of ours.
        raise UnitError(NO_SERVING)
    try:
        return measures.unit_size(item, unit)
    except UnitError:
        return None


def _measured(record: FileRow, food: Food, sizes: Sizes) -> Resolved:
    """Return how much a record says in one of the measures of a food, or of all foods.

    Raises
    ------
    UnitError
        If there is none like it.
    """
    text, amount = record.unit, parse_amount(record.amount)
    size = sizes.of(text, food)
    measures = sizes.measures
    if assumed := sizes.assumed(text, food):
        grams = amount * assumed.amount_g
        one = f"one {assumed.measure}, {assumed.amount_g:g} g"
        return Resolved(amount, "serving", grams, f"{ORDINARY}: {one}")
    if size is not None:
        return Resolved(amount, text, amount * size)
    try:
        return Resolved(amount, text, amount * measures.unit_size(food, text))
    except UnitError:
        if sized := size_in_words(text, amount):
            quantity = measures.quantity(food, sized.amount, sized.base)
            return Resolved(sized.amount, sized.base, quantity)
        head = re.split(r"[,(]| - ", text, maxsplit=1)[0].strip()
        if head and head != text and _is_own_or_mass(food, head):
            return Resolved(amount, head, amount * measures.unit_size(food, head))
        if counted := _counted(amount, text, food, measures):
            return counted
        meaning = _meaning(text)
        if typed := _as_typed(amount, meaning, text, food, measures):
            return typed
        if meaning and meaning != text:
            return _measured(replace(record, unit=meaning), food, sizes)
        raise


def _meaning(unit: str) -> str:
    """Return what a unit of any language is called here, as "Scheiben" is a slice; "" for none."""
    senses = grammar().senses_in(unit[:LONGEST_UNIT].casefold(), LANGUAGES)
    meanings = {sense.meaning for sense in senses if sense.kind == "unit"}
    return meanings.pop() if len(meanings) == 1 else ""


def _as_typed(
    amount: float, unit: str, text: str, food: Food, measures: Measures
) -> Resolved | None:
    """Return what the same words say in the box: a "Packung" of natto is its pack."""
    if not unit or unit in SERVINGS or unit in _EACH:
        return None
    try:
        found = measured(Quantity(Number("", amount), unit, text), food.name, food, measures)
    except UnitError:
        return None
    if found.unit == "g":
        return None  # what is usual of any food is a guess for the food of a file
    said = "" if found.unit == unit else f"one {text} is taken as {found.unit}"
    return Resolved(found.amount, found.unit, found.quantity, said)


def _is_own_or_mass(food: Food, unit: str) -> bool:
    return bool(named_portion(food, unit_name(unit[:LONGEST_UNIT]))) or grams_in(unit) is not None


def _counted(amount: float, text: str, food: Food, measures: Measures) -> Resolved | None:
    """Return what a size, or a count of the food itself, is: "2 large", "2 each" of eggs."""
    key = unit_key(text[:LONGEST_UNIT])
    size = _SIZES.get(key, "")
    if not size and key not in _EACH:
        return None
    try:
        found = measured(
            Quantity(Number("", amount), "" if size else "piece", text, size),
            food.name,
            food,
            measures,
        )
    except UnitError:
        return None
    if size not in found.unit:
        return None
    if found.unit == "g":
        # What a piece of foods like it weighs is a guess, unless it is a measure of this one.
        own = (one for one in food.portions if _near(one.amount_g * amount, found.quantity, 1e-9))
        if not (portion := next(own, None)):
            return None
        said = f"one {text} is taken as {portion.measure}"
        return Resolved(amount, portion.measure, found.quantity, said)
    said = "" if size else f"one {text} is taken as {found.unit}"
    return Resolved(found.amount, found.unit, found.quantity, said)
