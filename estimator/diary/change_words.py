"""Says what a change of the diary did, so that undoing it can be offered by name."""

from typing import Final

from estimator.food_table.foods import FoodTable
from estimator.store import Change

_WHOLE: Final = {
    "add_sample": "sample week added",
    "remove_sample": "sample week removed",
    "edit_profile": "settings changed",
    "import_file": "file imported",
    "forget_name": "name of a food forgotten",
}
_DONE: Final = {
    "log": "added",
    "edit": "changed",
    "move": "moved",
    "delete": "deleted",
    "update_past": "updated",
    "mark_day": "notes changed",
    "add_own_item": "added to your foods",
    "edit_own_item": "changed in your foods",
    "remove_own_item": "taken off your foods",
    "save_meal": "saved as a meal",
    "edit_meal": "changed (saved meal)",
    "delete_meal": "deleted (saved meal)",
    "add_favourite": "made a favourite",
    "remove_favourite": "taken off the favourites",
}


def in_words(change: Change, table: FoodTable) -> str:
    """Say what a change did, e.g. "Natto added" or "3 entries deleted".

    Parameters
    ----------
    change : Change
    table : FoodTable
        As the person has it; gives the names.
    """
    if change.verb in _WHOLE:
        return _WHOLE[change.verb]
    named = [
        *map(table.name_of, change.item_ids),
        *change.names,
        *change.dates,
    ]
    what = named[0] if len(named) == 1 else f"{len(named)} entries"
    return f"{what} {_DONE[change.verb]}"
