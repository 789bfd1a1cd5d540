"""The command line: arguments in, library calls, text out.

Each module holds the commands of one concept, with their options.
"""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Final

from estimator import __version__
from estimator.cli.command_parser import CommandParser
from estimator.cli.streams import discard_output, finish_output, write_lines, write_message
from estimator.composition.blas import use_one_thread
from estimator.errors import EstimatorError, StoreError
from estimator.foods.version import data_version

_INTERRUPTED: Final = 130
_ANOTHER_DIARY: Final = (
    "To use another diary, set K2_DATABASE_URL, e.g. "
    "K2_DATABASE_URL=sqlite:////folder/diary.sqlite3."
)

COMMANDS: Final = {
    "log": ("log",),
    "day": ("day", "copy-day", "undo", "redo"),
    "report": ("report",),
    "recipe": ("recipe",),
    "profile": ("profile",),
    "files": ("export", "import"),
    "backup": ("backup",),
    "data_changes": ("data-changes",),
    "estimate": ("estimate",),
    "cohort": ("cohort",),
    "foods": ("foods",),
    "serve": ("serve",),
}
"""The commands that each module adds, in the order of the help."""

EXIT_CODES: Final = """\
exit codes:
  0  done
  2  the command itself is wrong: an unknown option or choice
  3  the input can't be used: unknown foods, units, dates or people, or an
     unreadable file; everything wrong is listed and nothing is written
  4  a table of food_data breaks its schema
  5  the diary's database can't be read or written
"""


def run() -> int:
    """Run the command that the process was given, on a terminal of whatever kind."""
    use_one_thread()
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal that lacks a letter shows "?" for it; nothing else is lost.
        sys.stdout.reconfigure(errors="replace")
    return main()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the process.

    Returns
    -------
    int
        The exit code; see ``EXIT_CODES``.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if given == ["--version"]:
            write_lines([_version_words()])  # without what commands load
            finish_output()
            return 0
        options = command_parser(given[0] if given else None).parse_args(given)
        code: int = options.run(options)
        # What is still in the buffer would be written past the handlers below.
        finish_output()
        return code
    except EstimatorError as error:
        write_message(f"{error} {_ANOTHER_DIARY}" if isinstance(error, StoreError) else str(error))
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has seen enough, e.g. `head`.
        discard_output()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED


def command_parser(command: str | None = None) -> ArgumentParser:
    """Return the parser of a command; of all of them, if it is none that there is."""
    modules = [module for module, names in COMMANDS.items() if command in names]
    parser = CommandParser(
        prog="python -m estimator",
        description="Estimates vitamin K2 (menaquinone) intake by form.",
        epilog=EXIT_CODES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=_version_words(),
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in modules or COMMANDS:
        # What one command needs takes a second to load; what all do, three.
        import_module(f"{__name__}.{module}").add_commands(commands)
    return parser


def _version_words() -> str:
    return f"k2-intake-estimator {__version__}, food data {data_version()}"
