"""Rows of the database as plain values, checked for damage on the way."""

from dataclasses import dataclass, fields
from typing import Any, TypeVar

from estimator.diary_values import DayMark, Entry, Planned, Profile, SavedMeal
from estimator.foods.own_items import OwnItem
from estimator.foods.own_items_json import definition_of
from estimator.store.models import Base, EntryRow, OwnItemRow, SavedMealRow
from estimator.store.soundness import check_row

PlainValue = TypeVar("PlainValue", Profile, Entry, DayMark)


def record(kind: type[PlainValue], row: Base) -> PlainValue:
    """Return the plain value of a row whose columns are its fields."""
    check_row(type(row), vars(row))
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def entry_of(values: dict[str, Any]) -> Entry:
    """Return the plain value of the columns of an entry."""
    check_row(EntryRow, values)
    return Entry(**values)


def own_item(row: OwnItemRow) -> OwnItem:
    """Return the plain value of a version of an own item."""
    check_row(OwnItemRow, vars(row))
    return OwnItem(
        id=row.id,
        profile_id=row.profile_id,
        key=row.key,
        version=row.version,
        definition=definition_of(row.kind, row.name, row.definition),
        removed=row.removed,
        created_at=row.created_at,
    )


def saved_meal(row: SavedMealRow) -> SavedMeal:
    """Return the plain value of a saved meal."""
    check_row(SavedMealRow, vars(row))
    return SavedMeal(
        id=row.id,
        profile_id=row.profile_id,
        name=row.name,
        items=tuple(Planned(**item) for item in row.items),
    )


@dataclass(frozen=True)
class Change:
    """A verb of the journal."""

    id: int
    verb: str


@dataclass(frozen=True)
class Touched:
    """What a change touched."""

    item_ids: tuple[str, ...]
    """Of entries and favourites, one each."""
    names: tuple[str, ...]
    """Of own items and saved meals."""
    dates: tuple[str, ...]
    """Of marked days, in ISO form."""
