"""``data-changes``: what another version of the food data makes of the same diary, and why."""

from argparse import Namespace
from collections.abc import Iterator

import pandas as pd

from estimator.cli.options import DAY_WORDS, Commands, add_profile, day_of
from estimator.cli.people import opened_diary, profile_of_command, warn_of_antagonist
from estimator.cli.streams import STANDARD_STREAM, write_file, write_lines
from estimator.cli.terminal_text import aligned, paragraph
from estimator.components import REGIONS
from estimator.composition.versions import (
    DataVersion,
    current_version,
    earlier_versions,
    find_version,
)
from estimator.errors import InputError
from estimator.foods.table import FoodTable, food_table
from estimator.insight.recalculation import Recalculation, recalculate
from estimator.spreadsheet_csv import csv_text
from estimator.views.data_changes.file import data_change_rows
from estimator.views.data_changes.reasons import Reasons, cell_table
from estimator.views.data_changes.tables import (
    first_version_words,
    not_there_words,
    reason_lines,
    source_lines,
    summary,
    week_table,
)


def add_commands(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "data-changes", help="what another version of the food data makes of the same diary"
    )
    parser.description = (
        "Works out every week by an earlier version of the food data and by the one in use, and "
        "says what changed and why: which food, which source. Entries keep their grams."
    )
    add_profile(parser)
    parser.add_argument(
        "--against",
        metavar="VERSION_OR_FOLDER",
        help="an earlier version, or a folder with food data (default: the version before)",
    )
    parser.add_argument("--from", dest="first", metavar="DAY", help=f"{DAY_WORDS} (default: all)")
    parser.add_argument("--to", dest="last", metavar="DAY", help=f"{DAY_WORDS} (default: all)")
    parser.add_argument("--csv", action="store_true", help="as CSV, one row per week and form")
    parser.add_argument(
        "--figures",
        metavar="REGION",
        choices=REGIONS,
        help="without a diary: every figure that changed for a region, " + ", ".join(REGIONS),
    )
    parser.set_defaults(run=_data_changes)


def _data_changes(options: Namespace) -> int:
    after = current_version()
    kept = earlier_versions()
    before = find_version(options.against) if options.against else next(iter(kept), after)
    if before == after and not options.csv:
        write_lines(paragraph(first_version_words(after)))
        return 0
    if options.figures:
        figures = cell_table(Reasons(before, after, options.figures), food_table())
        if options.csv:
            write_file(csv_text(figures), STANDARD_STREAM)
        else:
            write_lines(_table_lines(figures))
        return 0
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        today = diary.people.today(profile.id)
        first, last = (
            day_of(words, today) if words else None for words in (options.first, options.last)
        )
        frame, foods = diary.entries.frame(profile.id, first, last), diary.foods(profile.id)
    if frame.empty:
        raise InputError("No day of these is logged. Choose other days, or log one first.")
    weeks = recalculate(
        frame,
        before,
        after,
        profile.region,
        list(foods.versions.values()),
        amounts=not profile.exact_amounts,
    )
    if options.csv:
        rows = data_change_rows(weeks, before, after, profile.region)
        write_file(csv_text(rows), STANDARD_STREAM)
        return 0
    warn_of_antagonist(profile)
    reasons = Reasons(before, after, profile.region)
    write_lines(_lines(weeks, reasons, before, after, foods.table))
    return 0


def _lines(
    weeks: Recalculation,
    reasons: Reasons,
    before: DataVersion,
    after: DataVersion,
    table: FoodTable,
) -> Iterator[str]:
    intake, items = weeks.intake(), weeks.by_item()
    yield from paragraph(summary(intake, before, after))
    yield from paragraph(not_there_words(weeks, reasons, table))
    if intake["differs"].any():
        yield ""
        yield from _table_lines(week_table(intake, items, table))
        yield ""
        for line in (*reason_lines(items, reasons, table), "", *source_lines(items, reasons)):
            yield from paragraph(line) or [""]


def _table_lines(table: pd.DataFrame) -> list[str]:
    return aligned([tuple(table.columns), *table.itertuples(index=False, name=None)])
