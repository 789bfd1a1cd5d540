"""How much of each person there is in a diary or a backup of it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from estimator.diary_values import NAME_LENGTH
from estimator.store import Rows


@dataclass(frozen=True, kw_only=True)
class PersonInBackup:
    """How much of one person is in a backup."""

    name: str
    entries: int
    first: date | None
    """The first day with an entry."""
    last: date | None
    deleted: bool


def people_in(snapshot: Rows) -> tuple[PersonInBackup, ...]:
    """Return everybody whose profile is among some rows, and the span of their entries."""
    people: dict[int, PersonInBackup] = {}
    for row in snapshot.rows("profiles"):
        people[row["id"]] = PersonInBackup(
            name=str(row["name"])[:NAME_LENGTH],
            entries=0,
            first=None,
            last=None,
            deleted=row["deleted_at"] is not None,
        )
    entries: Counter[int] = Counter()
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    for row in snapshot.rows("entries"):
        person, day = row["profile_id"], date.fromisoformat(row["date"])
        if person in people:
            entries[person] += 1
            first[person] = min(day, first.get(person, day))
            last[person] = max(day, last.get(person, day))
    return tuple(
        replace(one, entries=entries[key], first=first.get(key), last=last.get(key))
        for key, one in people.items()
    )
