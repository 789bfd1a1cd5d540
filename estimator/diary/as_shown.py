"""Refuses to act on what has changed since it was shown, in the transaction that acts.

A page, or a command, may be behind: what it shows was changed or deleted meanwhile, in
another window or by the first click of a double click. Each verb that acts on something
shown takes it as it was shown, and refuses where it is no longer that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from estimator.diary_values import DayMark, Entry, Profile, SavedMeal
from estimator.errors import NotAsShownError
from estimator.foods.own_items import OwnItem
from estimator.store import Reader

_WORDS: Final[dict[type, str]] = {
    Entry: "entry",
    SavedMeal: "saved meal",
    OwnItem: "item",
    Profile: "person",
    DayMark: "day",
}


def check_as_shown(shown: Iterable[Any], now: Sequence[Any]) -> None:
    """Raise if anything to be acted on is no longer as it was shown.

    Parameters
    ----------
    shown : iterable of Entry, SavedMeal, OwnItem, Profile, DayMark or other values
        As they were shown.
    now : sequence
        Each as it is now, or None where it is gone.

    Raises
    ------
    NotAsShownError
        If any of them differs; its ``now`` has them all.
    """
    before = list(shown)
    pairs = list(zip(before, now, strict=True))
    gone = sum(one is None for _, one in pairs)
    changed = sum(one is not None and not _same(one, was) for was, one in pairs)
    if not gone and not changed:
        return
    what = _WORDS.get(type(before[0]), "diary")
    if len(before) == 1:
        happened = f"This {what} was {'deleted' if gone else 'changed'} meanwhile"
    else:
        parts = ((changed, "changed"), (gone, "deleted"))
        counts = " and ".join(f"{many} {did}" for many, did in parts if many)
        happened = f"Of these {len(before)} there were {counts} meanwhile"
    raise NotAsShownError(
        f"{happened}, in another window or by a click before this one; nothing was done now. "
        "Look at what there is, then choose again.",
        now,
    )


def _same(now: Any, shown: Any) -> bool:
    if isinstance(now, Entry) and isinstance(shown, Entry):
        # What was changed and changed back is as it was shown.
        return replace(now, updated_at=shown.updated_at) == shown
    return bool(now == shown)


def found_entries(
    reader: Reader, profile_id: int, entry_ids: Sequence[int], shown: Sequence[Entry] = ()
) -> list[Entry]:
    """Return the entries; those of other profiles don't exist for this one.

    Raises
    ------
    NotAsShownError
        If the profile has not got one of them, or one is no longer as it was shown.
    """
    entries = reader.entries(profile_id, ids=entry_ids)
    there = {entry.id: entry for entry in entries}
    check_as_shown(shown, [there.get(entry.id) for entry in shown])
    if not there.keys() >= set(entry_ids):
        raise NotAsShownError(
            "This entry is not in the diary any more. Reload the page to see what is.", [None]
        )
    return entries
