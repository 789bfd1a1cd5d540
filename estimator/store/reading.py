"""Reading the diary inside one transaction; plain values come out, no row object does."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from estimator.diary_values import (
    DayMark,
    Entry,
    FoodName,
    Logged,
    Profile,
    SavedMeal,
    in_day_order,
)
from estimator.foods.own_items import OwnItem
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
from estimator.store.plain_values import Change, Touched, entry_of, own_item, record, saved_meal
from estimator.store.soundness import check_quantities, check_row

LARGEST_ID: Final = 2**63 - 1
"""No row has a larger one, and SQLite can't be asked for it."""
_ENTRY: Final = tuple(getattr(EntryRow, field.name) for field in fields(Entry))

Quantity: TypeAlias = tuple[str, str | None, str, float, str, str | None]
"""Date (in ISO form), meal, item, quantity, unit and kind of amount of an entry."""


class Reader:
    """The queries of the diary, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def profiles(self, *, deleted: bool = False) -> list[Profile]:
        """Return every profile, or every deleted one, in the order they were added."""
        is_deleted = ProfileRow.deleted_at.is_not(None)
        query = select(ProfileRow).where(is_deleted if deleted else ~is_deleted)
        return [
            record(Profile, row) for row in self._session.scalars(query.order_by(ProfileRow.id))
        ]

    def profile(self, profile_id: int) -> Profile | None:
        """Return one profile that is not deleted, or None."""
        return _profile(self._session, profile_id)

    def entries(
        self,
        profile_id: int,
        *,
        start: date | None = None,
        end: date | None = None,
        ids: Iterable[int] | None = None,
        tokens: Iterable[str] | None = None,
        item_ids: Iterable[str] | None = None,
        sample: bool | None = None,
    ) -> list[Entry]:
        """Return the entries of a profile that meet every condition, in the order of days."""
        # Plain columns: an object of SQLAlchemy for each entry takes many times their memory.
        of_person, *in_days = in_span(EntryRow, profile_id, start, end)
        if ids is not None:
            # An index answers for the person, and SQLite would go by it through all that they
            # ever logged; it is to look the few ids up.
            of_person = EntryRow.profile_id + 0 == profile_id
        query = select(*_ENTRY).where(of_person, *in_days)
        for column, wanted in (
            (EntryRow.id, None if ids is None else [one for one in ids if one <= LARGEST_ID]),
            (EntryRow.token, tokens),
            (EntryRow.item_id, item_ids),
        ):
            if wanted is not None:
                query = query.where(column.in_(list(wanted)))
        if sample is not None:
            query = query.where(EntryRow.sample == sample)
        return sorted(self._entries(query), key=in_day_order)

    def _entries(self, query: Select[Any]) -> list[Entry]:
        rows = self._session.execute(query)
        names = list(rows.keys())
        return [entry_of(dict(zip(names, row, strict=True))) for row in rows]

    def quantities(
        self, profile_id: int, start: date | None, end: date | None, complete_only: bool
    ) -> list[Quantity]:
        """Return how much of what was eaten when, of each entry, by date."""
        # As text, which a frame takes many times faster than date objects.
        day = cast(EntryRow.date, String)
        query = (
            select(
                day,
                EntryRow.meal,
                EntryRow.item_id,
                EntryRow.quantity,
                EntryRow.unit,
                EntryRow.amount_kind,
            )
            .where(*in_span(EntryRow, profile_id, start, end))
            .order_by(EntryRow.date, EntryRow.id)
        )
        if complete_only:
            complete = select(DayRow.date).where(DayRow.profile_id == profile_id, DayRow.complete)
            query = query.where(EntryRow.date.in_(complete))
        rows: list[Quantity] = list(self._session.execute(query))
        check_quantities(rows)
        return rows

    def logged(self) -> dict[int, Logged]:
        """Return how much each person has logged, by id; deleted people too."""
        query = (
            select(
                ProfileRow.id,
                func.count(EntryRow.id),
                func.count(EntryRow.date.distinct()),
                func.max(EntryRow.date),
            )
            .outerjoin(EntryRow, EntryRow.profile_id == ProfileRow.id)
            .group_by(ProfileRow.id)
        )
        return {
            profile_id: Logged(entries=entries, days=days, last=last)
            for profile_id, entries, days, last in self._session.execute(query)
        }

    def logged_span(self, profile_id: int) -> tuple[date, date] | None:
        """Return the first and the last date with an entry, or None."""
        first, last = (
            self._session.scalar(select(bound).where(EntryRow.profile_id == profile_id))
            for bound in (func.min(EntryRow.date), func.max(EntryRow.date))
        )
        return (first, last) if first and last else None

    def logged_dates(self, profile_id: int, start: date | None, end: date | None) -> list[date]:
        """Return the dates with an entry, in order."""
        query = select(EntryRow.date).where(*in_span(EntryRow, profile_id, start, end))
        return list(self._session.scalars(query.distinct().order_by(EntryRow.date)))

    def last_date_before(self, profile_id: int, day: date) -> date | None:
        """Return the last date before a day that has an entry, or None."""
        query = select(func.max(EntryRow.date))
        return self._session.scalar(
            query.where(EntryRow.profile_id == profile_id, EntryRow.date < day)
        )

    def uses(self, profile_id: int, since: date | None) -> list[tuple[str, int]]:
        """Return the items logged from a date on and how often, the one logged last first."""
        query = select(EntryRow.item_id, func.count()).where(
            *in_span(EntryRow, profile_id, since), ~EntryRow.sample
        )
        latest = query.group_by(EntryRow.item_id).order_by(func.max(EntryRow.id).desc())
        return [(item_id, times) for item_id, times in self._session.execute(latest)]

    def last_of_each(self, profile_id: int, since: date | None) -> dict[str, int]:
        """Return the entry of each item that was logged last, by its id, the newest first.

        Examples count for nothing.
        """
        newest = func.max(EntryRow.id)
        query = select(EntryRow.item_id, newest).where(
            *in_span(EntryRow, profile_id, since), ~EntryRow.sample
        )
        rows = self._session.execute(query.group_by(EntryRow.item_id).order_by(newest.desc()))
        return {item_id: entry_id for item_id, entry_id in rows}

    def typed(self, profile_id: int, item_ids: Iterable[str], most: int) -> list[tuple[str, str]]:
        """Return the item and the words of entries of some items, the one logged last first.

        Those without words, and examples, count for nothing.
        """
        query = select(EntryRow.item_id, EntryRow.typed).where(
            EntryRow.profile_id == profile_id,
            EntryRow.item_id.in_(list(item_ids)),
            EntryRow.typed != "",
            ~EntryRow.sample,
        )
        rows = self._session.execute(query.order_by(EntryRow.id.desc()).limit(most))
        return [(item_id, typed) for item_id, typed in rows]

    def has_sample(self, profile_id: int) -> bool:
        """Return whether any entry is an example."""
        found = select(EntryRow.id).where(EntryRow.profile_id == profile_id, EntryRow.sample)
        return self._session.scalar(found.limit(1)) is not None

    def has_complete_day(self, profile_id: int) -> bool:
        """Return whether any day is marked as complete."""
        found = select(DayRow.id).where(DayRow.profile_id == profile_id, DayRow.complete)
        return self._session.scalar(found.limit(1)) is not None

    def days(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> list[DayMark]:
        """Return the days of a span of which something is noted, in order."""
        query = select(DayRow).where(
            *in_span(DayRow, profile_id, start, end), or_(DayRow.note != "", DayRow.complete)
        )
        return [record(DayMark, row) for row in self._session.scalars(query.order_by(DayRow.date))]

    def tokens(self, profile_id: int) -> set[str]:
        """Return the tokens of all entries."""
        query = select(EntryRow.token).where(EntryRow.profile_id == profile_id)
        return {token for token in self._session.scalars(query) if token}

    def food_names(self, profile_id: int) -> dict[str, FoodName]:
        """Return what the person calls items, by the key of each name, in the order given."""
        query = select(FoodNameRow).where(FoodNameRow.profile_id == profile_id)
        return {
            row.key: FoodName(name=row.name, item_id=row.item_id)
            for row in self._session.scalars(query.order_by(FoodNameRow.id))
        }

    def put_aside(self, profile_id: int) -> frozenset[str]:
        """Return the questions that the person doesn't want to be asked again."""
        query = select(PutAsideRow.question).where(PutAsideRow.profile_id == profile_id)
        return frozenset(self._session.scalars(query))

    def own_items(self, profile_id: int) -> list[OwnItem]:
        """Return every version of every own item, in the order they were made."""
        query = select(OwnItemRow).where(OwnItemRow.profile_id == profile_id)
        return [own_item(row) for row in self._session.scalars(query.order_by(OwnItemRow.id))]

    def own_item_stamps(self, profile_id: int) -> list[tuple[int, datetime, bool]]:
        """Return a stamp of every version that no other has, also of a diary brought back."""
        columns = OwnItemRow.id, OwnItemRow.created_at, OwnItemRow.removed
        query = select(*columns).where(OwnItemRow.profile_id == profile_id)
        rows = self._session.execute(query.order_by(OwnItemRow.id))
        return [(row_id, created_at, removed) for row_id, created_at, removed in rows]

    def saved_meals(self, profile_id: int) -> list[SavedMeal]:
        """Return the saved meals, in the order they were made."""
        query = select(SavedMealRow).where(SavedMealRow.profile_id == profile_id)
        return [saved_meal(row) for row in self._session.scalars(query.order_by(SavedMealRow.id))]

    def favourites(self, profile_id: int) -> list[str]:
        """Return the ids of the favourites, in the order they were chosen."""
        query = select(FavouriteRow.item_id).where(FavouriteRow.profile_id == profile_id)
        return list(self._session.scalars(query.order_by(FavouriteRow.id)))

    def undoable(self, profile_id: int) -> Change | None:
        """Return the newest change of a profile that is not undone, or None."""
        return self._change(
            ChangeRow.profile_id == profile_id,
            ChangeRow.undone_at.is_(None),
            order=ChangeRow.id.desc(),
        )

    def redoable(self, profile_id: int) -> Change | None:
        """Return the change that was undone last, or None once there is a newer one."""
        newest = self.undoable(profile_id)
        return self._change(
            ChangeRow.profile_id == profile_id,
            ChangeRow.id > (newest.id if newest else 0),
            order=ChangeRow.id,
        )

    def touched(self, change: Change) -> Touched:
        """Return what a change touched."""
        row = self._session.get_one(ChangeRow, change.id)
        check_row(ChangeRow, vars(row))
        rows = row.after or row.before

        def all_of(column: str, *models: type[Base]) -> tuple[str, ...]:
            return tuple(
                one[column]
                for model in models
                for one in rows.get(model.__tablename__, [])
                if column in one
            )

        return Touched(
            item_ids=all_of("item_id", EntryRow, FavouriteRow),
            names=all_of("name", OwnItemRow, SavedMealRow),
            dates=all_of("date", DayRow),
        )

    def _change(self, *conditions: ColumnElement[bool], order: Any) -> Change | None:
        # Without the rows it touched, which of an import are many.
        query = select(ChangeRow.id, ChangeRow.verb).where(*conditions).order_by(order)
        found = self._session.execute(query.limit(1)).first()
        return None if found is None else Change(*found)


def in_span(
    model: type[EntryRow] | type[DayRow],
    profile_id: int,
    start: date | None = None,
    end: date | None = None,
) -> list[ColumnElement[bool]]:
    """Return the conditions for rows of a profile in a span of days, both ends included."""
    conditions = [model.profile_id == profile_id]
    if start is not None:
        conditions.append(model.date >= start)
    if end is not None:
        conditions.append(model.date <= end)
    return conditions


def locked_profile(session: Session, profile_id: int) -> Profile | None:
    """Wait for other writers of the profile; return it as it then is, or None."""
    # SQLite has one writer at a time and leaves FOR UPDATE out.
    return _profile(session, profile_id, with_for_update=True)


def _profile(session: Session, profile_id: int, **options: Any) -> Profile | None:
    row = session.get(ProfileRow, profile_id, **options) if profile_id <= LARGEST_ID else None
    return None if row is None or row.deleted_at else record(Profile, row)
