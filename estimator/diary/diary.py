"""The diary: the one door for the app and the command line."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from estimator.diary.as_shown import check_as_shown
from estimator.diary.checks import check_date, clean_note
from estimator.diary.imports import Imports
from estimator.diary.people import found, reading
from estimator.diary.sample_week import SAMPLE_WEEK
from estimator.diary.saved_meals import SavedMeals
from estimator.diary_values import DayMark, Entry
from estimator.foods.table import FoodTable, food_table
from estimator.periods import monday_of
from estimator.store import Store


class Diary(SavedMeals):
    """A diary of several profiles: people, their entries, foods, days and repeats.

    Parameters
    ----------
    store : Store
        The open database.
    table : FoodTable, optional
        What item ids refer to; by default the table that ships.
    now : callable, optional
        Returns this moment, with a time zone.

    Attributes
    ----------
    imports : Imports
        Of files, into the diary of a profile.
    """

    def __init__(
        self,
        store: Store,
        table: FoodTable | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(store, table or food_table(), now)
        self.imports = Imports(store, self.kitchen, now)

    def day_mark(self, profile_id: int, day: date) -> DayMark:
        """Return what the person noted of a day."""
        with reading(self._store, profile_id) as reader:
            marks = reader.days(profile_id, day, day)
        return marks[0] if marks else DayMark(date=day)

    def day_marks(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> list[DayMark]:
        """Return what the person noted of the days of a span, in order."""
        with reading(self._store, profile_id) as reader:
            return reader.days(profile_id, start, end)

    def has_complete_day(self, profile_id: int) -> bool:
        """Return whether any day is marked as complete."""
        with reading(self._store, profile_id) as reader:
            return reader.has_complete_day(profile_id)

    def mark_day(
        self,
        profile_id: int,
        day: date,
        *,
        note: str | None = None,
        complete: bool | None = None,
        shown: DayMark | None = None,
    ) -> None:
        """Note something of a day, or that all eaten that day is logged; the rest stays.

        Raises
        ------
        NotAsShownError
            If the note to be changed is no longer as it was ``shown``.
        InputError
            If the day is after the person's today, or the note is too long.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            check_date(day, profile.date_at(self._now()))
            before = (writer.days(profile_id, day, day) or [DayMark(date=day)])[0]
            after = DayMark(
                date=day,
                note=before.note if note is None else clean_note(note),
                complete=before.complete if complete is None else complete,
            )
            if after.note != before.note and shown is not None:
                check_as_shown([replace(before, note=shown.note)], [before])
            if after != before:
                writer.mark_day(profile_id, day, note=after.note, complete=after.complete)

    def add_sample_week(self, profile_id: int) -> None:
        """Fill the last whole ISO week with examples, marked as such."""
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            monday = monday_of(profile.date_at(self._now())) - timedelta(weeks=1)
            table = self.kitchen.foods_in(writer, profile_id).table
            eaten = [
                self._checked(
                    profile,
                    table,
                    date=monday + timedelta(days=day),
                    item_id=item_id,
                    amount=amount,
                    unit=unit,
                    meal=meal,
                    sample=True,
                )
                for day, meal, item_id, amount, unit in SAMPLE_WEEK
            ]
            if not writer.has_sample(profile_id):
                writer.add_entries(profile_id, "add_sample", eaten)

    def remove_sample(self, profile_id: int, *, shown: Sequence[Entry] | None = None) -> None:
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

    def has_sample(self, profile_id: int) -> bool:
        """Return whether any entry is an example."""
        with reading(self._store, profile_id) as reader:
            return reader.has_sample(profile_id)

    def sample(self, profile_id: int) -> list[Entry]:
        """Return the examples."""
        with reading(self._store, profile_id) as reader:
            return reader.entries(profile_id, sample=True)
