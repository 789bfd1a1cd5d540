"""Rows of the database as plain values, checked for damage on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, TypeVar

from estimator.diary_values import DayMark, Entry, Planned, Profile, SavedMeal
from estimator.foods.own_items import OwnItem
from estimator.foods.own_items_json import definition_of
from estimator.store.models import Base, OwnItemRow, SavedMealRow
from estimator.store.soundness import Values, check_row

PlainValue = TypeVar("PlainValue", Profile, Entry, DayMark)


_FIELDS: Final[Mapping[type, tuple[str, ...]]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (Profile, Entry, DayMark)
}


def columns_of(row: Base) -> dict[str, Any]:
    """Return the columns of a row that was written."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def record(kind: type[PlainValue], model: type[Base], values: Values) -> PlainValue:
    """Return the plain value of columns that are its fields, of a row of a table."""
    check_row(model, values)
    return kind(**{name: values[name] for name in _FIELDS[kind]})


def own_item(values: Values) -> OwnItem:
    """Return the plain value of the columns of a version of an own item."""
    check_row(OwnItemRow, values)
    kept = {name: values[name] for name in ("id", "profile_id", "key", "version", "removed")}
    return OwnItem(
        **kept,
        definition=definition_of(values["kind"], values["name"], values["definition"]),
        created_at=values["created_at"],
    )


def saved_meal(values: Values) -> SavedMeal:
    """Return the plain value of the columns of a saved meal."""
    check_row(SavedMealRow, values)
    kept = {name: values[name] for name in ("id", "profile_id", "name")}
    return SavedMeal(**kept, items=tuple(Planned(**item) for item in values["items"]))


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
