"""Reading and writing the diary inside one transaction.

Plain values go in and come out; no row object leaves this module.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from estimator.errors import InputError
from estimator.records import Eaten, Entry, Profile, in_day_order
from estimator.store.models import Base, ChangeRow, EntryRow, Image, ProfileRow

_JOURNALED: Final[tuple[type[Base], ...]] = (ProfileRow, EntryRow)
Record = TypeVar("Record", Profile, Entry)


@dataclass(frozen=True)
class Change:
    """A verb of the journal."""

    id: int
    verb: str
    item_ids: tuple[str, ...]
    """Of the entries it touched, one each; none where it changed the profile."""


class Reader:
    """What the diary can be asked."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def profiles(self) -> list[Profile]:
        """Return every profile, in the order they were added."""
        rows = self._session.scalars(select(ProfileRow).order_by(ProfileRow.id))
        return [_record(Profile, row) for row in rows]

    def profile(self, profile_id: int) -> Profile | None:
        """Return one profile, or None."""
        row = self._session.get(ProfileRow, profile_id)
        return None if row is None else _record(Profile, row)

    def entries(
        self,
        profile_id: int,
        *,
        start: date | None = None,
        end: date | None = None,
        ids: Iterable[int] | None = None,
        tokens: Iterable[str] | None = None,
        sample: bool | None = None,
    ) -> list[Entry]:
        """Return the entries of a profile that meet every condition, in the order of days."""
        query = select(EntryRow).where(*_in_span(profile_id, start, end))
        if ids is not None:
            query = query.where(EntryRow.id.in_(list(ids)))
        if tokens is not None:
            query = query.where(EntryRow.token.in_(list(tokens)))
        if sample is not None:
            query = query.where(EntryRow.sample == sample)
        entries = [_record(Entry, row) for row in self._session.scalars(query)]
        return sorted(entries, key=in_day_order)

    def quantities(
        self, profile_id: int, start: date | None, end: date | None
    ) -> list[tuple[date, str | None, str, float]]:
        """Return date, meal, item and quantity of each entry, by date."""
        query = (
            select(EntryRow.date, EntryRow.meal, EntryRow.item_id, EntryRow.quantity)
            .where(*_in_span(profile_id, start, end))
            .order_by(EntryRow.date, EntryRow.id)
        )
        return list(self._session.execute(query))

    def logged_span(self, profile_id: int) -> tuple[date, date] | None:
        """Return the first and the last date with an entry, or None."""
        query = select(func.min(EntryRow.date), func.max(EntryRow.date))
        first, last = self._session.execute(query.where(*_in_span(profile_id))).one()
        return None if first is None else (first, last)

    def logged_dates(self, profile_id: int, start: date | None, end: date | None) -> list[date]:
        """Return the dates with an entry, in order."""
        query = select(EntryRow.date).where(*_in_span(profile_id, start, end))
        return list(self._session.scalars(query.distinct().order_by(EntryRow.date)))

    def recent_items(self, profile_id: int, limit: int) -> list[str]:
        """Return the ids of the items logged last, the newest first; no sample ones."""
        query = select(EntryRow.item_id).where(EntryRow.profile_id == profile_id, ~EntryRow.sample)
        latest = query.group_by(EntryRow.item_id).order_by(func.max(EntryRow.id).desc())
        return list(self._session.scalars(latest.limit(limit)))

    def last_change(self, profile_id: int) -> Change | None:
        """Return the newest change of a profile that is not undone, or None."""
        newest = (
            select(ChangeRow)
            .where(ChangeRow.profile_id == profile_id, ChangeRow.undone_at.is_(None))
            .order_by(ChangeRow.id.desc())
        )
        row = self._session.scalar(newest.limit(1))
        if row is None:
            return None
        entries = (row.after or row.before).get(EntryRow.__tablename__, [])
        return Change(row.id, row.verb, tuple(entry["item_id"] for entry in entries))


class Writer(Reader):
    """What can be done to the diary; each verb is kept in the journal.

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
        # SQLite has one writer at a time and leaves FOR UPDATE out.
        row = self._session.get(ProfileRow, profile_id, with_for_update=True)
        return None if row is None else _record(Profile, row)

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
        return _record(Profile, row)

    def edit_profile(self, profile_id: int, **values: Any) -> Profile:
        """Set columns of a profile.

        Raises
        ------
        InputError
            If its name is taken.
        """
        row = self._session.get_one(ProfileRow, profile_id)
        with _refuse_taken_name():
            self._edit(profile_id, "edit_profile", row, values)
        return _record(Profile, row)

    def add_entries(self, profile_id: int, verb: str, eaten: Sequence[Eaten]) -> list[Entry]:
        """Add entries, in the order given."""
        moments = {"created_at": self._moment, "updated_at": self._moment}
        rows = [EntryRow(profile_id=profile_id, **asdict(one), **moments) for one in eaten]
        self._session.add_all(rows)
        self._session.flush()
        self._journal(profile_id, verb, before={}, after=_image(rows))
        return [_record(Entry, row) for row in rows]

    def edit_entry(self, entry: Entry, **values: Any) -> Entry:
        """Set columns of an entry."""
        row = self._session.get_one(EntryRow, entry.id)
        self._edit(entry.profile_id, "edit", row, values | {"updated_at": self._moment})
        return _record(Entry, row)

    def delete_entries(self, profile_id: int, verb: str, entries: Sequence[Entry]) -> None:
        """Delete entries of one profile."""
        ids = [entry.id for entry in entries]
        rows = self._session.scalars(select(EntryRow).where(EntryRow.id.in_(ids))).all()
        self._journal(profile_id, verb, before=_image(rows), after={})
        for row in rows:
            self._session.delete(row)

    def undo(self, change: Change) -> None:
        """Put every row that the newest change touched back as it was before it.

        Raises
        ------
        InputError
            If the former name of the profile is taken by now.
        """
        row = self._session.get_one(ChangeRow, change.id)
        row.undone_at = self._moment
        with _refuse_taken_name():
            for model in _JOURNALED:
                self._put_back(model, row.before, row.after)
            self._session.flush()

    def _edit(self, profile_id: int, verb: str, row: Base, values: dict[str, Any]) -> None:
        before = _image([row])
        for column, value in values.items():
            setattr(row, column, value)
        self._session.flush()
        self._journal(profile_id, verb, before=before, after=_image([row]))

    def _journal(self, profile_id: int, verb: str, *, before: Image, after: Image) -> None:
        change = ChangeRow(
            profile_id=profile_id, verb=verb, before=before, after=after, made_at=self._moment
        )
        self._session.add(change)

    def _put_back(self, model: type[Base], before: Image, after: Image) -> None:
        table = model.__table__
        old = {image["id"]: _values(model, image) for image in before.get(model.__tablename__, [])}
        new = {image["id"] for image in after.get(model.__tablename__, [])}
        if added := new - old.keys():
            by_id = delete(model).where(table.c.id == bindparam("added"))
            self._session.connection().execute(by_id, [{"added": key} for key in added])
        if deleted := [values for key, values in old.items() if key not in new]:
            self._session.execute(insert(model), deleted)
        for key in old.keys() & new:
            self._session.merge(model(**old[key]))


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


def _in_span(
    profile_id: int, start: date | None = None, end: date | None = None
) -> list[ColumnElement[bool]]:
    conditions = [EntryRow.profile_id == profile_id]
    if start is not None:
        conditions.append(EntryRow.date >= start)
    if end is not None:
        conditions.append(EntryRow.date <= end)
    return conditions


def _record(kind: type[Record], row: Base) -> Record:
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def _image(rows: Sequence[Base]) -> Image:
    """Return rows of one table as JSON holds them."""
    image: Image = {}
    for row in rows:
        values = {column.key: getattr(row, column.key) for column in row.__table__.columns}
        image.setdefault(row.__tablename__, []).append(
            {
                key: value.isoformat() if isinstance(value, date) else value
                for key, value in values.items()
            }
        )
    return image


def _values(model: type[Base], image: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a row from its image; a column that is no more is left out."""
    values = {}
    for column in model.__table__.columns:
        if column.key in image:
            value, kind = image[column.key], column.type.python_type
            is_date = isinstance(value, str) and issubclass(kind, date)
            values[column.key] = kind.fromisoformat(value) if is_date else value
    return values
