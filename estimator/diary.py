"""The verbs of the diary: the one door for the app and the command line.

Everything a verb is given is checked here, whatever a form let through; the
constraints of the database back it. A profile only ever sees its own entries.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import pandas as pd

from estimator.diary_checks import checked_entry
from estimator.errors import InputError
from estimator.foods import FoodTable, Item, food_table
from estimator.people import People, found
from estimator.periods import monday_of
from estimator.records import Eaten, Entry, Profile
from estimator.sample_week import SAMPLE_WEEK
from estimator.store import Change, Reader, Store

_KEPT: Final[Any] = object()
"""Stands for "as it is" where None means something."""


class Diary(People):
    """A diary of several profiles.

    Parameters
    ----------
    store : Store
        The open database.
    table : FoodTable, optional
        What item ids refer to; by default the table that ships.
    now : callable, optional
        Returns this moment, with a time zone.
    """

    def __init__(
        self,
        store: Store,
        table: FoodTable | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(store, now)
        self._table = table or food_table()

    def log(
        self,
        profile_id: int,
        *,
        date: date,
        item_id: str,
        amount: str | float,
        unit: str,
        meal: str | None = None,
        note: str = "",
        token: str | None = None,
    ) -> Entry:
        """Log one item.

        Parameters
        ----------
        profile_id : int
            Whose diary.
        date : datetime.date
            The person's date, not after their today.
        item_id : str
            Of a food or supplement.
        amount, unit
            See `estimator.units.Measures.quantity`.
        meal : str, optional
            One of `estimator.records.MEALS`.
        note : str
            Shown with the entry.
        token : str, optional
            Names the request; a repeated one logs nothing and returns the entry
            that the first one made.

        Raises
        ------
        InputError
            If anything of it can't be used; nothing is logged then.
        """
        eaten: dict[str, Any] = {
            "date": date,
            "item_id": item_id,
            "amount": amount,
            "unit": unit,
            "meal": meal,
            "note": note,
            "token": token,
        }
        return self.log_many(profile_id, [eaten])[0]

    def log_many(self, profile_id: int, items: Sequence[dict[str, Any]]) -> list[Entry]:
        """Log several items, all or none: each the keywords of `log`.

        Raises
        ------
        InputError
            For the reasons of `log`.
        """
        profile = self.profile(profile_id)
        eaten = [self._checked(profile, **item) for item in items]
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            tokens = [one.token for one in eaten if one.token is not None]
            made = {entry.token: entry for entry in writer.entries(profile_id, tokens=tokens)}
            new = [one for one in eaten if one.token not in made]
            added = iter(writer.add_entries(profile_id, "log", new) if new else ())
            return [made[one.token] if one.token in made else next(added) for one in eaten]

    def edit(
        self,
        profile_id: int,
        entry_id: int,
        *,
        date: date | None = None,
        amount: str | float | None = None,
        unit: str | None = None,
        meal: str | None = _KEPT,
        note: str | None = None,
    ) -> Entry:
        """Change an entry; what is not given stays.

        Raises
        ------
        InputError
            If the profile has no such entry, or for the reasons of `log`.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            (before,) = _found_entries(writer, profile_id, [entry_id])
            after = self._checked(
                profile,
                date=before.date if date is None else date,
                item_id=before.item_id,
                amount=before.amount if amount is None else amount,
                unit=before.unit if unit is None else unit,
                meal=before.meal if meal is _KEPT else meal,
                note=before.note if note is None else note,
            )
            changed = {
                name: getattr(after, name)
                for name in ("date", "amount", "unit", "meal", "note")
                if getattr(after, name) != getattr(before, name)
            }
            if not changed:
                return before
            if changed.keys() & {"amount", "unit"}:
                # Only then: a measure may weigh otherwise today than when it was logged.
                changed["quantity"] = after.quantity
            return writer.edit_entry(before, **changed)

    def delete(self, profile_id: int, entry_ids: Iterable[int]) -> None:
        """Delete entries, all or none; `undo` brings them back.

        Raises
        ------
        InputError
            If the profile has not got one of them.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            entries = _found_entries(writer, profile_id, list(entry_ids))
            if entries:
                writer.delete_entries(profile_id, "delete", entries)

    def last_change(self, profile_id: int) -> str | None:
        """Say what `undo` would undo, or None."""
        with self._store.read() as reader:
            change = reader.last_change(profile_id)
        return None if change is None else self._in_words(change)

    def undo(self, profile_id: int) -> str | None:
        """Undo the newest change that is not undone; say what was undone, or None.

        Raises
        ------
        InputError
            If there is no such profile, or its former name is taken by now.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            change = writer.last_change(profile_id)
            if change is None:
                return None
            writer.undo(change)
        return f"Undone: {self._in_words(change)}."

    def day(self, profile_id: int, day: date) -> list[Entry]:
        """Return the entries of one day, by meal and then as they were logged."""
        return self.entries(profile_id, day, day)

    def entries(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> list[Entry]:
        """Return the entries of a span of days, both ends included, in order."""
        with self._store.read() as reader:
            return reader.entries(profile_id, start=start, end=end)

    def frame(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> pd.DataFrame:
        """Return the entries of a span as records for `estimator.intake.estimate`.

        Returns
        -------
        pandas.DataFrame
            ``person`` (id of the profile, as text), ``date`` (datetime64),
            ``meal`` ("" for none), ``item`` and ``quantity`` (grams of a food
            [g], units of a supplement).
        """
        with self._store.read() as reader:
            rows = reader.quantities(profile_id, start, end)
        days, meals, items, quantities = zip(*rows, strict=True) if rows else ((), (), (), ())
        return pd.DataFrame(
            {
                "person": pd.Series([str(profile_id)] * len(rows), dtype="str"),
                "date": pd.Series(days, dtype="datetime64[s]"),
                "meal": pd.Series([meal or "" for meal in meals], dtype="str"),
                "item": pd.Series(items, dtype="str"),
                "quantity": pd.Series(quantities, dtype="float64"),
            }
        )

    def logged_span(self, profile_id: int) -> tuple[date, date] | None:
        """Return the first and the last day with an entry, or None."""
        with self._store.read() as reader:
            return reader.logged_span(profile_id)

    def logged_dates(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> list[date]:
        """Return the days of a span that have an entry, in order."""
        with self._store.read() as reader:
            return reader.logged_dates(profile_id, start, end)

    def recent_items(self, profile_id: int, limit: int = 10) -> list[Item]:
        """Return what was logged last, the newest first, each item once."""
        with self._store.read() as reader:
            ids = reader.recent_items(profile_id, limit)
        return [self._table.items[item_id] for item_id in ids if item_id in self._table.items]

    def add_sample_week(self, profile_id: int) -> None:
        """Fill the last whole ISO week with examples, marked as such."""
        profile = self.profile(profile_id)
        today = profile.date_at(self._now())
        monday = monday_of(today) - timedelta(weeks=1)
        eaten = [
            self._checked(
                profile,
                date=monday + timedelta(days=day),
                item_id=item_id,
                amount=amount,
                unit=unit,
                meal=meal,
                sample=True,
            )
            for day, meal, item_id, amount, unit in SAMPLE_WEEK
        ]
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            if not writer.entries(profile_id, sample=True):
                writer.add_entries(profile_id, "add_sample", eaten)

    def remove_sample(self, profile_id: int) -> None:
        """Delete the examples."""
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            entries = writer.entries(profile_id, sample=True)
            if entries:
                writer.delete_entries(profile_id, "remove_sample", entries)

    def has_sample(self, profile_id: int) -> bool:
        """Return whether any entry is an example."""
        with self._store.read() as reader:
            return bool(reader.entries(profile_id, sample=True))

    def _checked(self, profile: Profile, **given: Any) -> Eaten:
        return checked_entry(self._table, profile, profile.date_at(self._now()), **given)

    def _in_words(self, change: Change) -> str:
        match change.verb:
            case "add_sample":
                return "sample week added"
            case "remove_sample":
                return "sample week removed"
            case "edit_profile":
                return "settings changed"
        verb = {"log": "added", "edit": "changed", "delete": "deleted"}[change.verb]
        if len(change.item_ids) > 1:
            return f"{len(change.item_ids)} entries {verb}"
        (item_id,) = change.item_ids
        item = self._table.items.get(item_id)
        return f"{item.name if item else item_id} {verb}"


def _found_entries(reader: Reader, profile_id: int, entry_ids: list[int]) -> list[Entry]:
    """Return the entries; those of other profiles don't exist for this one."""
    entries = reader.entries(profile_id, ids=entry_ids)
    if len(entries) < len(set(entry_ids)):
        raise InputError("This entry is not in the diary any more. Reload the page to see what is.")
    return entries
