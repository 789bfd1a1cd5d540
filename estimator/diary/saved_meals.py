"""The verbs of saved meals: items that a person logs together, under a name."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from estimator.diary.as_shown import check_as_shown, found_entries
from estimator.diary.checks import clean_name, resolved_entry
from estimator.diary.look_alikes import look_alike
from estimator.diary.own_foods import OwnFoods
from estimator.diary.people import found, reading
from estimator.diary.repeats import planned_again
from estimator.diary_values import Entry, Planned, Profile, SavedMeal, ToLog
from estimator.errors import InputError, NotAsShownError
from estimator.store import Reader, Store


class SavedMeals:
    """The saved meals of the people of a diary.

    Parameters
    ----------
    store : Store
        The open database.
    own_foods : OwnFoods
        Gives the foods of a person.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(self, store: Store, own_foods: OwnFoods, now: Callable[[], datetime]) -> None:
        self._store = store
        self._own_foods = own_foods
        self._now = now

    def of(self, profile_id: int) -> list[SavedMeal]:
        """Return the saved meals, in the order they were made."""
        with reading(self._store, profile_id) as reader:
            return reader.saved_meals(profile_id)

    def save(
        self,
        profile_id: int,
        name: str,
        entry_ids: Iterable[int],
        *,
        shown: Sequence[Entry] = (),
    ) -> SavedMeal:
        """Save entries as a meal that can be logged again under a name.

        Raises
        ------
        NotAsShownError
            If one is no longer as it was ``shown``.
        InputError
            If the name can't be used or is taken, or the profile has not got an entry.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            foods = self._own_foods.foods_in(writer, profile_id)
            entries = found_entries(writer, profile_id, list(entry_ids), shown)
            if not entries:
                raise InputError("A saved meal has at least one item. Choose what is in it.")
            planned = [planned_again(profile, foods, entry) for entry in entries]
            return writer.add_saved_meal(
                profile_id, _free_name(writer, profile_id, name, None), planned
            )

    def plan(
        self, profile_id: int, name: str, items: Sequence[tuple[str, str | float, str]]
    ) -> SavedMeal:
        """Save items (id, amount, unit), eaten or not, as a meal under a name.

        Saving the same items under the same name again gives the meal that is there,
        so that a double click saves one.

        Raises
        ------
        InputError
            For the reasons of `save` and `Entries.log`.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            planned = self._planned(writer, profile, items)
            if not planned:
                raise InputError("A saved meal has at least one item. Choose what is in it.")
            cleaned = clean_name(name, "The name of a meal")
            for meal in writer.saved_meals(profile_id):
                if (meal.name, meal.items) == (cleaned, planned):
                    return meal
            return writer.add_saved_meal(
                profile_id, _free_name(writer, profile_id, cleaned, None), planned
            )

    def edit(
        self,
        profile_id: int,
        meal_id: int,
        *,
        name: str | None = None,
        items: Sequence[tuple[str, str | float, str]] | None = None,
        shown: SavedMeal | None = None,
    ) -> SavedMeal:
        """Change the name or the items (id, amount, unit) of a saved meal.

        Raises
        ------
        NotAsShownError
            If it is no longer as it was ``shown``, nor what it is to become.
        InputError
            If there is no such meal, or for the reasons of `save` and `Entries.log`.
        """
        with self._store.write(self._now()) as writer:
            profile = found(writer.lock(profile_id))
            meal = _found_meal(writer, profile_id, meal_id)
            planned = meal.items
            if items is not None:
                planned = _still_assumed(self._planned(writer, profile, items), meal.items)
            if not planned:
                raise InputError("A saved meal has at least one item. Delete it instead.")
            new_name = meal.name if name is None else _free_name(writer, profile_id, name, meal)
            if (new_name, planned) == (meal.name, meal.items):
                return meal
            if shown is not None:
                check_as_shown([shown], [meal])
            return writer.edit_saved_meal(meal, new_name, planned)

    def delete(self, profile_id: int, meal_id: int, *, shown: SavedMeal | None = None) -> None:
        """Delete a saved meal; what was logged with it stays.

        Raises
        ------
        NotAsShownError
            If it is no longer as it was ``shown``.
        InputError
            If there is no such meal.
        """
        with self._store.write(self._now()) as writer:
            found(writer.lock(profile_id))
            meal = _found_meal(writer, profile_id, meal_id)
            if shown is not None:
                check_as_shown([shown], [meal])
            writer.delete_saved_meal(meal)

    def planned(self, profile_id: int, meal_id: int) -> list[Planned]:
        """Return what is in a saved meal as it would be logged now.

        Raises
        ------
        InputError
            If there is no such meal.
        """
        with self._store.read() as reader:
            profile = found(reader.profile(profile_id))
            saved = _found_meal(reader, profile_id, meal_id)
            foods = self._own_foods.foods_in(reader, profile_id)
        return [planned_again(profile, foods, one) for one in saved.items]

    def _planned(
        self, reader: Reader, profile: Profile, items: Sequence[tuple[str, str | float, str]]
    ) -> tuple[Planned, ...]:
        """Check items as if they were eaten today."""
        table = self._own_foods.foods_in(reader, profile.id).table
        today = profile.date_at(self._now())
        eaten = [
            ToLog(date=today, item_id=item_id, amount=amount, unit=unit)
            for item_id, amount, unit in items
        ]
        checked = [resolved_entry(one, profile, table, today) for one in eaten]
        return tuple(
            Planned(item_id=one.item_id, amount=one.amount, unit=one.unit) for one in checked
        )


def _still_assumed(items: Iterable[Planned], before: Iterable[Planned]) -> tuple[Planned, ...]:
    """Return items, each as sure as it was if its amount is as it was."""
    kinds = {(one.item_id, one.amount, one.unit): one.amount_kind for one in before}
    return tuple(
        replace(one, amount_kind=kinds.get((one.item_id, one.amount, one.unit))) for one in items
    )


def _found_meal(reader: Reader, profile_id: int, meal_id: int) -> SavedMeal:
    for meal in reader.saved_meals(profile_id):
        if meal.id == meal_id:
            return meal
    raise NotAsShownError(
        "This saved meal is not there any more. Reload the page to see what is.", [None]
    )


def _free_name(reader: Reader, profile_id: int, name: str, but: SavedMeal | None) -> str:
    cleaned = clean_name(name, "The name of a meal")
    for meal in reader.saved_meals(profile_id):
        if meal != but and look_alike(meal.name, cleaned):
            raise InputError(f"You have a saved meal {meal.name} already. Choose another name.")
    return cleaned
