"""Words, rows and addresses of changes to a copy of a week."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from estimator.amounts import amount_text, parse_amount
from estimator.components import FORMS, K2_TOTAL, LABELS
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.foods import FoodTable, Supplement
from estimator.insight.what_if import Added, Swap, check_changes
from estimator.intake import per_logged_day
from estimator.records import Planned
from estimator.units import Measures
from estimator.views.figures import NOT_KNOWN, at_least, figure, figure_range, percent

INTRO: Final = (
    "Take a copy of one of your weeks, swap foods or add some, and see what it would do to K2 by "
    "form. The diary stays as it is."
)
NO_ADVICE: Final = (
    "This is arithmetic on a diary, no advice: nobody sets a target for K2. Speak with a clinician "
    "before you change what you eat for the sake of a medicine."
)
RANGE_NOTE: Final = (
    "Range of a change: where it lies in 9 of 10 cases. The same food counts as equally rich in "
    "both weeks, so what stays the same adds nothing to it."
)
_MOST: Final = 20
"""Changes of a week; more is another week."""
_SEPARATOR: Final = "~"
_SMALLEST: Final = 0.005
"""A smaller change is not told from none [µg/day]."""


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


def week_foods(contributions: pd.DataFrame) -> list[str]:
    """Return the items of a week, what brought most K2 first, supplements last.

    Parameters
    ----------
    contributions : DataFrame
        Of `estimator.intake.Estimate.contributions` of the K2 total.
    """
    ranked = contributions.sort_values(
        ["source", "ug"], ascending=[True, False], na_position="last", kind="stable"
    )
    return list(dict.fromkeys(ranked["item"]))


def change_table(
    before: pd.DataFrame, after: pd.DataFrame, change: pd.DataFrame, days: int
) -> pd.DataFrame:
    """List the forms and the total before and after, with the change and its range.

    Parameters
    ----------
    before, after : DataFrame
        Rows of `estimator.intake.Estimate.intake` of one person and week.
    change : DataFrame
        Of `estimator.insight.what_if.change_of_week`.
    days : int
        Logged days of the week, over which all is a mean.

    Returns
    -------
    DataFrame
        Text, µg/day; forms of which nothing is known are left out.
    """
    was_of, will_be_of = (_by_component(per_logged_day(one)) for one in (before, after))
    changes = _by_component(change)
    rows: list[tuple[str, ...]] = []
    for component in (*FORMS, K2_TOTAL):
        was, will_be = was_of[component], will_be_of[component]
        if pd.isna(was["estimate_ug_per_day"]) and pd.isna(will_be["estimate_ug_per_day"]):
            continue
        rows.append(
            (
                LABELS[component],
                _amount(was),
                _amount(will_be),
                change_amount(changes[component], days),
                change_range(changes[component], days),
                percent(changes[component]["coverage"]),
            )
        )
    columns = ["Form", "As it was", "As changed", "Change", "Range (90 %)", "Covered"]
    return pd.DataFrame(rows, columns=columns)


def change_sentence(change: pd.DataFrame, days: int) -> str:
    """Say what the changes do to K2.

    Parameters
    ----------
    change, days
        See `change_table`.
    """
    total = _by_component(change)[K2_TOTAL]
    pills = total["supplement_ug"] / days
    parts = []
    if total["change_ug"] or not pd.isna(total["coverage"]):
        amount = change_amount(total, days)
        spread = change_range(total, days)
        parts.append(f"K2 from food: {amount} µg/day" + (f" (range {spread})" if spread else ""))
    if pills:
        parts.append(f"from supplements: {signed(pills)} µg/day by label")
    if not parts:
        return "Nothing changes in K2."
    sentence = "; ".join(parts)
    if total["coverage"] < 1:
        sentence += f". Figures are known for {percent(total['coverage'])} of the grams that change"
    return f"{sentence[0].upper()}{sentence[1:]}."


def change_amount(row: Mapping[Hashable, Any], days: int) -> str:
    """Write the change of a form per logged day, with its sign."""
    if row["coverage"] == 0 and not row["change_ug"]:
        return NOT_KNOWN
    return signed(row["change_ug"] / days)


def change_range(row: Mapping[Hashable, Any], days: int) -> str:
    """Write the range of a change; "" where nothing changes."""
    low, high = row["low_ug"] / days, row["high_ug"] / days
    if not low and not high:
        return ""
    return f"{signed(low)} to {signed(high)}"


def signed(value: float) -> str:
    """Write a figure with its sign.

    Examples
    --------
    >>> signed(12.34), signed(-0.5), signed(0.0), signed(0.001)
    ('+12.3', '−0.5', '0', '≈0')
    """
    if not value:
        return "0"
    if abs(value) < _SMALLEST:
        return "≈0"
    return f"{'+' if value > 0 else '−'}{figure(abs(value))}"


def _by_component(rows: pd.DataFrame) -> dict[str, dict[Hashable, Any]]:
    return {row["component"]: row for row in rows.to_dict("records")}


def _amount(row: Mapping[Hashable, Any]) -> str:
    amount = at_least(figure(row["estimate_ug_per_day"]), row["coverage"])
    spread = figure_range(row["low_ug_per_day"], row["high_ug_per_day"])
    return f"{amount} ({spread})" if spread else amount


def _can_be_used(change: Change, table: FoodTable) -> bool:
    try:
        if isinstance(change, SwapText):
            swap_text(table, change.item, change.to, change.factor)
        else:
            added_of([change], Measures(table=table), table)
    except InputError:
        return False
    return True
