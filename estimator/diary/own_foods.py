"""The verbs of own foods, own supplements and recipes.

Editing makes a new version; what was logged keeps its own, until the person asks
to update it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import uuid4

from estimator.diary.as_shown import check_as_shown
from estimator.diary.ingredients import check_ingredients, resolved_ingredient
from estimator.diary.look_alikes import look_alike
from estimator.diary.own_item_checks import checked_definition
from estimator.diary.past_updates import (
    PastUpdate,
    k2_of,
    newest_version,
    outdated_entries,
    values_of_newest,
)
from estimator.diary.people import found, reading
from estimator.diary.personal_foods import PersonalFoods
from estimator.errors import InputError
from estimator.foods.own_items import Definition, OwnItem, Recipe
from estimator.foods.table import FoodTable
from estimator.store import Reader, Store, Writer

KEPT_AT_ONCE: Final = 64
"""How many people's foods are cached."""


class OwnFoods:
    """Own foods, own supplements and recipes of the people of a diary.

    Parameters
    ----------
    store : Store
        The open database.
    table : FoodTable
        The table that everybody has.
    now : callable
        Returns this moment, with a time zone.

    Attributes
    ----------
    groups : set of str
        The food groups of the table.
    """

    def __init__(self, store: Store, table: FoodTable, now: Callable[[], datetime]) -> None:
        self._store = store
        self._table = table
        self._now = now
        self.groups = {food.group for food in table.foods.values()}
        self._foods: dict[int, tuple[object, PersonalFoods]] = {}

    def foods_in(self, reader: Reader, profile_id: int) -> PersonalFoods:
        """Return the food table as a person has it, in a transaction that is open."""
        names = reader.food_names(profile_id)
        stamp = reader.own_item_stamps(profile_id), names
        known = self._foods.get(profile_id)
        if known is None or known[0] != stamp:
            if len(self._foods) >= KEPT_AT_ONCE:
                self._foods.clear()
            own = reader.own_items(profile_id)
            known = stamp, PersonalFoods(self._table, own, names.values())
            self._foods[profile_id] = known
        return known[1]

    def of(self, profile_id: int) -> list[OwnItem]:
        """Return the newest version of each own item on the person's list."""
        with reading(self._store, profile_id) as reader:
            return self.foods_in(reader, profile_id).listed()

    def save(
        self,
        profile_id: int,
        definition: Definition,
        key: str | None = None,
        *,
        shown: OwnItem | None = None,
    ) -> OwnItem:
        """Save an own food or supplement, or a recipe of resolved ingredients.

        Parameters
        ----------
        profile_id : int
            Whose it is.
        definition : OwnFood, OwnSupplement or Recipe
        key : str, optional
            Of the item it is a new version of; by default it is a new item.
        shown : OwnItem, optional
            The newest version as it was shown.

        Returns
        -------
        OwnItem
            The new version; the newest one where nothing changed, and where the
            very same is saved again.

        Raises
        ------
        NotAsShownError
            If there is another version by now, or the item is gone.
        InputError
            If anything of it can't be used, or the name is that of another own item;
            for a recipe, also for the reasons of `save_recipe`.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            foods = self.foods_in(writer, profile_id)
            return self._save(writer, foods, profile_id, definition, key, shown)

    def save_recipe(
        self,
        profile_id: int,
        name: str,
        ingredients: Sequence[tuple[str, str | float, str]],
        *,
        yield_g: float | None = None,
        servings: float | None = None,
        key: str | None = None,
        shown: OwnItem | None = None,
    ) -> OwnItem:
        """Save a recipe.

        Parameters
        ----------
        profile_id : int
            Whose it is.
        name : str
        ingredients : sequence of (item id, amount, unit)
            Own foods and recipes go in as their newest version.
        yield_g : float, optional
            Weight of the dish as it is eaten [g]; by default that of the ingredients.
        servings : float, optional
            How many servings it makes.
        key : str, optional
            Of the recipe it is a new version of.
        shown : OwnItem, optional
            The newest version as it was shown.

        Raises
        ------
        InputError
            If an ingredient is a supplement, is not in the table, weighs nothing or too
            much, or has the recipe in it; or for the reasons of `save`.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            foods = self.foods_in(writer, profile_id)
            resolved = tuple(
                resolved_ingredient(profile, foods, *ingredient) for ingredient in ingredients
            )
            recipe = Recipe(name=name, ingredients=resolved, yield_g=yield_g, servings=servings)
            return self._save(writer, foods, profile_id, recipe, key, shown)

    def remove(self, profile_id: int, key: str, *, shown: OwnItem | None = None) -> None:
        """Take an own item off the list; what was logged, and recipes, keep it.

        Raises
        ------
        NotAsShownError
            If it is no longer as it was ``shown``.
        InputError
            If the person has no such item on the list.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            item = newest_version(self.foods_in(writer, profile_id), key)
            if shown is not None:
                check_as_shown([shown], [item])
            writer.remove_own_item(item)

    def past_update(self, profile_id: int, key: str) -> PastUpdate | None:
        """Return what `update_past` would change, or None if it would change nothing.

        Raises
        ------
        InputError
            For the reasons of `update_past`.
        """
        with self._store.read() as reader:
            return self._past_update(reader, profile_id, key)

    def _past_update(self, reader: Reader, profile_id: int, key: str) -> PastUpdate | None:
        profile = found(reader.profile(profile_id))
        foods = self.foods_in(reader, profile_id)
        newest, entries = outdated_entries(reader, foods, profile_id, key)
        changes = [values_of_newest(profile, foods, newest, entry) for entry in entries]
        if not entries:
            return None
        after = [replace(entry, **values) for entry, values in zip(entries, changes, strict=True)]
        return PastUpdate(
            entries=len(entries),
            first=entries[0].date,
            last=entries[-1].date,
            before_ug=k2_of(entries, foods, profile),
            after_ug=k2_of(after, foods, profile),
        )

    def update_past(self, profile_id: int, key: str, *, shown: PastUpdate | None = None) -> int:
        """Turn every entry of an older version into one of the newest; say how many.

        The amount stays as it was given and is resolved anew; where the newest
        version has no such unit, the grams stay.

        Raises
        ------
        NotAsShownError
            If it would no longer change what was ``shown``.
        InputError
            If the person has no such item on the list, or an entry would be more than
            one may be.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            foods = self.foods_in(writer, profile_id)
            newest, entries = outdated_entries(writer, foods, profile_id, key)
            if entries:
                if shown is not None:
                    check_as_shown([shown], [self._past_update(writer, profile_id, key)])
                changes = [
                    (entry, values_of_newest(profile, foods, newest, entry)) for entry in entries
                ]
                writer.edit_entries(profile_id, "update_past", changes)
        return len(entries)

    def _save(
        self,
        writer: Writer,
        foods: PersonalFoods,
        profile_id: int,
        definition: Definition,
        key: str | None,
        shown: OwnItem | None,
    ) -> OwnItem:
        checked = checked_definition(definition, self.groups)
        for item in foods.listed():
            if item.key != key and look_alike(item.name, checked.name):
                if key is None and item.definition == checked:
                    return item  # the second click of a double click
                raise InputError(
                    f"You have a {item.name} already. Edit that one, or choose another name."
                )
        if isinstance(checked, Recipe):
            check_ingredients(checked, foods, key)
        if key is None:
            return writer.add_own_item(
                profile_id, "add_own_item", f"own-{uuid4().hex[:12]}", 1, checked
            )
        before = newest_version(foods, key)
        if before.definition == checked:
            return before
        if shown is not None:
            check_as_shown([shown], [before])
        if type(before.definition) is not type(checked):
            raise InputError(f"{before.name} can't become another kind of item. Add a new one.")
        return writer.add_own_item(profile_id, "edit_own_item", key, before.version + 1, checked)
