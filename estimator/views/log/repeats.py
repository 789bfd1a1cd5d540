"""Words for what can be logged again."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from estimator.diary.repeats import EarlierMeal
from estimator.diary_values import Entry, Planned
from estimator.foods.table import FoodTable
from estimator.measures.amounts import amount_text
from estimator.views.shared.figures import counted

_SHOWN: Final = 3
"""How many foods a meal is told by."""


def planned_text(items: Iterable[Planned], table: FoodTable) -> str:
    """Write items as the quick-add box reads them.

    Parameters
    ----------
    items : iterable of Planned
        Those that the table does not know are left out.
    table : FoodTable
        Gives the names.
    """
    return "; ".join(
        f"{amount_text(one.amount)} {one.unit} {table.items[one.item_id].name}"
        for one in items
        if one.item_id in table.items
    )


def meal_words(meal: EarlierMeal, day: date, table: FoodTable) -> str:
    """Say which meal it is, of which day, and what was eaten.

    Parameters
    ----------
    meal : EarlierMeal
    day : datetime.date
        The day that is looked at.
    table : FoodTable
        Gives the names.
    """
    names = [table.name_of(entry.item_id) for entry in meal.entries]
    more = len(names) - _SHOWN
    foods = ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{(meal.meal or 'no meal').capitalize()} of {_day_before(meal.date, day)}: {foods}"


def all_of_words(meals: Sequence[EarlierMeal], day: date) -> str:
    """Say that a whole earlier day can be logged again."""
    return f"All of {_day_before(meals[0].date, day)}"


def copied_words(entries: Sequence[Entry]) -> str:
    """Say how much was logged again."""
    return f"Added: {counted(len(entries), 'entry', 'entries')}, logged again."


def _day_before(earlier: date, day: date) -> str:
    return "the day before" if (day - earlier).days == 1 else f"{earlier:%A} {earlier}"
