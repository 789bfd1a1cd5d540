"""What the diary is asked, each question made once: to make one takes longer than the answer.

All are of one person, ``person``, unless it is said.
"""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    String,
    bindparam,
    cast,
    func,
    or_,
    select,
)

from estimator.diary_values import Entry
from estimator.store.models import (
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

_person: Final[BindParameter[Any]] = bindparam("person")
_start: Final[BindParameter[Any]] = bindparam("start")
_end: Final[BindParameter[Any]] = bindparam("end")
_newest: Final = func.max(EntryRow.id)

PROFILES: Final = {
    deleted: select(*ProfileRow.__table__.c)
    .where(ProfileRow.deleted_at.is_not(None) if deleted else ProfileRow.deleted_at.is_(None))
    .order_by(ProfileRow.id)
    for deleted in (False, True)
}
"""Of everybody, by whether they are deleted."""
PROFILE: Final = select(*ProfileRow.__table__.c).where(ProfileRow.id == _person)
LOGGED: Final = (
    select(
        ProfileRow.id,
        func.count(EntryRow.id),
        func.count(EntryRow.date.distinct()),
        func.max(EntryRow.date),
    )
    .outerjoin(EntryRow, EntryRow.profile_id == ProfileRow.id)
    .group_by(ProfileRow.id)
)
"""Of everybody."""
# An index gives one bound at once, but not both of them.
FIRST_DATE: Final = select(func.min(EntryRow.date)).where(EntryRow.profile_id == _person)
LAST_DATE: Final = select(func.max(EntryRow.date)).where(EntryRow.profile_id == _person)
LAST_DATE_BEFORE: Final = LAST_DATE.where(EntryRow.date < bindparam("day"))
TYPED: Final = (
    select(EntryRow.item_id, EntryRow.typed)
    .where(
        EntryRow.profile_id == _person,
        EntryRow.date >= _start,
        EntryRow.item_id.in_(bindparam("item_ids", expanding=True)),
        EntryRow.typed != "",
        ~EntryRow.sample,
    )
    .order_by(EntryRow.id.desc())
    .limit(bindparam("most"))
)
SAMPLE: Final = select(EntryRow.id).where(EntryRow.profile_id == _person, EntryRow.sample).limit(1)
COMPLETE_DAY: Final = (
    select(DayRow.id).where(DayRow.profile_id == _person, DayRow.complete).limit(1)
)
TOKENS: Final = select(EntryRow.token).where(EntryRow.profile_id == _person)
FOOD_NAMES: Final = (
    select(FoodNameRow.key, FoodNameRow.name, FoodNameRow.item_id)
    .where(FoodNameRow.profile_id == _person)
    .order_by(FoodNameRow.id)
)
PUT_ASIDE: Final = select(PutAsideRow.question).where(PutAsideRow.profile_id == _person)
OWN_ITEMS: Final = (
    select(*OwnItemRow.__table__.c).where(OwnItemRow.profile_id == _person).order_by(OwnItemRow.id)
)
OWN_ITEM_STAMPS: Final = (
    select(OwnItemRow.id, OwnItemRow.created_at, OwnItemRow.removed)
    .where(OwnItemRow.profile_id == _person)
    .order_by(OwnItemRow.id)
)
SAVED_MEALS: Final = (
    select(*SavedMealRow.__table__.c)
    .where(SavedMealRow.profile_id == _person)
    .order_by(SavedMealRow.id)
)
FAVOURITES: Final = (
    select(FavouriteRow.item_id).where(FavouriteRow.profile_id == _person).order_by(FavouriteRow.id)
)
# Without the rows it touched, which of an import are many.
_CHANGE: Final = select(ChangeRow.id, ChangeRow.verb).where(ChangeRow.profile_id == _person)
UNDOABLE: Final = (
    _CHANGE.where(ChangeRow.undone_at.is_(None)).order_by(ChangeRow.id.desc()).limit(1)
)
REDOABLE: Final = _CHANGE.where(ChangeRow.id > bindparam("newest")).order_by(ChangeRow.id).limit(1)


def given(**conditions: Any) -> dict[str, Any]:
    """Return the conditions that are asked for, those that are not None."""
    return {name: value for name, value in conditions.items() if value is not None}


@cache
def entries(*conditions: str) -> Executable:
    """Return the query of the entries that meet conditions, by their names."""
    # Plain columns: an object of SQLAlchemy for each entry takes many times their memory.
    query = select(*(getattr(EntryRow, field.name) for field in fields(Entry)))
    # An index answers for the person, and SQLite would go by it through all that they ever
    # logged; where ids are given it is to look the few up.
    of_person = EntryRow.profile_id + 0 if "ids" in conditions else EntryRow.profile_id
    known: Mapping[str, ColumnElement[bool]] = {
        "start": EntryRow.date >= _start,
        "end": EntryRow.date <= _end,
        "ids": EntryRow.id.in_(bindparam("ids", expanding=True)),
        "tokens": EntryRow.token.in_(bindparam("tokens", expanding=True)),
        "item_ids": EntryRow.item_id.in_(bindparam("item_ids", expanding=True)),
        "sample": EntryRow.sample == bindparam("sample"),
    }
    return query.where(of_person == _person, *(known[name] for name in conditions))


@cache
def quantities(complete_only: bool, *bounds: str) -> Executable:
    """Return the query of how much of what was eaten when, by date."""
    # As text, which a frame takes many times faster than date objects.
    day = cast(EntryRow.date, String)
    query = select(
        day,
        EntryRow.meal,
        EntryRow.item_id,
        EntryRow.quantity,
        EntryRow.unit,
        EntryRow.amount_kind,
    ).where(*_in_span(EntryRow, bounds))
    if complete_only:
        complete = select(DayRow.date).where(DayRow.profile_id == _person, DayRow.complete)
        query = query.where(EntryRow.date.in_(complete))
    return query.order_by(EntryRow.date, EntryRow.id)


@cache
def logged_dates(*bounds: str) -> Executable:
    """Return the query of the dates with an entry."""
    query = select(EntryRow.date).where(*_in_span(EntryRow, bounds))
    return query.distinct().order_by(EntryRow.date)


@cache
def uses(*bounds: str) -> Executable:
    """Return the query of the items logged and how often, the one logged last first."""
    query = select(EntryRow.item_id, func.count()).where(
        *_in_span(EntryRow, bounds), ~EntryRow.sample
    )
    return query.group_by(EntryRow.item_id).order_by(_newest.desc())


@cache
def last_of_each(*bounds: str) -> Executable:
    """Return the query of the entry of each item that was logged last, the newest first."""
    query = select(EntryRow.item_id, _newest).where(*_in_span(EntryRow, bounds), ~EntryRow.sample)
    return query.group_by(EntryRow.item_id).order_by(_newest.desc())


@cache
def days(*bounds: str) -> Executable:
    """Return the query of the days of which something is noted."""
    noted = or_(DayRow.note != "", DayRow.complete)
    query = select(*DayRow.__table__.c).where(*_in_span(DayRow, bounds), noted)
    return query.order_by(DayRow.date)


def _in_span(
    model: type[EntryRow] | type[DayRow], bounds: tuple[str, ...]
) -> list[ColumnElement[bool]]:
    """Return the conditions for rows in a span of days, with these bounds, which belong to it."""
    known = {"start": model.date >= _start, "end": model.date <= _end}
    return [model.profile_id == _person, *(known[name] for name in bounds)]
