"""Options that several commands share, and how their words are read."""

from argparse import ArgumentParser, ArgumentTypeError, _SubParsersAction
from datetime import date, time, timedelta
from typing import Final, TypeAlias

from estimator.components import REGION_NAMES, REGIONS
from estimator.diary_values import MEALS
from estimator.errors import InputError

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"
"""What commands are added to; argparse has no public name for it."""

DAY_WORDS: Final = "today, yesterday or YYYY-MM-DD"


def add_group(commands: Commands, name: str, about: str) -> Commands:
    """Add a command that has commands of its own."""
    parser = commands.add_parser(name, help=about, description=f"{about.capitalize()}.")
    group: Commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    return group


def add_region(parser: ArgumentParser, default: str | None = REGIONS[0]) -> None:
    """Let a command be told where the foods are from."""
    parser.add_argument(
        "--region",
        choices=REGIONS,
        default=default,
        help="where the foods are from: "
        + "; ".join(f"{region}, {name}" for region, name in REGION_NAMES.items()),
    )


def add_profile(parser: ArgumentParser) -> None:
    """Let a command be told whose diary it is about."""
    parser.add_argument(
        "--profile",
        type=text,
        metavar="NAME",
        help="whose diary; needed where several people are in it",
    )


def add_meal(parser: ArgumentParser, about: str) -> None:
    """Let a command be told the meal."""
    parser.add_argument("--meal", choices=MEALS, help=about)


def text(words: str) -> str:
    """Take an argument as text, such as a name.

    Raises
    ------
    ArgumentTypeError
        If its bytes are no text, which the shell passes on all the same.
    """
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        raise ArgumentTypeError(f"{words!r} is not text in UTF-8") from None
    return words


def count(words: str) -> int:
    """Read a whole number of at least 1.

    Raises
    ------
    ArgumentTypeError
        If it is something else.
    """
    if not words.isdecimal() or not int(words):
        raise ArgumentTypeError(f"{words!r} is not a whole number of at least 1")
    return int(words)


def clock(words: str) -> time:
    """Read a time of day.

    Raises
    ------
    ArgumentTypeError
        If it isn't hours and minutes.
    """
    try:
        hour, minute = words.split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise ArgumentTypeError(f"{words!r} is no time of day; write it like 07:30") from None


def day_of(words: str, today: date) -> date:
    """Read a day: ``today``, ``yesterday``, or a date.

    Parameters
    ----------
    words : str
    today : datetime.date
        The person's own.

    Raises
    ------
    InputError
        If it is something else.
    """
    days_ago = {"today": 0, "yesterday": 1}.get(words.casefold())
    if days_ago is not None:
        return today - timedelta(days=days_ago)
    # Python reads more than dates like 2026-02-10, "2026-W07-2" among them.
    if len(words) == len("2026-02-10") and words[4] == words[7] == "-":
        try:
            return date.fromisoformat(words)
        except ValueError:
            pass
    raise InputError(
        f"{words!r} is no date. Write it as year-month-day, e.g. 2026-02-10. "
        "Or say today or yesterday."
    )
