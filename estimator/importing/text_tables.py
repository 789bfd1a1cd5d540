"""CSV and its kin: encoding, delimiter, and the line that names the columns, found out."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO, Final, TextIO

from estimator.errors import InputError
from estimator.importing.bounded_lines import LONGEST_RECORD, BoundedLines
from estimator.importing.plain_csv import Opens, PlainCsv
from estimator.importing.sheet import (
    MOST_TITLE_LINES,
    ROWS_AT_ONCE,
    KnowsColumns,
    Row,
    Sheet,
    column_names,
    header_place,
)

_LONGEST_HEADER: Final = 100_000
_DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SEPARATOR: Final = re.compile(r'"?sep=(?P<mark>.)"?[,;\t]*\s*', re.IGNORECASE)
"""The line that tells Excel how cells are parted."""
_PLAIN: Final = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "cp1252": "cp1252"}
"""Encodings in which a new line is one byte, whatever it follows."""
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8 with a byte order mark"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_LONGEST_MARK: Final = 3
_UNMARKED: Final = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
_BLOCK: Final = 1 << 16


def held(data: bytes) -> Opens:
    """Return what opens a file that is in memory."""
    return lambda: io.BytesIO(data)


def text_sheet(opens: Opens, file: str, knows: KnowsColumns) -> Sheet:
    """Open a file of text.

    Parameters
    ----------
    opens : callable
        Opens it anew: UTF-8, UTF-16 or Windows-1252; cells parted by comma, semicolon, tab or bar.
    file : str
        What messages call it.
    knows : callable
        Tells the names of columns that are known.

    Raises
    ------
    InputError
        If it is empty, no text, or names no columns.
    """
    shape = csv_shape(opens, file, knows)
    mark, codec, place = shape.mark, shape.codec, shape.place
    plain = None
    if shape.start is not None:

        def read_rows(start: int, end: int | None, line: int) -> Iterator[list[Row]]:
            with opens() as data:
                data.seek(start)
                part = data if end is None else io.BytesIO(data.read(end - start))
                yield from _rows(_text(part, _PLAIN[codec]), mark, file, line)

        plain = PlainCsv(
            opens=opens,
            encoding=_PLAIN[codec],
            mark=mark,
            start=shape.start,
            line=place + 2,
            named=len(shape.names),
            width=shape.width,
            read_rows=read_rows,
        )

    def read() -> Iterator[list[Row]]:
        with opens() as data:
            yield from _rows(_text(data, codec), mark, file, place + 1, without_header=True)

    return Sheet(
        file,
        shape.encoding,
        _DELIMITERS.get(mark, repr(mark)),
        shape.names,
        read,
        None if plain is None else plain.blocks,
    )


@dataclass(frozen=True, kw_only=True)
class CsvShape:
    """How a file of text is written.

    Attributes
    ----------
    codec, encoding : str
        Of its letters, for Python and in words.
    mark : str
        What parts cells.
    place : int
        Which of its lines names the columns, from 0.
    names : tuple of str
        Of the columns.
    width : int
        How many cells that line has.
    start : int or None
        Where the bytes of its rows begin, if a byte is the end of a line and one is what parts
        cells, as Arrow reads rows; else None.
    """

    codec: str
    encoding: str
    mark: str
    place: int
    names: tuple[str, ...]
    width: int
    start: int | None


def csv_shape(opens: Opens, file: str, knows: KnowsColumns) -> CsvShape:
    """Find out how a file of text is written; see `text_sheet`."""
    codec, encoding = _encoding(opens, file)
    lines = _first_lines(opens, codec)
    if not any(map(str.strip, lines)):
        raise InputError(f"{file} is empty, or its first lines are. Export the diary anew.")
    told = next((found["mark"] for line in lines if (found := _SEPARATOR.fullmatch(line))), "")
    marks = [told or max(_DELIMITERS, key=line.count) for line in lines]
    cells = [
        [] if _SEPARATOR.fullmatch(line) else _cells(line, mark)
        for line, mark in zip(lines, marks, strict=True)
    ]
    place = header_place(cells, knows)
    mark = marks[place]
    header, lines_of_header = _header(opens, codec, mark, file, place)
    start = _after_lines(opens, place + 1)
    is_plain = mark in _DELIMITERS and codec in _PLAIN and lines_of_header == 1
    return CsvShape(
        codec=codec,
        encoding=encoding,
        mark=mark,
        place=place,
        names=column_names(header, file, place + 1),
        width=len(header),
        start=start if is_plain else None,
    )


def _after_lines(opens: Opens, lines: int) -> int | None:
    """Return where in a file what follows some lines begins; None where a line ends otherwise."""
    with opens() as file:
        head = b"".join(file.readline() for _ in range(lines))
    return len(head) if head.count(b"\r") == head.count(b"\r\n") else None


def _first_lines(opens: Opens, codec: str) -> list[str]:
    with opens() as file:
        text = _text(file, codec)
        return [text.readline(_LONGEST_HEADER) for _ in range(MOST_TITLE_LINES)]


def _cells(line: str, mark: str) -> Sequence[str]:
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []


def _header(
    opens: Opens, codec: str, mark: str, file: str, place: int
) -> tuple[Sequence[str], int]:
    """Return the names of columns, and on how many lines they are."""
    with opens() as data:
        lines = BoundedLines(_text(data, codec), file)
        try:
            for _ in islice(lines, place):
                lines.begin_record()
            reader = csv.reader(lines, delimiter=mark, strict=True)
            return next(reader, []), reader.line_num
        except csv.Error as error:
            raise InputError(
                f"{file}, line {place + 1}: no CSV ({error}). Save it as CSV anew."
            ) from error


def _rows(
    text: TextIO, mark: str, file: str, first: int, *, without_header: bool = False
) -> Iterator[list[Row]]:
    """Yield the rows of a text many at a time, the first of them on a line of the file.

    Where the names of the columns are in that line, the lines before it are in the text.
    """
    # Decoded as it is read: a text of the whole would take some times the memory.
    lines = BoundedLines(text, file)
    for _ in islice(lines, first - 1 if without_header else 0):
        lines.begin_record()
    reader = csv.reader(lines, delimiter=mark, strict=True)
    part: list[Row] = []
    line = first
    try:
        for row in reader:
            lines.left = LONGEST_RECORD
            if not (without_header and line == first):
                part.append((line, row))
            line = first + reader.line_num
            if len(part) == ROWS_AT_ONCE:
                yield part
                part = []
    except csv.Error as error:
        raise InputError(
            f"{file}, line {line}: no CSV ({error}). Export or save it as CSV anew."
        ) from error
    yield part


def _text(data: BinaryIO, codec: str) -> TextIO:
    return io.TextIOWrapper(data, codec, newline="")


def _encoding(opens: Opens, file: str) -> tuple[str, str]:
    """Return the codec of a file, and its name in words."""
    with opens() as data:
        begins = data.read(_LONGEST_MARK)
    for start, codec, words in _MARKS:
        if begins.startswith(start):
            if not _decoding(opens, [codec]):
                raise InputError(f"{file} is broken: it is not {words}. Export it anew.")
            return codec, words
    for codec in _decoding(opens, _UNMARKED, file):
        return codec, _UNMARKED[codec]
    raise InputError(f'{file} is neither UTF-8 nor Windows-1252. Save it as "CSV UTF-8".')


def _decoding(opens: Opens, names: Iterable[str], file: str = "") -> list[str]:
    """Return by which of some codecs a file can be read; one that is told by a mark, or none is."""
    decoders = {codec: codecs.getincrementaldecoder(codec)() for codec in names}
    with opens() as data:
        for block in chain(_blocks(data), (b"",)):
            if file and b"\0" in block:
                raise InputError(f"{file} is not text. Export the diary as CSV, and import that.")
            for codec, decoder in tuple(decoders.items()):
                if codec in _UNMARKED and block.isascii() and block and not decoder.getstate()[0]:
                    continue  # quicker seen than decoded
                try:
                    decoder.decode(block, final=not block)
                except UnicodeDecodeError:
                    del decoders[codec]
    return [*decoders]


def _blocks(data: BinaryIO) -> Iterator[bytes]:
    while block := data.read(_BLOCK):
        yield block
