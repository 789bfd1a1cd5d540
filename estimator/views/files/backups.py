"""Words for backups: what is in one, and what bringing it back would change."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd

from estimator.backup.backup_folder import BEFORE_RESTORE_KEPT, DAYS_KEPT, KeptBackup
from estimator.backup.backups import Preview
from estimator.backup.counts import PersonInBackup
from estimator.views.shared.figures import counted
from estimator.views.shared.spans import date_words

BACKUP_INTRO: Final = (
    "A backup holds everything: everybody's entries, own foods, recipes, saved meals, notes, "
    "settings, and what can be undone. It is one file that this program reads on any computer and "
    "from any database."
)
KEPT_NOTE: Final = (
    f"On each day on which the app is used a backup is kept, the last {DAYS_KEPT} of them; the "
    "first as soon as something is logged. When a backup is brought back, what was there before "
    f"is kept too, the last {BEFORE_RESTORE_KEPT} times."
)
REPLACES: Final = (
    "Bringing it back puts it in the place of everything there is now, for everybody. What is "
    "there now is kept as a backup first, so it can be brought back in turn."
)


def backup_name(moment: datetime) -> str:
    """Return what a backup made now is called."""
    return f"k2-diary-{moment:%Y-%m-%d}.zip"


def kept_words(backup: KeptBackup) -> str:
    """Say when a backup was kept, why, and how large it is."""
    why = ", before another was brought back" if backup.before_restore else ""
    at = backup.kept_at
    return f"{at:%A} {date_words(at)}, {at:%H:%M}{why} · {size_words(backup.bytes)}"


def size_words(size: int) -> str:
    """Write a size of a file.

    Examples
    --------
    >>> size_words(800), size_words(3_400_000)
    ('1 kB', '3.4 MB')
    """
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1000))} kB"


def made_words(preview: Preview) -> str:
    """Say when and by what a backup was made."""
    return (
        f"Made on {date_words(preview.made_at)} at {preview.made_at:%H:%M} (UTC) by version "
        f"{preview.program} with food data {preview.food_data}."
    )


def preview_table(preview: Preview, now_there: Sequence[PersonInBackup]) -> pd.DataFrame:
    """List everybody in a backup or in the diary, with what both have of them."""
    ours = {_name(one): one for one in now_there}
    theirs = {_name(one): one for one in preview.people}
    return pd.DataFrame(
        [
            (name, person_words(theirs.get(name)), person_words(ours.get(name)))
            for name in {**theirs, **ours}
        ],
        columns=["Person", "In the backup", "Now"],
    )


def person_words(person: PersonInBackup | None) -> str:
    """Say how much there is of a person."""
    if person is None:
        return "not there"
    if not person.entries:
        return "no entries"
    return f"{counted(person.entries, 'entry', 'entries')}, {person.first} to {person.last}"


def set_aside_words(aside: Path, backup: Path | None) -> str:
    """Say what was done about a damaged file."""
    done = f"Brought back: {backup.name}." if backup else "A new diary is begun."
    return f"{done} The damaged file is kept as {aside}."


def restored_words(preview: Preview) -> str:
    """Say what was brought back."""
    entries = sum(person.entries for person in preview.people)
    people = counted(sum(not one.deleted for one in preview.people), "person", "people")
    return f"Brought back: {people} with {counted(entries, 'entry', 'entries')}."


def _name(person: PersonInBackup) -> str:
    return f"{person.name} (deleted)" if person.deleted else person.name
