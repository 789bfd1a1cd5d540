"""Whose diary a command is about, and the door to it."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from estimator.about import vka_notice
from estimator.cli.streams import write_lines
from estimator.cli.text import harmless, paragraph
from estimator.diary_checks import name_key
from estimator.errors import InputError
from estimator.records import Profile

if TYPE_CHECKING:
    from estimator.diary import Diary


def opened_diary() -> "closing[Diary]":
    """Open the diary, to be closed again by ``with``.

    Raises
    ------
    StoreError
        If it can't be opened.
    """
    # Here, so that commands without a diary start sooner.
    from estimator.diary import Diary
    from estimator.store import open_store

    return closing(Diary(open_store()))


def chosen_profile(diary: "Diary", name: str | None) -> Profile:
    """Return the person named, or the only one; at the first start they are made.

    Raises
    ------
    InputError
        If nobody has this name, or none is given and there are several people.
    """
    profiles = diary.profiles()
    if name is not None:
        return named_profile(profiles, name)
    if len(profiles) > 1:
        raise InputError(
            f"There are {len(profiles)} people in the diary: {names_of(profiles)}. "
            "Say whose diary is meant with --profile NAME."
        )
    if not profiles and diary.deleted_profiles():
        raise InputError("Everybody in the diary is deleted. See: profile list.")
    return diary.ensure_profile()


def named_profile(profiles: Sequence[Profile], name: str) -> Profile:
    """Return the one of several people who has a name, in whatever case it is written.

    Raises
    ------
    InputError
        If none of them has.
    """
    wanted = name_key(" ".join(name.split()))
    for profile in profiles:
        if name_key(profile.name) == wanted:
            return profile
    there = f"Choose one of {names_of(profiles)}." if profiles else "There is nobody yet."
    raise InputError(f"Nobody in the diary is called “{harmless(name)}”. {there}")


def names_of(profiles: Iterable[Profile]) -> str:
    """Return the names of people as a list in a sentence."""
    return ", ".join(harmless(profile.name) for profile in profiles)


def warn_of_antagonist(profile: Profile) -> None:
    """Tell somebody on a vitamin K antagonist, before all else, what they need to know."""
    if profile.takes_vka:
        write_lines([*paragraph(vka_notice()), ""])
