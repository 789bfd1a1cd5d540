"""A file of rows and named columns: how it is coded and divided is found out, and said."""

import csv
import io
from collections.abc import Iterator, Sequence
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
    _rows: Sequence[Sequence[str]] | None = field(default=None, repr=False)
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
        source = self._numbered() if self._rows is None else enumerate(self._rows, 2)
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
        text = _text(self._data, self._codec)
        reader = csv.reader(text, delimiter=self._mark, strict=True)
        line = 1
        try:
            for place, row in enumerate(reader):
                if place:
                    yield line, row
                line = reader.line_num + 1
        except csv.Error as error:
            raise InputError(
                f"{self.file}, line {line}: no CSV ({error}). Export or save it as CSV anew."
            ) from error


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
    """Find out how a file is coded and divided.

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
        return _transport(data, file)
    for start, what in _REFUSED.items():
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise InputError(f"{file} is {what}, and import that.")
    codec, encoding = _encoding(data, file)
    first_line = _text(data, codec).readline(_LONGEST_HEADER)
    if not first_line.strip():
        raise InputError(f"{file} is empty, or its first line is. Export the diary anew.")
    mark = max(_DELIMITERS, key=first_line.count)
    header = _header(_text(data, codec), mark, file)
    return Sheet(file, encoding, _DELIMITERS[mark], header, None, data, codec, mark)


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
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _header(text: TextIO, mark: str, file: str) -> tuple[str, ...]:
    try:
        row = next(csv.reader(text, delimiter=mark, strict=True), [])
    except csv.Error as error:
        raise InputError(f"{file}, line 1: no CSV ({error}). Save it as CSV anew.") from error
    names = tuple(name.strip() for name in row)
    if len(names) < 2 or len(names) > MOST_COLUMNS or any(len(name) > 300 for name in names):
        raise InputError(
            f"{file}, line 1: this line does not name the columns of a diary, such as a date, a "
            "food and an amount. Check that it is the right file."
        )
    return names


def _transport(data: bytes, file: str) -> Sheet:
    """Read a SAS transport file."""
    try:
        frame = pd.read_sas(io.BytesIO(data), format="xport", encoding="latin-1")
    except Exception as error:
        # pandas answers a broken file with whatever error its numbers lead to.
        raise InputError(f"{file} is a broken SAS transport file. Download it anew.") from error
    if len(frame.columns) > MOST_COLUMNS or len(frame) > MOST_ROWS:
        raise InputError(f"{file} has more than {MOST_ROWS:,} rows. Import it in parts.")
    columns = [_texts(frame[column]) for column in frame.columns]
    rows = list(zip(*columns, strict=True))
    return Sheet(file, "SAS transport file", "", tuple(map(str, frame.columns)), rows)


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
