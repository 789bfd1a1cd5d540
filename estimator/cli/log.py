"""``log``: what was eaten, written as one would say it."""

from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from estimator.cli.by_name import the_named
from estimator.cli.day_text import logged_lines
from estimator.cli.options import DAY_WORDS, Commands, add_meal, add_profile, clock, day_of, text
from estimator.cli.people import opened_diary, profile_of_command, warn_of_antagonist
from estimator.cli.quick_text import add_accept_doubtful, read_eaten
from estimator.cli.streams import STANDARD_STREAM, open_input, write_lines
from estimator.diary.checks import resolved_entry
from estimator.diary_values import Planned, Profile, ToLog
from estimator.errors import CommandError
from estimator.words import LONGEST_TEXT

if TYPE_CHECKING:
    from estimator.diary.diary import Diary


def add_commands(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("log", help='log what was eaten: "2 eggs, 30 g gouda"')
    add_profile(parser)
    parser.add_argument("--date", default="today", help=f"{DAY_WORDS} (default: today)")
    add_meal(parser, "at which meal")
    parser.add_argument("--time", type=clock, metavar="HH:MM", help="when, by the person's clock")
    parser.add_argument(
        "--note", type=text, default="", metavar="TEXT", help="kept with each entry"
    )
    parser.add_argument("--saved-meal", type=text, metavar="NAME", help="log a saved meal")
    add_accept_doubtful(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say what would be logged")
    parser.add_argument(
        "text", nargs="*", type=text, help="how much of what, or - to read it from standard input"
    )
    parser.set_defaults(run=_log)


def _log(options: Namespace) -> int:
    if bool(options.text) == (options.saved_meal is not None):
        raise CommandError(
            'Say what was eaten, such as "2 eggs, 30 g gouda", or name a --saved-meal; not both.'
        )
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        today = diary.people.today(profile.id)
        day = day_of(options.date, today)
        wanted = _wanted(diary, profile, options)
        items = [
            ToLog(
                date=day,
                item_id=one.planned.item_id,
                amount=one.planned.amount,
                unit=one.planned.unit,
                meal=options.meal or one.meal or None,
                note=options.note,
                eaten_at=options.time,
                amount_kind=one.planned.amount_kind,
                typed=one.typed,
            )
            for one in wanted
        ]
        foods = diary.foods(profile.id)
        # A trial is refused for whatever the real one would be.
        eaten = [resolved_entry(item, profile, foods.table, today) for item in items]
        if not options.dry_run:
            diary.entries.log_many(profile.id, items)
    warn_of_antagonist(profile)
    did = "Would log" if options.dry_run else "Logged"
    write_lines(logged_lines(did, profile, eaten, [one.assumed for one in wanted], foods))
    return 0


class _Wanted(NamedTuple):
    """What is to be logged."""

    planned: Planned
    assumed: str = ""
    """What was taken for granted."""
    meal: str = ""
    """The meal that was written."""
    typed: str = ""
    """The words that were read."""


def _wanted(diary: "Diary", profile: Profile, options: Namespace) -> list[_Wanted]:
    if options.saved_meal is None:
        rows = read_eaten(diary, profile, _typed(options.text), options.accept_doubtful)
        return [
            _Wanted(
                Planned(
                    item_id=row.item.item_id,
                    amount=row.amount,
                    unit=row.unit,
                    amount_kind=row.amount_kind,
                ),
                row.assumed,
                row.meal,
                row.text,
            )
            for row in rows
        ]
    meal = the_named(
        diary.meals.of(profile.id),
        options.saved_meal,
        "saved meal",
        "There is none yet; the app saves meals.",
    )
    return [_Wanted(planned) for planned in diary.meals.planned(profile.id, meal.id)]


def _typed(words: Sequence[str]) -> str:
    """Return what was eaten as typed, or as it comes in on standard input."""
    if list(words) != [STANDARD_STREAM]:
        return " ".join(words)
    with open_input(STANDARD_STREAM) as handle:
        return handle.read(LONGEST_TEXT + 1)  # a longer one is refused
