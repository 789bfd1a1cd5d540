"""Says what a change of the diary did, so that undoing it can be offered by name."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from estimator.errors import NotAsShownError
from estimator.foods.table import FoodTable
from estimator.store import Change, Reader

_WHOLE: Final = {
    "add_sample": "sample week added",
    "remove_sample": "sample week removed",
    "edit_profile": "settings changed",
    "import_file": "file imported",
    "put_aside": "question put aside",
    "forget_name": "name of a food forgotten",
}
_DONE: Final = {
    "log": "added",
    "edit": "changed",
    "move": "moved",
    "delete": "deleted",
    "update_past": "updated",
    "add_own_item": "added to your foods",
    "edit_own_item": "changed in your foods",
    "remove_own_item": "taken off your foods",
    "save_meal": "saved as a meal",
    "edit_meal": "changed (saved meal)",
    "delete_meal": "deleted (saved meal)",
    "add_favourite": "made a favourite",
    "remove_favourite": "taken off the favourites",
}


_PAST: Final = {"undo": "undone", "redo": "redone"}


@dataclass(frozen=True)
class Step:
    """A change that can be undone, or redone."""

    id: int
    words: str
    """What it did."""


def step_of(change: Change, reader: Reader, table: FoodTable) -> Step:
    """Say what a change did, e.g. "Natto added" or "3 entries deleted".

    Parameters
    ----------
    change : Change
    reader : Reader
        In the transaction that found it.
    table : FoodTable
        As the person has it; gives the names.
    """
    if change.verb in _WHOLE:
        return Step(change.id, _WHOLE[change.verb])
    touched = reader.touched(change)
    if change.verb == "mark_day":
        days = [date.fromisoformat(one) for one in touched.dates]
        of = (
            f"{days[0]:%A} {days[0].day} {days[0]:%B %Y}" if len(days) == 1 else f"{len(days)} days"
        )
        return Step(change.id, f"notes of {of} changed")
    named = [*map(table.name_of, touched.item_ids), *touched.names]
    what = named[0] if len(named) == 1 else f"{len(named)} entries"
    return Step(change.id, f"{what} {_DONE[change.verb]}")


def check_step(shown: int, step: Step | None, verb: str) -> None:
    """Raise if undo or redo would act on another change than the one shown.

    Parameters
    ----------
    shown : int
        Its id.
    step : Step or None
        What would be done now.
    verb : str
        "undo" or "redo".

    Raises
    ------
    NotAsShownError
        If it is another one.
    """
    if step is None or step.id != shown:
        now = f"it would be: {step.words}" if step else f"there is nothing to {verb}"
        raise NotAsShownError(
            f"The diary has changed since, in another window or by a click before this one; "
            f"nothing was {_PAST[verb]}. Now {now}.",
            [step],
        )
