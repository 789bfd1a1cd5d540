"""Writing the diary inside one transaction; each verb is kept in the journal.

Plain values go in and come out; no row object leaves this module.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from operator import attrgetter
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import delete, select

from estimator.diary_values import (
    DayMark,
    Entry,
    FoodName,
    Planned,
    Profile,
    ResolvedEntry,
    SavedMeal,
)
from estimator.foods.own_items import Definition, OwnItem
from estimator.foods.own_items_json import document_of, kind_of
from estimator.store.images import image_of
from estimator.store.journal import IMPORT, Journal, refuse_taken_name, set_values
from estimator.store.many_rows import insert_rows
from estimator.store.models import (
    Base,
    ChangeRow,
    DayRow,
    EntryRow,
    FavouriteRow,
    FoodNameRow,
    OwnItemRow,
    ProfileRow,
    PutAsideRow,
    SavedMealRow,
)
from estimator.store.plain_values import columns_of, own_item, record, saved_meal
from estimator.store.reading import locked_profile

_OF_A_PROFILE: Final = (
    EntryRow,
    DayRow,
    OwnItemRow,
    SavedMealRow,
    FavouriteRow,
    FoodNameRow,
    PutAsideRow,
    ChangeRow,
)
_RESOLVED: Final = tuple(one.name for one in fields(ResolvedEntry) if one.name != "token")
_resolved: Final = attrgetter(*_RESOLVED)


class Writer(Journal):
    """The changes that can be made to the diary; each is kept in the journal of the profile.

    The verbs of one profile are carried out one after the other, in whatever
    process they are made, once ``lock`` has answered.

    Parameters
    ----------
    session : sqlalchemy.orm.Session
        In a transaction.
    moment : datetime
        When the rows are said to be written.
    """

    def lock(self, profile_id: int) -> Profile | None:
        """Wait for other writers of the profile; return it as it then is, or None."""
        return locked_profile(self._session, profile_id)

    def add_profile(self, **values: Any) -> Profile:
        """Add a profile with these columns.

        Raises
        ------
        InputError
            If its name is taken.
        """
        row = ProfileRow(**values, created_at=self._moment)
        self._session.add(row)
        with refuse_taken_name():
            self._session.flush()
        return record(Profile, ProfileRow, columns_of(row))

    def edit_profile(self, profile_id: int, **values: Any) -> Profile:
        """Set columns of a profile.

        Raises
        ------
        InputError
            If its name is taken.
        """
        row = self._session.get_one(ProfileRow, profile_id)
        with refuse_taken_name():
            self._edit(profile_id, "edit_profile", [row], values)
        return record(Profile, ProfileRow, columns_of(row))

    def set_deleted(self, profile_id: int, name_key: str, deleted: bool) -> None:
        """Mark a profile as deleted, or bring it back; ``name_key`` is its key then.

        Not in the journal of the profile, which can't be reached while it is deleted.

        Raises
        ------
        InputError
            If its name is taken by now.
        """
        row = self._session.get_one(ProfileRow, profile_id)
        row.name_key, row.deleted_at = name_key, self._moment if deleted else None
        with refuse_taken_name():
            self._session.flush()

    def erase_profile(self, profile_id: int) -> None:
        """Delete a profile and all that is kept of it, for good."""
        for model in _OF_A_PROFILE:
            self._session.execute(delete(model).where(model.profile_id == profile_id))
        self._session.execute(delete(ProfileRow).where(ProfileRow.id == profile_id))

    def add_entries(
        self, profile_id: int, verb: str, eaten: Sequence[ResolvedEntry]
    ) -> list[Entry]:
        """Add entries, in the order given."""
        rows = [
            EntryRow(
                profile_id=profile_id,
                **dict(zip(_RESOLVED, _resolved(one), strict=True)),
                token=one.token or uuid4().hex,
                created_at=self._moment,
                updated_at=self._moment,
            )
            for one in eaten
        ]
        self._add(profile_id, verb, rows)
        return [record(Entry, EntryRow, columns_of(row)) for row in rows]

    def import_file(
        self,
        profile_id: int,
        new: Sequence[ResolvedEntry],
        changes: Sequence[tuple[Entry, dict[str, Any]]],
        marks: Sequence[DayMark],
        names: Mapping[str, FoodName],
        own: Sequence[OwnItem] = (),
    ) -> None:
        """Add and change entries, mark days, keep names (by their keys) and add own items.

        All of it is one verb.
        """
        edited = self._rows(EntryRow, [entry.id for entry, _ in changes])
        wanted = {mark.date: mark for mark in marks}
        kept_names = self._all_of(FoodNameRow, profile_id)
        days = [row for row in self._all_of(DayRow, profile_id) if row.date in wanted]
        called = [row for row in kept_names if row.key in names]
        before = image_of([*edited, *days, *called])
        for row, (_, values) in zip(edited, changes, strict=True):
            set_values(row, values | {"updated_at": self._moment})
        for row in days:
            mark = wanted.pop(row.date)
            set_values(row, {"note": mark.note, "complete": mark.complete})
        there = {row.key: row for row in called}
        added: list[Base] = [
            *(self._own_row(profile_id, one.key, one.version, one.definition) for one in own),
            *(DayRow(profile_id=profile_id, **asdict(mark)) for mark in wanted.values()),
            *(
                FoodNameRow(profile_id=profile_id, key=key, **asdict(name))
                for key, name in names.items()
                if key not in there
            ),
        ]
        for key, row in there.items():
            set_values(row, asdict(names[key]))
        self._session.add_all(added)
        self._session.flush()
        after = image_of([*edited, *days, *called, *added])
        ids = self._insert_entries(profile_id, new)
        after.setdefault(EntryRow.__tablename__, []).extend({"id": one} for one in ids)
        self._journal(profile_id, IMPORT, before=before, after=after)

    def _insert_entries(self, profile_id: int, eaten: Iterable[ResolvedEntry]) -> list[int]:
        return insert_rows(
            self._session.connection(),
            EntryRow.__table__,  # type: ignore[arg-type]
            ("profile_id", *_RESOLVED, "token", "created_at", "updated_at"),
            (
                (profile_id, *_resolved(one), one.token or uuid4().hex, self._moment, self._moment)
                for one in eaten
            ),
        )

    def _own_row(
        self, profile_id: int, key: str, version: int, definition: Definition
    ) -> OwnItemRow:
        return OwnItemRow(
            profile_id=profile_id,
            key=key,
            version=version,
            kind=kind_of(definition),
            name=definition.name,
            definition=document_of(definition),
            removed=False,
            created_at=self._moment,
        )

    def _all_of(self, model: type[Any], profile_id: int) -> list[Any]:
        return list(self._session.scalars(select(model).where(model.profile_id == profile_id)))

    def edit_entries(
        self, profile_id: int, verb: str, changes: Sequence[tuple[Entry, dict[str, Any]]]
    ) -> list[Entry]:
        """Set columns of entries of one profile, each its own."""
        rows = self._rows(EntryRow, [entry.id for entry, _ in changes])
        before = image_of(rows)
        for row, (_, values) in zip(rows, changes, strict=True):
            set_values(row, values | {"updated_at": self._moment})
        self._session.flush()
        self._journal(profile_id, verb, before=before, after=image_of(rows))
        return [record(Entry, EntryRow, columns_of(row)) for row in rows]

    def delete_entries(self, profile_id: int, verb: str, entries: Sequence[Entry]) -> None:
        """Delete entries of one profile."""
        self._delete(profile_id, verb, self._rows(EntryRow, [entry.id for entry in entries]))

    def mark_day(self, profile_id: int, day: date, **values: Any) -> None:
        """Set the note and the mark of a day."""
        found = self._session.scalar(
            select(DayRow).where(DayRow.profile_id == profile_id, DayRow.date == day)
        )
        if found is None:
            row = DayRow(
                profile_id=profile_id, date=day, **{"note": "", "complete": False} | values
            )
            self._add(profile_id, "mark_day", [row])
        else:
            self._edit(profile_id, "mark_day", [found], values)

    def add_own_item(
        self, profile_id: int, verb: str, key: str, version: int, definition: Definition
    ) -> OwnItem:
        """Add a version of an own item."""
        row = self._own_row(profile_id, key, version, definition)
        self._add(profile_id, verb, [row])
        return own_item(columns_of(row))

    def remove_own_item(self, item: OwnItem) -> None:
        """Take the newest version of an own item off the person's list."""
        row = self._session.get_one(OwnItemRow, item.id)
        self._edit(item.profile_id, "remove_own_item", [row], {"removed": True})

    def add_saved_meal(self, profile_id: int, name: str, items: Sequence[Planned]) -> SavedMeal:
        """Add a saved meal."""
        row = SavedMealRow(profile_id=profile_id, name=name, items=[asdict(item) for item in items])
        self._add(profile_id, "save_meal", [row])
        return saved_meal(columns_of(row))

    def edit_saved_meal(self, meal: SavedMeal, name: str, items: Sequence[Planned]) -> SavedMeal:
        """Set the name and the items of a saved meal."""
        row = self._session.get_one(SavedMealRow, meal.id)
        values = {"name": name, "items": [asdict(item) for item in items]}
        self._edit(meal.profile_id, "edit_meal", [row], values)
        return saved_meal(columns_of(row))

    def delete_saved_meal(self, meal: SavedMeal) -> None:
        """Delete a saved meal."""
        self._delete(meal.profile_id, "delete_meal", self._rows(SavedMealRow, [meal.id]))

    def add_favourite(self, profile_id: int, item_id: str) -> None:
        """Add a favourite."""
        self._add(
            profile_id, "add_favourite", [FavouriteRow(profile_id=profile_id, item_id=item_id)]
        )

    def remove_favourites(self, profile_id: int, item_ids: Iterable[str]) -> None:
        """Take items off the favourites."""
        rows = self._session.scalars(
            select(FavouriteRow).where(
                FavouriteRow.profile_id == profile_id, FavouriteRow.item_id.in_(list(item_ids))
            )
        ).all()
        self._delete(profile_id, "remove_favourite", rows)

    def put_question_aside(self, profile_id: int, question: str) -> None:
        """Keep that a question is not to be asked again."""
        self._add(profile_id, "put_aside", [PutAsideRow(profile_id=profile_id, question=question)])

    def forget_food_name(self, profile_id: int, key: str) -> None:
        """Delete a name of a food."""
        rows = [row for row in self._all_of(FoodNameRow, profile_id) if row.key == key]
        self._delete(profile_id, "forget_name", rows)
