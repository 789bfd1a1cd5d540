"""Checks that a row is one the diary can have written; any other row is damage.

The rules of the tables, held anew when a row is read: of a damaged file, of a backup, and
out of the journal.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final, TypeAlias

from estimator.components import REGIONS
from estimator.diary_values import (
    COLORS,
    EARLIEST_DATE,
    ITEM_KINDS,
    LATEST_DAY_START,
    MEALS,
    WEEK_STARTS,
    Planned,
)
from estimator.foods.own_items import OWN_KINDS
from estimator.foods.own_items_json import definition_of
from estimator.foods.typed_values import holds
from estimator.measures.amount_kinds import AMOUNT_KINDS
from estimator.measures.unit_names import CUPS, MAX_ENTRY_G, MAX_ENTRY_UNITS
from estimator.store.images import values_of
from estimator.store.models import (
    Base,
    ChangeRow,
    EntryRow,
    OwnItemRow,
    ProfileRow,
    SavedMealRow,
)
from estimator.store.undecodable import UndecodableError, building

Values = Mapping[str, Any]
"""The columns of a row, or some of them."""

_Rule: TypeAlias = Callable[[Any], bool]

_LATEST_DATE: Final = date(2999, 12, 31)
"""The clock of no machine is wrong by so much."""
_MEALS: Final = frozenset({*MEALS, None})
_AMOUNT_KINDS: Final = frozenset({*AMOUNT_KINDS, None})

MODELS: Final[Mapping[str, type[Base]]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}
"""What a row of each table is."""
_WORDS: Final = {
    "profiles": "person",
    "entries": "entry",
    "days": "note of a day",
    "own_items": "own food, supplement or recipe",
    "saved_meals": "saved meal",
    "favourites": "favourite",
    "food_names": "name of a food",
    "put_aside": "question put aside",
    "changes": "line of the journal",
}


def check_row(model: type[Base], values: Values) -> None:
    """Raise if a row, or some columns of one, can't have been written by the diary.

    Raises
    ------
    UndecodableError
        If a value is not of its column, or breaks a rule of its table; it says which row.
    """
    with building(lambda: words_of(model.__tablename__, values)):
        for name, kind, nullable, length, rule in _columns(model):
            if name not in values:
                continue
            value = values[name]
            # Most values are plainly what they should be.
            if type(value) is not kind or (type(value) is str and not _is_short(value, length)):
                _check_value(name, value, kind, nullable, length)
            if rule is not None and value is not None and not rule(value):
                raise UndecodableError(f"{name} is none of the allowed")
        if check := _CHECKS.get(model):
            check(values)


def check_quantities(rows: Iterable[Sequence[Any]]) -> None:
    """Raise if dates (in ISO form), meals, items, quantities, units or kinds are none of an entry.

    Raises
    ------
    UndecodableError
        If one of them is none that the diary writes.
    """
    days = set()
    with building("an entry"):
        for day, meal, item_id, quantity, unit, kind in rows:
            if item_id is None or unit is None or not 0 < quantity < math.inf or meal not in _MEALS:
                raise UndecodableError("meal, item, quantity or unit is none of the allowed")
            if kind not in _AMOUNT_KINDS:
                raise UndecodableError("amount_kind is none of the allowed")
            days.add(day)
        for day in days:
            date.fromisoformat(day)


def words_of(table: str, values: Values) -> str:
    """Return which row of a table it is, in words."""
    number = values.get("id")
    return f"{_WORDS[table]} {number if type(number) is int else 'without a number'}"


@cache
def _columns(model: type[Base]) -> Sequence[tuple[str, type, bool, int | None, _Rule | None]]:
    """Return name, type, whether it may be missing, length and rule of each column."""
    return [
        (
            column.name,
            column.type.python_type,
            bool(column.nullable),
            getattr(column.type, "length", None),
            _RULES.get(column.name),
        )
        for column in model.__table__.columns
    ]


def _is_short(text: str, length: int | None) -> bool:
    return text.isascii() and (length is None or len(text) <= length)


def _check_value(name: str, value: Any, kind: type, nullable: bool, length: int | None) -> None:
    if value is None:
        if not nullable:
            raise UndecodableError(f"{name} is missing")
    elif kind is dict:  # JSON, which each table checks by itself
        pass
    elif not _is_of(value, kind):
        raise UndecodableError(f"{name} is of the wrong type")
    elif kind is str:
        value.encode()
        if length is not None and len(value) > length:
            raise UndecodableError(f"{name} is too long")


def _is_of(value: Any, kind: type) -> bool:
    # A truth value is a whole number to Python, and a moment a date.
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)


def _positive(value: float) -> bool:
    return value > 0 and math.isfinite(value)


_RULES: Final[Mapping[str, _Rule]] = {
    "id": lambda value: value > 0,
    "profile_id": lambda value: value > 0,
    "region": REGIONS.__contains__,
    "cup": CUPS.__contains__,
    "color": COLORS.__contains__,
    "week_start": WEEK_STARTS.__contains__,
    "day_start_hour": lambda value: 0 <= value <= LATEST_DAY_START,
    "date": lambda value: EARLIEST_DATE <= value <= _LATEST_DATE,
    **dict.fromkeys(
        ("created_at", "updated_at", "made_at", "undone_at", "deleted_at"),
        lambda value: EARLIEST_DATE.year <= value.year <= _LATEST_DATE.year,
    ),
    "meal": MEALS.__contains__,
    "amount": _positive,
    "amount_kind": AMOUNT_KINDS.__contains__,
    "quantity": _positive,
    "version": lambda value: value >= 1,
}
"""Of columns, in whichever table they are."""


def _check_profile(values: Values) -> None:
    if not values.get("name", "-"):
        raise UndecodableError("the name is empty")


def _check_entry(values: Values) -> None:
    kind = values.get("kind", ITEM_KINDS[0])
    most = {"food": MAX_ENTRY_G, "supplement": MAX_ENTRY_UNITS}[kind]
    if values.get("quantity", 0.0) > most:
        raise UndecodableError("quantity is more than an entry may hold")


def _check_own_item(values: Values) -> None:
    if "definition" in values and "kind" in values and "name" in values:
        if values["kind"] not in OWN_KINDS:
            raise UndecodableError("kind is none of the allowed")
        definition_of(values["kind"], values["name"], values["definition"])


def _check_saved_meal(values: Values) -> None:
    if "items" in values:
        items = [Planned(**item) for item in values["items"]]
        if not all(holds(item, Planned) and _positive(item.amount) for item in items) or any(
            item.amount_kind not in _AMOUNT_KINDS for item in items
        ):
            raise UndecodableError("an item is none that can be logged")


def _check_change(values: Values) -> None:
    for image in (values["before"], values["after"]):
        for table, rows in image.items():
            for row in rows:
                if type(row["id"]) is not int:
                    raise UndecodableError("a row without a number")
                if table in MODELS:
                    check_row(MODELS[table], values_of(MODELS[table], row))


_CHECKS: Final[Mapping[type[Base], Callable[[Values], None]]] = {
    ProfileRow: _check_profile,
    EntryRow: _check_entry,
    OwnItemRow: _check_own_item,
    SavedMealRow: _check_saved_meal,
    ChangeRow: _check_change,
}
