"""What updating past entries to the newest version of an own item would change in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from estimator.components import K2_TOTAL
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import Entry, Profile
from estimator.errors import NotAsShownError, UnitError
from estimator.foods.own_items import OwnItem
from estimator.measures.unit_names import base_unit
from estimator.measures.units import check_entry_quantity
from estimator.pandas_on_use import pd
from estimator.store import Reader


@dataclass(frozen=True)
class PastUpdate:
    """What updating past entries to the newest version would change."""

    entries: int
    first: date
    last: date
    before_ug: float
    """K2 total of these entries as they are [µg]; NaN where nothing is known."""
    after_ug: float


def newest_version(foods: PersonalFoods, key: str) -> OwnItem:
    """Return the newest version of an item on the list.

    Raises
    ------
    InputError
        If it is not on the list.
    """
    for item in foods.listed():
        if item.key == key:
            return item
    raise NotAsShownError(
        "This item is not on the list any more. Reload the page to see what is.", [None]
    )


def outdated_entries(
    reader: Reader, foods: PersonalFoods, profile_id: int, key: str
) -> tuple[OwnItem, list[Entry]]:
    """Return the newest version, and the entries of the older ones."""
    newest = newest_version(foods, key)
    older = [one.item_id for one in foods.versions.values() if one.key == key and one != newest]
    return newest, reader.entries(profile_id, item_ids=older) if older else []


def values_of_newest(
    profile: Profile, foods: PersonalFoods, newest: OwnItem, entry: Entry
) -> dict[str, Any]:
    """Return what changes in an entry that becomes one of the newest version."""
    item = foods.table.get(newest.item_id)
    try:
        quantity = foods.measures(profile).quantity(item, entry.amount, entry.unit)
    except UnitError:
        return {"item_id": item.item_id, "amount": entry.quantity, "unit": base_unit(item)}
    try:
        check_entry_quantity(item, quantity)
    except UnitError as error:
        raise UnitError(f"{entry.date}: {error}") from None
    return {"item_id": item.item_id, "quantity": quantity}


def k2_of(entries: Sequence[Entry], foods: PersonalFoods, profile: Profile) -> float:
    """Return the K2 total of entries, food and supplements together [µg]."""
    frame = pd.DataFrame(
        {
            "item": [entry.item_id for entry in entries],
            "date": [entry.date for entry in entries],
            "quantity": [entry.quantity for entry in entries],
        }
    )
    intake = foods.estimate(profile, frame, None).intake
    total = intake[intake["component"] == K2_TOTAL].iloc[0]
    if entries[0].kind == "supplement":
        return float(total["supplement_ug"])
    return float(total["estimate_ug"])
