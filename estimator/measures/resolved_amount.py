"""An amount of an item as it is kept: as it was given, and what it comes to."""

from typing import NamedTuple


class ResolvedAmount(NamedTuple):
    """An amount in one of the units of an item, and its quantity."""

    amount: float
    unit: str
    quantity: float
    """Grams of a food [g], units of a supplement."""
