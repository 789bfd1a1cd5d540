"""The diary as a table, one row per entry: to keep, to open elsewhere, and to read back.

`estimator.importing` reads it back; ``estimate`` on the command line reads it as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from estimator.components import FORMS, K2_TOTAL
from estimator.composition.matrix import CompositionMatrix
from estimator.diary_values import DAY_KIND, OWN_KIND, DayMark, Entry, Profile, ResolvedEntry
from estimator.foods.own_items import OwnItem, Recipe
from estimator.foods.own_items_json import definition_text
from estimator.foods.table import FoodTable
from estimator.foods.version import data_version
from estimator.measures.amount_kinds import kind_of_unit
from estimator.pandas_on_use import pd

ENTRY_COLUMNS: Final = (
    "date",
    "food",
    "amount",
    "unit",
    "person",
    "meal",
    "time",
    "kind",
    "food_id",
    "quantity",
    *(f"{form}_ug" for form in FORMS),
    "K2_ug",
    "K2_known",
    "note",
    "sample",
    "day_complete",
    "dish",
    "entry_id",
    "definition",
    "region",
    "data_version",
    "amount_kind",
    "typed",
)
"""The columns of the table of entries, in their order."""

_NUMBERS: Final = frozenset(
    {"amount", "quantity", *(name for name in ENTRY_COLUMNS if name.endswith("_ug"))}
)


@dataclass(frozen=True, kw_only=True)
class LoggedBy:
    """A person with the food table and composition that their entries refer to.

    Attributes
    ----------
    profile : Profile
    table : FoodTable
        As the person has it; gives the names.
    composition : CompositionMatrix
        Of the person's region.
    own : mapping of str to OwnItem
        The versions of what the person added, by id.
    """

    profile: Profile
    table: FoodTable
    composition: CompositionMatrix
    own: Mapping[str, OwnItem]


def entry_rows(
    person: LoggedBy,
    entries: Sequence[Entry],
    marks: Iterable[DayMark] = (),
    *,
    recipes_apart: bool = False,
) -> pd.DataFrame:
    """List entries in the order given, then days of which something is noted, then own items.

    Of own foods, supplements and recipes those that were eaten are there, and what is in them.

    Parameters
    ----------
    person : LoggedBy
    entries : sequence of Entry
    marks : iterable of DayMark
    recipes_apart : bool
        Whether an entry of a recipe becomes a row for each of its ingredients, at any
        depth, which names it as ``dish`` and can't be read back.

    Returns
    -------
    pandas.DataFrame
        The columns of `ENTRY_COLUMNS`, text but for the numbers ``amount``, ``quantity``
        (grams of a food [g], units of a supplement) and those that end in ``_ug`` [µg],
        which are NaN where nothing is known. ``K2_known`` is "yes", "in part" (``K2_ug``
        is a floor) or "no".
    """
    eaten = [row for entry in entries for row in _parts(person, entry, recipes_apart)]
    contents = _Contents(person.composition)
    rows = [
        {
            "date": entry.date.isoformat(),
            "food": person.table.name_of(part.item_id),
            "amount": part.amount,
            "unit": part.unit,
            "person": person.profile.name,
            "meal": entry.meal or "",
            "time": _clock(entry),
            "kind": entry.kind,
            "food_id": part.item_id,
            "quantity": part.quantity,
            **contents.of(part.item_id, part.quantity),
            "note": entry.note,
            "sample": "yes" if entry.sample else "",
            "day_complete": "",
            "dish": part.dish,
            "entry_id": "" if part.dish else entry.token or "",
            "definition": "",
            "region": person.profile.region,
            "data_version": data_version(),
            "amount_kind": "" if entry.kind == "supplement" else _kind_of_amount(entry),
            "typed": entry.typed,
        }
        for entry, part in eaten
    ]
    eaten_ids = {part.item_id for _, part in eaten}
    others = [*_day_rows(person, marks), *_own_rows(person, eaten_ids)]
    return pd.DataFrame([*rows, *others], columns=list(ENTRY_COLUMNS))


@dataclass(frozen=True)
class _Part:
    """An entry, or what is in it of one ingredient."""

    item_id: str
    amount: float
    unit: str
    quantity: float
    dish: str = ""


def _parts(person: LoggedBy, entry: Entry, recipes_apart: bool) -> Iterator[tuple[Entry, _Part]]:
    if not recipes_apart or _recipe(person, entry.item_id) is None:
        yield entry, _Part(entry.item_id, entry.amount, entry.unit, entry.quantity)
        return
    dish = person.table.name_of(entry.item_id)
    for item_id, grams in _ingredients(person, entry.item_id, entry.quantity):
        yield entry, _Part(item_id, grams, "g", grams, dish)


def _recipe(person: LoggedBy, item_id: str) -> Recipe | None:
    own = person.own.get(item_id)
    return own.definition if own and isinstance(own.definition, Recipe) else None


def _ingredients(person: LoggedBy, item_id: str, grams: float) -> Iterator[tuple[str, float]]:
    """Yield what is in some grams of a dish, dishes in it taken apart as well [g]."""
    recipe = _recipe(person, item_id)
    if recipe is None:
        yield item_id, grams
        return
    for one in recipe.ingredients:
        yield from _ingredients(person, one.item_id, grams * one.quantity / recipe.weight_g)


class _Contents:
    """What one unit of each item holds, looked up once."""

    def __init__(self, composition: CompositionMatrix) -> None:
        self._composition = composition
        self._columns = {
            f"{'K2' if component == K2_TOTAL else component}_ug": composition.components.index(
                component
            )
            for component in (*FORMS, K2_TOTAL)
        }
        self._looked_up: dict[str, tuple[dict[str, float], str]] = {}

    def of(self, item_id: str, quantity: float) -> dict[str, Any]:
        """Return the content of some of an item [µg], and whether its K2 is known."""
        if item_id not in self._looked_up:
            self._looked_up[item_id] = self._look_up(item_id)
        per_unit, known = self._looked_up[item_id]
        found: dict[str, Any] = {
            name: round(content * quantity, 3) for name, content in per_unit.items()
        }
        return found | {"K2_known": known}

    def _look_up(self, item_id: str) -> tuple[dict[str, float], str]:
        matrix = self._composition
        row = matrix.row_of.get(item_id)
        if row is None:
            return dict.fromkeys(self._columns, math.nan), "no"
        if row >= matrix.n_foods:
            dose = matrix.dose[row - matrix.n_foods]
            return {name: float(dose[column]) for name, column in self._columns.items()}, "yes"
        mean, known = matrix.mean[row], matrix.known[row]
        content = {
            name: float(mean[column]) if known[column] or mean[column] else math.nan
            for name, column in self._columns.items()
        }
        if known[self._columns["K2_ug"]]:
            return content, "yes"
        return content, "no" if math.isnan(content["K2_ug"]) else "in part"


def _day_rows(person: LoggedBy, marks: Iterable[DayMark]) -> Iterator[dict[str, Any]]:
    for mark in marks:
        yield _other_row(person, DAY_KIND) | {
            "date": mark.date.isoformat(),
            "note": mark.note,
            "day_complete": "yes" if mark.complete else "",
        }


def _own_rows(person: LoggedBy, eaten_ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    wanted: set[str] = set()
    waiting = [item_id for item_id in eaten_ids if item_id in person.own]
    while waiting:
        item_id = waiting.pop()
        if item_id not in wanted:
            wanted.add(item_id)
            recipe = _recipe(person, item_id)
            inner = recipe.ingredients if recipe else ()
            waiting += [one.item_id for one in inner if one.item_id in person.own]
    # In the order they were made, so that what is in a recipe comes before it.
    for item in person.own.values():
        if item.item_id in wanted:
            yield _other_row(person, OWN_KIND) | {
                "food": item.name,
                "food_id": item.item_id,
                "definition": definition_text(item.definition),
            }


def _other_row(person: LoggedBy, kind: str) -> dict[str, Any]:
    """Return a row that is of no entry."""
    return {name: math.nan if name in _NUMBERS else "" for name in ENTRY_COLUMNS} | {
        "person": person.profile.name,
        "kind": kind,
        "region": person.profile.region,
        "data_version": data_version(),
    }


def _kind_of_amount(eaten: ResolvedEntry) -> str:
    return eaten.amount_kind or kind_of_unit(eaten.unit)


def _clock(eaten: ResolvedEntry) -> str:
    if eaten.eaten_at is None:
        return ""
    return eaten.eaten_at.isoformat("auto" if eaten.eaten_at.second else "minutes")
