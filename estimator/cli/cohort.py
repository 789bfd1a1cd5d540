"""``cohort``: intake of as many people as there are, part by part, by several workers."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from time import monotonic
from typing import Final

from estimator.cli.estimate import add_asked, asked_of
from estimator.cli.file_options import FILE_KINDS, add_reading, choices_of
from estimator.cli.options import Commands, count
from estimator.cli.streams import write_message
from estimator.cohort.cohort import Progress, Share, run_cohort
from estimator.cohort.crews import crew_of
from estimator.cohort.plan import PART_ROWS, TABLES, FileSettings, Settings
from estimator.errors import CommandError
from estimator.measures.unit_names import CUPS
from estimator.views.cohort.summary import progress_line, summary_lines

_SECONDS_A_LINE: Final = 10.0
_SECONDS_A_BAR: Final = 0.1


def add_commands(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("cohort", help="intake by form of cohorts of any size")
    parser.description = (
        "Estimates files larger than memory, and data sets of many files, of any layout that "
        "estimate reads: part by part, each of whole persons, with a result file for each part. "
        "What is already in the folder is not done again: after a failure, run the same command."
    )
    parser.add_argument(
        "input", nargs="*", help=f"files, or folders of files: {FILE_KINDS}; Parquet"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="folder of the results")
    add_asked(parser)
    parser.add_argument("--cup", choices=CUPS, default=CUPS[0], help="which cup is meant")
    parser.add_argument(
        "--format", choices=TABLES, default=TABLES[0], help="of the results (default: parquet)"
    )
    parser.add_argument(
        "--part-rows",
        type=count,
        default=PART_ROWS,
        metavar="N",
        help=f"rows estimated together (default: {PART_ROWS}); fewer take less memory",
    )
    _add_workers(parser)
    add_reading(parser, left_out=False)
    parser.set_defaults(run=_cohort)


def _add_workers(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=count, metavar="N", help="processes (default: one for each processor)"
    )
    parser.add_argument("--threads", action="store_true", help="use threads instead of processes")
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="use the workers of a Dask scheduler, such as tcp://10.0.0.1:8786",
    )
    parser.add_argument(
        "--part",
        type=share,
        metavar="I/N",
        help="this job's share, where N jobs of a batch system share the folder: 1/N to N/N",
    )
    parser.add_argument(
        "--merge",
        action="store_true",
        help="after such jobs: finish what is left in the folder, and write manifest and log",
    )


def share(words: str) -> Share:
    """Read which share of the work a job does.

    Raises
    ------
    ArgumentTypeError
        If it is none.
    """
    place, slash, of = words.partition("/")
    if slash and place.isdecimal() and of.isdecimal() and 1 <= int(place) <= int(of):
        return Share(int(place), int(of))
    raise ArgumentTypeError(f"{words!r} is no share of jobs; write it like 3/10")


def _cohort(options: Namespace) -> int:
    if options.merge and (options.input or options.part):
        raise CommandError(
            "--merge goes on with what is in the folder: leave out files and --part."
        )
    if not options.merge and not options.input:
        raise CommandError("Name the files, or folders of files. Or say --merge.")
    reading = FileSettings.of(choices_of(options, date.today()), options.cup)
    settings = Settings(
        asked=asked_of(options), reading=reading, table=options.format, part_rows=options.part_rows
    )
    crew = crew_of(options.workers, threads=options.threads, scheduler=options.scheduler)
    shown = _Shown()
    try:
        manifest = run_cohort(
            options.input, options.out, settings, crew, share=options.part, tell=shown.tell
        )
    finally:
        shown.end()
        crew.close()
    for line in summary_lines(manifest, options.out):
        write_message(line)
    return 0


class _Shown:
    """Shows how far it is: a bar on a terminal, else a line now and then."""

    def __init__(self) -> None:
        self._bar = sys.stderr.isatty()
        self._what = ""
        self._begun = self._told = 0.0
        self._rows = 0
        self._width = 0

    def tell(self, progress: Progress) -> None:
        """Show how far the work is, now and then."""
        now = monotonic()
        if progress.what != self._what:
            self._what, self._begun, self._told = progress.what, now, now
            self._rows = progress.rows
        is_last = progress.done == progress.tasks
        every = _SECONDS_A_BAR if self._bar else _SECONDS_A_LINE
        if now - self._told < every and not (is_last and self._bar):
            return
        self._told = now
        line = progress_line(progress, progress.rows - self._rows, now - self._begun)
        if self._bar:
            sys.stderr.write(f"\r{line:<{self._width}}")
            sys.stderr.flush()
            self._width = len(line)
        else:
            write_message(line)

    def end(self) -> None:
        """End the line that the bar stands on."""
        if self._bar and self._width:
            sys.stderr.write("\n")
