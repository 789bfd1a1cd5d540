"""Reading the diary inside one transaction; plain values come out, no row object does."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import CursorResult, Executable
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
from estimator.store import queries
from estimator.store.models import (
    Base,
    ChangeRow,
    DayRow,
    EntryRow,
    FavouriteRow,
    OwnItemRow,
    ProfileRow,
    SavedMealRow,
)
from estimator.store.plain_values import (
    Change,
    Touched,
    columns_of,
    own_item,
    record,
    saved_meal,
)
from estimator.store.soundness import check_quantities, check_row

LARGEST_ID: Final = 2**63 - 1
"""No row has a larger one, and SQLite can't be asked for it."""

Quantity: TypeAlias = tuple[str, str | None, str, float, str, str | None]
"""Date (in ISO form), meal, item, quantity, unit and kind of amount of an entry."""


class Reader:
    """The queries of the diary, inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def _ask(self, query: Executable, **values: Any) -> CursorResult[*tuple[Any, ...]]:
        # What was written in this transaction counts. Past what SQLAlchemy does for rows that
        # may be changed, which takes as long as the query.
        self._session.flush()
        return self._session.connection().execute(query, values)

    def _mappings(self, query: Executable, **values: Any) -> list[Mapping[str, Any]]:
        found = self._ask(query, **values)
        names = list(found.keys())
        return [dict(zip(names, row, strict=True)) for row in found]

    def profiles(self, *, deleted: bool = False) -> list[Profile]:
        """Return every profile, or every deleted one, in the order they were added."""
        return [
            record(Profile, ProfileRow, row) for row in self._mappings(queries.PROFILES[deleted])
        ]

    def profile(self, profile_id: int) -> Profile | None:
        """Return one profile that is not deleted, or None."""
        asked = profile_id <= LARGEST_ID
        rows = self._mappings(queries.PROFILE, person=profile_id) if asked else []
        return next(
            (record(Profile, ProfileRow, row) for row in rows if not row["deleted_at"]), None
        )

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
        asked = queries.given(
            start=start,
            end=end,
            ids=None if ids is None else [one for one in ids if one <= LARGEST_ID],
            tokens=None if tokens is None else list(tokens),
            item_ids=None if item_ids is None else list(item_ids),
            sample=sample,
        )
        rows = self._mappings(queries.entries(*asked), person=profile_id, **asked)
        return sorted((record(Entry, EntryRow, row) for row in rows), key=in_day_order)

    def quantities(
        self, profile_id: int, start: date | None, end: date | None, complete_only: bool
    ) -> list[Quantity]:
        """Return how much of what was eaten when, of each entry, by date."""
        span = queries.given(start=start, end=end)
        query = queries.quantities(complete_only, *span)
        rows: list[Quantity] = [*map(tuple, self._ask(query, person=profile_id, **span))]
        check_quantities(rows)
        return rows

    def logged(self) -> dict[int, Logged]:
        """Return how much each person has logged, by id; deleted people too."""
        return {
            profile_id: Logged(entries=entries, days=days, last=last)
            for profile_id, entries, days, last in self._ask(queries.LOGGED)
        }

    def logged_span(self, profile_id: int) -> tuple[date, date] | None:
        """Return the first and the last date with an entry, or None."""
        first, last = (
            self._ask(bound, person=profile_id).scalar()
            for bound in (queries.FIRST_DATE, queries.LAST_DATE)
        )
        return (first, last) if first and last else None

    def logged_dates(self, profile_id: int, start: date | None, end: date | None) -> list[date]:
        """Return the dates with an entry, in order."""
        span = queries.given(start=start, end=end)
        return list(self._ask(queries.logged_dates(*span), person=profile_id, **span).scalars())

    def last_date_before(self, profile_id: int, day: date) -> date | None:
        """Return the last date before a day that has an entry, or None."""
        last: date | None = self._ask(queries.LAST_DATE_BEFORE, person=profile_id, day=day).scalar()
        return last

    def uses(self, profile_id: int, since: date | None) -> list[tuple[str, int]]:
        """Return the items logged from a date on and how often, the one logged last first."""
        span = queries.given(start=since)
        latest = self._ask(queries.uses(*span), person=profile_id, **span)
        return [(item_id, times) for item_id, times in latest]

    def last_of_each(self, profile_id: int, since: date | None) -> dict[str, int]:
        """Return the entry of each item that was logged last, by its id, the newest first.

        Examples count for nothing.
        """
        span = queries.given(start=since)
        rows = self._ask(queries.last_of_each(*span), person=profile_id, **span)
        return {item_id: entry_id for item_id, entry_id in rows}

    def typed(
        self, profile_id: int, item_ids: Iterable[str], since: date, most: int
    ) -> list[tuple[str, str]]:
        """Return the item and the words of entries of some items, the one logged last first.

        Those before a date, those without words, and examples count for nothing.
        """
        rows = self._ask(
            queries.TYPED, person=profile_id, item_ids=list(item_ids), start=since, most=most
        )
        return [(item_id, typed) for item_id, typed in rows]

    def has_sample(self, profile_id: int) -> bool:
        """Return whether any entry is an example."""
        return self._ask(queries.SAMPLE, person=profile_id).scalar() is not None

    def has_complete_day(self, profile_id: int) -> bool:
        """Return whether any day is marked as complete."""
        return self._ask(queries.COMPLETE_DAY, person=profile_id).scalar() is not None

    def days(
        self, profile_id: int, start: date | None = None, end: date | None = None
    ) -> list[DayMark]:
        """Return the days of a span of which something is noted, in order."""
        span = queries.given(start=start, end=end)
        rows = self._mappings(queries.days(*span), person=profile_id, **span)
        return [record(DayMark, DayRow, row) for row in rows]

    def tokens(self, profile_id: int) -> set[str]:
        """Return the tokens of all entries."""
        found = self._ask(queries.TOKENS, person=profile_id).scalars()
        return {token for token in found if token}

    def food_names(self, profile_id: int) -> dict[str, FoodName]:
        """Return what the person calls items, by the key of each name, in the order given."""
        return {
            key: FoodName(name=name, item_id=item_id)
            for key, name, item_id in self._ask(queries.FOOD_NAMES, person=profile_id)
        }

    def put_aside(self, profile_id: int) -> frozenset[str]:
        """Return the questions that the person doesn't want to be asked again."""
        return frozenset(self._ask(queries.PUT_ASIDE, person=profile_id).scalars())

    def own_items(self, profile_id: int) -> list[OwnItem]:
        """Return every version of every own item, in the order they were made."""
        return [own_item(row) for row in self._mappings(queries.OWN_ITEMS, person=profile_id)]

    def own_item_stamps(self, profile_id: int) -> list[tuple[int, datetime, bool]]:
        """Return a stamp of every version that no other has, also of a diary brought back."""
        rows = self._ask(queries.OWN_ITEM_STAMPS, person=profile_id)
        return [(row_id, created_at, removed) for row_id, created_at, removed in rows]

    def saved_meals(self, profile_id: int) -> list[SavedMeal]:
        """Return the saved meals, in the order they were made."""
        return [saved_meal(row) for row in self._mappings(queries.SAVED_MEALS, person=profile_id)]

    def favourites(self, profile_id: int) -> list[str]:
        """Return the ids of the favourites, in the order they were chosen."""
        return list(self._ask(queries.FAVOURITES, person=profile_id).scalars())

    def undoable(self, profile_id: int) -> Change | None:
        """Return the newest change of a profile that is not undone, or None."""
        return self._change(queries.UNDOABLE, person=profile_id)

    def redoable(self, profile_id: int) -> Change | None:
        """Return the change that was undone last, or None once there is a newer one."""
        newest = self.undoable(profile_id)
        after = newest.id if newest else 0
        return self._change(queries.REDOABLE, person=profile_id, newest=after)

    def _change(self, query: Executable, **values: Any) -> Change | None:
        found = self._ask(query, **values).first()
        return None if found is None else Change(id=found.id, verb=found.verb)

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


def locked_profile(session: Session, profile_id: int) -> Profile | None:
    """Wait for other writers of the profile; return it as it then is, or None."""
    if profile_id > LARGEST_ID:
        return None
    # SQLite has one writer at a time and leaves FOR UPDATE out.
    row = session.get(ProfileRow, profile_id, with_for_update=True)
    return None if row is None or row.deleted_at else record(Profile, ProfileRow, columns_of(row))
