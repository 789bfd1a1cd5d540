"""The diary: the one door for the app and the command line."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from estimator.backup.backups import Backups
from estimator.diary.days import Days
from estimator.diary.entries import Entries
from estimator.diary.history import History
from estimator.diary.own_foods import OwnFoods
from estimator.diary.people import People, reading
from estimator.diary.personal_foods import PersonalFoods
from estimator.diary.questions import Questions
from estimator.diary.repeats import Repeats
from estimator.diary.sample_week import SampleWeek
from estimator.diary.saved_meals import SavedMeals
from estimator.foods.table import FoodTable, food_table
from estimator.store import Store, open_store

if TYPE_CHECKING:
    from estimator.diary.imports import Imports
    from estimator.diary.kinds import Kinds


class Diary:
    """The diaries of several people, in one database.

    Parameters
    ----------
    store : Store
        The open database.
    table : FoodTable, optional
        What item ids refer to; by default the table that ships.
    now : callable, optional
        Returns this moment, with a time zone.

    Attributes
    ----------
    people : People
        Whose diaries are kept, with their settings.
    entries : Entries
        What they log.
    days : Days
        What they note of whole days.
    history : History
        Their changes, to be undone and redone.
    own_foods : OwnFoods
        Their own foods, own supplements and recipes.
    repeats : Repeats
        Copies, favourites and what is familiar to them.
    kinds : Kinds
        What they mean by foods of which they say no kind.
    meals : SavedMeals
        What they log together, under a name.
    sample_week : SampleWeek
        Examples for a new person.
    imports : Imports
        Of files, into the diary of a person.
    questions : Questions
        What they are not asked any more.
    backups : Backups
        Of everybody together.
    """

    def __init__(
        self,
        store: Store,
        table: FoodTable | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._now = now
        self.people = People(store, now)
        self.days = Days(store, now)
        self.own_foods = OwnFoods(store, table or food_table(), now)
        self.entries = Entries(store, self.own_foods, now)
        self.history = History(store, self.own_foods, now)
        self.repeats = Repeats(store, self.own_foods, self.entries, now)
        self.meals = SavedMeals(store, self.own_foods, now)
        self.sample_week = SampleWeek(store, self.own_foods, now)
        self.questions = Questions(store, now)
        self.backups = Backups(store, now)

    @cached_property
    def imports(self) -> Imports:
        """Files, into the diary of a person; loaded when a file is read."""
        from estimator.diary.imports import Imports

        return Imports(self._store, self.own_foods, self._now)

    @cached_property
    def kinds(self) -> Kinds:
        """What people mean by foods of which they say no kind; loaded when words are read."""
        from estimator.diary.kinds import Kinds

        return Kinds(self._store, self.own_foods, self._now)

    def foods(self, profile_id: int) -> PersonalFoods:
        """Return the food table as a person has it."""
        with reading(self._store, profile_id) as reader:
            return self.own_foods.foods_in(reader, profile_id)

    def look(self) -> AbstractContextManager[None]:
        """Read in one transaction what this thread reads until the end, as a page does."""
        return self._store.look()

    @property
    def unwritable(self) -> str:
        """Why nothing can be saved, "" where it can; as it was when the diary was opened."""
        return self._store.unwritable

    @property
    def damage(self) -> str:
        """What the last look through the diary found; "" where nothing."""
        return self._store.damage

    def check_for_damage(self) -> None:
        """Look for damage in all that is kept, which takes a second or so for years of it.

        Raises
        ------
        StoreError
            If there is any; DamagedStoreError where the diary is a file.
        """
        self._store.check_for_damage()

    @property
    def edition(self) -> object:
        """A random name that differs for any other diary in its place."""
        return self._store.edition, self._store.file

    def is_here(self) -> bool:
        """Return whether no other diary was put in the place of this one.

        Raises
        ------
        StoreError
            If the database can't be read.
        """
        return self._store.is_here()

    def close(self) -> None:
        """Close the database."""
        self._store.close()


def open_diary(url: str | Path | None = None) -> Diary:
    """Open the diary; make it, and its folder, at the first start.

    Parameters
    ----------
    url : str or Path, optional
        See `estimator.store.open_store`.

    Raises
    ------
    StoreError
        If it can't be opened; it is then left as it was.
    """
    return Diary(open_store(url))
