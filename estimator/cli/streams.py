"""Files and standard streams: opened, written whole, and what is said on standard error."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO

from estimator.errors import InputError

STANDARD_STREAM: Final = "-"


@contextmanager
def open_input(path: str) -> Iterator[TextIO]:
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
        with _output_errors():
            sys.stdout.buffer.write(data)
        return
    try:
        target = Path(path).resolve()  # what a link stands for, not the link
        if target.exists() and not target.is_file():
            # A device or a pipe, such as /dev/null, is written to: nothing may take its place.
            target.write_bytes(data)
        else:
            _put(data, target)
    except OSError as error:
        raise InputError(
            f"{path} can't be written: {error.strerror}. Choose another place."
        ) from error


def _put(data: bytes, target: Path) -> None:
    """Write a file beside its place first, so that it is there whole or not at all."""
    unfinished = target.with_name(f"{target.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(target)
    except OSError:
        with suppress(OSError):  # where nothing can be written, nothing can be deleted
            unfinished.unlink()
        raise


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output.

    Raises
    ------
    InputError
        If it can't be written.
    """
    with _output_errors():
        for line in lines:
            sys.stdout.write(f"{line}\n")


def finish_output() -> None:
    """Write what is still in the buffer of standard output.

    Raises
    ------
    InputError
        If it can't be written.
    """
    with _output_errors():
        sys.stdout.flush()


def discard_output() -> None:
    """Let what is still to be written go nowhere, as when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _output_errors() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read it has seen enough
    except OSError as error:
        discard_output()
        raise InputError(
            f"Standard output can't be written: {error.strerror}. What the command changed "
            "stays changed; to see it, ask again once there is room."
        ) from error


def write_message(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{text}\n")
