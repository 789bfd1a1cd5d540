"""Whose diary a command is about, and the door to it."""

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from estimator.cli.by_name import names_of, the_named
from estimator.cli.streams import write_lines, write_message
from estimator.cli.terminal_text import paragraph
from estimator.diary_values import Profile
from estimator.errors import InputError
from estimator.views.about.about import vka_notice
from estimator.views.people.people import zone_notice

if TYPE_CHECKING:
    from estimator.diary.diary import Diary


def opened_diary() -> "closing[Diary]":
    """Open the diary, to be closed again by ``with``.

    Raises
    ------
    StoreError
        If it can't be opened.
    """
    # Here, so that commands without a diary start sooner.
    from estimator.diary.diary import open_diary

    return closing(open_diary())


def profile_of_command(diary: "Diary", name: str | None) -> Profile:
    """Return the person named, or the only one; at the first start they are made.

    Raises
    ------
    InputError
        If nobody has this name, or none is given and there are several people.
    """
    profiles = diary.people.all()
    if name is not None:
        return _with_zone_notice(named_profile(profiles, name))
    if len(profiles) > 1:
        raise InputError(
            f"There are {len(profiles)} people in the diary: {names_of(profiles)}. "
            "Say whose diary is meant with --profile NAME."
        )
    if not profiles and diary.people.deleted():
        raise InputError("Everybody in the diary is deleted. See: profile list.")
    return _with_zone_notice(diary.people.first())


def _with_zone_notice(profile: Profile) -> Profile:
    if notice := zone_notice(profile):
        write_message(notice)
    return profile


def named_profile(profiles: Sequence[Profile], name: str) -> Profile:
    """Return the person of a name.

    Raises
    ------
    InputError
        If nobody has it.
    """
    return the_named(profiles, name, "person", "There is nobody yet; see profile add --help.")


def warn_of_antagonist(profile: Profile) -> None:
    """Tell somebody on a vitamin K antagonist, before all else, what they need to know."""
    if profile.takes_vka:
        write_lines([*paragraph(vka_notice()), ""])
