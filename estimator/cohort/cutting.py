"""Cuts a text between two of its rows, though a cell in quotes may go over many lines."""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from estimator.cohort.plan import FilePiece
from estimator.importing.plain_csv import is_plain, line_ends
from estimator.importing.text_tables import CsvShape


def text_pieces(file: BinaryIO, shape: CsvShape, size: int) -> tuple[str, str, list[FilePiece]]:
    """Read a text once: return its codec, its hash, and where it is cut.

    Parameters
    ----------
    file : file of bytes
    shape : CsvShape
        How it is written, by how it begins.
    size : int
        How many bytes are read together, about.
    """
    start = shape.start or 0
    file.seek(0)
    watch = _Watch(file.read(start))
    line = shape.place + 2
    pieces: list[FilePiece] = []
    for data in _blocks(file, watch, size):
        ends = line_ends(data)
        if not is_plain(data, shape.mark, ends):
            break
        lines = len(ends) + (not data.endswith(b"\n"))
        pieces.append(_piece(start, start + len(data), line, lines))
        line += lines
        start += len(data)
    if start < watch.size:
        pieces += _between_rows(file, start, line, shape.mark, watch, size)
    return "utf-8" if watch.is_utf8 else "cp1252", watch.hash.hexdigest(), pieces


class _Watch:
    """What is found out of a file as it is read."""

    def __init__(self, head: bytes) -> None:
        self.hash = hashlib.sha256()
        self.size = 0
        self.is_utf8 = True
        self._decoder: Any = codecs.getincrementaldecoder("utf-8")()
        self.see(head)

    def see(self, data: bytes) -> bytes:
        self.hash.update(data)
        self.size += len(data)
        if self.is_utf8:
            try:
                self._decoder.decode(data)
            except UnicodeDecodeError:
                self.is_utf8 = False
        return data


def _blocks(file: BinaryIO, watch: _Watch, size: int) -> Iterator[bytes]:
    """Yield what is left of a file, cut after lines."""
    rest = b""
    while data := watch.see(file.read(size)):
        data = rest + data
        end = data.rfind(b"\n") + 1
        rest = data[end:]
        if end:
            yield data[:end]
    if rest:
        yield rest


def _between_rows(
    file: BinaryIO, start: int, line: int, mark: str, watch: _Watch, size: int
) -> Iterator[FilePiece]:
    """Cut what is left where `csv` says that a row ends."""
    lines = _Lines(file, start, watch)
    here, first = start, line
    try:
        for _ in csv.reader(lines, delimiter=mark):
            if lines.end - here >= size:
                yield _piece(here, lines.end, first, lines.count)
                here, first = lines.end, first + lines.count
                lines.count = 0
    except csv.Error:
        pass  # said by who reads it
    while lines.readline():
        pass
    if lines.end > here:
        yield _piece(here, lines.end, first, lines.count)


class _Lines:
    """The lines of a file as letters of a byte each, and where they end."""

    def __init__(self, file: BinaryIO, start: int, watch: _Watch) -> None:
        file.seek(start)
        self._file = file
        self._watch = watch
        self.end = start
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        while line := self.readline():
            yield line.decode("latin-1")

    def readline(self) -> bytes:
        line = self._file.readline()
        if (new := self.end + len(line) - self._watch.size) > 0:
            self._watch.see(line[-new:])
        self.end += len(line)
        self.count += bool(line)
        return line


def _piece(start: int, stop: int, line: int, lines: int) -> FilePiece:
    return FilePiece(input=0, start=start, stop=stop, first=line, rows=lines)
