"""``day``, ``copy-day``, ``undo`` and ``redo``: a day read and logged again, and ways back."""

from argparse import Namespace
from datetime import timedelta

from estimator.cli.day_text import day_lines, logged_lines, mark_lines
from estimator.cli.options import DAY_WORDS, Commands, add_meal, add_profile, day_of
from estimator.cli.people import opened_diary, profile_of_command, warn_of_antagonist
from estimator.cli.streams import STANDARD_STREAM, write_file, write_lines
from estimator.cli.terminal_text import harmless, long_date, paragraph
from estimator.diary_values import MEALS
from estimator.files.entries import entry_rows
from estimator.files.estimated import tidy_rows
from estimator.spreadsheet_csv import csv_text
from estimator.views.shared.k1 import WEEKS_BEFORE, k1_day_words


def add_commands(commands: Commands) -> None:
    """Add the commands and their options."""
    day = commands.add_parser("day", help="what was eaten on a day, and the K2 in it")
    add_profile(day)
    day.add_argument("date", nargs="?", default="today", help=f"{DAY_WORDS} (default: today)")
    form = day.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="as CSV, one row per entry")
    form.add_argument("--tidy", action="store_true", help="as CSV, one row per form")
    day.set_defaults(run=_day)

    copy = commands.add_parser("copy-day", help="log the entries of a day again on another day")
    add_profile(copy)
    copy.add_argument("source", help=DAY_WORDS)
    copy.add_argument("target", help=DAY_WORDS)
    add_meal(copy, "only what was eaten then")
    copy.set_defaults(run=_copy_day)

    for verb, words in (
        ("undo", "undo the newest change of a diary"),
        ("redo", "redo the change that was undone last"),
    ):
        step = commands.add_parser(verb, help=words)
        add_profile(step)
        step.add_argument("--dry-run", action="store_true", help=f"only say what {verb} would do")
        step.add_argument(
            "--change",
            type=int,
            metavar="NUMBER",
            help="only the change that --dry-run gave this number",
        )
        step.set_defaults(run=_step, verb=verb)


def _day(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        day = day_of(options.date, diary.people.today(profile.id))
        entries, mark = diary.entries.day(profile.id, day), diary.days.get(profile.id, day)
        frame, foods = diary.entries.frame(profile.id, day, day), diary.foods(profile.id)
        before = diary.entries.frame(
            profile.id, day - timedelta(weeks=WEEKS_BEFORE), day - timedelta(days=1)
        )
    estimated = foods.estimate(profile, frame, "day")
    if options.csv:
        write_file(csv_text(entry_rows(foods.logged_by(profile), entries)), STANDARD_STREAM)
    elif options.tidy:
        rows = tidy_rows(estimated.intake.assign(person=profile.name), profile.region)
        write_file(csv_text(rows), STANDARD_STREAM)
    else:
        warn_of_antagonist(profile)
        write_lines([f"{harmless(profile.name)}, {long_date(day)}", *mark_lines(mark), ""])
        write_lines(day_lines(entries, estimated, foods))
        if profile.takes_vka and entries:
            write_lines(paragraph(k1_day_words(foods, profile, frame, before)))
    return 0


def _copy_day(options: Namespace) -> int:
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        today = diary.people.today(profile.id)
        source, target = (day_of(words, today) for words in (options.source, options.target))
        meals = (*MEALS, None) if options.meal is None else (options.meal,)
        copied = diary.repeats.copy_day(profile.id, source, target, meals=meals)
        foods = diary.foods(profile.id)
    meals_eaten = [entry.meal or "" for entry in copied]
    warn_of_antagonist(profile)
    write_lines(logged_lines("Logged", profile, copied, meals_eaten, foods))
    return 0


def _step(options: Namespace) -> int:
    verb = options.verb
    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        if options.dry_run:
            undo, redo = diary.history.steps(profile.id)
            step = undo if verb == "undo" else redo
            said = step and f"would {verb} change {step.id}: {step.words}."
        else:
            do = diary.history.undo if verb == "undo" else diary.history.redo
            said = do(profile.id, options.change)
    write_lines([harmless(f"{profile.name}: {said or f'nothing to {verb}.'}")])
    return 0
