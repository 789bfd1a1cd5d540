"""``backup``: everything in one file, looked into and brought back."""

from argparse import ArgumentParser, Namespace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from estimator.cli.options import Commands, add_group
from estimator.cli.people import opened_diary
from estimator.cli.streams import write_file, write_lines
from estimator.cli.terminal_text import aligned, harmless, paragraph
from estimator.errors import CommandError, DamagedStoreError, InputError

# What knows backups knows the database, which commands without a diary need not load.


def add_commands(commands: Commands) -> None:
    """Add the commands and their options."""
    backup = add_group(commands, "backup", "everybody's diary in one file, and back")
    make = backup.add_parser("make", help="write a backup of everything")
    make.add_argument("file", help="the file to write, or - for standard output")
    make.set_defaults(run=_make)
    backup.add_parser("list", help="the backups that are kept day by day").set_defaults(run=_list)
    show = backup.add_parser("show", help="what is in a backup")
    _add_file(show)
    show.set_defaults(run=_show)
    restore = backup.add_parser("restore", help="put a backup in the place of everything")
    _add_file(restore)
    restore.add_argument("--yes", action="store_true", help="confirm: it replaces all diaries")
    restore.set_defaults(run=_restore)


def _add_file(parser: ArgumentParser) -> None:
    parser.add_argument("file", help="a file, or the name of a backup that backup list shows")


def _make(options: Namespace) -> int:
    target = BytesIO()
    with opened_diary() as diary:
        diary.backups.write(target)
    write_file(target.getvalue(), options.file)
    return 0


def _list(options: Namespace) -> int:
    from estimator.views.files.backups import kept_words

    with opened_diary() as diary:
        kept, folder = diary.backups.kept(), diary.backups.folder
    if not kept:
        write_lines([f"No backup is kept in {folder} yet."])
    else:
        write_lines(aligned([(one.path.name, kept_words(one)) for one in kept]))
        write_lines([f"They are in {folder}."])
    return 0


def _show(options: Namespace) -> int:
    from estimator.views.files.backups import made_words, preview_table

    with opened_diary() as diary:
        path = _path(options.file, diary.backups.folder)
        with _opened(path) as file:
            preview = diary.backups.preview(file, path.name)
        table = preview_table(preview, diary.backups.now_there())
    rows = [tuple(map(harmless, row)) for row in table.itertuples(index=False, name=None)]
    write_lines([made_words(preview), "", *aligned([tuple(table.columns), *rows])])
    return 0


def _restore(options: Namespace) -> int:
    try:
        return _restore_in_place(options)
    except DamagedStoreError as damaged:
        if not options.yes:
            raise
        return _restore_after_damage(options, damaged)


def _restore_after_damage(options: Namespace, damaged: DamagedStoreError) -> int:
    """Bring a backup back where what is there can't be read, or not be replaced."""
    from estimator.backup.backup_folder import backups_beside
    from estimator.backup.recovery import put_in_place

    path = _path(options.file, backups_beside(damaged.path))
    aside = put_in_place(
        damaged, lambda: _opened(path), path.name, lambda: datetime.now().astimezone()
    )
    write_lines(paragraph(f"Brought back: {path}. The damaged file is kept as {aside}."))
    return 0


def _restore_in_place(options: Namespace) -> int:
    from estimator.views.files.backups import REPLACES, restored_words

    with opened_diary() as diary:
        path = _path(options.file, diary.backups.folder)
        with _opened(path) as file:
            preview = diary.backups.preview(file, path.name)
        if not options.yes:
            raise CommandError(f"{REPLACES} Add --yes if that is meant.")
        with _opened(path) as file:
            before = diary.backups.restore(file, path.name)
    write_lines([restored_words(preview), *paragraph(f"What was there before: {before}.")])
    return 0


def _path(name: str, folder: Path) -> Path:
    """Return the file, or the kept backup of that name."""
    path = Path(name)
    return folder / name if not path.exists() and path.name == name else path


def _opened(path: Path) -> BinaryIO:
    """Open a file.

    Raises
    ------
    InputError
        If it can't be read.
    """
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(
            f"{path} can't be read: {error.strerror}. See backup list, or name a file."
        ) from error
