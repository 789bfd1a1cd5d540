"""The people whose diaries are kept, and the settings their entries are read by."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final

from estimator.diary.as_shown import check_as_shown
from estimator.diary.checks import checked_settings, seen_key
from estimator.diary.look_alikes import check_looks
from estimator.diary_values import COLORS, WEEK_STARTS, Logged, Profile, machine_time_zone
from estimator.errors import InputError, NotAsShownError
from estimator.measures.unit_names import CUPS
from estimator.store import Reader, Store

FIRST_NAME: Final = "Me"
"""Name of the profile that the first start makes."""


class People:
    """The people of a diary.

    Parameters
    ----------
    store : Store
        The open database.
    now : callable
        Returns this moment, with a time zone.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def all(self) -> list[Profile]:
        """Return everybody, in the order they were added."""
        with self._store.read() as reader:
            return reader.profiles()

    def get(self, profile_id: int) -> Profile:
        """Return one person.

        Raises
        ------
        InputError
            If there is none.
        """
        with self._store.read() as reader:
            return found(reader.profile(profile_id))

    def first(self) -> Profile:
        """Return the first person; at the first start they are made, so that logging can begin."""
        people = self.all()
        if people:
            return people[0]
        try:
            return self.add(FIRST_NAME)
        except InputError:
            return self.all()[0]  # another session of the first start was quicker

    def add(
        self,
        name: str,
        *,
        region: str = "world",
        time_zone: str | None = None,
        day_start_hour: int = 0,
        cup: str = CUPS[0],
        takes_vka: bool = False,
        color: str | None = None,
        week_start: str = WEEK_STARTS[0],
        exact_amounts: bool = False,
    ) -> Profile:
        """Add a person.

        Where none is named, their time zone is that of the machine, and their
        colour one that the fewest others have.

        Raises
        ------
        InputError
            If the name is empty, too long or taken, or a setting is none of the allowed.
        """
        values = checked_settings(
            {
                "name": name,
                "region": region,
                "time_zone": time_zone or machine_time_zone(),
                "day_start_hour": day_start_hour,
                "cup": cup,
                "takes_vka": takes_vka,
                "color": color or COLORS[0],
                "week_start": week_start,
                "exact_amounts": exact_amounts,
            }
        )
        with self._store.write(self._now(), everybody=True) as writer:
            check_looks(values["name"], writer.profiles())
            if color is None:
                taken = [profile.color for profile in writer.profiles()]
                values["color"] = min(COLORS, key=taken.count)
            return writer.add_profile(**values)

    def edit(
        self,
        profile_id: int,
        *,
        name: str | None = None,
        region: str | None = None,
        time_zone: str | None = None,
        day_start_hour: int | None = None,
        cup: str | None = None,
        takes_vka: bool | None = None,
        color: str | None = None,
        week_start: str | None = None,
        exact_amounts: bool | None = None,
        shown: Profile | None = None,
    ) -> Profile:
        """Change settings of a person; what is not given stays.

        Raises
        ------
        NotAsShownError
            If they are no longer as they were ``shown``, nor what they are to become.
        InputError
            If there is no such person, or for the reasons of `add`.
        """
        settings = {
            "name": name,
            "region": region,
            "time_zone": time_zone,
            "day_start_hour": day_start_hour,
            "cup": cup,
            "takes_vka": takes_vka,
            "color": color,
            "week_start": week_start,
            "exact_amounts": exact_amounts,
        }
        given = {setting: value for setting, value in settings.items() if value is not None}
        with self._store.write(self._now(), everybody=True) as writer:
            before = found(writer.lock(profile_id))
            # What stays is not judged anew: a time zone that this system doesn't know is kept.
            values = checked_settings(
                {key: value for key, value in given.items() if getattr(before, key) != value}
            )
            if all(getattr(before, key, value) == value for key, value in values.items()):
                return before
            if shown is not None:
                check_as_shown([shown], [before])
            if "name" in values:
                others = [one for one in writer.profiles() if one.id != profile_id]
                check_looks(values["name"], others)
            return writer.edit_profile(profile_id, **values)

    def delete(self, profile_id: int, *, shown: Profile | None = None) -> None:
        """Take a person off the list; `restore` brings them back with all they logged.

        Raises
        ------
        NotAsShownError
            If their settings are no longer as they were ``shown``.
        InputError
            If there is no such profile.
        """
        with self._store.write(self._now(), everybody=True) as writer:
            profile = found(writer.lock(profile_id))
            if shown is not None:
                check_as_shown([shown], [profile])
            # The name is free for somebody else then; no name begins with a space.
            writer.set_deleted(profile.id, f" {profile.id}", deleted=True)

    def deleted(self) -> list[Profile]:
        """Return the people who can be brought back."""
        with self._store.read() as reader:
            return reader.profiles(deleted=True)

    def restore(self, profile_id: int, *, shown: Profile | None = None) -> Profile:
        """Bring a deleted person back.

        Raises
        ------
        NotAsShownError
            If nobody with this id is deleted, or not as they were ``shown``.
        InputError
            If the name is taken by now.
        """
        with self._store.write(self._now(), everybody=True) as writer:
            profile = _deleted(writer, profile_id, shown)
            check_looks(profile.name, writer.profiles())
            writer.set_deleted(profile.id, seen_key(profile.name), deleted=False)
        return self.get(profile_id)

    def erase(self, profile_id: int, *, shown: Profile | None = None) -> None:
        """Erase a deleted person and all they logged, for good.

        Raises
        ------
        NotAsShownError
            If nobody with this id is deleted, or not as they were ``shown``.
        """
        with self._store.write(self._now(), everybody=True) as writer:
            writer.erase_profile(_deleted(writer, profile_id, shown).id)

    def logged(self) -> dict[int, Logged]:
        """Return how much everybody has logged, by id; deleted people too."""
        with self._store.read() as reader:
            return reader.logged()

    def today(self, profile_id: int) -> date:
        """Return the person's date: by their time zone and the start of their day."""
        return self.get(profile_id).date_at(self._now())

    def meal_now(self, profile_id: int) -> str:
        """Return the meal that is likely at this time of the person's day."""
        return self.get(profile_id).meal_at(self._now())


@contextmanager
def reading(store: Store, profile_id: int) -> Iterator[Reader]:
    """Read what is kept of one person, in one transaction.

    Raises
    ------
    InputError
        If there is no such person, or they are deleted.
    """
    with store.read() as reader:
        found(reader.profile(profile_id))
        yield reader


def _deleted(reader: Reader, profile_id: int, shown: Profile | None) -> Profile:
    for profile in reader.profiles(deleted=True):
        if profile.id == profile_id:
            if shown is not None:
                check_as_shown([shown], [profile])
            return profile
    raise NotAsShownError("There is no such deleted person. Reload the page to see who is.", [None])


def found(profile: Profile | None) -> Profile:
    """Return the profile that was asked for.

    Raises
    ------
    InputError
        If there is none.
    """
    if profile is None:
        raise InputError("There is no such person in the diary. Choose one of the list.")
    return profile
