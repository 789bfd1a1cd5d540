"""The command line: arguments in, library calls, text out."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

import pandas as pd

from estimator import __version__
from estimator.components import REGION_NAMES, REGIONS
from estimator.diary_csv import read_diary_csv
from estimator.errors import EstimatorError, InputError
from estimator.exports import csv_text
from estimator.foods import data_version, food_table
from estimator.intake import estimate
from estimator.summary import weekly_rows
from estimator.units import CUPS

APP: Final = Path(__file__).resolve().parent.parent / "app.py"
STANDARD_STREAM: Final = "-"
_BY: Final = {"day": "day", "week": "week", "meal": "meal", "all": None}
_INTERRUPTED: Final = 130

EXIT_CODES: Final = """\
exit codes:
  0  done
  2  the command itself is wrong: an unknown option or choice
  3  the input can't be used: unknown foods, units, dates, or an unreadable file;
     everything wrong is listed and nothing is written
  4  a table of food_data breaks its schema
  5  the diary's database can't be read or written
"""


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
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except EstimatorError as error:
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has seen enough, e.g. `head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m estimator",
        description="Estimates vitamin K2 (menaquinone) intake by form.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"k2-intake-estimator {__version__}, food data {data_version()}",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_estimate(commands.add_parser("estimate", help="intake by form from a diary kept as CSV"))
    _add_foods(commands.add_parser("foods", help="look foods up"))
    _add_serve(commands.add_parser("serve", help="start the app in the browser"))
    return parser


def _add_estimate(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Reads a CSV with the columns date, food, amount, unit and, if you like, person and meal. "
        "Foods go by name, alias or food_id."
    )
    parser.add_argument("diary", help="the CSV file, or - for standard input")
    parser.add_argument("--by", choices=_BY, default="week", help="period (default: week)")
    _add_region(parser)
    parser.add_argument("--cup", choices=CUPS, default=CUPS[0], help="which cup is meant")
    parser.add_argument("--out", default=STANDARD_STREAM, help="file to write (default: -, stdout)")
    parser.add_argument(
        "--tidy",
        action="store_true",
        help="one row per person, period and form, totals of the period; always so but for weeks",
    )
    parser.add_argument("--k1", action="store_true", help="tidy rows for K1 as well")
    parser.add_argument("--bom", action="store_true", help="mark the CSV as UTF-8 for Excel")
    parser.set_defaults(run=_estimate)


def _add_foods(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    search = commands.add_parser("search", help="find foods by name or alias, in any language")
    search.add_argument("text", nargs="+")
    search.add_argument("--limit", type=_count, default=20, help="most foods to list (default: 20)")
    search.set_defaults(run=_search)
    show = commands.add_parser("show", help="what one food holds, by form")
    show.add_argument("food", nargs="+", help="name, alias or food_id")
    _add_region(show)
    show.set_defaults(run=_show)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8501, help="port (default: 8501)")
    parser.set_defaults(run=_serve)


def _add_region(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--region",
        choices=REGIONS,
        default=REGIONS[0],
        help="where the foods are from: "
        + "; ".join(f"{region}, {name}" for region, name in REGION_NAMES.items()),
    )


def _estimate(options: argparse.Namespace) -> int:
    with _opened(options.diary) as handle:
        frame = read_diary_csv(
            handle,
            "standard input" if options.diary == STANDARD_STREAM else options.diary,
            options.cup,
            progress=lambda rows: _say(f"{rows:,} rows read"),
        )
    if options.by == "week" and not (options.tidy or options.k1):
        result = weekly_rows(frame, options.region)
    else:
        estimated = estimate(frame, _BY[options.by], options.region, options.k1)
        result = _rounded(estimated.intake).assign(
            region=options.region, data_version=data_version()
        )
    _write(csv_text(result, options.bom), options.out)
    return 0


def _search(options: argparse.Namespace) -> int:
    text = " ".join(options.text)
    hits = food_table().search(text, options.limit)
    if not hits:
        raise InputError(f"No food is like {text!r}. Try one word of its name, in any language.")
    width = max(len(hit.item.item_id) for hit in hits)
    _print(
        f"{hit.item.item_id:{width}}  {hit.item.name}"
        + ("" if hit.matched == hit.item.name else f"  ({hit.matched})")
        for hit in hits
    )
    return 0


def _show(options: argparse.Namespace) -> int:
    from estimator.food_views import describe

    _print(describe(food_table().find(" ".join(options.food)), options.region))
    return 0


def _serve(options: argparse.Namespace) -> int:
    # Run from the folder of the app, where Streamlit finds its configuration.
    command = [sys.executable, "-m", "streamlit", "run", APP.name]
    return subprocess.call([*command, f"--server.port={options.port}"], cwd=APP.parent)


def _rounded(intake: pd.DataFrame) -> pd.DataFrame:
    figures = {name: 3 for name in intake.columns if name.endswith("_ug")}
    return intake.round({**figures, "coverage": 4})


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    """Open a file to read, or standard input.

    Raises
    ------
    InputError
        If it can't be read, or is not UTF-8.
    """
    try:
        if path == STANDARD_STREAM:
            # Spreadsheets mark UTF-8 by a byte order mark; csv needs line ends as they are.
            with open(
                sys.stdin.fileno(), encoding="utf-8-sig", newline="", closefd=False
            ) as handle:
                yield handle
        else:
            with open(path, encoding="utf-8-sig", newline="") as handle:
                yield handle
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}. Check the name.") from error
    except UnicodeDecodeError as error:
        raise InputError(f'{path} is not UTF-8. Save it as "CSV UTF-8".') from error


def _write(text: str, path: str) -> None:
    """Write a whole file or none of it.

    Raises
    ------
    InputError
        If the file can't be written.
    """
    if path == STANDARD_STREAM:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
        return
    unfinished = Path(f"{path}.part")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise InputError(
            f"{path} can't be written: {error.strerror}. Choose another place."
        ) from error


def _print(lines: Iterator[str] | Sequence[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
