"""How much of an item is meant, by the amount and unit that were written or by its own measures."""

from typing import Final, NamedTuple

from estimator.errors import UnitError
from estimator.foods.table import Food, Item, Supplement
from estimator.measures.unit_names import (
    COMPONENT_MASSES,
    by_key,
    implied_portion,
    named_portion,
    unit_key,
    unit_name,
    units_of,
)
from estimator.measures.units import Measures, check_entry_quantity, parse_amount
from estimator.quick_add.readings import Reading

LARGEST_COUNT: Final = 12.0
"""A larger number without a unit is rather grams than a count of slices."""

_NOT_COUNTED: Final = frozenset(
    {"cup", "tablespoon", "teaspoon", "glass", "mug", "bowl", "plate", "shot"}
    | {"serving", "handful", "half", "quarter"}
)
"""Words of measures that a number alone doesn't mean: "10 shrimp" are not 10 servings."""

_OFFERED: Final = 3


class Measured(NamedTuple):
    """An amount in one of the units of an item."""

    amount: float
    unit: str
    quantity: float
    """Grams of a food [g], units of a supplement."""


def measured(reading: Reading, item: Item, measures: Measures) -> Measured:
    """Return how much of an item a reading means.

    Raises
    ------
    UnitError
        If the amount can't be used, the unit isn't one of the item's, or it
        can't be told without one.
    """
    amount = 1.0 if reading.amount is None else parse_amount(reading.amount)
    if reading.unit:
        unit = _label(item, reading.unit)
    elif reading.amount is None:
        unit = _first_measure(item)
    else:
        unit = _counted_measure(item, reading.food, amount)
    quantity = measures.quantity(item, amount, unit)
    check_entry_quantity(item, quantity)
    return Measured(amount, unit, quantity)


def _label(item: Item, unit: str) -> str:
    """Return a unit as the item lists it, or as it is if the item hasn't got it."""
    name = unit_name(unit)
    for label in units_of(item):
        if unit_name(label) == name:
            return label
    if isinstance(item, Supplement):
        component = by_key(*COMPONENT_MASSES).get(unit_key(unit))
        return component.label if component else unit
    portion = implied_portion(item, name)
    return portion.measure if portion else unit


def _first_measure(item: Item) -> str:
    """Return the measure that is meant where no amount is written."""
    if isinstance(item, Supplement):
        return item.unit_name
    if not item.portions:
        raise UnitError(
            f"How much {item.name}? Write the amount and its unit, such as 100 g {item.name}."
        )
    return item.portions[0].measure


def _counted_measure(item: Item, name: str, amount: float) -> str:
    """Return the measure that a number without a unit counts."""
    if isinstance(item, Food):
        # "2 eggs", "10 almonds": the food is its own measure.
        for key in map(unit_name, (name, name.split()[-1])):
            if portion := named_portion(item, key) or implied_portion(item, key):
                return portion.measure
    first = units_of(item)[0]
    counted = _NOT_COUNTED.isdisjoint(unit_key(first).split()) and not first[0].isdigit()
    has_own = isinstance(item, Supplement) or bool(item.portions)
    if has_own and counted and amount <= LARGEST_COUNT:
        return first
    raise UnitError(f"{amount:.12g} of what? Write the unit too: {_offer(item)}.")


def _offer(item: Item) -> str:
    if isinstance(item, Supplement):
        return " or ".join(units_of(item))
    own = [f"{portion.measure} ({portion.amount_g:g} g)" for portion in item.portions[:_OFFERED]]
    return " or ".join([", ".join(own), "g"]) if own else "g"
