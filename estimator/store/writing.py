"""Writing the diary inside one transaction; each verb is kept in the journal.

Plain values go in and come out; no row object leaves this module.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from estimator.diary_values import (
    DayMark,
    Entry,
    FoodName,
    Planned,
    Profile,
    ResolvedEntry,
    SavedMeal,
)
from estimator.errors import InputError
from estimator.foods.own_items import Definition, OwnItem
from estimator.foods.own_items_json import document_of, kind_of
from estimator.store.images import as_json, image_of, values_of
from estimator.store.models import (
    Base,
    ChangeRow,
    DayRow,
    EntryRow,
    FavouriteRow,
    FoodNameRow,
    Image,
    OwnItemRow,
    ProfileRow,
    SavedMealRow,
)
from estimator.store.portable import LARGEST_ROW
from estimator.store.reading import (
    Reader,
    locked_profile,
    own_item,
    record,
    saved_meal,
)
from estimator.store.soundness import check_row

_JOURNALED: Final[tuple[type[Base], ...]] = (
    ProfileRow,
    EntryRow,
    DayRow,
    OwnItemRow,
    SavedMealRow,
    FavouriteRow,
    FoodNameRow,
)
_OF_A_PROFILE: Final = (
    EntryRow,
    DayRow,
    OwnItemRow,
    SavedMealRow,
    FavouriteRow,
    FoodNameRow,
    ChangeRow,
)
_ROWS_AT_ONCE: Final = 10_000
"""No database takes more parameters in one statement than a few times this."""

IMPORT: Final = "import_file"
"""The verb that keeps of its new entries the ids alone."""
_SURELY_SMALL: Final = 1000
"""So many rows in the journal need not be measured."""

_RESOLVED: Final = tuple(one.name for one in fields(ResolvedEntry))


class Writer(Reader):
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

    def __init__(self, session: Session, moment: datetime) -> None:
        super().__init__(session)
        self._moment = moment

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
        with _refuse_taken_name():
            self._session.flush()
        return record(Profile, row)

    def edit_profile(self, profile_id: int, **values: Any) -> Profile:
        """Set columns of a profile.

        Raises
        ------
        InputError
            If its name is taken.
        """
        row = self._session.get_one(ProfileRow, profile_id)
        with _refuse_taken_name():
            self._edit(profile_id, "edit_profile", [row], values)
        return record(Profile, row)

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
        with _refuse_taken_name():
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
        rows = [EntryRow(**values) for values in self._entry_values(profile_id, eaten)]
        self._add(profile_id, verb, rows)
        return [record(Entry, row) for row in rows]

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
            _set(row, values | {"updated_at": self._moment})
        for row in days:
            mark = wanted.pop(row.date)
            _set(row, {"note": mark.note, "complete": mark.complete})
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
            _set(row, asdict(names[key]))
        self._session.add_all(added)
        self._session.flush()
        after = image_of([*edited, *days, *called, *added])
        ids = self._insert_entries(profile_id, new)
        after.setdefault(EntryRow.__tablename__, []).extend({"id": one} for one in ids)
        self._journal(profile_id, IMPORT, before=before, after=after)

    def _insert_entries(self, profile_id: int, eaten: Sequence[ResolvedEntry]) -> list[int]:
        if not eaten:
            return []
        insertion = insert(EntryRow).returning(EntryRow.id)
        return list(self._session.scalars(insertion, self._entry_values(profile_id, eaten)))

    def _entry_values(
        self, profile_id: int, eaten: Sequence[ResolvedEntry]
    ) -> list[dict[str, Any]]:
        moments = {"created_at": self._moment, "updated_at": self._moment}
        return [
            {
                "profile_id": profile_id,
                **{name: getattr(one, name) for name in _RESOLVED},
                "token": one.token or uuid4().hex,
                **moments,
            }
            for one in eaten
        ]

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
            _set(row, values | {"updated_at": self._moment})
        self._session.flush()
        self._journal(profile_id, verb, before=before, after=image_of(rows))
        return [record(Entry, row) for row in rows]

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
        return own_item(row)

    def remove_own_item(self, item: OwnItem) -> None:
        """Take the newest version of an own item off the person's list."""
        row = self._session.get_one(OwnItemRow, item.id)
        self._edit(item.profile_id, "remove_own_item", [row], {"removed": True})

    def add_saved_meal(self, profile_id: int, name: str, items: Sequence[Planned]) -> SavedMeal:
        """Add a saved meal."""
        row = SavedMealRow(profile_id=profile_id, name=name, items=[asdict(item) for item in items])
        self._add(profile_id, "save_meal", [row])
        return saved_meal(row)

    def edit_saved_meal(self, meal: SavedMeal, name: str, items: Sequence[Planned]) -> SavedMeal:
        """Set the name and the items of a saved meal."""
        row = self._session.get_one(SavedMealRow, meal.id)
        values = {"name": name, "items": [asdict(item) for item in items]}
        self._edit(meal.profile_id, "edit_meal", [row], values)
        return saved_meal(row)

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

    def forget_food_name(self, profile_id: int, key: str) -> None:
        """Delete a name of a food."""
        rows = [row for row in self._all_of(FoodNameRow, profile_id) if row.key == key]
        self._delete(profile_id, "forget_name", rows)

    def undo(self, change_id: int) -> None:
        """Put every row that the newest change touched back as it was before it.

        Raises
        ------
        InputError
            If the former name of the profile is taken by now.
        """
        row = self._change_row(change_id)
        row.undone_at = self._moment
        self._forget_undone(row.profile_id, before=row.id)
        row.after = self._as_they_are(row.after)  # for `redo`
        self._put(row.before, in_place_of=row.after)
        if _fills_a_row(row.before, row.after):  # a large import, which can be made again
            self._session.delete(row)

    def redo(self, change_id: int) -> None:
        """Put every row that the change undone last touched back as it was after it.

        Raises
        ------
        InputError
            If the name that the profile had is taken by now.
        """
        row = self._change_row(change_id)
        row.undone_at = None
        row.before = self._as_they_are(row.before)
        self._put(row.after, in_place_of=row.before)
        if row.verb == IMPORT:
            row.after = _new_entries_by_id(row.before, row.after)

    def _rows(self, model: type[Any], ids: Sequence[int]) -> list[Any]:
        """Return the rows with these ids, in their order."""
        found = {
            row.id: row
            for start in range(0, len(ids), _ROWS_AT_ONCE)
            for row in self._session.scalars(
                select(model).where(model.id.in_(ids[start : start + _ROWS_AT_ONCE]))
            )
        }
        return [found[row_id] for row_id in ids]

    def _add(self, profile_id: int, verb: str, rows: Sequence[Base]) -> None:
        self._session.add_all(rows)
        self._session.flush()
        self._journal(profile_id, verb, before={}, after=image_of(rows))

    def _edit(
        self, profile_id: int, verb: str, rows: Sequence[Base], values: dict[str, Any]
    ) -> None:
        before = image_of(rows)
        for row in rows:
            _set(row, values)
        self._session.flush()
        self._journal(profile_id, verb, before=before, after=image_of(rows))

    def _delete(self, profile_id: int, verb: str, rows: Sequence[Base]) -> None:
        self._journal(profile_id, verb, before=image_of(rows), after={})
        for row in rows:
            self._session.delete(row)

    def _journal(self, profile_id: int, verb: str, *, before: Image, after: Image) -> None:
        """Keep what a verb touched.

        Raises
        ------
        InputError
            If it is more than a backup can hold as one row.
        """
        if _fills_a_row(before, after):
            raise InputError(
                "This is more at once than can be undone, so nothing was changed. Do it in parts."
            )
        self._forget_undone(profile_id)
        change = ChangeRow(
            profile_id=profile_id, verb=verb, before=before, after=after, made_at=self._moment
        )
        self._session.add(change)

    def _forget_undone(self, profile_id: int, before: int | None = None) -> None:
        """Drop the undone changes that can't be redone any more, because of a newer one.

        Parameters
        ----------
        profile_id : int
        before : int, optional
            Id of the newer one; by default it has none yet.
        """
        earlier = [ChangeRow.profile_id == profile_id]
        if before is not None:
            earlier.append(ChangeRow.id < before)
        standing = select(ChangeRow.id).where(*earlier, ChangeRow.undone_at.is_(None))
        newest = self._session.scalar(standing.order_by(ChangeRow.id.desc()).limit(1)) or 0
        self._session.execute(delete(ChangeRow).where(*earlier, ChangeRow.id > newest))

    def _change_row(self, change_id: int) -> ChangeRow:
        row = self._session.get_one(ChangeRow, change_id)
        check_row(ChangeRow, vars(row))
        return row

    def _as_they_are(self, image: Image) -> Image:
        """Return the rows of an image as they are in the database; those not there as they are."""
        now: Image = {}
        for model in _JOURNALED:
            rows = image.get(model.__tablename__, [])
            there = self._images(model, [row["id"] for row in rows])
            if rows:
                now[model.__tablename__] = [there.get(row["id"], row) for row in rows]
        return now

    def _images(self, model: type[Base], ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        table = model.__table__
        return {
            row.id: as_json(dict(row._mapping))
            for start in range(0, len(ids), _ROWS_AT_ONCE)
            for row in self._session.execute(
                select(table).where(table.c.id.in_(ids[start : start + _ROWS_AT_ONCE]))
            )
        }

    def _put(self, image: Image, *, in_place_of: Image) -> None:
        with _refuse_taken_name():
            for model in _JOURNALED:
                self._put_rows(
                    model,
                    image.get(model.__tablename__, []),
                    {row["id"] for row in in_place_of.get(model.__tablename__, [])},
                )
            self._session.flush()

    def _put_rows(self, model: type[Base], rows: Sequence[dict[str, Any]], there: set[int]) -> None:
        table = model.__table__
        wanted = {row["id"]: values_of(model, row) for row in rows}
        if surplus := there - wanted.keys():
            by_id = delete(model).where(table.c.id == bindparam("surplus"))
            self._session.connection().execute(by_id, [{"surplus": key} for key in surplus])
        if missing := [values for key, values in wanted.items() if key not in there]:
            self._session.execute(insert(model), missing)
        if changed := [values for key, values in wanted.items() if key in there]:
            self._session.execute(update(model), changed)


def _new_entries_by_id(before: Image, after: Image) -> Image:
    """Keep of new entries the ids alone, which is what undoing needs of them.

    Whole rows of an import would make the journal as large as the diary.
    """
    entries = EntryRow.__tablename__
    known = {row["id"] for row in before.get(entries, [])}
    kept = [row if row["id"] in known else {"id": row["id"]} for row in after.get(entries, [])]
    return {**after, entries: kept}


def _fills_a_row(before: Image, after: Image) -> bool:
    """Return whether this is more than a backup is sure to hold as one row of the journal."""
    rows = sum(map(len, (*before.values(), *after.values())))
    return rows > _SURELY_SMALL and len(json.dumps([before, after])) > LARGEST_ROW // 2


def _set(row: Base, values: dict[str, Any]) -> None:
    for column, value in values.items():
        setattr(row, column, value)


@contextmanager
def _refuse_taken_name() -> Iterator[None]:
    # The database decides, because two people may choose the same name at once.
    # Of all that people choose, only the name of a profile has to be unique.
    try:
        yield
    except IntegrityError as error:
        raise InputError(
            "The name belongs to another person of this diary; nothing was changed. "
            "Choose another name, or rename the other person first."
        ) from error
