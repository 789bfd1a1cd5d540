"""A week of plain meals that shows a new person what the app makes of a diary."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from estimator.diary.as_shown import check_as_shown
from estimator.diary.checks import resolved_entry
from estimator.diary.own_foods import OwnFoods
from estimator.diary.people import found, reading
from estimator.diary_values import Entry, ToLog
from estimator.periods import monday_of
from estimator.store import Store

SampleItem = tuple[int, str, str, float, str]
"""Day of the week from Monday as 0, meal, item, amount, unit."""

SAMPLE_WEEK: Final[tuple[SampleItem, ...]] = (
    (0, "breakfast", "bread-wholemeal", 2, "slice"),
    (0, "breakfast", "butter", 2, "pat"),
    (0, "breakfast", "milk-whole", 1, "glass"),
    (0, "lunch", "cheese-gouda-aged", 2, "slice"),
    (0, "dinner", "chicken-breast-skinless-cooked", 120, "g"),
    (0, "dinner", "broccoli", 150, "g"),
    (1, "breakfast", "egg-unspecified", 2, "egg (large)"),
    (1, "lunch", "yogurt-plain-whole", 1, "container"),
    (1, "dinner", "salmon-farmed-cooked", 125, "g"),
    (1, "dinner", "spinach", 100, "g"),
    (2, "breakfast", "natto", 1, "pack"),
    (2, "lunch", "bread-wholemeal", 2, "slice"),
    (2, "lunch", "cheese-brie", 30, "g"),
    (2, "dinner", "pizza-cheese", 300, "g"),
    (3, "breakfast", "bread-wholemeal", 2, "slice"),
    (3, "breakfast", "butter", 2, "pat"),
    (3, "lunch", "cheese-cottage", 100, "g"),
    (3, "dinner", "chicken-thigh-with-skin-cooked", 120, "g"),
    (3, "dinner", "carrot", 80, "g"),
    (4, "breakfast", "egg-unspecified", 1, "egg (large)"),
    (4, "lunch", "cheese-gouda-aged", 2, "slice"),
    (4, "dinner", "cod-cooked", 150, "g"),
    (4, "dinner", "cabbage", 150, "g"),
    (5, "breakfast", "yogurt-plain-whole", 1, "container"),
    (5, "lunch", "bread-wholemeal", 2, "slice"),
    (5, "lunch", "cheese-edam", 40, "g"),
    (5, "dinner", "chicken-thigh-with-skin-cooked", 120, "g"),
    (5, "snack", "milk-whole", 1, "glass"),
    (6, "breakfast", "egg-unspecified", 2, "egg (large)"),
    (6, "breakfast", "bread-wholemeal", 1, "slice"),
    (6, "dinner", "salmon-farmed-cooked", 125, "g"),
    (6, "dinner", "sauerkraut", 1, "serving"),
)


class SampleWeek:
    """The sample week in the diaries of the people.

    Parameters
    ----------
    store : Store
        The open database.
    own_foods : OwnFoods
        Gives the foods of a person.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(self, store: Store, own_foods: OwnFoods, now: Callable[[], datetime]) -> None:
        self._store = store
        self._own_foods = own_foods
        self._now = now

    def add(self, profile_id: int) -> None:
        """Fill the last whole ISO week with examples, marked as such."""
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            monday = monday_of(profile.date_at(self._now())) - timedelta(weeks=1)
            table = self._own_foods.foods_in(writer, profile_id).table
            examples = [
                ToLog(
                    date=monday + timedelta(days=day),
                    item_id=item_id,
                    amount=amount,
                    unit=unit,
                    meal=meal,
                )
                for day, meal, item_id, amount, unit in SAMPLE_WEEK
            ]
            today = profile.date_at(self._now())
            new = [resolved_entry(one, profile, table, today) for one in examples]
            if not writer.has_sample(profile_id):
                marked = [replace(one, sample=True) for one in new]
                writer.add_entries(profile_id, "add_sample", marked)

    def remove(self, profile_id: int, *, shown: Sequence[Entry] | None = None) -> None:
        """Delete the examples.

        Raises
        ------
        NotAsShownError
            If they are no longer as they were ``shown``.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            entries = writer.entries(profile_id, sample=True)
            if entries:
                there = {entry.id: entry for entry in entries}
                check_as_shown(shown or (), [there.get(entry.id) for entry in shown or ()])
                writer.delete_entries(profile_id, "remove_sample", entries)

    def is_there(self, profile_id: int) -> bool:
        """Return whether any entry is an example."""
        with reading(self._store, profile_id) as reader:
            return reader.has_sample(profile_id)

    def of(self, profile_id: int) -> list[Entry]:
        """Return the examples."""
        with reading(self._store, profile_id) as reader:
            return reader.entries(profile_id, sample=True)
