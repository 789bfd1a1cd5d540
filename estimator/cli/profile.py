"""``profile``: the people whose diaries are kept."""

from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from collections.abc import Sequence
from typing import Any, Final

from estimator.cli.by_name import all_named
from estimator.cli.options import Commands, add_group, add_region, text
from estimator.cli.people import named_profile, opened_diary, warn_of_antagonist
from estimator.cli.streams import write_lines
from estimator.cli.terminal_text import aligned, harmless
from estimator.diary_values import COLORS, LATEST_DAY_START, WEEK_STARTS, Profile
from estimator.errors import CommandError, InputError
from estimator.measures.unit_names import CUPS

_SETTINGS: Final = (
    "region",
    "time_zone",
    "day_start_hour",
    "cup",
    "takes_vka",
    "color",
    "week_start",
    "exact_amounts",
)
"""The settings of a profile that have an option."""

_HEADINGS: Final = (
    "Name",
    "Food from",
    "Time zone",
    "Day from",
    "Cup",
    "VKA",
    "Colour",
    "Week from",
    "Amounts",
)


def add_commands(commands: Commands) -> None:
    """Add the commands and their options."""
    group = add_group(commands, "profile", "the people whose diaries are kept")
    group.add_parser("list", help="who there is, with their settings").set_defaults(run=_list)
    add = group.add_parser("add", help="add a person")
    add.add_argument("name", type=text)
    _add_settings(add)
    add.set_defaults(run=_add)
    change = group.add_parser("set", help="change the name or settings of a person")
    change.add_argument("name", type=text)
    change.add_argument("--name", dest="new_name", type=text, metavar="NEW", help="the new name")
    _add_settings(change)
    change.set_defaults(run=_set)
    delete = group.add_parser("delete", help="take a person off the list; restore brings them back")
    delete.add_argument("name", type=text)
    delete.set_defaults(run=_delete)
    restore = group.add_parser("restore", help="bring a deleted person back with all they logged")
    _add_deleted(restore)
    restore.set_defaults(run=_restore)
    erase = group.add_parser("erase", help="erase a deleted person and all they logged, for good")
    _add_deleted(erase)
    erase.add_argument("--yes", action="store_true", help="confirm: this can't be undone")
    erase.set_defaults(run=_erase)


def _add_settings(parser: ArgumentParser) -> None:
    add_region(parser, default=None)
    parser.add_argument("--time-zone", type=text, help="e.g. Europe/Amsterdam")
    parser.add_argument(
        "--day-start",
        dest="day_start_hour",
        type=int,
        choices=range(LATEST_DAY_START + 1),
        help="hour at which a day begins; what is eaten before belongs to the day before",
    )
    parser.add_argument("--cup", choices=CUPS, help="which cup and spoons are meant")
    parser.add_argument(
        "--vka",
        dest="takes_vka",
        action=BooleanOptionalAction,
        help="whether a vitamin K antagonist, such as warfarin, is taken",
    )
    parser.add_argument(
        "--colour",
        "--color",
        dest="color",
        choices=COLORS,
        help="colour of the person in the app",
    )
    parser.add_argument("--week-start", choices=WEEK_STARTS, help="first day of a week in the app")
    parser.add_argument(
        "--exact-amounts",
        action=BooleanOptionalAction,
        help="take amounts in cups, slices and pieces as exact: narrower ranges",
    )


def _add_deleted(parser: ArgumentParser) -> None:
    parser.add_argument("name", type=text)
    parser.add_argument("--number", type=int, help="which one, if several have this name")


def _settings(options: Namespace) -> dict[str, Any]:
    given = {setting: getattr(options, setting) for setting in _SETTINGS}
    return {setting: value for setting, value in given.items() if value is not None}


def _list(options: Namespace) -> int:
    with opened_diary() as diary:
        people, deleted = diary.people.all(), diary.people.deleted()
    if people:
        write_lines(aligned([_HEADINGS, *map(_row, people)]))
    else:
        write_lines(["Nobody's diary is kept yet. Add a person with: profile add NAME"])
    if deleted:
        write_lines(["", "Deleted; restore brings them back:"])
        write_lines(aligned([(profile.name, f"number {profile.id}") for profile in deleted]))
    return 0


def _row(profile: Profile) -> Sequence[str]:
    return (
        profile.name,
        profile.region,
        profile.time_zone,
        f"{profile.day_start_hour:02}:00",
        profile.cup,
        "yes" if profile.takes_vka else "no",
        profile.color,
        profile.week_start,
        "exact" if profile.exact_amounts else "estimated",
    )


def _add(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = diary.people.add(options.name, **_settings(options))
    return _shown(profile, "Added")


def _set(options: Namespace) -> int:
    changes = _settings(options)
    if options.new_name is not None:
        changes["name"] = options.new_name
    if not changes:
        raise CommandError(
            "Nothing to change was given. Name a setting, such as --region EU; see --help."
        )
    with opened_diary() as diary:
        before = named_profile(diary.people.all(), options.name)
        profile = diary.people.edit(before.id, **changes)
    return _shown(profile, "Changed")


def _shown(profile: Profile, done: str) -> int:
    warn_of_antagonist(profile)
    write_lines([f"{done}: {harmless(profile.name)}.", *aligned([_HEADINGS, _row(profile)])])
    return 0


def _delete(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = named_profile(diary.people.all(), options.name)
        diary.people.delete(profile.id)
    name = harmless(profile.name)
    write_lines([f"Deleted: {name}. To bring them back: profile restore, with this name."])
    return 0


def _restore(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = diary.people.restore(_deleted(options, diary.people.deleted()).id)
    return _shown(profile, "Restored")


def _erase(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = _deleted(options, diary.people.deleted())
        if not options.yes:
            raise CommandError(
                f"Erasing {harmless(profile.name)} and all they logged can't be undone. "
                "Add --yes if that is meant."
            )
        diary.people.erase(profile.id)
    write_lines([f"Erased: {harmless(profile.name)}."])
    return 0


def _deleted(options: Namespace, deleted: Sequence[Profile]) -> Profile:
    """Return the deleted person that is meant.

    Raises
    ------
    InputError
        If nobody of this name is deleted, or several are and none was chosen.
    """
    named = all_named(deleted, options.name)
    meant = [profile for profile in named if options.number in (None, profile.id)]
    if len(meant) == 1:
        return meant[0]
    name = harmless(options.name)
    if named:
        numbers = ", ".join(str(profile.id) for profile in named)
        raise InputError(f"Deleted under the name “{name}”: {numbers}. Add --number with one.")
    raise InputError(
        f"Nobody called “{name}” is deleted. See profile list; only who is deleted can be "
        "restored or erased."
    )
