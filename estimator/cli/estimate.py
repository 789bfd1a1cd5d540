"""``estimate``: intake by form from a diary kept as CSV."""

from argparse import Namespace
from typing import Final

import pandas as pd

from estimator.calculation.intake import estimate
from estimator.calculation.weekly import weekly_rows
from estimator.cli.options import Commands, add_region
from estimator.cli.streams import STANDARD_STREAM, open_input, shown_path, write_file, write_message
from estimator.foods.table import data_version
from estimator.importing.cohort_csv import read_diary_csv
from estimator.measures.unit_names import CUPS
from estimator.spreadsheet_csv import csv_text

_BY: Final = {"day": "day", "week": "week", "meal": "meal", "all": None}


def add_commands(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("estimate", help="intake by form from a diary kept as CSV")
    parser.description = (
        "Reads a CSV with the columns date, food, amount, unit and, if you like, person and meal. "
        "Foods go by name, alias or food_id."
    )
    parser.add_argument("diary", help="the CSV file, or - for standard input")
    parser.add_argument("--by", choices=_BY, default="week", help="period (default: week)")
    add_region(parser)
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


def _estimate(options: Namespace) -> int:
    with open_input(options.diary) as handle:
        frame = read_diary_csv(
            handle,
            shown_path(options.diary),
            options.cup,
            progress=lambda rows: write_message(f"{rows:,} rows read"),
        )
    if options.by == "week" and not (options.tidy or options.k1):
        result = weekly_rows(frame, options.region)
    else:
        intake = estimate(frame, _BY[options.by], options.region, options.k1).intake
        result = tidy_rows(intake, options.region)
    write_file(csv_text(result, options.bom), options.out)
    return 0


def tidy_rows(intake: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the rows of an estimate as they are written: rounded, with region and data version."""
    figures = {name: 3 for name in intake.columns if name.endswith("_ug")}
    rounded = intake.round({**figures, "coverage": 4})
    return rounded.assign(region=region, data_version=data_version())
