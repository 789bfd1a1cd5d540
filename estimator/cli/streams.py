"""Files and standard streams: opened, written whole, and what is said on standard error."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from estimator.errors import InputError

STANDARD_STREAM: Final = "-"


@contextmanager
def opened(path: str) -> Iterator[TextIO]:
    """Open a file to read, or standard input.

    Raises
    ------
    InputError
        If it can't be read, or is not UTF-8.
    """
    name = shown_path(path)
    try:
        # Spreadsheets mark UTF-8 by a byte order mark; csv needs line ends as they are.
        with open(
            sys.stdin.fileno() if path == STANDARD_STREAM else path,
            encoding="utf-8-sig",
            newline="",
            closefd=path != STANDARD_STREAM,
        ) as handle:
            yield handle
    except OSError as error:
        raise InputError(f"{name} can't be read: {error.strerror}. Check the name.") from error
    except UnicodeDecodeError as error:
        raise InputError(f'{name} is not UTF-8. Save it as "CSV UTF-8".') from error


def shown_path(path: str) -> str:
    """Return what a message calls a file."""
    return "standard input" if path == STANDARD_STREAM else path


def write_file(content: str | bytes, path: str) -> None:
    """Write a whole file or none of it; or to standard output.

    Raises
    ------
    InputError
        If the file can't be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path == STANDARD_STREAM:
        sys.stdout.buffer.write(data)
        return
    unfinished = Path(f"{path}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise InputError(
            f"{path} can't be written: {error.strerror}. Choose another place."
        ) from error


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    for line in lines:
        sys.stdout.write(f"{line}\n")


def say(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{text}\n")
