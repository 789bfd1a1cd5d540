"""Changes to a copy of a week: as typed, in words, and in an address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from estimator.diary_values import Planned
from estimator.errors import InputError
from estimator.foods.items import Supplement
from estimator.foods.table import FoodTable
from estimator.insight.what_if import Added, Swap, changed_week, check_changes
from estimator.measures.amounts import amount_text, parse_amount
from estimator.measures.units import Measures, check_entry_quantity

TIMES_ADDED: Final = {
    1: "once a week",
    **{times: f"{times} times a week" for times in range(2, 7)},
    7: "every day",
    14: "twice a day",
    21: "3 times a day",
}
"""How often something can be added, and what that is called."""
_MOST: Final = 20
"""Changes of a week; more is another week."""
_SEPARATOR: Final = "~"


@dataclass(frozen=True)
class SwapText:
    """A food of the week and what is eaten in its place, as typed."""

    item: str
    to: str
    """``item`` itself where only the amount changes."""
    amount: str = "1"
    """So many times as much; "0" leaves it out."""
    unit: str = ""
    """With one, the amount is that of each time."""
    times: int | None = None
    """How many of the times it was eaten; None for all of them."""


@dataclass(frozen=True)
class AddedText:
    """A food or supplement on top, as typed."""

    planned: Planned
    times: int


WeekChange = SwapText | AddedText


def leave_out(item: str, times: int | None = None) -> SwapText:
    """Return the change that leaves out a food of the week."""
    return SwapText(item, item, "0", times=times)


def changed_copy(
    frame: pd.DataFrame, changes: Iterable[WeekChange], measures: Measures, table: FoodTable
) -> pd.DataFrame:
    """Return a copy of a week's records with the changes made.

    Parameters
    ----------
    frame : DataFrame
        See `estimator.insight.what_if.changed_week`.
    changes : iterable of Change
    measures : Measures
        As the person's settings have them.
    table : FoodTable
        As the person has it.

    Raises
    ------
    InputError
        If an item, an amount, a unit or a number of times can't be used.
    """
    changes = list(changes)
    swaps = [_swap(one, measures, table) for one in changes if isinstance(one, SwapText)]
    added = [_added(one, measures, table) for one in changes if isinstance(one, AddedText)]
    check_changes(swaps, added)
    return changed_week(frame, swaps, added)


def check_change(change: WeekChange, measures: Measures, table: FoodTable) -> None:
    """Refuse a change that can't be made, or that changes nothing.

    Raises
    ------
    InputError
        Also if a food is to stand for a supplement.
    """
    if isinstance(change, AddedText):
        check_changes([], [_added(change, measures, table)])
        return
    if isinstance(table.get(change.item), Supplement) != isinstance(
        table.get(change.to), Supplement
    ):
        raise InputError(
            "A food and a supplement can't stand for one another. Leave one out and add the other."
        )
    swap = _swap(change, measures, table)
    check_changes([swap], [])
    if (swap.to, swap.factor, swap.each) == (swap.item, 1.0, None):
        raise InputError("Nothing changes. Choose another food, or another amount.")


def with_change(changes: Sequence[WeekChange], change: WeekChange) -> list[WeekChange]:
    """Return the changes with one more; a food is swapped once, the last time counts.

    Raises
    ------
    InputError
        If there are too many.
    """
    kept = [
        one
        for one in changes
        if not (
            isinstance(one, SwapText) and isinstance(change, SwapText) and one.item == change.item
        )
    ]
    if len(kept) >= _MOST:
        raise InputError(f"A week takes {_MOST} changes. Take one back first.")
    return [*kept, change]


def examples(eaten: Mapping[str, int]) -> list[WeekChange]:
    """Return changes that show what can be asked.

    Parameters
    ----------
    eaten : mapping of str to int
        How many times each item of the week was eaten.
    """
    natto, gouda = "natto", "cheese-gouda-aged"
    swap = SwapText(gouda, "cheese-cheddar")
    slices = AddedText(Planned(item_id=gouda, amount=1, unit="slice"), 7)
    pack = AddedText(Planned(item_id=natto, amount=1, unit="pack"), 1)
    return [
        leave_out(natto) if natto in eaten else pack,
        swap if gouda in eaten else slices,
    ]


def week_change_words(change: WeekChange, table: FoodTable, eaten: Mapping[str, int]) -> str:
    """Say what a change is.

    Parameters
    ----------
    change : SwapText or AddedText
    table : FoodTable
        Gives the names.
    eaten : mapping of str to int
        How many times each item of the week was eaten.
    """
    if isinstance(change, AddedText):
        planned = change.planned
        what = f"{amount_text(planned.amount)} {planned.unit} {table.name_of(planned.item_id)}"
        return f"{what}, {TIMES_ADDED.get(change.times, f'{change.times} times a week')}"
    name, to = table.name_of(change.item), table.name_of(change.to)
    parts = [f"{to} instead of {name}" if change.to != change.item else name]
    amount = parse_amount(change.amount, zero=True)
    if amount == 0:
        parts = [f"Without {name}"]
    elif change.unit:
        parts.append(f"{amount_text(amount)} {change.unit} each time")
    elif amount != 1:
        parts.append(f"{amount_text(amount)} times as much")
    times = eaten.get(change.item, 0)
    if change.times is not None and change.times < times:
        parts.append(f"{change.times} of {times} times")
    return ", ".join(parts) + ("" if times else " (not eaten this week)")


def change_text(change: WeekChange) -> str:
    """Write a change for an address."""
    parts: tuple[str, ...]
    if isinstance(change, SwapText):
        times = "" if change.times is None else str(change.times)
        parts = ("swap", change.item, change.to, change.amount, change.unit, times)
    else:
        one = change.planned
        parts = ("add", one.item_id, amount_text(one.amount), one.unit, str(change.times))
    return _SEPARATOR.join(parts).rstrip(_SEPARATOR)


def changes_of_texts(
    texts: Iterable[str], measures: Measures, table: FoodTable
) -> list[WeekChange]:
    """Read the changes of an address; what is none, or can't be made, is left out."""
    changes: list[WeekChange] = []
    for text in list(texts)[:_MOST]:
        try:
            change = _read(text)
            check_change(change, measures, table)
        except InputError:
            continue
        changes = with_change(changes, change)
    return changes


def _read(text: str) -> WeekChange:
    match text.split(_SEPARATOR):
        case ["swap", item, to, amount, *rest] if len(rest) <= 2:
            unit, times = (*rest, "", "")[:2]
            return SwapText(item, to, amount, unit, _whole(times) if times else None)
        case ["add", item, amount, unit, times]:
            planned = Planned(item_id=item, amount=parse_amount(amount), unit=unit)
            return AddedText(planned, _whole(times))
    raise InputError(f"{text!r} is no change of a week.")


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise InputError(f"{text!r} is no number of times.")
    return int(text[:4])


def _swap(change: SwapText, measures: Measures, table: FoodTable) -> Swap:
    amount = parse_amount(change.amount, zero=True)
    each = None
    if change.unit and amount:
        each = _quantity(change.to, amount, change.unit, measures, table)
        amount = 1.0
    return Swap(change.item, change.to, amount, each, change.times)


def _added(change: AddedText, measures: Measures, table: FoodTable) -> Added:
    planned = change.planned
    quantity = _quantity(planned.item_id, planned.amount, planned.unit, measures, table)
    return Added(planned.item_id, quantity, change.times)


def _quantity(
    item_id: str, amount: float, unit: str, measures: Measures, table: FoodTable
) -> float:
    item = table.get(item_id)
    quantity = measures.quantity(item, amount, unit)
    check_entry_quantity(item, quantity)
    return quantity
