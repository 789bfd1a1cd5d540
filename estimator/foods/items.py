"""What a person logs: a food with its household measures, or a supplement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NO_KIND: Final = "unspecified"
"""Stands in the id of a food of which no kind is said."""


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


def says_no_kind(item_id: str) -> bool:
    """Return whether an item is a food of which no kind is said.

    Examples
    --------
    >>> says_no_kind("cheese-gouda-unspecified"), says_no_kind("cheese-gouda-aged")
    (True, False)
    """
    return NO_KIND in item_id
