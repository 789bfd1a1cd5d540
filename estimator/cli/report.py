"""``report``: facts of a span of days on a page to print or to share."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from estimator.cli.options import DAY_WORDS, Commands, add_profile, day_of
from estimator.cli.people import opened_diary, profile_of_command
from estimator.cli.streams import STANDARD_STREAM, write_file, write_message
from estimator.errors import InputError
from estimator.views.shared.spans import SPAN_NAMES, named_span

_USUAL_SPAN: Final = SPAN_NAMES[0]


def add_commands(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "report", help="a page to print or take to a clinician: HTML or PDF"
    )
    add_profile(parser)
    parser.add_argument(
        "--from",
        dest="first",
        metavar="DAY",
        help=f"{DAY_WORDS} (default: the {_USUAL_SPAN.lower()})",
    )
    parser.add_argument(
        "--to", dest="last", metavar="DAY", help=f"{DAY_WORDS} (default: the last day logged)"
    )
    parser.add_argument("--complete-only", action="store_true", help="only days marked as complete")
    parser.add_argument("--anonymous", action="store_true", help="leave out the name")
    parser.add_argument(
        "--out",
        default=STANDARD_STREAM,
        help="file to write; PDF if it ends in .pdf, else HTML (default: -, stdout)",
    )
    parser.set_defaults(run=_report)


def _report(options: Namespace) -> int:
    # What writes PDF takes longer to load than any other command takes.
    from estimator.report.content import report_of
    from estimator.report.html import report_page
    from estimator.report.pdf import LETTERS_NOTE, lacks_letters, report_pdf

    with opened_diary() as diary:
        profile = profile_of_command(diary, options.profile)
        today = diary.people.today(profile.id)
        begun, ended = diary.entries.span(profile.id) or (today, today)
        last = day_of(options.last, today) if options.last else ended
        first = (
            day_of(options.first, today)
            if options.first
            else named_span(_USUAL_SPAN, (min(begun, last), last))[0]
        )
        if first > last:
            raise InputError(f"{first} is after {last}. Choose an earlier first day.")
        frame = diary.entries.frame(profile.id, first, last, complete_only=options.complete_only)
        foods, with_samples = diary.foods(profile.id), diary.sample_week.is_there(profile.id)
    if frame.empty:
        what = "marked as complete" if options.complete_only else "logged"
        raise InputError(f"No day from {first} to {last} is {what}. Choose other days.")
    report = report_of(
        profile,
        foods,
        frame,
        first,
        last,
        made_on=today,
        complete_only=options.complete_only,
        named=not options.anonymous,
        with_samples=with_samples,
    )
    as_pdf = Path(options.out).suffix.casefold() == ".pdf"
    write_file(
        report_pdf(report, datetime.now(UTC)) if as_pdf else report_page(report), options.out
    )
    if as_pdf and lacks_letters(report):
        write_message(LETTERS_NOTE)
    return 0
