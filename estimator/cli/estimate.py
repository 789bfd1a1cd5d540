"""``estimate``: intake by form from a diary kept as CSV."""

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import Final

from estimator.cli.file_options import FILE_KINDS, add_reading, choices_of, opened_sheet
from estimator.cli.options import Commands, add_region
from estimator.cli.streams import STANDARD_STREAM, write_file, write_message
from estimator.errors import InputError
from estimator.files.estimated import PERIOD_OF, Asked, estimated_rows
from estimator.importing.file_columns import now_and_then
from estimator.importing.file_rows import Choices
from estimator.importing.matching import language_in
from estimator.importing.record_reader import read_records
from estimator.importing.records import Records, refused_rows, together
from estimator.importing.tool_layouts import OWN
from estimator.measures.unit_names import CUPS
from estimator.spreadsheet_csv import csv_text
from estimator.views.files.refused_rows import left_out_lines, refusal

_ROWS_A_REPORT: Final = 100_000


def add_commands(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("estimate", help="intake by form from files of any kind")
    parser.description = (
        "Reads files of food records of any number of people: this program's columns (date, food, "
        "amount, unit and, if you like, person and meal), those of other tools, NHANES and ASA24. "
        "Foods go by name, alias or food_id, or by a code and whose code it is."
    )
    parser.add_argument("diary", nargs="+", help=f"{FILE_KINDS}; Parquet; - for standard input")
    add_asked(parser)
    parser.add_argument("--cup", choices=CUPS, default=CUPS[0], help="which cup is meant")
    parser.add_argument("--out", default=STANDARD_STREAM, help="file to write (default: -, stdout)")
    parser.add_argument("--bom", action="store_true", help="mark the CSV as UTF-8 for Excel")
    add_reading(parser)
    parser.set_defaults(run=_estimate)


def add_asked(parser: ArgumentParser) -> None:
    """Let a command be told what is asked of an estimate."""
    parser.add_argument("--by", choices=PERIOD_OF, default="week", help="period (default: week)")
    add_region(parser)
    parser.add_argument(
        "--tidy",
        action="store_true",
        help="one row per person, period and form, with totals of the period; without it a week is "
        "one row, with means per logged day",
    )
    parser.add_argument("--k1", action="store_true", help="rows for K1 as well (implies --tidy)")
    parser.add_argument(
        "--exact-amounts",
        action="store_true",
        help="take amounts in cups, slices and pieces as exact: narrower ranges",
    )


def asked_of(options: Namespace) -> Asked:
    """Return what was asked."""
    return Asked(
        by=options.by,
        region=options.region,
        tidy=options.tidy,
        k1=options.k1,
        exact_amounts=options.exact_amounts,
    )


def _estimate(options: Namespace) -> int:
    choices = choices_of(options, date.today())
    files = [_read(path, choices, options) for path in options.diary]
    if options.left_out:
        write_file(csv_text(refused_rows(files)), options.left_out)
    result = estimated_rows(together(files), asked_of(options))
    write_file(csv_text(result, options.bom), options.out)
    return 0


def _read(path: str, choices: Choices, options: Namespace) -> Records:
    """Read a file, and say what is left out of it.

    Raises
    ------
    InputError
        If rows of a file with this program's columns can't be used, and it wasn't said that
        they may be left out; or if nothing is left.
    """
    records = read_records(
        opened_sheet(path, any_size=True),
        choices,
        cup=options.cup,
        language=language_in(options.region),
        progress=now_and_then(_tell, _ROWS_A_REPORT),
    )
    strict = records.layout is OWN and not options.left_out
    if records.faults and (strict or records.frame.empty):
        raise InputError(refusal(records))
    if records.layout is not OWN:
        for sentence in records.said:
            write_message(f"{records.file}: {sentence}")
    for line in left_out_lines(records):
        write_message(line)
    return records


def _tell(rows: int) -> None:
    write_message(f"{rows:,} rows read")
