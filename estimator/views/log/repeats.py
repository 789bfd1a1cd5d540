"""Words for what can be logged again."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from estimator.diary.personal_foods import PersonalFoods
from estimator.diary.repeats import EarlierMeal
from estimator.diary_values import Entry, Planned
from estimator.foods.items import Food, Item
from estimator.foods.table import FoodTable
from estimator.measures.amount_kinds import ASSUMED
from estimator.measures.amounts import amount_text
from estimator.measures.measure_words import measure_words
from estimator.views.shared.days import day_words
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
        _text_of(one, table.items[one.item_id]) for one in items if one.item_id in table.items
    )


def _text_of(planned: Planned, item: Item) -> str:
    # What was assumed is not put into the person's mouth: it is assumed anew.
    if planned.amount_kind == ASSUMED and (planned.amount, planned.unit) == _assumed(item):
        return item.name
    return f"{amount_text(planned.amount)} {planned.unit} {item.name}"


def _assumed(item: Item) -> tuple[float, str]:
    """Return the amount that is taken of an item where none is said."""
    return 1.0, item.portions[0].measure if isinstance(item, Food) and item.portions else ""


def lately_words(planned: Planned, table: FoodTable) -> str:
    """Say what was eaten of late, e.g. "Gouda, aged, 2 slices"."""
    return f"{table.name_of(planned.item_id)}, {measure_words(planned.amount, planned.unit)}"


def meal_words(meal: EarlierMeal, day: date) -> str:
    """Say which meal it is, of which day.

    Parameters
    ----------
    meal : EarlierMeal
    day : datetime.date
        The day that is looked at.
    """
    return f"{(meal.meal or 'no meal').capitalize()} of {_day_before(meal.date, day)}"


def all_of_words(meals: Sequence[EarlierMeal], day: date) -> str:
    """Say that a whole earlier day can be logged again."""
    return f"All of {_day_before(meals[0].date, day)}"


def foods_words(entries: Sequence[Entry], table: FoodTable) -> str:
    """Say what was eaten, by the first few foods."""
    names = [table.name_of(entry.item_id) for entry in entries]
    more = len(names) - _SHOWN
    return "; ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def there_already(
    again: Sequence[Entry], eaten: Sequence[Entry], foods: PersonalFoods
) -> list[Entry]:
    """Return the entries of a day that logging an earlier meal again would double.

    Parameters
    ----------
    again : sequence of Entry
        Of the earlier meal.
    eaten : sequence of Entry
        Of the day it is logged on.
    foods : PersonalFoods
        Of that person.
    """
    wanted = {(entry.meal, foods.newest(entry.item_id)) for entry in again}
    return [entry for entry in eaten if (entry.meal, foods.newest(entry.item_id)) in wanted]


def twice_words(twice: Sequence[Entry], table: FoodTable) -> str:
    """Ask whether what is there already is to be logged once more."""
    return f"Already logged at this meal: {foods_words(twice, table)}. Log it all again?"


def copied_words(entries: Sequence[Entry]) -> str:
    """Say how much was logged again."""
    return f"Added: {counted(len(entries), 'entry', 'entries')}, logged again."


def moved_words(moved: int) -> str:
    """Say how much was moved; what is where it was to go isn't.

    Examples
    --------
    >>> moved_words(1), moved_words(0)
    ('Moved: 1 entry.', 'Nothing to move: what is ticked is there already.')
    """
    if not moved:
        return "Nothing to move: what is ticked is there already."
    return f"Moved: {counted(moved, 'entry', 'entries')}."


def _day_before(earlier: date, day: date) -> str:
    return "the day before" if (day - earlier).days == 1 else day_words(earlier, day)
