"""``export`` and ``import``: the diary as CSV, and files of other tools into it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import pandas as pd

from estimator.cli.file_options import FILE_KINDS, add_reading, choices_of, opened_sheet, pair
from estimator.cli.options import DAY_WORDS, Commands, add_group, add_profile, day_of, text
from estimator.cli.people import opened_diary, profile_of_command, warn_of_antagonist
from estimator.cli.streams import STANDARD_STREAM, write_file, write_lines, write_message
from estimator.cli.terminal_text import aligned, harmless, paragraph
from estimator.components import REGIONS
from estimator.errors import CommandError, InputError
from estimator.files.codebook import entry_codebook, weekly_codebook
from estimator.spreadsheet_csv import csv_text
from estimator.words import find_food

if TYPE_CHECKING:
    from estimator.diary.diary import Diary
    from estimator.diary_values import Profile
    from estimator.foods.table import FoodTable
    from estimator.importing.import_plan import ImportPlan

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
    entries = export.add_parser("entries", help="everything that was logged; can be imported again")
    _add_export(entries)
    entries.add_argument(
        "--recipes-apart", action="store_true", help="a row for each ingredient of a recipe"
    )
    entries.set_defaults(run=_entries)

    importing = commands.add_parser(
        "import", help="read a diary from a file, of this program or another"
    )
    importing.description = (
        "Says what importing a file would change; with --yes, imports it. Importing it twice adds "
        "nothing."
    )
    add_profile(importing)
    importing.add_argument("file", help=FILE_KINDS)
    importing.add_argument(
        "--yes", action="store_true", help="import it; otherwise it is only looked at"
    )
    importing.add_argument(
        "--food",
        action="append",
        default=[],
        type=pair,
        metavar="NAME=ITEM",
        help="which food a name in the file means, by food_id or name; may be repeated",
    )
    importing.add_argument("--who", type=text, help="whose rows, of a file with several people")
    importing.add_argument(
        "--everybody",
        action="store_true",
        help="import everybody in the file, each into the diary of that name; new people are added",
    )
    add_reading(importing)
    importing.set_defaults(run=_import)


def _add_export(parser: ArgumentParser) -> None:
    add_profile(parser)
    parser.add_argument("--everybody", action="store_true", help="everybody in the diary")
    parser.add_argument("--from", dest="first", metavar="DAY", help=f"first day: {DAY_WORDS}")
    parser.add_argument("--to", dest="last", metavar="DAY", help=f"last day: {DAY_WORDS}")
    parser.add_argument(
        "--out", default=STANDARD_STREAM, help="file to write, .csv or .xlsx (default: stdout)"
    )
    parser.add_argument("--bom", action="store_true", help="mark the CSV as UTF-8 for Excel")
    parser.add_argument("--codebook", metavar="FILE", help="write what each column means, as CSV")


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
    if options.everybody:
        return _import_everybody(options)
    from estimator.views.files.importing import imported_words, left_out_rows, plan_words

    sheet = opened_sheet(options.file)
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        today = diary.people.today(profile.id)
        chosen = _chosen(options, diary.foods(profile.id).table)
        read, plan = diary.imports.preview(
            profile.id,
            sheet,
            replace(choices_of(options, today), person=options.who),
            chosen,
            _told,
        )
        if "person" in read.asks:
            people = ", ".join(map(harmless, read.persons[:_SHOWN]))
            more = len(read.persons) - _SHOWN
            rest = f" and {more} more" if more > 0 else ""
            raise InputError(
                f"{sheet.file} has rows of several people: {people}{rest}. "
                "Say --who, or --everybody."
            )
        warn_of_antagonist(profile)
        write_lines(_preview_lines(read.sniffed, plan, diary.foods(profile.id).table))
        if options.left_out:
            write_file(csv_text(left_out_rows(plan)), options.left_out)
        if not options.yes:
            how = "" if plan.changes_nothing else " Add --yes to do so."
            write_lines(["", *paragraph(f"{plan_words(read, plan)}{how}")])
            return 0
        imported = diary.imports.apply(profile.id, plan, chosen)
    write_lines(["", imported_words(imported)])
    return 0


_NEW_PEOPLE = (
    "Who is new has the settings of a new person (food from: World): profile set changes them."
)


def _import_everybody(options: Namespace) -> int:
    """Import a file of several people, each into the diary of their name.

    Raises
    ------
    CommandError
        If one person is named as well.
    """
    from estimator.diary.checks import seen_key
    from estimator.importing.file_reading import by_person, read_file_rows
    from estimator.views.files.importing import everybody_words, left_out_rows, people_table

    if options.profile or options.who:
        raise CommandError("--everybody goes without --profile and --who.")
    sheet = opened_sheet(options.file)
    with opened_diary() as diary:
        read = read_file_rows(sheet, choices_of(options, date.today()), _told)
        files = by_person(read)
        if "" in files or not files:
            raise InputError(f"{sheet.file} does not say whose all of its rows are. Say --profile.")
        there = {seen_key(one.name): one for one in diary.people.all()}
        plans: dict[str, ImportPlan | None] = {}
        added: list[str] = []
        for person, rows in files.items():
            profile = there.get(seen_key(person))
            if profile is None and options.yes:
                profile = diary.people.add(person)
                added.append(person)
            if profile is None:
                plans[person] = None  # what is new is added, and needs no look at a diary
                continue
            chosen = _chosen(options, diary.foods(profile.id).table)
            plans[person] = plan = diary.imports.plan(profile.id, rows, chosen)
            if options.yes:
                diary.imports.apply(profile.id, plan, chosen)
    people = people_table(files, plans)
    write_lines([line for sentence in read.sniffed for line in paragraph(sentence)])
    write_lines(["", *aligned(_table(people.head(_SHOWN)), right=range(1, 5))])
    if len(people) > _SHOWN:
        write_lines([f"and {len(people) - _SHOWN:,} more people"])
    if options.left_out:
        left_out = [left_out_rows(plan).assign(person=one) for one, plan in plans.items() if plan]
        if left_out:
            write_file(csv_text(pd.concat(left_out)), options.left_out)
        else:
            write_message("Nobody of the file is here yet; --left-out is written with --yes.")
    write_lines(["", *paragraph(everybody_words(people, done=options.yes))])
    if added:
        write_lines([_NEW_PEOPLE])
    return 0


def _chosen(options: Namespace, table: "FoodTable") -> dict[str, str]:
    return {name: find_food(item, table).item_id for name, item in options.food}


def _told(what: str, rows: int) -> None:
    write_message(f"{rows:,} rows {what}")


def _preview_lines(sniffed: Sequence[str], plan: "ImportPlan", table: "FoodTable") -> list[str]:
    from estimator.views.files.importing import (
        left_out_table,
        totals_table,
        understood_table,
        weighed_table,
    )

    left_out = left_out_table(plan).astype(object).where(lambda table: table.notna(), "")
    lines = [line for sentence in sniffed for line in paragraph(sentence)]
    lines += ["", *aligned(_table(totals_table(plan)), right=range(1, 5))]
    for rows, what in (
        (understood_table(plan)[["In the file", "Read as"]], "Foods read by their words:"),
        (
            weighed_table(plan, table).drop(columns="Read as"),
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
