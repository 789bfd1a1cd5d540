"""The rows of a line: a food that was read, or what was not understood."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from estimator.errors import UnitError
from estimator.foods.items import Item
from estimator.measures.units import Measures
from estimator.words.amount import Measured, measured
from estimator.words.quantity import Quantity
from estimator.words.status import Status


@dataclass(frozen=True)
class Written:
    """What was written of how much of what."""

    quantity: Quantity
    words: str
    beside: float | None = None
    measure: str = ""
    """What one of it is, by its name: a "Big Mac" is a large cheeseburger."""


@dataclass(frozen=True)
class Understood:
    """A food that was read, and is logged as it is.

    Attributes
    ----------
    text : str
        As it was written.
    quantity : float
        Grams of a food [g], units of a supplement.
    alternatives : tuple of Item
        What the name may mean, the item chosen first.
    said : tuple of str
        What was taken for granted, as sentences.
    meal : str
        The meal that was written; "" for none.
    """

    text: str
    item: Item
    amount: float
    unit: str
    quantity: float
    alternatives: tuple[Item, ...]
    written: Written
    said: tuple[str, ...] = ()
    meal: str = ""
    heard: tuple[str, ...] = ()
    """What of `said` is of the words, and holds for another item too."""
    amount_kind: str | None = None
    """How sure the amount is, where the unit doesn't say it."""

    @property
    def assumed(self) -> str:
        """What was taken for granted; empty for nothing."""
        return " ".join(self.said)

    @property
    def status(self) -> Status:
        """Whether anything was taken for granted."""
        return Status.ASSUMED if self.said else Status.CERTAIN


@dataclass(frozen=True)
class NotUnderstood:
    """What is not logged: why not, and the foods it may be."""

    text: str
    reason: str
    alternatives: tuple[Item, ...] = ()
    written: Written = field(default_factory=lambda: Written(Quantity(), ""))
    meal: str = ""
    status: Status = Status.NOT_UNDERSTOOD


Row: TypeAlias = Understood | NotUnderstood


def with_item(row: Row, item: Item, measures: Measures) -> Row:
    """Return a row for another of its alternatives, in the amount and unit that were written."""
    if isinstance(row, Understood) and item == row.item:
        return row
    others = (item, *(other for other in row.alternatives if other != item))
    heard: tuple[str, ...] = ()
    if isinstance(row, Understood):
        # What was said of the item before holds for that one alone.
        heard = tuple(sentence for sentence in row.heard if row.item.name not in sentence)
    return row_of(row.text, row.written, others, measures, heard, row.meal)


def row_of(
    text: str,
    written: Written,
    items: tuple[Item, ...],
    measures: Measures,
    said: tuple[str, ...],
    meal: str,
) -> Row:
    """Measure the first of the items."""
    try:
        one = measured_as(written, items[0], measures)
    except UnitError as error:
        return NotUnderstood(text, str(error), items, written, meal)
    return Understood(
        text,
        items[0],
        one.amount,
        one.unit,
        one.quantity,
        items,
        written,
        (*said, *one.assumed),
        meal,
        said,
        one.kind,
    )


def measured_as(written: Written, item: Item, measures: Measures) -> Measured:
    """Return how much of an item was written.

    Raises
    ------
    UnitError
        As `estimator.words.amount.measured`.
    """
    return measured(
        written.quantity, written.words, item, measures, written.beside, written.measure
    )


def heard(row: Row, said: str) -> Row:
    """Return a row that says one thing more of the words."""
    if not said or not isinstance(row, Understood):
        return row
    return replace(row, said=(said, *row.said), heard=(said, *row.heard))
