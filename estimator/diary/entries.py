"""The verbs of entries: log, change, move, delete, and look.

Everything a verb is given is checked here, whatever a form let through; the
constraints of the database back it. A profile only ever sees its own entries, and
every verb refuses a person who is deleted or was never there.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from estimator.diary.as_shown import check_as_shown, found_entries
from estimator.diary.checks import (
    check_date,
    check_meal,
    checked_quantity,
    clean_note,
    kind_kept,
    kind_of_item,
    resolved_entry,
)
from estimator.diary.entry_frames import frame_of_rows
from estimator.diary.own_foods import OwnFoods
from estimator.diary.people import found, reading
from estimator.diary_values import Entry, ResolvedEntry, ToLog
from estimator.foods.items import Item
from estimator.measures.amount_kinds import ASSUMED
from estimator.measures.units import parse_amount
from estimator.pandas_on_use import pd
from estimator.store import Store

KEPT: Final[Any] = object()
"""Stands for "as it is" where None means something."""


class Entries:
    """The entries of the people of a diary.

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
        eaten_at: time | None = None,
        token: str | None = None,
        amount_kind: str | None = None,
        typed: str = "",
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
            See `estimator.measures.units.Measures.quantity`.
        meal : str, optional
            One of `estimator.diary_values.MEALS`.
        note : str
            Shown with the entry.
        eaten_at : datetime.time, optional
            By the person's clock.
        token : str, optional
            Names the request; a repeated one logs nothing and returns the entry
            that the first one made.
        amount_kind : str, optional
            How sure the amount is, where its unit doesn't say it.
        typed : str
            The words that were read.

        Raises
        ------
        InputError
            If anything of it can't be used; nothing is logged then.
        """
        item = ToLog(
            date=date,
            item_id=item_id,
            amount=amount,
            unit=unit,
            meal=meal,
            note=note,
            eaten_at=eaten_at,
            token=token,
            amount_kind=amount_kind,
            typed=typed,
        )
        return self.log_many(profile_id, [item])[0]

    def log_many(self, profile_id: int, items: Sequence[ToLog]) -> list[Entry]:
        """Log several items, all or none.

        Raises
        ------
        InputError
            For the reasons of `log`.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            table = self._own_foods.foods_in(writer, profile_id).table
            today = profile.date_at(self._now())
            resolved = [resolved_entry(item, profile, table, today) for item in items]
            # Of several with one token, the first is logged.
            keys = [place if one.token is None else one.token for place, one in enumerate(resolved)]
            tokens = [one.token for one in resolved if one.token is not None]
            made: dict[object, Entry] = {
                entry.token: entry for entry in writer.entries(profile_id, tokens=tokens)
            }
            new: dict[object, ResolvedEntry] = {}
            for key, one in zip(keys, resolved, strict=True):
                if key not in made:
                    new.setdefault(key, one)
            added = writer.add_entries(profile_id, "log", list(new.values())) if new else []
            made |= zip(new, added, strict=True)
            return [made[key] for key in keys]

    def edit(
        self,
        profile_id: int,
        entry_id: int,
        *,
        date: date | None = None,
        item_id: str | None = None,
        amount: str | float | None = None,
        unit: str | None = None,
        meal: str | None = KEPT,
        note: str | None = None,
        eaten_at: time | None = KEPT,
        shown: Entry | None = None,
    ) -> Entry:
        """Change an entry, which may be of another item then; what is not given stays.

        Raises
        ------
        NotAsShownError
            If it is no longer as it was ``shown``, nor what it is to become.
        InputError
            If the profile has no such entry, or for the reasons of `log`.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            (before,) = found_entries(writer, profile_id, [entry_id])
            wanted: dict[str, Any] = {
                "date": before.date if date is None else date,
                "item_id": before.item_id if item_id is None else item_id,
                "amount": before.amount if amount is None else parse_amount(amount),
                "unit": before.unit if unit is None else unit.strip(),
                "meal": before.meal if meal is KEPT else meal,
                "note": before.note if note is None else clean_note(note),
                "eaten_at": before.eaten_at if eaten_at is KEPT else eaten_at,
            }
            changed = {k: value for k, value in wanted.items() if getattr(before, k) != value}
            if not changed:
                return before
            if shown is not None:
                check_as_shown([shown], [before])
            # Only what changes is checked and resolved: a measure may weigh otherwise
            # today than when it was logged.
            if "date" in changed:
                check_date(wanted["date"], profile.date_at(self._now()))
            if "meal" in changed:
                check_meal(wanted["meal"])
            if changed.keys() & {"item_id", "amount", "unit"}:
                table = self._own_foods.foods_in(writer, profile_id).table
                item = table.get(wanted["item_id"])
                changed["kind"] = kind_of_item(item)
                changed["quantity"] = checked_quantity(
                    profile, table, item, wanted["amount"], wanted["unit"]
                )
                changed["amount_kind"] = _kind_after(before, changed, item, wanted["unit"])
            return writer.edit_entries(profile_id, "edit", [(before, changed)])[0]

    def move(
        self,
        profile_id: int,
        entry_ids: Iterable[int],
        *,
        date: date | None = None,
        meal: str | None = KEPT,
        shown: Sequence[Entry] = (),
    ) -> int:
        """Move entries to another day or meal, all or none; what is not given stays.

        Returns
        -------
        int
            How many were not there already.

        Raises
        ------
        NotAsShownError
            If one is no longer as it was ``shown``.
        InputError
            If the profile has not got one of them, or the date or meal can't be used.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            if date is not None:
                check_date(date, profile.date_at(self._now()))
            if meal is not KEPT:
                check_meal(meal)
            wanted: dict[str, Any] = {"date": date} if date is not None else {}
            wanted |= {"meal": meal} if meal is not KEPT else {}
            moved = [
                (entry, wanted)
                for entry in found_entries(writer, profile_id, list(entry_ids), shown)
                if any(getattr(entry, name) != value for name, value in wanted.items())
            ]
            if moved:
                writer.edit_entries(profile_id, "move", moved)
            return len(moved)

    def delete(
        self, profile_id: int, entry_ids: Iterable[int], *, shown: Sequence[Entry] = ()
    ) -> None:
        """Delete entries, all or none; undoing brings them back.

        Raises
        ------
        NotAsShownError
            If one is no longer as it was ``shown``.
        InputError
            If the profile has not got one of them.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            entries = found_entries(writer, profile_id, list(entry_ids), shown)
            if entries:
                writer.delete_entries(profile_id, "delete", entries)

    def day(self, profile_id: int, day: date) -> list[Entry]:
        """Return the entries of one day, by meal and then as they were logged."""
        return self.of(profile_id, day, day)

    def of(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> list[Entry]:
        """Return the entries of a span of days, both ends included, in order."""
        with reading(self._store, profile_id) as reader:
            return reader.entries(profile_id, start=start, end=end)

    def frame(
        self,
        profile_id: int,
        start: date | None = None,
        end: date | None = None,
        *,
        complete_only: bool = False,
    ) -> pd.DataFrame:
        """Return the entries of a span as records for `estimator.calculation.intake.estimate`.

        Parameters
        ----------
        profile_id : int
        start, end : datetime.date, optional
            Both included.
        complete_only : bool
            Whether only days marked as complete count.

        Returns
        -------
        pandas.DataFrame
            ``person`` (id of the profile, as text), ``date`` (datetime64),
            ``meal`` ("" for none), ``item``, ``quantity`` (grams of a food
            [g], units of a supplement) and ``amount_kind`` (see
            `estimator.measures.amount_kinds`).
        """
        with reading(self._store, profile_id) as reader:
            rows = reader.quantities(profile_id, start, end, complete_only)
        return frame_of_rows(profile_id, rows)

    def span(self, profile_id: int) -> tuple[date, date] | None:
        """Return the first and the last day with an entry, or None."""
        with reading(self._store, profile_id) as reader:
            return reader.logged_span(profile_id)

    def dates(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> list[date]:
        """Return the days of a span that have an entry, in order."""
        with reading(self._store, profile_id) as reader:
            return reader.logged_dates(profile_id, start, end)


def _kind_after(before: Entry, changed: Container[str], item: Item, unit: str) -> str | None:
    """Return how sure the amount of an entry is after a change: what was edited isn't assumed.

    The unit of another food is not one that anybody chose.
    """
    kept = "amount" not in changed and (
        "unit" not in changed or ("item_id" in changed and before.amount_kind == ASSUMED)
    )
    return kind_kept(item, before.amount_kind, unit) if kept else None
