"""Own foods, supplements and recipes that a file describes, as new versions of a diary's own."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from estimator.diary.ingredients import check_ingredients
from estimator.diary.look_alikes import look_alike
from estimator.diary.own_item_checks import checked_definition
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary_values import OWN_KIND
from estimator.errors import InputError
from estimator.foods.own_items import OwnItem, Recipe
from estimator.foods.own_items_json import definition_from_text
from estimator.importing.file_rows import FileRow
from estimator.importing.import_plan import LeftOut

_ID: Final = re.compile(r"(own-[0-9a-f]{12})-v([1-9]\d{0,5})")


def own_of_file(
    records: Iterable[FileRow],
    foods: PersonalFoods,
    groups: Collection[str],
    profile_id: int,
    now: datetime,
) -> tuple[PersonalFoods, tuple[OwnItem, ...], tuple[LeftOut, ...]]:
    """Read the own items of a file.

    Parameters
    ----------
    records : iterable of FileRow
        Of the whole file, each item after what is in it.
    foods : PersonalFoods
        As the person has them.
    groups : collection of str
        The food groups of the table.
    profile_id : int
        Whose they become.
    now : datetime.datetime
        When they are said to be made.

    Returns
    -------
    foods : PersonalFoods
        With the new ones.
    new : tuple of OwnItem
        Those that are not there yet.
    refused : tuple of LeftOut
        Rows that can't be used, and why.
    """
    new: list[OwnItem] = []
    refused: list[LeftOut] = []
    for record in records:
        if record.kind != OWN_KIND or record.code in foods.versions:
            continue
        try:
            item = _own_item(record, foods, groups, profile_id, now)
        except InputError as error:
            refused.append(LeftOut(record, str(error), None))
            continue
        new.append(item)
        foods = foods.with_version(item)
    return foods, tuple(new), tuple(refused)


def _own_item(
    record: FileRow,
    foods: PersonalFoods,
    groups: Collection[str],
    profile_id: int,
    now: datetime,
) -> OwnItem:
    found = _ID.fullmatch(record.code)
    if not found:
        raise InputError(f"{record.code[:60]!r} is no id of an own food, such as own-1b2c…-v1.")
    key, version = found[1], int(found[2])
    checked = checked_definition(definition_from_text(record.name, record.definition), groups)
    if isinstance(checked, Recipe):
        check_ingredients(checked, foods, key)
    for item in foods.versions.values():
        if item.key == key and item.version > version:
            raise InputError(f"You have a newer version of {item.name} already.")
        if item.key == key and type(item.definition) is not type(checked):
            raise InputError(f"{item.name} is another kind of item in your foods.")
    for item in foods.listed():
        if item.key != key and look_alike(item.name, checked.name):
            raise InputError(f"You have a {item.name} of your own already; that one is taken.")
    return OwnItem(
        id=0,
        profile_id=profile_id,
        key=key,
        version=version,
        definition=checked,
        removed=False,
        created_at=now,
    )
