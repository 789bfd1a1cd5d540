"""What a page is drawn from: read in one transaction, and what all of it needs read once."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from estimator.diary_values import FoodName, Profile
from estimator.store.plain_values import Change
from estimator.store.reading import Reader

Value = TypeVar("Value")


class OnceReader(Reader):
    """A reader that asks once in its transaction for what many parts of a page need."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known: dict[tuple[str, int], Any] = {}

    def profile(self, profile_id: int) -> Profile | None:
        """Return one profile that is not deleted, or None."""
        return self._once("profile", profile_id, super().profile)

    def food_names(self, profile_id: int) -> dict[str, FoodName]:
        """Return what the person calls items, by the key of each name, in the order given."""
        return self._once("food names", profile_id, super().food_names)

    def own_item_stamps(self, profile_id: int) -> list[tuple[int, datetime, bool]]:
        """Return a stamp of every version that no other has, also of a diary brought back."""
        return self._once("own items", profile_id, super().own_item_stamps)

    def favourites(self, profile_id: int) -> list[str]:
        """Return the ids of the favourites, in the order they were chosen."""
        return self._once("favourites", profile_id, super().favourites)

    def undoable(self, profile_id: int) -> Change | None:
        """Return the newest change of a profile that is not undone, or None."""
        return self._once("undoable", profile_id, super().undoable)

    def _once(self, what: str, profile_id: int, read: Callable[[int], Value]) -> Value:
        key = (what, profile_id)
        if key not in self._known:
            self._known[key] = read(profile_id)
        value: Value = self._known[key]
        return value


class Look:
    """A transaction that a thread reads in from its first question until it is ended."""

    def __init__(self) -> None:
        self.reader: OnceReader | None = None
        self.session: Session | None = None
        self._stack = ExitStack()

    def begin(self, session: Session) -> OnceReader:
        """Read in a session from here on."""
        self.session = self._stack.enter_context(session)
        self.reader = OnceReader(session)
        return self.reader

    def end(self) -> None:
        """End the transaction; the next question begins another one."""
        self.reader = self.session = None
        self._stack.pop_all().close()
