"""``export`` and ``import``: the diary as CSV, and files of other tools into it."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from estimator.cli.options import DAY_WORDS, Commands, add_group, add_profile, day_of, text
from estimator.cli.people import opened_diary, profile_of_command, warn_of_antagonist
from estimator.cli.streams import STANDARD_STREAM, write_file, write_lines, write_message
from estimator.cli.text import aligned, harmless, paragraph
from estimator.components import REGIONS
from estimator.errors import CommandError, InputError
from estimator.files.codebook import entry_codebook, weekly_codebook
from estimator.spreadsheet_csv import csv_text
from estimator.words import find_food

if TYPE_CHECKING:
    from estimator.diary.diary import Diary
    from estimator.diary_values import Profile
    from estimator.foods.table import FoodTable
    from estimator.importing.layouts import Layout
    from estimator.importing.plan import Plan
    from estimator.importing.sheet import Sheet

# What reads and writes diaries knows the database, which other commands need not load.

_SHOWN: Final = 12
"""How many foods that are left out are listed; a file has them all."""


def add_commands(commands: Commands) -> None:
    """Add the commands and their options."""
    export = add_group(commands, "export", "the diary as CSV")
    weekly = export.add_parser("weekly", help="one row per person and ISO week")
    _add_export(weekly)
    weekly.add_argument(
        "--region", choices=REGIONS, help="where food is from (default: as each person has set)"
    )
    weekly.set_defaults(run=_weekly)
    entries = export.add_parser("entries", help="everything that was logged, to be read back")
    _add_export(entries)
    entries.add_argument(
        "--recipes-apart", action="store_true", help="a row for each ingredient of a recipe"
    )
    entries.set_defaults(run=_entries)

    importing = commands.add_parser(
        "import", help="a diary from a file, this program's or another's"
    )
    importing.description = (
        "Says what importing a file would change, and with --yes imports it. Twice adds nothing."
    )
    add_profile(importing)
    importing.add_argument("file", help="CSV, Excel or a zip of them; for NHANES also XPT")
    importing.add_argument("--yes", action="store_true", help="import it; else it is looked at")
    importing.add_argument(
        "--food",
        action="append",
        default=[],
        type=_pair,
        metavar="NAME=ITEM",
        help="what a name of the file is: a food_id or name of the table; may be repeated",
    )
    importing.add_argument(
        "--column",
        action="append",
        default=[],
        type=_pair,
        metavar="FIELD=COLUMN",
        help="of an unknown file: which column is date, name, amount, unit, grams, portion, meal, "
        "time, person or note; may be repeated",
    )
    importing.add_argument("--date-order", choices=("day-first", "month-first"))
    importing.add_argument(
        "--decimal",
        choices=("point", "comma"),
        help="what marks decimals, where an amount like 1.250 reads both ways",
    )
    importing.add_argument("--who", type=text, help="whose rows, of a file of several people")
    importing.add_argument("--first-day", metavar="DAY", help=f"NHANES: {DAY_WORDS}")
    importing.add_argument("--codes", metavar="FILE", help="NHANES: the file of food codes")
    importing.add_argument(
        "--weight",
        choices=("all", "one"),
        help="MacroFactor: is the serving weight that of all that was eaten, or of one serving?",
    )
    importing.add_argument("--left-out", metavar="FILE", help="write the rows left out as CSV")
    importing.set_defaults(run=_import)


def _add_export(parser: ArgumentParser) -> None:
    add_profile(parser)
    parser.add_argument("--everybody", action="store_true", help="all people of the diary")
    parser.add_argument("--from", dest="first", metavar="DAY", help=DAY_WORDS)
    parser.add_argument("--to", dest="last", metavar="DAY", help=DAY_WORDS)
    parser.add_argument(
        "--out", default=STANDARD_STREAM, help="file to write, .csv or .xlsx (default: stdout)"
    )
    parser.add_argument("--bom", action="store_true", help="mark the CSV as UTF-8 for Excel")
    parser.add_argument("--codebook", metavar="FILE", help="write what each column means as CSV")


def _pair(words: str) -> tuple[str, str]:
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


def _weekly(options: Namespace) -> int:
    from estimator.views.files.export import weekly_export

    with opened_diary() as diary:
        profiles = _profiles(diary, options)
        weeks = weekly_export(diary, profiles, *_span(diary, profiles, options), options.region)
    return _write(weeks, weekly_codebook(), options)


def _entries(options: Namespace) -> int:
    from estimator.views.files.export import entry_export

    with opened_diary() as diary:
        profiles = _profiles(diary, options)
        first, last = _span(diary, profiles, options)
        rows = entry_export(diary, profiles, first, last, recipes_apart=options.recipes_apart)
    return _write(rows, entry_codebook(), options)


def _write(rows: pd.DataFrame, codebook: pd.DataFrame, options: Namespace) -> int:
    if options.out.casefold().endswith(".xlsx"):
        from estimator.files.workbook import workbook

        write_file(workbook({"Rows": rows, "Codebook": codebook}), options.out)
    else:
        write_file(csv_text(rows, options.bom), options.out)
    if options.codebook:
        write_file(csv_text(codebook, options.bom), options.codebook)
    return 0


def _import(options: Namespace) -> int:
    from estimator.importing.file_rows import Choices
    from estimator.importing.reading import code_names
    from estimator.importing.values import DATE_ORDERS
    from estimator.views.files.importing import imported_words, left_out_rows, plan_words

    sheet = _sheet(options.file)
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        today = diary.people.today(profile.id)
        choices = Choices(
            layout=_chosen_layout(options.column),
            date_order=dict(zip(("day-first", "month-first"), DATE_ORDERS, strict=True)).get(
                options.date_order, ""
            ),
            person=options.who,
            first_day=options.first_day and day_of(options.first_day, today),
            weight=_weight(options.weight),
            decimal_mark={"point": ".", "comma": ","}.get(options.decimal, ""),
            code_names=code_names(_sheet(options.codes)) if options.codes else {},
        )
        table = diary.foods(profile.id).table
        chosen = {name: find_food(item, table).item_id for name, item in options.food}
        read, plan = diary.imports.preview(
            profile.id,
            sheet,
            choices,
            chosen,
            lambda what, rows: write_message(f"{rows:,} rows {what}"),
        )
        if "person" in read.asks:
            people = ", ".join(map(harmless, read.persons))
            raise InputError(f"{sheet.file} has rows of several people: {people}. Say --who.")
        warn_of_antagonist(profile)
        write_lines(_preview_lines(read.sniffed, plan, table))
        if options.left_out:
            write_file(csv_text(left_out_rows(plan)), options.left_out)
        if not options.yes:
            how = "" if plan.changes_nothing else " Add --yes to do so."
            write_lines(["", *paragraph(f"{plan_words(read, plan)}{how}")])
            return 0
        imported = diary.imports.apply(profile.id, plan, chosen)
    write_lines(["", imported_words(imported)])
    return 0


def _preview_lines(sniffed: Sequence[str], plan: "Plan", table: "FoodTable") -> list[str]:
    from estimator.views.files.importing import (
        left_out_table,
        read_table,
        totals_table,
        weighed_table,
    )

    left_out = left_out_table(plan).astype(object).where(lambda table: table.notna(), "")
    lines = [line for sentence in sniffed for line in paragraph(sentence)]
    lines += ["", *aligned(_table(totals_table(plan)), right=range(1, 5))]
    for rows, what in (
        (read_table(plan)[["In the file", "Read as"]], "Foods read by their words:"),
        (
            weighed_table(plan, table)[["Line", "In the file", "Amount", "Grams"]],
            "Weights that were worked out:",
        ),
    ):
        if len(rows):
            lines += ["", what, *aligned(_table(rows.head(_SHOWN)), right=())]
            if len(rows) > _SHOWN:
                lines.append(f"and {len(rows) - _SHOWN} more; the Files page shows all.")
    if len(left_out):
        shown = left_out.head(_SHOWN)[["Food", "Rows", "Grams", "Why it is left out"]]
        lines += ["", "Left out, not counted in any figure:"]
        lines += aligned(_table(shown), right={1, 2})
        if len(left_out) > _SHOWN:
            lines.append(f"and {len(left_out) - _SHOWN} more; --left-out FILE has them all.")
    return lines


def _table(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    rows = frame.itertuples(index=False, name=None)
    return [tuple(frame.columns), *(tuple(harmless(str(cell)) for cell in row) for row in rows)]


def _profiles(diary: "Diary", options: Namespace) -> "list[Profile]":
    if options.everybody:
        return diary.people.all()
    return [profile_of_command(diary, options.profile)]


def _span(
    diary: "Diary", profiles: "Sequence[Profile]", options: Namespace
) -> tuple[date | None, date | None]:
    today = max((diary.people.today(profile.id) for profile in profiles), default=date.today())
    first, last = (words and day_of(words, today) for words in (options.first, options.last))
    if first and last and first > last:
        raise CommandError("--from is after --to. Give an earlier first day.")
    return first, last


def _sheet(path: str) -> "Sheet":
    """Read a file.

    Raises
    ------
    InputError
        If it can't be read.
    """
    from estimator.importing.opening import read_sheet
    from estimator.importing.sheet import LARGEST_FILE

    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}. Check the name.") from error
    return read_sheet(data, path)


def _chosen_layout(columns: Sequence[tuple[str, str]]) -> "Layout | None":
    from estimator.importing.layouts import chosen_layout

    return chosen_layout(dict(columns)) if columns else None


def _weight(said: str | None) -> str:
    from estimator.importing.file_rows import WEIGHTS

    return dict(zip(("all", "one"), WEIGHTS, strict=True)).get(said or "", "")
