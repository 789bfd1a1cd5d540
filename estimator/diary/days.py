"""What a person notes of a whole day: a note, and that all that was eaten is logged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from estimator.diary.as_shown import check_as_shown
from estimator.diary.checks import check_date, clean_note
from estimator.diary.people import found, reading
from estimator.diary_values import DayMark
from estimator.store import Store


class Days:
    """The notes and marks of the days of the people of a diary.

    Parameters
    ----------
    store : Store
        The open database.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def get(self, profile_id: int, day: date) -> DayMark:
        """Return what the person noted of a day."""
        with reading(self._store, profile_id) as reader:
            marks = reader.days(profile_id, day, day)
        return marks[0] if marks else DayMark(date=day)

    def of(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> list[DayMark]:
        """Return what the person noted of the days of a span, in order."""
        with reading(self._store, profile_id) as reader:
            return reader.days(profile_id, start, end)

    def any_complete(self, profile_id: int) -> bool:
        """Return whether any day is marked as complete."""
        with reading(self._store, profile_id) as reader:
            return reader.has_complete_day(profile_id)

    def mark(
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
