"""Opens CSV and SAS transport files: finds their encoding and delimiter, and reads their rows."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PureWindowsPath
from typing import Any, Final, TextIO

import pandas as pd

from estimator.errors import InputError
from estimator.spreadsheet_csv import restore_text

LARGEST_FILE: Final = 100_000_000
"""A larger file is refused before it is read [bytes]."""

MOST_ROWS: Final = 1_000_000
MOST_COLUMNS: Final = 1000
LONGEST_RECORD: Final = 1_000_000
"""Characters of a row, which may go over many lines; a person's row has some hundred."""
_CELLS_AT_ONCE: Final = 200_000
"""Of a SAS file, which is read part by part."""
_LONGEST_CELL: Final = 100_000
_LONGEST_HEADER: Final = 100_000
_SMALLEST: Final = 1e-70
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_XPORT: Final = b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!"
_REFUSED: Final = {
    b"PK": "a zip or Excel file. Take the CSV out of it, or save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an Excel file. Save the sheet as CSV",
    b"%PDF": "a PDF. Export the diary as CSV",
    b"\x1f\x8b": "a compressed file. Unpack it",
    b"SQLite": "a database. Export the diary as CSV",
    b"{": "JSON. Export the diary as CSV",
    b"<": "a web page or XML. Export the diary as CSV",
}
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with a byte order mark"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)


@dataclass(frozen=True)
class Sheet:
    """The rows of a file.

    Attributes
    ----------
    file : str
        What messages call it.
    encoding, delimiter : str
        What was found out, in words; ``delimiter`` is empty for a SAS file.
    header : tuple of str
        The names of the columns, as they are written.
    """

    file: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    _data: bytes = field(default=b"", repr=False)
    _codec: str = field(default="utf-8", repr=False)
    _mark: str = field(default=",", repr=False)

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Yield the line each row begins on, and its cells; empty rows are left out.

        A row may be shorter or longer than the header: that is for the reader to refuse.

        Raises
        ------
        InputError
            If the file is no CSV, or has too many rows.
        """
        source = self._numbered() if self.delimiter else enumerate(self._transported(), 2)
        for count, (line, cells) in enumerate(
            (line, cells) for line, cells in source if any(map(str.strip, cells))
        ):
            if count >= MOST_ROWS:
                raise InputError(
                    f"{self.file} has more than {MOST_ROWS:,} rows. Import it in parts."
                )
            yield line, cells

    def _numbered(self) -> Iterator[tuple[int, Sequence[str]]]:
        # Decoded as it is read: a text of the whole would take some times the memory.
        lines = BoundedLines(_text(self._data, self._codec), self.file)
        reader = csv.reader(lines, delimiter=self._mark, strict=True)
        line = 1
        try:
            for place, row in enumerate(reader):
                lines.begin_record()
                if place:
                    yield line, row
                line = reader.line_num + 1
        except csv.Error as error:
            raise InputError(
                f"{self.file}, line {line}: no CSV ({error}). Export or save it as CSV anew."
            ) from error

    def _transported(self) -> Iterator[Sequence[str]]:
        with _broken_transport(self.file), _transport(self._data) as parts:
            size = max(1, _CELLS_AT_ONCE // len(self.header))
            for _ in range(0, parts.nobs, size):
                part = parts.read(size)
                yield from zip(*(_texts(part[column]) for column in part.columns), strict=True)


def shown_name(name: str) -> str:
    r"""Return what to call a file, without folders and what can't be seen.

    Examples
    --------
    >>> shown_name("../../etc/passwd"), shown_name("C:\\diary.csv")
    ('passwd', 'diary.csv')
    """
    plain = "".join(char for char in PureWindowsPath(name).name if char.isprintable())
    return plain[:80] or "The file"


def read_sheet(data: bytes, name: str) -> Sheet:
    """Open a file; find its encoding, delimiter and header.

    Parameters
    ----------
    data : bytes
        The file: CSV in UTF-8, UTF-16 or Windows-1252, or a SAS transport file (XPT).
    name : str
        Of the file.

    Raises
    ------
    InputError
        If it is too large, empty, of another kind, or has no header.
    """
    file = shown_name(name)
    if len(data) > LARGEST_FILE:
        raise InputError(
            f"{file} has {len(data) / 1e6:,.0f} MB, but up to {LARGEST_FILE / 1e6:,.0f} MB are "
            "read at once. Import it in parts."
        )
    if data.startswith(_XPORT):
        return _transport_sheet(data, file)
    begins = data[:_LONGEST_HEADER].lstrip(b"\xef\xbb\xbf \r\n\t")
    for start, what in _REFUSED.items():
        if begins.startswith(start):
            raise InputError(f"{file} is {what}, and import that.")
    codec, encoding = _encoding(data, file)
    first_line = _text(data, codec).readline(_LONGEST_HEADER)
    if not first_line.strip():
        raise InputError(f"{file} is empty, or its first line is. Export the diary anew.")
    mark = max(_DELIMITERS, key=first_line.count)
    header = _header(_text(data, codec), mark, file)
    return Sheet(file, encoding, _DELIMITERS[mark], header, data, codec, mark)


def _text(data: bytes, codec: str) -> TextIO:
    return io.TextIOWrapper(io.BytesIO(data), codec, newline="")


def _encoding(data: bytes, file: str) -> tuple[str, str]:
    """Return the codec of a file, and its name in words."""
    for start, codec, words in _MARKS:
        if data.startswith(start):
            if not _decodes(data, codec):
                raise InputError(f"{file} is broken: it is not {words}. Export it anew.")
            return codec, words
    if b"\0" in data:
        raise InputError(f"{file} is not text. Export the diary as CSV, and import that.")
    for codec, words in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        if _decodes(data, codec):
            return codec, words
    raise InputError(f'{file} is neither UTF-8 nor Windows-1252. Save it as "CSV UTF-8".')


def _decodes(data: bytes, codec: str) -> bool:
    text = _text(data, codec)
    try:
        while text.read(_LONGEST_HEADER):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _header(text: TextIO, mark: str, file: str) -> tuple[str, ...]:
    try:
        row = next(csv.reader(BoundedLines(text, file), delimiter=mark, strict=True), [])
    except csv.Error as error:
        raise InputError(f"{file}, line 1: no CSV ({error}). Save it as CSV anew.") from error
    names = tuple(name.strip() for name in row)
    if len(names) < 2 or len(names) > MOST_COLUMNS or any(len(name) > 300 for name in names):
        raise InputError(
            f"{file}, line 1: this line does not name the columns of a diary, such as a date, a "
            "food and an amount. Check that it is the right file."
        )
    return names


@contextmanager
def _broken_transport(file: str) -> Iterator[None]:
    """Turn whatever the numbers of a broken file lead pandas to into one sentence.

    Raises
    ------
    InputError
        In place of any of that.
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        raise InputError(f"{file} is a broken SAS transport file. Download it anew.") from error


def _transport(data: bytes) -> Any:
    """Open a SAS transport file, to be read part by part."""
    return pd.read_sas(io.BytesIO(data), format="xport", encoding="latin-1", iterator=True)


def _transport_sheet(data: bytes, file: str) -> Sheet:
    with _broken_transport(file), _transport(data) as parts:
        names, rows = tuple(dict.fromkeys(map(str, parts.columns))), parts.nobs
    if len(names) > MOST_COLUMNS or rows > MOST_ROWS:
        raise InputError(f"{file} has more than {MOST_ROWS:,} rows. Import it in parts.")
    return Sheet(file, "SAS transport file", "", names, data)


class BoundedLines:
    """The lines of a text, of which no row takes so many that it fills the memory.

    A row of CSV goes on over lines as long as a quote is open, and csv keeps all of it.
    """

    def __init__(self, text: TextIO, file: str) -> None:
        self._text = text
        self._file = file
        self._left = LONGEST_RECORD

    def begin_record(self) -> None:
        """Say that a row has ended."""
        self._left = LONGEST_RECORD

    def __iter__(self) -> "BoundedLines":
        """Return itself."""
        return self

    def __next__(self) -> str:
        """Return the next line.

        Raises
        ------
        InputError
            If the row that it is of is too long.
        """
        line = self._text.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise InputError(
                f"{self._file}: a row has more than {LONGEST_RECORD:,} characters. Check that it "
                "is the right file, and that every quote is closed."
            )
        return line


def _texts(column: "pd.Series[Any]") -> list[str]:
    """Write cells as text; a whole number without decimals, a missing one empty."""
    return ["" if cell is None or cell != cell else _cell_text(cell) for cell in column]


def _cell_text(cell: object) -> str:
    if not isinstance(cell, float):
        return str(cell).strip()
    # SAS keeps a zero as the smallest number there is.
    return "0" if abs(cell) < _SMALLEST else f"{cell:.12g}"


def tidy_cell(text: str) -> str:
    """Return a cell as it was meant, without space around it."""
    return restore_text(text.strip())[:_LONGEST_CELL]
