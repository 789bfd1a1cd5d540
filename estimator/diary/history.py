"""The history of a person's diary: undo and redo, one change at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from estimator.diary.change_words import Step, check_step, step_of
from estimator.diary.look_alikes import check_looks
from estimator.diary.own_foods import OwnFoods
from estimator.diary.people import found, reading
from estimator.foods.table import FoodTable
from estimator.store import Change, Reader, Store

_MOST_TOLD: Final = 64


class History:
    """The changes of the people of a diary.

    Parameters
    ----------
    store : Store
        The open database.
    own_foods : OwnFoods
        Gives the names of a person's foods.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(self, store: Store, own_foods: OwnFoods, now: Callable[[], datetime]) -> None:
        self._store = store
        self._own_foods = own_foods
        self._now = now
        self._told: dict[tuple[int, FoodTable], Step] = {}

    def last_change(self, profile_id: int) -> str | None:
        """Say what `undo` would undo, or None."""
        step, _ = self.steps(profile_id)
        return step.words if step else None

    def state(self, profile_id: int) -> tuple[int, int]:
        """Return what stands for all that a person's diary holds: it differs after each change."""
        with reading(self._store, profile_id) as reader:
            ends = reader.undoable(profile_id), reader.redoable(profile_id)
        undoable, redoable = (change.id if change else 0 for change in ends)
        return undoable, redoable

    def steps(self, profile_id: int) -> tuple[Step | None, Step | None]:
        """Return what `undo` would undo, and what `redo` would redo."""
        with reading(self._store, profile_id) as reader:
            return self._steps(reader, profile_id, self._step_told)

    def _step_told(self, change: Change, reader: Reader, table: FoodTable) -> Step:
        """Say what a change did. It stays what it is, and that of an import is long to read."""
        key = (change.id, table)
        if key not in self._told:
            if len(self._told) >= _MOST_TOLD:
                self._told.clear()
            self._told[key] = step_of(change, reader, table)
        return self._told[key]

    def undo(self, profile_id: int, change_id: int | None = None) -> str | None:
        """Undo the newest change that is not undone; say what was undone, or None.

        Parameters
        ----------
        profile_id : int
            Whose diary.
        change_id : int, optional
            Of the change that was shown, see `steps`: only that one is undone.

        Raises
        ------
        NotAsShownError
            If another change is the newest by now.
        InputError
            If there is no such profile, or its former name is taken by now.
        """
        return self._step(profile_id, change_id, back=True)

    def redo(self, profile_id: int, change_id: int | None = None) -> str | None:
        """Redo the change that was undone last; say what was redone, or None.

        There is none any more once something else is changed.

        Parameters
        ----------
        profile_id : int
            Whose diary.
        change_id : int, optional
            Of the change that was shown, see `steps`: only that one is redone.

        Raises
        ------
        NotAsShownError
            If redo would do another change, or none, by now.
        InputError
            If there is no such profile, or the name it had is taken by now.
        """
        return self._step(profile_id, change_id, back=False)

    def _steps(
        self,
        reader: Reader,
        profile_id: int,
        told: Callable[[Change, Reader, FoodTable], Step] = step_of,
    ) -> tuple[Step | None, Step | None]:
        table = self._own_foods.foods_in(reader, profile_id).table
        undoable, redoable = reader.undoable(profile_id), reader.redoable(profile_id)
        return (
            told(undoable, reader, table) if undoable else None,
            told(redoable, reader, table) if redoable else None,
        )

    def _step(self, profile_id: int, change_id: int | None, *, back: bool) -> str | None:
        with self._store.write(self._now()) as writer:
            before = found(writer.lock(profile_id))
            steps = self._steps(writer, profile_id)
            step = steps[0] if back else steps[1]
            if change_id is not None:
                check_step(change_id, step, "undo" if back else "redo")
            if step is None:
                return None
            if back:
                writer.undo(step.id)
            else:
                writer.redo(step.id)
            now = found(writer.profile(profile_id))
            if now.name != before.name:
                check_looks(now.name, [one for one in writer.profiles() if one.id != profile_id])
        return f"{'Undone' if back else 'Redone'}: {step.words}."
