"""Files that are read by ``import`` and ``estimate`` alike: their options, and opening them."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from estimator.cli.options import DAY_WORDS, day_of, text
from estimator.cli.streams import STANDARD_STREAM, shown_path
from estimator.errors import InputError
from estimator.foods.food_codes import SYSTEMS

if TYPE_CHECKING:
    from estimator.importing.file_rows import Choices
    from estimator.importing.sheet import Sheet

FILE_KINDS: Final = "CSV, Excel or a zip of them; for NHANES also XPT"


def add_reading(parser: ArgumentParser, *, left_out: bool = True) -> None:
    """Let a command be told what a file does not say itself."""
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        type=pair,
        metavar="FIELD=COLUMN",
        help="for a file of no known tool: which column has the date, name, amount, unit, grams, "
        "portion, meal, time, person, code or note; may be repeated",
    )
    parser.add_argument(
        "--date-order",
        choices=("day-first", "month-first"),
        help="how to read dates such as 3/4/2026",
    )
    parser.add_argument(
        "--decimal",
        choices=("point", "comma"),
        help="what marks decimals, where an amount like 1.250 reads both ways",
    )
    parser.add_argument(
        "--first-day",
        metavar="DAY",
        help=f"first day of a file without dates, as NHANES: {DAY_WORDS}",
    )
    parser.add_argument(
        "--code-system",
        choices=SYSTEMS,
        help="which table the food codes of the file are from, where it does not say",
    )
    parser.add_argument(
        "--codes",
        metavar="FILE",
        help="a file of food names by code, as DRXFCD",
    )
    parser.add_argument(
        "--weight",
        choices=("all", "one"),
        help="MacroFactor: the serving weight is that of all that was eaten, or of one serving",
    )
    parser.add_argument(
        "--ordinary-servings",
        action="store_true",
        help="count a serving without a weight as the ordinary portion of its food",
    )
    if left_out:
        parser.add_argument("--left-out", metavar="FILE", help="write the rows left out, as CSV")


def choices_of(options: Namespace, today: date) -> "Choices":
    """Return what was said of a file.

    Raises
    ------
    InputError
        If a day or a column is none, or the file of names can't be read.
    """
    from estimator.importing.file_reading import code_names
    from estimator.importing.file_rows import WEIGHTS, Choices
    from estimator.importing.values import DATE_ORDERS
    from estimator.importing.which_layout import chosen_layout

    orders = dict(zip(("day-first", "month-first"), DATE_ORDERS, strict=True))
    weights = dict(zip(("all", "one"), WEIGHTS, strict=True))
    return Choices(
        layout=chosen_layout(dict(options.column)) if options.column else None,
        date_order=orders.get(options.date_order, ""),
        first_day=options.first_day and day_of(options.first_day, today),
        weight=weights.get(options.weight, ""),
        decimal_mark={"point": ".", "comma": ","}.get(options.decimal, ""),
        code_names=code_names(opened_sheet(options.codes)) if options.codes else {},
        code_system=options.code_system or "",
        ordinary_servings=options.ordinary_servings,
    )


def opened_sheet(path: str, *, any_size: bool = False) -> "Sheet":
    """Open a file, or standard input.

    Parameters
    ----------
    path : str
    any_size : bool
        Whether it may be larger than what goes into one diary.

    Raises
    ------
    InputError
        If it can't be read.
    """
    from estimator.importing.file_opening import path_sheet, read_sheet
    from estimator.importing.sheet import LARGEST_FILE

    most = -1 if any_size else LARGEST_FILE + 1
    try:
        if path == STANDARD_STREAM:
            data = sys.stdin.buffer.read(most)
        elif any_size and Path(path).is_file():
            return path_sheet(Path(path), shown_path(path))
        else:
            with Path(path).open("rb") as file:
                data = file.read(most)
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}. Check the name.") from error
    return read_sheet(data, shown_path(path), any_size=any_size)


def pair(words: str) -> tuple[str, str]:
    """Read NAME=ITEM.

    Raises
    ------
    ArgumentTypeError
        If it has no "=" between two texts.
    """
    name, equals, value = text(words).rpartition("=")
    if not (name and equals and value):
        raise ArgumentTypeError(f"{words!r} has no = between two texts")
    return name, value
