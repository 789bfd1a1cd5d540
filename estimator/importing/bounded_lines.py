"""The lines of a text that may be broken, none of its rows so long that it fills the memory."""

from collections.abc import Iterator
from typing import Final, TextIO

from estimator.errors import InputError

LONGEST_RECORD: Final = 1_000_000
"""Characters of a row, which may go over many lines; a person's row has some hundred."""


class BoundedLines:
    """The lines of a text, of which no row takes so many that it fills the memory.

    A row of CSV goes on over lines as long as a quote is open, and csv keeps all of it.

    Attributes
    ----------
    left : int
        How many characters the row may still have.
    """

    def __init__(self, text: TextIO, file: str) -> None:
        self._text = text
        self._file = file
        self._lines = self._bounded()
        self.left = LONGEST_RECORD

    def begin_record(self) -> None:
        """Say that a row has ended."""
        self.left = LONGEST_RECORD

    def __iter__(self) -> Iterator[str]:
        """Return the lines.

        Raises
        ------
        InputError
            If the row that one is of is too long.
        """
        return self._lines

    def __next__(self) -> str:
        """Return the next line."""
        return next(self._lines)

    def _bounded(self) -> Iterator[str]:
        readline = self._text.readline
        while line := readline(self.left + 1):
            self.left -= len(line)
            if self.left < 0:
                raise InputError(
                    f"{self._file}: a row has more than {LONGEST_RECORD:,} characters. Check that "
                    "it is the right file, and that every quote is closed."
                )
            yield line
