"""Changes to a copy of a week: as typed, in words, and in an address."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from estimator.amounts import amount_text, parse_amount
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.foods import FoodTable, Supplement
from estimator.insight.what_if import Added, Swap, check_changes
from estimator.records import Planned
from estimator.units import Measures

_MOST: Final = 20
"""Changes of a week; more is another week."""
_SEPARATOR: Final = "~"


@dataclass(frozen=True)
class SwapText:
    """A food of the week and what is eaten in its place, as typed."""

    item: str
    to: str
    factor: str = "1"
    """Grams of the new food for one gram of the old one; "0" leaves it out."""


@dataclass(frozen=True)
class AddedText:
    """A food or supplement on top, as typed."""

    planned: Planned
    times: int


Change = SwapText | AddedText


def swap_text(table: FoodTable, item: str, to: str, factor: str) -> SwapText:
    """Take a swap as it was chosen.

    Raises
    ------
    InputError
        If nothing changes, the factor can't be used, or a food is to stand for a supplement.
    """
    if isinstance(table.get(item), Supplement) != isinstance(table.get(to), Supplement):
        raise InputError(
            "A food and a supplement can't stand for one another. Leave one out and add the other."
        )
    swap = SwapText(item, to, factor.strip())
    if swaps_of([swap])[0] == Swap(item, item, 1.0):
        raise InputError("Nothing changes. Choose another food, or another amount.")
    return swap


def foods_by_name(foods: PersonalFoods) -> list[str]:
    """Return the ids of all that a person can log, by name; of own items the newest version."""
    offered = [item for item in foods.table.items.values() if foods.offers(item.item_id)]
    newest = [item for item in offered if foods.newest(item.item_id) == item.item_id]
    return [item.item_id for item in sorted(newest, key=lambda item: item.name.casefold())]


def swaps_of(changes: Iterable[Change]) -> list[Swap]:
    """Read the swaps among changes.

    Raises
    ------
    InputError
        If a factor can't be used.
    """
    swaps = [
        Swap(one.item, one.to, parse_amount(one.factor, zero=True))
        for one in changes
        if isinstance(one, SwapText)
    ]
    check_changes(swaps, [])
    return swaps


def added_of(changes: Iterable[Change], measures: Measures, table: FoodTable) -> list[Added]:
    """Read what is added among changes.

    Raises
    ------
    InputError
        If an item, amount, unit or number of times can't be used.
    """
    added = [
        Added(
            one.planned.item_id,
            measures.quantity(table.get(one.planned.item_id), one.planned.amount, one.planned.unit),
            one.times,
        )
        for one in changes
        if isinstance(one, AddedText)
    ]
    check_changes([], added)
    return added


def with_change(changes: Sequence[Change], change: Change) -> list[Change]:
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


def change_words(change: Change, table: FoodTable, eaten: Collection[str]) -> str:
    """Say what a change is.

    Parameters
    ----------
    change : SwapText or AddedText
    table : FoodTable
        Gives the names.
    eaten : collection of str
        The items of the week.
    """
    if isinstance(change, AddedText):
        planned = change.planned
        times = "once" if change.times == 1 else f"{change.times} times"
        what = f"{amount_text(planned.amount)} {planned.unit} {table.name_of(planned.item_id)}"
        return f"{what}, {times} a week"
    name = table.name_of(change.item)
    if change.item not in eaten:
        name += " (not eaten this week)"
    factor = parse_amount(change.factor, zero=True)
    if factor == 0:
        return f"No {name}"
    more = "" if factor == 1 else f", {amount_text(factor)} times the grams"
    if change.to == change.item:
        return f"{name}{more}"
    return f"{table.name_of(change.to)} instead of {name}{more}"


def change_text(change: Change) -> str:
    """Write a change for an address."""
    if isinstance(change, SwapText):
        return _SEPARATOR.join(("swap", change.item, change.to, change.factor))
    planned = change.planned
    parts = ("add", planned.item_id, amount_text(planned.amount), planned.unit, str(change.times))
    return _SEPARATOR.join(parts)


def changes_of_texts(texts: Iterable[str], table: FoodTable) -> list[Change]:
    """Read the changes of an address; what is none, or names no item, is left out."""
    changes: list[Change] = []
    for text in list(texts)[:_MOST]:
        match text.split(_SEPARATOR):
            case ["swap", item, to, factor] if {item, to} <= table.items.keys():
                found: Change = SwapText(item, to, factor)
            case ["add", item, amount, unit, times] if item in table.items and times.isdecimal():
                try:
                    planned = Planned(item_id=item, amount=parse_amount(amount), unit=unit)
                except InputError:
                    continue
                found = AddedText(planned, int(times[:4]))
            case _:
                continue
        if _can_be_used(found, table):
            changes = with_change(changes, found)
    return changes


def _can_be_used(change: Change, table: FoodTable) -> bool:
    try:
        if isinstance(change, SwapText):
            swap_text(table, change.item, change.to, change.factor)
        else:
            added_of([change], Measures(table=table), table)
    except InputError:
        return False
    return True
